// "Summary for my appointment": one page from the conversation, in the person's words and the guidance's.

import { element, list } from "./dom.js";

const NUMBER = "\\d+(?:\\.\\d+)?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|an?|several|a couple of|couple of|a few|few";
const SPAN = `(?:(?:for|over|about|around|almost|nearly|more than|the last|the past|last)\\s+)*(?:${NUMBER})\\s*(?:-\\s*|to\\s+\\d+\\s+)?(?:minute|hour|day|night|week|wk|month|year|yr|fortnight)s?(?:\\s+(?:ago|now))?`;
const WHEN = new RegExp(`\\b(?:since\\s+[\\p{L}\\d' ]{2,40}|${SPAN}|yesterday|(?:for )?ages|last (?:week|month|year|night|spring|summer|autumn|fall|winter)|(?:this|every) (?:morning|evening|night))`, "giu");
const TRIGGER = /\b(?:when(?:ever)?|while|after|during|worse|better|eases?|only if|going (?:up|down)(?:hill| ?stairs)?|downhill|uphill)\b[^.,;!?\n]*/giu;

// The words themselves, cut out of what was typed: nothing is reworded, and what is not found is left out.
export function ownWords(questions, pattern) {
  const found = questions.flatMap((question) => question.match(pattern) ?? []);
  return [...new Set(found.map((words) => words.trim().replace(/\s+/g, " ")))];
}

function told(reply) {
  return reply.sentences.map(({ text }) => text).join(" ");
}

function sourcesOf(reply) {
  return reply.citations.flatMap((citation) =>
    citation.references.length ? citation.references.map(({ text }) => text) : [`${citation.title}: ${citation.section}`]);
}

export function summarise(all, done) {
  const questions = all.map(({ question }) => question.trim());
  const cards = all.filter(({ reply }) => reply.card && reply.card.level !== "decline").map(({ reply }) => reply.card);
  return {
    questions,
    when: ownWords(questions, WHEN),
    triggers: ownWords(questions, TRIGGER),
    advised: [...new Set(cards.map(({ heading }) => heading))],
    tell: [...new Set(cards.flatMap(({ tell_them }) => tell_them))],
    told: all.filter(({ reply }) => reply.sentences.length).map(({ question, reply }) => ({ question, said: told(reply) })),
    exercises: [...new Set(all.flatMap(({ reply }) => reply.exercises.map(({ title }) => title)))]
      .map((title) => (done.includes(title) ? `${title} (ticked as done)` : title)),
    sources: [...new Set(all.flatMap(({ reply }) => sourcesOf(reply)))],
  };
}

const PARTS = [
  ["What I asked", "questions"],
  ["What I said about time", "when"],
  ["What I said about what brings it on or eases it", "triggers"],
  ["What I was advised to do", "advised"],
  ["What I was asked to tell you", "tell"],
  ["Exercises I was shown", "exercises"],
];
const CLOSING = "Made by an automated assistant from written guidance. No clinician has checked it.";

export function summaryPage(all, date, done = []) {
  const summary = summarise(all, done);
  const page = element("article", { attributes: { class: "summary-sheet" } });
  page.append(element("h1", { text: "Summary for my appointment" }), element("p", { text: date, attributes: { class: "quiet" } }));
  for (const [heading, key] of PARTS) {
    if (summary[key].length) page.append(element("h2", { text: heading }), list(summary[key]));
  }
  if (summary.told.length) page.append(element("h2", { text: "What the guidance said" }));
  for (const { question, said } of summary.told) {
    page.append(element("h3", { text: question }), element("p", { text: said }));
  }
  const sources = list(summary.sources, "ol");
  sources.className = "sources-cited";
  if (summary.sources.length) page.append(element("h2", { text: "Sources" }), sources);
  page.append(
    element("h2", { text: "My notes and questions" }),
    element("div", { attributes: { class: "note-lines" } }),
    element("p", { text: CLOSING, attributes: { class: "quiet" } }),
  );
  return page;
}

export function summaryMarkdown(all, date, done = []) {
  const summary = summarise(all, done);
  const parts = PARTS.filter(([, key]) => summary[key].length)
    .map(([heading, key]) => `## ${heading}\n\n${summary[key].map((line) => `- ${line}`).join("\n")}`);
  const said = summary.told.map((one) => `### ${one.question}\n\n${one.said}`);
  if (said.length) parts.push(["## What the guidance said", ...said].join("\n\n"));
  if (summary.sources.length) parts.push(`## Sources\n\n${summary.sources.map((line, n) => `${n + 1}. ${line}`).join("\n")}`);
  return `# Summary for my appointment\n\n${date}\n\n${parts.join("\n\n")}\n\n${CLOSING}\n`;
}
