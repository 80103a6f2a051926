"""Hybrid retrieval: embeddings and words, fused into one score a section."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.domain import Chunk, Document, Passage, Vector
from assistant.retrieval.keywords import KeywordIndex

Nearest = Callable[[Vector, int], Sequence[tuple[str, float]]]
"""The vector store's search: vector and k in, `(chunk id, cosine similarity)` out, most similar first."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a score are mixed; they add up to one."""

    dense: float = 0.35  # the question and the chunk
    heading: float = 0.40  # the question and the section's heading, which is a question too
    sparse: float = 0.25  # BM25, scaled by the best score of the corpus


NAMED_BONUS = 0.08  # the question names the document
NAMED_EXERCISE_BONUS = 0.15
_CANDIDATES = 60


class HybridRanking:
    """Ranks the chunks of an index for a question. Same question, same order."""

    def __init__(
        self,
        chunks: Mapping[str, Chunk],
        documents: Mapping[str, Document],
        keywords: KeywordIndex,
        heading_vectors: Vector,
        nearest: Nearest,
        weights: Weights | None = None,
    ) -> None:
        """Prepare the ranking.

        Args:
            chunks: every chunk by id, in index order.
            documents: every document by id.
            keywords: the word index over the chunks, in the same order.
            heading_vectors: embedding of each chunk's section heading, shape `(len(chunks), dimension)`, same order.
            nearest: the vector store's search.
            weights: how the parts are mixed.
        """
        self._ids = tuple(chunks)
        self._position = {chunk_id: number for number, chunk_id in enumerate(self._ids)}
        self._chunks = chunks
        self._documents = documents
        self._keywords = keywords
        self._headings = heading_vectors
        self._nearest = nearest
        self._weights = weights or Weights()

    def rank(
        self, text: str, vector: Vector, *, named: Sequence[str] = (), exercises: Sequence[str] = (), top_k: int = 8
    ) -> list[Passage]:
        """Return at most `top_k` passages, best first; `text` is for the words, `vector` the question's embedding."""
        if not self._ids:
            return []
        dense = np.zeros(len(self._ids), dtype=np.float32)
        for chunk_id, similarity in self._nearest(vector, min(_CANDIDATES, len(self._ids))):
            dense[self._position[chunk_id]] = max(similarity, 0.0)
        sparse = self._keywords.scores(text)
        heading = np.clip(self._headings @ vector, 0.0, 1.0) if self._headings.size else np.zeros_like(dense)
        pool = self._candidates(dense, sparse, heading, named)
        best_sparse = float(sparse.max()) or 1.0
        weights = self._weights
        passages = []
        for number in pool:
            chunk = self._chunks[self._ids[number]]
            score = (
                weights.dense * float(dense[number])
                + weights.heading * float(heading[number])
                + weights.sparse * float(sparse[number]) / best_sparse
                + self._bonus(chunk, named, exercises)
            )
            passages.append(Passage(chunk, score, dense=float(dense[number]), sparse=float(sparse[number]), heading=float(heading[number])))
        return sorted(passages, key=lambda passage: (-passage.score, passage.chunk.id))[:top_k]

    def _candidates(
        self,
        dense: np.ndarray[Any, Any],
        sparse: np.ndarray[Any, Any],
        heading: np.ndarray[Any, Any],
        named: Sequence[str],
    ) -> list[int]:
        pool = set(np.flatnonzero(dense).tolist())
        pool.update(np.argsort(-sparse, kind="stable")[:_CANDIDATES].tolist())
        pool.update(np.argsort(-heading, kind="stable")[:_CANDIDATES].tolist())
        wanted = set(named)
        pool.update(n for n, i in enumerate(self._ids) if self._chunks[i].document in wanted)
        return sorted(pool)

    @staticmethod
    def _bonus(chunk: Chunk, named: Sequence[str], exercises: Sequence[str]) -> float:
        if chunk.document in exercises:
            return NAMED_EXERCISE_BONUS
        return NAMED_BONUS if chunk.document in named else 0.0
