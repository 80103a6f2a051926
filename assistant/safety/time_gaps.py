"""Times that tell no pain but how long something was left alone, or somebody's age."""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.time_spans import Span, is_since
from assistant.safety.words import Words

_GAP = frozenset("first hadnt havent hasnt didnt last gap break return returned".split())
_NO_GAP = frozenset("because cos due steps step one ones thing".split())  # "first steps", "not since, as it hurts"
# "For the last twenty years I did not play anything".
_DID_NOT = {("i", "did", "not"), ("i", "have", "not"), ("i", "didnt"), ("i", "havent")}
_SINCE_REACH = 10  # words
_TOOK_PART = frozenset("rode ran swam played skied danced lifted trained walked cycled climbed rowed boxed".split())
_OUT = frozenset("out to on near in back".split())
_ABOUT = frozenset("maybe about nearly almost some like around over a gap of roughly the an long break".split())
_AGES = frozenset({"have", "has", "aged", "turned", "im", "hes", "shes", "am"})
_KIN = frozenset("mother father mum mom mam dad wife husband grandmother grandfather aunt uncle sister brother".split())
_SOMEBODY = frozenset({"man", "woman", "lady", "guy", "male", "female", "boy", "girl"})


def is_gap(words: Words, span: Span, hurts: Sequence[Match], is_calm: bool) -> bool:
    """Whether it tells how long something was left alone: "first swim since last summer", "two years since I rode"."""
    first, last = words.clause_of(span.first)
    if words.words[max(first, span.first - 2) : span.first] == ("first", "time"):
        return True
    if _is_after_gap(words, span, first, hurts) or _counts_gap_beside(words, span, hurts):
        return True
    if any(first <= match.first < span.first for match in hurts):
        return False
    if is_since(words, span):
        piece = words.words[max(first, span.first - 8) : span.first]
        before = set(piece)
        after = set(words.words[span.first : min(last, span.last + 6)])
        if "last" in after and is_calm and _is_figure_before(piece):
            return True  # "10.5 since it last hurt"
        return bool(_GAP & before or _is_not_been(piece)) and not _NO_GAP & (before | after)
    following = words.words[span.last : min(last, span.last + 5)]
    if following[:3] in _DID_NOT or following[:2] in _DID_NOT:
        return True
    if following[:1] != ("since",):
        return False
    told = range(span.last, span.last + _SINCE_REACH)
    # "Eleven years since the disc": nothing hurts but what it counts from.
    return (
        bool({"last", "any"} & set(following))
        or bool(_TOOK_PART & set(following))
        or (is_calm and all(match.first in told for match in hurts))
    )


def _is_not_been(piece: Sequence[str]) -> bool:
    """Whether it says "not been out since the gales", and not "not been right since"."""
    return any(
        piece[at : at + 2] == ("not", "been") and _OUT & set(piece[at + 2 : at + 3]) for at in range(len(piece) - 2)
    )


def _is_figure_before(piece: Sequence[str]) -> bool:
    """Whether the last word is a figure."""
    return bool(piece) and piece[-1][0].isdigit()


def _counts_gap_beside(words: Words, span: Span, hurts: Sequence[Match]) -> bool:
    """Whether it only says how long the gap just named was: "hadn't skied since we moved, like 12 years"."""
    first, last = words.clause_of(span.first)
    if first == 0 or words.sentences[first - 1] != words.sentences[first] or last - first > span.last - span.first + 2:
        return False
    begin, end = words.clause_of(first - 1)
    told = set(words.words[begin:end])
    return "since" in told and bool((_GAP - {"last"}) & told) and not any(begin <= match.first < end for match in hurts)


def _is_after_gap(words: Words, span: Span, first: int, hurts: Sequence[Match]) -> bool:
    """Whether something came after so long: "a race after maybe 20 years", "after a gap of three years I played"."""
    at = span.first - 1
    while at > first and words.words[at] in _ABOUT:
        at -= 1
    if not first <= at < span.first - 1 or words.words[at] != "after":
        return False
    # "It hurts after nearly 3 months" and "after a good 3 months of physio" tell how long it has lasted.
    is_told = any(first <= match.first < at for match in hurts) or words.words[span.last : span.last + 1] == ("of",)
    return not is_told and "still" not in words.words[first : span.last + 6]


def is_age(words: Words, span: Span) -> bool:
    """Whether years tell an age: "I have 45 years", "77 yrs, calves tender"."""
    if not 10 * 365 <= span.days <= 105 * 365 or not any(letter.isdigit() for letter in words.words[span.first]):
        return False  # "since" holds no digit
    if words.words[span.last : span.last + 1] == ("of",):
        return False
    if words.words[span.last : span.last + 1] == ("olds",):
        return True
    before = words.words[max(0, span.first - 2) : span.first]
    if not before or before[-1] in _AGES or (before[-1] == "of" and before[0] in _SOMEBODY):
        return True
    following = words.words[span.last : span.last + 1]
    is_ended = not following or words.clauses[span.last] != words.clauses[span.first] or following == ("old",)
    if before[0] in _KIN and before[-1] == "is":
        return is_ended or following == ("and",)  # "my mother is 60 years and walks daily"
    return before[-1] in _SOMEBODY and is_ended  # "female 42 years,"
