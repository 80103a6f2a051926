// Elements made from text, never from markup: what people type and what guidance says stays text.

export function element(name, { text, attributes = {}, children = [] } = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

export function list(items, name = "ul") {
  return element(name, { children: items.map((text) => element("li", { text })) });
}

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

export function calmly() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
