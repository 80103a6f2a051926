// The typed reply as elements: card, quoted sentences, exercises, sources.
class ReplyView {
  constructor(words, base, showSource) {
    Object.assign(this, { words, base, showSource });
  }

  card(card) {
    const words = this.words;
    const part = (title, items, name = "ul") => items.length > 0 && [el("h4", {}, title), list(name, items)];
    const contacts = card.contacts.map((contact) => link(
      contact.href, { class: "contact" }, /^(tel|sms):/.test(contact.href) && icon("phone"),
      el("span", {}, contact.label, contact.number && !contact.label.includes(contact.number) && [" ", el("b", {}, contact.number)]),
    ));
    return el(
      "section", { class: `card ${card.level}`, role: card.level === "decline" ? "group" : "alert", "aria-label": card.heading },
      el("h3", {}, card.label && el("span", { class: "hidden" }, card.label + " "), card.heading),
      el("div", { class: "card-body" },
        card.body.map((line) => el("p", {}, line)),
        contacts.length > 0 && el("div", { class: "contacts" }, contacts),
        part(words.actions, card.actions, "ol"), part(words.tellThem, card.tell_them),
        part(words.meanwhile, card.meanwhile), part(words.watchFor, card.watch_for),
        card.question && el("p", { class: "question" }, card.question)),
    );
  }

  rest(reply) {
    const wording = CONFIG.wording;
    const parts = [];
    if (reply.sentences.length) {
      if (reply.card) parts.push(el("p", { class: "lead" }, wording.general_answer));
      parts.push(...this.sentences(reply));
      if (reply.citations.some((citation) => citation.evidence === "conflicting")) parts.push(el("p", { class: "aside" }, wording.conflict));
      if (reply.text.includes(wording.past_review)) parts.push(el("p", { class: "aside" }, wording.past_review));
    } else if (reply.abstained) {
      parts.push(el("p", {}, wording.abstain[reply.abstain_reason]));
      if (!reply.card && reply.abstain_reason !== "unclear") parts.push(el("p", {}, wording.ask_somebody));
    }
    parts.push(...reply.exercises.map((exercise) => this.exercise(exercise)));
    if (reply.citations.length) parts.push(this.sources(reply.citations));
    return parts;
  }

  sentences(reply) {
    const blocks = [];
    let before = "";
    reply.sentences.forEach((sentence, at) => {
      const source = reply.citations[sentence.citation - 1];
      const next = reply.sentences[at + 1];
      const mark = (!next || next.citation !== sentence.citation) && source && this.mark(source);
      const here = [source && source.document, source && source.section, sentence.kind].join("\n");
      const inList = sentence.kind !== "sentence";
      if (here !== before) blocks.push(el(sentence.kind === "step" ? "ol" : inList ? "ul" : "p"));
      const block = blocks[blocks.length - 1];
      if (inList) block.append(el("li", {}, sentence.text, mark && "\u00a0", mark));
      else block.append(block.childNodes.length ? " " : "", sentence.text, ...(mark ? ["\u00a0", mark] : []));
      before = here;
    });
    return blocks;
  }

  mark(citation) {
    return el("button", {
      class: "mark", type: "button", "aria-label": this.words.source(citation.n, citation.title),
      onclick: (event) => this.showSource(citation, event.currentTarget),
    }, String(citation.n));
  }

  sources(citations) {
    return el("details", { class: "sources" }, el("summary", {}, this.words.sources(citations.length)),
      el("ol", {}, citations.map((citation) => el("li", {}, el("button", {
        class: "plain", type: "button", onclick: (event) => this.showSource(citation, event.currentTarget),
      }, `${citation.title}: ${citation.section}`), el("small", {}, CONFIG.wording.evidence[citation.evidence])))));
  }

  exercise(exercise) {
    const names = Object.entries(this.words.exerciseParts).filter(([key]) => exercise[key].length);
    return el("details", { class: "exercise" },
      el("summary", {}, el("span", { class: "kind" }, [exercise.type || this.words.exercise, exercise.level].filter(Boolean).join(" · ")),
        el("b", {}, exercise.title), exercise.summary && el("span", { class: "sum" }, exercise.summary)),
      el("div", {}, names.map(([key, title]) => [el("h4", {}, title), list(key === "steps" ? "ol" : "ul", exercise[key])])));
  }

  source(citation) {
    const words = this.words;
    const row = (name, value) => value && el("div", {}, el("dt", {}, name), el("dd", {}, value));
    const day = citation.reviewed_on && new Date(citation.reviewed_on + "T12:00:00").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    return [
      el("h3", { tabindex: -1 }, citation.title), el("p", { class: "aside" }, citation.section),
      el("blockquote", { "aria-label": words.quoted }, citation.quote),
      el("dl", {}, row(words.evidence, CONFIG.wording.evidence[citation.evidence]), row(words.reviewed, day)),
      citation.references.length > 0 && [el("h4", {}, words.studies), el("ul", {}, citation.references.map((reference) =>
        el("li", {}, link(reference.url, {}, reference.text, reference.url && el("span", { class: "hidden" }, ` ${words.newTab}`)))))],
      el("p", {}, link(citation.url.startsWith("/sources/") ? this.base + citation.url : citation.url, { class: "contact" },
        words.openPage, el("span", { class: "hidden" }, ` ${words.newTab}`))),
    ];
  }
}
