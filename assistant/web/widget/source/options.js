// What a page may set on the script tag or the element. A wrong value is named in the console and the default stays.
const OPTIONS = {
  position: ["bottom-right", "bottom-left"],
  theme: ["auto", "light", "dark"],
  mode: ["launcher", "inline"],
  storage: ["none", "tab", "device"],
  open: ["false", "true"],
  lang: Object.keys(STRINGS),
  accent: /^#[0-9a-f]{6}$/i,
  target: /./, title: /./, greeting: /./, starters: /./,
};

function warn(message) {
  console.warn(`[rehab-assistant] ${message}`);
}

function readOptions(data) {
  const options = { position: "bottom-right", theme: "auto", mode: "launcher", storage: "none", open: "false", lang: "en" };
  if (CONFIG.accent) options.accent = CONFIG.accent;
  for (const [name, value] of Object.entries(data)) {
    const allowed = OPTIONS[name];
    if (!allowed) {
      warn(`data-${name} is not known and is ignored. Known: ${Object.keys(OPTIONS).map((key) => "data-" + key).join(", ")}`);
    } else if (allowed instanceof RegExp ? !allowed.test(value) : !allowed.includes(value)) {
      warn(`data-${name}="${value}" is ignored. ${allowed instanceof RegExp ? "It has another form." : "Use one of: " + allowed.join(", ")}`);
    } else {
      options[name] = value;
    }
  }
  options.starters = readStarters(options.starters, options.lang);
  return options;
}

function readStarters(text, lang) {
  if (text === undefined) return STRINGS[lang].starters;
  try {
    const read = JSON.parse(text);
    if (Array.isArray(read) && read.every((item) => typeof item === "string")) return read.slice(0, 6);
  } catch { /* told below */ }
  warn('data-starters is ignored. Use a JSON list, such as ["Which exercises help?"]');
  return STRINGS[lang].starters;
}
