"""Typing errors: an unknown word is read as the nearest word of the lexicon, if one is near."""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

_SHORTEST = 5  # shorter words have too many true neighbours ("calf", "call")
_LONG = 8  # from here two errors are allowed
_SPOKEN = (("in", "ing"), ("d", "ed"))  # "talkin", "pushd"
_HELD = re.compile(r"(.)\1{2,}")
_CACHE_LIMIT = 50_000  # words; a server sees the same few thousand again and again


class Corrector:
    """Mends words against the lexicon. The answer for a word never depends on what was asked before."""

    def __init__(self, lexicon: Iterable[str], ordinary: frozenset[str], prefixes: Iterable[str] = ()) -> None:
        self._prefixes = tuple(sorted(prefixes))
        self._lexicon = frozenset(lexicon)
        self._known = ordinary | self._lexicon
        by_shape: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._lexicon):
            if len(word) >= _SHORTEST and word.isalpha():
                by_shape[word[0], len(word)].append(word)
        self._by_shape = dict(by_shape)
        self._cache: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the word of the lexicon that was probably meant, or the word itself."""
        if len(word) < _SHORTEST or len(word) > 18 or word in self._known:
            return word
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[word] = self._nearest(word)
        return found

    def _nearest(self, word: str) -> str:
        for ending, written in _SPOKEN:
            meant = word.removesuffix(ending) + written
            if word.endswith(ending) and meant in self._lexicon:
                return meant
        if word.startswith(self._prefixes) or self._is_inflected(word):
            return word
        squeezed = _squeeze(word)
        if squeezed in self._known:
            return squeezed
        allowed = 2 if len(word) >= _LONG else 1
        best, best_distance = word, allowed + 1
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for candidate in self._by_shape.get((word[0], length), ()):
                distance = OSA.distance(word, candidate, score_cutoff=best_distance - 1)
                if distance < best_distance:
                    best, best_distance = candidate, distance
        return best

    def _is_inflected(self, word: str) -> bool:
        """A known word with an ending ("wheezing", "jolts") is no typing error."""
        for ending in ("s", "es", "ed", "ing", "er", "ers", "ly", "y", "ish", "less", "ness"):
            stem = word.removesuffix(ending)
            if (
                stem != word
                and len(stem) >= 3
                and (stem in self._known or stem + "e" in self._known or stem[:-1] in self._known)
            ):
                return True
        return False


def _squeeze(word: str) -> str:
    """Shorten letters held down ("painnnn", "soooore")."""
    return _HELD.sub(r"\1", word)
