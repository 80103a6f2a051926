"""Why a route was taken, in the person's own words."""

from collections.abc import Sequence

from assistant.domain import Message, SafetyDecision
from assistant.reply import MatchedWords, ReplyReason


def reasons_of(decision: SafetyDecision, messages: Sequence[Message]) -> tuple[ReplyReason, ...]:
    """Return the reasons of a decision with the words that fired each."""
    turns = [message.text for message in messages if message.role == "user"]
    return tuple(
        ReplyReason(
            code=reason.code,
            rule=reason.rule,
            route=reason.route,
            explanation=reason.explanation,
            matched=tuple(
                MatchedWords(text=turns[hit.turn][hit.start : hit.end], turn=hit.turn, start=hit.start, end=hit.end)
                for hit in reason.hits
            ),
            similar_to="" if reason.hits or not reason.matched else reason.matched[0],
            reference=reason.reference,
            would_change=reason.would_change,
        )
        for reason in decision.reasons
    )
