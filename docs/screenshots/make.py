"""Takes the pictures of the chat page: `python docs/screenshots/make.py [FOLDER]`.

Opens the assistant over the index, serves the page on a free port, and drives Chromium through ten states at phone
and desktop size; the dark ones are every second state.
"""

import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.assembly import Assistant
from assistant.settings import read_settings
from assistant.web.server import create_app

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
STATES: dict[str, tuple[str, ...]] = {
    "01-empty": (),
    "02-answer": ("Which shoes help with IT band pain?",),
    "03-source": ("Which shoes help with IT band pain?", "@#chat a.cite"),
    "04-exercise": ("How do I do a clamshell?", "!.exercise"),
    "05-refer": ("the outside of my knee has hurt for five weeks when I run",),
    "06-urgent": ("my calf is hot, red and swollen since yesterday",),
    "07-emergency": ("I have chest pain and cannot breathe properly",),
    "08-not-known": ("Does kinesiology tape help the IT band?",),
    "09-topics": ("@[data-open=topics]",),
    "10-summary": (
        "the outside of my knee has hurt for five weeks when I run",
        "@[data-open=keep]",
        "@[data-keep=summary]",
    ),
}


@contextmanager
def served() -> Iterator[str]:
    """Serve the real application, and give its address."""
    settings = read_settings()
    with Assistant.open(settings) as assistant:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(assistant, settings), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join(timeout=10)


def main() -> int:
    """Take every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with served() as url, sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for number, (name, steps) in enumerate(STATES.items()):
            for size in SIZES:
                scheme = "light" if number % 2 == 0 or name == "06-urgent" else "dark"
                _picture(browser, url, steps, size, scheme, folder / f"{name}-{size}.png")
        browser.close()
    return 0


def _picture(browser: Browser, url: str, steps: tuple[str, ...], size: str, scheme: str, path: Path) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )  # type: ignore[arg-type]  # light or dark
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#question textarea")
    for step in steps:
        _take(page, step)
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    context.close()


def _take(page: Page, step: str) -> None:
    """Press `@selector`, scroll to `!selector`, or ask."""
    if step.startswith("@"):
        page.locator(step[1:]).first.click()
    elif step.startswith("!"):
        page.locator(step[1:]).first.evaluate("element => element.scrollIntoView({block: 'start'})")
    else:
        page.fill("#question textarea", step)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#chat .reply.done")


if __name__ == "__main__":
    raise SystemExit(main())
