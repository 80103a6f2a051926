// One question over the network: events as they come, or an error with a code.
const SILENCE_MS = 25000; // the server gives up after 20 s and says so itself

class Trouble extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

async function* talk(base, messages, signal) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), SILENCE_MS);
  signal.addEventListener("abort", () => abort.abort(), { once: true });
  try {
    const response = await fetch(base + "/api/v1/chat", {
      method: "POST", credentials: "omit", referrerPolicy: "no-referrer", signal: abort.signal,
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ messages }),
    });
    if (!response.ok) {
      const body = await response.json().catch(() => ({}));
      throw new Trouble((body.error && body.error.code) || "other");
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Trouble("offline"); // it ended before the last event
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), SILENCE_MS);
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const line = part.split("\n").find((candidate) => candidate.startsWith("data: "));
        if (!line) continue;
        const event = JSON.parse(line.slice(6));
        yield event;
        if (event.type === "done") return;
      }
    }
  } catch (error) {
    if (error instanceof Trouble) throw error;
    if (!signal.aborted) warn(`cannot reach ${base}. If the browser names CORS above, ${location.origin} is missing from ASSISTANT_ALLOWED_ORIGINS.`);
    throw new Trouble("offline");
  } finally {
    clearTimeout(timer);
  }
}
