"""Questions of a tester that were answered by something else, or by nothing: each with what now answers it."""

import pytest

from assistant.answer.exercises import kit
from assistant.assembly import Assistant
from assistant.retrieval.framing import unframed
from assistant.retrieval.parts import parts_of


@pytest.mark.parametrize(
    ("messages", "first"),
    [
        (["half marathon in 10 days, outside of knee sore since sunday, run it or not"], "promise a race"),
        (["total rest 2 weeks good idea?"], "complete rest is not needed"),
        (["does rest work"], "complete rest is not needed"),
        (["what's better stretching or foam rolling"], "Neither stretching nor foam rolling"),
        (["do i foam roll before or after"], "before exercise"),
        (["is it the same as runners knee"], "runner's knee"),
        (["football with itb syndrome"], "football or the gym"),
        (["football training with itb"], "football or the gym"),
        (["is it because my glutes dont fire"], "weak glutes"),
        (["what does a score of 3 mean"], "At 3 out of 10"),
        (["can i wear heels"], "High heels"),
        (["is walking ok"], "Walking on the flat"),
        (["what percentage of runners get itbs"], "7 to 14 in 100"),
        (["how common is itbs"], "7 to 14 in 100"),
        (["clams hurt my hip"], "stop clamshells"),
        (["is 3/10 pain ok", "and 5/10"], "4 out of 10"),
        (["hip hitch"], "hip hike"),
        (["ice vs heat vs ibuprofen gel"], "Ice or heat"),
        (["do compression sleeves help"], "do not need a brace"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
def test_what_was_asked_is_answered_first(assistant: Assistant, messages: list[str], first: str) -> None:
    reply = assistant.reply(messages)
    assert not reply.abstained and first in " ".join(s.text for s in reply.sentences[:2])


def test_no_stop_rule_of_something_else(assistant: Assistant) -> None:
    reply = assistant.reply(["half marathon in 10 days, outside of knee sore since sunday, run it or not"])
    assert "sleep plan" not in reply.text


def test_a_click_in_an_exercise_is_told_of_from_its_own_rules(assistant: Assistant) -> None:
    text = assistant.reply(["clams make my hip click"]).text
    assert "if the click hurts" in text and "TV" not in text


def test_the_evidence_for_an_exercise_is_what_was_measured(assistant: Assistant) -> None:
    text = assistant.reply(["whats the evidence for clams"]).text
    assert "In lab tests" in text and "Lie on your side" not in text


@pytest.mark.parametrize("message", ["lunges hurt", "squats hurt my knee what instead"])
def test_an_exercise_that_hurts_comes_with_when_to_stop(assistant: Assistant, message: str) -> None:
    assert "4 out of 10" in assistant.reply([message]).text


@pytest.mark.parametrize("message", ["driving hurts my knee", "front plank"])
def test_what_the_guidance_lacks_is_not_answered_by_its_neighbour(assistant: Assistant, message: str) -> None:
    assert assistant.reply([message]).abstained


def test_no_part_of_three_is_dropped(assistant: Assistant) -> None:
    text = assistant.reply(["whats itbs, how long does it last, and when should i see someone"]).text
    assert "See a physiotherapist" in text and "2 to 6 weeks" in text


def test_a_question_that_asks_at_its_end_is_one_beside_the_next() -> None:
    asked = "10 percent rule is it real and how do i go back to running after 2 weeks off"
    assert parts_of(asked).questions == ("10 percent rule is it real", "how do i go back to running after 2 weeks off")


def test_a_score_is_written_as_the_guidance_writes_it() -> None:
    assert unframed("is 3/10 pain ok") == "is 3 out of 10 pain ok" and unframed("13/10/2026") == "13/10/2026"


@pytest.mark.parametrize(
    ("equipment", "said"),
    [
        (("none",), "no kit"),
        (("none", "resistance band"), "no kit, or a resistance band"),
        (("none", "ankle weight"), "no kit, or an ankle weight"),
        (("none", "dumbbells"), "no kit, or dumbbells"),
        (("mat", "resistance band"), "mat, resistance band"),
        ("step", "step"),
    ],
)
def test_kit_that_is_a_choice_is_not_told_as_needed(equipment: tuple[str, ...], said: str) -> None:
    assert kit(equipment) == said
