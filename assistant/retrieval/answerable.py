"""Whether the passages found can answer the question: the line between an answer and an honest "the guidance doesn't say"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Passage
from assistant.retrieval.keywords import Stemmer, content_words
from assistant.retrieval.understand import Question

Outcome = Literal["answerable", "not_in_guidance", "weak_match", "unclear"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chosen on the dev split from the risk-coverage curve; see docs/results.md."""

    sure: float = 0.62  # similarity from which a question is answered whatever its words
    least: float = 0.36  # similarity under which it never is
    coverage: float = 0.5  # share of the question's own words that the passages must hold in between


def outcome(
    question: Question, passages: Sequence[Passage], stemmer: Stemmer, vocabulary: frozenset[str], limits: Thresholds | None = None
) -> Outcome:
    """Say whether the passages answer the question.

    Args:
        question: as understood.
        passages: best first.
        stemmer: the one the word index was made with.
        vocabulary: stems that stand anywhere in the guidance.
        limits: thresholds.
    """
    limits = limits or Thresholds()
    if not content_words(question.text) and not question.documents:
        return "unclear"
    if not passages:
        return "not_in_guidance"
    if question.exercises:
        return "answerable"
    similarity = max(max(passage.dense, passage.heading) for passage in passages[:3])
    covered = coverage(question, passages, stemmer)
    if similarity >= limits.sure or (similarity >= limits.least and covered >= limits.coverage):
        return "answerable"
    unknown = [stem for stem in stemmer.stems(question.text) if stem not in vocabulary]
    return "not_in_guidance" if unknown or similarity < limits.least else "weak_match"


def coverage(question: Question, passages: Sequence[Passage], stemmer: Stemmer) -> float:
    """Return the share of the question's content stems that the best three passages hold; 1 when it has none."""
    stems = set(stemmer.stems(question.text))
    if not stems:
        return 1.0
    found = {stem for passage in passages[:3] for stem in stemmer.stems(passage.chunk.indexed)}
    return len(stems & found) / len(stems)
