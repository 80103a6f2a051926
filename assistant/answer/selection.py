"""Choosing the sentences of an answer. Every one is a quotation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain import Document, Passage, Quotation, Section, Sentence, Vector
from assistant.guidance.sentences import is_dangling
from assistant.retrieval.hybrid import NAMED_BONUS
from assistant.retrieval.understand import Question

WORDS_MAIN = 75  # of guidance from the section that answers
WORDS_MORE = 35  # from a second section
SECOND_SHARE = 0.86  # of the first section's score that a second one must reach to be quoted as well
_LEAD = 2  # a section's first sentences answer its heading
_SAME = 0.86  # cosine from which two sentences say the same
_STOP_WORDS = ("stop", "when to see", "see somebody", "see someone", "get help", "seek help")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the composer reads: the question, its embedding, and the passages found for it."""

    question: Question
    vector: Vector
    passages: tuple[Passage, ...]


class Sentences:
    """Sentences of the ingested documents with their embeddings."""

    def __init__(self, documents: Mapping[str, Document], vectors: Mapping[tuple[str, int], Vector]) -> None:
        """Prepare the lookup; `vectors` holds the embedding of each sentence by document id and start."""
        self._documents = documents
        self._vectors = vectors

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

    def vector(self, document_id: str, sentence: Sentence) -> Vector:
        """Return a sentence's embedding."""
        return self._vectors[document_id, sentence.start]


def quotation(document: Document, section: int, sentence: Sentence) -> Quotation:
    """Return the quotation of one sentence."""
    return Quotation(document.id, section, sentence.start, sentence.end, sentence.evidence, sentence.kind)


def choose(evidence: Evidence, sentences: Sentences, *, share: float = 1.0) -> list[Quotation]:
    """Choose the sentences that answer a question from the passages found for it.

    Args:
        evidence: question, embedding and passages, best first; at least one passage.
        sentences: the ingested sentences.
        share: of the usual length; less where one message asks several questions.
    """
    first = evidence.passages[0]
    chosen = _from_section(evidence, sentences, first, int(WORDS_MAIN * share))
    if share >= 1.0 or not chosen:
        second = _second(evidence, sentences, chosen)
        if second is not None:
            chosen += _novel(_from_section(evidence, sentences, second, int(WORDS_MORE * share), _LEAD), chosen, sentences)
    return chosen


def stop_rule(document: Document) -> list[Quotation]:
    """Return the document's first sentences on when to stop; empty where it has no such section."""
    for number, section in enumerate(document.sections):
        heading = section.heading.lower()
        if "stop" in heading and not heading.startswith("do i have to stop"):
            return [quotation(document, number, sentence) for sentence in section.sentences[:2]]
    return []


def mentions_stop(document: Document, quotations: Sequence[Quotation]) -> bool:
    """Say whether the quotations already hold a rule on when to stop or whom to see."""
    own = [q for q in quotations if q.document == document.id]
    headings = " ".join(document.sections[q.section].heading.lower() for q in own)
    words = " ".join(document.text[q.start : q.end].lower() for q in own)
    return any(word in headings for word in _STOP_WORDS) or " stop " in f" {words} "


def _from_section(
    evidence: Evidence, sentences: Sentences, passage: Passage, words: int, most: int = 8
) -> list[Quotation]:
    """Choose within one section: its lead, then what is nearest the question, in the order of the document."""
    document = sentences.document(passage.chunk.document)
    section = document.sections[passage.chunk.section]
    if document.kind == "page":
        pool = [s for s in section.sentences if passage.chunk.start <= s.start < passage.chunk.end]
    else:
        pool = list(section.sentences)
    similar = {s.start: sentences.similarity(document.id, s, evidence.vector) for s in pool}
    lead = pool[:_LEAD] if document.kind != "page" else []
    order = [*lead, *sorted((s for s in pool if s not in lead), key=lambda s: (-similar[s.start], s.start))]
    floor = 0.0 if document.kind != "page" else 0.6 * max(similar.values(), default=0.0)
    kept: list[Sentence] = []
    used = 0
    for sentence in order:
        group = _with_neighbours(sentence, pool, document)
        fresh = [s for s in group if s not in kept]
        cost = sum(len(sentences.text(document.id, s).split()) for s in fresh)
        fits = used + cost <= words or not kept
        if fresh and fits and len(kept) + len(fresh) <= most and (similar[sentence.start] >= floor or sentence in lead):
            kept.extend(fresh)
            used += cost
    return [quotation(document, passage.chunk.section, s) for s in sorted(kept, key=lambda s: s.start)]


def _with_neighbours(sentence: Sentence, pool: Sequence[Sentence], document: Document) -> list[Sentence]:
    """Return a sentence with those it cannot stand without.

    One that opens with "This" needs the sentence before it; where sources conflict, both sides are shown; a table's row or a
    numbered step needs the whole table or list.
    """
    at = pool.index(sentence)
    group = {at}
    text = document.text[sentence.start : sentence.end]
    if is_dangling(text) and at > 0:
        group.add(at - 1)
    if sentence.evidence == "conflicting":
        group.update(n for n in (at - 1, at + 1) if 0 <= n < len(pool) and pool[n].evidence == "conflicting")
    if sentence.kind in ("row", "step"):
        for direction in (-1, 1):
            n = at + direction
            while 0 <= n < len(pool) and pool[n].kind == sentence.kind:
                group.add(n)
                n += direction
    return [pool[n] for n in sorted(group)]


def _second(evidence: Evidence, sentences: Sentences, chosen: Sequence[Quotation]) -> Passage | None:
    """Return the next section worth quoting beside the first, None where it falls short."""
    first = evidence.passages[0]
    used = {(q.document, q.section) for q in chosen}
    for passage in evidence.passages[1:]:
        if (passage.chunk.document, passage.chunk.section) in used:
            continue
        kind = sentences.document(passage.chunk.document).kind
        if kind == "exercise" and passage.chunk.document not in evidence.question.documents:
            continue  # a passing hit in an exercise's steps says little by itself
        if passage.score >= SECOND_SHARE * max(first.score - NAMED_BONUS, 0.0):
            return passage
        return None
    return None


def _novel(more: list[Quotation], chosen: Sequence[Quotation], sentences: Sentences) -> list[Quotation]:
    """Drop what only repeats a sentence already chosen."""

    def vector(q: Quotation) -> Vector:
        return sentences.vector(q.document, Sentence(q.start, q.end))

    before = [vector(q) for q in chosen]
    return [q for q in more if not any(float(np.dot(vector(q), other)) >= _SAME for other in before)]
