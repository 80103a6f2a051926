// Keeps the conversation where the page allows: nowhere (default), in this tab, or on this device for a day.
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
      if (kept && Date.now() - kept.at < KEPT_MS && Array.isArray(kept.items)) return kept.items;
      this.place.removeItem(KEY);
    } catch { /* nothing kept, or not ours */ }
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
