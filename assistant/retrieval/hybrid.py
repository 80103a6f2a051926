"""Hybrid retrieval: embeddings and words, fused into one score a section."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.domain import Chunk, Document, Passage, Vector
from assistant.retrieval.intents import heading_intent
from assistant.retrieval.keywords import KeywordIndex, content_words
from assistant.retrieval.populations import spoken_of, written_for

Nearest = Callable[[Vector, int], Sequence[tuple[str, float]]]
"""The vector store's search: vector and k in, `(chunk id, cosine similarity)` out, most similar first."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a score are mixed; every part lies between 0 and 1, but for `intent`, which may be -1."""

    dense: float  # the question and the chunk
    heading: float  # the question and the section's heading, which is a question too, or another way to ask for it
    contrast: float  # the same less what all headings share, so that the condition's name does not dominate
    placed: float  # the question and the heading read with the other headings of its document
    sparse: float  # BM25, as a share of the best score of the corpus
    intent: float  # the heading asks for the kind of answer that the question asks for
    named: float  # the question names the document
    carried: float  # the conversation named it before
    exercise: float  # the question names the exercise
    unnamed_exercise: float  # an exercise nobody named: its short lines match much by accident
    centre: float  # the document is for the readers that most documents are for


PARTS = tuple(field.name for field in fields(Weights))
"""The parts of a score, in the order of the columns of `HybridRanking.parts`."""


@lru_cache(maxsize=1)
def read_weights() -> Weights:
    """Read the fitted weights; `python -m evals.benchmarks.ranking` made the file."""
    text = (resources.files("assistant.retrieval") / "data" / "ranking.yaml").read_text(encoding="utf-8")
    return Weights(**{str(name): float(weight) for name, weight in yaml.safe_load(text)["weights"].items()})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for, beside its words."""

    intent: str = "about"
    named: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    answered: str = ""  # the kind of answer that the conversation had before, when another is wanted now
    populations: frozenset[str] = frozenset()  # groups of people that the conversation names
    complains: bool = False  # says no more than that a place hurts


@dataclass(frozen=True, slots=True)
class Asked:
    """A way to read the question: its words for the search by words, its embedding, and its share of the score."""

    words: str
    vector: Vector
    share: float = 1.0


STRANGE = (
    0.4  # taken from guidance for a group of people whom nobody named, as much as a section's intent and place give
)
_STRANGE_SECTION = 2.0  # times as much from one section for a group, in a document that has others for everybody
# A heading, or a way to ask for it, that says nearly what the question says decides, whatever words its section holds.
_ASKS_SO, _ASKS_SO_FROM = 0.8, 0.8  # the most it adds, at a cosine of 1, and the cosine over which it begins to
_CANDIDATES = 400  # a chunk beyond them is as if it had no likeness at all


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
            weights: how the parts are mixed; the fitted ones when not given.
            asked_vectors: for each chunk, the embeddings of the other ways to ask for it, shape `(n, dimension)`.
        """
        self._chunks = tuple(chunks.values())
        self._position = {chunk.id: number for number, chunk in enumerate(self._chunks)}
        self._keywords = keywords
        self._nearest = nearest
        self._weights = np.array(astuple(weights or read_weights()), dtype=np.float32)
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
        self._is_exercise = np.array([documents[c.document].kind == "exercise" for c in self._chunks], dtype=np.float32)
        self._written_for = [written_for(documents[c.document]) for c in self._chunks]
        self._spoken_of = [spoken_of(documents[c.document].sections[c.section].heading) for c in self._chunks]
        self._centre = _centrality(documents)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """Every chunk, in the order of the rows of `parts`."""
        return self._chunks

    def rank(self, asked: Sequence[Asked], wanted: Wanted | None = None, *, top_k: int = 8) -> list[Passage]:
        """Return at most `top_k` passages, best first; the ways to read the question share the score among them."""
        if not self._chunks:
            return []
        wanted = wanted or Wanted()
        read = [self.parts(one, wanted) for one in asked]
        parts = sum((one.share * each for one, each in zip(asked, read, strict=True)), np.zeros(1, dtype=np.float32))
        score = (parts * self._weights).sum(axis=1)  # a matrix product's last bits depend on the threads
        score -= STRANGE * self._strange(wanted)
        likest = np.max([each[:, PARTS.index("heading")] for each in read], axis=0)
        added = asks_so(likest) * self._may_ask_so(wanted)
        score += added
        best = sorted(np.argsort(-score, kind="stable")[: top_k + 1], key=lambda n: (-score[n], self._chunks[n].id))
        dense, heading, sparse = (parts[:, PARTS.index(name)] for name in ("dense", "heading", "sparse"))
        return [
            Passage(
                self._chunks[n],
                float(score[n]),
                dense=float(dense[n]),
                sparse=float(sparse[n]),
                heading=float(heading[n]),
                asks_so=float(added[n]),
            )
            for n in best[:top_k]
        ]

    def parts(self, asked: Asked, wanted: Wanted) -> Scores:
        """Return the parts of every chunk's score, shape `(len(chunks), len(PARTS))`, in the order of `PARTS`."""
        dense = np.zeros(len(self._chunks), dtype=np.float32)
        for chunk_id, similarity in self._nearest(asked.vector, min(_CANDIDATES, len(self._chunks))):
            dense[self._position[chunk_id]] = max(similarity, 0.0)
        vector, sparse = asked.vector, self._keywords.scores(asked.words)
        heading = self._likest(self._headings @ vector, self._asked @ vector)
        if wanted.complains:  # "my knee hurts" is like half the guidance: what tells is who asks so
            sparse, dense = (sparse > 0).astype(np.float32), heading
        apart = _unit(vector - self._mean)
        exercise = self._owned_by(wanted.exercises)
        columns = {
            "dense": dense,
            "heading": heading,
            "contrast": self._likest(self._contrasts @ apart, self._asked_contrasts @ apart),
            "placed": np.clip(self._placed @ vector, 0.0, 1.0),
            "sparse": sparse / (float(sparse.max()) or 1.0),
            "intent": self._suits(wanted),
            "named": self._owned_by(wanted.named),
            "carried": self._owned_by(wanted.carried),
            "exercise": exercise,
            "unnamed_exercise": self._is_exercise * (1 - exercise),
            "centre": self._central(wanted),
        }
        return np.stack([np.asarray(columns[name], dtype=np.float32) for name in PARTS], axis=1)

    def _likest(self, headings: Scores, asked: Scores) -> Scores:
        """Return how like the question each section's heading is, or the likest other way to ask for it."""
        likest = headings.astype(np.float32)
        np.maximum.at(likest, self._asked_of, asked.astype(np.float32))
        return np.clip(likest, 0.0, 1.0)

    def _suits(self, wanted: Wanted) -> Scores:
        """Return 1 where the heading asks for the kind of answer wanted, -1 where for the kind given before."""
        suits = np.zeros(len(self._chunks), dtype=np.float32)
        if wanted.intent not in ("about", "more"):
            suits[self._intents == wanted.intent] = 1.0
            if wanted.answered not in ("", "about", wanted.intent):
                suits[self._intents == wanted.answered] = -1.0
        return suits

    def _owned_by(self, names: Sequence[str]) -> Scores:
        """Return 1 for each chunk of the documents named, else 0."""
        owned = np.zeros(len(self._chunks), dtype=np.float32)
        for name in names:
            owned[self._of_document.get(name, [])] = 1.0
        return owned

    def _central(self, wanted: Wanted) -> Scores:
        """Return how central each chunk's document is; nothing where the question names a topic of its own."""
        central = np.zeros(len(self._chunks), dtype=np.float32)
        if not any(name in self._centre for name in (*wanted.named, *wanted.carried)):
            for name, closeness in self._centre.items():
                central[self._of_document.get(name, [])] = closeness
        return central

    def _strange(self, wanted: Wanted) -> Scores:
        """Return 1 for each chunk that is for a group of people whom the conversation does not name, else 0.

        More for a section that is for a group by itself: whoever asks of sleep names no knee replacement.
        """
        strange = np.zeros(len(self._chunks), dtype=np.float32)
        for at, (written, spoken, chunk) in enumerate(
            zip(self._written_for, self._spoken_of, self._chunks, strict=True)
        ):
            if spoken - written - wanted.populations:
                strange[at] = _STRANGE_SECTION
            elif (written | spoken) - wanted.populations and chunk.document not in wanted.named:
                strange[at] = 1.0
        return strange

    def _may_ask_so(self, wanted: Wanted) -> Scores:
        """Return 1 for each chunk of what, and whom, the talk is about: "can I still run?" is asked of many things."""
        names = (*wanted.named, *wanted.carried)
        may = self._owned_by(names) if names else np.ones(len(self._chunks), dtype=np.float32)
        groups = [written | spoken for written, spoken in zip(self._written_for, self._spoken_of, strict=True)]
        theirs = [not group or bool(group & wanted.populations) for group in groups]
        return np.multiply(may, np.array(theirs, dtype=np.float32), dtype=np.float32)

    def _in_place(self, headings: Vector) -> Vector:
        placed = np.array(headings, dtype=np.float32)
        for numbers in self._of_document.values():
            placed[numbers] += headings[numbers].mean(axis=0)
        return _unit(placed)


def asks_so(heading: Scores) -> Scores:
    """Return what a heading adds to a section's score by saying nearly what the question says."""
    added: Scores = _ASKS_SO * np.clip((heading - _ASKS_SO_FROM) / (1 - _ASKS_SO_FROM), 0.0, 1.0)
    return added


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
