import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.assembly import Assistant
from assistant.domain import Span
from assistant.settings import Settings
from assistant.web.source_view import section_views
from assistant.web.sources import parse_span
from tests.web.conftest import make_app
from tests.web.http_fakes import TEXT, FakeAssistant, shoes


def marked(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL)]


def test_the_page_shows_every_sentence_in_its_form(client: TestClient) -> None:
    page = client.get("/sources/shoes").text
    assert "<h1>Shoes</h1>" in page and '<h2 id="section-1">Steps</h2>' in page
    assert page.count("<ol><li>Lift the knee.") == 1 and "<li>Lower it slowly.</li>" in page
    assert page.count("<tr>") == 2 and '<th scope="col">Pattern</th>' in page and '<th scope="row">Week 1</th>' in page
    assert '<span class="label">Pattern: </span>run 1 minute, walk 2 minutes</td>' in page
    assert '<span class="evidence e-moderate">moderate</span>' in page and 'id="ref-smith"' in page
    assert "24 November 2026" in page and "24 November 2027" in page and not marked(page)


@pytest.mark.parametrize("words", ["cushioned shoe", "Lift the knee.", "run 1 minute, walk 2 minutes; Total: 8"])
def test_exactly_the_quoted_characters_are_highlighted(client: TestClient, words: str) -> None:
    start = TEXT.index(words)
    page = client.get(f"/sources/shoes?span={start}-{start + len(words)}").text
    assert "".join(marked(page)) == words


@given(data=st.data())
def test_any_span_highlights_its_own_characters_and_no_other(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    pieces = [
        piece
        for view in section_views(shoes(), Span(start, end))
        for block in view.blocks
        for line in block.lines
        for cell in line.cells
        for piece in cell
    ]
    sentences = [s for section in shoes().sections for s in section.sentences]
    within = [TEXT[max(s.start, start) : min(s.end, end)] for s in sentences if s.start < end and start < s.end]
    assert "".join(piece.text for piece in pieces if piece.marked) == "".join(within)
    assert "".join(piece.text for piece in pieces) == "".join(TEXT[s.start : s.end] for s in sentences)


@pytest.mark.parametrize("span", ["5-2", "0-99999", "x", "1-", "-1-4", "1-2-3", "١-٢"])
def test_a_span_that_is_none_is_said_and_highlights_nothing(client: TestClient, span: str) -> None:
    response = client.get("/sources/shoes", params={"span": span})
    assert response.status_code == 200 and not marked(response.text)
    assert "could not be found" in response.text


def test_a_span_is_read_within_the_text_only() -> None:
    assert parse_span(f"0-{len(TEXT)}", shoes()) == Span(0, len(TEXT))
    assert parse_span(f"0-{len(TEXT) + 1}", shoes()) is None


def test_an_unknown_page_is_told_to_people_as_a_page(client: TestClient) -> None:
    response = client.get("/sources/socks", headers={"Accept": "text/html"})
    assert response.status_code == 404 and "<h1>Not found</h1>" in response.text


def test_nothing_of_a_document_becomes_markup() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    document = shoes(
        title=evil, summary=evil, licence=evil, author=evil, url="javascript:alert(1)", extra={"region": evil}
    )
    settings = Settings(clinic_name=evil)
    client = TestClient(make_app(FakeAssistant(settings, document), settings))
    for path in ("/sources", "/sources/shoes", "/docs"):
        page = client.get(path).text
        assert "<script>" not in page and "<img" not in page and "javascript:" not in page


@pytest.mark.slow
def test_every_citation_of_a_real_answer_opens_on_its_own_words(assistant: Assistant) -> None:
    client = TestClient(make_app(assistant, assistant.settings))
    reply = assistant.reply(["How do I do clamshells and how many?"])
    assert reply.citations
    for citation in reply.citations:
        found = marked(client.get(citation.url).text)
        assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", citation.quote)


@pytest.mark.slow
def test_every_document_of_the_corpus_has_a_page_with_all_its_words(assistant: Assistant) -> None:
    client = TestClient(make_app(assistant, assistant.settings))
    contents = client.get("/sources").text
    for key, document in assistant.documents.items():
        assert f'href="/sources/{key}"' in contents
        page = unescape(re.sub(r"<[^>]+>", "", client.get(f"/sources/{key}").text))
        for section in document.sections:
            for sentence in section.sentences:
                assert document.quote(sentence.start, sentence.end) in page
