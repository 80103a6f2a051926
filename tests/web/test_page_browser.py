"""What a person does on the chat page, in a real Chromium, with an assistant that answers by script."""

import json

import pytest

from tests.web.page_site import ask, reach

pytestmark = pytest.mark.browser
ATTACK = '<img src=x onerror="window.hacked=1"> ![](http://evil.example/x.png) <script>window.hacked=1</script>'


def record(page, number=0):
    return json.loads(page.locator("#chat .record").nth(number).text_content())


def test_an_answer_grows_sentence_by_sentence_and_ends_whole(open_page):
    page = open_page()
    page.evaluate(
        "() => { window.seen = []; new MutationObserver(() => window.seen.push("
        "document.querySelectorAll('#chat .answer .point, #chat .answer p').length"
        " + (document.querySelector('#chat .reply.done') ? ' done' : '')))"
        ".observe(document.querySelector('gradio-app'), {childList: true, characterData: true, subtree: true}) }"
    )
    ask(page, "which shoes?")
    page.wait_for_function("() => window.seen.some(text => text.endsWith('done'))")
    counts = [int(text) for text in page.evaluate("window.seen") if text.isdigit()]
    assert 1 in counts and counts == sorted(counts), "the answer only grows"
    shown = page.locator("#chat .answer").inner_text()
    for sentence in record(page)["reply"]["sentences"]:
        assert sentence["text"].split()[-1] in shown


def test_a_citation_opens_its_passage_and_focus_comes_back(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.locator("#chat a.cite").nth(1).focus()
    page.keyboard.press("Enter")
    panel = page.locator("#source-panel")
    citation = record(page)["reply"]["citations"][1]
    assert panel.locator(".passage mark").text_content() == citation["quote"]
    assert panel.locator(".passage").text_content().count(citation["quote"]) == 1
    assert len(panel.locator(".passage").text_content()) > len(citation["quote"]) + 40, "with what stands around it"
    assert panel.locator("dt >> text=Evidence").count() == 1
    assert panel.locator("dt >> text=Guidance reviewed").count() == 1
    for reference in citation["references"]:
        assert reference["text"] in panel.text_content()
        assert panel.locator(f'a.publication[href="{reference["url"]}"]').count() == bool(reference["url"])
    assert panel.locator("a.read-more").get_attribute("href") == citation["url"]
    assert page.evaluate("document.activeElement.id") == "source-panel-heading"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.name") == "a1-source-2"


def test_the_panel_leads_on_to_the_next_source_and_back_to_the_first_mark(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.click("#chat a.cite >> nth=0")
    page.click("#source-panel .step.on")
    quote = record(page)["reply"]["citations"][1]["quote"]
    assert page.locator("#source-panel .passage mark").text_content() == quote
    assert page.locator("#source-panel-heading").inner_text() == "Source 2"
    page.click("#source-panel [data-close]")
    assert page.evaluate("document.activeElement.name") == "a1-source-1"


def test_the_page_behind_a_citation_marks_the_same_words(open_page):
    page = open_page()
    ask(page, "which shoes?")
    citation = record(page)["reply"]["citations"][1]
    page.click("#chat a.cite >> nth=1")
    with page.expect_popup() as opened:  # beside the chat, which would be lost if the page took its place
        page.click("#source-panel a.read-more")
    leaflet = opened.value
    leaflet.wait_for_load_state()
    assert leaflet.url.endswith(citation["url"])
    marked = "".join(leaflet.locator("mark").all_text_contents())
    assert "".join(marked.split()) == "".join(citation["quote"].split())
    leaflet.wait_for_function("() => document.activeElement.tagName === 'MARK'")
    assert leaflet.locator("button.print").is_visible()


def test_a_starter_a_follow_up_and_a_quick_reply_ask_with_the_whole_conversation(open_page, page_server):
    page = open_page()
    starter = page.locator(".starter").first.inner_text()
    page.click(".starter >> nth=0")
    page.wait_for_function("() => document.querySelectorAll('#chat .reply.done').length === 1")
    ask(page, "my calf is swollen")
    page.click(".resolve .chip >> text=No")
    page.wait_for_function("() => document.querySelectorAll('#chat .reply.done').length === 3")
    assert page_server.assistant.asked[-1] == [starter, "my calf is swollen", "No"]
    page.locator(".follow-ups .ask").last.click()
    page.wait_for_function("() => document.querySelectorAll('#chat .reply.done').length === 4")
    assert page_server.assistant.asked[-1][3] == "Are worn shoes bad?"


def test_stop_ends_a_slow_answer_and_the_chat_goes_on(open_page):
    page = open_page()
    ask(page, "slow shoes", wait=False)
    assert page.locator("#send").is_hidden()
    page.click("#stop")
    page.wait_for_selector("#chat .reply.done >> text=Stopped")
    assert page.locator("#send").is_visible() and page.locator("#stop").is_hidden()
    ask(page, "which shoes?")
    assert page.locator("#chat .cite").count() == 4


def test_a_second_question_waits_until_the_first_is_answered(open_page, page_server):
    page = open_page()
    ask(page, "slow shoes", wait=False)
    before = len(page_server.assistant.asked)
    page.fill("#question textarea", "which shoes?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#chat .reply.done")
    assert page.locator("#chat .said").count() == 1 and len(page_server.assistant.asked) == before
    assert page.input_value("#question textarea") == "which shoes?", "what was typed is kept"


def test_a_card_comes_before_a_slow_answer_and_outlives_a_stop(open_page):
    page = open_page()
    ask(page, "slow, sore for weeks", wait=False)
    page.wait_for_selector("#chat .reply.busy .care.refer")
    page.click("#stop")
    page.wait_for_selector("#chat .reply.done .care.refer")


@pytest.mark.parametrize("state", ["refer", "urgent", "emergency", "crisis"])
def test_a_care_card_says_its_level_in_hidden_words_and_offers_the_telephone(open_page, state):
    page = open_page()
    reach(page, state)
    heading = page.locator("#chat .care-heading")
    assert heading.evaluate("e => e.tagName") == "H2"
    prefix = {"refer": "Non-urgent advice:", "urgent": "Urgent advice:", "emergency": "Immediate action required:"}
    assert heading.text_content().startswith(prefix.get(state, "Help is there now:"))
    assert prefix.get(state, "Help is there now:") not in page.locator("#chat .care-body").inner_text()
    call = page.locator("#chat a.contact[href='tel:999']")
    assert call.inner_text() == "Call 999" and call.get_attribute("target") is None
    assert call.bounding_box()["height"] >= 44
    sign = heading.evaluate("e => getComputedStyle(e, '::before').content")
    assert sign.split("/")[0].strip() in ('"i"', '"!"', '"♥"'), "a sign beside the words, not only a colour"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_after_three_questions_the_call_of_an_emergency_is_in_view(open_page, motion):
    page = open_page(width=390, height=844, reduced_motion=motion)
    for question in ("which shoes?", "a cat", "which shoes?"):
        ask(page, question)
    ask(page, "at length: call an ambulance")
    page.wait_for_function(
        "() => { const call = document.querySelector('#chat a.contact').getBoundingClientRect();"
        " const asked = [...document.querySelectorAll('#chat .said')].at(-1).getBoundingClientRect();"
        " return asked.top >= 0 && asked.top < 300 && call.top > 0"
        " && call.bottom <= document.getElementById('dock').getBoundingClientRect().top }",
        timeout=20_000,
    )


def test_an_answer_does_not_take_back_who_scrolled_away(open_page):
    page = open_page(width=390, height=844)
    for question in ("which shoes?", "which shoes?"):
        ask(page, question)
    ask(page, "slow shoes", wait=False)
    page.mouse.move(195, 300)
    page.mouse.wheel(0, -5_000)
    page.wait_for_function("() => scrollY === 0")
    page.wait_for_selector("#chat .reply.done >> nth=2")
    page.wait_for_function("() => announcer.textContent.startsWith('Answer ready')")
    assert page.evaluate("scrollY") == 0


def test_a_refused_message_is_back_in_the_box_and_the_chat_goes_on(open_page, page_server):
    page = open_page()
    ask(page, "too long, all of it")
    page.wait_for_function("() => document.querySelector('#question textarea').value === 'too long, all of it'")
    assert page.locator("#chat .problem a[href='tel:999']").is_visible(), "nothing has read it"
    ask(page, "I have chest pain and cannot breathe")
    assert page.locator("#chat .care.emergency a.contact[href='tel:999']").is_visible()
    assert page_server.assistant.asked[-1] == ["I have chest pain and cannot breathe"]


def test_new_chat_forgets_everything(open_page, page_server):
    page = open_page()
    ask(page, "my calf is swollen")
    page.click("[data-press=new-chat]")
    page.wait_for_selector("#welcome", state="visible")
    assert page.locator("#chat .said").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    ask(page, "which shoes?")
    assert page_server.assistant.asked[-1] == ["which shoes?"]


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


def test_copy_takes_the_whole_answer_and_says_so(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "which shoes?")
    page.click(".copy")
    page.wait_for_selector(".copy >> text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == record(page)["reply"]["text"]
    assert page.locator("#announcer").text_content() == "Answer copied"


def test_feedback_keeps_counts_of_fixed_reasons_only(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.click(".feedback summary")
    page.click(".rate >> text=Hard to follow")
    assert page.evaluate("({...localStorage})") == {"rehab-assistant-feedback": '{"hard-words":1}'}
    assert page.context.cookies() == []
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY", "focus stays where the person was"


def test_an_exercise_can_be_ticked_off_and_stays_ticked_when_the_chat_goes_on(open_page):
    page = open_page()
    ask(page, "show me the clamshell")
    card = page.locator(".exercise")
    assert card.locator("img").get_attribute("alt").startswith("Clamshell. Lying on one side")
    assert card.locator("img").evaluate("image => image.complete && image.naturalWidth > 0")
    assert "2 to 3 sets" in card.locator(".dose").inner_text()
    assert card.locator(".stop-rule").inner_text().startswith("Stop if")
    page.check(".tick-box")
    assert page.locator("#announcer").text_content() == "Clamshell: done"
    ask(page, "which shoes?")
    assert page.locator(".tick-box").is_checked()


def test_each_line_of_an_exercise_opens_its_own_words(open_page):
    page = open_page()
    ask(page, "show me the clamshell")
    reply = record(page)["reply"]
    marks = page.locator(".exercise a.cite")
    assert marks.count() == len(reply["sentences"]) > 8
    last = reply["sentences"][-1]
    marks.last.click()
    quoted = page.locator("#source-panel .passage mark").inner_text()
    assert last["text"] in quoted and quoted == reply["citations"][last["citation"] - 1]["quote"]
    assert page.locator("#source-panel .source-section").inner_text() == "Stop if"


def test_trouble_is_told_and_the_chat_goes_on(open_page, page_server):
    page = open_page()
    ask(page, "crash")
    assert page.locator("#chat .problem a[href='tel:999']").is_visible()
    page.wait_for_function("() => document.querySelector('#question textarea').value === 'crash'")  # to try again
    ask(page, "which shoes?")
    assert page.locator("#chat .cite").count() == 4
    assert page_server.assistant.asked[-1] == ["which shoes?"]


def test_a_chat_too_large_to_send_says_so_and_whom_to_call(open_page):
    page = open_page()
    ask(page, "which shoes?")
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=413, body="{}"))
    page.fill("#question textarea", "I have chest pain")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#too-long", state="visible")
    assert page.locator("#too-long a[href='tel:999']").is_visible() and page.is_hidden("#outage")
    assert page.locator("#announcer").text_content().startswith("This chat has become too long")
    assert page.input_value("#question textarea") == "I have chest pain"
    page.unroute("**/gradio_api/queue/join*")
    page.click("[data-press=new-chat]")
    page.wait_for_selector("#welcome", state="visible")
    assert page.is_hidden("#too-long")


def test_topics_are_read_without_chatting(open_page, page_server):
    page = open_page()
    page.click("[data-open=topics]")
    links = page.locator("#topics a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert links == [f"/sources/{key}" for key in ("strengthening", "footwear", "clamshell")]
    page.keyboard.press("Escape")
    page.click(".topic-chip >> text=Footwear")
    page.wait_for_url("**/sources/footwear")
    assert page.locator("h1").inner_text() == page_server.assistant.documents["footwear"].title


def test_the_named_endpoint_answers_gradio_client(page_server):
    client = pytest.importorskip("gradio_client").Client(page_server.url, verbose=False)
    answer = client.predict(
        message="and on grass?", history=[{"role": "user", "content": "which shoes?"}], api_name="/chat"
    )
    assert page_server.assistant.asked[-1] == ["which shoes?", "and on grass?"]
    assert "[1]" in answer
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/chat"]
