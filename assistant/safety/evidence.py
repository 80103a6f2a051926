"""What the net weighs: two classifiers' probabilities beside what the rules read. Every feature has a name.

A conversation is one row of numbers; the weights (`data/net/weights.json`) say how much each feature speaks for each
route, so that a reviewer can see why the net raised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.domain import Reason, Route, Vector
from assistant.safety.reading import Reading, Standing

ROUTES = (Route.CRISIS, Route.EMERGENCY, Route.URGENT, Route.REFER, Route.ANSWER, Route.DECLINE)
_RAISED = ROUTES[:4]
_READERS = ("meaning", "words")
_SIGNS = (
    "pain", "sore-now", "persists", "recurs", "failed", "worsening", "lasted-1-week", "lasted-2-weeks",
    "lasted-3-weeks", "improving", "mild", "doms-like", "child", "pregnant", "swollen", "fever", "numb", "fell", "pop",
    "unwell", "severe", "night-pain", "ask-diagnosis", "ask-medicine", "ask-procedure", "ask-clearance", "scan",
)  # fmt: skip
_CUES = (
    "cue-past", "cue-resolved", "cue-educational", "cue-hypothetical", "cue-study", "pain-free", "cue-withdraw",
    "cue-now", "cue-own-now", "field",
)  # fmt: skip
# Words for pain alone; without any other sign the classifiers' "refer" says little: "my knee hurts when I run".
_BARE = ("pain", "sore-now", "improving", "mild", "doms-like")
_MOST_LENGTH = 3.0  # fifties of words: few messages are longer, and length alone is no sign
_MOST_MESSAGES = 6
_SHORT = 7  # words; in a search of so few ("heel pain", "groin sore after football") the classifiers alarm too easily
_LEAST = 1e-4  # probability below which nothing more is told apart

FEATURES: tuple[str, ...] = (
    *(
        name
        for reader in _READERS
        for name in (
            *(f"{reader}: whole, {route}" for route in ROUTES),
            *(f"{reader}: highest piece, at least {route}" for route in _RAISED),
            *(f"{reader}: pieces on average, at least {route}" for route in _RAISED),
            f"{reader}: last message, decline",
        )
    ),
    *(f"a rule says {route}" for route in _RAISED),
    *(f"present: {concept}" for concept in _SIGNS),
    *(f"named: {concept}" for concept in _CUES),
    "mentions denied",
    "mentions past",
    "length in fifties of words",
    "messages",
    "no sign but pain",
    *(f"{reader}: whole, {route}, no sign but pain" for reader in _READERS for route in _RAISED),
    "one short message",
    *(f"{reader}: whole, {route}, one short message" for reader in _READERS for route in ROUTES),
)
"""The columns of a row, in order."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the two classifiers read it: whole first, then its windows.

    `meaning` and `words` have shape `(pieces, len(ROUTES))`, `vectors` `(pieces, dimension)`.
    """

    texts: tuple[str, ...]
    meaning: np.ndarray[Any, Any]
    words: np.ndarray[Any, Any]
    vectors: Vector


def row_of(
    turns: Sequence[Pieces], together: Pieces, readings: Sequence[Reading], fired: Sequence[Reason]
) -> np.ndarray[Any, Any]:
    """Return the features of some messages in a row, shape `(len(FEATURES),)`.

    Args:
        turns: each message that has words, oldest first; at least one.
        together: the same messages as one text.
        readings: the same messages as the rules read them.
        fired: the reasons that the rules found in them.
    """
    values: list[float] = []
    for reader in _READERS:
        every = np.concatenate([getattr(turn, reader) for turn in turns])
        at_least = np.cumsum(every[:, : len(_RAISED)], axis=1)
        values += [*_logs(getattr(together, reader)[0]), *_logs(at_least.max(axis=0)), *_logs(at_least.mean(axis=0))]
        values += list(_logs(every[-1:, ROUTES.index(Route.DECLINE)]))
    routes = {reason.route for reason in fired}
    present = {concept for reading in readings for concept in reading.by_concept}
    named = {concept for reading in readings for concept in reading.cues}
    standings = [mention.standing for reading in readings for mention in reading.mentions]
    values += [float(route in routes) for route in _RAISED]
    values += [float(concept in present) for concept in _SIGNS]
    values += [float(concept in named) for concept in _CUES]
    length = sum(len(reading.words.text.split()) for reading in readings)
    values += [
        min(standings.count(Standing.DENIED), 5),
        min(standings.count(Standing.PAST), 5),
        min(length / 50, _MOST_LENGTH),
        min(len(readings), _MOST_MESSAGES),
    ]
    is_bare = float(not routes and not present & set(_SIGNS) - set(_BARE))
    values += [is_bare]
    for reader in _READERS:
        values += list(is_bare * _logs(getattr(together, reader)[0, : len(_RAISED)]))
    is_short = float(len(readings) == 1 and length <= _SHORT)
    values += [is_short]
    for reader in _READERS:
        values += list(is_short * _logs(getattr(together, reader)[0]))
    return np.array(values)


def _logs(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(np.log(np.clip(values, _LEAST, 1.0)))


@dataclass(frozen=True, slots=True)
class Weights:
    """A multinomial logistic regression over the features; `coefficients` has shape `(len(ROUTES), len(FEATURES))`."""

    mean: np.ndarray[Any, Any]
    scale: np.ndarray[Any, Any]
    coefficients: np.ndarray[Any, Any]
    intercept: np.ndarray[Any, Any]

    def probabilities(self, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return the routes' probabilities; `rows` has shape `(n, len(FEATURES))`, the result `(n, len(ROUTES))`."""
        logits = (rows - self.mean) / self.scale @ self.coefficients.T + self.intercept
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))
