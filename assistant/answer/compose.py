"""Composition: from the questions and their passages to the quotations of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.exercises import answers_from_card, exercise_answer
from assistant.answer.selection import Evidence, Sentences, choose, mentions_stop, stop_rule
from assistant.domain import Quotation

# Topics whose answers advise exercise or load: a stop rule is never left out of them.
_ADVISING = frozenset(
    "strengthening mobility-and-foam-rolling balance warm-up-and-weekly-plan training-load return-to-running cross-training "
    "cycling-and-hiking closed-kinetic-chain-training mobility-for-older-adults".split()
)
_ADVISING_INTENTS = frozenset(("how-to", "dose", "plan", "choice", "harder", "compare"))


@dataclass(frozen=True, slots=True)
class Draft:
    """The quotations of an answer, in reading order, and the exercises it shows whole."""

    quotations: tuple[Quotation, ...] = ()
    exercises: tuple[str, ...] = ()


def compose(parts: Sequence[Evidence], sentences: Sentences) -> Draft:
    """Choose the quotations that answer each part; at least one part with at least one passage."""
    quotations: list[Quotation] = []
    exercises: list[str] = []
    share = 1.0 if len(parts) == 1 else 0.6
    for part in parts:
        chosen = _about_exercise(part, sentences, exercises) or choose(part, sentences, share=share)
        quotations.extend(q for q in chosen if q not in quotations)
    quotations.extend(_stop_rules(parts, quotations, sentences))
    return Draft(tuple(quotations), tuple(exercises))


def _about_exercise(part: Evidence, sentences: Sentences, shown: list[str]) -> list[Quotation]:
    """Answer from an exercise's fixed headings where the question names one exercise, and is about doing it."""
    named = part.question.exercises
    if not named or not answers_from_card(part.question.intent):
        return []
    best = part.passages[0].chunk.document
    if part.question.intent in ("why", "time", "about", "stop") and best not in named and len(part.question.text.split()) > 4:
        return []  # "why does my knee click in a step-down?" is better answered by the topic found
    chosen: list[Quotation] = []
    for name in named[:1]:
        chosen.extend(exercise_answer(sentences.document(name), part.question.intent))
        shown.append(name)
    return chosen


def _stop_rules(parts: Sequence[Evidence], quotations: Sequence[Quotation], sentences: Sentences) -> list[Quotation]:
    """Return the stop rule of the first advising document that has none among the quotations."""
    if not any(part.question.intent in _ADVISING_INTENTS for part in parts):
        return []
    for document_id in dict.fromkeys(q.document for q in quotations):
        document = sentences.document(document_id)
        if document_id not in _ADVISING and document.kind != "exercise":
            continue
        if mentions_stop(document, quotations):
            return []
        rule = stop_rule(document)
        if rule:
            return [q for q in rule[:1] if q not in quotations]
    return []
