// The chat page's behaviour. Gradio draws the messages; this adds what a person does with them.

import { announce, calmly } from "./dom.js";
import { keep, wirePrint } from "./keep.js";
import { answered, isLost, watchAnswer, watchSize } from "./outage.js";
import { closePanel, openPanel, showSource, wirePanels } from "./panels.js";

const FEEDBACK = "rehab-assistant-feedback";
let announced = 0;
let asked = 0;
let askedByButton = false;
let waiting = false; // for an answer that was asked for and is not whole
let hasScrolled = false; // the person, since the last question
let hasCard = false; // the answer in progress

function onSent() {
  const text = document.querySelector("#question textarea")?.value.trim();
  if (!text || document.body.dataset.state === "busy") return;
  waiting = true;
  watchAnswer(() => waiting, follow);
}

function ask(text) {
  const box = document.querySelector("#question textarea");
  const send = document.getElementById("send");
  if (!box || !send || document.body.dataset.state === "busy") return;
  // Gradio listens to the input event and reads the element's own value.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  askedByButton = true;
  setTimeout(() => send.click(), 0);
}

async function copy(button) {
  const { reply } = JSON.parse(button.closest(".reply").querySelector(".record").textContent);
  try {
    await navigator.clipboard.writeText(reply.text);
    button.textContent = "Copied";
    announce("Answer copied");
  } catch {
    button.textContent = "Could not copy";
    announce("The answer could not be copied");
  }
  setTimeout(() => { button.textContent = "Copy"; }, 2000);
}

// Counts of fixed reasons, on this device only: never a word of the conversation.
function rate(button) {
  try {
    const counts = JSON.parse(localStorage.getItem(FEEDBACK) ?? "{}");
    counts[button.value] = (counts[button.value] ?? 0) + 1;
    localStorage.setItem(FEEDBACK, JSON.stringify(counts));
  } catch { /* private windows may refuse; thanks are due all the same */ }
  const box = button.closest(".feedback");
  box.querySelector("summary").textContent = "Thank you";
  box.querySelector(".feedback-choices").textContent = "Noted on this device, without your words.";
  box.querySelector("summary").focus();
  announce("Thank you. Your feedback is noted on this device.");
}

function onClick(event) {
  const target = event.target.closest("button, a, summary");
  if (!target) return;
  if (target.matches(".ask")) {
    ask(target.value);
  } else if (target.matches("a.cite, a.source-link, a.step")) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (showSource(target.name, target)) event.preventDefault();
  } else if (target.matches(".copy")) {
    copy(target);
  } else if (target.matches(".rate")) {
    rate(target);
  } else if (target.dataset.open) {
    openPanel(document.getElementById(target.dataset.open), target);
  } else if (target.dataset.close !== undefined) {
    closePanel(target.closest("dialog"));
  } else if (target.dataset.press) {
    document.getElementById(target.dataset.press)?.click();
  } else if (target.dataset.keep) {
    keep(target.dataset.keep, target);
  } else if (target.matches(".skip")) {
    event.preventDefault();
    document.querySelector("#question textarea")?.focus();
  } else if (target.id === "send") {
    onSent();
  } else if (target.id === "new-chat") {
    waiting = false;
    answered();
    closePanel(document.getElementById("source-panel"));
    announce("New chat");
    document.querySelector("#question textarea")?.focus();
  }
}

function onTick(event) {
  const box = event.target;
  if (box.matches?.(".tick-box")) announce(box.checked ? `${box.value}: done` : `${box.value}: not done`);
}

// Before Gradio sees it: one question at a time.
function onKey(event) {
  const isSending = event.key === "Enter" && !event.shiftKey && event.target.closest?.("#question");
  if (!isSending) return;
  if (document.body.dataset.state === "busy") {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (event.type === "keydown") {
    onSent();
  }
}

// The finished answer in a breath: heading of the card, name of the exercise, its first words, how many sources.
function spoken(reply) {
  const parts = [".care-heading, .problem-heading", ".exercise h2", ".answer p, .answer li, .exercise li, .dose p, .problem p"].map((part) => {
    const found = reply.querySelector(part)?.cloneNode(true);
    found?.querySelectorAll(".cite").forEach((cite) => cite.remove());
    return found?.textContent.trim().replace(/\s+/g, " ").replace(/[.:]$/, "") ?? "";
  });
  const sources = reply.querySelectorAll(".source").length;
  if (sources) parts.push(`${sources} ${sources === 1 ? "source" : "sources"}`);
  return `Answer ready. ${parts.filter(Boolean).join(". ")}.`;
}

function bringUp(said) {
  if (!hasScrolled) said?.scrollIntoView({ block: "start", behavior: calmly() ? "auto" : "smooth" });
}

const SCROLL_KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Tab"];

// Not the event "scroll", which the page's own scrolling causes too.
function onMoved(event) {
  if (event.type === "keydown" && (!SCROLL_KEYS.includes(event.key) || event.target.closest?.("#question"))) return;
  if (event.type === "pointerdown" && event.target !== document.documentElement) return; // all but the scrollbar
  hasScrolled = true;
}

function onAsked(said) {
  const last = said.at(-1);
  hasScrolled = false;
  bringUp(last);
  if (askedByButton) {
    last.tabIndex = -1;
    last.focus({ preventScroll: true });
  }
  askedByButton = false;
  announce("Looking in the guidance");
}

// Runs after each change Gradio makes; whatever it does must be safe to do again.
function follow() {
  const chat = document.getElementById("chat");
  if (!chat) return;
  chat.querySelector("[role=log]")?.setAttribute("aria-live", "off"); // pieces of a streamed answer are not read out one by one
  for (const message of chat.querySelectorAll("[data-testid=user], [data-testid=bot]")) message.removeAttribute("aria-label"); // Gradio puts the whole markup there
  for (const link of chat.querySelectorAll("a[href^='tel:'][target], a[href^='sms:'][target]")) link.removeAttribute("target");
  const said = [...chat.querySelectorAll(".said")];
  const busy = chat.querySelector(".reply.busy") !== null && !isLost();
  document.body.dataset.state = busy ? "busy" : said.length ? "chat" : "empty";
  if (said.length > asked) onAsked(said);
  asked = said.length;
  // Below a question that was only just asked there is nothing yet to scroll into: again for its card, and when it is whole.
  const hadCard = hasCard;
  hasCard = chat.querySelector(".reply.busy .care") !== null;
  if (hasCard && !hadCard) bringUp(said.at(-1));
  const done = chat.querySelectorAll(".reply.done");
  if (!busy && done.length > announced) {
    bringUp(said.at(-1));
    waiting = false;
    answered();
    announce(spoken([...done].at(-1)));
  }
  if (!busy) announced = done.length;
}

let scheduled = false;
function soon() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => { scheduled = false; follow(); });
}

document.body.dataset.state = "empty";
document.addEventListener("click", onClick);
document.addEventListener("change", onTick);
window.addEventListener("keydown", onKey, { capture: true });
window.addEventListener("keypress", onKey, { capture: true });
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) window.addEventListener(kind, onMoved, { capture: true, passive: true });
wirePanels();
wirePrint();
watchSize(() => { waiting = false; });
new MutationObserver(soon).observe(document.querySelector("gradio-app"), { childList: true, subtree: true, characterData: true });
