"""The reading grade is Flesch-Kincaid's, as textstat counts it."""

import pytest

from assistant.guidance.readability import count_syllables, reading_grade


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("knee", 1),
        ("tendon", 2),
        ("physiotherapist", 6),
        ("isn’t", 2),
        ("20", 2),
        ("1.5", 2),
        ("10,000", 5),
        ("iliotibial", 6),
        ("clamshells", 2),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_formula() -> None:
    # 6 words, 6 syllables, 1 sentence: 0.39 × 6 + 11.8 × 1 − 15.59
    assert reading_grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    # 7 and 11 words, 9 and 14 syllables, 2 sentences
    sentences = ["Keep the knee over the second toe.", "Lower slowly, and stop if pain reaches four out of ten."]
    assert reading_grade(sentences) == pytest.approx(0.39 * 18 / 2 + 11.8 * 23 / 18 - 15.59)


# Given by textstat 0.7.13 (`flesch_kincaid_grade`, CMU dictionary).
@pytest.mark.parametrize(
    ("sentences", "grade"),
    [
        (["The cat sat on the mat."], -1.45),
        (["Keep the knee over the second toe.", "Lower slowly, and stop if pain reaches four out of ten."], 3.0),
    ],
)
def test_it_agrees_with_textstat(sentences: list[str], grade: float) -> None:
    assert reading_grade(sentences) == pytest.approx(grade, abs=0.01)


def test_numbers_count_as_words_and_hyphened_words_as_their_parts() -> None:
    assert reading_grade(["Rest 2 days."]) == pytest.approx(reading_grade(["Rest two days."]))
    assert reading_grade(["Use a one-leg hop."]) == pytest.approx(reading_grade(["Use a one leg hop."]))


def test_nothing_has_no_grade() -> None:
    assert reading_grade([]) is None
    assert reading_grade(["…"]) is None
