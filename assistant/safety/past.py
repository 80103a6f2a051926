"""What is over: "had a DVT in 2015, fine now", "that was years ago, long since treated".

A past time makes its clause past, unless the same clause says that it is so now or again; "since 2017" is no past time.
Words that say all is well make the sentence up to them past, and the sentence before if that spoke of the past.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_DOUBT = frozenset(
    "nowhere hardly should shouldnt not never isnt hasnt will would until if when before to can cant havent".split()
)


_BAD = frozenset("hurts hurt sore aches ache painful its it cant wont swollen".split())
_POINTING = frozenset({"that", "this", "thats", "all"})
_TIMES = frozenset({"cue-past", "cue-long-past"})
_JOINS = frozenset("and n so cos because plus".split())
_IS_NOW = frozenset(
    "is are am im ive its hes shes theyre has have hurts feel feels looks keeps cant wont isnt doesnt dont aches seems "
    "gets goes swells locks gives wakes drags limps burns throbs stings comes shoots".split()
)
_SUBJECTS = frozenset("i id ive it he she we they this that my his her the had was did were".split())
_CARRYING = {("pregnant",), ("expecting",), ("preggo",), ("preg",), ("along",), ("gone",)}
_BARE_TIME = 4  # words of a clause that is a time alone
_JOIN_REACH = 6  # words after "and" in which its verb stands
_LIKENED = frozenset("last in when back at".split())
# "I'm in my thirties", "he's at school": where somebody is in life, and no past time.
_PLACES_IN_LIFE = frozenset({"at", "in"})
_STAYS = frozenset(
    "im am is hes shes are theyre whos currently woman man bloke female male lady guy runner student both".split()
)
_YOUNG = frozenset(
    "son sons daughter daughters boy boys girl girls kid kids child lad lass nephew niece grandson granddaughter he "
    "she his her pupil pupils".split()
)
_THEN = frozenset("when back was were used then".split())
_HAPPENED = frozenset(
    "had was were did got used broke tore ran played popped suffered went came fell wrecked damaged ruptured "
    "dislocated twisted sprained fractured hurt locked swelled collapsed fainted snapped".split()
)
_ENDED = frozenset("went gone left settled cleared healed recovered shifted eased".split())
_FIT = frozenset("fit well healthy active independent mobile strong fine".split())  # "previously fit man"
_WELL_SINCE = frozenset("nothing fine ok never perfect grand great solid good well".split())  # "fine since" ends it
_WAS_UNABLE = frozenset("couldnt could didnt did".split())
_DAYS = frozenset(
    "yesterday today with after on last this monday tuesday wednesday thursday friday saturday sunday".split()
)
_PRESENT = frozenset(
    "am is are im ive its hes shes have has get gets feel feels hurts aches can cant now today tonight yesterday this "
    "currently lately recently still again keeps keep wont dont doesnt isnt".split()
)


def long_past_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions in clauses about years ago; an operation then is no recent one."""
    over: set[int] = set()
    for match in matches:
        if match.concept == "cue-long-past" and not _is_since(words, match):
            over.update(_reach(words, match))
            over.update(_told_beside(words, match, set()))
            over.update(_mended_so(words, match))
    return frozenset(over | _story(words, matches, over) | _checked(words, matches))


def _story(words: Words, matches: Sequence[Match], over: set[int]) -> set[int]:
    """Sentences that go on with a tale of years ago, where the teller says that all is well now."""
    ends = [match.first for match in matches if match.concept in {"pain-free", "cue-resolved", "cue-well"}]
    told: set[int] = set()
    for at in sorted(over):
        first, last = words.sentence_of(at)
        after = words.clause_of(at)[1]
        while first < len(words) and any(end >= max(first, after) for end in ends):
            if _is_told_now(words.words[first:last]):
                told.update(_goes_on(words, after, last))
                break
            told.update(range(first, last))
            if last >= len(words):
                break
            first, last = words.sentence_of(last)
    return told


def _goes_on(words: Words, at: int, last: int) -> Iterator[int]:
    """The next clauses of a sentence that have a verb of the past and none of today."""
    while at < last:
        end = words.clause_of(at)[1]
        piece = words.words[at:end]
        if _is_told_now(piece) or (_DAYS | _FRESH) & set(piece):
            return
        if not any(word in _WAS or word.endswith("ed") for word in piece):
            return
        yield from range(at, end)
        at = end


_ACUTE = frozenset("hot red swollen numb weak fever feverish shivery breathless cold white blue".split())
_WAS = frozenset("was were had got went came did took said told thought put".split())
# What may have happened since: "did my knee in 2019, it buckled and swelled".
_FRESH = frozenset("swelled swollen locked buckled popped collapsed fainted passed slipped twisted".split())


def _is_told_now(sentence: tuple[str, ...]) -> bool:
    """Whether a sentence has a verb or a time of today; "couldn't feel" and "back to have it opened" do not."""
    return any(
        word in _PRESENT and before not in _WAS_UNABLE and (before, word) != ("to", "have")
        for before, word in pairwise(("", *sentence))
    )


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
            over.update(_reach(words, match))
            over.update(_told_beside(words, match, now))
            over.update(_mended_so(words, match))
    for match in resolved:
        first, _ = words.sentence_of(match.first)
        end = _reach(words, match).stop
        over.update(at for at in range(first, end) if words.clauses[at] not in now)
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
        if match.concept == "cue-soon-over" and not _is_doubted(words, match, within_clause=True)
    }
    if not pressed or not soon or _lasts(words):
        return set()
    if any(match.concept in _GRAVE for match in matches):
        return set()  # "numb bum on the saddle, fine in five minutes, but wet myself"
    return {at for at, sentence in enumerate(words.sentences) if sentence in pressed | soon}


_GRAVE = frozenset("bladder stroke-sign collapse chest-pain breathless weak unresponsive".split())
_EVERYBODY = frozenset(
    "driver one rider person single cyclist runner climber skier body".split()
)  # "every driver I know"
_LASTS = frozenset("still since constantly constant every worse spreading always keeps weeks months".split())


def _lasts(words: Words) -> bool:
    """Whether any word tells of more than a moment."""
    following = (*words.words[1:], "")
    return any(
        word in _LASTS and not (word == "every" and after in _EVERYBODY)
        for word, after in zip(words.words, following, strict=True)
    )


def _told_beside(words: Words, match: Match, now: set[int]) -> range:
    """A clause that is nothing but a time ("I had a foot drop once, in 2018") tells when the clause beside it was."""
    first, last = words.clause_of(match.first)
    opening = first + (words.words[first] == "but")
    is_pointing = opening < last and words.words[opening] in _POINTING
    is_told_so = words.words[opening : opening + 3] == ("that", "was", "when")
    if last - first > match.last - match.first + (3 if is_pointing else 1) and not is_told_so:
        return range(0)
    if first > 0 and is_pointing:
        return range(words.sentence_of(first - 1)[0], first)  # "broke it, pinned, that was in 2018"
    if first > 0 and words.sentences[first - 1] == words.sentences[first]:
        beside = first - 1
        start, end = words.clause_of(beside)
        if "ago" in words.words[start:end] and end - start <= _BARE_TIME and last < len(words):
            beside = last  # "years ago, in the eighties, she broke it"
    elif last < len(words) and words.sentences[last] == words.sentences[first]:
        beside = last
    else:
        return range(0)
    first, last = words.clause_of(beside)
    if words.clauses[beside] in now or _is_acute(words.words[first:last]):
        return range(0)
    return range(first, last)


def _is_acute(clause: tuple[str, ...]) -> bool:
    """Whether a clause tells what is seen now: "hot swollen calf (2019, a clot)", "my knee is red (2021, replaced)"."""
    return bool(_ACUTE & set(clause)) and not any(word in _WAS or word == "last" for word in clause)


def _mended_so(words: Words, match: Match) -> range:
    """The few words after a past clause that say how it was mended: "in 2019, 22 stitches", "in 2016, a plate"."""
    end = words.clause_of(match.first)[1]
    if end >= len(words) or words.sentences[end] != words.sentences[match.first]:
        return range(0)
    last = words.clause_of(end)[1]
    piece = set(words.words[end:last])
    return range(end, last) if last - end <= _BARE_TIME and _MENDED & piece and not _PRESENT & piece else range(0)


_HOPED = frozenset("be get getting hope want need aim wish".split())
_MENDED = frozenset(
    "stitches staples pinned plated plate plates pin pins screw screws cast sling surgery op operated brace "
    "crutches keyhole".split()
)


def _reach(words: Words, match: Match) -> range:
    """The words of its clause that a past time speaks of.

    A part joined by "and" that has a present verb of its own is not past: "I broke it in 2015 and my calf is hot".
    """
    first, last = words.clause_of(match.first)
    for at in range(match.last, last):
        if words.words[at] in _JOINS and _IS_NOW & set(_until_join(words, at + 1, min(last, at + 1 + _JOIN_REACH))):
            last = at
            break
    for at in range(match.first - 1, first, -1):
        if words.words[at] in _JOINS:
            if words.words[at + 1] in _SUBJECTS and _IS_NOW & set(words.words[first:at]):
                first = at + 1
            break
    return range(first, last)


def _until_join(words: Words, first: int, last: int) -> tuple[str, ...]:
    joined = next((at for at in range(first, last) if words.words[at] in _JOINS), last)
    return words.words[first:joined]


def _is_place_in_life(words: Words, match: Match) -> bool:
    """Whether it tells where somebody is in life now: "I'm in my thirties", "my son is at school"."""
    if words.words[match.first] not in _PLACES_IN_LIFE:
        return False
    is_year = any(letter.isdigit() for letter in words.words[match.last - 1])
    if is_year and words.words[match.first + 1] != "year":
        return False
    before = words.words[max(0, match.first - 2) : match.first]
    if _STAYS & set(before):
        return True
    first, last = words.sentence_of(match.first)
    sentence = set(words.words[first:last])
    if words.words[match.first + 1] == "my":
        return not _HAPPENED & sentence and not (_THEN & sentence)
    is_young = is_year or bool(_YOUNG & sentence)
    return is_young and not _THEN & sentence


def _is_since(words: Words, match: Match) -> bool:
    """Whether the time lasts until today ("since 2017") or is none at all ("used to it", "like last year")."""
    before = words.words[max(0, match.first - 2) : match.first]
    if _is_place_in_life(words, match):
        return True
    if words.words[match.first] == "previously" and _FIT & set(words.words[match.last : match.last + 1]):
        return True
    if before[-1:] in {("like",), ("as",)} and words.words[match.first] in _LIKENED:
        return True
    if words.words[match.first] == "used":
        return bool({"im", "am", "get", "got", "getting", "is", "are", "be", "youre"} & set(before))
    if before[-1:] in _CARRYING and words.words[match.first] in {"with", "my"}:
        return True  # "pregnant with my second"
    if _is_told_again(words.words[match.last : words.sentence_of(match.first)[1]]):
        return True
    first, last = words.clause_of(match.first)
    first, last = max(first, match.first - 25), min(last, match.last + 25)
    if any(pair[0] == "never" and pair[1] in _ENDED for pair in pairwise(words.words[first:last])):
        return True  # "came on in lockdown and never went away"
    clause = words.words[first:last]
    lasts = any(word == "since" and earlier not in _WELL_SINCE for earlier, word in pairwise(("", *clause)))
    return "than" in before or lasts


def _is_told_again(after: tuple[str, ...]) -> bool:
    """Whether it happened once more, on a day that is named: "out at school, again on Tuesday"."""
    return any(word == "again" and following in _ONCE_MORE for word, following in pairwise(after))


_ONCE_MORE = _DAYS - {"with", "after"} | {"since", "now", "tonight"}


def _is_doubted(words: Words, match: Match, *, within_clause: bool = False) -> bool:
    """Whether the good end is only wished for, or none: "should have cleared up", "discharged yesterday"."""
    if words.words[match.last - 1] == "discharged" and _DAYS & set(words.words[match.last : match.last + 1]):
        return True
    if words.words[match.first] == "back" and _HOPED & set(words.words[max(0, match.first - 3) : match.first]):
        return True  # "I want to be back to normal by June"
    within_clause = within_clause or words.words[match.first] == "not"
    nearest = words.clause_of(match.first)[0] if within_clause else 0
    before = words.words[max(nearest, match.first - 4) : match.first]
    return bool(_DOUBT & set(before))


def _earlier_past(words: Words, before: int, over: set[int]) -> set[int]:
    """The sentence just before "all clear" tells what was cleared, if any part of it is past."""
    if before == 0:
        return set()
    first, last = words.sentence_of(before - 1)
    sentence = set(range(first, last))
    return sentence if sentence & over else set()
