// Print, export and summary: made here from what is on the page; nothing is sent anywhere.

import { element } from "./dom.js";
import { closePanel, openPanel } from "./panels.js";
import { summaryForPaper, summaryMarkdown, summaryPage } from "./summary.js";

export function exchanges() {
  return [...document.querySelectorAll("#chat .record")].map((record) => JSON.parse(record.textContent));
}

export function markdown(all) {
  const parts = all.map(({ question, reply }) => `## ${question.replace(/\s+/g, " ").trim()}\n\n${reply.text}`);
  const notice = document.querySelector(".notice").textContent.trim().replace(/\s+/g, " ");
  return `# ${document.title}\n\n${today()}\n\n${parts.join("\n\n")}\n\n---\n\n${notice}\n`;
}

function ticked() {
  return [...document.querySelectorAll("#chat .tick-box:checked")].map((box) => box.value);
}

function today() {
  return new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { attributes: { href: url, download: name } });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function printSheet(content) {
  const sheet = element("div", { attributes: { id: "print-sheet", class: "paper" }, children: [content] });
  document.body.append(sheet);
  document.body.classList.add("printing-sheet");
  window.addEventListener("afterprint", () => {
    sheet.remove();
    document.body.classList.remove("printing-sheet");
  }, { once: true });
  window.print();
}

const actions = {
  print: () => window.print(),
  markdown: () => save("rehab-guidance.md", "text/markdown", markdown(exchanges())),
  json: () => save("rehab-guidance.json", "application/json",
    JSON.stringify({ exported_on: new Date().toISOString().slice(0, 10), exchanges: exchanges() }, null, 2)),
  summary: (opener) => {
    document.getElementById("summary-page").replaceChildren(summaryPage(exchanges(), today(), ticked()));
    openPanel(document.getElementById("summary"), opener);
  },
  "print-summary": () => printSheet(summaryForPaper(exchanges(), today(), ticked())),
  "save-summary": () => save("summary-for-my-appointment.md", "text/markdown", summaryMarkdown(exchanges(), today(), ticked())),
};

export function keep(kind, opener) {
  const panel = opener.closest("dialog");
  if (panel && panel.id === "keep") closePanel(panel);
  actions[kind](opener);
}

export function wirePrint() {
  let opened = []; // browsers may say twice that they are about to print
  window.addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll("#chat details.sources:not([open]), #chat .exercise details:not([open])")];
    for (const part of closed) part.open = true;
    opened = [...opened, ...closed];
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
    opened = [];
  });
}
