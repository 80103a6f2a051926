// Builds elements from plain values. Text only ever becomes text: there is no way here to write markup.
const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M4 5h16v11H9l-5 4z", close: "M6 6l12 12M18 6L6 18", send: "M4 12h14M12 5l7 7-7 7",
  fresh: "M12 5v14M5 12h14", wide: "M9 4H4v5M15 20h5v-5M4 4l6 6M20 20l-6-6", phone: "M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 4 5a2 2 0 0 1 2-2z",
  back: "M20 12H5M11 5l-7 7 7 7",
};

function el(name, properties, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === undefined || value === false || value === "") continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false && child !== "") node.append(child);
  }
  return node;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function safeHref(address) {
  const text = String(address || "").trim();
  return /^(https?:\/\/|tel:|sms:|mailto:)/i.test(text) ? text : "";
}

function link(address, properties, ...children) {
  const href = safeHref(address);
  if (!href) return el("span", {}, ...children);
  const outside = /^http/i.test(href) ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", { href, ...outside, ...properties }, ...children);
}

const telephone = (number) => "tel:" + String(number).replace(/[^\d+]/g, "");
const list = (name, items, properties) => (items.length ? el(name, properties, items.map((item) => el("li", {}, item))) : null);

// Colours: an accent is used as given behind text, and for text only as far as it can be read.
function luminance([r, g, b]) {
  const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}
const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const hex = (colour) => "#" + colour.map((c) => Math.round(c).toString(16).padStart(2, "0")).join("");
function readable(colour, grounds, towards) {
  let found = colour;
  for (let step = 1; step <= 20 && grounds.some((ground) => contrast(found, ground) < 4.6); step += 1) {
    found = colour.map((c, i) => c + ((towards[i] - c) * step) / 20);
  }
  return found;
}
function accentRules(accent) {
  const rule = (grounds, towards) => {
    const colour = readable(rgb(accent), grounds, towards);
    const on = contrast(colour, [255, 255, 255]) >= 4.6 ? "#ffffff" : "#0a1418";
    return `--accent:${hex(colour)};--on-accent:${on}`;
  };
  const light = rule([[255, 255, 255], [246, 247, 247], [228, 239, 244]], [0, 0, 0]);
  const dark = rule([[17, 23, 27], [27, 35, 43], [29, 51, 63]], [255, 255, 255]);
  return `.root{${light}}.root.dark{${dark}}@media (prefers-color-scheme:dark){.root.auto{${dark}}}`;
}
