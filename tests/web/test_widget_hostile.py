"""The widget against pages, guidance and messages that mean it harm."""

import html
import io
import json
from typing import Any

import pytest
from PIL import Image, ImageChops

from assistant.domain import Reference
from assistant.settings import Settings
from assistant.web.widget.bundle import widget_script
from tests.web.http_fakes import FakeAssistant, shoes
from tests.web.widget_fakes import RichAssistant
from tests.web.widget_site import WORDS, AssistantServer, ask

pytestmark = pytest.mark.browser
W = "rehab-assistant"
HOSTILE = (
    "* { all: unset !important; } html { font-size: 60px !important; } body { transform: rotate(1deg) scale(.9); }"
    "div, section, button, header, footer, rehab-assistant { z-index: 2147483647 !important; display: none !important;"
    " position: static !important; color: lime !important; background: red !important; font: 50px fantasy !important; }"
)
_CODE = "window.pwned=1"
_TAGS = [
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>",
    "<iframe src=javascript:{}>", "<body onload={}>", "<details open ontoggle={}>", "<input autofocus onfocus={}>",
    "<a href=javascript:{}>x</a>", "<video src=x onerror={}>", "<math><mtext><img src=x onerror={}></mtext></math>",
    "<template><img src=x onerror={}></template>", "<style>@import'javascript:{}'</style>",
    "<object data=javascript:{}>",
    "<form action=javascript:{}><button>x", "<marquee onstart={}>", "<base href=javascript:{}//>",
    "<embed src=javascript:{}>",
    "<link rel=stylesheet href=javascript:{}>", "<meta http-equiv=refresh content='0;url=javascript:{}'>",
]  # fmt: skip
_FRAMES = ["%s", "\"'>%s", "</script></style></textarea></title>%s"]
PAYLOADS = [frame % tag.format(_CODE) for frame in _FRAMES for tag in _TAGS]


def test_there_are_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) == 60


def opened(page):
    page.wait_for_selector(f"{W} .launcher", state="attached")
    ask(page, "Which shoes help?")
    page.wait_for_timeout(200)


LOOK = """() => { const root = document.querySelector('rehab-assistant').shadowRoot;
  return ['.panel', 'header', 'h2', '.log', 'article p', '.mark', 'textarea', '.send'].map((name) => {
    const node = root.querySelector(name), box = node.getBoundingClientRect(), style = getComputedStyle(node);
    return [name, box.x, box.y, box.width, box.height, style.color, style.fontSize, style.fontFamily,
            style.display] }) }"""
LAUNCHER = """() => { const root = document.querySelector('rehab-assistant').shadowRoot;
  const box = root.querySelector('.launcher').getBoundingClientRect();
  return [box.x, box.y, box.right, box.bottom] }"""


def test_a_hostile_page_leaves_the_widget_as_it_is(clinic, server, visit) -> None:
    clinic.page(server.url)
    calm = visit(clinic)
    opened(calm)
    clinic.page(server.url, style=HOSTILE)
    page = visit(clinic)
    opened(page)
    assert page.evaluate(LOOK) == calm.evaluate(LOOK)
    page.evaluate("RehabAssistant.close()")
    calm.evaluate("RehabAssistant.close()")
    left, top, *_ = place = page.evaluate(LAUNCHER)
    assert place == calm.evaluate(LAUNCHER)
    page.mouse.click(left + 20, top + 20)
    assert page.locator(f"{W} .panel").count() == 1


@pytest.mark.parametrize("style", ["", HOSTILE, "html, body { height: 100%; display: grid; gap: 2rem }"])
def test_the_page_around_it_does_not_change_by_a_pixel(clinic, server, visit, style: str) -> None:
    body = WORDS + "<p>Text that fills some lines of the page. </p>" * 60
    pictures = []
    for address in ("", server.url):
        clinic.page(address, style=style, body=body)
        page = visit(clinic)
        if address:
            page.wait_for_selector(f"{W} .launcher", state="attached")
            launcher = page.evaluate(LAUNCHER)
        sizes = page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
        pictures.append((Image.open(io.BytesIO(page.screenshot())).convert("RGB"), sizes))
    (without, size_without), (with_widget, size_with) = pictures
    assert size_without == size_with
    changed = ImageChops.difference(without, with_widget).getbbox()
    shadow = 48  # the launcher's own shadow reaches this far
    left, top, right, bottom = launcher
    assert changed and changed[0] >= left - shadow and changed[1] >= top - shadow
    assert changed[2] <= right + shadow and changed[3] <= bottom + shadow


def test_an_open_chat_moves_nothing_of_the_page(clinic, server, visit) -> None:
    body = WORDS + "<p>Text that fills some lines of the page. </p>" * 60
    pictures, places = [], []
    for opened_too in (False, True):
        clinic.page(server.url, body=body)
        page = visit(clinic)
        page.wait_for_selector(f"{W} .launcher")
        page.evaluate("scrollTo(0, 300)")
        if opened_too:
            opened(page)
            page.evaluate("document.activeElement.blur()")
            panel = page.locator(f"{W} .panel").bounding_box()
        places.append(page.evaluate("[scrollX, scrollY, document.body.outerHTML, document.documentElement.className]"))
        pictures.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
    assert places[0] == places[1]
    shadow = 90
    covered = [panel["x"] - shadow, panel["y"] - shadow, panel["x"] + panel["width"] + shadow, 800]
    for picture in pictures:
        picture.paste((0, 0, 0), tuple(int(edge) for edge in covered))
    assert ImageChops.difference(*pictures).getbbox() is None
    assert covered[0] > 400  # most of the page was compared


def test_nothing_on_the_page_can_cover_the_launcher(clinic, server, visit) -> None:
    over = "<div style='position:fixed;inset:0;z-index:2147483647;background:#fff'>Subscribe!</div>"
    clinic.page(server.url, body=WORDS + over)
    page = visit(clinic)
    page.click(f"{W} .launcher")
    assert page.locator(f"{W} .panel").count() == 1


# -- text that would be code ------------------------------------------------------------------------------------------


def test_the_payloads_do_execute_where_text_becomes_markup(chromium, clinic) -> None:
    """Without this, a widget that executed them could pass."""
    page = chromium.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    clinic.page("")
    executed = 0
    for payload in PAYLOADS:
        clinic.body = f"<!doctype html><title>x</title><body>{payload}"
        page.goto(clinic.url)
        page.wait_for_timeout(30)
        executed += page.evaluate("window.pwned === 1 || parent.pwned === 1 || frames[0]?.pwned === 1") is True
    page.close()
    assert executed >= 20, executed


def test_no_message_executes(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    for payload in PAYLOADS:
        ask(page, payload)
    page.wait_for_timeout(300)
    assert page.locator(f"{W} .asked").count() == 60
    assert page.locator(f"{W} .asked p").last.inner_text() == PAYLOADS[-1]
    assert page.evaluate("window.pwned") is None and page.said == []


def poisoned(value: Any, payload: str, key: str = "") -> Any:
    """Put the payload into every text of a reply, and behind `javascript:` into every address."""
    if isinstance(value, dict):
        return {name: poisoned(item, payload, name) for name, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, payload, key) for item in value]
    if not isinstance(value, str) or key == "route":
        return value
    return f"javascript:{_CODE}//{payload}" if key in ("href", "url") else payload


NAMES = ("title", "greeting", "theme", "accent", "position", "target", "lang", "storage", "mode", "open", "unknown")


def test_no_payload_executes_from_any_place(clinic, server, visit) -> None:
    """Each of the sixty, in every attribute, the clinic's name, its number, the reply, and what was kept."""
    rich = RichAssistant(Settings())
    replies = [rich.reply([text]).model_dump(mode="json") for text in ("a clamshell", "six weeks", "hot and swollen")]
    now: dict[str, Any] = {}

    def loader(route: Any) -> None:
        settings = Settings(clinic_name=now["payload"], clinic_phone=now["payload"] + " 1", accent=now["payload"])
        route.fulfill(body=widget_script(settings), content_type="text/javascript")

    def answer(route: Any) -> None:
        if not now["replies"]:
            route.abort()
            return
        reply = poisoned(now["replies"].pop(0), now["payload"])
        events = [{"type": "card", "card": reply["card"]}] if reply["card"] else []
        body = "".join(f"data: {json.dumps(event)}\n\n" for event in [*events, {"type": "done", "reply": reply}])
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/event-stream"}
        route.fulfill(body=body, headers=headers)

    clinic.page(server.url)
    page = visit(clinic)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.route("**/widget.js", loader)
    page.route("**/api/v1/chat", answer)
    for payload in PAYLOADS:
        now.update(payload=payload, replies=list(replies))
        button = f"<button id='ask' data-rehab-ask='{html.escape(payload)}'>Ask</button>"
        options = {**dict.fromkeys(NAMES, payload), "storage": "tab"}
        clinic.page(server.url, body=button, starters=json.dumps([payload] * 6), **options)
        page.goto(clinic.url)
        page.click("#ask")
        for _ in replies:
            ask(page, payload)
        page.locator(f"{W} .mark").first.click()
        page.locator(f"{W} .back").click()
        seen = page.evaluate(
            f"""() => {{ const root = document.querySelector('{W}').shadowRoot; return {{
              pwned: window.pwned, asked: root.querySelectorAll('.asked').length,
              cards: root.querySelectorAll('.care:not(.net)').length, trouble: root.querySelectorAll('.trouble').length,
              first: root.querySelector('.asked p').textContent, title: root.querySelector('h2').textContent,
              hrefs: [...root.querySelectorAll('a')].map((a) => a.getAttribute('href')),
              strange: [...root.querySelectorAll('script, img, iframe, object, embed, style, base, link, meta')].length,
              handlers: [...root.querySelectorAll('*')].flatMap((n) => n.getAttributeNames())
                .filter((name) => name.startsWith('on')) }} }}"""
        )
        assert seen["pwned"] is None and seen["strange"] == 0 and seen["handlers"] == [], payload
        assert (seen["asked"], seen["cards"], seen["trouble"]) == (4, 2, 1), payload
        assert seen["first"] == payload and seen["title"] == payload
        assert all(href.startswith(("tel:", "sms:", server.url + "/sources/")) for href in seen["hrefs"]), seen["hrefs"]
        page.evaluate("RehabAssistant.destroy()")
        page.goto(clinic.url)  # once more, with what was kept in the tab
        page.click(f"{W} .launcher")
        assert page.locator(f"{W} .asked").count() == 4
        assert page.evaluate("window.pwned") is None, payload
        page.evaluate("sessionStorage.clear()")
    assert not [line for line in page.said if line.startswith("error: ") and "Failed to load" not in line]


def test_no_guidance_name_or_attribute_executes(clinic, visit) -> None:
    evil = " ".join(PAYLOADS)
    settings = Settings(
        allowed_origins=(clinic.url,), clinic_name=evil, clinic_phone=evil, accent=evil, rate_limit="100000/minute"
    )
    document = shoes(title=evil, references=(Reference("smith", evil, f"javascript:{_CODE}"),))
    fake = FakeAssistant(settings, document)
    answer = fake._answer().model_dump()
    answer["sentences"][0]["text"] = answer["citations"][0]["quote"] = evil
    answer["citations"][0]["url"] = f"javascript:{_CODE}"
    answer["follow_ups"] = PAYLOADS[:5]
    fake._answer = lambda: type(FakeAssistant(settings)._answer()).model_validate(answer)  # type: ignore[method-assign]
    running = AssistantServer(fake, settings)
    try:
        names = (
            "title",
            "greeting",
            "theme",
            "accent",
            "position",
            "target",
            "lang",
            "storage",
            "mode",
            "open",
            "unknown",
        )
        clinic.page(running.url, **dict.fromkeys(names, evil), starters=json.dumps(PAYLOADS[:6]))
        page = visit(clinic)
        page.on("dialog", lambda dialog: dialog.dismiss())
        opened(page)
        page.click(f"{W} .mark")
        for anchor in page.locator(f"{W} a").all():
            assert not anchor.get_attribute("href").startswith("javascript:")
        page.evaluate("document.querySelector('rehab-assistant').panel.chat.base = 'http://127.0.0.1:9999'")
        ask(page, "Which shoes help?")
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        assert not [line for line in page.said if line.startswith("error: ") and "CONNECTION_REFUSED" not in line]
        shown = page.evaluate(
            "document.querySelector('rehab-assistant').shadowRoot.querySelector('article p').textContent"
        )
        assert shown.startswith(evil)
        for path in ("/sources/shoes", "/sources", "/widget/v1/embed", "/docs"):
            page.goto(running.url + path)
            assert page.evaluate("window.pwned") is None, path
    finally:
        running.close()
