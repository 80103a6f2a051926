"""The ingested sentences: their words, their embeddings, and what can be told of each before any question comes."""

import re
from collections.abc import Mapping, Sequence

from assistant.domain import Document, Passage, Quotation, Section, Sentence, Vector

# Points to a table or list that a reader must then see.
_POINTS = re.compile(
    r"\b(below|following|in (the|this) table|the table (shows|gives|lists)|(is|are) listed here|listed here)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^(the |an? )?[\w' -]{2,40}( \([^)]*\))? (is|are|means?) (the|an?|how|when|that|any|soft|planned|surgery)\b"
    r"(?! (good|sensible|fair|useful|usual|common))",
    re.IGNORECASE,
)


class Sentences:
    """Sentences of the ingested documents with their embeddings."""

    def __init__(self, documents: Mapping[str, Document], vectors: Mapping[tuple[str, int], Vector]) -> None:
        """Prepare the lookup; `vectors` holds the embedding of each sentence by document id and start."""
        self._documents = documents
        self._vectors = vectors
        self._exercises = _name_pattern(documents)

    def document(self, document_id: str) -> Document:
        """Return an ingested document."""
        return self._documents[document_id]

    def section(self, passage: Passage) -> Section:
        """Return the section a passage stands in."""
        return self._documents[passage.chunk.document].sections[passage.chunk.section]

    def text(self, document_id: str, sentence: Sentence) -> str:
        """Return a sentence's words."""
        return self._documents[document_id].text[sentence.start : sentence.end]

    def similarity(self, document_id: str, sentence: Sentence, vector: Vector) -> float:
        """Return the cosine similarity of a sentence and an embedding."""
        return float(self._vectors[document_id, sentence.start] @ vector)

    def vector(self, document_id: str, start: int) -> Vector:
        """Return the embedding of the sentence that begins there."""
        return self._vectors[document_id, start]

    def cited(self, one: Quotation) -> tuple[str, tuple[str, ...]]:
        """Return a quotation's words and the keys of the references that its sentence cites."""
        document = self._documents[one.document]
        own = next((s for s in document.sections[one.section].sentences if s.start == one.start), None)
        return document.quote(one.start, one.end), own.references if own else ()

    def names_exercise(self, text: str) -> bool:
        """Say whether a sentence names an exercise that the guidance describes."""
        return self._exercises is not None and self._exercises.search(text) is not None


def quotation(document: Document, section: int, sentence: Sentence) -> Quotation:
    """Return the quotation of one sentence."""
    return Quotation(document.id, section, sentence.start, sentence.end, sentence.evidence, sentence.kind)


def points_below(text: str) -> bool:
    """Say whether a sentence points to a table or list beside it."""
    return _POINTS.search(text) is not None


def is_definition(text: str) -> bool:
    """Say whether a sentence only says what something is."""
    return _DEFINES.match(text) is not None


def run_of(pool: Sequence[Sentence], at: int) -> list[int]:
    """Return the positions of the whole table or list that the sentence at a position belongs to."""
    kind = pool[at].kind
    first, last = at, at
    while first > 0 and pool[first - 1].kind == kind:
        first -= 1
    while last + 1 < len(pool) and pool[last + 1].kind == kind:
        last += 1
    return list(range(first, last + 1))


def _name_pattern(documents: Mapping[str, Document]) -> re.Pattern[str] | None:
    names = {
        name.lower()
        for document in documents.values()
        if document.kind == "exercise"
        for name in (document.title, *document.aliases)
        if len(name) > 4
    }
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")e?s?\b", re.IGNORECASE)
