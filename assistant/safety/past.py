"""What is over: "had a DVT in 2015, fine now", "that was years ago, long since treated".

A past time makes its clause past, unless the same clause says that it is so now or again.
A sentence that says all is well makes the past sentences before it past as a whole.
"""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words


def past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words that speak of something past."""
    times = [match for match in matches if match.concept == "cue-past"]
    resolved = [match for match in matches if match.concept == "cue-resolved"]
    if not times and not resolved:
        return frozenset()
    now = {words.clauses[match.first] for match in matches if match.concept == "cue-now"}
    over: set[int] = set()
    for match in times:
        first, last = _statement(words, match.first, now)
        if words.clauses[match.first] not in now:
            over.update(range(first, last))
    for match in resolved:
        first, last = words.sentence_of(match.first)
        clause = words.clauses[match.first]
        over.update(at for at in range(first, last) if words.clauses[at] <= clause and words.clauses[at] not in now)
        if times or match.concept in {"cue-resolved"}:
            over.update(_earlier_past(words, first, over))
    return frozenset(over)


def _statement(words: Words, at: int, now: set[int]) -> tuple[int, int]:
    """Return the sentence around a past time as far as no clause of it says "now"."""
    first, last = words.sentence_of(at)
    clause = words.clauses[at]
    while first < at and words.clauses[first] in now:
        first += 1
    end = at
    while end < last and (words.clauses[end] == clause or words.clauses[end] not in now):
        end += 1
    return first, end


def _earlier_past(words: Words, before: int, over: set[int]) -> set[int]:
    """The sentence just before "all clear" tells what was cleared, if any part of it is past."""
    if before == 0:
        return set()
    first, last = words.sentence_of(before - 1)
    sentence = set(range(first, last))
    return sentence if sentence & over else set()
