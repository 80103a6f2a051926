// "Summary for my appointment": one page from the conversation, in the person's words and the guidance's.

import { element, list } from "./dom.js";

const WHEN = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|several|couple of|few)\s*(-\s*)?(day|night|week|wk|month|year|yr|fortnight)s?\b|\bsince\b|\byesterday\b|\bfor ages\b|\blast (week|month|year|night)\b/i;
const TRIGGER = /\b(when|whenever|while|after|during|worse|better|only if|downhill|uphill|stairs|running|walking|sitting|cycling|sleeping|at night)\b/i;

export function ownWords(questions, pattern) {
  const parts = questions.flatMap((question) => question.split(/(?<=[.!?])\s+|\n+/));
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part && pattern.test(part)))];
}

export function summarise(all) {
  const questions = all.map(({ question }) => question.trim());
  const cards = all.filter(({ reply }) => reply.card && reply.card.level !== "decline").map(({ reply }) => reply.card);
  const told = all.filter(({ reply }) => reply.sentences.length)
    .map(({ question, reply }) => ({ question, said: reply.sentences.map(({ text }) => text).join(" ") }));
  const sources = all.flatMap(({ reply }) => reply.citations.flatMap((citation) =>
    citation.references.length ? citation.references.map(({ text }) => text) : [`${citation.title}: ${citation.section}`]));
  return {
    questions,
    when: ownWords(questions, WHEN),
    triggers: ownWords(questions, TRIGGER),
    advised: [...new Set(cards.map(({ heading }) => heading))],
    tell: [...new Set(cards.flatMap(({ tell_them }) => tell_them))],
    told,
    exercises: [...new Set(all.flatMap(({ reply }) => reply.exercises.map(({ title }) => title)))],
    sources: [...new Set(sources)],
  };
}

const PARTS = [
  ["What I asked", "questions"],
  ["What I said about time", "when"],
  ["What I said about what brings it on", "triggers"],
  ["What I was advised to do", "advised"],
  ["What I was asked to tell you", "tell"],
  ["Exercises I was shown", "exercises"],
];

export function summaryPage(all, date) {
  const summary = summarise(all);
  const page = element("article", { attributes: { class: "summary-sheet" } });
  page.append(element("h1", { text: "Summary for my appointment" }), element("p", { text: date }));
  for (const [heading, key] of PARTS) {
    if (summary[key].length) page.append(element("h2", { text: heading }), list(summary[key]));
  }
  if (summary.told.length) page.append(element("h2", { text: "What the guidance said" }));
  for (const { question, said } of summary.told) {
    page.append(element("h3", { text: question }), element("p", { text: said }));
  }
  if (summary.sources.length) page.append(element("h2", { text: "Sources" }), list(summary.sources, "ol"));
  page.append(
    element("h2", { text: "My notes and questions" }),
    element("div", { attributes: { class: "note-lines" } }),
    element("p", { text: "Made by an automated assistant from written guidance. No clinician has checked it.",
      attributes: { class: "quiet" } }),
  );
  return page;
}

export function summaryMarkdown(all, date) {
  const summary = summarise(all);
  const parts = PARTS.filter(([, key]) => summary[key].length)
    .map(([heading, key]) => `## ${heading}\n\n${summary[key].map((line) => `- ${line}`).join("\n")}`);
  const told = summary.told.map(({ question, said }) => `### ${question}\n\n${said}`);
  if (told.length) parts.push(["## What the guidance said", ...told].join("\n\n"));
  if (summary.sources.length) parts.push(`## Sources\n\n${summary.sources.map((line, n) => `${n + 1}. ${line}`).join("\n")}`);
  return `# Summary for my appointment\n\n${date}\n\n${parts.join("\n\n")}\n\nMade by an automated assistant from written guidance. No clinician has checked it.\n`;
}
