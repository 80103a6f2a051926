"""Resolving questions: at most two in a conversation, beside the safe advice and never instead of it."""

from collections.abc import Mapping, Sequence

from assistant.domain import Message, Reason, Route, SafetyDecision
from assistant.safety.reading import Reading, present_in
from assistant.safety.rules import Rule

_MOST = 2


def resolving_question(
    decision: SafetyDecision, messages: Sequence[Message], rules: Mapping[str, Rule], readings: Sequence[Reading] = ()
) -> str | None:
    """Return the question of the rule that leads, unless it was asked, is answered already, or two have been asked.

    Args:
        decision: whose reasons lead.
        messages: both roles, oldest first. Where the assistant's are left out, a rule has asked when it first fired.
        rules: by id.
        readings: the user messages as read, in which a question may be answered already.
    """
    if decision.route in (Route.ANSWER, Route.DECLINE, Route.CRISIS):
        return None
    told = present_in(readings)
    asking = [(rules[r.rule], r) for r in decision.reasons if r.rule in rules and rules[r.rule].question]
    asked = _asked(asking, messages, rules)
    if len(asked) >= _MOST:
        return None
    for rule, reason in asking:
        if reason.route is decision.route and rule.question not in asked and told.isdisjoint(rule.question_unless):
            return rule.question
    return None


def _asked(
    asking: Sequence[tuple[Rule, Reason]], messages: Sequence[Message], rules: Mapping[str, Rule]
) -> frozenset[str]:
    """Return the questions asked before."""
    shown = [message.text for message in messages if message.role == "assistant"]
    if shown:
        known = {rule.question for rule in rules.values() if rule.question}
        return frozenset(question for question in known if any(question in text for text in shown))
    last = sum(message.role == "user" for message in messages) - 1
    return frozenset(rule.question for rule, reason in asking if all(hit.turn < last for hit in reason.hits))
