"""Resolving questions: at most two in a conversation, beside the safe advice and never instead of it."""

from collections.abc import Mapping, Sequence

from assistant.domain import Message, Route, SafetyDecision
from assistant.safety.rules import Rule

_MOST = 2
_ASKED = "?"


def resolving_question(decision: SafetyDecision, messages: Sequence[Message], rules: Mapping[str, Rule]) -> str | None:
    """Return the question of the rule that leads, unless it was asked before or two have been."""
    if decision.route in (Route.ANSWER, Route.DECLINE, Route.CRISIS):
        return None
    turns = [message.text for message in messages if message.role == "assistant"]
    known = [rule.question for rule in rules.values() if rule.question]
    asked = sum(1 for question in set(known) if any(question in turn for turn in turns))
    if asked >= _MOST:
        return None
    for reason in decision.reasons:
        rule = rules.get(reason.rule)
        if rule and rule.question and reason.route is decision.route and not any(rule.question in t for t in turns):
            return rule.question
    return None
