"""Export, print and the summary for an appointment: made in the browser, and nothing of it leaves the browser."""

import json
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.web.page_site import ask

pytestmark = pytest.mark.browser


@pytest.fixture
def quiet_page(open_page):
    """A page with an answer; whatever it requests after that is kept."""
    page = open_page()
    ask(page, "shoes hurt for two weeks when I run downhill. Since March, worse after sitting.")
    page.requested = []
    page.on("request", lambda request: page.requested.append(request.url))
    yield page
    assert not [url for url in page.requested if urlsplit(url).scheme.startswith("http")]


def download(page, tmp_path, *presses):
    for press in presses[:-1]:
        page.click(f"[data-{press}]")
    with page.expect_download() as waiting:
        page.click(f"[data-{presses[-1]}]")
    waiting.value.save_as(tmp_path / "saved")
    return waiting.value.suggested_filename, (tmp_path / "saved").read_text("utf-8")


def test_json_holds_every_citation(quiet_page, tmp_path):
    name, text = download(quiet_page, tmp_path, "open=keep", "keep=json")
    (exchange,) = json.loads(text)["exchanges"]
    assert name == "rehab-guidance.json"
    assert exchange["question"].startswith("shoes hurt")
    assert len(exchange["reply"]["citations"]) == quiet_page.locator("#chat a.cite").count() == 4


def test_markdown_holds_question_answer_and_notice(quiet_page, tmp_path):
    name, text = download(quiet_page, tmp_path, "open=keep", "keep=markdown")
    record = json.loads(quiet_page.locator("#chat .record").text_content())
    assert name == "rehab-guidance.md"
    assert "## shoes hurt for two weeks" in text and record["reply"]["text"] in text
    assert "automated assistant, not a clinician" in text and "In an emergency call 999." in text


def test_the_summary_is_the_persons_words_and_the_guidances(quiet_page, tmp_path):
    ask(quiet_page, "show me the clamshell")
    quiet_page.check(".tick-box")
    quiet_page.requested.clear()
    quiet_page.click("[data-open=keep]")
    quiet_page.click("[data-keep=summary]")
    sheet = quiet_page.locator("#summary-page")
    headings = sheet.locator("h2").all_inner_texts()
    assert headings == [
        "What I asked, and what the guidance said in short", "What I said about time",
        "What I said sets it off, or makes it worse or better", "What I was advised to do", "Signs that mean sooner",
        "What I was asked to tell you", "Exercises I was shown", "Sources", "My notes and questions",
    ]  # fmt: skip
    lines = [part.locator("li").all_inner_texts() for part in sheet.locator(".summary-parts section").all()]
    assert lines == [
        ["for two weeks", "Since March"], ["when I run downhill", "worse after sitting"],
        ["See a physiotherapist or doctor about this", "Do not drive yourself.", "Do less of what hurts."],
        ["You cannot put weight on the leg.", "The calf is hot, red or swollen."],
        ["Where it hurts, and since when.", "What makes it worse."],
        ["Clamshell (ticked as done)"],
    ]  # fmt: skip
    records = [json.loads(text) for text in quiet_page.locator("#chat .record").all_text_contents()]
    asked = sheet.locator(".asked-list li").all_inner_texts()
    assert [line.startswith(record["question"]) for line, record in zip(asked, records, strict=True)] == [True, True]
    assert records[0]["reply"]["sentences"][0]["text"] in asked[0]
    assert records[1]["reply"]["exercises"][0]["how_much"][0] in asked[1], "of an exercise its dose"
    cited = sheet.locator(".sources-cited li").all_inner_texts()
    assert cited[0].startswith(f"{records[0]['reply']['citations'][0]['title']}: ")
    name, text = download(quiet_page, tmp_path, "keep=save-summary")
    assert name == "summary-for-my-appointment.md"
    assert all(f"## {heading}" in text for heading in headings[:-1])
    assert "- for two weeks\n- Since March\n" in text and "## Sources" in text


OWN_WORDS = [
    ("it has hurt for about three weeks", ["for about three weeks"], []),
    ("hurts 2 to 3 days after a run", ["2 to 3 days"], ["after a run"]),
    ("knee pain since last summer", ["since last summer"], []),
    ("it started 6 months ago, on stairs it is worse", ["6 months ago"], ["on stairs it is worse"]),
    ("my knee hurts, when can I run again?", [], []),
    ("Should I stretch after running, or before?", [], []),
    ("Which shoes are better? Is it worse to run downhill?", [], []),
    ("is it normal that my knee hurts going downstairs", [], ["going downstairs"]),
    ("hold for 30 seconds or a minute? my plan is eight weeks", [], []),
    ("I have been running for ten years. My hip has been sore since Easter", ["since Easter"], []),
    ("it started after a fall 3 weeks ago", ["3 weeks ago"], []),
    ("pain while cycling, better with rest", [], ["while cycling", "better with rest"]),
    ("which shoes are good?", [], []),
]


def test_the_summary_finds_times_and_triggers_in_what_is_told_and_not_in_what_is_asked(open_page):
    page = open_page()
    found = page.evaluate(
        "async all => { const { timesIn, triggersIn } = await import('/static/page/own_words.js');"
        " return all.map(said => [said, timesIn([said]), triggersIn([said])]) }",
        [said for said, _, _ in OWN_WORDS],
    )
    assert [tuple(row) for row in found] == OWN_WORDS


def test_print_writes_the_sources_out_and_leaves_the_controls_away(quiet_page):
    quiet_page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    quiet_page.click("[data-open=keep]")
    quiet_page.click("[data-keep=print]")
    assert quiet_page.locator("details.sources").get_attribute("open") is not None
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(quiet_page.pdf())).pages)
    record = json.loads(quiet_page.locator("#chat .record").text_content())["reply"]
    words = " ".join(text.split())
    for expected in ("shoes hurt for two weeks", *(citation["section"] for citation in record["citations"])):
        assert expected in words
    for control in ("Was this useful?", "Type your question", "Send", "New chat", "You could ask next"):
        assert control not in words
    quiet_page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert quiet_page.locator("details.sources").get_attribute("open") is None, "as it was before"


def test_the_summary_prints_alone(quiet_page):
    quiet_page.evaluate("window.print = () => { window.printed = document.body.className }")
    quiet_page.click("[data-open=keep]")
    quiet_page.click("[data-keep=summary]")
    quiet_page.click("[data-keep=print-summary]")
    assert "printing-sheet" in quiet_page.evaluate("window.printed")
    words = " ".join(sheets(quiet_page)[0].split())
    assert words.startswith("Summary for my appointment") and "My notes and questions" in words
    assert "Was this useful?" not in words and "Type your question" not in words
    quiet_page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert quiet_page.locator("#print-sheet").count() == 0


def sheets(page, size="A4"):
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format=size))).pages]


LONG_TALK = [
    "the outside of my knee has been sore for weeks when I run downhill, worse after sitting and better with rest",
    "which shoes?", "show me the clamshell", "the plan", "a cat", "who won the football",
    "which shoes for somebody who has been running for a long time on all kinds of ground, in all kinds of weather, "
    "and who would rather not buy a new pair every few months because that costs so much?",
]  # fmt: skip


@pytest.mark.parametrize("again", [1, 4], ids=["seven-questions", "twenty-eight"])
def test_the_summary_of_a_long_talk_is_one_sheet_of_paper(open_page, again):
    page = open_page()
    for question in LONG_TALK:
        ask(page, question)
    # The same exchanges again, as far as the summary can tell: it reads the records that stand in the page.
    page.evaluate(
        "times => { const all = [...document.querySelectorAll('#chat .record')];"
        " const chat = document.querySelector('#chat');"
        " for (let n = 1; n < times; n += 1) all.forEach(one => chat.append(one.cloneNode(true))) }",
        again,
    )
    page.evaluate("window.print = () => {}")
    page.click("[data-open=keep]")
    page.click("[data-keep=summary]")
    for size in ("Letter", "A4"):
        page.click("[data-keep=print-summary]")
        printed = sheets(page, size)  # after which the browser says that it has printed
        assert len(printed) == 1, size
    words = " ".join(printed[0].split())
    for said in (
        "which shoes?", "for weeks", "when I run downhill", "worse after sitting", "better with rest",
        "See a physiotherapist or doctor about this", "The calf is hot, red or swollen.", "Sources",
        "The guidance does not answer this.",
    ):  # fmt: skip
        assert said in words, said
    assert "football" not in words, "what lies outside the field is no matter for the appointment"


def test_a_leaflet_prints_with_its_references_written_out(open_page):
    page = open_page(path="sources/footwear")
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages).split())
    first = page.locator(".references a").first.get_attribute("href")
    assert first.split("//")[1][:20] in text.replace(" ", "")
    assert "Print this page" not in text and "Ask a question" not in text
