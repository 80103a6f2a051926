"""Two things set side by side: both are told of, shortly, each with its stop rule."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("message", "documents"),
    [
        ("clamshells or side lying leg raises?", ["clamshell", "side-lying-leg-raise"]),
        ("hip hikes or single leg squats first", ["hip-hike", "single-leg-squat-to-box"]),
        ("side plank or clamshell which is harder", ["side-plank", "clamshell"]),
        ("wall sit vs squats", ["wall-sit", "bodyweight-squat"]),
        ("clams and bridges difference", ["clamshell", "glute-bridge"]),
        ("whats the difference between a step up and a step down", ["step-up", "step-down"]),
    ],
)
def test_of_two_exercises_each_has_its_use_dose_and_stop_rule(
    assistant: Assistant, message: str, documents: list[str]
) -> None:
    reply = assistant.reply([message])
    assert [card.id for card in reply.exercises] == documents
    assert all(card.what_it_trains and card.how_much and card.stop_if for card in reply.exercises)
    assert sum(len(sentence.text.split()) for sentence in reply.sentences) <= 120


def test_two_topics_are_each_told_of(assistant: Assistant) -> None:
    reply = assistant.reply(["foam rolling or strengthening, whats better for itb"])
    text = " ".join(sentence.text for sentence in reply.sentences).lower()
    assert "rolling" in text and "strengthening" in text and len(text.split()) <= 120


@pytest.mark.parametrize(
    ("message", "section"),
    [
        ("leg press or squats", "Is leg press or squat better?"),
        ("ice or heat", "Does ice or heat help ITBS?"),
        ("yoga or pilates", "Is yoga or Pilates a fair swap?"),
    ],
)
def test_a_section_that_compares_answers(assistant: Assistant, message: str, section: str) -> None:
    assert assistant.reply([message]).citations[0].section == section


def test_of_two_things_the_one_that_the_guidance_lacks_is_not_made_up(assistant: Assistant) -> None:
    assert "burpee" not in " ".join(s.text.lower() for s in assistant.reply(["burpees or clamshells"]).sentences)


def test_the_side_that_is_not_answered_is_named(assistant: Assistant) -> None:
    reply = assistant.reply(["step ups vs stairs"])
    assert reply.sentences and "step ups vs stairs" not in reply.text
