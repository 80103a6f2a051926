// Keeps a conversation through a lost connection. Gradio would give the page up and load it anew, which empties it;
// so a question that cannot be sent, or an answer cut off, reaches Gradio as an ordinary failure of that one question.

const send = window.fetch;
let asked; // the event that Gradio waits for

function message(data) {
  return new TextEncoder().encode(`data: ${JSON.stringify(data)}\n\n`);
}

async function join(...request) {
  try {
    const response = await send(...request);
    if (response.status === 413) window.dispatchEvent(new Event("rehab:too-long"));
    asked = (await response.clone().json()).event_id;
    return response;
  } catch {
    return Response.json({ detail: "not reached" }, { status: 503 });
  }
}

async function answer(...request) {
  const failed = [
    message({ msg: "process_completed", event_id: asked, success: false, output: { error: "cut off" } }),
    message({ msg: "close_stream" }),
  ];
  const response = await send(...request).catch(() => new Response(new ReadableStream({ start: (body) => body.error() })));
  const reader = response.body.getReader();
  const body = new ReadableStream({
    async pull(out) {
      try {
        const { value, done } = await reader.read();
        if (done) out.close();
        else out.enqueue(value);
      } catch {
        failed.forEach((part) => out.enqueue(part));
        out.close();
      }
    },
    cancel: () => reader.cancel(),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

window.fetch = (...request) => {
  const { pathname } = new URL(request[0].url ?? request[0], location.href);
  if (pathname.endsWith("/gradio_api/queue/join")) return join(...request);
  if (pathname.endsWith("/gradio_api/queue/data")) return answer(...request);
  return send(...request);
};
