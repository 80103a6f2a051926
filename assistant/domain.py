"""The records that pass along the line, and the protocols of its edges.

messages → `SafetyDecision` → `Question` (`retrieval/understand.py`) → `Passage` → `Quotation` → `Reply` (`reply.py`).
All records are frozen: a step that changes something returns a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""Embeddings, float32, each row of length one: shape `(dimension,)` or `(n, dimension)`."""


class Route(StrEnum):
    """Where a conversation goes, most severe first."""

    CRISIS = "crisis"  # self-harm, suicide, abuse; outranks emergency, whose number its card leads with
    EMERGENCY = "emergency"  # ambulance or emergency department now
    URGENT = "urgent"  # a clinician today
    REFER = "refer"  # a clinician, not today; cited guidance may follow
    ANSWER = "answer"  # cited guidance
    DECLINE = "decline"  # outside the field

    @property
    def severity(self) -> int:
        """Higher is more severe. Compare this: `<` on a StrEnum compares spelling."""
        return len(Route) - tuple(Route).index(self)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation, as typed."""

    text: str
    role: Literal["user", "assistant"] = "user"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that fired a rule: `messages[turn].text[start:end]`.

    `turn` counts user messages only, from 0.
    """

    rule: str
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a route was taken, in words that can be shown."""

    code: str  # the rule's code in the red-flag table, such as RF-01
    rule: str  # the rule's id in the data files
    route: Route
    explanation: str  # one plain sentence
    hits: tuple[Hit, ...]
    matched: tuple[str, ...]  # the words of each hit, or the nearest reviewed phrasing of the net
    reference: str  # the guideline behind it, ready to show
    would_change: str  # what answer would change the route


@dataclass(frozen=True, slots=True)
class SafetyDecision:
    """The route of a conversation as of its last user message, and what raised it."""

    route: Route
    reasons: tuple[Reason, ...] = ()
    card: str | None = None  # key of the card in the card data; None for `answer`
    question: str | None = None  # one resolving question, shown beside the safe advice
    guidance_allowed: bool = True  # may a cited general answer follow the card?
    language: str = "en"  # ISO 639-1 of the last user message
    values: Mapping[str, str] = field(
        default_factory=dict
    )  # words for the card, e.g. the duration as the person wrote it

    def __post_init__(self) -> None:
        if self.route.severity > Route.ANSWER.severity and not self.reasons:
            raise ValueError(f"route {self.route} must carry the reasons behind it")


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of an ingested document."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or list item, or table row) of a document; never cut further."""

    start: int
    end: int
    references: tuple[str, ...] = ()  # keys in the references file
    evidence: str = ""  # strong | moderate | limited | conflicting | expert opinion; "" where the source says nothing
    kind: Literal["sentence", "item", "step", "row"] = "sentence"


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a document under one heading."""

    path: tuple[str, ...]  # headings from the document's title down to this one
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    asked: tuple[str, ...] = ()  # other ways people ask for this section: searched, never shown

    @property
    def heading(self) -> str:
        """The section's own heading."""
        return self.path[-1]

    @property
    def ways_to_ask(self) -> tuple[str, ...]:
        """The heading and the other ways to ask for the section."""
        return (self.heading, *self.asked)


@dataclass(frozen=True, slots=True)
class Reference:
    """A published source, ready to show."""

    key: str
    text: str
    url: str = ""
    design: str = ""  # systematic review | randomised trial | cohort | cross-sectional | guideline | consensus | ...


@dataclass(frozen=True, slots=True)
class Document:
    """A guidance file as ingested: clean text, its sections, and what its header or page said of it."""

    id: str
    title: str
    text: str  # what every span points into; markup, citation marks and page furniture are gone
    sections: tuple[Section, ...]
    source: str  # file name, for messages
    content_hash: str  # SHA-256 of the file's bytes and of the references it cites
    kind: Literal["topic", "exercise", "page"] = "page"  # page: brought in without a header
    topic: str = ""
    summary: str = ""
    audience: str = ""
    aliases: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()  # ids of exercise documents that a topic recommends
    author: str = ""
    published_on: date | None = None
    reviewed_on: date | None = None
    review_by: date | None = None
    licence: str = ""
    url: str = ""
    references: tuple[Reference, ...] = ()
    extra: Mapping[str, str | tuple[str, ...]] = field(
        default_factory=dict
    )  # region, level, equipment … of an exercise

    def quote(self, start: int, end: int) -> str:
        """Cut the words out of the ingested text; nothing trims or mends them."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit that is indexed: whole sentences of one section, with the heading path as context.

    `document.text[start:end]` is the chunk's own text; `indexed` is what is embedded.
    """

    id: str  # document id, ordinal and content hash: stable while the content is
    document: str
    section: int  # position in `Document.sections`
    start: int
    end: int
    indexed: str  # heading path and chunk text, as embedded and as indexed by words


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk as retrieved. `score` is a similarity: higher is better."""

    chunk: Chunk
    score: float
    dense: float = 0.0  # cosine similarity with the question, 0 to 1
    sparse: float = 0.0  # BM25 score, 0 upwards
    heading: float = 0.0  # cosine similarity of the question and the section's heading, 0 to 1
    asks_so: float = 0.0  # what `score` holds because the heading says nearly what the question says


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence chosen for an answer: `document.text[start:end]`, never retyped."""

    document: str
    section: int
    start: int
    end: int
    evidence: str = ""
    kind: str = "sentence"


class Embedder(Protocol):
    """Turns texts into vectors of length one."""

    def embed(self, texts: Sequence[str]) -> Vector:
        """Return shape `(len(texts), dimension)`; the same text gives the same vector."""
        ...


class Library(Protocol):
    """Looks up ingested documents."""

    def document(self, document_id: str) -> Document:
        """Return the document; `KeyError` names an unknown id."""
        ...
