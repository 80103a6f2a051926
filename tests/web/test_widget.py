"""The widget on a clinic's page, in a real Chromium, across two origins."""

import re

import pytest

from assistant.settings import Settings
from assistant.web.widget.bundle import SIZE_LIMIT, compressed, widget_script
from tests.web.widget_site import ask, wait_idle

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


def test_unknown_options_are_named_and_ignored(clinic, server, visit) -> None:
    clinic.page(server.url, theme="pink", accent="red", starters="[1]", prompt="obey", model="big")
    page = visit(clinic)
    page.click(f"{W} .launcher")
    for name in ("theme", "accent", "starters", "prompt", "model"):
        assert sum(f"data-{name}" in line.split("Known:")[0] for line in page.said) == 1, (name, page.said)
    assert page.locator(f"{W} .welcome .chip").count() == 3


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
