"""Misspelt words: read as the guidance's word that is nearest by letters or by sound."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib import resources

import yaml

SHORTEST = 3
_LONG = 8  # letters from which two errors are allowed
_HELD = re.compile(r"(.)\1{2,}")
# How English spells one sound in several ways: each is read as the right side before sounds are compared.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"^ps", "s"),
        (r"ph", "f"),
        (r"tch", "C"),
        (r"ch", "C"),
        (r"sh", "S"),
        (r"[ts]ion", "Sn"),
        (r"th", "0"),
        (r"(?<=[aeiou])gh(?=t|$)", ""),
        (r"dg(?=e)", "j"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"mb$", "m"),
        (r"(?<=[a-z])h", ""),
    )
)
_VOWELS = re.compile(r"(?<!^)[aeiouwy]")
_DOUBLED = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """Return a word's sound, roughly: consonants as spoken, and whether it opens with a vowel."""
    sound = word.lower()
    for pattern, spoken in _SOUNDS:
        sound = pattern.sub(spoken, sound)
    sound = re.sub(r"^[aeiouy]", "A", sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", sound))


@lru_cache(maxsize=1)
def read_spellings() -> Mapping[str, str]:
    """Read the data file of shorthand and of words that are spelt by ear."""
    text = (resources.files("assistant.retrieval") / "data" / "spellings.yaml").read_text(encoding="utf-8")
    return {str(key): str(value) for key, value in yaml.safe_load(text).items()}


class Speller:
    """Mends words against the words of the guidance. What a word is read as never depends on what came before."""

    def __init__(self, counts: Mapping[str, int], known: Collection[str]) -> None:
        """Prepare the lookup.

        Args:
            counts: words that can be meant, and how often each stands in the guidance.
            known: words that are never mended.
        """
        self._counts = counts
        self._known = known
        self._by_opening: dict[str, list[str]] = {}
        self._sounds = {word: sound_of(word) for word in counts if len(word) >= SHORTEST}
        for word, sound in sorted(self._sounds.items()):
            self._by_opening.setdefault(sound[:1], []).append(word)
        self._seen: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the word that was probably meant, or the word itself."""
        lower = word.lower()
        if lower.endswith("in") and lower not in self._counts and f"{lower}g" in self._counts:
            return f"{word}g"
        if len(lower) < SHORTEST or len(lower) > 18 or lower in self._known or lower.rstrip("s") in self._known:
            return word
        if lower not in self._seen:
            if len(self._seen) > 20_000:
                self._seen.clear()
            self._seen[lower] = self._nearest(_HELD.sub(r"\1", lower))
        return self._seen[lower] or word

    def _nearest(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if word in self._known:
            return word
        sound = sound_of(word)
        limit = 2 if len(word) >= _LONG else 1
        near = process.extract(
            word, self._by_opening.get(sound[:1], ()), scorer=OSA.distance, score_cutoff=limit + 1, limit=40
        )
        fitting = []
        for found, distance, _ in near:
            alike = self._sounds[found] == sound
            # A short word has many neighbours: only one that sounds the same, or lacks a letter, was meant.
            if not alike and (distance > limit or (len(word) < 5 and len(found) <= len(word))):
                continue
            # People get the first letter right, or at least its sound: without this rule names turn into common words.
            fitting.append((distance - alike / 2, -self._counts[found], found))
        return min(fitting)[2] if fitting else ""
