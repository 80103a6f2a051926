"""What the widget costs a page: requests counted in a real browser, where one is installed."""

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_CLINIC, _ASSISTANT = "http://clinic.test/", "http://assistant.test/widget/v1/widget.js"
_PAGE = f'<!doctype html><title>Clinic</title><link rel="icon" href="data:,"><script src="{_ASSISTANT}" defer></script>'
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_SETTLED_MS = 500


def requests_before_asking(script: str) -> tuple[list[str], list[str]] | None:
    """Return what a page with this script requests until the chat is opened, and what opening it adds.

    The loader itself and the page are left out. None when playwright or Chromium is missing. No network is used: every
    request is answered here.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None or find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=_FLAGS)
        try:
            return _count(browser.new_page(), script)
        finally:
            browser.close()


def _count(page: "Page", script: str) -> tuple[list[str], list[str]]:
    seen: list[str] = []

    def answer(route: "Route") -> None:
        address = route.request.url
        if address == _CLINIC:
            route.fulfill(body=_PAGE, content_type="text/html")
        elif address == _ASSISTANT:
            route.fulfill(body=script, content_type="text/javascript")
        else:
            seen.append(address)
            route.abort()

    page.route("**/*", answer)
    page.goto(_CLINIC)
    page.wait_for_selector("rehab-assistant .launcher")
    page.wait_for_timeout(_SETTLED_MS)
    before = len(seen)
    page.click("rehab-assistant .launcher")
    page.wait_for_selector("rehab-assistant .panel")
    page.wait_for_timeout(_SETTLED_MS)
    return seen[:before], seen[before:]
