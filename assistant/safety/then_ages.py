"""Years of one's life as past times: "dislocated at 14, I'm 30", "torn in '16".

An age is past where the writer tells an older one of today; a year's two digits need their apostrophe.
"""

from collections.abc import Iterator

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_AT = frozenset({"at", "aged", "age", "until"})
_IN = frozenset({"in", "by", "of", "summer", "winter", "spring", "autumn", "back"})
_NOT_AGES = frozenset(
    "weeks week days day months month minutes min mins hours hour hrs pm am oclock percent degrees km k miles mile "
    "kg lb lbs stone reps sets x mph bpm night nights each".split()
)
_APART = 3  # years between the two ages
_YOUNGEST, _OLDEST = 4, 100
_APOSTROPHE_YEARS = 25  # '24 is over; '25 and later may be yesterday
_APART_IN_BRACKETS = 4  # words before the year
_FIRST_YEAR = 1940
_STILL = frozenset(
    "still now is are has have hurts aches feels gets never since im ive its today again not cant wont".split()
)
_ACUTE = frozenset(
    "hot red swollen swelling sore hurts hurting pain painful aching achy numb weak tender stiff throbbing cant".split()
)
_NAMES = ("cue-past", "cue-long-past")
_APOSTROPHES = frozenset("'’‘`´")


def find(words: Words) -> list[Match]:
    """Return a past time for every age and year of long ago that is told."""
    today = _age_today(words)
    found: list[Match] = []
    for position in range(1, len(words)):
        before = words.words[position - 1]
        value = _number(words, position)
        if value is None or words.sentences[position] != words.sentences[position - 1]:
            continue
        is_age = before in _AT and value >= _YOUNGEST and value + _APART <= today
        is_year = before in _IN and words.text[words.starts[position] - 1] in _APOSTROPHES and value < _APOSTROPHE_YEARS
        if is_age or is_year:
            found += [Match(name, position - 1, position + 1) for name in _NAMES]
    return found + [Match(name, at, at + 1) for at in _in_brackets(words) for name in _NAMES]


def _stands_alone(words: Words, position: int) -> bool:
    """Whether a sentence opens with it and a comma: "21, Welsh, left handed"."""
    first, last = words.clause_of(position)
    return last - first == 1 and words.sentence_of(position)[0] == first and words.sentence_of(position)[1] > last


def _in_brackets(words: Words) -> Iterator[int]:
    """The first word of each clause in brackets that begin with a year of long ago: "(2019, pinned, six weeks)"."""
    for position, word in enumerate(words.words):
        opening = _opening(words, position) if _is_old_year(word) else -1
        if opening < 0 or _is_told_of_today(words, opening):
            continue
        closing = words.text.find(")", words.ends[position])
        if opening and words.sentences[opening - 1] == words.sentences[opening]:
            yield opening - 1
        at = opening
        while at < len(words) and words.starts[at] < closing:
            end = words.clause_of(at)[1]
            if _STILL & set(words.words[at:end]):
                break
            yield at
            at = end


def _opening(words: Words, position: int) -> int:
    """The first word in brackets that hold a year as a clause of its own, or -1: "(2019, pinned)", "(repair, 2021)"."""
    mark = words.text.rfind("(", 0, words.starts[position])
    first, last = words.clause_of(position)
    if mark < 0 or words.text.find(")", mark, words.starts[position]) >= 0 or last - first > 1:
        return -1
    while first and words.starts[first - 1] > mark:
        first -= 1
    return first if position - first <= _APART_IN_BRACKETS else -1


def _is_told_of_today(words: Words, opening: int) -> bool:
    """Whether the clause before the brackets tells of now: "hot swollen calf (2019, same leg, a clot)"."""
    if not opening or words.sentences[opening - 1] != words.sentences[opening]:
        return False
    first, last = words.clause_of(opening - 1)
    return bool((_STILL | _ACUTE) & set(words.words[first:last]))


def _is_old_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and _FIRST_YEAR <= int(word) < _APOSTROPHE_YEARS + 2000


def _number(words: Words, position: int) -> int | None:
    word = words.words[position]
    following = words.words[position + 1 : position + 2]
    if not word.isdigit() or len(word) > 2 or (following and following[0] in _NOT_AGES):
        return None
    return int(word)


def _age_today(words: Words) -> int:
    """The oldest age said of today, "I'm 30" or "34 now"; 0 where none is."""
    ages = [0]
    for position in range(len(words)):
        value = _number(words, position)
        before = words.words[max(0, position - 2) : position]
        if value is None or not _YOUNGEST <= value <= _OLDEST:
            continue
        opens = words.clause_of(position)[0] == position - 1
        is_said = (
            before[-1:] == ("im",)
            or (opens and before[-1:] == ("am",))
            or _stands_alone(words, position)
            or before in {("i", "am"), ("im", "now"), ("now", "im")}
        )
        if is_said or words.words[position + 1 : position + 2] == ("now",) or before[-1:] == ("now",):
            ages.append(value)
    return max(ages)
