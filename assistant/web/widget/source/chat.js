// The conversation: what was asked, what came back, and what is said when nothing can come.
const SLOW_MS = 4000;
const REFUSED = ["too_long", "invalid", "malformed", "internal"];

class Chat {
  constructor(panel) {
    const { options, base, words } = panel.host;
    Object.assign(this, { panel, options, base, words, items: [], busy: null, answering: Promise.resolve() });
    this.memory = new Memory(options.storage);
    this.view = new ReplyView(words, base, { showSource: (citation, from) => panel.showSource(citation, from), ask: (text) => this.ask(text) });
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": words.conversation, tabindex: 0 });
    this.welcome();
  }

  welcome() {
    const { words, options } = this;
    this.log.replaceChildren(el("div", { class: "welcome" }, el("p", {}, options.greeting || words.greeting),
      options.starters.length > 0 && this.view.chips(words.startersLabel, options.starters)));
  }

  // Fills in what was kept. What cannot be shown (an older form, say) is forgotten rather than stumbled over each time.
  restore() {
    const kept = this.memory.read();
    try {
      kept.forEach((item) => this.replay(item));
      this.items = kept;
    } catch {
      this.memory.clear();
      this.welcome();
    }
    this.panel.mark(this.items.length > 0);
  }

  replay(item) {
    const asked = this.question(item.question);
    const article = el("article", { class: "turn" });
    this.log.append(article);
    if (item.card) article.append(this.view.card(item.card));
    if (item.reply) this.render(item.reply, article);
    else article.append(this.trouble(item, "offline", asked, article));
    article.querySelectorAll("[role=alert]").forEach((node) => node.setAttribute("role", "group"));
  }

  // One at a time and in the order asked. A question to a chat that was left meanwhile is dropped.
  async ask(text) {
    const question = String(text).replace(/\p{Surrogate}/gu, "\ufffd").trim();
    const items = this.items;
    while (this.busy && items === this.items) await this.answering;
    if (!question || items !== this.items) return;
    this.panel.hideSource();
    const item = { question };
    items.push(item);
    this.panel.mark(true);
    const asked = this.question(question);
    const article = el("article", { class: "turn" });
    this.log.append(article);
    this.answering = this.answer(item, asked, article);
    await this.answering;
  }

  question(text) {
    const focused = this.panel.focused;
    this.log.querySelectorAll(".welcome, .next, .trouble").forEach((node) => node.remove());
    this.log.querySelectorAll(".question .chips").forEach((node) => (node.hidden = true)); // in an alert nothing may change
    const node = el("div", { class: "turn asked" }, el("span", { class: "hidden" }, this.words.you + ": "), el("p", {}, text));
    this.log.append(node);
    if (focused && !focused.getClientRects().length) this.log.focus({ preventScroll: true });
    return node;
  }

  // What was refused, or broke its answer, is left out: every later question would be refused or break with it.
  messages(asked) {
    return this.items.filter((item) => item === asked || !item.refused).flatMap((item) => [{ role: "user", content: item.question }, ...(item.reply ? [{ role: "assistant", content: item.reply.text }] : [])]);
  }

  async answer(item, asked, article) {
    const busy = (this.busy = new AbortController());
    delete item.refused;
    this.panel.announce("");
    this.panel.say(this.words.looking);
    this.show(asked);
    const slow = setTimeout(() => { this.panel.say(this.words.still); this.panel.announce(this.words.still); }, SLOW_MS);
    try {
      for await (const event of talk(this.base, this.messages(item), busy.signal)) {
        if (busy.signal.aborted) return;
        if (event.type === "card") this.card(item, event.card, article);
        if (event.type === "done") this.finish(item, event.reply, article);
        if (event.type !== "text") this.show(asked); // the words of `text` come, with their sources, in the last event
      }
    } catch (error) {
      if (!busy.signal.aborted) this.fail(item, error instanceof Trouble ? error.code : "other", asked, article);
    } finally {
      clearTimeout(slow);
      if (this.busy === busy) { this.busy = null; this.panel.say(""); }
    }
  }

  // A care card is shown as soon as it comes, and stays whatever happens to the rest of the answer.
  card(item, card, article) {
    const shown = article.querySelector(":scope > .care");
    if (shown && JSON.stringify(item.card) === JSON.stringify(card)) return;
    if (shown) shown.remove();
    item.card = card;
    article.prepend(this.view.card(card));
    this.memory.write(this.items);
  }

  finish(item, reply, article) {
    if (reply.card) this.card(item, reply.card, article);
    else article.replaceChildren();
    item.reply = reply;
    this.render(reply, article);
    this.memory.write(this.items);
    // A card announces itself, being an alert; everything else is said once, here.
    if (!article.querySelector("[role=alert]")) this.panel.announce(this.spoken(reply, article));
    const detail = { route: reply.route, documents: [...new Set(reply.citations.map((citation) => citation.document))] };
    this.panel.host.emit("answer", detail);
    if (!["answer", "decline"].includes(reply.route)) this.panel.host.emit("referral", detail);
  }

  render(reply, article) {
    article.append(...this.view.rest(reply).flat());
    const offers = reply.route === "decline" && !reply.follow_ups.length ? this.options.starters : reply.follow_ups;
    const label = reply.abstained ? CONFIG.wording.nearest : this.words.followUps;
    if (offers.length) article.append(el("div", { class: "next" }, el("p", { class: "lead" }, label), this.view.chips(label, offers)));
    if (reply.route === "answer" || reply.route === "refer") article.append(this.feedback(reply));
  }

  spoken(reply, article) {
    const words = [...article.querySelectorAll(":scope > p, :scope > ul, :scope > ol, :scope > .care")].map((node) => {
      const copy = node.cloneNode(true);
      copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
      return [...(/^[UO]L$/.test(copy.tagName) ? copy.children : [copy])].map((part) => part.textContent.trim()).join(" ");
    });
    const { exercises, citations } = reply;
    return [...words, ...exercises.map((exercise) => `${this.words.exercise}: ${exercise.title}.`), citations.length && this.words.sources(citations.length) + "."].filter(Boolean).join(" ");
  }

  feedback(reply) {
    const row = el("div", { class: "feedback", role: "group", "aria-label": this.words.helpful }, el("span", {}, this.words.helpful));
    const vote = (helpful) => {
      row.replaceChildren(el("span", { tabindex: -1 }, this.words.thanks));
      row.firstChild.focus({ preventScroll: true }); // read out by the focus
      fetch(this.base + "/api/v1/feedback", { method: "POST", credentials: "omit", keepalive: true, referrerPolicy: "no-referrer",
        headers: { "Content-Type": "application/json" }, body: JSON.stringify({ helpful, route: reply.route }) }).catch(() => {});
    };
    row.append(el("button", { type: "button", onclick: () => vote(true) }, this.words.yes), el("button", { type: "button", onclick: () => vote(false) }, this.words.no));
    return row;
  }

  fail(item, code, asked, article) {
    if (REFUSED.includes(code) && !item.card) item.refused = true;
    if (code === "too_long") this.panel.giveBack(item.question);
    article.append(this.trouble(item, code, asked, article));
    this.memory.write(this.items);
    this.show(asked);
    this.panel.host.emit("error", { code });
  }

  trouble(item, code, asked, article) {
    const words = this.words;
    const retry = () => {
      article.querySelector(".trouble").remove();
      this.log.focus({ preventScroll: true });
      this.answering = this.answer(item, asked, article);
    };
    const help = this.view.card(CONFIG.help);
    help.classList.add("net");
    return el("div", { class: "trouble" }, el("p", { role: "alert" }, words.errors[code] || words.errors.other),
      !["origin_not_allowed", "too_long"].includes(code) && el("button", { type: "button", class: "chip", onclick: retry }, words.retry),
      help, CONFIG.wording.net && el("p", { class: "aside" }, CONFIG.wording.net));
  }

  // Brings the question to the top, where there is answer enough. Not `scrollIntoView`: that would move the page too.
  show(node) {
    const top = this.log.scrollTop + node.getBoundingClientRect().top - this.log.getBoundingClientRect().top - 12;
    this.log.scrollTo({ top, behavior: media("(prefers-reduced-motion: reduce)") ? "auto" : "smooth" });
  }

  stop() {
    if (this.busy) this.busy.abort();
    this.busy = null;
  }

  begin() {
    this.stop();
    this.items = [];
    this.memory.clear();
    this.welcome();
  }
}
