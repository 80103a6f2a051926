// The typed reply as elements: care card, quoted sentences, exercises, sources. No text is ever read as markup.
class ReplyView {
  constructor(words, base, { showSource, ask }) {
    Object.assign(this, { words, base, showSource, ask });
  }

  part(title, items, name = "ul") {
    return items.length > 0 && el("div", { class: "part" }, el("h4", {}, title), list(name, items));
  }

  chips(label, texts) {
    return el("div", { class: "chips", role: "group", "aria-label": label },
      texts.map((text) => el("button", { type: "button", class: "chip", onclick: () => this.ask(text) }, text)));
  }

  card(card) {
    const words = this.words;
    const contacts = card.contacts.map((contact) => link(
      contact.href, { class: "contact" }, /^(tel|sms):/.test(contact.href) && icon("phone"),
      el("span", {}, contact.label, contact.number && !contact.label.includes(contact.number) && [" ", el("b", {}, contact.number)]),
    ));
    return el(
      "section", { class: `card care ${card.level}`, role: card.level === "decline" ? "group" : "alert", "aria-label": card.heading },
      el("h3", {}, card.label && el("span", { class: "hidden" }, card.label + " "), card.heading),
      el("div", { class: "card-body" },
        card.body.map((line) => el("p", {}, line)), list("ol", card.actions, { class: "actions" }),
        contacts.length > 0 && el("div", { class: "contacts" }, contacts),
        this.part(words.tellThem, card.tell_them), this.part(words.meanwhile, card.meanwhile), this.part(words.watchFor, card.watch_for),
        card.question && el("div", { class: "question" }, el("p", {}, card.question), this.chips(card.question, words.replies))),
    );
  }

  // Beside the card, not in it: what is added to an alert makes it be read out once more.
  why(reasons) {
    const words = this.words;
    const row = (name, value) => value && el("div", {}, el("dt", {}, name), el("dd", {}, value));
    return el("details", { class: "why" }, el("summary", {}, words.why), reasons.map((reason) => el("div", { class: "inner" },
      el("p", {}, reason.explanation),
      el("dl", {}, row(words.yourWords, reason.matched.map((words) => `“${words.text}”`).join(", ")), row(words.similar, reason.similar_to && `“${reason.similar_to}”`),
        row(words.wouldChange, reason.would_change), row(words.basedOn, reason.reference)))));
  }

  rest(reply) {
    const wording = CONFIG.wording;
    const parts = [];
    if (reply.card && reply.card.level !== "decline" && reply.reasons.length) parts.push(this.why(reply.reasons));
    if (reply.sentences.length) {
      if (reply.card) parts.push(el("p", { class: "lead" }, wording.general_answer));
      const shown = new Set(reply.exercises.map((exercise) => exercise.id)); // what a card shows is not read twice
      parts.push(...this.sentences(reply, reply.sentences.filter((sentence) => !shown.has(reply.citations[sentence.citation - 1]?.document))));
      if (reply.citations.some((citation) => citation.evidence === "conflicting")) parts.push(el("p", { class: "aside" }, wording.conflict));
      if (reply.text.includes(wording.past_review)) parts.push(el("p", { class: "aside" }, wording.past_review));
      parts.push(...reply.unanswered.map((asked) => el("p", { class: "aside" }, `${wording.unanswered} ${asked}`)));
    } else if (reply.abstained) {
      parts.push(el("p", {}, wording.abstain[reply.abstain_reason]));
      if (!reply.card && reply.abstain_reason !== "unclear") parts.push(el("p", {}, wording.ask_somebody));
    }
    parts.push(...reply.exercises.map((exercise) => this.exercise(exercise, reply)));
    if (reply.citations.length) parts.push(this.sources(reply.citations));
    return parts;
  }

  sentences(reply, sentences) {
    const blocks = [];
    let before = "";
    sentences.forEach((sentence, at) => {
      const source = reply.citations[sentence.citation - 1];
      const next = sentences[at + 1];
      const mark = (!next || next.citation !== sentence.citation) && source && this.mark(source);
      const here = [source && source.document, source && source.section, sentence.kind].join("\n");
      const inList = sentence.kind !== "sentence";
      const said = this.said(sentence.text, mark);
      if (here !== before) blocks.push(el(sentence.kind === "step" ? "ol" : inList ? "ul" : "p"));
      const block = blocks[blocks.length - 1];
      block.append(...(inList ? [el("li", {}, said)] : [block.childNodes.length ? " " : "", ...said]));
      before = here;
    });
    return blocks;
  }

  // A mark never begins a line alone.
  said(text, mark) {
    if (!mark) return [text];
    const cut = text.lastIndexOf(" ") + 1;
    const last = text.length - cut < 24 ? cut : text.length;
    return [text.slice(0, last), el("span", { class: "together" }, text.slice(last), "\u00a0", mark)];
  }

  mark(citation) {
    return el("button", {
      class: "mark", type: "button", "aria-label": this.words.source(citation.n, citation.title),
      onclick: (event) => this.showSource(citation, event.currentTarget),
    }, String(citation.n));
  }

  sources(citations) {
    return el("details", { class: "sources" }, el("summary", {}, this.words.sources(citations.length)),
      el("ul", { class: "inner" }, citations.map((citation) => el("li", {}, el("button", {
        type: "button", onclick: (event) => this.showSource(citation, event.currentTarget),
      }, el("b", { class: "n" }, String(citation.n)), el("span", {}, el("span", { class: "quoted" }, citation.quote),
        el("small", {}, [citation.title, CONFIG.wording.evidence[citation.evidence]].filter(Boolean).join(" · "))))))));
  }

  // The lines that the answer quotes, each with its mark, under the headings they stand below in the guidance.
  exercise(exercise, reply) {
    const words = this.words;
    const parts = new Map();
    for (const sentence of reply.sentences) {
      const source = reply.citations[sentence.citation - 1];
      if (source?.document !== exercise.id) continue;
      const { section } = source;
      if (!parts.has(section)) parts.set(section, []);
      parts.get(section).push(this.said(sentence.text, this.mark(source)));
    }
    return el("section", { class: "exercise", "aria-label": exercise.title },
      this.drawing(exercise.id),
      el("p", { class: "kind" }, [exercise.type || words.exercise, exercise.level].filter(Boolean).join(" · ")),
      el("h3", {}, exercise.title), [...parts].map(([section, lines]) => this.part(section, lines, section === "Steps" ? "ol" : "ul")),
      link(`${this.base}/sources/${encodeURIComponent(exercise.id)}`, { class: "more" }, words.exercisePage, this.newTab()));
  }

  // Parsed by the browser from its own file: a page's policy that allows no image allows this, for it allows the chat.
  drawing(id) {
    const place = el("div", { class: "drawing" });
    const asked = new XMLHttpRequest();
    asked.open("GET", `${this.base}/page-assets/exercises/${encodeURIComponent(id)}.svg`);
    asked.responseType = "document";
    asked.onloadend = () => {
      const svg = asked.status === 200 && asked.response && asked.response.documentElement;
      if (svg && svg.namespaceURI === SVG && !svg.querySelector(":not(title,desc,g,path,rect,circle,text,clipPath)")) place.append(svg);
      else place.remove();
    };
    asked.send();
    return place;
  }

  source(citation) {
    const words = this.words;
    const row = (name, value) => value && el("div", {}, el("dt", {}, name), el("dd", {}, value));
    const day = citation.reviewed_on && new Date(citation.reviewed_on + "T12:00:00").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    return [
      el("h3", { tabindex: -1 }, citation.title), el("p", { class: "aside" }, citation.section),
      el("blockquote", { "aria-label": words.quoted }, citation.quote),
      el("dl", {}, row(words.evidence, CONFIG.wording.evidence[citation.evidence]), row(words.reviewed, day)),
      el("h4", {}, words.studies), citation.references.length === 0 && el("p", { class: "aside" }, words.noStudy),
      list("ul", citation.references.map((reference) => [link(reference.url, {}, reference.text, reference.url && this.newTab()), reference.design && el("small", {}, reference.design)])),
      el("p", {}, link(citation.url.startsWith("/sources/") ? this.base + citation.url : citation.url, { class: "contact" }, words.openPage, this.newTab())),
    ];
  }

  newTab() {
    return el("span", { class: "hidden" }, ` ${this.words.newTab}`);
  }
}
