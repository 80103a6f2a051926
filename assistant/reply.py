"""The one object that page, widget, HTTP API, terminal and evals all use."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import Route

EvidenceLabel = Literal["strong", "moderate", "limited", "conflicting", "expert opinion", ""]
AbstainReason = Literal["not_in_guidance", "weak_match", "unclear", "not_ready"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MatchedWords(_Record):
    """Words of the person's that fired a rule: user message `turn` (from 0), characters `start:end`."""

    text: str
    turn: int
    start: int
    end: int


class ReplyReason(_Record):
    """Why the route was taken."""

    code: str
    """The row of the red-flag table, such as RF-01."""
    rule: str
    """The rule's id in the data files."""
    route: Route
    """The route this reason alone leads to."""
    explanation: str
    """One plain sentence."""
    matched: tuple[MatchedWords, ...]
    """The person's own words that fired it."""
    similar_to: str = ""
    """For the semantic net: the nearest reviewed phrasing."""
    reference: str
    """The guideline behind the rule."""
    would_change: str = ""
    """What answer would change the route."""


class Contact(_Record):
    """A telephone number, text line or link on a card."""

    label: str
    number: str = ""
    """As shown; empty when the contact is a link."""
    href: str
    """`tel:`, `sms:` or `https:`."""


class Card(_Record):
    """The care card of every route but `answer`."""

    level: Literal["emergency", "crisis", "urgent", "refer", "decline"]
    key: str
    """The card's key in the card data."""
    label: str
    """Hidden prefix for screen readers, such as "Urgent advice:"."""
    heading: str
    """An action."""
    body: tuple[str, ...]
    """Sentences, in order: acknowledge, who and how soon, why."""
    actions: tuple[str, ...] = ()
    tell_them: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()
    watch_for: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    question: str = ""
    """A resolving question; the answer may change the advice."""


class Sentence(_Record):
    """One sentence of the answer; it stands word for word in the quote of its citation."""

    text: str
    citation: int
    kind: Literal["sentence", "item", "step", "row"] = "sentence"


class CitedReference(_Record):
    """A published source that the quoted guidance cites."""

    key: str
    text: str
    url: str = ""
    design: str = ""


class Citation(_Record):
    """Where a quotation stands: `document.text[start:end] == quote`."""

    n: int = Field(ge=1)
    document: str
    title: str
    section: str
    quote: str
    start: int = Field(ge=0)
    end: int
    evidence: EvidenceLabel = ""
    reviewed_on: date | None = None
    url: str
    """The source page of this assistant, with the span to highlight."""
    references: tuple[CitedReference, ...] = ()


class ExerciseCard(_Record):
    """An exercise as a card. Every line is one of the reply's sentences, under the heading it stands below."""

    id: str
    title: str
    region: str = ""
    type: str = ""
    level: str = ""
    equipment: tuple[str, ...] = ()
    what_it_trains: tuple[str, ...] = ()
    starting_position: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    how_much: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    stop_if: tuple[str, ...] = ()
    citation: int = 0
    """The `n` of the citation of the card's first line."""


class Versions(_Record):
    """What produced the reply."""

    code: str
    corpus: str = ""
    index: str = ""
    model: str = ""
    rules: str = ""


class Reply(_Record):
    """What a person is shown, and why.

    Without an LLM the same messages over the same index give the same bytes, timings aside.
    """

    route: Route
    text: str
    """Markdown: everything the person is shown, in reading order."""
    card: Card | None = None
    reasons: tuple[ReplyReason, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    abstain_reason: AbstainReason | None = None
    follow_ups: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    """What else was asked in the same message, in the person's words, that the guidance does not answer."""
    exercises: tuple[ExerciseCard, ...] = ()
    language: str = "en"
    versions: Versions
    timings_ms: dict[str, float] = Field(default_factory=dict)


class ReplyEvent(_Record):
    """A piece of a streamed reply. Joined in order, the `delta`s of `text` events give `Reply.text`."""

    type: Literal["card", "text", "done"]
    delta: str = ""
    card: Card | None = None
    reply: Reply | None = None
    """On the last event only: the whole reply."""
