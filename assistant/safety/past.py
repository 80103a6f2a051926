"""What is over: "had a DVT in 2015, fine now", "that was years ago, long since treated".

A past time makes its clause past, unless the same clause says that it is so now or again; "since 2017" is no past time.
Words that say all is well make the sentence up to them past, and the sentence before if that spoke of the past.
"""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_DOUBT = frozenset("should shouldnt not never isnt hasnt will would until if when before to can cant havent".split())


_BAD = frozenset("hurts hurt sore aches ache painful its it cant wont swollen".split())
_POINTING = frozenset({"that", "this", "thats", "all"})
_TIMES = frozenset({"cue-past", "cue-long-past"})
_PRESENT = frozenset(
    "am is are im ive its hes shes have has get gets feel feels hurts aches can cant now today tonight yesterday this "
    "currently lately recently still again keeps keep wont dont doesnt isnt".split()
)


def long_past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions in clauses about years ago; an operation then is no recent one."""
    over: set[int] = set()
    for match in matches:
        if match.concept == "cue-long-past" and not _is_since(words, match):
            over.update(range(*words.clause_of(match.first)))
            over.update(_told_beside(words, match, set()))
    return frozenset(over | _story(words, matches, over) | _checked(words, matches))


def _story(words: Words, matches: Sequence[Match], over: set[int]) -> set[int]:
    """Sentences that go on with a tale of years ago, where the teller says that all is well now."""
    ends = [match.first for match in matches if match.concept in {"pain-free", "cue-resolved", "cue-well"}]
    told: set[int] = set()
    for at in sorted(over):
        first, last = words.sentence_of(at)
        after = words.clause_of(at)[1]
        while first < len(words) and any(end >= max(first, after) for end in ends):
            if _PRESENT & set(words.words[first:last]):
                break
            told.update(range(first, last))
            if last >= len(words):
                break
            first, last = words.sentence_of(last)
    return told


def _checked(words: Words, matches: Sequence[Match]) -> set[int]:
    """What is past and was examined with a good end: "chest pain in March, all tests clear"."""
    if not any(match.concept == "cue-checked" for match in matches):
        return set()
    return set(past_words(words, matches))


def past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words that speak of something past."""
    times = [match for match in matches if match.concept in _TIMES and not _is_since(words, match)]
    resolved = [match for match in matches if match.concept == "cue-resolved" and not _is_doubted(words, match)]
    brief = _brief(words, matches)
    if not times and not resolved:
        return frozenset(brief)
    now = {
        words.clauses[match.first]
        for match in matches
        if match.concept == "cue-now"
        and words.words[match.first - 1 : match.first] != ("not",)
        # "Sorted now" is no sign of now.
        and not any(good.first <= match.first < good.last and not _turns_bad(words, good) for good in resolved)
    }
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
    return frozenset(over | brief | _story(words, matches, {m.first for m in times if m.concept == "cue-long-past"}))


def _turns_bad(words: Words, good: Match) -> bool:
    """Whether "fine now" is "fine, now it hurts" without its comma."""
    return words.words[good.last : good.last + 1] != () and words.words[good.last] in _BAD


def _brief(words: Words, matches: Sequence[Match]) -> set[int]:
    """Numbness from sitting on it or from the cold that was soon over: "toes numb in ski boots, fine once off"."""
    pressed = {words.sentences[match.first] for match in matches if match.concept == "cue-pressed"}
    soon = {
        words.sentences[match.first]
        for match in matches
        if match.concept == "cue-soon-over" and not _is_doubted(words, match)
    }
    if not pressed or not soon or _LASTS & set(words.words):
        return set()
    if any(match.concept in _GRAVE for match in matches):
        return set()  # "numb bum on the saddle, fine in five minutes, but wet myself"
    return {at for at, sentence in enumerate(words.sentences) if sentence in pressed | soon}


_GRAVE = frozenset("bladder stroke-sign collapse chest-pain breathless weak unresponsive".split())
_LASTS = frozenset("still since constantly constant every worse spreading always keeps weeks months".split())


def _told_beside(words: Words, match: Match, now: set[int]) -> range:
    """A clause that is nothing but a time ("I had a foot drop once, in 2018") tells when the clause beside it was."""
    first, last = words.clause_of(match.first)
    if last - first > match.last - match.first + (2 if words.words[first] in _POINTING else 1):
        return range(0)
    if first > 0 and words.words[first] in _POINTING:
        return range(words.sentence_of(first - 1)[0], first)  # "broke it, pinned, that was in 2018"
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
