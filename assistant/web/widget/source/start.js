// Reads the script tag, puts the element on the page (or takes the one that stands there) and offers the JavaScript interface.
const script = document.currentScript;
const base = new URL("../..", script ? script.src : document.baseURI).href.replace(/\/$/, "");
let current = null;

function begin(host) {
  const own = host ? host.dataset : {};
  const options = readOptions({ ...(script ? script.dataset : {}), ...own });
  if (!host) {
    const place = placeFor(options);
    if (!place) return;
    host = document.createElement("rehab-assistant");
    host.isOurs = true;
    current = host; // before it is appended, or it would be taken for one that the page wrote
    place.append(host);
  }
  current = host;
  host.start(options, base);
  host.emit("ready", {});
}

function placeFor({ mode, target }) {
  if (mode !== "inline") return document.documentElement; // beside <body>, whose transforms would move what is fixed
  let place = null;
  try {
    place = document.querySelector(target || "body");
  } catch { /* no selector at all: told below */ }
  if (!place) warn(`data-target="${target}" finds nothing on the page.`);
  return place;
}

// An element that the page writes, now or later, takes the place of the one we made or of one that is gone.
function found(element) {
  if (element === current) return;
  if (current && current.isConnected && !current.isOurs) {
    warn("is on this page already; the second <rehab-assistant> is ignored.");
    return;
  }
  if (current) current.destroy();
  begin(element);
}

function follow(event) {
  const asking = event.target instanceof Element && event.target.closest("[data-rehab-ask]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0; // a link opened in a new tab
  if (!asking || elsewhere || event.defaultPrevented || !current) return;
  event.preventDefault();
  current.ask(asking.dataset.rehabAsk, asking);
}

function start() {
  if (window.RehabAssistant) {
    warn("is on this page already; the second script tag is ignored.");
    return;
  }
  const registered = customElements.get("rehab-assistant") || RehabAssistantElement;
  const call = (name) => (...given) => current && current[name](...given);
  window.RehabAssistant = Object.freeze({
    open: () => call("open")(), close: call("close"), toggle: call("toggle"), ask: (text) => call("ask")(text), newChat: call("newChat"),
    destroy: () => {
      document.removeEventListener("click", follow);
      registered.found = null;
      if (current) current.destroy();
      delete window.RehabAssistant;
    },
  });
  registered.found = found;
  document.addEventListener("click", follow);
  if (registered === RehabAssistantElement) customElements.define("rehab-assistant", RehabAssistantElement);
  else document.querySelectorAll("rehab-assistant").forEach((element) => element.connectedCallback());
  if (!current) begin(null);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
