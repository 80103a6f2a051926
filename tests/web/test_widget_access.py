"""Whoever cannot see it, cannot use a mouse or cannot read faint colours can use the widget."""

import json
import random
import re

import pytest

from assistant.web.widget import bundle
from tests.web.widget_site import ask, wait_idle

pytestmark = pytest.mark.browser
W = "rehab-assistant"
CARDS = ("I have chest pain", "end my life", "hot and swollen", "six weeks", "weather")
ANSWERS = ("Which shoes help?", "a clamshell", "does tape help", "studies disagree", "a list")
INSIDE = "() => { const n = document.querySelector('rehab-assistant').shadowRoot.activeElement; return n ? n.%s : '' }"


# axe leaves every colour beside <body> undecided, where the launcher stands; so each text is weighed here.
FAINT = """() => {
  const root = document.querySelector('rehab-assistant').shadowRoot;
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...root.querySelectorAll('*')].filter((node) => node.checkVisibility() && !node.closest('.hidden')
    && (node.placeholder || [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())));
  const weighed = texts.map((node) => {
    const colour = parts(getComputedStyle(node, node.placeholder && !node.value ? '::placeholder' : null).color);
    const [high, low] = [light(colour), light(ground(node))].sort((a, b) => b - a);
    return [node.outerHTML.slice(0, 80), (high + 0.05) / (low + 0.05)];
  });
  return [weighed.length, weighed.filter(([, ratio]) => ratio < 4.5)];
}"""


def violations(axe, page) -> list:
    faults = [(v["id"], node["html"], node["failureSummary"]) for v in axe(page) for node in v["nodes"]]
    if page.locator(W).count():
        weighed, faint = page.evaluate(FAINT)
        assert weighed
        faults += [("faint", *fault) for fault in faint]
    return faults


def walk(page):
    """Bring the widget into every state it has, and name each."""
    if page.locator(f"{W} .launcher").count():
        yield "closed"
        page.click(f"{W} .launcher")
    yield "open and empty"
    for text in (*ANSWERS, *CARDS):
        ask(page, text)
        yield text
        page.evaluate("RehabAssistant.newChat()")  # each alone: what was weighed before is not weighed again
    for text in ("I have chest pain", "a clamshell"):
        ask(page, text)
    for part in (".sources", ".why"):
        page.locator(f"{W} {part} summary").first.click()
    yield "unfolded"
    page.locator(f"{W} .mark").first.click()
    yield "source"
    page.locator(f"{W} .back").click()
    page.locator(f"{W} .feedback button").last.click()
    yield "thanked"
    page.fill(f"{W} textarea", "x" * 60_001)
    yield "too long"
    page.fill(f"{W} textarea", "")
    page.evaluate("document.querySelector('rehab-assistant').panel.chat.base = 'http://127.0.0.1:9'")
    ask(page, "Which shoes help?")
    yield "unreachable"
    page.evaluate("document.querySelector('rehab-assistant').panel.say('Looking')")
    yield "looking"
    page.evaluate("RehabAssistant.newChat()")
    yield "begun anew"


@pytest.mark.parametrize(
    ("scheme", "options", "states"),
    [
        pytest.param("light", {}, 19, id="light-launcher"),
        pytest.param("light", {"mode": "inline"}, 18, id="light-inline"),
        pytest.param("dark", {"mode": "inline"}, 18, id="dark-inline"),
    ],
)
def test_no_state_breaks_an_accessibility_rule(axe, clinic, server, visit, scheme, options, states) -> None:
    clinic.page(server.url, **options)
    page = visit(clinic, color_scheme=scheme)
    page.wait_for_selector(f"{W} button")
    seen = []
    for state in walk(page):
        assert not violations(axe, page), state
        seen.append(state)
    assert len(seen) == states


@pytest.mark.parametrize(
    "options",
    [
        {"accent": "#ffff00", "mode": "inline"},
        {"accent": "#101010", "theme": "dark", "mode": "inline"},
        {"title": "Knees", "greeting": "Hello", "starters": '["One?"]'},
        {"position": "bottom-left", "theme": "light", "open": "true"},
    ],
    ids=json.dumps,
)
def test_no_setting_of_a_page_breaks_an_accessibility_rule(axe, clinic, server, visit, options: dict[str, str]) -> None:
    clinic.page(server.url, **options)
    page = visit(clinic, width=390 if "position" in options else 1100)
    for text in ("Which shoes help?", *CARDS):
        ask(page, text)
    assert not violations(axe, page)


def test_an_accessibility_fault_in_the_widget_would_be_found(axe, clinic, server, visit) -> None:
    clinic.page(server.url, mode="inline")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .send")
    page.locator(f"{W} .send").evaluate("b => { b.removeAttribute('aria-label'); b.removeAttribute('title') }")
    page.locator(f"{W} .fine >> nth=0").evaluate("p => { p.style.color = '#ccc'; p.style.background = '#fff' }")
    assert {"button-name", "faint"} <= {name for name, *_ in violations(axe, page)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_ours_breaks_an_accessibility_rule(axe, chromium, server, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    said, requested = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: requested.append(request.url))
    for path in ("/sources", "/sources/shoes?span=26-40", "/docs", "/widget/v1/embed"):
        page.goto(server.url + path)
        assert not violations(axe, page), path
    context.close()
    assert not said
    assert all(address.startswith((server.url, "data:")) for address in requested)


# -- by keyboard ------------------------------------------------------------------------------------------------------


def reach(page, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate(
            "s => document.querySelector('rehab-assistant').shadowRoot.activeElement?.matches(s) || false", selector
        ):
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def test_everything_can_be_done_by_keyboard(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    reach(page, ".launcher")
    page.keyboard.press("Enter")
    assert page.evaluate(INSIDE % "id") == "box"
    page.keyboard.type("a clamshell")
    page.keyboard.press("Enter")
    wait_idle(page)
    reach(page, ".mark", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(INSIDE % "tagName") == "H3"
    reach(page, ".sheet a.contact")
    page.keyboard.press("Escape")
    assert page.evaluate(INSIDE % "className") == "mark"
    page.wait_for_selector(f"{W} .exercise .drawing svg[aria-labelledby]")
    reach(page, ".sources summary")
    page.keyboard.press("Space")
    reach(page, ".sources li button")
    page.keyboard.press("Enter")
    assert page.is_visible(f"{W} .sheet")
    reach(page, ".back", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.is_hidden(f"{W} .sheet")
    reach(page, ".next .chip")
    page.keyboard.press("Enter")
    wait_idle(page)
    assert page.locator(f"{W} article").count() == 2
    reach(page, ".feedback button")
    page.keyboard.press("Enter")
    assert page.evaluate(INSIDE % "textContent") == "Thank you."
    reach(page, ".icon.wide", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"{W} .panel.large").count() == 1
    reach(page, ".icon.fresh", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"{W} article").count() == 0 and page.evaluate(INSIDE % "id") == "box"
    reach(page, ".icon.close", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"{W} .panel").count() == 0 and page.evaluate(INSIDE % "className") == "launcher"


def test_escape_gives_the_focus_back_to_what_opened_the_chat(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    for opened_before in (False, True):
        if opened_before:
            page.evaluate("RehabAssistant.open()")
        page.focus("[data-rehab-ask]")
        page.keyboard.press("Enter")
        wait_idle(page)
        assert page.evaluate(INSIDE % "id") == "box"
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.activeElement.hasAttribute('data-rehab-ask')")


def test_the_focus_goes_to_the_launcher_where_the_opener_is_gone(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.click("[data-rehab-ask]")
    wait_idle(page)
    page.evaluate("document.querySelector('[data-rehab-ask]').hidden = true")
    page.keyboard.press("Escape")
    assert page.evaluate(INSIDE % "className") == "launcher"


def test_a_page_that_closes_the_chat_takes_nobodys_focus(clinic, server, visit) -> None:
    clinic.page(server.url, body="<label>Name <input id='name'></label>", open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    page.focus("#name")
    page.evaluate("RehabAssistant.close()")
    assert page.evaluate("document.activeElement.id") == "name"


@pytest.mark.parametrize("selector", [".welcome .chip", ".next .chip", ".question .chip", ".trouble .chip"])
def test_the_focus_is_not_lost_with_the_button_that_had_it(clinic, server, visit, selector: str) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    if selector == ".next .chip":
        ask(page, "Which shoes help?")
    elif selector == ".question .chip":
        ask(page, "hot and swollen")
    elif selector == ".trouble .chip":
        page.evaluate("document.querySelector('rehab-assistant').panel.chat.base = 'http://127.0.0.1:9'")
        ask(page, "Which shoes help?")
    page.locator(f"{W} {selector}").first.focus()
    page.keyboard.press("Enter")
    wait_idle(page)
    assert page.evaluate(INSIDE % "className") == "log"


def test_on_a_phone_it_fills_the_screen_and_keeps_the_focus_inside(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic, width=390, height=700, has_touch=True, is_mobile=True)
    page.click(f"{W} .launcher")
    box = page.locator(f"{W} .panel").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 700)
    assert page.get_attribute(f"{W} .panel", "aria-modal") == "true"
    # Not the box: that would call up the keyboard over what there is to read.
    assert "panel" in page.evaluate(INSIDE % "className")
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 12:
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.tagName") == "REHAB-ASSISTANT"
        assert page.evaluate(INSIDE % "closest('.panel') !== null")
    ask(page, "a clamshell")
    sizes = page.locator(
        f"{W} button:visible:not(.mark), {W} summary:visible, {W} a:visible:not(li a)"
    ).evaluate_all("all => all.map(n => [n.className, n.getBoundingClientRect().height])")  # fmt: skip
    assert [size for size in sizes if size[1] < 31] == [] and len(sizes) > 7
    marks = page.locator(f"{W} .mark").evaluate_all(
        "all => all.map(n => [n.getBoundingClientRect().width, n.getBoundingClientRect().height])"
    )
    assert min(min(size) for size in marks) >= 24


def test_it_can_be_read_at_320_pixels_and_at_twice_the_size_of_text(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic, width=320, height=500)
    page.wait_for_selector(f"{W} .panel")
    page.evaluate("document.querySelector('rehab-assistant').root.style.fontSize = '200%'")
    for text in ("a clamshell", "six weeks"):
        ask(page, text)
    wide = page.locator(f"{W} .log, {W} .panel, {W} .card, {W} footer").evaluate_all(
        "all => all.map(n => [n.className || n.tagName, n.scrollWidth - n.clientWidth])"
    )
    assert [item for item in wide if item[1] > 0] == [] and len(wide) > 3


# -- by ear -----------------------------------------------------------------------------------------------------------

LISTEN = """() => {
  window.heard = [];
  const root = document.querySelector('rehab-assistant').shadowRoot;
  const live = (node) => node.getAttribute('role') === 'alert' || node.getAttribute('role') === 'status'
    || ['polite', 'assertive'].includes(node.getAttribute('aria-live'));
  const say = (node) => node.textContent.trim() && !node.hidden && heard.push(`${node.getAttribute('role')}: ${node.textContent}`);
  new MutationObserver((changes) => {
    const told = new Set();
    for (const change of changes) {
      const start = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      for (let node = start; node; node = node.parentElement) if (live(node)) told.add(node);
      for (const added of change.addedNodes) {
        if (added.nodeType !== 1) continue;
        [added, ...added.querySelectorAll('*')].filter(live).forEach((node) => told.add(node));
      }
    }
    told.forEach(say);
  }).observe(root, { childList: true, subtree: true, characterData: true });
}"""  # noqa: E501


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which shoes help?", "status: A cushioned shoe helps. 1 source."),
        ("a clamshell", "status: A cushioned shoe helps. Exercise: Clamshell. 2 sources."),
        ("a list", "status: Lift the knee. Lower it. - not an item 1 source."),
        ("does tape help", "status: The guidance I have does not say anything about this."),
        ("weather", "status: Advice: decline: call 999"),
        ("I have chest pain", "alert: Advice: emergency: call 999"),
        ("end my life", "alert: Advice: crisis: call 999"),
        ("hot and swollen", "alert: Advice: urgent: call 999"),
        ("six weeks", "alert: Advice: refer: call 999"),
    ],
)
def test_each_answer_is_announced_once(clinic, server, visit, question: str, said: str) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    page.evaluate(LISTEN)
    for number in (1, 2):
        ask(page, question)
        heard = page.evaluate("heard")
        assert len(heard) == number, heard
        assert heard[-1].startswith(said)


def test_trouble_is_announced_once_and_what_was_kept_not_at_all(clinic, server, visit) -> None:
    clinic.page(server.url, open="true", storage="tab")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    ask(page, "I have chest pain")
    page.evaluate(LISTEN)
    page.evaluate("document.querySelector('rehab-assistant').panel.chat.base = 'http://127.0.0.1:9'")
    ask(page, "Which shoes help?")
    assert page.evaluate("heard.map(line => line.slice(0, 38))") == ["alert: The assistant cannot be reached"]
    page.reload()
    page.wait_for_selector(f"{W} article")
    assert page.locator(f"{W} article").count() == 2
    assert page.locator(f"{W} [role=alert]").count() == 0
    assert page.inner_text(f"{W} [role=status]") == ""


def test_the_conversation_is_a_log_that_does_not_speak_for_itself(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    log = page.locator(f"{W} [role=log]")
    assert log.get_attribute("aria-live") == "off" and log.get_attribute("aria-label") == "Conversation"
    assert page.get_attribute(f"{W} .panel", "role") == "dialog"
    assert page.get_attribute(f"{W} .launcher", "aria-expanded") == "true"


# -- by eye -----------------------------------------------------------------------------------------------------------


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, worked out apart from the widget's own."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of a theme as the style sheet has them."""
    style = bundle._source("style.css")
    block = style.split(".root {" if scheme == "light" else ".root.dark {")[1].split("}")[0]
    return {
        name: "#" + "".join(c * 2 for c in value) if len(value) == 3 else "#" + value
        for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block)
    }


def test_no_accent_of_a_page_can_lower_the_contrast(chromium) -> None:
    draw = random.Random(7)
    accents = [f"#{draw.randrange(1 << 24):06x}" for _ in range(2_000)] + ["#000000", "#ffffff", "#ffff00", "#808080"]
    page = chromium.new_page()
    rules = page.evaluate(f"accents => {{ {bundle._source('colours.js')}; return accents.map(accentRules) }}", accents)
    page.close()
    worst = 21.0
    for accent, rule in zip(accents, rules, strict=True):
        light, dark, automatic = re.findall(r"--accent:(#\w{6});--on-accent:(#\w{6})", rule)
        assert automatic == dark
        for scheme, (shown, on) in (("light", light), ("dark", dark)):
            theme = colours(scheme)
            grounds = [theme[name] for name in ("ground", "surface", "tint")]
            worst = min(worst, contrast(shown, on), *(contrast(shown, ground) for ground in grounds))
            assert worst >= 4.5, (accent, scheme, shown, on)
            if all(contrast(accent, ground) >= 4.7 for ground in grounds):
                assert shown == accent  # used as given wherever it can be read
    assert worst < 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_own_colours_can_be_read(scheme: str) -> None:
    theme = colours(scheme)
    grounds = [theme[name] for name in ("ground", "surface", "tint")]
    for name in ("ink", "quiet", "accent"):
        assert min(contrast(theme[name], ground) for ground in grounds) >= 4.5, name
    for name in ("red", "orange", "blue", "violet"):
        assert contrast(theme[name], "#ffffff") >= 4.5, name
    assert contrast(theme["strong"], theme["surface"]) >= 3


def test_a_card_looks_the_same_whatever_the_page_sets(clinic, server, visit) -> None:
    looks = []
    for options in ({}, {"accent": "#ffff00"}, {"accent": "#b3141e", "title": "Buy now", "greeting": "Sale!"}):
        clinic.page(server.url, open="true", theme="light", **options)
        page = visit(clinic)
        ask(page, "I have chest pain")
        looks.append(
            page.locator(f"{W} .card.emergency, {W} .card.emergency h3, {W} .card.emergency .contact:first-child")
            .evaluate_all("all => all.map(n => { const s = getComputedStyle(n);"
                          " return [s.color, s.backgroundColor, s.borderColor, s.display, s.fontSize] })")
        )  # fmt: skip
    assert looks[0] == looks[1] == looks[2] and len(looks[0]) == 3
