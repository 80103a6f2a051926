"""The checks that need one document: its headings, its review date, its reading grade."""

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from assistant.domain import Document
from assistant.guidance.findings import Finding, all_sentences, error, text_of, warning
from assistant.guidance.markdown import EXERCISE_HEADINGS
from assistant.guidance.readability import reading_grade

MAX_MEDIAN_GRADE = 8.0
MAX_GRADE = 9.5
MAX_GRADE_HARD = 10.5
HARD_TOPICS = frozenset({"pain-science", "lower-limb-reconstruction"})  # their terms are long, and explained
REVIEW_SOON = timedelta(days=60)

_STOP = re.compile(r"\bstop\b", re.IGNORECASE)
_SEE = re.compile(
    r"\b(see|ask|phone|call|tell|contact|book|get (medical |same-day )?help|medical (help|check|advice)|"
    r"have it checked|need(s)? (a|an|to see a) (clinician|doctor|physiotherapist|check|assessment|medical))\b",
    re.IGNORECASE,
)
_HELP_HEADING = re.compile(
    r"\b(stop|see (a|somebody|someone)|seek|get help|emergency|who do i see|warning signs?|mean today)\b", re.IGNORECASE
)


def check_headings(document: Document) -> Iterator[Finding]:
    """An exercise has its fixed headings; a topic has a section on when to stop and when to see somebody."""
    if document.kind == "exercise":
        yield from _exercise_headings(document)
        return
    helping = [section for section in document.sections if any(_HELP_HEADING.search(part) for part in section.path[1:])]
    if not helping:
        what = "does not say when to stop or when to see somebody"
        yield error(document.source, what, "add a section on it near the end")
        return
    said = " ".join(document.text[section.start : section.end] for section in helping)
    for pattern, what in ((_STOP, "when to stop"), (_SEE, "when to see somebody")):
        if not pattern.search(said):
            what = f"does not say {what}"
            yield error(document.source, what, f"add it under {helping[0].heading!r}")


def _exercise_headings(document: Document) -> Iterator[Finding]:
    found = tuple(section.heading for section in document.sections)
    missing = [heading for heading in EXERCISE_HEADINGS if heading not in found]
    asked = ", ".join(EXERCISE_HEADINGS)
    if missing:
        yield error(document.source, f"lacks the heading {missing[0]!r}", f"write all of: {asked}")
    elif found != EXERCISE_HEADINGS:
        yield error(document.source, "has its headings in another order", f"use: {asked}")


def check_review(document: Document, today: date) -> Iterator[Finding]:
    """Warn of a review date that is near or past."""
    if document.review_by is None:
        return
    mend = "have a clinician review it"
    if document.review_by < today:
        yield warning(document.source, f"is past its review date, {document.review_by}", mend)
    elif document.review_by - today <= REVIEW_SOON:
        yield warning(document.source, f"is due for review by {document.review_by}", mend)
    if document.reviewed_on and document.reviewed_on > document.review_by:
        what = f"was reviewed on {document.reviewed_on}, after its review date {document.review_by}"
        yield error(document.source, what, "set `review_by` to the next review")


def grade_of(document: Document) -> float | None:
    """Return the reading grade of what is quoted as sentences; a table row is no sentence."""
    return reading_grade([text_of(document, s) for s in all_sentences(document) if s.kind != "row"])


def check_grades(documents: Sequence[Document], grades: Mapping[str, float]) -> Iterator[Finding]:
    """Hold each document, and the median of the topics, to their reading grades."""
    mend = "use shorter words and sentences"
    for document in documents:
        limit = MAX_GRADE_HARD if document.id in HARD_TOPICS else MAX_GRADE
        grade = grades.get(document.id, 0.0)
        if grade > limit:
            yield error(document.source, f"has reading grade {grade:.1f}, above {limit}", mend)
    # Exercises are short commands and read easily; counted in, they would hide hard topics.
    topics = [grades[document.id] for document in documents if document.kind == "topic" and document.id in grades]
    if topics and statistics.median(topics) > MAX_MEDIAN_GRADE:
        yield error("all topics", f"have a median reading grade above {MAX_MEDIAN_GRADE}", mend)
