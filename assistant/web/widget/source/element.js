// <rehab-assistant>: launcher and window in a shadow tree that the page's styles cannot reach, and that reaches none of the page.
const INLINE_HOST = ":host{position:static!important;width:auto!important;height:var(--rehab-height,42em)!important;z-index:auto!important}";

class RehabAssistantElement extends HTMLElement {
  connectedCallback() {
    if (!this.root && RehabAssistantElement.found) RehabAssistantElement.found(this);
  }

  start(options, base) {
    Object.assign(this, { options, base, words: STRINGS[options.lang] });
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE + (options.mode === "inline" ? INLINE_HOST : "") + (options.accent ? accentRules(options.accent) : ""));
    shadow.adoptedStyleSheets = [sheet];
    this.root = el("div", { class: `root ${options.theme} ${options.mode === "inline" ? "inline" : "floating"} ${options.position}`, lang: options.lang });
    shadow.append(this.root);
    this.fit = () => this.panel.fit();
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
    const before = from || document.activeElement;
    if (!this.isOpen) {
      this.panel = this.panel || new Panel(this);
      this.root.append(this.panel.node);
      this.root.classList.add("is-open");
      if (this.launcher) this.launcher.setAttribute("aria-expanded", "true");
      this.watch("addEventListener");
      this.fit();
      this.emit("open", {});
    }
    if (!focus || this.panel.focused) return;
    this.opener = before;
    this.panel.focus();
  }

  watch(how) {
    window[how]("resize", this.fit);
    if (window.visualViewport) ["resize", "scroll"].forEach((name) => window.visualViewport[how](name, this.fit));
  }

  close() {
    if (!this.isOpen || this.options.mode === "inline") return;
    const inside = Boolean(this.panel.focused);
    this.watch("removeEventListener");
    this.panel.node.remove();
    this.root.classList.remove("is-open");
    this.launcher.setAttribute("aria-expanded", "false");
    if (inside) this.giveBack();
    this.emit("close", {});
  }

  // To where the focus came from, or to the launcher where that is gone or hidden.
  giveBack() {
    if (this.opener && this.opener !== this && this.opener !== document.body && this.opener.isConnected) {
      this.opener.focus();
      if (this.opener.matches(":focus")) return;
    }
    this.launcher.focus();
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open({ from: this.launcher });
  }

  ask(text, from) {
    this.open({ from });
    return this.panel.chat.ask(text);
  }

  newChat() {
    if (this.panel) this.panel.newChat();
  }

  destroy() {
    if (this.panel) this.panel.chat.stop();
    this.watch("removeEventListener");
    this.remove();
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`rehab:${name}`, { detail, bubbles: true, composed: true }));
  }
}
