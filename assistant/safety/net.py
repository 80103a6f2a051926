"""The semantic net: trained classifiers above the rules. It may only raise a route, never lower one.

Each message is read whole, and a long one in windows besides, so that a sign in the middle of a long story is not
drowned; what the classifiers make of it is weighed beside what the rules read (`evidence.py`). The reason given is
always the nearest reviewed phrasing.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import numpy as np

from assistant.domain import Reason, Route, Vector
from assistant.safety.bare_complaints import is_bare_complaint
from assistant.safety.evidence import ROUTES, Pieces, Weights, row_of
from assistant.safety.first_days import tells_of_first_days
from assistant.safety.reading import Reading

Fire = Callable[[Sequence[Reading]], Sequence[Reason]]
"""The rules: what they find in some messages."""
Classify = Callable[[Sequence[str]], tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], Vector]]
"""Texts in; probabilities by meaning and by words, each `(n, len(ROUTES))`, and embeddings `(n, dimension)`, out."""

_K = TypeVar("_K")
_V = TypeVar("_V")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_WINDOW_WORDS = 45
_WHOLE_WORDS = 110  # a shorter message is read whole only: read in windows besides, as many signs were found
_REMEMBERED = 512
_RAISING = ROUTES[:4]
_KEPT = frozenset({Route.CRISIS})  # the net does not take these back
_NOT_OF_BARE = frozenset({Route.URGENT, Route.REFER})  # what a bare complaint is not raised to
_SURELY = 3.0  # times a threshold: from there the net raises on a message that takes back what was said before it
_MOST = 0.95  # and no threshold is more
_RELEASE_SHARE = 0.4  # of a threshold: below it the net takes back what it raised itself
MAX_WINDOWS = 16  # of a very long message the net reads as many windows, evenly spread; the rules read every word


@dataclass(frozen=True, slots=True)
class NetThresholds:
    """From which probability the net raises, chosen on messages it was not trained on and frozen."""

    crisis: float = 0.9
    emergency: float = 0.9  # of crisis and emergency together
    urgent: float = 0.9  # of crisis, emergency and urgent together
    refer: float = 0.9  # of all that need somebody


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Reviewed messages by which the net explains itself; `vectors` has shape `(len(texts), dimension)`."""

    texts: tuple[str, ...]
    routes: tuple[Route, ...]
    vectors: Vector


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the net makes of some messages."""

    reason: Reason | None  # to raise; None when calm
    off_field: float  # how surely the last one lies outside the field, from 0 to 1
    calm_of: frozenset[Route] = frozenset()  # routes that these messages, read as one story, plainly do not need


def still_raised(judgements: Sequence[Judgement], together: int) -> list[Reason]:
    """Return what the net raised in the course of a conversation and still holds.

    A first message may look worse than the story it opens. What the net itself raised is released by a later message
    that says something to relieve it, where the whole story, the raising message included, then reads plainly calm: far
    below what would raise it. A change of subject releases nothing; a crisis is never released here, nor what the
    rules raise.

    Args:
        judgements: one a message, oldest first, each of that message and those before it.
        together: how many messages at most a judgement has read.
    """
    held: dict[Route, tuple[int, Reason]] = {}
    for turn, judgement in enumerate(judgements):
        for route in judgement.calm_of & held.keys():
            if turn - held[route][0] < together:
                del held[route]
        if judgement.reason is not None:
            upto = ROUTES.index(judgement.reason.route)
            for route in ROUTES[upto : len(_RAISING)]:
                held.setdefault(route, (turn, _at(judgement.reason, route)))
    if not held:
        return []
    return [min((reason for _, reason in held.values()), key=lambda reason: ROUTES.index(reason.route))]


def _at(reason: Reason, route: Route) -> Reason:
    return reason if reason.route is route else replace(reason, route=route, rule=f"net-{route}")


class Net(Protocol):
    """Judges messages in the light of what the rules read in them."""

    def judge(self, readings: Sequence[Reading], fire: Fire, *, takes_back: bool = False) -> Judgement:
        """Judge some messages, oldest first, as of the last of them; it may itself take back what was said before."""
        ...


class SemanticNet:
    """The net with its model handed in; the same messages give the same judgement."""

    def __init__(
        self, classify: Classify, weights: Weights, phrasings: Phrasings, thresholds: NetThresholds | None = None
    ) -> None:
        self._classify = classify
        self._weights = weights
        self._phrasings = phrasings
        self._thresholds = thresholds or NetThresholds()
        self._limits = np.array([getattr(self._thresholds, route) for route in _RAISING])
        self._severities = np.array([route.severity for route in phrasings.routes])  # once, not for each message
        # Earlier turns of a conversation are read again with each new one.
        self._pieces: dict[str, Pieces] = {}
        self._judged: dict[Hashable, Judgement] = {}

    def judge(self, readings: Sequence[Reading], fire: Fire, *, takes_back: bool = False) -> Judgement:
        """Judge some messages, oldest first, as of the last of them.

        Who takes back a sign names it again ("the swollen calf was in 2019"), so such a message must read far worse to
        be raised: the rules have read it as a withdrawal, and what else it tells is still weighed.
        """
        # What a text mentions can depend on the day it is read.
        key = takes_back, *((reading.words.text, frozenset(reading.by_concept)) for reading in readings)
        known = self._judged.get(key)
        if known is None:
            limits = np.minimum(_SURELY * self._limits, _MOST) if takes_back else self._limits
            known = _remember(self._judged, key, self._judge(readings, fire, limits))
        return known

    def beside_other_rules(self) -> "SemanticNet":
        """Return the same net for a screen with other rules: it shares what was read, and judges anew."""
        other = SemanticNet(self._classify, self._weights, self._phrasings, self._thresholds)
        other._pieces = self._pieces
        return other

    def row(self, readings: Sequence[Reading], fire: Fire) -> np.ndarray[Any, Any] | None:
        """Return the features of some messages, as training needs them; None where no message has a word."""
        turns = [self._read(reading.words.text) for reading in readings if reading.words.text.strip()]
        if not turns:
            return None
        together = turns[0] if len(turns) == 1 else self._read("\n".join(r.words.text for r in readings))
        return row_of(turns, together, readings, fire(readings))

    def _judge(self, readings: Sequence[Reading], fire: Fire, limits: np.ndarray[Any, Any]) -> Judgement:
        row = self.row(readings, fire)
        if row is None:
            return Judgement(None, 1.0)
        probabilities = self._weights.probabilities(row[None, :])[0]
        route = _reached(probabilities, limits)
        reason = None if route is None or _is_held_back(route, readings) else self._reason(route, readings)
        return Judgement(reason, float(probabilities[ROUTES.index(Route.DECLINE)]), self._calm_of(probabilities))

    def _read(self, text: str) -> Pieces:
        known = self._pieces.get(text)
        if known is None:
            texts = tuple(windows(text))
            known = _remember(self._pieces, text, Pieces(texts, *self._classify(texts)))
        return known

    def _calm_of(self, probabilities: np.ndarray[Any, Any]) -> frozenset[Route]:
        missed = np.cumsum(probabilities)[: len(_RAISING)] < _RELEASE_SHARE * self._limits
        return frozenset(route for route, is_missed in zip(_RAISING, missed, strict=True) if is_missed) - _KEPT

    def _reason(self, route: Route, readings: Sequence[Reading]) -> Reason:
        pieces = [self._read(reading.words.text) for reading in readings if reading.words.text.strip()]
        upto = ROUTES.index(route) + 1
        scores = np.concatenate([(p.meaning[:, :upto] + p.words[:, :upto]).sum(axis=1) for p in pieces])
        vector = np.concatenate([p.vectors for p in pieces])[int(np.argmax(scores))]
        # One thread: for so short a product several cost more than they save, the more so on a busy machine.
        likeness = np.einsum("ij,j->i", self._phrasings.vectors, vector)
        similarity = np.where(self._severities >= route.severity, likeness, -1.0)
        nearest = self._phrasings.texts[int(np.argmax(similarity))]
        return Reason(
            code="NET",
            rule=f"net-{route}",
            route=route,
            explanation="Your message reads like ones that reviewers marked as needing this.",
            hits=(),
            matched=(nearest,),
            reference="Reviewed messages of this project (assistant/safety/data/net)",
            would_change="Saying plainly what it is not, such as no swelling, no fever, able to put weight on it.",
        )


def _is_held_back(route: Route, readings: Sequence[Reading]) -> bool:
    """Whether what is told is too little for the route; an emergency and a crisis are never held back."""
    if route in _NOT_OF_BARE and all(is_bare_complaint(reading.words) for reading in readings):
        return True
    return route is Route.REFER and tells_of_first_days(readings)


def _reached(probabilities: np.ndarray[Any, Any], limits: np.ndarray[Any, Any]) -> Route | None:
    """Return the most severe route whose limit is reached."""
    reached = np.cumsum(probabilities)[: len(_RAISING)] >= limits
    return ROUTES[int(np.argmax(reached))] if reached.any() else None


def _remember(known: dict[_K, _V], key: _K, value: _V) -> _V:
    """Keep a result, dropping the oldest where there are too many."""
    if len(known) >= _REMEMBERED:
        known.pop(next(iter(known)), None)
    known[key] = value
    return value


def windows(text: str) -> list[str]:
    """Return the message whole, and in overlapping windows of a few sentences when it is long."""
    whole = " ".join(text.split())
    if not whole:
        return []
    if len(whole.split()) <= _WHOLE_WORDS:
        return [whole]
    pieces: list[str] = []
    current: list[str] = []
    for match in _SENTENCE.finditer(text):
        words = match.group().split()
        for first in range(0, len(words), _WINDOW_WORDS):  # people leave out full stops for whole paragraphs
            part = words[first : first + _WINDOW_WORDS]
            if current and len(current) + len(part) > _WINDOW_WORDS:
                pieces.append(" ".join(current))
                current = []
            current.extend(part)
    if current:
        pieces.append(" ".join(current))
    if len(pieces) > MAX_WINDOWS:
        keep = np.linspace(0, len(pieces) - 1, MAX_WINDOWS).round().astype(int)
        pieces = [pieces[int(number)] for number in keep]
    return [whole, *pieces]
