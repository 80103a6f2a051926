"""Every kind of file becomes clean text with exact spans; bad files are refused with a mend."""

import io
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Document, Reference
from assistant.errors import GuidanceError
from assistant.guidance.parse import MAX_BYTES, parse_file

DATA = Path(__file__).resolve().parent.parent / "data"
REFERENCES = {
    "trial2020": Reference("trial2020", "A trial. 2020.", design="randomised trial"),
    "review2021": Reference("review2021", "A review. 2021.", design="systematic review"),
}
HEADER = """---
id: knees
title: Looking after knees
topic: knees
summary: How to look after knees.
audience: Adults
based_on: [trial2020]
licence: CC-BY-4.0
reviewed_on: 2026-01-02
review_by: 2027-01-02
---
"""
BODY = """
# Looking after knees

## Do knees like rest?

Knees like some rest [@trial2020]. Short rests are a usual choice, e.g. one day in three.
Views differ on long rests [@trial2020; @review2021, conflicting].

1. Sit down.
2. Stand up **slowly**, with [care](https://example.org).

| Week | Walk | Run |
|---|---|---|
| 1 | 4 minutes | 1 minute |
| Week two | 3 minutes | 2 minutes [@trial2020] |
"""


def parse(body: str = BODY, header: str = HEADER, name: str = "knees.md") -> Document:
    return parse_file(name, (header + body).encode(), REFERENCES)


def sentences(document: Document) -> list[str]:
    return [document.text[s.start : s.end] for section in document.sections for s in section.sentences]


def test_markdown_loses_its_markup_and_keeps_its_words() -> None:
    assert sentences(parse()) == [
        "Knees like some rest.",
        "Short rests are a usual choice, e.g. one day in three.",
        "Views differ on long rests.",
        "Sit down.",
        "Stand up slowly, with care.",
        "Week 1 – Walk: 4 minutes; Run: 1 minute",
        "Week two – Walk: 3 minutes; Run: 2 minutes",
    ]


def test_labels_follow_from_what_a_sentence_cites() -> None:
    labels = [s.evidence for section in parse().sections for s in section.sentences]
    assert labels == ["moderate", "expert opinion", "conflicting", *["expert opinion"] * 3, "moderate"]


def test_heading_path_and_kinds_are_kept() -> None:
    section = parse().sections[0]
    assert section.path == ("Looking after knees", "Do knees like rest?")
    assert [s.kind for s in section.sentences] == ["sentence"] * 3 + ["step"] * 2 + ["row"] * 2


def test_header_becomes_metadata() -> None:
    document = parse()
    assert (document.id, document.kind, document.reviewed_on) == ("knees", "topic", date(2026, 1, 2))
    assert [reference.key for reference in document.references] == ["trial2020", "review2021"]


def test_a_reference_that_changes_its_design_changes_the_documents_identity() -> None:
    before = parse().content_hash
    after = parse_file(
        "knees.md",
        (HEADER + BODY).encode(),
        {**REFERENCES, "trial2020": Reference("trial2020", "A trial. 2020.", design="cohort")},
    ).content_hash
    assert before != after


def test_saved_page_loses_its_furniture_and_gives_its_metadata() -> None:
    document = parse_file("saved-page.txt", (DATA / "saved-page.txt").read_bytes(), {})
    assert document.title == "How to look after a sore outer knee when you walk a lot"
    assert document.author == "Jane Example"
    assert document.published_on == date(2026, 3, 2)
    for furniture in ("ADVERTISEMENT", "Facebook", "min Read", "Related", "Published", "sleep helps", "Fitness"):
        assert furniture not in document.text
    assert document.sections[1].heading == "Small changes in load help most walkers over a few weeks."
    assert sentences(document)[0] == "Walkers often feel the outer knee on long descents."


def test_html_gives_main_text_headings_and_metadata() -> None:
    html = (DATA / "page.html").read_bytes()
    document = parse_file("page.html", html, {})
    assert "Shorter steps make a descent easier on the knee." in sentences(document)
    assert "How do I walk downhill?" in [section.heading for section in document.sections]
    assert "cookie" not in document.text.lower()
    assert document.title == "Sore outer knee on walks"


def test_docx_keeps_headings_lists_and_tables() -> None:
    import docx

    made = docx.Document()
    made.add_heading("Walking downhill", level=1)
    made.add_paragraph("Shorter steps make a descent easier on the knee. Poles take some load.")
    made.add_paragraph("Take a break.", style="List Bullet")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Week 1", "two short walks"
    stream = io.BytesIO()
    made.save(stream)
    document = parse_file("walking.docx", stream.getvalue(), {})
    assert sentences(document) == [
        "Shorter steps make a descent easier on the knee.",
        "Poles take some load.",
        "Take a break.",
        "Week 1 – two short walks",
    ]
    assert document.sections[0].heading == "Walking downhill"


def test_pdf_paragraphs_are_joined_again() -> None:
    document = parse_file(
        "leaflet.pdf", _pdf(["Shorter steps make a descent", "easier on the knee. Poles take", "some load."]), {}
    )
    assert sentences(document) == ["Shorter steps make a descent easier on the knee.", "Poles take some load."]


def test_plain_text_has_paragraphs_headings_and_items() -> None:
    text = "Walking downhill\n\nShorter steps make a descent\neasier on the knee.\n\n- Take a break.\n- Use poles.\n"
    document = parse_file("notes.txt", text.encode(), {})
    assert document.title == "Walking downhill"
    assert sentences(document) == ["Shorter steps make a descent easier on the knee.", "Take a break.", "Use poles."]


def _pdf(lines: list[str]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 14 * number, line)
    canvas.save()
    return stream.getvalue()


UNTITLED = HEADER.replace("title: Looking after knees\n", "")
BROKEN_YAML = HEADER.replace("topic: knees", "topic: [")
UNRESOLVED = HEADER + "Rest [@nobody1999]."


@pytest.mark.parametrize(
    ("name", "data", "what", "mend"),
    [
        pytest.param("a.md", b"# no header\n", "has no YAML header", "begin the file", id="no-header"),
        pytest.param("a.md", b"---\nid: a\n", "no closed YAML header", "begin the file", id="open-header"),
        pytest.param("a.md", UNTITLED.encode() + b"x.", "lacks `title`", "add `title`", id="field"),
        pytest.param("a.md", HEADER.replace("2026-01-02", "soon").encode() + b"x.", "no date", "YYYY-MM-DD", id="date"),
        pytest.param("a.md", BROKEN_YAML.encode() + b"x.", "not valid YAML", "quotes", id="yaml"),
        pytest.param("a.md", UNRESOLVED.encode(), "cites `nobody1999`", "references.yaml", id="citation"),
        pytest.param("a.md", HEADER.encode(), "no guidance", "at least one section", id="empty-body"),
        pytest.param("a.txt", "knee caf\xe9".encode("latin-1"), "is not UTF-8", "UTF-8", id="encoding"),
        pytest.param("a.txt", b"  \n", "is empty", "remove it", id="empty"),
        pytest.param("a.txt", b"x" * (MAX_BYTES + 1), "MB, more than", "split it", id="too-large"),
        pytest.param("a.pdf", b"%PDF-1.4 broken", "cannot be read as PDF", "again", id="broken-pdf"),
        pytest.param("a.docx", b"PK broken", "cannot be read as a Word file", ".docx", id="broken-docx"),
        pytest.param("a.html", b"<html></html>", "no readable main text", "save the page", id="empty-html"),
        pytest.param("a.xlsx", b"x", "unknown kind", "use one of", id="kind"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_the_mend(name: str, data: bytes, what: str, mend: str) -> None:
    with pytest.raises(GuidanceError) as caught:
        parse_file(name, data, REFERENCES)
    assert what in caught.value.what
    assert mend in caught.value.mend
    assert caught.value.where.startswith(name)


ASKED = """
# Looking after knees

## Do knees like rest?

<!-- asked:
Should I put my feet up?
My knee is tired:  what now?
-->

Knees like some rest [@trial2020].

<!-- a note to whoever edits the file -->

## Do knees like walks?

Knees like walks.
"""


def test_other_ways_to_ask_are_kept_beside_their_section_and_out_of_its_text() -> None:
    document = parse(ASKED)
    rest, walks = document.sections
    assert rest.asked == ("Should I put my feet up?", "My knee is tired: what now?")
    assert rest.ways_to_ask == ("Do knees like rest?", *rest.asked)
    assert walks.asked == ()
    assert sentences(document) == ["Knees like some rest.", "Knees like walks."]
    assert "feet up" not in document.text and "note" not in document.text
