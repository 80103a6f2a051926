// Reads the script tag, puts the element on the page and offers the JavaScript interface.
const script = document.currentScript;
const base = new URL("../..", script ? script.src : document.baseURI).href.replace(/\/$/, "");

function start() {
  if (window.RehabAssistant) {
    warn("is on this page already; the second script tag is ignored.");
    return;
  }
  if (!customElements.get("rehab-assistant")) customElements.define("rehab-assistant", RehabAssistantElement);
  const options = readOptions(script ? { ...script.dataset } : {});
  const host = document.createElement("rehab-assistant");
  let place = document.documentElement; // beside <body>, whose transforms would move what is fixed
  if (options.mode === "inline") {
    try {
      place = document.querySelector(options.target || "body");
    } catch { place = null; }
    if (!place) {
      warn(`data-target="${options.target}" finds nothing on the page.`);
      return;
    }
  }
  place.append(host);
  host.start(options, base);
  const follow = (event) => {
    const asking = event.target instanceof Element && event.target.closest("[data-rehab-ask]");
    if (!asking || event.defaultPrevented) return;
    event.preventDefault();
    host.ask(asking.dataset.rehabAsk, asking);
  };
  document.addEventListener("click", follow);
  window.RehabAssistant = Object.freeze({
    open: () => host.open(), close: () => host.close(), toggle: () => host.toggle(),
    ask: (text) => host.ask(text), newChat: () => host.newChat(),
    destroy: () => {
      document.removeEventListener("click", follow);
      host.destroy();
      delete window.RehabAssistant;
    },
  });
  host.emit("ready", {});
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
