"""Figures of speech and other senses: "suicide drills", "chest press", "these hills are killing me".

Phrases of the concepts `mask-*` take their words away from any shorter phrase that overlaps them.
"""

from assistant.safety.lexicon import Match
from assistant.safety.negation import cannot_before
from assistant.safety.words import Words

_MASK = "mask-"
# What a message is about, and what somebody was doing, outlive their figures of speech.
_KEPT = (
    *(_MASK, "field", "off-", "injection", "greeting", "cue-", "doms-like"),
    *("exercise-time", "heat-context", "overdid", "bone-stress-load", "sport-contact"),
)
_NO_PAIN = "pain-free"  # "nothing hurts" mentions no pain


def unmask(matches: list[Match], words: Words) -> list[Match]:
    """Drop the mentions that a figure of speech covers; masks themselves stay as cues."""
    matches = [match for match in matches if not _is_with_pain(match, words)]
    masks = [match for match in matches if _is_mask(match, words)]
    if not masks:
        return matches
    covered: dict[int, int] = {}  # word to the length of the longest mask over it
    for mask in masks:
        length = mask.last - mask.first
        for word in range(mask.first, mask.last):
            covered[word] = max(length, covered.get(word, 0))
    return [
        match
        for match in matches
        if match.concept.startswith(_KEPT) or match.concept == _NO_PAIN or not _is_covered(match, covered)
    ]


def _is_mask(match: Match, words: Words) -> bool:
    """Whether it is a figure of speech and said in one breath: "banged my head, out cold" holds no "head out"."""
    if match.concept == _NO_PAIN:
        return True
    return match.concept.startswith(_MASK) and words.clauses[match.first] == words.clauses[match.last - 1]


def _is_with_pain(match: Match, words: Words) -> bool:
    """Whether "without pain" follows what cannot be done so, and says that it hurts."""
    return match.concept == _NO_PAIN and words.words[match.first] == "without" and cannot_before(words, match.first)


def _is_covered(match: Match, covered: dict[int, int]) -> bool:
    longest = max((covered.get(word, 0) for word in range(match.first, match.last)), default=0)
    return longest > 0 and longest >= match.last - match.first
