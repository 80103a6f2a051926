// Says so when the page's server cannot be reached. Asked only while an answer is overdue, so a quick one costs nothing.

import "./connection.js";
import { announce, calmly } from "./dom.js";

const OVERDUE_MS = 1500;
const AGAIN_MS = 2000;
const PATIENCE_MS = 3000;
const LONG_MS = 30000;
const NOTICES = Object.fromEntries(["outage", "too-long"].map((id) => [id, document.getElementById(id)]));
let timer;

async function reachable() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

// What was being answered when the server was lost will not come any more.
export function isLost() {
  return document.body.classList.contains("lost");
}

// Where a person looks: under the question, or above the welcome. In the flow of the page, so that it covers nothing.
function show(out, id = "outage") {
  const notice = NOTICES[id];
  if (notice.hidden === !out) return;
  notice.hidden = !out;
  if (!out) return;
  if (document.body.dataset.state === "empty") document.getElementById("welcome").prepend(notice);
  else document.getElementById("chat").append(notice);
  notice.scrollIntoView({ block: "nearest", behavior: calmly() ? "auto" : "smooth" });
  announce(notice.textContent.trim().replace(/\s+/g, " "));
}

export function watchAnswer(isWaiting, changed) {
  clearTimeout(timer);
  show(false);
  show(false, "too-long");
  document.body.classList.remove("lost");
  const began = Date.now();
  const check = async () => {
    if (!isWaiting()) return;
    const isUp = await reachable();
    if (!isWaiting()) return;
    const isGivenUp = isUp && !isLost() && Date.now() - began > LONG_MS;
    if (!isUp || isGivenUp) document.body.classList.add("lost");
    show(!isUp || isGivenUp);
    changed();
    if (!isUp || !isLost()) timer = setTimeout(check, AGAIN_MS);
  };
  timer = setTimeout(check, OVERDUE_MS);
}

export function answered() {
  clearTimeout(timer);
  show(false);
  show(false, "too-long");
}

// The page sends the whole conversation with each question, and the server takes only so much.
export function watchSize(refused) {
  window.addEventListener("rehab:too-long", () => {
    clearTimeout(timer);
    refused();
    show(true, "too-long");
  });
}
