"""The semantic net: a trained classifier above the rules. It may only raise a route, never lower one.

The classifier reads each message whole and in windows of a few sentences, so that a sign in the middle of a long story
is not drowned. Its reason is always the nearest reviewed phrasing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.domain import Reason, Route, Vector

Classify = Callable[[Sequence[str]], tuple[np.ndarray[Any, Any], Vector]]
"""Texts in; probabilities of the routes, shape `(n, len(ROUTES))`, and embeddings, shape `(n, dimension)`, out."""

ROUTES = (Route.CRISIS, Route.EMERGENCY, Route.URGENT, Route.REFER, Route.ANSWER, Route.DECLINE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_WINDOW_WORDS = 45
_WHOLE_WORDS = 60  # a shorter message is read whole only
_REMEMBERED = 512
MAX_WINDOWS = 16  # of a very long message the net reads as many windows, evenly spread; the rules read every word


@dataclass(frozen=True, slots=True)
class NetThresholds:
    """From which probability the net raises, chosen on messages it was not trained on and frozen."""

    crisis: float = 0.9
    emergency: float = 0.9
    urgent: float = 0.9  # of crisis, emergency and urgent together
    refer: float = 0.9  # of all that need somebody


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Reviewed messages by which the net explains itself; `vectors` has shape `(len(texts), dimension)`."""

    texts: tuple[str, ...]
    routes: tuple[Route, ...]
    vectors: Vector


class SemanticNet:
    """Judges single messages. Pure: the model behind it is handed in."""

    def __init__(self, classify: Classify, phrasings: Phrasings, thresholds: NetThresholds) -> None:
        self._classify = classify
        self._phrasings = phrasings
        self._thresholds = thresholds
        # Earlier turns of a conversation are judged again with each new one.
        self._judged: dict[str, Sequence[Reason]] = {}

    def judge(self, text: str) -> Sequence[Reason]:
        """Return the reason to raise, as a list of one; empty when calm.

        Args:
            text: one message, or several turns joined by line ends.
        """
        known = self._judged.get(text)
        if known is None:
            known = self._judge(text)
            if len(self._judged) >= _REMEMBERED:
                self._judged.pop(next(iter(self._judged)), None)
            self._judged[text] = known
        return known

    def _judge(self, text: str) -> Sequence[Reason]:
        pieces = windows(text)
        if not pieces:
            return []
        probabilities, vectors = self._classify(pieces)
        route, row = self._route(probabilities)
        if route is None:
            return []
        return [self._reason(route, vectors[row])]

    def probabilities(self, text: str) -> np.ndarray[Any, Any]:
        """Return the routes' probabilities of the whole message, shape `(len(ROUTES),)`."""
        rows, _ = self._classify([text])
        return np.asarray(rows[0])

    def _route(self, probabilities: np.ndarray[Any, Any]) -> tuple[Route | None, int]:
        """Return the most severe route some window reaches, and that window."""
        limits = self._thresholds
        together = np.cumsum(probabilities[:, :4], axis=1)
        for route, scores, limit in (
            (Route.CRISIS, probabilities[:, 0], limits.crisis),
            (Route.EMERGENCY, together[:, 1], limits.emergency),
            (Route.URGENT, together[:, 2], limits.urgent),
            (Route.REFER, together[:, 3], limits.refer),
        ):
            best = int(np.argmax(scores))
            if scores[best] >= limit:
                return route, best
        return None, 0

    def _reason(self, route: Route, vector: Vector) -> Reason:
        same = np.array([other.severity >= route.severity for other in self._phrasings.routes])
        similarity = np.where(same, self._phrasings.vectors @ vector, -1.0)
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
