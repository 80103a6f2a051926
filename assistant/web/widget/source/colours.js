// Colours: the accent of a clinic is used as given wherever it can be read, and moved only as far as reading needs.
const GROUNDS = {
  light: { grounds: [[255, 255, 255], [246, 247, 247], [228, 239, 244]], towards: [0, 0, 0] },
  dark: { grounds: [[17, 23, 27], [27, 35, 43], [29, 51, 63]], towards: [255, 255, 255] },
};
const ENOUGH = 4.6; // 4.5 is the limit; rounding to whole steps of colour takes a little

function luminance(colour) {
  const [r, g, b] = colour.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const hex = (colour) => "#" + colour.map((c) => Math.round(c).toString(16).padStart(2, "0")).join("");

function readable(accent, scheme) {
  const given = rgb(accent);
  const { grounds, towards } = GROUNDS[scheme];
  let found = given;
  for (let step = 1; step <= 20 && grounds.some((ground) => contrast(found, ground) < ENOUGH); step += 1) {
    found = given.map((c, i) => c + ((towards[i] - c) * step) / 20);
  }
  return hex(found);
}

function accentRules(accent) {
  const rule = (scheme) => {
    const colour = readable(accent, scheme);
    return `--accent:${colour};--on-accent:${contrast(rgb(colour), [255, 255, 255]) >= ENOUGH ? "#ffffff" : "#0a1418"}`;
  };
  return `.root{${rule("light")}}.root.dark{${rule("dark")}}@media (prefers-color-scheme:dark){.root.auto{${rule("dark")}}}`;
}
