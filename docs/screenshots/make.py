"""Takes the pictures of the chat page: `python docs/screenshots/make.py [FOLDER] [--scheme light|dark] [--only WORD]`.

Opens the assistant over the index, serves the page on a free port, and drives Chromium through its states at phone
and desktop size. Every second state is dark, unless a scheme is named. Look at each picture before you commit it.
"""

import argparse
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.assembly import Assistant
from assistant.settings import read_settings
from assistant.web.server import create_app

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
KNEE = "the outside of my knee has hurt for five weeks when I run"
# `@` presses, `!` scrolls to, `…` asks and does not wait, `-` loses the network; anything else is asked.
STATES: dict[str, tuple[str, ...]] = {
    "01-empty": (),
    "02-answering": ("…Which shoes help with IT band pain?",),
    "03-answer": ("Which shoes help with IT band pain?",),
    "04-source": ("Which shoes help with IT band pain?", "@#chat a.cite"),
    "05-exercise": ("How do I do a clamshell?", "!.said"),
    "06-refer": (KNEE,),
    "07-urgent": ("my calf is hot, red and swollen since yesterday",),
    "08-emergency": ("I have chest pain and cannot breathe properly",),
    "09-crisis": ("I do not want to live any more",),
    "10-not-known": ("Does cupping help the IT band?",),
    "11-error": ("-", "…Which shoes help with IT band pain?"),
    "12-topics": ("@[data-open=topics]",),
    "13-summary": (KNEE, "@[data-open=keep]", "@[data-keep=summary]"),
}
PATIENCE_MS = 120_000


class Held:
    """The assistant, whose answers wait while `answering` is cleared, so that a picture can be taken meanwhile."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.answering = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def stream(self, messages: Sequence[Any]) -> Iterator[Any]:
        """Give the same events, later."""
        self.answering.wait()
        yield from self._assistant.stream(messages)


@contextmanager
def served() -> Iterator[tuple[str, Held]]:
    """Serve the real application; gives its address and its assistant."""
    settings = read_settings()
    with Assistant.open(settings) as assistant:
        held = Held(assistant)
        config = uvicorn.Config(create_app(held, settings), port=0, log_level="error", access_log=False)  # type: ignore[arg-type]  # stands in for it
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/", held
        held.answering.set()
        server.should_exit = server.force_exit = True
        thread.join(timeout=10)


def main(argv: Sequence[str] | None = None) -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description="Takes the pictures of the chat page.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--scheme", choices=("light", "dark"), help="the same for every picture")
    parser.add_argument("--only", default="", help="only the states whose name holds this")
    wanted = parser.parse_args(argv)
    structlog.configure(processors=[_drop])
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served() as (url, held), sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for number, name in enumerate(STATES):
            scheme = wanted.scheme or ("light", "dark")[number % 2]
            for size in SIZES if wanted.only in name else ():
                held.answering.set()
                _picture(browser, url, held, name, size, scheme, wanted.folder / f"{name}-{size}.png")
        browser.close()
    return 0


def _drop(*_: Any) -> Any:
    raise structlog.DropEvent


def _picture(browser: Browser, url: str, held: Held, name: str, size: str, scheme: Any, path: Path) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#question textarea")
    for step in STATES[name]:
        _take(page, held, step)
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    held.answering.set()
    context.close()


def _take(page: Page, held: Held, step: str) -> None:
    """Press `@selector`, scroll to `!selector`, lose the network, or ask."""
    if step.startswith("@"):
        page.locator(step[1:]).first.click()
    elif step.startswith("!"):
        page.locator(step[1:]).first.evaluate("element => element.scrollIntoView({block: 'start'})")
    elif step == "-":
        page.context.set_offline(True)
    else:
        if step.startswith("…"):
            held.answering.clear()
        page.fill("#question textarea", step.removeprefix("…"))
        page.press("#question textarea", "Enter")
        page.wait_for_selector(
            "#chat .reply.done, .outage" if held.answering.is_set() else "#chat .reply.busy, .outage"
        )


if __name__ == "__main__":
    raise SystemExit(main())
