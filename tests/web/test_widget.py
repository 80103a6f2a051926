"""The widget on a clinic's page, in a real Chromium, across two origins."""

import json
import os
import re
import subprocess
import sys
import time

import pytest

from assistant.settings import Settings
from assistant.web.widget.bundle import SIZE_LIMIT, compressed, widget_script
from tests.conftest import PROJECT
from tests.web.widget_site import Site, ask, free_socket, wait_idle

pytestmark = pytest.mark.browser
W = "rehab-assistant"


def test_the_whole_widget_is_small() -> None:
    assert len(compressed(widget_script(Settings()))) <= SIZE_LIMIT


def test_nothing_is_fetched_before_it_is_opened_but_the_loader(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.wait_for_timeout(300)
    assert page.requested == [f"{clinic.url}/", f"{server.url}/widget/v1/widget.js"]
    page.click(f"{W} .launcher")
    page.wait_for_timeout(200)
    assert len(page.requested) == 2


def test_a_listed_site_gets_a_cited_answer(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.click("[data-rehab-ask]")
    wait_idle(page)
    assert page.inner_text(f"{W} article p").startswith("A cushioned shoe helps.")
    page.click(f"{W} .mark")
    assert page.inner_text(f"{W} blockquote") == "A cushioned shoe helps."
    address = page.get_attribute(f"{W} .sheet a.contact", "href")
    assert re.fullmatch(re.escape(server.url) + r"/sources/shoes\?span=\d+-\d+", address)
    source = page.context.new_page()
    source.goto(address)
    assert source.inner_text("mark") == "A cushioned shoe helps."
    assert not page.said


def test_a_site_that_is_not_listed_gets_no_answer_and_says_whom_to_ring(stranger, server, visit) -> None:
    stranger.page(server.url)
    page = visit(stranger)
    asked = len(server.fake.asked)
    ask(page, "Which shoes help?")
    assert "cannot be reached" in page.inner_text(f"{W} .trouble")
    assert page.get_attribute(f"{W} .net a", "href") == "tel:999"
    assert len(server.fake.asked) == asked
    assert any("ASSISTANT_ALLOWED_ORIGINS" in line for line in page.said)


def test_a_strict_policy_is_enough(clinic, server, visit) -> None:
    policy = (
        f"default-src 'none'; script-src {server.url}; connect-src {server.url}; img-src data:; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    clinic.page(server.url, policy=policy, accent="#7a1f5c")
    page = visit(clinic)
    ask(page, "Which shoes help?")
    page.click(f"{W} .mark")
    page.keyboard.press("Escape")
    ask(page, "I have chest pain")
    assert page.locator(f"{W} .card.emergency").count() == 1
    assert page.said == []


@pytest.mark.parametrize(("scheme", "accent"), [("light", ""), ("dark", ""), ("light", "#ffff00"), ("dark", "#101010")])
def test_no_state_breaks_an_accessibility_rule(clinic, server, visit, scheme: str, accent: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    clinic.page(server.url, **({"accent": accent} if accent else {}))
    page = visit(clinic, color_scheme=scheme)
    page.wait_for_selector(f"{W} .launcher")

    def check(state: str) -> None:
        found = axe.run(page)["violations"]
        assert not found, (state, [(v["id"], [n["html"] for n in v["nodes"]]) for v in found])

    check("closed")
    page.click(f"{W} .launcher")
    check("open")
    for text in ("Which shoes help?", "I have chest pain", "end my life", "hot and swollen", "six weeks", "weather"):
        ask(page, text)
        check(text)
    page.click(f"{W} .sources summary")
    page.locator(f"{W} .mark").first.click()
    check("source")
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('rehab-assistant').panel.chat.base = 'http://127.0.0.1:9999'")
    ask(page, "Which shoes help?")
    check("unreachable")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_ours_breaks_an_accessibility_rule(chromium, server, scheme: str) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/sources", "/sources/shoes?span=26-40", "/docs", "/widget/v1/embed"):
        page.goto(server.url + path)
        found = axe.run(page)["violations"]
        assert not found, (path, [(v["id"], [n["html"] for n in v["nodes"]]) for v in found])
    context.close()
    assert not said


def test_an_accessibility_fault_in_the_widget_would_be_found(clinic, server, visit) -> None:
    axe = pytest.importorskip("axe_core_python.sync_playwright").Axe()
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .send")
    page.locator(f"{W} .send").evaluate("b => { b.removeAttribute('aria-label'); b.removeAttribute('title') }")
    assert "button-name" in {violation["id"] for violation in axe.run(page)["violations"]}


def test_a_keyboard_is_enough_and_focus_goes_back(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    inside = "() => document.querySelector('rehab-assistant').shadowRoot.activeElement?.className || ''"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(inside) == "launcher"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.shadowRoot.activeElement.id") == "box"
    page.keyboard.type("Which shoes help?")
    page.keyboard.press("Enter")
    wait_idle(page)
    page.locator(f"{W} .mark").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.shadowRoot.activeElement.tagName") == "H3"
    page.keyboard.press("Escape")
    assert page.evaluate(inside) == "mark"
    page.keyboard.press("Escape")
    assert page.locator(f"{W} .panel").count() == 0 and page.evaluate(inside) == "launcher"
    page.focus("[data-rehab-ask]")
    page.keyboard.press("Enter")
    wait_idle(page)
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.hasAttribute('data-rehab-ask')")


def test_on_a_phone_it_fills_the_screen_and_keeps_the_focus_inside(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic, width=390, height=700)
    page.click(f"{W} .launcher")
    box = page.locator(f"{W} .panel").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 700)
    assert page.get_attribute(f"{W} .panel", "aria-modal") == "true"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.tagName") == "REHAB-ASSISTANT"
    targets = page.locator(f"{W} button:visible").evaluate_all("all => all.map(b => b.getBoundingClientRect().height)")
    assert min(targets) >= 40


def test_each_answer_is_announced_once(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    page.evaluate(
        """() => { window.heard = []; const root = document.querySelector('rehab-assistant').shadowRoot;
        const say = (n) => n.textContent.trim() && heard.push((n.getAttribute('role') || '') + ' ' + n.textContent);
        new MutationObserver((all) => all.forEach((m) => {
          const status = m.target.nodeType === 1 && m.target.closest('[role=status]');
          if (status) say(status);
          m.addedNodes.forEach((n) => { if (n.nodeType !== 1) return;
            if (n.matches('[role=alert]')) say(n); n.querySelectorAll('[role=alert]').forEach(say); });
        })).observe(root, {childList: true, subtree: true, characterData: true}) }"""
    )
    ask(page, "Which shoes help?")
    ask(page, "I have chest pain")
    heard = page.evaluate("heard")
    assert len(heard) == 2, heard
    assert heard[0].startswith("status A cushioned shoe helps.") and heard[1].startswith("alert Advice: emergency")
    assert page.get_attribute(f"{W} .log", "role") == "log" and page.get_attribute(f"{W} .log", "aria-live") == "off"


def test_events_carry_route_and_documents_and_never_the_words(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.evaluate(
        "() => { window.seen = []; for (const name of ['ready', 'open', 'close', 'answer', 'referral', 'error'])"
        " document.addEventListener('rehab:' + name, (e) => seen.push([name, e.detail])) }"
    )
    ask(page, "Which shoes help?")
    ask(page, "chest pain again")
    page.evaluate("RehabAssistant.close()")
    assert page.evaluate("seen") == [
        ["open", {}],
        ["answer", {"route": "answer", "documents": ["shoes"]}],
        ["answer", {"route": "emergency", "documents": []}],
        ["referral", {"route": "emergency", "documents": []}],
        ["close", {}],
    ]


@pytest.mark.parametrize(
    ("storage", "kept", "after_days"), [("none", 0, 0), ("tab", 1, 0), ("device", 1, 0), ("device", 0, 2)]
)
def test_a_conversation_is_kept_where_the_page_says_and_no_longer(
    clinic, server, visit, storage: str, kept: int, after_days: int
) -> None:
    clinic.page(server.url, storage=storage, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    ask(page, "Which shoes help?")
    counts = page.evaluate("[sessionStorage.length, localStorage.length]")
    assert counts == {"none": [0, 0], "tab": [1, 0], "device": [0, 1]}[storage]
    if after_days:
        shift = f"Date.now = () => {int(time.time() * 1000) + after_days * 86_400_000}"
        page.add_init_script(shift)
    page.reload()
    page.wait_for_selector(f"{W} .panel")
    assert page.locator(f"{W} article").count() == kept
    assert page.locator(f"{W} [role=alert]").count() == 0
    page.evaluate("RehabAssistant.newChat()")
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_unknown_options_are_named_and_ignored(clinic, server, visit) -> None:
    clinic.page(server.url, theme="pink", accent="red", starters="[1]", prompt="obey", model="big")
    page = visit(clinic)
    page.click(f"{W} .launcher")
    for name in ("theme", "accent", "starters", "prompt", "model"):
        assert sum(f"data-{name}" in line.split("Known:")[0] for line in page.said) == 1, (name, page.said)
    assert page.locator(f"{W} .welcome .chip").count() == 3


def test_what_a_page_may_set_is_shown(clinic, server, visit) -> None:
    clinic.page(
        server.url, title="Ask about your knee", greeting="Hello there", starters=json.dumps(["One?", "Two?"]),
        position="bottom-left", theme="dark", open="true", accent="#005eb8",
    )  # fmt: skip
    page = visit(clinic)
    assert page.inner_text(f"{W} h2") == "Ask about your knee"
    assert page.inner_text(f"{W} .welcome p") == "Hello there"
    assert page.locator(f"{W} .chip").all_inner_texts() == ["One?", "Two?"]
    assert page.locator(f"{W} .panel").bounding_box()["x"] < 40
    assert page.evaluate("() => document.activeElement.tagName") == "BODY"


def test_inline_it_stands_where_the_page_wants_it(clinic, server, visit) -> None:
    body = "<h1>Clinic</h1><div id='here' style='width:600px'></div><p id='below'>Below</p>"
    clinic.page(server.url, body=body, mode="inline", target="#here")
    page = visit(clinic)
    ask(page, "Which shoes help?")
    place, below = page.locator(f"#here {W} .panel").bounding_box(), page.locator("#below").bounding_box()
    assert place["width"] == 600 and below["y"] >= place["y"] + place["height"]
    page.keyboard.press("Escape")
    assert page.locator(f"{W} article").count() == 1


def test_destroy_leaves_nothing(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    ask(page, "Which shoes help?")
    page.evaluate("RehabAssistant.destroy()")
    assert page.evaluate("[document.querySelectorAll('rehab-assistant').length, typeof RehabAssistant]") == [
        0,
        "undefined",
    ]


def test_an_iframe_works_on_listed_sites_alone(clinic, stranger, server, visit) -> None:
    sandbox = "allow-scripts allow-same-origin allow-popups"
    frame = f'<iframe title="Chat" src="{server.url}/widget/v1/embed" sandbox="{sandbox}"></iframe>'
    for site, works in ((clinic, True), (stranger, False)):
        site.page("", body=frame)
        page = visit(site)
        inside = page.frame_locator("iframe")
        if works:
            inside.locator(f"{W} textarea").fill("Which shoes help?")
            inside.locator(f"{W} textarea").press("Enter")
            assert inside.locator(f"{W} article p").first.inner_text().startswith("A cushioned shoe helps.")
            assert not page.said
        else:
            page.wait_for_timeout(300)
            assert any("frame-ancestors" in line for line in page.said)
            assert inside.locator(W).count() == 0


SLOW_SERVER = """
import sys, time
import uvicorn
from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.http_fakes import FakeAssistant
settings = Settings(allowed_origins=(sys.argv[2],))
fake = FakeAssistant(settings)
fake.on_event = lambda event: time.sleep(float(sys.argv[3]))
uvicorn.run(create_app(fake, settings, with_page=False), port=int(sys.argv[1]), log_config=None)
"""


def start_slow_server(port: int, site: Site, pause_s: float) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", SLOW_SERVER, str(port), site.url, str(pause_s)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    import socket

    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.kill()
    raise AssertionError("the server did not start")


def test_a_server_that_dies_in_mid_answer_is_told_at_once_and_taken_up_again(clinic, visit) -> None:
    with free_socket() as taken:
        port = taken.getsockname()[1]
    process = start_slow_server(port, clinic, 0.0)
    try:
        clinic.page(f"http://127.0.0.1:{port}")
        page = visit(clinic)
        ask(page, "Which shoes help?")
        process.kill()
        process.wait()
        process = start_slow_server(port, clinic, 2.0)
        page.evaluate("() => { RehabAssistant.ask('And how long do they last?') }")
        page.wait_for_timeout(2500)  # the first pieces are here, the last is not
        assert page.evaluate("() => Boolean(document.querySelector('rehab-assistant').panel.chat.busy)")
        process.kill()
        started = time.monotonic()
        page.wait_for_selector(f"{W} .trouble", timeout=3000)
        assert time.monotonic() - started < 3
        assert page.locator(f"{W} article").count() == 2 and "cushioned" in page.inner_text(f"{W} article >> nth=0")
        process.wait()
        process = start_slow_server(port, clinic, 0.0)
        page.click(f"{W} .trouble .chip")
        wait_idle(page)
        assert page.locator(f"{W} .trouble").count() == 0
        assert "cushioned" in page.inner_text(f"{W} article >> nth=1")
    finally:
        process.kill()
        process.wait()
