"""From questions understood to passages: a comparison that no section makes is looked up side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Document, Passage
from assistant.retrieval.answerable import Limits, Outcome, outcome, read_limits
from assistant.retrieval.comparisons import is_compared_in
from assistant.retrieval.keywords import Stemmer
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.understand import Question

Found = tuple[Question, tuple[Passage, ...]]
"""A question, and the passages found for it, best first."""


@dataclass(frozen=True, slots=True)
class Library:
    """What is searched, and what says whether the passages found are an answer."""

    documents: Mapping[str, Document]
    retriever: HybridRetriever
    stemmer: Stemmer
    vocabulary: frozenset[str]


def find_passages(library: Library, questions: Sequence[Question]) -> tuple[Found, ...]:
    """Return each question with its passages, best first; a comparison that no section makes as its sides."""
    found: list[Found] = []
    for question in questions:
        passages = tuple(library.retriever.retrieve(question))
        apart = question.sides and not _is_compared(question, passages, library)
        sides = [(side, tuple(library.retriever.retrieve(side))) for side in question.sides] if apart else []
        answered = [outcome_of(side, of_side, library) == "answerable" for side, of_side in sides]
        # One side alone is better than nothing, but no better than an answer to the whole.
        if answered and (all(answered) or (any(answered) and outcome_of(question, passages, library) != "answerable")):
            found += sides
        else:
            found.append((question, passages))
    return tuple(found)


def outcome_of(question: Question, passages: Sequence[Passage], library: Library) -> Outcome:
    """Say whether the passages answer the question."""
    limits = _limits(passages, library.documents)
    return outcome(question, passages, library.stemmer, library.vocabulary, limits)


def _is_compared(question: Question, passages: Sequence[Passage], library: Library) -> bool:
    """Say whether the best section compares the sides itself."""
    chunk = passages[0].chunk if passages else None
    ways = library.documents[chunk.document].sections[chunk.section].ways_to_ask if chunk else ()
    return is_compared_in(ways, [side.name_stems for side in question.sides], library.stemmer)


def _limits(passages: Sequence[Passage], documents: Mapping[str, Document]) -> Limits:
    """Return the limits for what was found: a saved page has its own."""
    guidance, page = read_limits()
    return page if passages and documents[passages[0].chunk.document].kind == "page" else guidance
