// Keeps the conversation where the page allows: nowhere (default), in this tab, or on this device; for a day at most.
const KEPT_MS = 24 * 60 * 60 * 1000;
const KEY = "rehab-assistant:1";

class Memory {
  constructor(kind) {
    try {
      this.place = { tab: window.sessionStorage, device: window.localStorage }[kind] || null;
    } catch {
      this.place = null; // storage is switched off: the conversation lives as long as the page
    }
  }

  read() {
    try {
      const kept = JSON.parse(this.place.getItem(KEY));
      const age = Date.now() - kept.at;
      if (age >= 0 && age < KEPT_MS && kept.items.every((item) => typeof item.question === "string")) return kept.items;
    } catch { /* nothing kept, or not ours */ }
    this.clear();
    return [];
  }

  write(items) {
    try {
      this.place.setItem(KEY, JSON.stringify({ at: Date.now(), items }));
    } catch { /* nowhere to keep it, or full */ }
  }

  clear() {
    try {
      this.place.removeItem(KEY);
    } catch { /* nowhere */ }
  }
}
