"""Stand-ins with the same interface as the edges: deterministic, small, without a model."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from assistant.domain import Vector


class WordEmbeddings:
    """Embeds a text as its words hashed into buckets: texts that share words are near."""

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vector:
        self.seen.extend(texts)
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for number, text in enumerate(texts):
            for word in re.findall(r"[a-z]+", text.lower()):
                rows[number, int(hashlib.md5(word.encode()).hexdigest(), 16) % self.dimension] += 1.0
            length = float(np.linalg.norm(rows[number]))
            rows[number] = rows[number] / length if length else np.full(self.dimension, self.dimension**-0.5)
        return rows
