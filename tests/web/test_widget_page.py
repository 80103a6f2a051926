"""What a page can say to the widget: attributes, the element, JavaScript, events; and what the widget leaves alone."""

import json

import pytest

from tests.web.widget_site import WORDS, ask, wait_idle

pytestmark = pytest.mark.browser
W = "rehab-assistant"
FALLBACK = (
    "<p id='instead'>Read <a href='/guidance'>our guidance</a>. In an emergency call <a href='tel:999'>999</a>.</p>"
)


def warnings(page) -> list[str]:
    return [line.removeprefix("warning: [rehab-assistant] ") for line in page.said if "[rehab-assistant]" in line]


# -- attributes -------------------------------------------------------------------------------------------------------


def test_what_a_page_may_set_is_shown(clinic, server, visit) -> None:
    clinic.page(
        server.url, title="Ask about your knee", greeting="Hello there", starters=json.dumps(["One?", "Two?"]),
        position="bottom-left", theme="dark", open="true", accent="#7cc7e4", lang="en", storage="none", mode="launcher",
    )  # fmt: skip
    page = visit(clinic)
    assert page.inner_text(f"{W} h2") == "Ask about your knee"
    assert page.inner_text(f"{W} header p") == "Riverside"
    assert page.inner_text(f"{W} .welcome p") == "Hello there"
    assert page.locator(f"{W} .chip").all_inner_texts() == ["One?", "Two?"]
    assert page.locator(f"{W} .panel").bounding_box()["x"] < 40
    assert page.evaluate("() => document.activeElement.tagName") == "BODY"
    look = page.locator(f"{W} .send").evaluate("n => getComputedStyle(n).backgroundColor")
    assert look == "rgb(124, 199, 228)" and warnings(page) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("theme", "pink", 'data-theme="pink" is ignored. Use one of: auto, light, dark.'),
        ("position", "top", 'data-position="top" is ignored. Use one of: bottom-right, bottom-left.'),
        ("mode", "popup", 'data-mode="popup" is ignored. Use one of: launcher, inline.'),
        ("storage", "cookie", 'data-storage="cookie" is ignored. Use one of: none, tab, device.'),
        ("open", "yes", 'data-open="yes" is ignored. Use one of: false, true.'),
        ("lang", "tlh", 'data-lang="tlh" is ignored. Use one of: en.'),
        ("accent", "red", 'data-accent="red" is ignored. Use a colour such as #005eb8.'),
        ("accent", "#12345g", 'data-accent="#12345g" is ignored. Use a colour such as #005eb8.'),
        ("accent", "#ffff00", "the accent #ffff00 cannot be read on the light theme; #666600 is shown instead."),
        ("title", " ", 'data-title=" " is ignored. It is empty.'),
        ("starters", "Which shoes, which hills", "data-starters is ignored. Use a JSON list"),
        ("starters", "[1]", "data-starters is ignored. Use a JSON list"),
        ("starters", json.dumps(list("abcdefgh")), "data-starters holds 8 questions; the first 6 are shown."),
        ("target", "#here", 'data-target has no effect without data-mode="inline".'),
        ("prompt", "obey me", "data-prompt is not known and is ignored. Known: data-position"),
        ("model", "big", "data-model is not known and is ignored."),
        ("api-key", "sk-1", "data-api-key is not known and is ignored."),
        ("constructor", "x", "data-constructor is not known and is ignored."),
        ("__proto__", "x", "data-__proto__ is not known and is ignored."),
    ],
)
def test_what_cannot_be_set_is_named_once_and_ignored(clinic, server, visit, name: str, value: str, said: str) -> None:
    clinic.page(server.url, **{name: value})
    page = visit(clinic)
    page.click(f"{W} .launcher")
    assert len(warnings(page)) == 1 and warnings(page)[0].startswith(said), page.said
    assert page.inner_text(f"{W} h2") == "Ask the rehab guidance"
    assert page.locator(f"{W} .welcome .chip").count() == (6 if "8 questions" in said else 3)
    ask(page, "Which shoes help?")
    assert server.fake.asked[-1] == [{"role": "user", "content": "Which shoes help?"}]


@pytest.mark.parametrize(
    ("storage", "kept", "after_hours"),
    [
        ("none", 0, 0),
        ("tab", 1, 0),
        ("device", 1, 0),
        ("tab", 0, 25),
        ("device", 1, 23),
        ("device", 0, 25),
        ("device", 0, 48),
    ],
)
def test_a_conversation_is_kept_where_the_page_says_and_no_longer(
    clinic, server, visit, storage: str, kept: int, after_hours: int
) -> None:
    clinic.page(server.url, storage=storage, open="true")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .panel")
    ask(page, "Which shoes help?")
    counts = page.evaluate("[sessionStorage.length, localStorage.length]")
    assert counts == {"none": [0, 0], "tab": [1, 0], "device": [0, 1]}[storage]
    assert page.evaluate("document.cookie") == "" and page.context.cookies() == []
    if after_hours:
        page.add_init_script(f"{{ const now = Date.now; Date.now = () => now() + {after_hours} * 3600_000 }}")
    page.reload()
    page.wait_for_selector(f"{W} .panel")
    assert page.locator(f"{W} article").count() == kept
    assert page.locator(f"{W} .mark").count() == kept
    assert page.locator(f"{W} [role=alert]").count() == 0
    if after_hours > 24:
        assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    page.evaluate("RehabAssistant.newChat()")
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_storage_that_is_switched_off_is_no_error(clinic, server, visit) -> None:
    clinic.page(
        server.url, storage="device", open="true",
        head="<script>Object.defineProperty(window, 'localStorage', {get() { throw new Error('off') }})</script>",
    )  # fmt: skip
    page = visit(clinic)
    ask(page, "Which shoes help?")
    assert page.locator(f"{W} article").count() == 1 and not page.said


# -- where it stands --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["script", "element"])
def test_inline_it_stands_where_the_page_wants_it(clinic, server, visit, how: str) -> None:
    inside = "<rehab-assistant data-mode='inline'></rehab-assistant>" if how == "element" else ""
    body = f"<h1>Clinic</h1><div id='here' style='width:600px'>{inside}</div><p id='below'>Below</p>"
    clinic.page(server.url, body=body, **({} if inside else {"mode": "inline", "target": "#here"}))
    page = visit(clinic)
    ask(page, "Which shoes help?")
    place, below = page.locator(f"#here {W} .panel").bounding_box(), page.locator("#below").bounding_box()
    assert place["width"] == 600 and below["y"] >= place["y"] + place["height"]
    assert page.get_attribute(f"{W} .panel", "role") == "region"
    page.keyboard.press("Escape")
    page.evaluate("RehabAssistant.close()")
    assert page.locator(f"{W} article").count() == 1 and page.locator(W).count() == 1


@pytest.mark.parametrize("target", ["#nowhere", ":::"])
def test_an_inline_chat_without_a_place_is_told(clinic, server, visit, target: str) -> None:
    clinic.page(server.url, mode="inline", target=target)
    page = visit(clinic)
    page.wait_for_function("window.RehabAssistant !== undefined")
    assert warnings(page) == [f'data-target="{target}" finds nothing on the page.']
    page.evaluate("() => { RehabAssistant.open(); RehabAssistant.ask('x'); RehabAssistant.destroy() }")
    assert not [line for line in page.said if line.startswith("error")]


def test_an_element_on_the_page_is_the_widget_and_its_attributes_count(clinic, server, visit) -> None:
    body = f"<rehab-assistant data-title='Knees' data-theme='dark'>{FALLBACK}</rehab-assistant>"
    clinic.page(server.url, body=body, title="Shoulders", position="bottom-left")
    page = visit(clinic)
    page.click(f"{W} .launcher")
    assert page.locator(W).count() == 1 and page.inner_text(f"{W} h2") == "Knees"
    assert page.locator(f"{W} .root.dark.bottom-left").count() == 1
    assert page.is_hidden("#instead")
    ask(page, "Which shoes help?")
    assert page.locator(f"{W} article").count() == 1 and not page.said


def test_an_element_that_comes_later_takes_the_place_of_the_scripts_own(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    write = (
        "(mode) => { const e = document.createElement('rehab-assistant'); e.dataset.mode = mode;"
        " document.body.append(e) }"
    )
    page.evaluate(write, "inline")
    assert page.locator(W).count() == 1 and page.locator(f"body > {W} .panel").count() == 1
    page.evaluate(write, "inline")
    assert warnings(page) == ["is on this page already; the second <rehab-assistant> is ignored."]
    page.evaluate(f"document.querySelectorAll('{W}').forEach((e) => e.remove())")
    page.evaluate(write, "launcher")
    ask(page, "Which shoes help?")
    assert page.locator(f"{W} article").count() == 1


def test_without_javascript_or_without_the_script_the_elements_own_words_stay(clinic, server, visit) -> None:
    clinic.page(server.url, body=f"<rehab-assistant>{FALLBACK}</rehab-assistant>")
    without = visit(clinic, java_script_enabled=False)
    assert without.is_visible("#instead") and without.is_visible("#instead a[href='tel:999']")
    clinic.page("http://127.0.0.1:9", body=f"<rehab-assistant>{FALLBACK}</rehab-assistant>")
    assert visit(clinic).is_visible("#instead")


def test_the_page_for_an_iframe_has_a_link_and_a_number_without_javascript(chromium, server) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/widget/v1/embed")
    assert page.is_visible("a[href='tel:999']") and page.is_visible("a[href='tel:01632960001']")
    assert page.is_visible("a[href='/sources']")
    context.close()


# -- JavaScript and events --------------------------------------------------------------------------------------------

LISTEN = """window.seen = []; for (const name of ['ready', 'open', 'close', 'answer', 'referral', 'error'])
  document.addEventListener('rehab:' + name, (e) => seen.push([name, e.detail]));"""


def test_events_carry_route_and_documents_and_never_the_words(clinic, server, visit) -> None:
    clinic.page(server.url, head=f"<script>{LISTEN}</script>")
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    ask(page, "Which shoes help?")
    ask(page, "chest pain again")
    ask(page, "weather")
    ask(page, "does tape help")
    page.evaluate("RehabAssistant.close()")
    assert page.evaluate("seen") == [
        ["ready", {}],
        ["open", {}],
        ["answer", {"route": "answer", "documents": ["shoes"]}],
        ["answer", {"route": "emergency", "documents": []}],
        ["referral", {"route": "emergency", "documents": []}],
        ["answer", {"route": "decline", "documents": []}],
        ["answer", {"route": "answer", "documents": []}],
        ["close", {}],
    ]


def test_each_method_does_what_it_is_called(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    opened = page.locator(f"{W} .panel")
    for call, count in (("open", 1), ("open", 1), ("close", 0), ("close", 0), ("toggle", 1), ("toggle", 0)):
        assert page.evaluate(f"RehabAssistant.{call}()") is None
        assert opened.count() == count, call
    page.evaluate("() => RehabAssistant.ask('Which shoes help?')")
    assert page.locator(f"{W} article").count() == 1
    for nothing in ("''", "'  '"):
        page.evaluate(f"() => RehabAssistant.ask({nothing})")
    assert page.locator(f"{W} article").count() == 1
    page.evaluate("RehabAssistant.newChat()")
    assert page.locator(f"{W} article").count() == 0 and opened.count() == 1
    page.evaluate("RehabAssistant.destroy()")
    assert page.evaluate(f"[document.querySelectorAll('{W}').length, typeof RehabAssistant]") == [0, "undefined"]
    page.click("[data-rehab-ask]")
    assert page.locator(W).count() == 0 and not page.said


def test_after_destroy_another_script_tag_begins_anew(clinic, server, visit) -> None:
    clinic.page(server.url)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.add_script_tag(url=f"{server.url}/widget/v1/widget.js")
    assert warnings(page) == ["is on this page already; the second script tag is ignored."]
    page.evaluate("RehabAssistant.destroy()")
    page.add_script_tag(url=f"{server.url}/widget/v1/widget.js")
    ask(page, "Which shoes help?")
    assert page.locator(W).count() == 1 and page.locator(f"{W} article").count() == 1


def test_any_element_can_ask(clinic, server, visit) -> None:
    body = (
        "<button id='b' data-rehab-ask='Which shoes help?'><b>Shoes</b></button>"
        "<a id='a' href='/#guidance' data-rehab-ask='weather'>Weather</a>"
        "<button id='taken' data-rehab-ask='no' onclick='event.preventDefault()'>Taken</button>"
    )
    clinic.page(server.url, body=body)
    page = visit(clinic)
    page.wait_for_selector(f"{W} .launcher")
    page.click("#taken")
    assert page.locator(f"{W} .panel").count() == 0
    page.click("#b b")
    wait_idle(page)
    page.click("#a")
    wait_idle(page)
    assert page.locator(f"{W} .asked p").all_inner_texts() == ["Which shoes help?", "weather"]
    assert page.url == f"{clinic.url}/"
    with page.context.expect_page() as other:
        page.click("#a", modifiers=["ControlOrMeta"])
    assert other.value.url.endswith("/#guidance") and page.locator(f"{W} .asked").count() == 2


# -- what the page does is kept out, and what is typed here is kept in ------------------------------------------------

GREEDY = """for (const name of ['keydown', 'keypress', 'keyup', 'paste', 'copy', 'contextmenu', 'wheel', 'touchmove'])
  document.addEventListener(name, (e) => { (window.taken ||= []).push(name); e.preventDefault() }, {passive: false});
document.addEventListener('focusin', (e) => { if (window.trap && e.target !== trap) trap.focus() });"""


def test_shortcuts_scrolling_and_focus_traps_of_the_page_take_nothing(clinic, server, visit) -> None:
    clinic.page(server.url, body="<input id='trap'>" + WORDS, head=f"<script>{GREEDY}</script>")
    page = visit(clinic)
    page.click(f"{W} .launcher")
    page.evaluate("() => { window.taken = []; window.trap = document.getElementById('trap') }")
    page.click(f"{W} textarea")
    page.keyboard.type("a clamshell")
    page.keyboard.press("Enter")
    wait_idle(page)
    assert page.locator(f"{W} .asked p").inner_text() == "a clamshell"
    page.locator(f"{W} .log").hover()
    before = page.locator(f"{W} .log").evaluate("n => n.scrollTop = 0")
    page.mouse.wheel(0, 200)
    page.wait_for_function(f"document.querySelector('{W}').panel.chat.log.scrollTop > {before}")
    assert page.evaluate("taken") == []


def test_a_page_that_reads_from_right_to_left_does_not_turn_it_round(clinic, server, visit) -> None:
    places = []
    for head in ("", "<script>document.documentElement.dir = 'rtl'</script>"):
        clinic.page(server.url, head=head)
        page = visit(clinic)
        ask(page, "Which shoes help?")
        places.append(page.locator(f"{W} .send, {W} h2, {W} .asked p").evaluate_all(
            "all => all.map(n => { const box = n.getBoundingClientRect();"
            " return [box.x, box.width, getComputedStyle(n).direction] })"
        ))  # fmt: skip
    assert places[0] == places[1] and len(places[0]) == 3


def test_the_widgets_own_code_writes_no_markup_and_runs_no_text() -> None:
    from assistant.settings import Settings
    from assistant.web.widget.bundle import widget_script

    script = widget_script(Settings())
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc",
                "DOMParser", "createContextualFragment", "setHTML", ".cookie", "import("):  # fmt: skip
        assert way not in script, way


def test_an_exercise_is_shown_once_with_its_drawing_and_a_mark_on_each_line(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    ask(page, "a clamshell")
    card = page.locator(f"{W} .exercise")
    card.locator(".drawing svg").wait_for()
    assert card.locator(".drawing svg title").text_content() == "Clamshell"
    assert card.locator(".drawing svg").bounding_box()["width"] > 200
    lines = card.locator("ol li")
    assert [text.replace("\u00a0", " ") for text in lines.all_inner_texts()] == [
        "Lift the knee. 2",
        "Lower it slowly. 2",
    ]
    shown = page.inner_text(f"{W} article")
    assert shown.count("Lift the knee.") == 1 and shown.count("A cushioned shoe helps.") == 1
    lines.last.locator(".mark").click()
    assert page.inner_text(f"{W} .sheet blockquote") == "Lift the knee.\nLower it slowly."


def test_without_its_drawing_an_exercise_is_still_shown(clinic, server, visit) -> None:
    clinic.page(server.url, open="true")
    page = visit(clinic)
    page.route("**/page-assets/exercises/*", lambda route: route.abort())
    ask(page, "a clamshell")
    page.wait_for_selector(f"{W} .exercise .drawing", state="detached")
    assert page.locator(f"{W} .exercise ol li").count() == 2
