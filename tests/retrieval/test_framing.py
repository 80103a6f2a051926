"""Questions about what is known or thought of a thing, read as whether it helps."""

import pytest

from assistant.retrieval.framing import unframed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("what does the evidence say about dry needling", "does dry needling help?"),
        ("What do studies show about foam rolling?", "does foam rolling help?"),
        ("is there any evidence for insoles", "does insoles help?"),
        ("any research on ice baths?", "does ice baths help?"),
        ("yoga: does it work?", "does yoga help?"),
        ("any good, clamshells?", "does clamshells help?"),
        ("thoughts on pilates", "does pilates help?"),
        ("what do you think of foam rolling", "does foam rolling help?"),
    ],
)
def test_what_is_known_of_a_thing_is_whether_it_helps(text: str, read: str) -> None:
    assert unframed(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "is there any evidence for it?",
        "how much evidence do you need before I may run",
        "does dry needling help itbs?",
        "is foam rolling bad for the band?",
        "my knee hurts, any thoughts on what it is and should I rest?",
    ],
)
def test_other_questions_are_left_as_asked(text: str) -> None:
    assert unframed(text) == text
