"""What kind of answer a question asks for."""

import pytest

from assistant.retrieval.intents import asks_how_often, asks_how_to, intent_of


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how do I do a clamshell?", "how-to"),
        ("how many sets?", "dose"),
        ("how often should I stretch", "dose"),
        ("how long does it take to heal", "time"),
        ("is grass better than road?", "compare"),
        ("squats or leg press?", "compare"),
        ("why does it hurt", "why"),
        ("what if it hurts?", "stop"),
        ("make it easier", "easier"),
        ("can I make them harder", "harder"),
        ("give me a walk-run plan", "plan"),
        ("what is heel drop?", "what-is"),
        ("which shoes help", "choice"),
        ("what helps outer hip pain", "choice"),
        ("tell me more", "more"),
        ("is running on sand ok", "about"),
    ],
)
def test_intents(text: str, intent: str) -> None:
    assert intent_of(text) == intent


def test_how_to_is_heard_beside_how_many() -> None:
    assert asks_how_to("how do I do a hip hike and how many?")
    assert not asks_how_to("how many hip hikes?")


@pytest.mark.parametrize("text", ["should i do it every day?", "how often", "twice a week ok?", "days off between?"])
def test_days_are_asked_for_in_many_ways(text: str) -> None:
    assert asks_how_often(text)
    assert not asks_how_often("how long do i hold it")
