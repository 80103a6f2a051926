"""The repository's own guidance: its size, its form, and the documents that it must hold."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from assistant.domain import Document
from assistant.guidance.check import CheckResult, check_guidance
from assistant.guidance.findings import all_sentences, text_of
from assistant.guidance.markdown import EXERCISE_HEADINGS
from assistant.index.build import find_files, read_corpus

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RELATED_TOPICS = (
    "ankle-impingement", "overuse-prevention", "sleep-and-recovery", "lateral-hip-pain", "lower-limb-reconstruction",
    "movement-screening", "midfoot-pain", "pregnancy-and-after", "pain-science", "shoulder-instability",
    "mobility-for-older-adults", "closed-kinetic-chain-training",
)  # fmt: skip
# "Step 1 – Pattern: 8 times; Total running: 8 minutes": every cell beside the name of its column.
ROW = re.compile(r"[^–;]+ – [^:;]+: [^;]+(; [^:;]+: [^;]+)*")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_corpus([CORPUS])


@pytest.fixture(scope="module")
def result(documents: list[Document]) -> CheckResult:
    raw = {name: file.read_text(encoding="utf-8") for file, name in find_files([CORPUS]) if file.suffix == ".md"}
    entries = yaml.safe_load((CORPUS / "references.yaml").read_text(encoding="utf-8"))["references"]
    defined = {entry["id"]: entry.get("seen", True) for entry in entries}
    return check_guidance(documents, raw, defined=defined, today=date(2026, 11, 24))


def test_the_linter_finds_nothing(result: CheckResult) -> None:
    assert [str(finding) for finding in result.findings] == []


def test_it_reads_easily(result: CheckResult) -> None:
    assert result.median_grade("topic") <= 8.0
    assert max(result.grades.values()) <= 9.5


def test_its_size(documents: list[Document]) -> None:
    kinds = [document.kind for document in documents]
    assert kinds.count("topic") >= 24
    assert kinds.count("exercise") >= 36
    assert sum(len(document.text.split()) for document in documents) >= 40_000


def test_each_exercise_has_all_its_headings(documents: list[Document]) -> None:
    exercises = [document for document in documents if document.kind == "exercise"]
    assert {tuple(section.heading for section in exercise.sections) for exercise in exercises} == {EXERCISE_HEADINGS}


def test_the_source_article_is_named_and_each_related_topic_has_its_document(documents: list[Document]) -> None:
    by_id = {document.id: document for document in documents}
    assert "William Thompson, 3 August 2025" in str(by_id["itbs"].extra["source_article"])
    assert all(by_id[topic].kind == "topic" for topic in RELATED_TOPICS)


def test_each_table_row_reads_by_itself(documents: list[Document]) -> None:
    rows = [text_of(document, s) for document in documents for s in all_sentences(document) if s.kind == "row"]
    assert len(rows) >= 50
    assert [row for row in rows if not ROW.fullmatch(row)] == []
