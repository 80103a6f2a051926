"""Other words for the same thing, and spelling, against the words of the guidance."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from assistant.retrieval.keywords import STOP_WORDS, content_words
from assistant.retrieval.spelling import SHORTEST, Speller, read_spellings

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_DOSE = re.compile(r"^dose\b(?! of\b)", re.IGNORECASE)  # "dose pain mean damage?"
_TYPED = re.compile(r"(?<![\w'’])[A-Za-z0-9]+(?![\w'’])")


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


@lru_cache(maxsize=1)
def subject_words() -> frozenset[str]:
    """Read the words that name subjects, covered or not: makes and remedies are never taken for a misspelt word."""
    text = (resources.files("assistant.retrieval") / "data" / "subjects.yaml").read_text(encoding="utf-8")
    lines = (line for lines in yaml.safe_load(text).values() for line in lines)
    return frozenset(word for line in lines for word in str(line).replace(",", " ").split())


def common_words() -> frozenset[str]:
    """Read the words that stand in questions of any field: the short ones, and how a thing is asked."""
    return _words_of("short_words.txt") | _words_of("generic.txt")


def telling_words(text: str) -> list[str]:
    """Return the content words of a text that say what it is about, not how it is asked."""
    generic = _words_of("generic.txt")
    return [word for word in content_words(text) if word not in generic]


BODY_PLACES = frozenset(
    "knee knees hip hips leg legs foot feet ankle ankles shoulder shoulders back arch calf calves thigh thighs "
    "heel heels groin shin shins buttock buttocks outer outside inner inside left right side sides "
    "lateral front top middle both kneecap".split()
)


_HURTS = re.compile(
    r"\b(pain|sore|hurt|ach|tender|killing|throb|niggl|stiff|bother|problem|trouble|issue|injur|help)\w*", re.IGNORECASE
)


def only_complains(text: str) -> bool:
    """Say whether a text tells no more than that a place hurts: "my knee has been sore for weeks, what can I do?"."""
    told = telling_words(text)
    places = [word for word in told if word in BODY_PLACES]
    return (
        bool(places) and all(word in BODY_PLACES or word.isdigit() for word in told) and _HURTS.search(text) is not None
    )


@lru_cache(maxsize=4)
def _words_of(name: str) -> frozenset[str]:
    text = (resources.files("assistant.retrieval") / "data" / name).read_text(encoding="utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if not line.startswith("#")).split())


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
        self._synonyms = synonyms
        typed = {word for phrase in (*synonyms.replace, *synonyms.expand) for word in phrase.split()}
        self._known = set(counts) | typed | STOP_WORDS
        subjects = subject_words()
        meant = {word: counts.get(word, 1) for word in (*counts, *STOP_WORDS, *subjects) if len(word) >= SHORTEST}
        self._speller = Speller(meant, self._known | ordinary_words() | subjects | common_words())
        longest_first = sorted(synonyms.replace, key=len, reverse=True)
        self._centre = (
            re.compile(r"\b(" + "|".join(map(re.escape, synonyms.centre)) + r")\b") if synonyms.centre else None
        )
        self._replace = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")

    def mend(self, text: str) -> str:
        """Return the text with shorthand written out, and unknown words near to a known word read as that word."""
        spellings = read_spellings()
        text = _DOSE.sub("does", text)
        written_out = _TYPED.sub(lambda match: spellings.get(match.group().lower(), match.group()), text)
        shouts = text.isupper()  # else a word in capitals is an abbreviation, and has no nearest word
        return _WORD.sub(
            lambda match: self._speller(match.group()) if shouts or not match.group().isupper() else match.group(),
            written_out,
        )

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
