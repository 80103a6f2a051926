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
  svg.setAttribute("class", "sign");
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
const media = (query) => window.matchMedia(query).matches;
const list = (name, items, properties) => (items.length ? el(name, properties, items.map((item) => el("li", {}, item))) : null);
