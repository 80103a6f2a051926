"""What travels along the line for one reply, and what the line is given to work with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.answer.compose import Draft
from assistant.answer.selection import Evidence, Sentences
from assistant.domain import Message, Route, SafetyDecision
from assistant.reply import Card
from assistant.retrieval.finding import Found, Library
from assistant.retrieval.understand import Question, Understanding


@dataclass(frozen=True, slots=True)
class Guidance(Library):
    """Everything the line needs of the index; absent while there is none."""

    understanding: Understanding
    sentences: Sentences


@dataclass(frozen=True, slots=True)
class Clinic:
    """What cards show of the place that runs the assistant."""

    region: str = "GB"
    name: str = ""
    phone: str = ""
    booking_url: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What travels along the line for one reply; each step returns a fuller copy."""

    messages: tuple[Message, ...]
    today: date
    decision: SafetyDecision | None = None
    card: Card | None = None
    questions: tuple[Question, ...] = ()
    found: tuple[Found, ...] = ()
    parts: tuple[Evidence, ...] = ()  # the questions that the draft answers
    draft: Draft = field(default_factory=Draft)
    unanswered: tuple[str, ...] = ()  # what else the message asked, as typed, that the guidance does not answer
    problem: str | None = None  # an abstain reason
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def wants_guidance(self) -> bool:
        """Whether a cited answer may be shown."""
        if self.decision is None:
            return False
        return self.decision.route is Route.ANSWER or (
            self.decision.route is Route.REFER and self.decision.guidance_allowed
        )
