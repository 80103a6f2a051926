"""What is over: "had a DVT in 2015, fine now", "that was years ago, long since treated".

A past time makes its clause past, unless the same clause says that it is so now or again; "since 2017" is no past time.
Words that say all is well make the sentence up to them past, and the sentence before if that spoke of the past.
"""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_DOUBT = frozenset("should shouldnt not never isnt hasnt will would until if when before to can cant havent".split())


def long_past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions in clauses about years ago; an operation then is no recent one."""
    over: set[int] = set()
    for match in matches:
        if match.concept == "cue-long-past" and not _is_since(words, match):
            over.update(range(*words.clause_of(match.first)))
    return frozenset(over)


def past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words that speak of something past."""
    times = [match for match in matches if match.concept == "cue-past" and not _is_since(words, match)]
    resolved = [match for match in matches if match.concept == "cue-resolved" and not _is_doubted(words, match)]
    if not times and not resolved:
        return frozenset()
    now = {words.clauses[match.first] for match in matches if match.concept == "cue-now"}
    over: set[int] = set()
    for match in times:
        if words.clauses[match.first] not in now:
            over.update(range(*words.clause_of(match.first)))
            over.update(_told_beside(words, match, now))
    for match in resolved:
        first, last = words.sentence_of(match.first)
        clause = words.clauses[match.first]
        over.update(at for at in range(first, last) if words.clauses[at] <= clause and words.clauses[at] not in now)
        over.update(_earlier_past(words, first, over))
    return frozenset(over)


def _told_beside(words: Words, match: Match, now: set[int]) -> range:
    """A clause that is nothing but a time ("I had a foot drop once, in 2018") tells when the clause beside it was."""
    first, last = words.clause_of(match.first)
    if last - first > match.last - match.first + 1:
        return range(0)
    if first > 0 and words.sentences[first - 1] == words.sentences[first]:
        beside = first - 1
    elif last < len(words) and words.sentences[last] == words.sentences[first]:
        beside = last
    else:
        return range(0)
    return range(0) if words.clauses[beside] in now else range(*words.clause_of(beside))


def _is_since(words: Words, match: Match) -> bool:
    """Whether the time lasts until today ("since 2017") or is none at all ("used to it")."""
    before = words.words[max(0, match.first - 2) : match.first]
    if words.words[match.first] == "used":
        return bool({"im", "am", "get", "got", "getting", "is", "are", "be", "youre"} & set(before))
    first, last = words.clause_of(match.first)
    first, last = max(first, match.first - 25), min(last, match.last + 25)
    return "than" in before or "since" in words.words[first:last]


def _is_doubted(words: Words, match: Match) -> bool:
    """Whether the good end is only wished for: "should have cleared up", "not healed"."""
    before = words.words[max(0, match.first - 4) : match.first]
    return bool(_DOUBT & set(before))


def _earlier_past(words: Words, before: int, over: set[int]) -> set[int]:
    """The sentence just before "all clear" tells what was cleared, if any part of it is past."""
    if before == 0:
        return set()
    first, last = words.sentence_of(before - 1)
    sentence = set(range(first, last))
    return sentence if sentence & over else set()
