"""The guidance linter: what `docs/writing-guidance.md` asks, checked."""

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assistant.domain import Document, Sentence
from assistant.guidance.markdown import EXERCISE_HEADINGS
from assistant.guidance.readability import reading_grade
from assistant.guidance.sentences import is_dangling

MAX_SENTENCE_WORDS = 20
MAX_MEDIAN_GRADE = 8.0
MAX_GRADE = 9.5
MAX_GRADE_HARD = 10.5
HARD_TOPICS = frozenset({"pain-science", "lower-limb-reconstruction"})  # their terms are long, and explained
REVIEW_SOON = timedelta(days=60)

_HELP_HEADING = re.compile(
    r"\b(stop|see (a|somebody|someone)|seek|get help|emergency|who do i see|warning signs?|mean today)\b", re.IGNORECASE
)
_BARE_DOSE = re.compile(
    r"\b(?:hold|rest|wait|pause|roll|balance|stretch)\w*\b[^.;]{0,30}\bfor (?:about )?\d+(?: to \d+)?(?=[.;,)]|$)"
    r"|\b\d+ ?[x×] ?\d+\b",
    re.IGNORECASE,
)
_SETS = re.compile(r"(\d+(?: to \d+)?) sets? of (\d+(?: to \d+)?)")
# Numbers that stand in many documents and must be one: a name, and a pattern whose group is the number.
_SHARED_NUMBERS = {
    "weeks after which pain is referred": r"not clearly (?:getting )?better (?:by|after|within) about (\d+) weeks",
    "pain score that is fine": r"pain (?:of|at|up to) (?:0 to )?(\d+) out of 10 (?:is|counts as) (?:fine|safe)",
    "pain score at which to stop": r"(?:outer-knee )?pain (?:of|at|reaches) (\d+) out of 10 or more[^.]{0,40}\bstop",
    "hours between sessions for the same muscles": r"same muscles[^.]{0,30}?(\d+) hours",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (or, as a warning, to know)."""

    level: Literal["error", "warning"]
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n  To mend: {self.mend}"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the linter found, and the reading grade of each document."""

    findings: tuple[Finding, ...]
    grades: Mapping[str, float]

    @property
    def median_grade(self) -> float:
        """Median reading grade over documents; 0 when there is none."""
        return statistics.median(self.grades.values()) if self.grades else 0.0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse the guidance."""
        return tuple(finding for finding in self.findings if finding.level == "error")


def check_guidance(
    documents: Sequence[Document],
    raw: Mapping[str, str],
    *,
    defined: Mapping[str, bool],
    today: date,
) -> CheckResult:
    """Check documents that have a header; files brought in without one are nobody's to mend.

    Args:
        documents: as parsed.
        raw: the files' texts by `Document.source`, to name lines.
        defined: each reference key, and whether somebody has seen the reference.
        today: for review dates.
    """
    own = [document for document in documents if document.kind != "page"]
    findings: list[Finding] = []
    for document in own:
        where = _locator(document, raw.get(document.source, ""))
        for check in (_sentences, _headings, _citations, _doses):
            findings.extend(check(document, where))
        findings.extend(_review(document, today))
        findings.extend(_unseen(document, where, defined))
    findings.extend(_unused(own, defined))
    findings.extend(_exercises_exist(own))
    findings.extend(_numbers_agree(own))
    findings.extend(_doses_agree(own))
    grades = {document.id: grade for document in own if (grade := _grade(document)) is not None}
    findings.extend(_grade_findings(own, grades))
    return CheckResult(tuple(findings), grades)


Locator = Callable[[int], str]


def _locator(document: Document, raw: str) -> Locator:
    """Return a function from a character of the ingested text to `file:line` of its source."""
    lines = [re.sub(r"\s*\[@[^\]]+\]|[*_`]", "", line) for line in raw.splitlines()]

    def where(start: int) -> str:
        for length in (40, 24, 12):  # a sentence may go on in the next line of its file
            opening = document.text[start : start + length].split("\n")[0]
            for number, line in enumerate(lines, 1):
                if opening in line:
                    return f"{document.source}:{number}"
        return document.source

    return where


def _all_sentences(document: Document) -> Iterator[Sentence]:
    for section in document.sections:
        yield from section.sentences


def _text(document: Document, sentence: Sentence) -> str:
    return document.text[sentence.start : sentence.end]


def _sentences(document: Document, where: Locator) -> Iterator[Finding]:
    for sentence in _all_sentences(document):
        text = _text(document, sentence)
        if sentence.kind == "row":
            continue
        if is_dangling(text) and sentence.kind != "step":
            yield Finding(
                "error",
                where(sentence.start),
                f"a sentence opens with a word that leans on another: {text[:60]!r}",
                "name the subject",
            )
        words = len(text.split())
        if words > MAX_SENTENCE_WORDS:
            yield Finding(
                "error",
                where(sentence.start),
                f"a sentence has {words} words: {text[:60]!r}",
                f"cut it to {MAX_SENTENCE_WORDS} words or fewer",
            )


def _headings(document: Document, where: Locator) -> Iterator[Finding]:
    if document.kind == "exercise":
        found = tuple(section.heading for section in document.sections)
        missing = [heading for heading in EXERCISE_HEADINGS if heading not in found]
        if missing:
            yield Finding(
                "error",
                document.source,
                f"lacks the heading {missing[0]!r}",
                f"write all of: {', '.join(EXERCISE_HEADINGS)}",
            )
        elif found != EXERCISE_HEADINGS:
            yield Finding(
                "error", document.source, "has its headings in another order", f"use: {', '.join(EXERCISE_HEADINGS)}"
            )
    elif not any(_HELP_HEADING.search(part) for section in document.sections for part in section.path[1:]):
        yield Finding(
            "error",
            document.source,
            "does not say when to stop or when to see somebody",
            "add a section on it near the end",
        )


def _citations(document: Document, where: Locator) -> Iterator[Finding]:
    for sentence in _all_sentences(document):
        if "[@" in _text(document, sentence):
            yield Finding("error", where(sentence.start), "a citation is not in the form [@key; @key]", "correct it")
        if sentence.evidence == "conflicting" and not sentence.references:
            yield Finding(
                "error",
                where(sentence.start),
                "is marked conflicting and cites nothing",
                "cite the sources that disagree",
            )


def _doses(document: Document, where: Locator) -> Iterator[Finding]:
    for sentence in _all_sentences(document):
        bare = _BARE_DOSE.search(_text(document, sentence))
        if bare and sentence.kind != "row":
            yield Finding(
                "error",
                where(sentence.start),
                f"a number has no unit: {bare.group()!r}",
                'write "2 sets of 10 repeats", "30 seconds"',
            )


def _review(document: Document, today: date) -> Iterator[Finding]:
    if document.review_by is None:
        return
    if document.review_by < today:
        yield Finding(
            "warning", document.source, f"is past its review date, {document.review_by}", "have a clinician review it"
        )
    elif document.review_by - today <= REVIEW_SOON:
        yield Finding(
            "warning", document.source, f"is due for review by {document.review_by}", "have a clinician review it"
        )


def _unseen(document: Document, where: Locator, defined: Mapping[str, bool]) -> Iterator[Finding]:
    for sentence in _all_sentences(document):
        if sentence.references and not any(defined.get(key, False) for key in sentence.references):
            names = ", ".join(sentence.references)
            yield Finding(
                "error",
                where(sentence.start),
                f"rests on references that nobody has seen: {names}",
                "cite one that was read, or say it is usual practice",
            )


def _unused(documents: Sequence[Document], defined: Mapping[str, bool]) -> Iterator[Finding]:
    used = {reference.key for document in documents for reference in document.references}
    for key in sorted(set(defined) - used):
        yield Finding("error", "references.yaml", f"`{key}` is cited by no document", "remove the entry, or cite it")


def _exercises_exist(documents: Sequence[Document]) -> Iterator[Finding]:
    present = {document.id for document in documents if document.kind == "exercise"}
    for document in documents:
        for name in document.exercises:
            if name not in present:
                yield Finding(
                    "error",
                    document.source,
                    f"recommends the exercise `{name}`, which does not exist",
                    f"write exercises/{name}.md, or correct the name",
                )


def _numbers_agree(documents: Sequence[Document]) -> Iterator[Finding]:
    for name, pattern in _SHARED_NUMBERS.items():
        stated: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            for match in re.finditer(pattern, document.text, re.IGNORECASE):
                stated[match.group(1)].append(document.source)
        if len(stated) > 1:
            usual = max(stated, key=lambda number: len(stated[number]))
            for number, sources in sorted(stated.items()):
                if number != usual:
                    yield Finding(
                        "error",
                        sources[0],
                        f"gives {number} as the {name}; others give {usual}",
                        "make the numbers agree",
                    )


def _doses_agree(documents: Sequence[Document]) -> Iterator[Finding]:
    """A topic that gives one exercise's sets and repeats gives those of the exercise's own document."""
    doses = {
        document.title.lower(): (document.id, set(_SETS.findall(document.text)))
        for document in documents
        if document.kind == "exercise"
    }
    for document in documents:
        if document.kind == "exercise":
            continue
        for sentence in _all_sentences(document):
            text = _text(document, sentence)
            named = [name for name in doses if re.search(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE)]
            given = _SETS.findall(text)
            known = doses[named[0]][1] if len(named) == len(given) == 1 else set()
            strange = [dose for dose in given if known and not any(_within(dose, usual) for usual in known)]
            for sets, repeats in strange[:1]:
                yield Finding(
                    "error",
                    document.source,
                    f"gives {sets} sets of {repeats} for the {named[0]}; its document does not",
                    "make the numbers agree",
                )


def _within(dose: tuple[str, str], usual: tuple[str, str]) -> bool:
    """Say whether sets and repeats lie in the usual ranges: "2 sets of 15" agrees with "2 to 3 sets of 12 to 20"."""
    return all(
        _span(outer)[0] <= _span(inner)[0] and _span(inner)[1] <= _span(outer)[1]
        for inner, outer in zip(dose, usual, strict=True)
    )


def _span(numbers: str) -> tuple[int, int]:
    parts = [int(part) for part in numbers.split(" to ")]
    return parts[0], parts[-1]


def _grade(document: Document) -> float | None:
    return reading_grade([_text(document, s) for s in _all_sentences(document) if s.kind != "row"])


def _grade_findings(documents: Sequence[Document], grades: Mapping[str, float]) -> Iterator[Finding]:
    for document in documents:
        limit = MAX_GRADE_HARD if document.id in HARD_TOPICS else MAX_GRADE
        grade = grades.get(document.id, 0.0)
        if grade > limit:
            yield Finding(
                "error",
                document.source,
                f"has reading grade {grade:.1f}, above {limit}",
                "use shorter words and sentences",
            )
    if grades and statistics.median(grades.values()) > MAX_MEDIAN_GRADE:
        yield Finding(
            "error",
            "all documents",
            f"have a median reading grade above {MAX_MEDIAN_GRADE}",
            "use shorter words and sentences",
        )
