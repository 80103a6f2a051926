"""The guidance linter: what `docs/writing-guidance.md` asks, checked.

Header fields and citations that are not defined are refused earlier, by the parser: nothing can be read without them.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Document
from assistant.guidance.check_documents import check_grades, check_headings, check_review, grade_of
from assistant.guidance.check_library import (
    check_asked,
    check_doses_agree,
    check_exercises_exist,
    check_exercises_named,
    check_references_used,
    check_samples_agree,
    check_shared_numbers,
)
from assistant.guidance.check_sentences import (
    check_based_on,
    check_citations,
    check_doses,
    check_seen,
    check_sentences,
)
from assistant.guidance.findings import Finding, locator


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the linter found, and the reading grade of each document."""

    findings: tuple[Finding, ...]
    grades: Mapping[str, float]
    kinds: Mapping[str, str]  # topic or exercise, by document

    def median_grade(self, kind: str = "") -> float:
        """Return the median reading grade over documents of a kind, or over all; 0 when there is none."""
        chosen = [grade for name, grade in self.grades.items() if kind in ("", self.kinds[name])]
        return statistics.median(chosen) if chosen else 0.0

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
    grades = {document.id: grade for document in own if (grade := grade_of(document)) is not None}
    findings: list[Finding] = []
    for document in own:
        text = raw.get(document.source, "")
        where = locator(document, text)
        for check in (check_sentences, check_citations, check_doses):
            findings.extend(check(document, where))
        findings.extend(check_based_on(document, text))
        findings.extend(check_seen(document, where, defined))
        findings.extend(check_headings(document))
        findings.extend(check_review(document, today))
    findings.extend(check_references_used(own, defined))
    findings.extend(check_exercises_exist(own))
    findings.extend(check_asked(own))
    findings.extend(check_exercises_named(own, raw))
    for agree in (check_shared_numbers, check_doses_agree, check_samples_agree):
        findings.extend(agree(own))
    findings.extend(check_grades(own, grades))
    return CheckResult(tuple(findings), grades, {document.id: document.kind for document in own})
