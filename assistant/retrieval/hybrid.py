"""Hybrid retrieval: embeddings and words, fused into one score a section."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Chunk, Document, Passage, Vector
from assistant.retrieval.intents import heading_intent
from assistant.retrieval.keywords import KeywordIndex, content_words

Nearest = Callable[[Vector, int], Sequence[tuple[str, float]]]
"""The vector store's search: vector and k in, `(chunk id, cosine similarity)` out, most similar first."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a score are mixed. Chosen on the dev split; see docs/results.md."""

    dense: float = 0.40  # the question and the chunk
    heading: float = 0.15  # the question and the section's heading, which is a question too
    contrast: float = 0.30  # the same less what all headings share, so that the condition's name does not dominate
    placed: float = 0.20  # the question and the heading read with the other headings of its document
    sparse: float = 0.32  # BM25, scaled by the best score of the corpus
    intent: float = 0.16  # the heading asks for the kind of answer that the question asks for
    named: float = 0.20  # the question names the document
    carried: float = 0.05  # the conversation named it before
    exercise: float = 0.20  # the question names the exercise
    unnamed_exercise: float = -0.06  # an exercise nobody named: its short lines match much by accident
    centre: float = 0.12  # the document is for the readers that most documents are for


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for, beside its words."""

    intent: str = "about"
    named: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()


_CANDIDATES = 80


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
        asked_vectors: Sequence[Vector] = (),
    ) -> None:
        """Prepare the ranking.

        Args:
            chunks: every chunk by id, in index order.
            documents: every document by id.
            keywords: the word index over the chunks, in the same order.
            heading_vectors: embedding of each chunk's section heading, shape `(len(chunks), dimension)`, same order.
            nearest: the vector store's search.
            weights: how the parts are mixed.
            asked_vectors: for each chunk, the embeddings of the other ways to ask for it, shape `(n, dimension)`.
        """
        self._chunks = tuple(chunks.values())
        self._position = {chunk.id: number for number, chunk in enumerate(self._chunks)}
        self._keywords = keywords
        self._nearest = nearest
        self._weights = weights or Weights()
        self._headings = heading_vectors
        self._of_document: dict[str, list[int]] = {}
        for number, chunk in enumerate(self._chunks):
            self._of_document.setdefault(chunk.document, []).append(number)
        # "How much should I do?" says little without its document: every heading is read beside those around it.
        self._placed = self._in_place(heading_vectors)
        self._mean = heading_vectors.mean(axis=0) if len(heading_vectors) else np.zeros(1, dtype=np.float32)
        self._contrasts = _unit(heading_vectors - self._mean)
        self._asked_of = np.repeat(np.arange(len(asked_vectors)), [len(rows) for rows in asked_vectors])
        self._asked = np.concatenate(asked_vectors) if len(self._asked_of) else heading_vectors[:0]
        self._asked_contrasts = _unit(self._asked - self._mean)
        self._intents = np.array(
            [heading_intent(documents[c.document].sections[c.section].heading) for c in self._chunks], dtype=object
        )
        self._prior = self._priors(documents)
        self._centre = _centrality(documents)

    def rank(self, text: str, vector: Vector, wanted: Wanted | None = None, *, top_k: int = 8) -> list[Passage]:
        """Return at most `top_k` passages, best first; `text` is for the words, `vector` the question's embedding."""
        if not self._chunks:
            return []
        wanted = wanted or Wanted()
        weights = self._weights
        dense = np.zeros(len(self._chunks), dtype=np.float32)
        for chunk_id, similarity in self._nearest(vector, min(_CANDIDATES, len(self._chunks))):
            dense[self._position[chunk_id]] = max(similarity, 0.0)
        sparse = self._keywords.scores(text)
        heading = self._likest(self._headings @ vector, self._asked @ vector)
        placed = np.clip(self._placed @ vector, 0.0, 1.0)
        apart = _unit(vector - self._mean)
        contrast = self._likest(self._contrasts @ apart, self._asked_contrasts @ apart)
        score = (
            weights.dense * dense
            + weights.heading * heading
            + weights.contrast * contrast
            + weights.placed * placed
            + weights.sparse * sparse / (float(sparse.max()) or 1.0)
            + self._prior
            + self._bonus(wanted)
        )
        best = sorted(np.argsort(-score, kind="stable")[: top_k + 1], key=lambda n: (-score[n], self._chunks[n].id))
        return [
            Passage(
                self._chunks[n],
                float(score[n]),
                dense=float(dense[n]),
                sparse=float(sparse[n]),
                heading=float(heading[n]),
            )
            for n in best[:top_k]
        ]

    def _likest(self, headings: Scores, asked: Scores) -> Scores:
        """Return how like the question each section's heading is, or the likest other way to ask for it."""
        likest = headings.astype(np.float32)
        np.maximum.at(likest, self._asked_of, asked.astype(np.float32))
        return np.clip(likest, 0.0, 1.0)

    def _bonus(self, wanted: Wanted) -> Scores:
        weights = self._weights
        bonus = np.zeros(len(self._chunks), dtype=np.float32)
        if wanted.intent not in ("about", "more"):
            bonus += weights.intent * (self._intents == wanted.intent).astype(np.float32)
        for names, worth in ((wanted.carried, weights.carried), (wanted.named, weights.named)):
            for name in names:
                bonus[self._of_document.get(name, [])] += worth
        for name in wanted.exercises:
            bonus[self._of_document.get(name, [])] += weights.exercise - weights.unnamed_exercise
        if not any(name in self._centre for name in (*wanted.named, *wanted.carried)):
            for name, closeness in self._centre.items():
                bonus[self._of_document.get(name, [])] += weights.centre * closeness
        return bonus

    def _in_place(self, headings: Vector) -> Vector:
        placed = np.array(headings, dtype=np.float32)
        for numbers in self._of_document.values():
            placed[numbers] += headings[numbers].mean(axis=0)
        return _unit(placed)

    def _priors(self, documents: Mapping[str, Document]) -> Scores:
        prior = np.zeros(len(self._chunks), dtype=np.float32)
        for name, numbers in self._of_document.items():
            if documents[name].kind == "exercise":
                prior[numbers] = self._weights.unnamed_exercise
        return prior


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors of length one; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[Any] = vectors / np.where(lengths == 0, 1.0, lengths)
    return unit.astype(np.float32)


def _centrality(documents: Mapping[str, Document]) -> dict[str, float]:
    """Return, for each topic, how much of the commonest audience's description its own holds, from 0 to 1."""
    topics = [document for document in documents.values() if document.kind == "topic"]
    counts = Counter(document.audience for document in topics if document.audience)
    if not counts:
        return {}
    common = set(content_words(max(counts, key=lambda audience: (counts[audience], audience))))
    return {
        topic.id: len(common & set(content_words(topic.audience))) / len(common) if common else 0.0 for topic in topics
    }
