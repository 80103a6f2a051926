"""Questions to ask next that the guidance answers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from assistant.domain import Document, Passage, Quotation
from assistant.retrieval.names import is_question

MOST = 3
_DOING = re.compile(r"[\w ]+ing the\b")  # a title that names what is done: "foam rolling the quads"
_ALIKE = 0.8  # cosines of question and heading, and question and text, that sum up to a topic which is near


def follow_ups(
    passages: Sequence[Passage],
    quotations: Sequence[Quotation],
    documents: Mapping[str, Document],
    asked: Sequence[str],
    may_offer: Callable[[str], bool],
) -> tuple[str, ...]:
    """Return up to three questions: headings near the answer that it did not use.

    Args:
        passages: what retrieval found, best first.
        quotations: the answer's.
        documents: all guidance by id.
        asked: what the person has asked so far.
        may_offer: whether a question is answered when it is pressed, and does not read as a complaint of one's own.
    """
    used = {(q.document, q.section) for q in quotations}
    own = asked_forms(asked)
    found: list[str] = []
    for document_id in dict.fromkeys(q.document for q in quotations):
        document = documents[document_id]
        if document.kind == "exercise":
            found.extend(_about_exercise(document, used))
    for passage in filter(_is_near, passages):
        document = documents[passage.chunk.document]
        heading = document.sections[passage.chunk.section].heading
        if is_question(heading) and (document.id, passage.chunk.section) not in used:
            found.append(heading)
    for document_id in dict.fromkeys(q.document for q in quotations):
        found.extend(_neighbours(documents[document_id], used))
    return _first(q for q in dict.fromkeys(found) if q.lower().strip(" ?") not in own and may_offer(q))


def _is_near(passage: Passage) -> bool:
    """Say whether a passage shares meaning with the question, not only a word."""
    return passage.heading + passage.dense >= _ALIKE


def _first(offers: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(offers, MOST))


def nearest_topics(
    passages: Sequence[Passage], documents: Mapping[str, Document], may_offer: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return up to three questions the guidance does answer, nearest first, where it lacks the one asked.

    Fewer, or none, where the rest shares no more than a word with it.
    """
    near = filter(_is_near, passages)
    headings = (documents[p.chunk.document].sections[p.chunk.section].heading for p in near)
    return _first(heading for heading in dict.fromkeys(headings) if is_question(heading) and may_offer(heading))


def asked_forms(asked: Sequence[str]) -> set[str]:
    """Return the questions already asked, in the form they are compared in."""
    return {question.lower().strip(" ?") for question in asked}


def _about_exercise(document: Document, used: set[tuple[str, int]]) -> list[str]:
    """Offer the parts of an exercise that the answer did not show."""
    name = document.title[0].lower() + document.title[1:]
    if not _DOING.match(name):
        name = f"the {name}"
    offers = {
        "How much": f"How many sets and repeats of {name}?",
        "Make it easier": f"How do I make {name} easier?",
        "Make it harder": f"How do I make {name} harder?",
        "Common mistakes": f"What are common mistakes with {name}?",
    }
    shown = {document.sections[number].heading for owner, number in used if owner == document.id}
    present = {section.heading for section in document.sections}
    return [text for heading, text in offers.items() if heading in present and heading not in shown]


def _neighbours(document: Document, used: set[tuple[str, int]]) -> list[str]:
    """Return the question headings after the last section used, then those before it."""
    numbers = [number for owner, number in used if owner == document.id]
    last = max(numbers) if numbers else 0
    order = [*range(last + 1, len(document.sections)), *range(last)]
    return [
        document.sections[n].heading
        for n in order
        if is_question(document.sections[n].heading) and (document.id, n) not in used
    ]
