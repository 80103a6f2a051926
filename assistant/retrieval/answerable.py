"""Whether the passages found answer the question: the line between an answer and "the guidance doesn't say"."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml

from assistant.domain import Passage
from assistant.retrieval.intents import asks_price, names_price
from assistant.retrieval.keywords import KnownStems, Stemmer, content_words
from assistant.retrieval.understand import Question
from assistant.retrieval.vocabulary import read_synonyms

Outcome = Literal["answerable", "not_in_guidance", "weak_match", "unclear"]
_LOOKED_AT = 3  # passages: what an answer is made of
_ABOUT_IT = 0.72  # cosine from which a section's heading, or a way to ask for it, is about a bare complaint
_ALIKE_FROM, _ALIKE_OVER = 0.6, 0.3  # cosine from which a heading begins to ask the same, and over which it comes to


@dataclass(frozen=True, slots=True)
class Limits:
    """A logistic score of three features, and where the line is drawn."""

    constant: float
    score: float  # for the score of the first passage
    uncovered: float  # for what the question is about that no passage holds
    unknown: float  # for each word of it that stands nowhere in the guidance
    answer_from: float
    not_in_guidance_below: float  # or when a word of it is unknown; in between the match is weak


@lru_cache(maxsize=1)
def read_limits() -> tuple[Limits, Limits]:
    """Read the fitted limits, of guidance and of saved pages; `python -m evals.benchmarks.abstaining` made the file.

    A saved page's sections have no question for a heading, so that its passages score less; its words must tell.
    """
    text = (resources.files("assistant.retrieval") / "data" / "abstaining.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    guidance, page = ({k: float(v) for k, v in loaded[name].items()} for name in ("guidance", "page"))
    return Limits(**guidance), Limits(**page)


@dataclass(frozen=True, slots=True)
class Features:
    """What the score is made of."""

    score: float
    uncovered: float  # weight of the words that the passage which holds the question best lacks, in unknown words
    unknown: float  # number of words
    foreign: bool  # the question names a subject, or asks a price, that the passages do not speak of


def outcome(
    question: Question,
    passages: Sequence[Passage],
    stemmer: Stemmer,
    vocabulary: frozenset[str],
    limits: Limits | None = None,
) -> Outcome:
    """Say whether the passages answer the question.

    Args:
        question: as understood.
        passages: best first.
        stemmer: the one the word index was made with.
        vocabulary: stems that stand anywhere in the guidance.
        limits: the score's constants; those of guidance when not given.
    """
    limits = limits or read_limits()[0]
    if not content_words(question.text) and not question.documents:
        return "unclear"
    if not passages:
        return "not_in_guidance"
    if question.complains and passages[0].heading < _ABOUT_IT:
        return "weak_match"  # any section that names the place would do, and none is meant
    if question.exercises and not question.follows and set(stemmer.stems(question.own)) <= question.name_stems:
        return "answerable"  # an exercise's name alone, by whatever name: its card answers
    seen = features(question, passages, stemmer, vocabulary)
    if seen.foreign:
        return "not_in_guidance"
    score = probability(seen, limits)
    if score >= limits.answer_from:
        return "answerable"
    return "not_in_guidance" if seen.unknown or score < limits.not_in_guidance_below else "weak_match"


def asks_of_unknown(question: Question, stemmer: Stemmer, vocabulary: frozenset[str]) -> bool:
    """Say whether all that tells what a question is about stands nowhere in the guidance: "and what about cupping?"."""
    about, known = _about(question, stemmer, vocabulary)
    return bool(about) and not known


def _about(question: Question, stemmer: Stemmer, vocabulary: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the stems that tell what a question is about, and those of them that the guidance knows."""
    words = _words(stemmer)
    # A number is seldom what a question is about: "trainers after 600 miles".
    stems = dict.fromkeys(stemmer.stems(question.own or question.text))
    about = [stem for stem in stems if stem not in words.generic and not stem.isdigit()]
    return about, [stem for stem in about if stem in question.name_stems or words.others(stem) & vocabulary]


def probability(seen: Features, limits: Limits) -> float:
    """Return how likely the passages are to answer, from 0 to 1."""
    logit = (
        limits.constant + limits.score * seen.score + limits.uncovered * seen.uncovered + limits.unknown * seen.unknown
    )
    return 1 / (1 + math.exp(-logit))


def features(question: Question, passages: Sequence[Passage], stemmer: Stemmer, vocabulary: frozenset[str]) -> Features:
    """Measure how well the passages hold what the question is about."""
    looked_at = passages[:_LOOKED_AT]
    words = _words(stemmer)
    held = [_held(question, passage, stemmer) for passage in looked_at]
    about, known = _about(question, stemmer, vocabulary)
    weigh = vocabulary.weight if isinstance(vocabulary, KnownStems) else (lambda _: 1.0)
    lacking = [sum(weigh(stem) for stem in known if not words.others(stem) & has) for has in held]
    # A heading that asks the same in other words makes up for words that differ.
    doubt = 1 - min(1.0, max(0.0, (max(passage.heading for passage in looked_at) - _ALIKE_FROM) / _ALIKE_OVER))
    return Features(
        # What is asked in so many words may be asked of something else: it ranks a section, and proves no answer.
        score=max(passage.score - passage.asks_so for passage in looked_at),
        uncovered=min(lacking) / weigh("") * doubt,
        unknown=(len(about) - len(known)) * doubt,
        foreign=_lacks_price(question, looked_at) or _is_foreign(question, looked_at, held, words, stemmer),
    )


def _held(question: Question, passage: Passage, stemmer: Stemmer) -> set[str]:
    """Return the stems a passage speaks of; the words that name its document are among them."""
    held = set(stemmer.stems(passage.chunk.indexed))
    return held | question.name_stems if passage.chunk.document in question.documents else held


def _lacks_price(question: Question, passages: Sequence[Passage]) -> bool:
    """Say whether the question asks for a price and no passage tells one: who to see is no answer to what it costs."""
    return asks_price(question.own or question.text) and not any(names_price(p.chunk.indexed) for p in passages)


def _is_foreign(
    question: Question, passages: Sequence[Passage], held: Sequence[set[str]], words: "_Words", stemmer: Stemmer
) -> bool:
    """Say whether the question names a subject that no passage speaks of."""
    asked = stemmer.stems(question.own or question.text)
    headings = [
        set(stemmer.stems(passage.chunk.indexed.split("\n", 1)[0]))
        | (question.name_stems if passage.chunk.document in question.documents else frozenset())
        for passage in passages
    ]
    for subjects, where in ((words.named, headings), (words.mentioned, held)):
        for subject in subjects:
            if any(_stands_in(name, asked) for name in subject) and not any(
                set(name) <= stems for name in subject for stems in where
            ):
                return True
    return False


def _stands_in(name: tuple[str, ...], stems: Sequence[str]) -> bool:
    return any(tuple(stems[n : n + len(name)]) == name for n in range(len(stems) - len(name) + 1))


@dataclass(frozen=True, slots=True)
class _Words:
    """The data files, stemmed."""

    generic: frozenset[str]
    named: tuple[tuple[tuple[str, ...], ...], ...]
    mentioned: tuple[tuple[tuple[str, ...], ...], ...]
    other: Mapping[str, frozenset[str]]

    def others(self, stem: str) -> frozenset[str]:
        """Return a stem and those of the other words for it."""
        return self.other.get(stem, frozenset((stem,)))


@lru_cache(maxsize=2)
def _words(stemmer: Stemmer) -> _Words:
    folder = resources.files("assistant.retrieval") / "data"
    subjects = yaml.safe_load((folder / "subjects.yaml").read_text(encoding="utf-8"))
    lines = (folder / "generic.txt").read_text(encoding="utf-8").splitlines()
    generic = stemmer.stems(" ".join(line for line in lines if not line.startswith("#")))
    other: dict[str, set[str]] = {}
    for word, more in read_synonyms().expand.items():
        for stem in stemmer.stems(word)[:1]:
            other.setdefault(stem, {stem}).update(stemmer.stems(more))
    return _Words(
        generic=frozenset(generic),
        named=tuple(_subject(line, stemmer) for line in subjects["named"]),
        mentioned=tuple(_subject(line, stemmer) for line in subjects["mentioned"]),
        other={stem: frozenset(stems) for stem, stems in other.items()},
    )


def _subject(line: str, stemmer: Stemmer) -> tuple[tuple[str, ...], ...]:
    return tuple(stems for name in str(line).split(",") if (stems := tuple(stemmer.stems(name))))
