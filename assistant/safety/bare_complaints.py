"""Bare complaints: "pain behind the knee when I bend it" tells a place, that it hurts, a movement, and nothing else.

The words are in `data/bare_complaints.yaml`: no sign can be told with them.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.safety.data_files import DATA_DIR, read_yaml
from assistant.safety.words import Words

_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Parts:
    """The words of each kind; phrases as patterns."""

    place_phrases: re.Pattern[str]
    movement_phrases: re.Pattern[str]
    places: frozenset[str]
    hurts: frozenset[str]
    others: frozenset[str]


def is_bare_complaint(words: Words) -> bool:
    """Say whether a message says where it hurts, perhaps in which ordinary movement, and not a word more."""
    if len(words) > _MOST_WORDS:
        return False
    parts = _parts()
    text, named = parts.place_phrases.subn(" ", " ".join(words.words))
    left = set(parts.movement_phrases.sub(" ", text).split())
    is_placed = bool(named or left & parts.places)
    return is_placed and bool(left & parts.hurts) and left <= parts.places | parts.hurts | parts.others


@cache
def _parts() -> _Parts:
    data = read_yaml(DATA_DIR / "bare_complaints.yaml")
    return _Parts(
        _any_of(data["place_phrases"]),
        _any_of(data["movement_phrases"]),
        frozenset(data["places"].split()),
        frozenset(data["hurts"].split()),
        frozenset(f"{data['movements']} {data['small']}".split()),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
