"""Chunks hold whole sentences of one section."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.guidance.chunking import MAX_WORDS, chunk_document
from assistant.guidance.parse import parse_file

WORDS = st.sampled_from(["knee", "hip", "rest", "walk", "run", "slowly", "often", "and", "the", "week"])
SENTENCE = st.lists(WORDS, min_size=3, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join)
TEXT = st.lists(PARAGRAPH, min_size=1, max_size=12).map("\n\n".join)


@given(TEXT)
def test_every_sentence_is_whole_in_exactly_one_chunk(text: str) -> None:
    document = parse_file("a.txt", text.encode(), {})
    chunks = chunk_document(document)
    for section in document.sections:
        for sentence in section.sentences:
            holders = [c for c in chunks if c.start <= sentence.start and sentence.end <= c.end]
            assert len(holders) == 1
    for chunk in chunks:
        own = document.text[chunk.start : chunk.end]
        assert own in chunk.indexed
        assert len(own.split()) <= MAX_WORDS + 30
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def test_other_ways_to_ask_are_searched_and_not_quoted() -> None:
    header = (
        "---\nid: a\ntitle: A\ntopic: a\nsummary: A.\naudience: A\nbased_on: []\nlicence: A\n"
        "reviewed_on: 2026-01-02\nreview_by: 2027-01-02\n---\n"
    )
    body = "# A\n\n## Is rest good?\n\n<!-- asked:\nShould I put my feet up?\n-->\n\nRest is good.\n"
    document = parse_file("a.md", (header + body).encode(), {})
    (chunk,) = chunk_document(document)
    assert "put my feet up" in chunk.indexed
    assert document.quote(chunk.start, chunk.end) == "Rest is good."
