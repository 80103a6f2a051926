"""Which two things a question sets side by side: "wall sit vs squats", "clamshells or leg raises first?"."""

import re
from collections.abc import Iterable

from assistant.retrieval.keywords import Stemmer
from assistant.retrieval.names import Named, Names
from assistant.retrieval.vocabulary import BODY_PLACES, telling_words

EACH = "each"
"""The intent of one of two things compared: what it is for, how much, and when to stop."""

_SURE = re.compile(
    r"\s(?:vs\.?|versus|compared (?:to|with)|(?:better|worse|safer|kinder|easier|harder|more \w+) than)\s",
    re.IGNORECASE,
)
_OR = re.compile(r"\s(?:or|instead of|rather than)\s|\s*/\s*", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_OF_TWO = re.compile(r"\b(differences?|compare|choose between|choice between)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(better|best|worse|first|which|prefer\w*|choose|pick|rather|more|instead|easier|harder|difference)\b",
    re.IGNORECASE,
)
_ASKS_OF_BOTH = re.compile(r"^\W*(?:can|could|do|does|is|are|should|will|would|may|how|why|when)\b", re.IGNORECASE)
_CENTRE = frozenset(("itband", "syndrome"))
# Beside body places, what a comparison may say and still ask no more than what each of two exercises is for.
_FRAMING = _CENTRE | frozenset(
    "safer kinder gentler harder tougher stronger superior compare compared comparing comparison choice choosing pick "
    "picking preferred differences pros cons glute glutes muscle muscles strength trains targets builds stress load "
    "pressure runner runners band bands rehabilitation".split()
)
_LISTED = re.compile(r"[,/&]|\b(?:and|or|vs|versus)\b", re.IGNORECASE)
_SO_LONG = re.compile(r"\bfor (?:\w+ )?\d+ (?:days?|weeks?|months?|years?)\b", re.IGNORECASE)
_TYPED = re.compile(r"[A-Za-z0-9'’]+")


def sides_of(text: str, names: Names, stemmer: Stemmer) -> tuple[tuple[Named, ...], ...]:
    """Return what a text compares, each side with the documents that its name may mean; empty where nothing.

    Args:
        text: the question, in the guidance's words.
        names: of the documents.
        stemmer: the one that `names` were made with.
    """
    for between in _betweens(text):
        for cut in between.finditer(text):
            left, right = text[: cut.start()], text[cut.end() :]
            sides = _alike(
                _touching(names.find(left), len(stemmer.stems(left)), at_end=True),
                _touching(names.find(right), len(stemmer.stems(right)), at_end=False),
            )
            named = [{one.document for one in side} for side in sides]
            if all(named) and not named[0] & named[1]:
                if _names_third(text, (*names.find(left), *names.find(right)), sides, names):
                    return ()
                return sides if between is not _OR or _is_choice(text, (left, right), sides, stemmer) else ()
    return ()


def _betweens(text: str) -> tuple[re.Pattern[str], ...]:
    return (_SURE, _OR, _AND) if _OF_TWO.search(text) else (_SURE, _OR)


def _touching(found: Iterable[Named], size: int, *, at_end: bool) -> tuple[Named, ...]:
    """Return the names that touch the word between."""
    return tuple(one for one in found if (one.start + one.words == size if at_end else one.start == 0))


def _alike(*sides: tuple[Named, ...]) -> tuple[tuple[Named, ...], ...]:
    """Return the sides as exercises where both name one, else as topics where they can: both are told of alike."""
    exercises = tuple(tuple(one for one in side if one.is_exercise) for side in sides)
    if all(exercises):
        return exercises
    return tuple(tuple(one for one in side if not one.is_exercise) or side for side in sides)


def _names_third(text: str, found: Iterable[Named], sides: tuple[tuple[Named, ...], ...], names: Names) -> bool:
    """Say whether more than two are named: an exercise beside two exercises, or another topic in a list of topics."""
    ours = {one.document for side in sides for one in side}
    if all(side[0].is_exercise for side in sides):
        spans: dict[tuple[str, int], list[Named]] = {}
        for one in found:
            spans.setdefault((one.text, one.start), []).append(one)
        named = [{one.document for one in span} for span in spans.values() if any(one.is_exercise for one in span)]
    else:
        named = [_item(piece, names) for piece in _LISTED.split(text)]
    return any(documents and not ours & documents for documents in named)


def _item(piece: str, names: Names) -> set[str]:
    """Return the documents that a piece of a list names, where it says nothing else."""
    found = names.find(piece)
    said = set(telling_words(" ".join(one.text for one in found)))
    rest = set(telling_words(piece)) - said - _FRAMING
    return {one.document for one in found} if not rest and said - _FRAMING - BODY_PLACES else set()


def says_no_more(sides: Iterable[tuple[Named, ...]], text: str, stemmer: Stemmer) -> bool:
    """Say whether a text that compares tells nothing else that bears on the answer.

    Of two exercises the answer is the same for anybody: who tells of "a torn meniscus" asks another question.
    """
    sides = tuple(sides)
    if not any(side[0].is_exercise for side in sides):
        return True  # a topic is asked for with the rest of the question
    rest = telling_words(without_names((one for side in sides for one in side), _SO_LONG.sub("", text), stemmer))
    return all(word in BODY_PLACES | _FRAMING for word in rest)


def without_names(named: Iterable[Named], text: str, stemmer: Stemmer) -> str:
    """Return a text without the words that name documents."""
    stems = {stem for one in named for stem in one.stems}

    def kept(word: re.Match[str]) -> str:
        own = set(stemmer.stems(word.group()))
        return "" if own and own <= stems else word.group()

    return _TYPED.sub(kept, text)


def _is_choice(text: str, halves: tuple[str, str], sides: tuple[tuple[Named, ...], ...], stemmer: Stemmer) -> bool:
    """Say whether an "or" stands between two to choose from: "can I do squats or lunges?" asks of both."""
    if _COMPARES.search(text) or not _ASKS_OF_BOTH.match(text):
        return True
    own = [set(stemmer.stems(half)[one.start : one.start + one.words]) for half, side in zip(halves, sides, strict=True)
           for one in side]  # fmt: skip
    rest = [word for word in telling_words(text) if not any(set(stemmer.stems(word)) & stems for stems in own)]
    return not any(word not in BODY_PLACES | _CENTRE for word in rest)


def is_compared_in(ways_to_ask: Iterable[str], sides: Iterable[frozenset[str]], stemmer: Stemmer) -> bool:
    """Say whether a section sets the sides beside one another itself: one way to ask for it names them all."""
    asked = tuple(sides)
    return any(all(stems <= set(stemmer.stems(way)) for stems in asked) for way in ways_to_ask)
