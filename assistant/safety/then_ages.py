"""Years of one's life as past times: "dislocated at 14, I'm 30", "torn in '16".

An age is past where the writer tells an older one of today; a year's two digits need their apostrophe.
"""

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
            found += [Match(name, position - 1, position + 1) for name in ("cue-past", "cue-long-past")]
    return found


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
            or before in {("i", "am"), ("im", "now"), ("now", "im")}
        )
        if is_said or words.words[position + 1 : position + 2] == ("now",) or before[-1:] == ("now",):
            ages.append(value)
    return max(ages)
