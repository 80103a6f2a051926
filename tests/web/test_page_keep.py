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
        "What I asked", "What I said about time", "What I said about what brings it on or eases it",
        "What I was advised to do", "What I was asked to tell you", "Exercises I was shown", "What the guidance said",
        "Sources", "My notes and questions",
    ]  # fmt: skip
    lines = [sheet.locator("ul").nth(n).locator("li").all_inner_texts() for n in range(1, 6)]
    assert lines == [
        ["for two weeks", "Since March"], ["when I run downhill", "worse after sitting"],
        ["See a physiotherapist or doctor about this"],
        ["Where it hurts, and since when.", "What makes it worse."],
        ["Clamshell (ticked as done)"],
    ]  # fmt: skip
    records = [json.loads(text) for text in quiet_page.locator("#chat .record").all_text_contents()]
    for said, record in zip(sheet.locator("h3 + p").all_inner_texts(), records, strict=True):
        assert said == " ".join(sentence["text"] for sentence in record["reply"]["sentences"])
    name, text = download(quiet_page, tmp_path, "keep=save-summary")
    assert name == "summary-for-my-appointment.md"
    assert all(f"## {heading}" in text for heading in headings[:-1])
    assert "- for two weeks\n- Since March\n" in text


@pytest.mark.parametrize(
    ("said", "when", "triggers"),
    [
        ("it has hurt for about three weeks", ["for about three weeks"], []),
        ("hurts 2 to 3 days after a run", ["2 to 3 days"], ["after a run"]),
        ("knee pain since last summer", ["since last summer"], []),
        ("it started 6 months ago, on stairs it is worse", ["6 months ago"], ["worse"]),
        ("pain while cycling, better with rest", [], ["while cycling", "better with rest"]),
        ("which shoes are good?", [], []),
    ],
)
def test_the_summary_finds_times_and_triggers_in_everyday_words(open_page, said, when, triggers):
    page = open_page()
    found = page.evaluate(
        "async said => { const { summarise } = await import('/static/page/summary.js');"
        "const reply = { sentences: [], citations: [], exercises: [], card: null };"
        "const { when, triggers } = summarise([{ question: said, reply }], []); return [when, triggers] }",
        said,
    )
    assert found == [when, triggers]


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
    reader = PdfReader(BytesIO(quiet_page.pdf()))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert words.startswith("Summary for my appointment") and "My notes and questions" in words
    assert "Was this useful?" not in words and "Type your question" not in words
    quiet_page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert quiet_page.locator("#print-sheet").count() == 0


def test_a_leaflet_prints_with_its_references_written_out(open_page):
    page = open_page(path="sources/footwear")
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages).split())
    first = page.locator(".references a").first.get_attribute("href")
    assert first.split("//")[1][:20] in text.replace(" ", "")
    assert "Print this page" not in text and "Ask a question" not in text
