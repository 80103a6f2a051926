// "Summary for my appointment": one page from the conversation, in the person's words and the guidance's.

import { element, list } from "./dom.js";
import { timesIn, triggersIn } from "./own_words.js";

const SEVERITY = ["crisis", "emergency", "urgent", "refer"];
const CLOSING = "Made by an automated assistant from written guidance. No clinician has checked it.";
// How much is written, from all to little: the fullest that fits on one sheet of paper is taken.
const AMOUNTS = [
  { said: 3, studies: 2, asked: 12, letters: 220, notes: 5 },
  { said: 2, studies: 1, asked: 12, letters: 180, notes: 4 },
  { said: 1, studies: 1, asked: 12, letters: 160, notes: 3 },
  { said: 1, studies: 0, asked: 12, letters: 120, notes: 3 },
  { said: 1, studies: 0, asked: 8, letters: 90, notes: 2 },
  { said: 0, studies: 0, asked: 8, letters: 90, notes: 0 },
];
const PAPER_HEIGHT_MM = 250; // what A4 and Letter both hold within the margins of panels.css

const unique = (lines) => [...new Set(lines)];

function shortened(text, letters) {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length <= letters ? plain : `${plain.slice(0, letters).replace(/\s+\S*$/, "")} …`;
}

// The first sentences of an answer; of an exercise its dose.
function point(reply, most) {
  const [exercise] = reply.exercises;
  const dose = exercise && reply.sentences.find(({ text }) => text === exercise.how_much[0]);
  return dose ? [dose] : reply.sentences.slice(0, most);
}

export function summarise(all, done, amount = AMOUNTS[0]) {
  const field = all.filter(({ reply }) => reply.route !== "decline");
  const questions = field.map(({ question }) => question);
  const shown = field.length > amount.asked ? [...field.slice(0, 2), ...field.slice(2 - amount.asked)] : field;
  const cards = field.map(({ reply }) => reply.card).filter(Boolean)
    .sort((one, other) => SEVERITY.indexOf(one.level) - SEVERITY.indexOf(other.level));
  const sources = [];
  const numbered = ({ reply }, { citation }) => {
    const cited = reply.citations[citation - 1];
    const studies = cited.references.slice(0, amount.studies).map(({ text }) => ` ${text}`).join("");
    const line = `${cited.title}: ${cited.section}${/[?.!]$/.test(cited.section) ? "" : "."}${studies}`;
    if (!sources.includes(line)) sources.push(line);
    return sources.indexOf(line) + 1;
  };
  return {
    asked: shown.map((exchange) => ({
      question: shortened(exchange.question, amount.letters),
      said: point(exchange.reply, amount.said).map((sentence) => ({ text: sentence.text, n: numbered(exchange, sentence) })),
      unknown: exchange.reply.abstained && !exchange.reply.sentences.length,
    })),
    left: field.length - shown.length,
    when: timesIn(questions, field.flatMap(({ reply }) => reply.reasons.filter(({ code }) => /^P\d/.test(code)).flatMap(({ matched }) => matched.map(({ text }) => text)))),
    triggers: triggersIn(questions),
    advised: unique(cards.flatMap(({ heading, actions, meanwhile }) => [heading, ...actions, ...meanwhile])),
    sooner: unique(cards.flatMap(({ watch_for }) => watch_for)),
    tell: unique(cards.flatMap(({ tell_them }) => tell_them)),
    exercises: unique(field.flatMap(({ reply }) => reply.exercises.map(({ title }) => title)))
      .map((title) => (done.includes(title) ? `${title} (ticked as done)` : title)),
    sources,
  };
}

const PARTS = [
  ["What I said about time", "when"],
  ["What I said sets it off, or makes it worse or better", "triggers"],
  ["What I was advised to do", "advised"],
  ["Signs that mean sooner", "sooner"],
  ["What I was asked to tell you", "tell"],
  ["Exercises I was shown", "exercises"],
];
const UNKNOWN = "The guidance does not answer this.";

function askedList({ asked, left }) {
  const items = asked.map(({ question, said, unknown }) => element("li", { children: [
    element("strong", { text: question }),
    ...said.flatMap(({ text, n }) => [` ${text} `, element("span", { text: `[${n}]`, attributes: { class: "quiet" } })]),
    ...(unknown ? [` ${UNKNOWN}`] : []),
  ] }));
  if (left) items.splice(2, 0, element("li", { text: `… and ${left} more`, attributes: { class: "quiet" } }));
  return element("ol", { children: items, attributes: { class: "asked-list" } });
}

export function summaryPage(all, date, done = [], amount = AMOUNTS[0]) {
  const summary = summarise(all, done, amount);
  const page = element("article", { attributes: { class: "summary-sheet" } });
  page.append(
    element("h1", { text: "Summary for my appointment" }), element("p", { text: date, attributes: { class: "quiet" } }),
    element("h2", { text: "What I asked, and what the guidance said in short" }), askedList(summary),
  );
  const parts = PARTS.filter(([, key]) => summary[key].length)
    .map(([heading, key]) => element("section", { children: [element("h2", { text: heading }), list(summary[key])] }));
  page.append(element("div", { children: parts, attributes: { class: "summary-parts" } }));
  const sources = list(summary.sources, "ol");
  sources.className = "sources-cited";
  if (summary.sources.length) page.append(element("h2", { text: "Sources" }), sources);
  if (amount.notes) {
    const lines = Array.from({ length: amount.notes }, () => element("div", { attributes: { class: "note-line" } }));
    page.append(element("h2", { text: "My notes and questions" }), ...lines);
  }
  page.append(element("p", { text: CLOSING, attributes: { class: "quiet" } }));
  return page;
}

// The fullest summary that one sheet holds. Measured as it is printed, out of sight.
export function summaryForPaper(all, date, done = []) {
  const place = element("div", { attributes: { class: "paper measured", "aria-hidden": "true" } });
  document.body.append(place);
  let page;
  for (const amount of AMOUNTS) {
    page = summaryPage(all, date, done, amount);
    place.replaceChildren(page);
    if (place.getBoundingClientRect().height <= (PAPER_HEIGHT_MM / 25.4) * 96) break;
  }
  place.remove();
  return page;
}

export function summaryMarkdown(all, date, done = []) {
  const summary = summarise(all, done);
  const asked = summary.asked.map(({ question, said, unknown }) =>
    `- **${question}** ${said.map(({ text, n }) => `${text} [${n}]`).join(" ")}${unknown ? UNKNOWN : ""}`.trim());
  if (summary.left) asked.splice(2, 0, `- … and ${summary.left} more`);
  const parts = [`## What I asked, and what the guidance said in short\n\n${asked.join("\n")}`,
    ...PARTS.filter(([, key]) => summary[key].length).map(([heading, key]) => `## ${heading}\n\n${summary[key].map((line) => `- ${line}`).join("\n")}`)];
  if (summary.sources.length) parts.push(`## Sources\n\n${summary.sources.map((line, n) => `${n + 1}. ${line}`).join("\n")}`);
  return `# Summary for my appointment\n\n${date}\n\n${parts.join("\n\n")}\n\n${CLOSING}\n`;
}
