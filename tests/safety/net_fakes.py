"""A net of two numbers for tests: sure of an urgent sign where one word stands, and calm elsewhere."""

import numpy as np

from assistant.domain import Route
from assistant.safety.evidence import FEATURES, ROUTES, Weights
from assistant.safety.net import Phrasings

PHRASINGS = Phrasings(
    ("the calf is hot", "sore for months"), (Route.URGENT, Route.REFER), np.eye(2, 3, dtype=np.float32)
)
ALARMING = "glimmering"  # a word no rule knows


def classify(texts):
    """Sure of an urgent sign where the word stands, and of an ordinary question elsewhere."""
    rows = np.array(
        [[0, 0, 0.97, 0.01, 0.01, 0.01] if ALARMING in t else [0, 0, 0.01, 0.01, 0.97, 0.01] for t in texts]
    )
    return rows, rows, np.tile(np.array([[1.0, 0.0, 0.0]], dtype=np.float32), (len(texts), 1))


def weights(raised=Route.URGENT):
    """Listen to nothing but the highest piece of the reader by meaning, and raise by it."""
    coefficients = np.zeros((len(ROUTES), len(FEATURES)))
    urgent = FEATURES.index("meaning: highest piece, at least urgent")
    coefficients[ROUTES.index(raised), urgent] = 3.0
    intercept = np.where(np.arange(len(ROUTES)) == ROUTES.index(Route.ANSWER), -5.0, -9.0)
    intercept[ROUTES.index(raised)] = 0.0
    return Weights(np.zeros(len(FEATURES)), np.ones(len(FEATURES)), coefficients, intercept)
