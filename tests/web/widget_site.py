"""Two origins on loopback: the assistant's server, and sites that put the widget on their pages."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.http_fakes import FakeAssistant
from tests.web.running import RunningApp

WORDS = (
    "<h1>Riverside Physio</h1><p>Opening hours and a map.</p><a href='#x' data-rehab-ask='Which shoes help?'>Ask</a>"
)


class AssistantServer(RunningApp):
    """The application over a stand-in assistant."""

    def __init__(self, fake: FakeAssistant, settings: Settings) -> None:
        self.fake, self.settings = fake, settings
        super().__init__(create_app(fake, settings, with_page=False))


IDLE_TRIES = 800  # of a fortieth of a second


class Site:
    """A site of its own origin; `page(...)` sets what its next pages hold."""

    def __init__(self) -> None:
        self.body, self.policy = "", ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if site.policy:
                    self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                if self.path == "/":
                    self.wfile.write(site.body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def page(
        self, server: str, *, style: str = "", policy: str = "", body: str = WORDS, head: str = "", **options: str
    ) -> None:
        """Write the clinic's page; without a server it has no widget."""
        attributes = "".join(f' data-{name}="{html.escape(value)}"' for name, value in options.items())
        script = f'<script src="{server}/widget/v1/widget.js" defer{attributes}></script>' if server else ""
        self.policy = policy
        self.body = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clinic</title>'
            '<link rel="icon" href="data:,">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{style and f"<style>{style}</style>"}'
            f"{head}</head><body><main>{body}</main>{script}</body></html>"
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def ask(page: Any, text: str) -> None:
    """Ask through the page's own interface, and wait for the end of the answer."""
    page.evaluate("text => RehabAssistant.ask(text)", text)  # its promise is kept when the answer is whole
    wait_idle(page)


def wait_idle(page: Any) -> None:
    # Asked from outside: a page's strict policy forbids the evaluation that waiting inside it needs.
    for _ in range(IDLE_TRIES):
        if page.evaluate("document.querySelector('rehab-assistant').panel?.chat.busy === null"):
            return
        page.wait_for_timeout(25)
    raise AssertionError("the widget did not finish its answer")
