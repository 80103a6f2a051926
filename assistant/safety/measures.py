"""Numbers that are signs: a temperature of 38 or more, a fast pulse, a handful of tablets, a big fall in weight."""

from assistant.safety.lexicon import Match
from assistant.safety.numbers import number_of
from assistant.safety.words import Words

NAMES = frozenset({"fever", "many-tablets", "fast-pulse"})
_FEVER_C = (38.0, 42.5)
_FEVER_F = (100.4, 108.0)
_NORMAL = ((35.5, 37.5), (96.0, 99.5))  # degrees Celsius and Fahrenheit
_HEAT_WORDS = frozenset("temp temperature fever degrees c celsius f thermometer reading thermo feverish".split())
_NOT_HEAT = frozenset(
    "km k miles mile mins min minutes weeks week wks cm mm inch kg lb lbs years year yrs old reps weather outside "
    "degree "
    "euros quid pounds size degrees".split()
)
_TABLETS = frozenset(
    "paracetamol ibuprofen tylenol nurofen tablets pills tabs codeine tramadol naproxen advil capsules cocodamol "
    "panadol "
    "panadeine aspirin motrin aleve co-codamol zapain solpadeine caplets gabapentin pregabalin voltarol "
    "diclofenac".split()
)
_MANY = 9  # tablets at once or in a day: more than the label of any of them allows
_FAST_PULSE = 120


def find(words: Words) -> list[Match]:
    """Return the measures found."""
    found: list[Match] = []
    tokens = words.words
    counted = 0.0
    for position, word in enumerate(tokens):
        if not word[0].isdigit():
            value = number_of(word) if word not in {"a", "an", "some", "few", "several", "many", "half"} else None
        else:
            value = number_of(word)
        if value is None:
            continue
        near = set(tokens[max(0, position - 4) : position + 4])
        if _is_fever(value, word, near, tokens[position + 1 : position + 2]):
            found.append(Match("fever", position, position + 1))
        if 2 <= value <= 100 and _took(tokens, position) and not _is_other_count(words, position):
            counted += value
            if counted >= _MANY:
                found.append(Match("many-tablets", position, position + 1))
        if (
            _FAST_PULSE <= value <= 260
            and near & {"pulse", "bpm", "heart", "hr"}
            and near & {"sat", "sitting", "rest", "resting", "lying", "still"}
        ):
            found.append(Match("fast-pulse", position, position + 1))
    return found


def normal_heat(words: Words) -> frozenset[int]:
    """Return the positions of "temp" and "temperature" before a normal one: "temp 36.8" says that there is none."""
    normal: set[int] = set()
    for position, word in enumerate(words.words):
        if word in {"temp", "temperature"}:
            after = words.words[position + 1 : min(position + 5, words.sentence_of(position)[1])]
            value = next((value for each in after if each[0].isdigit() and (value := number_of(each))), 0.0)
            if any(low <= value < high for low, high in _NORMAL):
                normal.add(position)
    return frozenset(normal)


def _is_fever(value: float, word: str, near: set[str], after: tuple[str, ...]) -> bool:
    if after and after[0] in _NOT_HEAT and not near & {"temp", "temperature", "fever"}:
        return False
    if _FEVER_C[0] <= value <= _FEVER_C[1]:
        return ("." in word and not near & {"km", "k", "miles", "weeks"}) or bool(
            near & _HEAT_WORDS - {"degrees", "c", "f"}
        )
    return _FEVER_F[0] <= value <= _FEVER_F[1] and bool(near & _HEAT_WORDS - {"degrees", "c", "f"})


def _is_other_count(words: Words, position: int) -> bool:
    return _is_age_before(words, position) or _is_regular(words, position)


def _is_regular(words: Words, position: int) -> bool:
    """Whether somebody overlooks what is taken daily: "takes nine tablets a day, the pharmacist went through them"."""
    if words.words[position + 1 : position + 4] not in _EACH_DAY or words.words[position - 1] not in {
        "takes",
        "take",
        "on",
    }:
        return False
    said = set(words.words)
    return bool(_OVERSEERS & said) and not said & (
        _TAKEN - {"took", "take", "taken", "had"} | _MORE | _TABLETS - {"tablets", "pills"}
    )


_EACH_DAY = {("tablets", "a", "day"), ("pills", "a", "day"), ("tablets", "every", "day"), ("tablets", "daily")}
_OVERSEERS = frozenset("pharmacist doctor gp consultant nurse prescribed prescription".split())
_MORE = frozenset("extra double doubled twice drowsy sleepy painkillers overdone mistake wrong".split())


def _is_age_before(words: Words, position: int) -> bool:
    """Whether a comma parts a number from somebody's regular tablets: "64, iron tablets", "61, on the tablets"."""
    following = words.words[position + 1 : position + 4]
    if _TAKEN & set(words.words[max(0, position - 6) : position]):
        return False
    is_parted = words.clauses[position] != words.clauses[min(position + 1, len(words) - 1)]
    is_regular = bool(_REGULAR & set(following)) or following[:1] == ("on",)
    return is_parted and following[-1:] == ("tablets",) and is_regular


_TAKEN = frozenset("took taken swallowed had necked take eaten downed popped overdosed overdose od".split())
_REGULAR = frozenset("pressure thyroid cholesterol iron water diabetes diabetic heart statin calcium".split())


def _took(tokens: tuple[str, ...], position: int) -> bool:
    after = tokens[position + 1 : position + 4]
    return any(word in _TABLETS for word in after) and not any(
        word in {"mg", "days", "weeks", "years"} for word in after
    )
