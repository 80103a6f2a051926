"""Names of exercises in running text, and which of them no document describes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from assistant.domain import Document

_WORD = r"[A-Za-z]+(?:[-’'][A-Za-z]+)*"
_MODIFIERS = 4  # "standing band hip abduction": words before the last one that may belong to the name


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file: what the name of an exercise is made of."""

    phrase: re.Pattern[str]
    not_exercises: frozenset[str]


class ExerciseNames:
    """Knows the exercises that documents describe, by title, id and alias."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._known = {
            _folded(name)
            for document in documents
            if document.kind == "exercise"
            for name in (document.title, document.id, *document.aliases)
        }

    def unknown(self, text: str) -> Iterator[str]:
        """Give each exercise that the text names and no document describes."""
        words = _words()
        for match in words.phrase.finditer(text):
            before, name = match.group("before").split(), match.group("name")
            # The longest reading that is known wins: "single-leg bridge" before "bridge".
            readings = [_folded(" ".join([*before[start:], name])) for start in range(len(before) + 1)]
            if not any(reading in self._known or reading in words.not_exercises for reading in readings):
                yield name


def _folded(name: str) -> str:
    """Fold case, hyphens and the plural: "Step-Ups" and "step up" are one name."""
    words = re.sub(r"[^a-z0-9]+", " ", name.lower()).split()
    if words and re.search(r"(ch|sh|ss)es$", words[-1]):
        words[-1] = words[-1][:-2]
    elif words and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]
    return " ".join(words)


@lru_cache(maxsize=1)
def _words() -> _Words:
    text = (resources.files("assistant.guidance") / "data" / "exercise_words.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    alone, joined, parts = (_alternatives(data[key]) for key in ("alone", "joined", "parts"))
    name = rf"(?:{alone})(?:e?s)?|(?:{parts})[ -](?:{joined})(?:e?s)?"
    return _Words(
        re.compile(rf"(?P<before>(?:{_WORD} ){{0,{_MODIFIERS}}})\b(?P<name>{name})\b(?![-’'])", re.IGNORECASE),
        frozenset(_folded(entry["name"]) for entry in data["not_exercises"]),
    )


def _alternatives(words: Sequence[str]) -> str:
    # Longest first, so that "step-down" is not read as "step".
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(words, key=len, reverse=True))
