"""A length of time in a message, and the units it is told in."""

from dataclasses import dataclass

from assistant.safety.words import Words

UNITS = {
    "day": 1.0, "days": 1.0, "week": 7.0, "weeks": 7.0, "fortnight": 14.0, "fortnights": 14.0, "month": 30.0,
    "months": 30.0, "year": 365.0, "years": 365.0, "decade": 3650.0, "decades": 3650.0, "season": 90.0, "seasons": 90.0,
    "term": 90.0, "terms": 90.0, "summer": 60.0, "winter": 60.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: words `first:last`, and its days."""

    first: int
    last: int
    days: float
    is_dated: bool = True  # False: since an event of the person's own, whose date is not known


def is_since(words: Words, span: Span) -> bool:
    """Whether it reaches from a day in the past until now."""
    return words.words[span.first] == "since"
