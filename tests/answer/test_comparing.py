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


@pytest.mark.parametrize(
    "message",
    [
        "clamshells or side lying leg raises six weeks after a hip replacement?",
        "I'm 70 with osteoporosis. squats or wall sits?",
        "squats vs wall sits with a slipped disc",
        "wall sits or squats with a torn meniscus?",
        "step ups or step downs with an ACL reconstruction",
        "side plank or clamshell with a dislocated shoulder last year",
        "I had a slipped disc. It has been okay lately. squats or wall sits?",
        "squats or wall sits while pregnant",
        "my 13 year old daughter: squats or wall sits",
        "squats or wall sits for my mum after a fall",
    ],
)
def test_who_tells_of_a_condition_is_not_given_two_exercises_as_if_for_anybody(
    assistant: Assistant, message: str
) -> None:
    assert len(assistant.reply([message]).exercises) < 2


@pytest.mark.parametrize(
    "before", ["I'm 30 weeks pregnant", "I had a hip replacement six weeks ago", "my dad is 74 and frail"]
)
def test_nor_is_who_told_of_it_before(assistant: Assistant, before: str) -> None:
    assert len(assistant.reply([before, "clamshells or side lying leg raises?"]).exercises) < 2


def test_nor_is_who_then_only_says_no_to_a_question_of_the_card(assistant: Assistant) -> None:
    assert len(assistant.reply(["I had a slipped disc. squats or wall sits?", "no"]).exercises) < 2


def test_two_exercises_in_pregnancy_are_answered_by_the_guidance_for_it(assistant: Assistant) -> None:
    citations = assistant.reply(["I'm pregnant. squats or wall sits?"]).citations
    assert citations[0].document == "pregnancy-and-after"


@pytest.mark.parametrize(
    "messages",
    [
        ["are wall sits safer than squats for sore knees?"],
        ["which is better for the IT band: a wall sit or a squat?"],
        ["outer knee sore for 2 months. squats or wall sits?"],
        ["wall sits or squats, I get pain on the outside of my knee"],
        ["which shoes help?", "squats or wall sits?"],
        ["how do i do a step up", "squats or wall sits?"],
    ],
)
def test_places_pain_and_other_subjects_before_are_no_condition(assistant: Assistant, messages: list[str]) -> None:
    assert {card.id for card in assistant.reply(messages).exercises} == {"bodyweight-squat", "wall-sit"}


@pytest.mark.parametrize(
    "message",
    [
        "compare clamshells and side plank and squats",
        "squats, lunges or wall sits?",
        "squats, wall sits or clamshells: which first?",
        "are squats or wall sits better than lunges",
    ],
)
def test_of_three_things_none_is_dropped_in_silence(assistant: Assistant, message: str) -> None:
    assert len(assistant.reply([message]).exercises) != 2


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
