"""Which user messages still count: a plain withdrawal releases what was said before it.

Pleading, minimising, cost, a change of subject or an instruction release nothing; only words that say the sign was
another time, another sense, somebody checked it, or a typing error do. A later "no, it isn't stuck" releases that sign.
"""

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from assistant.safety import checks, withdrawal
from assistant.safety.reading import SAID_IN_EARNEST, Mention, Reading, Standing
from assistant.safety.time_correction import ANSWERS, less_corrected

_WITHDRAWAL = "cue-withdraw"
_HALF = "cue-half-withdraw"
_TABLETS = frozenset({"overdose", "many-tablets"})
_WORDS_OF_WELL = frozenset({"pain-free", "cue-well", "cue-told-well", "cue-told-fine"})
_PUTS_RIGHT = "cue-put-right"
_LASTS = frozenset({"lasted-1-week", "loose-lasted-1-week"})
_DAYS = frozenset(
    "yesterday today tonight morning evening monday tuesday wednesday thursday friday saturday sunday".split()
)
_SLIPS = frozenset("typo autocorrect wrong misread thumb".split())
_SIGNS_AND_PLACES = frozenset(
    "body-part sore-now numb swollen fever weak hot breathless chest-pain severe night-pain unwell collapse".split()
)
_RELIEF = frozenset(
    "cue-withdraw cue-put-right cue-resolved cue-correction cue-checked cue-soon-over cue-well pain-free".split()
)
_HEDGED = 5  # words in which "really" makes a "not" half of one
_TELLING = 3  # letters; shorter words say too little
# Pain, places and times may be named again without withdrawing or repeating a sign.
_NOT_SIGNS = frozenset(
    "pain sore-now body-part joint knee hip ankle foot toe thigh calf shin leg groin shoulder elbow wrist hand arm "
    "back neck "
    "chest belly head face lower-limb limb leg-part bone skin tendon achilles field persists persists-strong recurs "
    "failed "
    "worsening".split()
)

_JOKES = frozenset("jk joke joking kidding".split())
_NO_JOKE_YET = {("of",), ("that",), ("aside",), ("about",), ("apart",)}  # "joke of a GP", "joking aside"
_JOKE_ENDS = 3  # words
_STILL_ASKS = frozenset("but should worry worried serious seriously still hospital".split())
_NO_JOKE = withdrawal.IN_EARNEST | {"despair", "closeness", "menace"}
# What tells how a matter of long ago ended is no question about a scan, and no pain that lasts; and a strap snaps too.
_OF_ITS_END = ("pop", "scan", "report-term", "ask-clearance", "ask-sign-off", "recurs", "lasted-", "loose-lasted-")
# Said of anything: "no pain when I sit" denies no chest pain.
_GENERAL = frozenset("pain pains painful sore soreness ache aches aching hurt hurts hurting".split())
_RESPELT = re.compile(r"\W*\*\s?([^\W\d_]{3,})|([^\W\d_]{3,})\*")
_SENDS = frozenset("told tells said says go going wants want sent sends sending".split())
_SENT_HOME = frozenset("home discharged clear cleared normal fine negative".split())


def still_counting(readings: Sequence[Reading]) -> list[Reading]:
    """Return what still counts: the messages from the last withdrawal on, less signs that were denied later."""
    start = 0
    for position, reading in enumerate(readings):
        if position and _withdraws(reading) and _may_take_back(reading, readings[:position]):
            start = position
    told_well = withdrawal.taken_back_at(readings)
    kept = list(readings[max(start, told_well) :])
    if start or told_well:
        released = {concept for reading in readings[: kept[0].turn] for concept in reading.by_concept} - _NOT_SIGNS
        dropped = _OF_ITS_END if told_well >= start else ()
        kept[0] = kept[0].without(lambda m: m.concept in released or m.concept.startswith(dropped))
    kept = [_less_respelt(reading, readings) for reading in kept]
    return [_less_joked(less_corrected(_less_denied(reading, readings), readings), readings) for reading in kept]


def _less_respelt(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Drop what rests on a word that the next message spells anew: "want to die" … "*dye. my socks"."""
    following = next((later for later in readings if later.turn == reading.turn + 1), None)
    respelt = _RESPELT.match(following.words.text.lower()) if following else None
    if following is None or respelt is None or not _NO_JOKE.isdisjoint(following.by_concept):
        return reading
    meant = respelt.group(1) or respelt.group(2)
    wrong = [at for at, word in enumerate(reading.words.words) if _is_slip_for(word, meant)]
    return reading.without(lambda m: m.turn == reading.turn and any(m.first <= at < m.last for at in wrong))


def _is_slip_for(word: str, meant: str) -> bool:
    """Whether one letter makes it the other word; "hits" for "hit" is the same word again."""
    if word.startswith(meant) or meant.startswith(word):
        return False
    return OSA.distance(word, meant, score_cutoff=1) == 1


def _less_joked(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Drop what the next message turns into a joke: "can't feel my legs" … "jk, leg day". Never a threat or a wish."""
    following = next((later for later in readings if later.turn == reading.turn + 1), None)
    if following is None or not _jokes(following):
        return reading
    return reading.without(lambda mention: mention.concept not in _NO_JOKE)


def _jokes(later: Reading) -> bool:
    if any(later.present(concept) for concept in ("sore-now", "numb", "weak", "swollen", "fever")):
        return False
    opening = set(later.words.words[:2])
    if opening & {"no", "not"} or later.words.words[1:2] in _NO_JOKE_YET:
        return False
    return bool(_JOKES & set(later.words.words[:1])) and _says_else(later)


def _says_else(later: Reading) -> bool:
    """Whether a joke is explained at once, in a few words: "jk, leg day"."""
    _, end = later.words.clause_of(0)
    if later.words.sentences[0] in later.words.questions:
        return False  # "jk squats?" explains nothing
    return end <= _JOKE_ENDS and not _STILL_ASKS & set(later.words.words[: _JOKE_ENDS * 3])


def since_denial(counting: Sequence[Reading]) -> list[Reading]:
    """Return the messages from the last plain "no" to a sign on; before it, only what rules still hold counts."""
    start = 0
    for position, reading in enumerate(counting):
        if position and reading.words.words and reading.words.words[0] in ANSWERS:
            before = {concept for earlier in counting[:position] for concept in earlier.cues}
            if _denied_concepts(reading) & before:
                start = position
    return list(counting[start:])


def relieves(reading: Reading) -> bool:
    """Whether a message says what may make the one before it harmless: denied, past, checked or put right."""
    is_told = any(
        mention.standing in (Standing.DENIED, Standing.PAST) and mention.concept not in _NOT_SIGNS
        for mention in reading.mentions
    )
    return is_told or not _RELIEF.isdisjoint(reading.cues)


def _withdraws(reading: Reading) -> bool:
    if _HALF in reading.cues or _is_sent_in(reading):
        return False
    return _WITHDRAWAL in reading.cues or _puts_right(reading)


def _may_take_back(reading: Reading, before: Sequence[Reading]) -> bool:
    """Whether so short a withdrawal is enough for what was said: a wish to die or violence needs word of being well.

    "Only joking", "it's a quote" and "wrong word" are what people say who regret that they spoke. Of too many tablets a
    number put right is enough.
    """
    if withdrawal.is_old_check(reading.mentions, before) or checks.is_of_something_else(reading, before):
        return False
    told = withdrawal.told_in_earnest(before)
    if not told or not _WORDS_OF_WELL.isdisjoint(reading.cues):
        return True
    return told <= _TABLETS and any(word.isdigit() for word in reading.words.words)


def _is_sent_in(reading: Reading) -> bool:
    """Whether somebody looked and sends the person on: "looked at it and told me to go to A&E"."""
    words = set(reading.words.words)
    return "eddept" in words and not words.isdisjoint(_SENDS) and words.isdisjoint(_SENT_HOME)


def _puts_right(reading: Reading) -> bool:
    """Whether a message says that another thing was meant: "typo, I meant 3", and not "I meant my left knee"."""
    words = set(reading.words.words)
    is_said = _PUTS_RIGHT in reading.cues and not words.isdisjoint({"meant", "mean"})
    if not is_said or _SIGNS_AND_PLACES & reading.by_concept.keys():
        return False
    if any(mention.concept in _LASTS for mention in reading.mentions):
        return False  # "typo, I meant 8 and a half weeks": a time put right is for time_correction.py
    if not words.isdisjoint(_DAYS) and "pain-free" not in reading.cues:
        return False  # "typo, I meant yesterday" puts right when it began, and takes nothing back
    is_slip = not _SLIPS.isdisjoint(words)
    return is_slip or "pain-free" in reading.cues or any(m.standing is Standing.DENIED for m in reading.mentions)


def _less_denied(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Drop the signs that a later answer denies ("No, not stuck"), by concept or by the word itself."""
    concepts: set[str] = set()
    said: set[str] = set()
    for later in readings:
        if later.turn > reading.turn and _answers_no(later):
            concepts |= {concept for concept in _denied_concepts(later) if not later.present(concept)}
            said |= _denied_words(later)

    def is_denied(mention: Mention) -> bool:
        if mention.concept in SAID_IN_EARNEST or mention.concept in _NOT_SIGNS:
            return False  # a wish to die needs a plain withdrawal
        words = reading.words.words[mention.first : mention.last] if mention.turn == reading.turn else ()
        return mention.concept in concepts or not said.isdisjoint(words)

    return reading.without(is_denied) if concepts or said else reading


def _answers_no(later: Reading) -> bool:
    """Whether it opens with an answer; "not swollen really" is half of one."""
    words = later.words.words
    return words[:1] != () and words[0] in ANSWERS and not (words[0] == "not" and "really" in words[:_HEDGED])


def _denied_concepts(later: Reading) -> set[str]:
    denied = {mention.concept for mention in later.mentions if mention.standing is Standing.DENIED}
    return {concept for concept in denied - _NOT_SIGNS if not concept.startswith("cue-")}


def _denied_words(later: Reading) -> set[str]:
    """The telling words of what is denied, less those that the same answer also affirms."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    for mention in later.mentions:
        words = {word for word in later.words.words[mention.first : mention.last] if len(word) > _TELLING} - _GENERAL
        if mention.standing is Standing.DENIED and mention.concept not in _NOT_SIGNS:
            denied |= words
        elif mention.standing is Standing.PRESENT and not mention.concept.startswith("cue-"):
            affirmed |= words
    return denied - affirmed
