// The window: header, conversation, the sheet with a source, the box to type in. Built when it is first opened, never before.
const CONTAINED = ["keypress", "keyup", "copy", "cut", "paste", "contextmenu", "wheel", "touchstart", "touchmove", "focusin"];

class Panel {
  constructor(host) {
    const { options, words } = host;
    Object.assign(this, { host, options, words });
    this.inline = options.mode === "inline";
    this.chat = new Chat(this);
    this.node = el("section", { class: "panel", role: this.inline ? "region" : "dialog", "aria-label": options.title || words.title, tabindex: -1, onkeydown: (event) => this.keys(event) },
      this.header(), this.middle(), this.footer());
    // Shortcuts, smooth scrolling and focus traps of the page around must not take what is typed or turned here.
    CONTAINED.forEach((name) => this.node.addEventListener(name, (event) => event.stopPropagation(), { passive: true }));
    this.chat.restore();
  }

  header() {
    const { words, options } = this;
    const button = (name, label, act) => el("button", { type: "button", class: `icon ${name}`, "aria-label": label, title: label, onclick: act }, icon(name));
    const title = options.title || words.title;
    this.wide = button("wide", words.expand, () => this.expand());
    return el("header", {}, el("div", {}, el("h2", {}, title), CONFIG.clinic && CONFIG.clinic !== title && el("p", {}, CONFIG.clinic)),
      button("fresh", words.newChat, () => { this.newChat(); this.box.focus(); }), !this.inline && [this.wide, button("close", words.close, () => this.host.close())]);
  }

  middle() {
    this.sheet = el("div", { class: "sheet", hidden: true, role: "region", "aria-label": this.words.quoted, tabindex: 0 });
    return el("div", { class: "middle" }, this.chat.log, this.sheet);
  }

  footer() {
    const { words } = this;
    this.status = el("p", { class: "status", "aria-hidden": "true" });
    this.announcer = el("p", { class: "hidden", role: "status" });
    this.box = el("textarea", { id: "box", rows: 1, placeholder: words.placeholder, autocomplete: "off", enterkeyhint: "send", oninput: () => this.grow() });
    this.warning = el("p", { class: "warning", id: "warning", hidden: true });
    return el("footer", {}, this.status, this.announcer, this.warning,
      el("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); } }, el("label", { class: "hidden", for: "box" }, words.input), this.box,
        el("button", { class: "send", "aria-label": words.send, title: words.send }, icon("send"))),
      el("p", { class: "fine notice" }, CONFIG.wording.notice), el("p", { class: "fine short" }, words.automated));
  }

  get focused() {
    const active = this.host.shadowRoot.activeElement;
    return this.node.contains(active) ? active : null;
  }

  // A box to type in would call up a keyboard over half of a phone; there the window itself takes the focus.
  focus() {
    (media("(pointer: coarse)") ? this.node : this.box).focus({ preventScroll: true });
  }

  // On a phone the window covers the page, is a modal dialog, and gives way to the keyboard.
  fit() {
    const covers = !this.inline && media("(max-width: 520px), (max-height: 420px)");
    if (covers) this.node.setAttribute("aria-modal", "true");
    else this.node.removeAttribute("aria-modal");
    const view = covers && window.visualViewport && window.visualViewport.scale === 1 ? window.visualViewport : null;
    this.node.style.top = view ? `${view.offsetTop}px` : "";
    this.node.style.height = view ? `${view.height}px` : "";
  }

  keys(event) {
    event.stopPropagation();
    if (event.key === "Escape") {
      if (!this.sheet.hidden) this.hideSource();
      else if (!this.inline) this.host.close();
    } else if (event.key === "Enter" && event.target === this.box && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Tab" && this.node.getAttribute("aria-modal") === "true") {
      this.wrap(event);
    }
  }

  wrap(event) {
    const reachable = [...this.node.querySelectorAll("button,a[href],textarea,summary,[tabindex='0']")].filter((node) => node.getClientRects().length && !node.closest("[inert]"));
    const at = reachable.indexOf(this.focused);
    if (event.shiftKey ? at > 0 : at !== reachable.length - 1) return;
    event.preventDefault();
    reachable[event.shiftKey ? reachable.length - 1 : 0].focus();
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = Math.min(this.box.scrollHeight + 2, 140) + "px";
    const length = [...this.box.value].length;
    const over = length > CONFIG.max_chars;
    // Told, never cut: the end of a message may be what matters.
    this.warning.replaceChildren(...(over ? [this.words.tooLong(length, CONFIG.max_chars), " ", link(telephone(CONFIG.emergency), {}, this.words.callEmergency(CONFIG.emergency))] : []));
    if (over && this.warning.hidden) this.announce(this.warning.textContent);
    this.warning.hidden = !over;
    if (over) this.box.setAttribute("aria-describedby", "warning");
    else this.box.removeAttribute("aria-describedby");
  }

  submit() {
    const text = this.box.value;
    if (!text.trim() || this.chat.busy || !this.warning.hidden) return;
    this.box.value = "";
    this.grow();
    this.chat.ask(text);
  }

  // What could not be read is there again to be shortened, unless something else is being typed.
  giveBack(text) {
    if (this.box.value) return;
    this.box.value = text;
    this.grow();
  }

  mark(begun) {
    this.node.classList.toggle("begun", begun);
  }

  say(text) {
    this.status.textContent = text;
    this.node.classList.toggle("working", Boolean(text));
  }

  announce(text) {
    this.announcer.textContent = text;
  }

  expand() {
    const label = this.node.classList.toggle("large") ? this.words.shrink : this.words.expand;
    this.wide.setAttribute("aria-label", label);
    this.wide.title = label;
  }

  showSource(citation, from) {
    this.from = from;
    this.sheet.replaceChildren(el("button", { type: "button", class: "back", onclick: () => this.hideSource() }, icon("back"), this.words.back), ...this.chat.view.source(citation).filter(Boolean));
    this.sheet.hidden = false;
    this.chat.log.inert = true;
    this.sheet.scrollTop = 0;
    this.sheet.querySelector("h3").focus({ preventScroll: true });
  }

  hideSource() {
    if (this.sheet.hidden) return;
    const inside = this.sheet.contains(this.focused);
    this.sheet.hidden = true;
    this.chat.log.inert = false;
    if (inside && this.from.isConnected) this.from.focus();
  }

  newChat() {
    this.hideSource();
    this.chat.begin();
    this.say("");
    this.announce("");
    this.mark(false);
  }
}
