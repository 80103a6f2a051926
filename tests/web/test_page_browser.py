"""The chat page in a real Chromium, with an assistant that answers by script."""

import json
import shutil
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI

from assistant.settings import Settings
from assistant.web.page import mount_page
from tests.web.page_fakes import ScriptedAssistant

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ATTACK = '<img src=x onerror="window.hacked=1"> ![](http://evil.example/x.png) <script>window.hacked=1</script>'
STATES = {
    "empty": [],
    "topics": ["@[data-open=topics]", "@#topics [data-close]"],
    "answer": ["which shoes?", "@.feedback summary", "@details.sources summary"],
    "emergency": ["call an ambulance", "@.why summary"],
    "crisis": ["i feel hopeless"],
    "urgent": ["my calf is swollen"],
    "refer": ["sore for weeks"],
    "decline": ["who won the football"],
    "abstain": ["a cat"],
    "error": ["crash"],
    "exercise": ["show me the clamshell", "@.exercise summary"],
    "panel": ["which shoes?", "@#chat a.cite"],
}


class Served:
    def __init__(self, assistant, url):
        self.assistant, self.url = assistant, url


@pytest.fixture(scope="module")
def served():
    assistant = ScriptedAssistant()
    app = mount_page(FastAPI(docs_url=None), assistant, Settings())
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield Served(assistant, f"http://127.0.0.1:{listener.getsockname()[1]}/")
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no chromium binary is on the PATH")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, served):
    contexts = []

    def open_one(width=1280, height=800, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(served.url)
        page.wait_for_selector("#question textarea")
        return page

    yield open_one
    for context in contexts:
        context.close()


def ask(page, question, *, wait=True):
    before = page.locator("#chat .reply.done").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    if wait:
        page.wait_for_function("n => document.querySelectorAll('#chat .reply.done').length > n", arg=before)


def test_an_answer_is_announced_once_and_cited(open_page):
    page = open_page()
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => window.heard.push(announcer.textContent))"
        ".observe(announcer, {childList: true, characterData: true, subtree: true}) }"
    )
    ask(page, "which shoes?")
    page.wait_for_function("() => window.heard.some(text => text.startsWith('Answer ready'))")
    page.wait_for_timeout(300)
    heard = page.evaluate("window.heard")
    assert len([text for text in heard if text.startswith("Answer ready")]) == 1
    assert "4 sources" in heard[-1]
    assert page.locator("#chat [role=log]").get_attribute("aria-live") == "off"
    assert page.locator("#chat a.cite").count() == 4
    assert page.locator("#welcome").is_hidden()


def test_a_citation_opens_its_passage_and_focus_comes_back(open_page, served):
    page = open_page()
    ask(page, "which shoes?")
    page.locator("#chat a.cite").nth(1).focus()
    page.keyboard.press("Enter")
    panel = page.locator("#source-panel")
    citation = json.loads(page.locator("#chat .record").text_content())["reply"]["citations"][1]
    assert panel.locator("mark").text_content() == citation["quote"]
    assert citation["references"] == [] or citation["references"][0]["text"] in panel.text_content()
    assert panel.locator("a.read-more").get_attribute("href") == citation["url"]
    assert page.evaluate("document.activeElement.id") == "source-panel-heading"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('cite')")


def test_a_follow_up_and_a_quick_reply_ask_with_the_whole_conversation(open_page, served):
    page = open_page()
    ask(page, "my calf is swollen")
    page.click(".resolve .chip >> text=No")
    page.wait_for_function("document.querySelectorAll('#chat .reply.done').length === 2")
    assert served.assistant.asked[-1] == ["my calf is swollen", "No"]
    page.click(".follow-ups .chip >> nth=0")
    page.wait_for_function("document.querySelectorAll('#chat .reply.done').length === 3")
    assert served.assistant.asked[-1][2] == "How do I pick a comfortable running shoe?"


def test_stop_ends_a_slow_answer_and_the_chat_goes_on(open_page):
    page = open_page()
    ask(page, "slow shoes", wait=False)
    page.click("#stop")
    page.wait_for_selector("#chat .reply.done >> text=Stopped")
    assert page.locator("#send").is_visible() and page.locator("#stop").is_hidden()
    ask(page, "which shoes?")
    assert page.locator("#chat .cite").count() == 4


def test_a_card_comes_before_a_slow_answer(open_page):
    page = open_page()
    ask(page, "slow, sore for weeks", wait=False)
    page.wait_for_selector("#chat .reply.busy .care.refer", timeout=2500)
    page.click("#stop")
    page.wait_for_selector("#chat .reply.done .care.refer")


def test_new_chat_forgets_everything(open_page, served):
    page = open_page()
    ask(page, "my calf is swollen")
    page.click("[data-press=new-chat]")
    page.wait_for_selector("#welcome", state="visible")
    assert page.locator("#chat .said").count() == 0
    ask(page, "which shoes?")
    assert served.assistant.asked[-1] == ["which shoes?"]


def test_what_is_typed_never_becomes_markup(open_page):
    page = open_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    ask(page, ATTACK)
    assert page.locator("#chat .said p").inner_text().endswith(ATTACK)
    page.click("[data-open=keep]")
    page.click("[data-keep=summary]")
    assert ATTACK in page.locator("#summary-page").inner_text()
    assert page.evaluate("window.hacked") is None
    assert not [url for url in requests if "evil" in url]


def test_export_and_summary_are_made_in_the_browser(open_page, tmp_path):
    page = open_page()
    ask(page, "shoes hurt for two weeks when I run downhill")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    texts = {}
    for kind in ("markdown", "json"):
        page.click("[data-open=keep]")
        with page.expect_download() as download:
            page.click(f"[data-keep={kind}]")
        download.value.save_as(tmp_path / kind)
        texts[kind] = (tmp_path / kind).read_text("utf-8")
    saved = json.loads(texts["json"])["exchanges"]
    assert saved[0]["reply"]["citations"][0]["quote"] in texts["markdown"]
    assert "## shoes hurt for two weeks" in texts["markdown"]
    page.click("[data-open=keep]")
    page.click("[data-keep=summary]")
    sheet = page.locator("#summary-page")
    for heading in ("What I asked", "What I said about time", "What I said about what brings it on", "Sources"):
        assert sheet.locator(f"h2 >> text={heading}").count() == 1
    assert not [url for url in requests if urlsplit(url).scheme.startswith("http")]


def test_print_writes_the_sources_out(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.click("[data-open=keep]")
    page.click("[data-keep=print]")
    assert page.locator("details.sources").get_attribute("open") is not None
    page.emulate_media(media="print")
    assert page.locator("#composer").is_hidden() and page.locator("#chat .answer").is_visible()


def test_feedback_keeps_counts_of_fixed_reasons_only(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.click(".feedback summary")
    page.click(".rate >> text=Hard to follow")
    assert page.evaluate("({...localStorage})") == {"rehab-assistant-feedback": '{"hard-words":1}'}
    assert page.context.cookies() == []


def test_a_tick_stays_when_the_chat_goes_on(open_page):
    page = open_page()
    ask(page, "show me the clamshell")
    page.check(".tick-box")
    ask(page, "which shoes?")
    assert page.locator(".tick-box").is_checked()
    assert page.locator(".exercise .stop-rule").inner_text().startswith("Stop if")


def test_a_whole_session_asks_no_other_host(open_page):
    page = open_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.reload()
    page.wait_for_selector("#question textarea")
    for question in ("which shoes?", "show me the clamshell", "call an ambulance"):
        ask(page, question)
    page.click("#chat a.cite >> nth=0")
    page.wait_for_timeout(200)
    assert hosts == {"127.0.0.1"}


def test_the_keyboard_alone_is_enough(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type("which shoes?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .reply.done")
    reached = set()
    page.evaluate("document.querySelector('#chat .said').tabIndex = -1; document.querySelector('#chat .said').focus()")
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className.split(' ').at(-1) || document.activeElement.tagName")
        )
    assert {"cite", "ask", "copy"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_state_has_an_accessibility_fault_or_scrolls_sideways(open_page, scheme, width):
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    page = open_page(width=width, color_scheme=scheme)
    faults = {}
    for name, steps in STATES.items():
        for step in steps:
            if step.startswith("@"):
                page.click(step[1:])
            else:
                ask(page, step)
        violations = axe.run(page)["violations"]
        found = [(v["id"], [node["target"] for node in v["nodes"][:3]]) for v in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(("scrolls-sideways", []))
        if found:
            faults[name] = found
        if page.locator("body[data-state=chat]").count() and name != "panel":
            page.click("[data-press=new-chat]")
            page.wait_for_selector("#welcome", state="visible")
    assert faults == {}


def test_text_of_twice_the_size_fits_a_phone(open_page):
    page = open_page(width=640, height=900)
    page.add_style_tag(content="html { font-size: 200% }")
    ask(page, "my calf is swollen")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_named_endpoint_answers_gradio_client(served):
    client = pytest.importorskip("gradio_client").Client(served.url, verbose=False)
    answer = client.predict(
        message="and on grass?", history=[{"role": "user", "content": "which shoes?"}], api_name="/chat"
    )
    assert served.assistant.asked[-1] == ["which shoes?", "and on grass?"]
    assert "[1]" in answer
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/chat"]
