"""Runs of eight words that guidance shares with a source."""

from pathlib import Path

import pytest

from evals.overlap import main, shingles

HEADER = """---
id: knees
title: Knees
topic: knees
summary: How to look after knees.
audience: Adults
based_on: []
licence: CC-BY-4.0
reviewed_on: 2026-01-02
review_by: 2027-01-02
---
"""
LIFTED = "a sore knee settles sooner when you keep moving gently"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def run(corpus: Path, sentence: str, source: str, heading: str = "Rest") -> int:
    (corpus / "knees.md").write_text(f"{HEADER}\n# Knees\n\n## {heading}\n\n{sentence}\n", encoding="utf-8")
    sources = corpus.parent / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "sheet.md").write_text(source, encoding="utf-8")
    return main([str(corpus), str(sources)])


def test_shingles_are_runs_of_eight_words_without_case_and_marks() -> None:
    assert list(shingles("One, two three; four five six seven EIGHT nine.")) == [
        ("one", "two", "three", "four", "five", "six", "seven", "eight"),
        ("two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ]
    assert list(shingles("one two three four five six seven")) == []


@pytest.mark.parametrize(
    ("sentence", "source", "status"),
    [
        pytest.param(f"In short, {LIFTED}.", f"- Doctors say {LIFTED}, mostly.", 1, id="lifted"),
        pytest.param(f"In short, {LIFTED}.", f"- {LIFTED.upper()}!", 1, id="case-and-marks"),
        pytest.param(
            f"In short, {LIFTED}.", "- a sore knee settles sooner\nwhen you keep moving gently", 1, id="wrapped-line"
        ),
        pytest.param(
            f"In short, {LIFTED}.", "a sore knee settles sooner [smith2020] when you keep moving", 1, id="citation"
        ),
        pytest.param("A sore knee settles sooner if you move.", f"- {LIFTED}", 0, id="own-words"),
        pytest.param(
            f"In short, {LIFTED}.", "- a sore knee settles\n- sooner when you keep moving gently", 0, id="two-items"
        ),
        pytest.param(f"In short, {LIFTED}.", f"---\ncitation: {LIFTED}\n---\nOther words.", 0, id="title-in-header"),
    ],
)
def test_a_sentence_that_shares_a_run_is_found(corpus: Path, sentence: str, source: str, status: int) -> None:
    assert run(corpus, sentence, source) == status


def test_headings_are_compared_too(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Why does my sore knee settle when I keep on moving?"
    assert run(corpus, "Rest helps.", f"1. {question}", heading=question) == 1
    said = capsys.readouterr().out
    assert (
        "knees.md: 'Why does my sore knee settle when I keep on moving?' shares 'why does my sore knee settle when i'"
        in said
    )
    assert (
        "1 of the sentences, headings and other ways to ask of 1 documents share a run of 8 words with 1 sources."
        in said
    )


def test_a_source_that_is_missing_ends_with_2_and_one_message(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(corpus, "Rest helps.", "Other words.")
    capsys.readouterr()
    assert main([str(corpus), str(corpus / "nowhere.md")]) == 2
    assert "there is no text to compare with" in capsys.readouterr().err
