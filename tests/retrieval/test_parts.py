"""A message is cut into what it asks and the story around it."""

import pytest

from assistant.retrieval.parts import parts_of


@pytest.mark.parametrize(
    ("text", "questions", "story"),
    [
        ("how many clams? and how often?", ["how many clams?", "and how often?"], ""),
        ("Do weak glutes cause ITBS and will stronger hips change how I run?",
         ["Do weak glutes cause ITBS", "will stronger hips change how I run?"], ""),
        ("I had the flu for weeks. Where do I pick it up?", ["Where do I pick it up?"], "I had the flu for weeks."),
        ("1) what is heel drop 2) should I change it", ["what is heel drop", "should I change it"], ""),
        ("walk run plan", ["walk run plan"], ""),
        ("- which shoes help?\n- can I run on grass?", ["which shoes help?", "can I run on grass?"], ""),
        ("pain is 2.5 out of 10, is that fine?", ["pain is 2.5 out of 10, is that fine?"], ""),
    ],
)  # fmt: skip
def test_questions_and_story(text: str, questions: list[str], story: str) -> None:
    parts = parts_of(text)
    assert list(parts.questions) == questions
    assert parts.story == story


def test_a_long_message_without_a_question_is_read_by_its_end() -> None:
    text = " ".join(f"Sentence number {n} tells of shoes and hills." for n in range(9))
    assert parts_of(text).questions[0].startswith("Sentence number 7")


def test_no_more_than_four_questions_are_answered() -> None:
    text = " ".join(f"How many repeats of exercise {n}?" for n in range(9))
    assert len(parts_of(text).questions) == 4
