"""The question sets of the repository: well-formed, and true to the corpus."""

import re
from pathlib import Path

import pytest

from assistant.domain import Route
from evals.cases import Case
from evals.grading.words import plain, stands_in
from evals.reading import read_sets

ROOT = Path(__file__).resolve().parents[2]
SETS = sorted((ROOT / "evals" / "sets").glob("*.yaml"))
CONTENT = [path for path in SETS if path.name == "first.yaml" or path.name.startswith(("content-", "evidence-"))]


def _body(path: Path) -> str:
    text = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    without_marks = re.sub(r" ?\[@[^\]]*\]|^\s*(?:[-#]+|\d+\.)\s+|\*\*|\|", " ", text, flags=re.MULTILINE)
    return plain(without_marks)


@pytest.fixture(scope="module")
def corpus() -> dict[str, str]:
    paths = [*(ROOT / "corpus").glob("*.md"), *(ROOT / "corpus" / "exercises").glob("*.md")]
    return {path.stem: _body(path) for path in paths}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return tuple(case for question_set in read_sets(CONTENT) for case in question_set.cases)


def test_ids_are_unique_over_all_sets_and_each_case_has_a_split_and_a_tag(cases) -> None:
    assert len(cases) >= 600
    assert all(case.split and case.tags for case in cases)


def test_the_first_set_covers_every_route(cases) -> None:
    first = [case for case in cases if case.id.startswith("first-")]
    assert len(first) == 100
    assert {route for case in first for route in case.expect.route} == set(Route)


def test_every_document_that_a_case_names_exists(cases, corpus) -> None:
    unknown = {case.id: set(case.expect.documents) - corpus.keys() for case in cases}
    assert {case_id: missing for case_id, missing in unknown.items() if missing} == {}


def test_every_fact_stands_in_a_document_that_the_case_names(cases, corpus) -> None:
    lost = []
    for case in cases:
        text = "\n".join(corpus.get(document, "") for document in case.expect.documents)
        groups = [group for group in case.expect.facts if not any(stands_in(words, text) for words in group)]
        lost += [f"{case.id}: {' or '.join(group)}" for group in groups]
    assert lost == []


def test_every_topic_document_is_asked_about(cases, corpus) -> None:
    topics = {path.stem for path in (ROOT / "corpus").glob("*.md")}
    assert topics - {document for case in cases for document in case.expect.documents} == set()


def test_unanswerable_cases_expect_no_facts(cases) -> None:
    assert [case.id for case in cases if case.expect.abstain and (case.expect.facts or case.expect.documents)] == []
