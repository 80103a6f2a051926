"""When the server dies, hangs, refuses or says nonsense, people are told, and know whom to ring."""

import json
import time

import pytest

from assistant.settings import Settings
from assistant.web.widget.bundle import widget_script
from tests.web.running import MortalServer
from tests.web.widget_site import Site, ask, wait_idle

pytestmark = pytest.mark.browser
W = "rehab-assistant"

# One event, then a file is waited for: until it exists the answer hangs in the middle.
SERVER = """
import pathlib, sys, time
import uvicorn
from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.http_fakes import FakeAssistant
port, site, gate = sys.argv[1:]
settings = Settings(allowed_origins=(site,), clinic_phone="01632 960 001")
fake = FakeAssistant(settings)
sent = 0
def wait(event):
    global sent
    sent += 1
    while gate and sent > 1 and not pathlib.Path(gate).exists():
        time.sleep(0.05)
fake.on_event = wait
uvicorn.run(create_app(fake, settings, with_page=False), port=int(port), log_config=None)
"""


class Server(MortalServer):
    """The HTTP side for one site, which can hang in the middle of an answer."""

    def __init__(self, site: Site) -> None:
        super().__init__(SERVER)
        self.site = site

    def start(self, *, hangs: bool = False) -> None:
        super().start(self.site.url, "/nowhere" if hangs else "")


@pytest.fixture
def mortal(clinic):
    running = Server(clinic)
    running.start()
    yield running
    running.kill()


def die_in_mid_answer(server: Server, page, question: str) -> None:
    """Ask, wait until the first piece is there, and kill the server."""
    server.kill()
    server.start(hangs=True)
    with page.expect_response("**/api/v1/chat"):
        page.evaluate("text => { RehabAssistant.ask(text) }", question)
    assert page.evaluate("document.querySelector('rehab-assistant').panel.chat.busy !== null")
    server.kill()


@pytest.mark.parametrize("how", ["the button", "a new question"])
def test_a_server_that_dies_in_mid_answer_is_told_at_once_and_taken_up_again(clinic, mortal, visit, how: str) -> None:
    clinic.page(mortal.url)
    page = visit(clinic)
    ask(page, "Which shoes help?")
    die_in_mid_answer(mortal, page, "And how long do they last?")
    page.wait_for_selector(f"{W} .trouble", timeout=3000)  # what the issue asks for: within three seconds
    assert page.get_attribute(f"{W} .trouble .contact >> nth=0", "href") == "tel:999"
    assert page.locator(f"{W} .trouble .contact[href='tel:01632960001']").count() == 1
    assert page.locator(f"{W} .asked").count() == 2 and "cushioned" in page.inner_text(f"{W} article >> nth=0")
    mortal.start()
    if how == "the button":
        page.click(f"{W} .trouble .chip")
    else:
        page.fill(f"{W} textarea", "And on grass?")
        page.press(f"{W} textarea", "Enter")
    wait_idle(page)
    assert page.locator(f"{W} .trouble").count() == 0
    assert "cushioned" in page.inner_text(f"{W} article >> nth=-1")
    assert page.locator(f"{W} .asked").count() == (2 if how == "the button" else 3)


def test_a_care_card_outlives_the_server_a_second_try_and_a_reload(clinic, mortal, visit) -> None:
    clinic.page(mortal.url, storage="tab", open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    die_in_mid_answer(mortal, page, "I have chest pain")
    page.wait_for_selector(f"{W} .trouble")
    card = f"{W} .card.emergency"
    assert page.inner_text(f"{card} h3").endswith("emergency: call 999")
    page.click(f"{W} .trouble .chip")
    wait_idle(page)
    assert page.locator(card).count() == 1 and page.locator(f"{W} .trouble").count() == 1
    script = widget_script(Settings())  # from a cache, say
    page.route("**/widget.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.reload()
    page.wait_for_selector(card)
    assert page.locator(card).count() == 1 and page.get_attribute(card, "role") == "group"
    page.unroute("**/widget.js")
    mortal.start()
    page.click(f"{W} .trouble .chip")
    wait_idle(page)
    assert page.locator(card).count() == 1 and page.locator(f"{W} .trouble").count() == 0


ANSWERS = {
    403: ("origin_not_allowed", "not set up for this website"),
    413: ("too_long", "too long"),
    429: ("rate_limited", "a lot of messages"),
    500: ("internal", "Something went wrong"),
    503: ("not_ready", "not ready to be searched"),
    504: ("busy", "too busy"),
}


@pytest.mark.parametrize("status", ANSWERS)
def test_each_refusal_has_a_kind_line_and_the_safety_net(clinic, server, visit, status: int) -> None:
    code, words = ANSWERS[status]
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    body = json.dumps({"error": {"code": code, "message": "for programs"}})
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
    page.route("**/api/v1/chat", lambda route: route.fulfill(status=status, body=body, headers=headers))
    page.evaluate("() => { window.seen = []; document.addEventListener('rehab:error', (e) => seen.push(e.detail)) }")
    ask(page, "Which shoes help?")
    assert words in page.inner_text(f"{W} .trouble [role=alert]")
    numbers = page.locator(f"{W} .net a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert numbers[:3] == ["tel:999", "tel:111", "tel:01632960001"]
    assert "In an emergency call 999" in page.inner_text(f"{W} .net") and "Riverside" in page.inner_text(f"{W} .net")
    assert page.evaluate("seen") == [{"code": code}]
    assert page.locator(f"{W} .trouble .chip").count() == (0 if status in (403, 413) else 1)
    page.unroute("**/api/v1/chat")
    ask(page, "and on grass?")
    before = ["Which shoes help?"] if status in (403, 429, 503, 504) else []
    sent = [m["content"] for m in server.fake.asked[-1] if m["role"] == "user"]
    assert sent == [*before, "and on grass?"], "what was refused, or broke, does not block the next question"


def test_what_is_too_long_is_back_in_the_box_beside_whom_to_call(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    ask(page, "word " * 5)  # the box itself sends nothing longer than it may: the page's own script can
    page.evaluate("() => { RehabAssistant.ask('x'.repeat(60_001)) }")
    page.wait_for_selector(f"{W} .trouble")
    assert page.input_value(f"{W} textarea") == "x" * 60_001
    warning = page.locator(f"{W} .warning")
    assert "Nothing has read it yet" in warning.inner_text()
    assert warning.locator("a").get_attribute("href") == "tel:999"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Bad gateway</h1>", "data: {not json\n\n", 'event: text\ndata: {"type":"text","delta":"x"}\n\n', "",
        "data: {}\n\n",
    ],
    ids=["html", "no-json", "cut-short", "empty", "unknown-event"],
)  # fmt: skip
def test_nonsense_from_a_proxy_is_an_outage_and_no_crash(clinic, server, visit, body: str) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/event-stream"}
    page.route("**/api/v1/chat", lambda route: route.fulfill(status=200, body=body, headers=headers))
    ask(page, "Which shoes help?")
    assert "cannot be reached" in page.inner_text(f"{W} .trouble [role=alert]")
    page.unroute("**/api/v1/chat")
    page.click(f"{W} .trouble .chip")
    wait_idle(page)
    assert "cushioned" in page.inner_text(f"{W} article")
    assert not [line for line in page.said if line.startswith("error")]


def test_a_server_that_says_nothing_is_waited_for_but_not_for_ever(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    page.route("**/api/v1/chat", lambda route: None)  # never answered
    page.clock.install()
    page.evaluate("() => { RehabAssistant.ask('Which shoes help?') }")
    page.clock.run_for(1_000)
    assert page.inner_text(f"{W} .status") == "Looking in the guidance…"
    page.clock.run_for(4_000)
    assert page.inner_text(f"{W} .status").startswith("Still looking")
    assert page.text_content(f"{W} [role=status]").startswith("Still looking")
    page.clock.run_for(21_000)
    page.wait_for_selector(f"{W} .trouble")
    assert page.get_attribute(f"{W} .net a >> nth=0", "href") == "tel:999"


def test_questions_asked_at_once_wait_their_turn(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.evaluate(
        "() => Promise.all(['Which shoes help?', 'I have chest pain', 'weather'].map((t) => RehabAssistant.ask(t)))"
    )
    assert page.locator(f"{W} .asked p").all_inner_texts() == ["Which shoes help?", "I have chest pain", "weather"]
    assert page.locator(f"{W} article").count() == 3 and page.locator(f"{W} .trouble").count() == 0
    last = server.fake.asked[-1]
    assert [message["role"] for message in last] == ["user", "assistant", "user", "assistant", "user"]


def test_a_new_chat_drops_what_was_waiting(clinic, server, visit) -> None:
    clinic.page(server.url, storage="tab")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.evaluate(
        "async () => { const all = ['Which shoes help?', 'weather'].map((t) => RehabAssistant.ask(t));"
        " RehabAssistant.newChat(); await Promise.all(all) }"
    )
    assert page.locator(f"{W} article").count() == 0 and page.locator(f"{W} .welcome").count() == 1
    assert page.evaluate("sessionStorage.length") == 0
    ask(page, "Which shoes help?")
    assert page.locator(f"{W} article").count() == 1 and len(server.fake.asked[-1]) == 1


def test_a_long_message_is_told_and_never_cut(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    asked = len(server.fake.asked)
    page.fill(f"{W} textarea", "x" * 60_000 + "!")
    assert "60001 characters" in page.inner_text(f"{W} .warning")
    page.press(f"{W} textarea", "Enter")
    assert len(page.input_value(f"{W} textarea")) == 60_001 and len(server.fake.asked) == asked
    page.fill(f"{W} textarea", "\U0001f9b5" * 60_000)  # two units each to JavaScript, one character to the server
    assert page.is_hidden(f"{W} .warning")
    page.press(f"{W} textarea", "Enter")
    wait_idle(page)
    assert page.locator(f"{W} .trouble").count() == 0
    assert len(server.fake.asked[-1][-1]["content"]) == 60_000


def test_half_a_character_does_not_spoil_the_conversation(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.evaluate("() => RehabAssistant.ask('shoes \\ud83d!')")
    assert page.locator(f"{W} .trouble").count() == 0 and "cushioned" in page.inner_text(f"{W} article")


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense", "null", "[]", '{"at":1e99,"items":[]}', '{"at":NOW,"items":[{"question":"x","reply":{"text":1}}]}',
        '{"at":NOW,"items":[{"q":1}]}', '{"at":NOW}', '{"at":NOW,"items":[{"question":"x","card":{"level":"refer"}}]}',
    ],
)  # fmt: skip
def test_what_was_kept_by_something_else_is_forgotten(clinic, server, visit, kept: str) -> None:
    clinic.page(server.url, storage="tab", open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    value = kept.replace("NOW", str(int(time.time() * 1000)))
    page.evaluate("value => sessionStorage.setItem('rehab-assistant:1', value)", value)
    page.reload()
    page.wait_for_selector(f"{W} .welcome .chip")
    assert page.evaluate("sessionStorage.length") == 0
    ask(page, "Which shoes help?")
    assert page.locator(f"{W} article").count() == 1
    assert not [line for line in page.said if line.startswith("error")]
