"""The resolving question: beside the advice, once each, at most two in a conversation, and never in a crisis."""

from dataclasses import replace

import pytest

from assistant.domain import Hit, Message, Reason, Route, SafetyDecision
from assistant.safety.questions import resolving_question
from tests.safety.conftest import TODAY

STUCK = "my knee is stuck and wont straighten"
ASKED = "Can you straighten the knee fully now, without help?"


def _decision(rule, route):
    reason = Reason("X", rule, route, "x.", (Hit(rule, 0, 0, 1),), ("x",), "x", "x")
    return SafetyDecision(route, (reason,))


@pytest.fixture
def asking(screen):
    """The ids of the rules that ask, by route."""
    return {rule.route: rule.id for rule in screen.rules.values() if rule.question}


def test_the_rule_that_leads_asks(screen):
    decision = screen.decide([Message(STUCK)], today=TODAY)
    assert (decision.route, decision.question) == (Route.URGENT, ASKED)


def test_the_question_stands_beside_the_card_and_does_not_replace_it(screen):
    decision = screen.decide([Message(STUCK)], today=TODAY)
    assert decision.card and decision.reasons


def test_it_is_not_asked_twice(screen):
    said = [Message(STUCK), Message(f"Card. {ASKED}", "assistant"), Message("which stretch?")]
    decision = screen.decide(said, today=TODAY)
    assert (decision.route, decision.question) == (Route.URGENT, None)


def test_two_are_the_most(screen):
    questions = list(dict.fromkeys(rule.question for rule in screen.rules.values() if rule.question))
    assert len(questions) >= 3
    said = [Message(question, "assistant") for question in questions if question != ASKED][:2]
    assert resolving_question(_decision("locked-knee", Route.URGENT), said[:1], screen.rules) == ASKED
    assert resolving_question(_decision("locked-knee", Route.URGENT), said, screen.rules) is None


def test_what_the_person_typed_is_no_question_of_ours(screen):
    said = [Message(ASKED)]
    assert resolving_question(_decision("locked-knee", Route.URGENT), said, screen.rules) == ASKED


@pytest.mark.parametrize("route", [Route.ANSWER, Route.DECLINE, Route.CRISIS])
def test_these_routes_ask_nothing(screen, route):
    decision = replace(_decision("locked-knee", Route.URGENT), route=route)
    assert resolving_question(decision, [], screen.rules) is None


def test_a_rule_that_does_not_lead_asks_nothing(screen):
    decision = replace(_decision("locked-knee", Route.URGENT), route=Route.EMERGENCY)
    assert resolving_question(decision, [], screen.rules) is None


def test_a_reason_of_the_net_asks_nothing(screen):
    assert resolving_question(_decision("net", Route.URGENT), [], screen.rules) is None


def test_every_question_can_be_answered_by_yes_or_no_and_is_short(screen):
    for rule in screen.rules.values():
        if rule.question:
            assert rule.question.endswith("?") and len(rule.question.split()) <= 25, rule.id


def test_it_is_not_asked_twice_where_only_the_persons_messages_are_kept(screen):
    said = [Message(STUCK), Message("No"), Message("which stretch?")]
    assert screen.decide(said[:1], today=TODAY).question == ASKED
    assert [screen.decide(said[:n], today=TODAY).question for n in (2, 3)] == [None, None]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("my knee is red and very swollen and I cant bend it at all", True),
        ("my knee is red hot and puffy since last night, temperature 38.4", False),
        ("cant feel myself when i wipe since lifting", False),
    ],
)
def test_what_was_told_is_not_asked(screen, text, asks):
    decision = screen.decide([Message(text)], today=TODAY)
    assert decision.route.severity >= Route.URGENT.severity
    assert bool(decision.question) is asks
