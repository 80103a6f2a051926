"""Nothing leaves the browser but questions to the page's own server, and the server keeps none of them."""

import os
import shutil
import socket
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.web.page_site import CANARY, PATIENCE_MS, STATES, ask, leave, reach

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def dead_end():
    """Stand in as the proxy of everything that is not on this machine: what comes is written down, never passed on."""
    asked = []
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()

    def refuse():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                asked.append(connection.recv(200).split(b"\r\n")[0].decode("latin-1"))

    threading.Thread(target=refuse, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    listener.close()


@pytest.fixture
def quiet_chromium(chromium):
    """A browser whose own calls home (autofill, safe browsing, updates) are off, so that only the page's are left."""
    engine = chromium.browser_type
    off = "AutofillServerCommunication,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,Translate"
    browser = engine.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-domain-reliability", "--no-first-run", f"--disable-features={off}",
        ],
    )  # fmt: skip
    yield browser
    browser.close()


def test_a_whole_session_attempts_no_request_to_another_host(quiet_chromium, page_server):
    requested, complaints = [], []
    with dead_end() as (proxy, asked):
        context = quiet_chromium.new_context(
            viewport={"width": 1280, "height": 800}, proxy={"server": proxy, "bypass": "127.0.0.1"},
            reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", lambda request: requested.append(request.url))
        # What the page's policy stops is never requested; the console says so.
        context.on(
            "console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else 0
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(page_server.url)
        page.wait_for_selector("#question textarea")
        for name in STATES:
            reach(page, name)
            leave(page)
        ask(page, "which shoes?")
        page.click(".copy")
        for kind in ("markdown", "json"):
            page.click("[data-open=keep]")
            with page.expect_download():
                page.click(f"[data-keep={kind}]")
        for path in ("sources", "sources/footwear", "sources/clamshell", "sources/nothing", "docs"):
            page.goto(page_server.url + path)
            page.wait_for_load_state("networkidle")
        cookies = context.cookies()
        # The dead end does see what is asked for, or the empty list below would prove nothing.
        page.evaluate("location.href = 'http://elsewhere.example/'")
        page.wait_for_function("() => true")
        for _ in range(100):
            if asked:
                break
            page.wait_for_timeout(50)
        context.close()
    hosts = {urlsplit(url).hostname for url in requested if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts - {"elsewhere.example"} == {"127.0.0.1"}
    assert [line for line in asked if "elsewhere.example" not in line] == []
    assert any("elsewhere.example" in line for line in asked)
    assert [text for text in complaints if "elsewhere" not in text] == []
    assert cookies == []


def test_the_page_keeps_no_word_in_the_browser_and_the_server_none_at_all(open_page, page_server, tmp_path, capfd):
    page = open_page()
    ask(page, f"which shoes for {CANARY}?")
    ask(page, f"crash {CANARY}")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    assert CANARY not in kept
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    page_server.assistant.asked.clear()  # the stand-in's own list; the real one has none
    written = capfd.readouterr()
    assert CANARY not in written.out + written.err, "no log holds it"
    folders = [tmp_path, Path(os.environ.get("GRADIO_TEMP_DIR", "/tmp/gradio"))]
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else ():
            assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path
    for path in ("metrics", "config", "healthz"):
        assert CANARY not in page.request.get(page_server.url + path).text()


def test_who_comes_next_sees_nothing_of_who_was_there(open_page, page_server):
    first = open_page()
    ask(first, f"which shoes for {CANARY}?")
    second = open_page()
    assert CANARY not in second.content()
    ask(second, "which shoes?")
    assert page_server.assistant.asked[-1] == ["which shoes?"]
