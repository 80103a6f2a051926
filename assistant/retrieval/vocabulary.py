"""Other words for the same thing, and spelling, against the words of the guidance."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from assistant.retrieval.keywords import STOP_WORDS, content_words

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
# Below this length a near word is as often another word ("hop", "hip").
_SHORTEST_MENDED = 5


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`replace` stands in for typed words, `expand` is added beside them; keys are lower case."""

    replace: Mapping[str, str]
    expand: Mapping[str, str]
    centre: tuple[str, ...] = ()  # names of what most of the guidance is about


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Read the English words that are never taken for a misspelt one ("lasers" for "layers")."""
    text = (resources.files("assistant") / "safety" / "data" / "known_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def read_synonyms() -> Synonyms:
    """Read the data file that comes with the package."""
    text = (resources.files("assistant.retrieval") / "data" / "vocabulary.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    return Synonyms(
        {str(key): str(value) for key, value in loaded["replace"].items()},
        {str(key): str(value) for key, value in loaded["expand"].items()},
        tuple(str(name) for name in loaded["centre"]),
    )


class Vocabulary:
    """The guidance's own words, to read misspelt ones by."""

    def __init__(self, texts: Iterable[str], synonyms: Synonyms) -> None:
        counts: dict[str, int] = {}
        for text in texts:
            for word in _WORD.findall(text.lower()):
                counts[word] = counts.get(word, 0) + 1
        self._counts = counts
        self._synonyms = synonyms
        typed = {word for phrase in (*synonyms.replace, *synonyms.expand) for word in phrase.split()}
        self._known = set(counts) | typed | STOP_WORDS
        self._ordinary = ordinary_words()
        self._candidates = sorted(word for word in counts if len(word) >= _SHORTEST_MENDED)
        longest_first = sorted(synonyms.replace, key=len, reverse=True)
        self._centre = (
            re.compile(r"\b(" + "|".join(map(re.escape, synonyms.centre)) + r")\b") if synonyms.centre else None
        )
        self._replace = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")

    def mend(self, text: str) -> str:
        """Return the text with unknown words near to exactly one kind of known word read as that word."""
        return _WORD.sub(lambda match: self._mended(match.group()), text)

    def rewrite(self, text: str) -> str:
        """Return the text in the guidance's words: abbreviations and names people use are replaced."""
        lower = text.lower().replace("’", "'").replace("runner's knee", "runners knee")
        return self._replace.sub(lambda match: self._synonyms.replace[match.group(1)], lower)

    def telling(self, text: str) -> str:
        """Return the text for the search by words: without the condition's name, where that leaves at least two words.

        Half the guidance holds the name, and the section that repeats it most ("What is …?") would win every question.
        """
        if self._centre is None:
            return text
        bare = self._centre.sub(" ", text)
        return bare if len(content_words(bare)) > 1 else text

    def expanded(self, text: str) -> str:
        """Return the text with further words for the search by words."""
        text = self.telling(text)
        words = set(re.findall(r"[a-z-]+", text.lower()))
        more = [self._synonyms.expand[word] for word in sorted(words) if word in self._synonyms.expand]
        return " ".join([text, *more])

    def knows(self, word: str) -> bool:
        """Say whether the guidance, or a synonym of its words, holds the word."""
        return word.lower() in self._known

    def _mended(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        lower = word.lower()
        if lower in self._known or len(lower) < _SHORTEST_MENDED or lower.rstrip("s") in self._known:
            return word
        if lower in self._ordinary:
            return word
        limit = 1 if len(lower) < 8 else 2
        near = process.extract(lower, self._candidates, scorer=OSA.distance, score_cutoff=limit, limit=8)
        # People get the first letter right: without this rule names turn into common words.
        fitting = [(distance, -self._counts[found], found) for found, distance, _ in near if found[0] == lower[0]]
        return min(fitting)[2] if fitting else word
