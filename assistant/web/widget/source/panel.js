// The window with the conversation. Built when it is first opened, never before.
class Panel {
  constructor(host, options, base, words) {
    Object.assign(this, { host, options, base, words, items: [], busy: null });
    this.memory = new Memory(options.storage);
    this.view = new ReplyView(words, base, (citation, from) => this.showSource(citation, from));
    this.build();
    this.items = this.memory.read();
    this.items.forEach((item) => this.replay(item));
    this.mark();
  }

  build() {
    const { words, options } = this;
    const button = (name, label, act) => el("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick: act }, icon(name));
    const inline = options.mode === "inline";
    this.wide = button("wide", words.expand, () => this.expand());
    this.wide.classList.add("size");
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.conversation, tabindex: 0 });
    this.status = el("p", { class: "status", "aria-hidden": "true" });
    this.announcer = el("p", { class: "hidden", role: "status" });
    this.box = el("textarea", { id: "box", rows: 1, placeholder: words.placeholder, maxlength: CONFIG.max_chars, autocomplete: "off", enterkeyhint: "send",
      oninput: () => this.grow(), onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
      } });
    this.send = el("button", { class: "send", "aria-label": words.send, title: words.send }, icon("send"));
    this.form = el("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      el("label", { class: "hidden", for: "box" }, words.input), this.box, this.send);
    this.sheet = el("div", { class: "sheet", hidden: true, role: "region", "aria-label": words.quoted });
    this.node = el("section", { class: "panel", role: inline ? "region" : "dialog", "aria-label": options.title || words.title,
      onkeydown: (event) => this.keys(event) },
      el("header", {}, el("h2", {}, options.title || words.title), button("fresh", words.newChat, () => { this.newChat(); this.box.focus(); }),
        !inline && this.wide, !inline && button("close", words.close, () => this.host.close())),
      this.log, this.sheet, this.status, this.announcer, this.form, el("p", { class: "fine", title: CONFIG.wording.notice }, CONFIG.wording.notice));
    this.welcome();
  }

  welcome() {
    const { words, options } = this;
    const starters = options.starters.map((text) => el("button", { type: "button", class: "chip", onclick: () => this.ask(text) }, text));
    this.log.replaceChildren(el("div", { class: "welcome" }, el("p", {}, options.greeting || words.greeting),
      starters.length > 0 && el("div", { class: "chips", role: "group", "aria-label": words.startersLabel }, starters)));
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = Math.min(this.box.scrollHeight + 2, 140) + "px";
  }

  keys(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.sheet.hidden) this.hideSource();
      else if (this.options.mode !== "inline") this.host.close();
    } else if (event.key === "Tab" && this.node.getAttribute("aria-modal") === "true") {
      const reachable = [...this.node.querySelectorAll("button,a[href],textarea,summary,[tabindex='0']")].filter((node) => node.getClientRects().length && !node.closest("[inert]"));
      const at = reachable.indexOf(this.node.getRootNode().activeElement);
      const leaving = event.shiftKey ? at <= 0 : at === reachable.length - 1;
      if (leaving) { event.preventDefault(); reachable[event.shiftKey ? reachable.length - 1 : 0].focus(); }
    }
  }

  mark() {
    this.node.classList.toggle("begun", this.items.length > 0);
  }

  expand() {
    const wide = this.node.classList.toggle("wide");
    this.wide.setAttribute("aria-label", wide ? this.words.shrink : this.words.expand);
    this.wide.title = this.wide.getAttribute("aria-label");
  }

  submit() {
    const text = this.box.value.trim();
    if (!text || this.busy) return;
    this.box.value = "";
    this.grow();
    this.ask(text);
  }

  async ask(text) {
    if (this.busy || !text.trim()) return;
    this.hideSource();
    this.items.push({ question: text });
    this.mark();
    await this.answer(this.items[this.items.length - 1], this.question(text));
  }

  question(text) {
    this.log.querySelectorAll(".welcome, .next, .trouble").forEach((node) => node.remove());
    const node = el("div", { class: "turn asked" }, el("span", { class: "hidden" }, this.words.you + ": "), el("p", {}, text));
    this.log.append(node);
    return node;
  }

  messages() {
    return this.items.flatMap((item) => [{ role: "user", content: item.question }, ...(item.reply ? [{ role: "assistant", content: item.reply.text }] : [])]);
  }

  async answer(item, asked) {
    const article = el("article", { class: "turn" });
    const busy = (this.busy = new AbortController());
    this.say(this.words.looking);
    this.log.append(article);
    this.show(asked);
    const slow = setTimeout(() => this.say(this.words.still), 4000);
    try {
      for await (const event of talk(this.base, this.messages(), busy.signal)) {
        if (busy.signal.aborted) return;
        if (event.type === "text") continue; // the same words come, with their sources, in the last event
        if (event.type === "card") article.append(this.view.card(event.card));
        if (event.type === "done") this.finish(item, event.reply, article);
        this.show(asked); // again, as only a long answer leaves room to bring its question to the top
      }
    } catch (error) {
      if (!busy.signal.aborted) this.fail(item, error.code || "other", article, asked);
    } finally {
      clearTimeout(slow);
      if (this.busy === busy) { this.busy = null; this.say(""); }
    }
  }

  finish(item, reply, article) {
    item.reply = reply;
    this.render(reply, article);
    this.memory.write(this.items);
    // A card announces itself, being an alert; everything else is said once, here.
    if (!article.querySelector("[role=alert]")) this.announce([...article.querySelectorAll(":scope > p, :scope > ul > li, :scope > ol > li, .card")].map((node) => node.textContent).join(" "));
    const detail = { route: reply.route, documents: [...new Set(reply.citations.map((citation) => citation.document))] };
    this.host.emit("answer", detail);
    if (!["answer", "decline"].includes(reply.route)) this.host.emit("referral", detail);
  }

  render(reply, article) {
    if (reply.card && !article.querySelector(".card")) article.append(this.view.card(reply.card));
    article.append(...this.view.rest(reply).flat());
    const label = reply.abstained ? CONFIG.wording.nearest : this.words.followUps;
    if (reply.follow_ups.length) {
      article.append(el("div", { class: "next" }, el("p", { class: "lead" }, label), el("div", { class: "chips", role: "group", "aria-label": label },
        reply.follow_ups.map((text) => el("button", { type: "button", class: "chip", onclick: () => this.ask(text) }, text)))));
    }
    if (reply.route === "answer" || reply.route === "refer") article.append(this.feedback(reply));
  }

  replay(item) {
    const asked = this.question(item.question);
    const article = el("article", { class: "turn" });
    this.log.append(article);
    if (item.reply) this.render(item.reply, article);
    else this.fail(item, "offline", article, asked);
    article.querySelectorAll("[role=alert]").forEach((node) => node.setAttribute("role", "group"));
  }

  feedback(reply) {
    const row = el("div", { class: "feedback", role: "group", "aria-label": this.words.helpful }, el("span", {}, this.words.helpful));
    const vote = (helpful) => {
      row.replaceChildren(el("span", { tabindex: -1, role: "status" }, this.words.thanks));
      row.firstChild.focus();
      fetch(this.base + "/api/v1/feedback", { method: "POST", credentials: "omit", keepalive: true,
        headers: { "Content-Type": "application/json" }, body: JSON.stringify({ helpful, route: reply.route }) }).catch(() => {});
    };
    row.append(el("button", { type: "button", onclick: () => vote(true) }, this.words.yes), el("button", { type: "button", onclick: () => vote(false) }, this.words.no));
    return row;
  }

  fail(item, code, article, asked) {
    const words = this.words;
    const line = words.errors[code] || words.errors.other;
    const retry = () => {
      this.log.querySelectorAll(".trouble").forEach((node) => node.remove());
      article.remove();
      this.log.append(asked);
      this.answer(item, asked);
      this.box.focus();
    };
    const clinic = CONFIG.phone && [el("p", {}, words.netClinic(CONFIG.clinic)), link(telephone(CONFIG.phone), { class: "contact" }, icon("phone"), CONFIG.phone)];
    article.append(el("div", { class: "trouble" }, el("p", { role: "alert" }, line),
      code !== "origin_not_allowed" && el("button", { type: "button", class: "chip", onclick: retry }, words.retry),
      el("section", { class: "card net", "aria-label": words.netTitle }, el("h3", {}, words.netTitle), el("div", { class: "card-body" },
        el("p", {}, words.netEmergency(CONFIG.emergency)),
        el("div", { class: "contacts" }, link(telephone(CONFIG.emergency), { class: "contact" }, icon("phone"), words.callEmergency(CONFIG.emergency))), clinic,
        CONFIG.wording.net && el("p", {}, CONFIG.wording.net)))));
    this.memory.write(this.items);
    this.show(asked);
    this.host.emit("error", { code });
  }

  say(text) {
    this.status.textContent = text;
    this.node.classList.toggle("working", Boolean(text));
  }

  announce(text) {
    this.announcer.textContent = text;
  }

  show(node) {
    // Not `scrollIntoView`: that would also move the page around us.
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = this.log.scrollTop + node.getBoundingClientRect().top - this.log.getBoundingClientRect().top - 12;
    this.log.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  showSource(citation, from) {
    this.from = from;
    this.sheet.replaceChildren(el("button", { type: "button", class: "plain back", onclick: () => this.hideSource() }, icon("back"), this.words.back), ...this.view.source(citation).flat().filter(Boolean));
    this.sheet.hidden = false;
    this.log.inert = true;
    this.sheet.scrollTop = 0;
    this.sheet.querySelector("h3").focus();
  }

  hideSource() {
    if (this.sheet.hidden) return;
    this.sheet.hidden = true;
    this.log.inert = false;
    if (this.from && this.from.isConnected) this.from.focus();
  }

  newChat() {
    if (this.busy) this.busy.abort();
    this.busy = null;
    this.items = [];
    this.memory.clear();
    this.hideSource();
    this.say("");
    this.announce("");
    this.welcome();
    this.mark();
  }
}
