"""Ages: "my 12 year old", "I'm 67", "14yo", "72F". They choose between a child's rules and an older person's."""

from assistant.safety.lexicon import Match
from assistant.safety.numbers import WORDS
from assistant.safety.words import Words

_UNITS = frozenset("year years yr yrs yo y".split())
_BANDS = ((16, "age-under-16"), (18, "age-under-18"))
_OVER = ((45, "age-45-over"), (50, "age-50-over"), (55, "age-55-over"), (60, "age-60-over"), (65, "age-65-over"))
NAMES = frozenset(name for _, name in (*_BANDS, *_OVER))
_BEFORE = frozenset("of aged age im turned hes shes is was she he am".split())
_SEX = frozenset("m f male female yo y yrold".split())
_FAMILY = frozenset(
    "son daughter lad lads girl boy kid child toddler grandson granddaughter nephew niece wee dad mum nan grandad "
    "grandma husband wife auntie uncle gran brother sister".split()
)
_OLDEST = 105
_NOT_AGES = frozenset(
    "weeks week days day months month minutes min mins hours hour hrs km k miles mile reps rep sets times degrees kg "
    "lb stone "
    "percent seconds secs sec x night nights weeks pregnant mg st mph ml cm mm am pm oclock out on into of".split()
)

_NOBODY = frozenset(
    "dog cat horse pony puppy pup lab labrador spaniel collie terrier retriever greyhound whippet pointer mare gelding "
    "mattress sofa chair bike car treadmill shoes trainers boots insoles house laptop phone".split()
)


def find(words: Words) -> list[Match]:
    """Return a match for every band that an age in the message falls in."""
    found: list[Match] = []
    for position, word in enumerate(words.words):
        value = _value(words.words, position)
        if value is None or _is_other(words, position):
            continue
        last = _is_age(words, position, word)
        if last:
            found.extend(_bands(value, position, last))
    return found


def _value(tokens: tuple[str, ...], position: int) -> float | None:
    word = tokens[position]
    if word.isdigit() and len(word) <= 3:
        return float(word) if float(word) <= _OLDEST else None
    value = WORDS.get(word)
    if value is None or word in {
        "a",
        "an",
        "some",
        "few",
        "half",
        "couple",
        "many",
        "several",
        "another",
        "one",
        "dozen",
    }:
        return None
    if value >= 20 and position + 1 < len(tokens) and 1 <= WORDS.get(tokens[position + 1], 0) <= 9:
        value += WORDS[tokens[position + 1]]
    return value


def _is_other(words: Words, position: int) -> bool:
    """A time of day ("4:41"), a mark, a dog's age, or how long ("a gap of three years", "I was two years with it")."""
    after = words.text[words.ends[position] : words.ends[position] + 2]
    if after[:1] == ":" and after[1:].isdigit():
        return True
    thing = words.words[position + 1 : position + 4]
    if thing[:1] and thing[0] in _UNITS and thing[1:2] == ("old",) and _NOBODY.issuperset(thing[2:]) and thing[2:]:
        return True
    if position < 2 or words.words[position - 1] not in {"of", "was", "is"}:
        return False
    if words.words[position - 1] == "of" and words.words[position - 2].isdigit():
        return True  # "2 of 10", of pain
    following = words.words[position + 1 : position + 3]
    is_length = following[:1] and following[0] in _UNITS and following[1:] not in {("old",), ("olds",)}
    return bool(is_length) and words.words[position - 2] not in _FAMILY


def _is_age(words: Words, position: int, word: str) -> int:
    """Return the end of the age that begins at a number, or 0."""
    tokens = words.words
    after = tokens[position + 1 : position + 4]
    before = tokens[position - 1] if position else ""
    if {"like", "out"} & set(tokens[max(0, position - 2) : position]):
        return 0  # "explain it like I'm 12", "8 out of 10"
    if after and after[0] in WORDS and WORDS[word] >= 20 if word in WORDS else False:
        after = after[1:]
    if after[:2] and after[0] in _UNITS and (after[1:2] in (("old",), ("olds",)) or after[0] in {"yo", "y"}):
        return position + 2
    if after[:1] == ("yo",) or after[:2] == ("y", "o"):
        return position + 2
    closes = not after or words.clauses[position + 1] != words.clauses[position]
    if before in {"aged", "age", "turned"} or (
        before in _BEFORE and (closes or after[0] in _SEX | _UNITS | {"and", "with", "now"})
    ):
        return position + 1
    if word.isdigit() and after[:1] and after[0] in _SEX and words.clauses[position + 1] == words.clauses[position]:
        return position + 2
    if before in _FAMILY and after[:1] and after[0] not in _NOT_AGES:
        return position + 1
    alone = closes and (position == 0 or words.clauses[position - 1] != words.clauses[position])
    if alone and word.isdigit() and (4 <= int(word) <= 99):
        return position + 1
    if before == "the" or not (after[:1] and word.isdigit()):
        return 0
    return position + 1 if after[0] in {"years", "year"} and after[1:2] == ("young",) else 0


def _bands(value: float, first: int, last: int) -> list[Match]:
    names = [name for limit, name in _BANDS if value < limit]
    names += [name for limit, name in _OVER if value >= limit]
    return [Match(name, first, last) for name in names]
