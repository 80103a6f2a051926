"""Ranking by words: BM25 over stemmed text."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

# Function words; question words are among them, because every heading is a question.
STOP_WORDS = frozenset(
    "a an the and or but if then than so of in on at by for from to with without into onto over under about as is "
    "are was were be been being am do does did doing have has had having i me my mine we us our you your he him "
    "his she her it its they them their this that these those there here what which who whom whose when where why "
    "how can could should would will shall may might must not no nor only own same just also very too any some "
    "such each all both more most other again once get got getting go going gone im ive id ill whats hows wheres "
    "whens whos thats theres wat wats till til youre its dont doesnt didnt isnt arent cant wont havent hasnt hadnt "
    "wasnt werent couldnt wouldnt shouldnt mustnt neednt aint hi hello please "
    "thanks thank tell know want need like really much many lot bit thing things way ok okay good bad best better "
    "help helps helping use using used make makes".split()
)
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
# "It" is a stop word, and what is left, "band", is also a thing to exercise with: the name is read as one word.
_IT_BAND = re.compile(r"\b(?:it|iliotibial)[ -]bands?\b(?: syndrome)?|\bitbs?\b")


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in order, lower case, not stemmed."""
    text = _IT_BAND.sub("itband", text.lower())
    words = [word.replace("’", "'") for word in _WORD.findall(text)]
    words = [word[:-2] if word.endswith("'s") else word.replace("'", "") for word in words]
    return [word for word in words if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]


class Stemmer:
    """Snowball's English stemmer, after the field's spellings are made one."""

    def __init__(self) -> None:
        from Stemmer import Stemmer as Snowball

        self._stemmer: Any = Snowball("english")

    def stems(self, text: str) -> list[str]:
        """Return the stems of the content words, in order."""
        return [str(stem) for stem in self._stemmer.stemWords(content_words(text))]


class KnownStems(frozenset[str]):
    """The stems that stand in the guidance, each with how much it tells: rare ones tell more."""

    _weights: Mapping[str, float]
    _unknown: float

    @classmethod
    def of(cls, texts: Iterable[Iterable[str]]) -> "KnownStems":
        """Count in how many of the stemmed texts each stem stands."""
        counts: dict[str, int] = {}
        size = 0
        for stems in texts:
            size += 1
            for stem in set(stems):
                counts[stem] = counts.get(stem, 0) + 1
        known = cls(counts)
        known._weights = {stem: math.log(1 + (size - n + 0.5) / (n + 0.5)) for stem, n in counts.items()}
        known._unknown = math.log(1 + (size + 0.5) / 0.5)
        return known

    def weight(self, stem: str) -> float:
        """Return the stem's inverse document frequency; that of an unknown stem is the highest."""
        return self._weights.get(stem, self._unknown)


class KeywordIndex:
    """BM25 (bm25s, Lucene's variant) over a list of texts."""

    def __init__(self, texts: Sequence[str], stemmer: Stemmer) -> None:
        import bm25s

        self._stemmer = stemmer
        self._size = len(texts)
        corpus = [stemmer.stems(text) or ["∅"] for text in texts]
        self._bm25: Any = bm25s.BM25(k1=1.2, b=0.75)
        self._bm25.index(corpus, show_progress=False)
        self.vocabulary = KnownStems.of(corpus)

    def scores(self, text: str) -> np.ndarray[Any, np.dtype[np.float32]]:
        """Return the BM25 score of each text, shape `(size,)`; zeros where no word of the question is known."""
        stems = [stem for stem in self._stemmer.stems(text) if stem in self.vocabulary]
        if not stems:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(stems), dtype=np.float32)
