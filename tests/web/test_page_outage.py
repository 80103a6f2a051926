"""When the chat page's server is lost, the person is told, knows whom to ring, and keeps the conversation."""

import pytest

from tests.web.page_site import PATIENCE_MS, ask
from tests.web.running import MortalServer

pytestmark = pytest.mark.browser
SERVER = """
import sys, uvicorn
from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.page_fakes import ScriptedAssistant
assistant = ScriptedAssistant()
assistant.slow_s = 60
settings = Settings(rate_limit="100000/minute", clinic_name="Riverside", clinic_phone="01632 960 001")
uvicorn.run(create_app(assistant, settings), port=int(sys.argv[1]), log_config=None)
"""


@pytest.fixture
def mortal():
    running = MortalServer(SERVER)
    running.start()
    yield running
    running.kill()


def covered(page):
    """Return what the notice lies over: it stands in the flow of the page, and nothing else has its place."""
    return page.evaluate(
        "() => { const own = document.getElementById('outage'); own.scrollIntoView();"
        " const box = own.getBoundingClientRect();"
        " return [...document.querySelectorAll('#chat .said p, #chat .reply p, #welcome h2, .starter, .notice p')]"
        "  .filter(e => !own.contains(e) && e.getClientRects().length)"
        "  .filter(e => { const other = e.getBoundingClientRect();"
        "   return other.bottom > box.top + 1 && other.top < box.bottom - 1 }).map(e => e.textContent) }"
    )


def test_a_notice_on_the_empty_page_covers_nothing(open_page):
    page = open_page(width=390, height=844)
    page.context.set_offline(True)
    page.fill("#question textarea", "which shoes?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#outage", state="visible")
    page.context.set_offline(False)
    assert covered(page) == [] and page.locator("#welcome #outage").count() == 1
    assert page.evaluate("document.getElementById('outage').getBoundingClientRect().top") >= 0
    assert page.input_value("#question textarea") == "which shoes?"


def test_a_server_that_dies_in_mid_answer_is_told_and_the_conversation_goes_on(profiles, mortal, axe):
    page = profiles().new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(mortal.url)
    page.wait_for_selector("#question textarea")
    ask(page, "which shoes?")
    ask(page, "slow shoes", wait=False)
    mortal.kill()
    page.wait_for_selector("#outage", state="visible")
    notice = page.locator("#outage")
    assert "cannot be reached" in notice.inner_text()
    numbers = notice.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert numbers[:3] == ["tel:999", "tel:111", "tel:01632960001"]
    assert axe(page) == []
    for width, height in ((1280, 800), (390, 844), (320, 480)):
        page.set_viewport_size({"width": width, "height": height})
        assert covered(page) == [], (width, height)
    assert page.locator("#announcer").text_content().startswith("The assistant cannot be reached.")
    assert page.locator("#chat .said").count() == 2 and page.locator("#send").is_visible()

    page.fill("#question textarea", "a cat")  # still lost: what is typed is kept
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#outage", state="visible")
    assert page.input_value("#question textarea") == "a cat"

    mortal.start()
    page.wait_for_selector("#outage", state="hidden")
    page.press("#question textarea", "Enter")
    page.locator("#chat .reply.done").nth(2).wait_for()
    assert page.locator("#chat .said p").count() == 3, "the conversation is all there"
    assert "stopped before it began" in page.locator("#chat .reply").nth(1).inner_text()
    assert "does not say anything" in page.locator("#chat .reply").nth(2).inner_text()
    assert page.locator("body[data-state=chat]").count() == 1
    page.close()


def test_a_quick_answer_asks_nothing_about_the_server(open_page):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "which shoes?")
    assert not [url for url in asked if url.endswith("/healthz")] and page.is_hidden("#outage")
