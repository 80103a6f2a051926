"""Train the net's reader of words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.index.net_words import WordClassifier, counts, features
from evals.net.data import ROUTES, Labelled

INVERSE_REGULARISATION = 5.0
_LEAST = (3, 2)  # messages that must hold an n-gram, a block: what stands once teaches only that message


def train_words(messages: Sequence[Labelled]) -> WordClassifier:
    """Fit rarity weights and a multinomial logistic regression; the same messages give the same classifier."""
    from sklearn.linear_model import LogisticRegression

    texts = [message.text for message in messages]
    rarity = []
    for matrix, least in zip(counts(texts), _LEAST, strict=True):
        holders = np.asarray((matrix > 0).sum(axis=0)).ravel()
        weights = np.log((1 + len(texts)) / (1 + holders)) + 1
        rarity.append(np.where(holders >= least, weights, 0.0).astype(np.float32))
    labels = [ROUTES.index(message.route) for message in messages]
    fitted = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300).fit(features(texts, rarity), labels)
    return WordClassifier(tuple(rarity), fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32))


def save_words(classifier: WordClassifier, path: Path) -> None:
    """Write the classifier in half precision."""
    blocks = {f"rarity{number}": weights.astype(np.float16) for number, weights in enumerate(classifier.rarity)}
    np.savez_compressed(path, weights=classifier.weights.astype(np.float16), bias=classifier.bias, **blocks)  # type: ignore[arg-type]  # numpy's stub takes the blocks for its flag
