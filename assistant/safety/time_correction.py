"""A later message that puts a long time right: "2 mornings!!", "ages = since Sunday", "9 weeks is the plan".

What it drops is how long it lasts and nothing else: a sign told with the time still counts.
"""

import re
from collections.abc import Sequence

from assistant.safety.reading import Reading

_LASTING = ("lasted-", "loose-lasted-", "vague-long", "persists", "recurs", "failed", "worsening", "lasting-sub")
_MARKS = frozenset("cue-correction cue-told-slip cue-told-jest cue-other-time".split())
ANSWERS = frozenset("no nope nah not oh ah sorry yes".split())
_STILL = frozenset("still again too also worse".split())
_WRITTEN_OUT = re.compile(
    r"\s=\s|['\"‘“]\w+['\"’”] (?:is|was|means)|\w\? no\b|\b(?:DAY|DAYS|MORNINGS?|EVENINGS?|NIGHTS?)\b"
)


def less_corrected(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Drop how long it lasts where this message or a later one puts that right ("sorry, six DAYS")."""
    before = [each for each in readings if each.turn < reading.turn]
    later = [each for each in readings if each.turn > reading.turn]
    by_time = any(_says_other_time(each, readings) for each in later) or (
        before and _says_other_time(reading, readings)
    )
    by_sense = any(map(_says_other_sense, later)) and not any(each.present("sore-now") for each in later)
    if by_time or by_sense:
        return reading.without(lambda mention: mention.concept.startswith(_LASTING))
    return reading


def _says_other_time(later: Reading, readings: Sequence[Reading]) -> bool:
    if not {"cue-short-time", "cue-other-time"} & later.cues or _STILL & set(later.words.words):
        return False
    if "cue-half-withdraw" in later.cues:
        return False
    is_marked = bool(_MARKS & later.cues) or _opens_with_answer(later) or bool(_WRITTEN_OUT.search(later.words.text))
    return is_marked and not _tells_another_long_time(later, readings)


def _says_other_sense(later: Reading) -> bool:
    """Whether something else was meant ("the dark evenings, I mean"), or it is over ("sorry, all healed")."""
    is_marked = "cue-correction" in later.cues or _opens_with_answer(later)
    if not is_marked or any(later.present(concept) for concept in ("lasted-3-weeks", *_LASTING)):
        return False
    if not later.present("body-part") and "cue-other-sense" in later.cues:
        return True
    return bool({"pain-free", "cue-resolved"} & later.cues)


def _opens_with_answer(later: Reading) -> bool:
    return not ANSWERS.isdisjoint(later.words.words[:2])


def _tells_another_long_time(later: Reading, readings: Sequence[Reading]) -> bool:
    """Whether it lasts long by its own words too, and does not only say the wrong time once more."""
    said = [each.words.text.lower() for each in readings if each.turn < later.turn]
    for concept, found in later.by_concept.items():
        if concept.startswith(_LASTING):
            for mention in found:
                text = later.words.text[mention.start : mention.end].lower()
                if not any(text in earlier for earlier in said):
                    return True
    return False
