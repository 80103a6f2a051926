"""The chat page for everyone: axe's rules in every state, keyboard, zoom, motion, forced colours, announcements."""

import re
import threading

import pytest

from tests.web.page_site import STATES, ask, leave, reach

pytestmark = pytest.mark.browser

_ORDER = """() => { const e = document.activeElement; if (!e || e === document.body) return "end";
  return e.dataset.open || e.dataset.press || (e.closest("#question") && "box") || e.id || e.name
    || e.className.split(" ")[0] || e.tagName }"""


OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that a dark scheme can change of a page that axe has seen


def faults(axe, page, rules=None):
    seen = axe(page, rules=rules)
    found = [(violation["id"], [node["target"] for node in violation["nodes"][:3]]) for violation in seen]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(("scrolls sideways", []))
    return found


def test_no_state_has_an_accessibility_fault_or_scrolls_sideways_and_each_can_be_left(
    open_page, page_server, axe, monkeypatch
):
    monkeypatch.setattr(page_server.assistant, "slow_s", 300)  # still answering when the last rule has been tried
    page = open_page()
    page_faults = {}
    for name in STATES:
        page.set_viewport_size({"width": 1280, "height": 800})
        reach(page, name)
        for width in (1280, 320):
            # Tall enough for all of it: a contrast under the question box could not be measured, and counts as a fault.
            page.set_viewport_size({"width": width, "height": 6_000})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                if seen := faults(axe, page, rules=None if scheme == "light" else OF_COLOUR):
                    page_faults[name, width, scheme] = seen
        if name == "answering":
            assert page.locator("#stop").is_visible()
        leave(page)
        assert page.locator("#welcome").is_visible(), name
    page_server.assistant.hurry.set()
    page_server.assistant.hurry = threading.Event()
    assert page_faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_clinics_page_has_no_accessibility_fault(chromium, axe, scheme):
    from assistant.settings import Settings
    from tests.web.page_site import PATIENCE_MS, PageServer

    settings = Settings(
        clinic_name="Riverside Physiotherapy and Sports Medicine", clinic_phone="01632 960 001",
        booking_url="https://clinic.example/book", accent="#7a1f3d", rate_limit="1000/minute",
    )  # fmt: skip
    server = PageServer(settings)
    context = chromium.new_context(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(server.url)
        page.wait_for_selector("#question textarea")
        assert page.locator(".brand-name").inner_text() == settings.clinic_name
        assert page.locator(".foot a[href='tel:01632960001']").count() == 1
        accent = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
        assert (accent == settings.accent) == (scheme == "light") and accent != "#7ccfca"
        assert faults(axe, page) == []
        reach(page, "emergency")
        assert faults(axe, page) == []
        page.goto(f"{server.url}sources/clamshell")
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')") == accent
        assert faults(axe, page) == []
    finally:
        context.close()
        server.close()


def test_a_fault_on_the_page_would_be_found(open_page, axe):
    page = open_page()
    page.evaluate(
        "document.querySelector('.lede').style.color = '#ccc';"
        "document.querySelector('.starter').textContent = '';"
        "document.querySelector('.lede').style.width = '3000px';"
    )
    page.evaluate("document.querySelector('.lede').style.maxWidth = 'none'")
    assert {"color-contrast", "button-name", "scrolls sideways"} <= {name for name, _ in faults(axe, page)}


def test_an_answer_is_announced_once_when_it_is_whole(open_page):
    page = open_page()
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => window.heard.push(announcer.textContent))"
        ".observe(announcer, {childList: true, characterData: true, subtree: true}) }"
    )
    ask(page, "which shoes?")
    page.wait_for_function("() => window.heard.some(text => text.startsWith('Answer ready'))")
    page.click(".feedback summary")
    page.click("#chat a.cite >> nth=0")
    heard = page.evaluate("window.heard")
    assert heard[0] == "Looking in the guidance"
    assert [text.startswith("Answer ready") for text in heard].count(True) == 1
    assert "4 sources" in heard[-1]
    assert page.locator("#chat [role=log]").get_attribute("aria-live") == "off", "not piece by piece"
    # The framework has one of its own, which stays silent.
    assert page.locator("[aria-live=polite], [role=status]").filter(has_text=re.compile(".")).count() == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("call an ambulance", "Immediate action required: Call 999 now"),
        ("crash", "That did not work"),
        ("show me the clamshell", "Clamshell. Lie on your side"),
    ],
)
def test_what_is_announced_begins_with_what_matters(open_page, question, words):
    page = open_page()
    ask(page, question)
    page.wait_for_function("() => announcer.textContent.startsWith('Answer ready')")
    assert page.locator("#announcer").text_content().startswith(f"Answer ready. {words}")


def test_the_keyboard_alone_is_enough_in_reading_order(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type("which shoes?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .reply.done")
    page.evaluate("document.activeElement.blur(); document.querySelector('.skip').focus()")
    order = []
    while (not order or order[-1] != "end") and len(order) < 40:
        page.keyboard.press("Tab")
        order.append(page.evaluate(_ORDER))
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.matches(':focus-visible')"
        )
    assert order[:3] == ["topics", "keep", "new-chat"]
    cites = [name for name in order if name.startswith("a1-source")]
    assert cites == [f"a1-source-{n}" for n in (1, 2, 3, 4)]
    rest = order[3 + len(cites) :]
    assert rest[:7] == ["SUMMARY", "next-question", "next-question", "tool", "tool", "box", "send"]


def test_panels_keep_the_focus_and_give_it_back(open_page):
    page = open_page(width=390)
    ask(page, "which shoes?")
    page.focus("[data-open=keep]")
    page.keyboard.press("Enter")
    reached = set()
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('dialog')?.id ?? 'outside'"))
    assert reached <= {"keep", "outside"} and "keep" in reached
    assert not page.evaluate("document.activeElement.closest('#chat') !== null"), "what lies under it is out of reach"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.open") == "keep"


@pytest.mark.parametrize("state", ["empty", "answer", "urgent", "exercise", "table", "error"])
def test_at_twice_the_size_everything_fits_and_can_be_used(open_page, state):
    # What 200 % zoom does to a window of 640 by 720: half the room, each pixel drawn twice.
    page = open_page(width=320, height=360, device_scale_factor=2)
    reach(page, state)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bars = page.locator(".bar, #dock").evaluate_all("all => all.map(e => getComputedStyle(e).position)")
    assert set(bars) == {"static"}, "no bar covers what little there is"
    page.add_style_tag(content="html { font-size: 200% }")  # and text twice as large as that
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_for_who_asked_for_that(open_page):
    for motion, moves in (("reduce", False), ("no-preference", True)):
        page = open_page(reduced_motion=motion)
        ask(page, "slow shoes", wait=False)
        running = page.evaluate("document.getAnimations().filter(a => a.animationName === 'wait').length > 0")
        assert running is moves


def test_forced_colours_keep_every_border_and_mark(open_page):
    page = open_page(forced_colors="active")
    reach(page, "urgent")
    style = "e => { const s = getComputedStyle(e); return [s.borderTopStyle, parseFloat(s.borderTopWidth) >= 2] }"
    for part in (".care", ".resolve", ".said p", ".resolve .chip", "a.contact"):
        assert page.locator(f"#chat {part}").first.evaluate(style) == ["solid", True], part
    leave(page)
    reach(page, "panel")
    mark = page.locator("#source-panel .passage mark")
    colours = mark.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.parentElement).color]")
    ground = page.evaluate("getComputedStyle(document.querySelector('#source-panel')).backgroundColor")
    assert colours[0] not in ("rgba(0, 0, 0, 0)", ground), "the quoted words still stand out"


def test_what_is_pressed_is_large_enough_for_a_thumb(open_page):
    page = open_page(width=320)
    small = {}
    for name in ("empty", "urgent", "answer", "exercise"):
        reach(page, name)
        boxes = page.locator("button:visible, summary:visible, a.contact:visible, .topic-chip:visible").evaluate_all(
            "all => all.map(e => [e.className || e.id, e.getBoundingClientRect().height,"
            " e.getBoundingClientRect().width]).filter(([, h, w]) => w > 1 && h > 1 && h < 43.5)"
        )
        if boxes:
            small[name] = boxes
        leave(page)
    assert small == {}
