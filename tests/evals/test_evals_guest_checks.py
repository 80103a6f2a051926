"""The checks of a guest see what they are there to see: each kind of damage is named."""

from collections.abc import Callable

import pytest

from assistant import Assistant, Reply, Route
from assistant.safety.screen import Screen
from evals.cases import Case
from evals.grading.words import plain
from evals.guest_checks import broken, unquoted_numbers

SHOES = ("which shoes help with IT band pain?",)
CLAMSHELL = ("how do i do a clamshell",)
STEROID = ("would a steroid jab sort out an ankle impingement",)
SORE = ("outer knee sore for 2 months", "which exercises help?")


@pytest.fixture(autouse=True)
def rules_alone(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Route by the rules: what is tried here are the checks, on routes that no training moves."""
    monkeypatch.setattr(assistant._pipeline, "_screen", Screen.open())


def changed(reply: Reply, **fields: object) -> Reply:
    return reply.model_copy(update=fields)


def with_sentences(reply: Reply, keep: Callable[[str], bool]) -> Reply:
    """Return the reply with some sentences left out, as their citations stand."""
    return changed(reply, sentences=tuple(s for s in reply.sentences if keep(s.text)))


def first_reworded(reply: Reply) -> Reply:
    first = reply.sentences[0].model_copy(update={"text": "Take 7391 mg."})
    return changed(reply, sentences=(first, *reply.sentences[1:]))


DAMAGE: dict[str, tuple[tuple[str, ...], Callable[[Reply], Reply], str]] = {
    "another route": (SHOES, lambda r: changed(r, route=Route.DECLINE), "route is not the same"),
    "a card withheld": (SORE, lambda r: changed(r, card=None), "card is not the same"),
    "reasons withheld": (SORE, lambda r: changed(r, reasons=()), "reasons is not the same"),
    "a sentence withheld after a referral": (SORE, lambda r: changed(r, sentences=r.sentences[1:]), "other sentences"),
    "words of its own": (SHOES, lambda r: changed(r, text=r.text + " zanthorex"), "shows the guest's own 'zanthorex'"),
    "a number of its own": (
        SHOES,
        lambda r: changed(r, text=r.text.replace(r.sentences[0].text, f"{r.sentences[0].text} Run 30 km.")),
        "a number outside every quotation: 30",
    ),
    "a sentence reworded": (SHOES, first_reworded, "not in quote [1]: Take 7391 mg."),
    "half the steps": (
        CLAMSHELL,
        lambda r: changed(r, sentences=tuple(s for n, s in enumerate(r.sentences) if s.kind != "step" or n % 2)),
        "a step without its list",
    ),
    "a stop rule withheld": (CLAMSHELL, lambda r: with_sentences(r, lambda text: "stop" not in plain(text)), "lost: "),
    "an exercise withheld": (CLAMSHELL, lambda r: changed(r, exercises=()), "lost an exercise card"),
    "one side of a disagreement withheld": (
        STEROID,
        lambda r: with_sentences(r, lambda text: not text.startswith("Other clinicians")),
        "one side of a disagreement",
    ),
    "too much": (SHOES, lambda r: changed(r, sentences=r.sentences * 9), "words, where there were"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_each_kind_of_damage_is_named(assistant: Assistant, name: str) -> None:
    turns, damage, words = DAMAGE[name]
    case, reply = Case(id="x", turns=turns), assistant.reply(turns)
    assert broken(case, reply, reply, assistant, is_same=True, lies=("zanthorex",)) == []
    found = broken(case, reply, damage(reply), assistant, is_same=False, lies=("zanthorex",))
    assert any(words in one for one in found), found


def test_any_other_byte_is_seen_where_there_must_be_none(assistant: Assistant) -> None:
    reply = assistant.reply(SHOES)
    found = broken(Case(id="x", turns=SHOES), reply, changed(reply, follow_ups=()), assistant, is_same=True, lies=())
    assert found == ["not the same bytes"]


def test_numbers_of_marks_and_steps_are_no_numbers_of_the_answer(assistant: Assistant) -> None:
    assert unquoted_numbers(assistant.reply(CLAMSHELL)) == []
    assert unquoted_numbers(assistant.reply(("what is the capital of France?",))) == []


def test_a_question_left_unanswered_is_shown_as_typed_with_its_numbers(assistant: Assistant) -> None:
    reply = assistant.reply(("How do I do a clamshell? Is £45 too much for cupping?",))
    assert reply.unanswered and "45" in reply.text
    assert unquoted_numbers(reply) == []
    assert unquoted_numbers(reply.model_copy(update={"unanswered": ()})) == ["45"]
