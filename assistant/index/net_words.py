"""The net's reader of words: hashed character and word n-grams, weighted by rarity, and a linear classifier over them.

It sees spelling and exact words, where the encoder sees meaning; averaged, the two err less than either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.special import softmax

BLOCKS: tuple[tuple[str, tuple[int, int], int], ...] = (("char_wb", (2, 5), 2**17), ("word", (1, 3), 2**16))
"""Kind of n-gram, shortest and longest, and the number of hash buckets."""


def counts(texts: Sequence[str]) -> list[Any]:
    """Return a sparse matrix a block, shape `(len(texts), buckets)`: one plus the logarithm of each n-gram's count."""
    lower = [text.lower().replace("’", "'") for text in texts]
    matrices = [vectorizer.transform(lower) for vectorizer in _vectorizers()]
    for matrix in matrices:
        matrix.data = 1.0 + np.log(matrix.data)
    return matrices


@lru_cache(maxsize=1)
def _vectorizers() -> list[Any]:
    from sklearn.feature_extraction.text import HashingVectorizer

    return [
        HashingVectorizer(
            analyzer=analyzer, ngram_range=ngrams, n_features=buckets, alternate_sign=False, norm=None,
            token_pattern=r"[a-z0-9']+" if analyzer == "word" else None,
        )
        for analyzer, ngrams, buckets in BLOCKS
    ]  # fmt: skip


def features(texts: Sequence[str], rarity: Sequence[np.ndarray[Any, Any]]) -> Any:
    """Return the sparse feature matrix: counts times rarity, each block of each row of length one."""
    import scipy.sparse
    from sklearn.preprocessing import normalize

    weighted = [
        normalize(matrix.multiply(weights).tocsr()) for matrix, weights in zip(counts(texts), rarity, strict=True)
    ]
    return scipy.sparse.hstack(weighted).tocsr()


@dataclass(frozen=True, slots=True)
class WordClassifier:
    """A trained linear classifier. `rarity` holds one array a block; `weights` has shape `(routes, all buckets)`."""

    rarity: tuple[np.ndarray[Any, Any], ...]
    weights: np.ndarray[Any, Any]
    bias: np.ndarray[Any, Any]

    @classmethod
    def load(cls, path: Any) -> "WordClassifier":
        """Read the file that training wrote."""
        with np.load(path, allow_pickle=False) as stored:
            rarity = tuple(stored[f"rarity{number}"].astype(np.float32) for number in range(len(BLOCKS)))
            return cls(rarity, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))

    def probabilities(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return the routes' probabilities, shape `(len(texts), routes)`."""
        return np.asarray(softmax(self._logits(texts), axis=1))

    def _logits(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Multiply `features(texts)` and the weights over the buckets that a text fills: a few hundred of 196,608."""
        logits = np.tile(self.bias, (len(texts), 1))
        first = 0
        for matrix, rarity in zip(counts(texts), self.rarity, strict=True):
            weights = self.weights[:, first : first + len(rarity)]
            for row, (start, stop) in enumerate(pairwise(matrix.indptr)):
                filled = matrix.indices[start:stop]
                weighted = matrix.data[start:stop] * rarity[filled]
                length = np.linalg.norm(weighted)
                if length > 0:
                    logits[row] += weights[:, filled] @ (weighted / length)
            first += len(rarity)
        return logits
