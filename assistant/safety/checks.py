"""Whether what was examined is what was told: the same part of the body, by a test that can show it.

"The ECG was normal" says nothing of a drooping face, and "A&E looked at my ankle" nothing of a hot calf.
`data/checks.yaml` says which test can show what; it is asked only where nobody is said to have examined the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.safety.asking import is_question
from assistant.safety.data_files import DATA_DIR, read_yaml
from assistant.safety.reading import Mention, Reading, present_in

_EXAMINED = "cue-examined"
_TEST = "cue-test-"
_LEG = frozenset("hip thigh hamstring knee kneecap calf shin ankle foot heel toe groin leg".split())
_ARM = frozenset("shoulder elbow wrist hand finger thumb arm".split())
_BACK = frozenset("back spine neck".split())
_TRUNK = frozenset("chest heart rib pec".split())
_HEAD = frozenset("head face jaw eye".split())
PARTS = _LEG | _ARM | _BACK | _TRUNK | _HEAD | {"skin"}
"""Parts of the body by the word in the singular."""
_PLURALS = {"feet": "foot", "calves": "calf"}
# A word for the whole covers its parts: "they looked at my leg" of a calf. The back's nerves are felt in the legs.
_WHOLE = {
    "leg": _LEG,
    "arm": _ARM,
    "spine": _BACK | _LEG,
    "back": _BACK | _LEG,
    "heart": _TRUNK | _ARM,
    "chest": _TRUNK,
}
_NEIGHBOURS = (
    frozenset({"knee", "kneecap"}),
    frozenset({"foot", "toe", "heel", "ankle"}),
    frozenset({"hand", "finger", "thumb", "wrist"}),
)


@dataclass(frozen=True, slots=True)
class _Group:
    signs: frozenset[str]
    tests: frozenset[str]


def parts_told(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the parts of the body that messages name."""
    return frozenset(part for reading in readings for part in parts_in(reading.words.words))


def parts_in(words: Sequence[str]) -> frozenset[str]:
    """Return the parts of the body among words, in the singular."""
    singular = (_PLURALS.get(word) or (word if word in PARTS else word.removesuffix("s")) for word in words)
    return PARTS.intersection(singular)


def is_of_something_else(reading: Reading, before: Sequence[Reading]) -> bool:
    """Whether a message tells a check of another part, or a test that cannot show what the messages before it tell."""
    checks = [mention for mention in reading.mentions if _is_check(mention)]
    asked = {sentence for sentence in {check.sentence for check in checks} if is_question(reading.words, sentence)}
    told = [check for check in checks if check.sentence not in asked]
    named = {check.concept for check in told}
    if not told:
        return False
    sentences = {check.sentence for check in told}
    return _is_another_part(reading, sentences, before) or (_EXAMINED not in named and _shows_too_little(named, before))


def _is_check(mention: Mention) -> bool:
    return mention.concept == _EXAMINED or mention.concept.startswith(_TEST)


def _is_another_part(reading: Reading, checks: set[int], before: Sequence[Reading]) -> bool:
    """Whether the sentences that tell of checks name other parts than the messages before."""
    told = parts_told(before)
    words = zip(reading.words.words, reading.words.sentences, strict=True)
    checked = parts_in([word for word, sentence in words if sentence in checks])
    if not told or not checked:
        return False
    return not any(_is_near(part, other) for part in checked for other in told)


def _is_near(part: str, other: str) -> bool:
    if part == other or other in _WHOLE.get(part, ()) or part in _WHOLE.get(other, ()):
        return True
    return any(part in near and other in near for near in _NEIGHBOURS)


def _shows_too_little(tests: set[str], before: Sequence[Reading]) -> bool:
    told = present_in(before)
    return any(group.tests.isdisjoint(tests) for group in _groups() if not group.signs.isdisjoint(told))


@cache
def _groups() -> tuple[_Group, ...]:
    read = read_yaml(DATA_DIR / "checks.yaml")
    return tuple(_Group(frozenset(group["signs"]), frozenset(group["tests"])) for group in read.values())
