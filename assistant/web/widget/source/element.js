// <rehab-assistant>: launcher and panel in a shadow tree that the page's styles cannot reach, and that reaches none of the page.
class RehabAssistantElement extends HTMLElement {
  start(options, base) {
    this.options = options;
    this.base = base;
    this.words = STRINGS[options.lang];
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE + (options.accent ? accentRules(options.accent) : ""));
    shadow.adoptedStyleSheets = [sheet];
    this.root = el("div", { class: `root ${options.theme} ${options.mode === "inline" ? "inline" : "floating"} ${options.position}`, lang: options.lang });
    shadow.append(this.root);
    this.classList.toggle("inline", options.mode === "inline");
    if (options.mode === "launcher") {
      this.launcher = el("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-haspopup": "dialog", onclick: () => this.toggle() },
        icon("chat"), el("span", {}, options.title || this.words.launcher));
      this.root.append(el("section", { "aria-label": options.title || this.words.title }, this.launcher));
    }
    if (options.open === "true" || options.mode === "inline") this.open({ focus: false });
  }

  get isOpen() {
    return Boolean(this.panel && this.panel.node.isConnected);
  }

  open({ focus = true, from = null } = {}) {
    if (this.isOpen) return;
    this.opener = from || document.activeElement;
    this.panel = this.panel || new Panel(this, this.options, this.base, this.words);
    this.fit = this.fit || (() => this.modal());
    this.root.append(this.panel.node);
    this.root.classList.add("is-open");
    if (this.launcher) this.launcher.setAttribute("aria-expanded", "true");
    window.addEventListener("resize", this.fit);
    this.modal();
    if (focus) this.panel.box.focus();
    this.emit("open", {});
  }

  // On a phone the panel covers the page, and is a modal dialog.
  modal() {
    const covers = this.options.mode === "launcher" && window.matchMedia("(max-width: 520px), (max-height: 420px)").matches;
    if (covers) this.panel.node.setAttribute("aria-modal", "true");
    else this.panel.node.removeAttribute("aria-modal");
  }

  close() {
    if (!this.isOpen || this.options.mode === "inline") return;
    window.removeEventListener("resize", this.fit);
    this.panel.node.remove();
    this.root.classList.remove("is-open");
    this.launcher.setAttribute("aria-expanded", "false");
    const back = this.opener && this.opener !== document.body && this.opener !== this && this.opener.isConnected ? this.opener : this.launcher;
    back.focus();
    this.emit("close", {});
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open({ from: this.launcher });
  }

  ask(text, from) {
    this.open({ from });
    return this.panel.ask(String(text));
  }

  newChat() {
    if (this.panel) this.panel.newChat();
  }

  destroy() {
    if (this.panel && this.panel.busy) this.panel.busy.abort();
    window.removeEventListener("resize", this.fit);
    this.remove();
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`rehab:${name}`, { detail, bubbles: true, composed: true }));
  }
}
