// What a page may set on the script tag or the element. A wrong value is named in the console and the default stays.
const OPTIONS = {
  position: ["bottom-right", "bottom-left"],
  theme: ["auto", "light", "dark"],
  mode: ["launcher", "inline"],
  storage: ["none", "tab", "device"],
  open: ["false", "true"],
  lang: Object.keys(STRINGS),
  accent: /^#[0-9a-f]{6}$/i,
  target: /\S/, title: /\S/, greeting: /\S/, starters: /\S/,
};
const MOST_STARTERS = 6;

function warn(message) {
  console.warn(`[rehab-assistant] ${message}`);
}

function readOptions(data) {
  const options = { position: "bottom-right", theme: "auto", mode: "launcher", storage: "none", open: "false", lang: "en", accent: CONFIG.accent };
  for (const [key, value] of Object.entries(data)) {
    const name = key.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
    const allowed = Object.hasOwn(OPTIONS, key) && OPTIONS[key];
    if (!allowed) {
      warn(`data-${name} is not known and is ignored. Known: ${Object.keys(OPTIONS).map((known) => "data-" + known).join(", ")}`);
    } else if (allowed instanceof RegExp ? !allowed.test(value) : !allowed.includes(value)) {
      const form = key === "accent" ? "Use a colour such as #005eb8." : allowed instanceof RegExp ? "It is empty." : `Use one of: ${allowed.join(", ")}.`;
      warn(`data-${name}="${value}" is ignored. ${form}`);
    } else {
      options[key] = value;
    }
  }
  if (options.target && options.mode !== "inline") warn('data-target has no effect without data-mode="inline".');
  reportAccent(options);
  options.starters = readStarters(options.starters, options.lang);
  return options;
}

function reportAccent({ accent, theme }) {
  const scheme = theme === "dark" ? "dark" : "light";
  const shown = accent && readable(accent, scheme);
  if (accent && shown !== accent.toLowerCase()) warn(`the accent ${accent} cannot be read on the ${scheme} theme; ${shown} is shown instead.`);
}

function readStarters(text, lang) {
  const usual = STRINGS[lang].starters;
  if (text === undefined) return usual;
  try {
    const read = JSON.parse(text);
    if (Array.isArray(read) && read.every((item) => typeof item === "string" && item.trim())) {
      if (read.length > MOST_STARTERS) warn(`data-starters holds ${read.length} questions; the first ${MOST_STARTERS} are shown.`);
      return read.slice(0, MOST_STARTERS);
    }
  } catch { /* told below */ }
  warn('data-starters is ignored. Use a JSON list, such as ["Which exercises help?"]');
  return usual;
}
