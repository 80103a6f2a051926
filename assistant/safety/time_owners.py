"""Whose a length of time is, where it is not the pain's: a hobby's, a pregnancy's, an age, a good stretch since."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.safety.lexicon import Match
from assistant.safety.numbers import WORDS
from assistant.safety.time_gaps import is_age, is_gap
from assistant.safety.time_spans import UNITS, Span, is_since
from assistant.safety.time_uses import is_of_baby, is_of_calling, is_of_illness, is_of_things, is_of_trade, is_spent_on
from assistant.safety.words import Words

_PARTS = ("body-part", "condition-name")
_PAIN = ("pain", "stiff", "swollen", "injury-word", "trouble")
_TERSE = 45  # words: "knee 6 weeks now" needs no word for pain
_LONG = 70  # words: a letter of many matters
_BRIEF = 7  # words: "Six weeks now." goes on with what was said before
_POINTING = frozenset("it its this that thats these they theyre been pain problem trouble symptoms same".split())
_ACTIVITY = frozenset(
    "running run runs ran runner cycled cycling cyclist walking walked jogging training train trained lifting swimming "
    "bike job worked working married retired driving yoga parkrun marathon club gym baby babys trimester midwife birth "
    "kids shoes trainers plan programme since_birth months_old season schedule race born climbing dancing coaching "
    "coach stretching dunking practising volunteering shearing "
    "playing surfing hiking studying member widowed vegan buggy along bowling bowled golfing lived "
    "kayaking canoeing paddling sailing fencing owned smoked taught teaching "
    "stone kilos kg kgs lb lbs slimming dieting diet diets keto vegetarian "
    "played driven ridden swum danced climbed farmed nursed tris triathlons crossfit".split()
)
# What a stretch of good time is called: "it has been solid for 20 years", "thirteen quiet years".
_WELL = frozenset(
    "solid silent silence quiet fine good brilliant braw grand great perfect perfectly happy happily ok okay sound "
    "clean golden free normal healed mended comfortable comfy sweet behaved behaving well healthy gone cured "
    "recovered fixed remission splendid marvellous painless untroubled pristine beautifully "
    "clear".split()
)
_NOT_WELL = frozenset(
    "not isnt wasnt hasnt havent never no wont cant until till before supposedly then again bang same come comes "
    "back returns returned worse".split()
)
_HURTING = frozenset("pain pains painful painless hurt hurts hurting sore".split())
_THEN_TOLD = frozenset("and but so because cos when then".split())  # "ten weeks now and I can run two k"
_LITTLE_ONE = {
    ("little", "one"),
    ("little", "ones"),
    ("morning", "walk"),
    ("evening", "walk"),
    ("daily", "walk"),
    ("daily", "yoga"),
}
# "Well over three months", "ok so it's been", "gone three months" tell of no good time by themselves.
_FILLERS = frozenset("well ok okay good gone fine".split())
_GOOD_YEARS = frozenset("good happy great brilliant golden lovely quiet healthy".split())
_SAYS_WELL = frozenset(
    "been is was its all feel feels felt feeling stayed kept has completely totally fully perfectly im are quite very "
    "going went pain".split()
)
_LOVELY = frozenset("wonderful lovely glorious marvellous fantastic blissful".split())
_GOOD_REACH = 9  # words between the good word and its time
_GESTATION = (4 * 7.0, 42 * 7.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What the whole message says of pain, for judging its times."""

    hurts: tuple[Match, ...]
    hurting: frozenset[int]  # clauses
    hurting_sentences: frozenset[int]
    owners: frozenset[int]  # clauses with another owner of time
    free: frozenset[int]  # clauses that deny pain or speak of what is to come
    is_calm: bool  # somebody who says that nothing hurts times something else, unless the same clause names a pain
    is_free: bool  # nothing hurts at all
    is_only_stiff: bool  # stiff or tight, and said not to hurt
    parts: frozenset[int]  # words that name a part of the body or a disease
    is_carrying: bool  # somebody is pregnant, and nothing hurts
    is_about_pain: bool  # a long letter that mentions no pain times something else

    @classmethod
    def of(cls, words: Words, matches: Sequence[Match], denied: frozenset[int]) -> "Told":
        """Gather it from the concepts of a message, less those that are denied."""
        hurts = tuple(match for match in matches if match.concept in _PAIN and match.first not in denied)
        named = {match.concept for match in matches}
        return cls(
            hurts,
            frozenset(words.clauses[match.first] for match in hurts),
            frozenset(words.sentences[match.first] for match in hurts),
            frozenset(
                words.clauses[match.first]
                for match in matches
                if match.concept == "cue-other-owner"
                and not _is_been_since(words, match)
                and not _names_a_pest(words, match, hurts)
            ),
            frozenset(words.clauses[match.first] for match in matches if match.concept in {"pain-free", "cue-future"}),
            bool({"pain-free", "cue-resolved"} & named),
            "pain-free" in named and all(match.concept == "swollen" for match in hurts),
            bool(hurts)
            and all(_is_stiff(words, match) for match in hurts)
            and any(_denies_pain(words, match) for match in matches),
            frozenset(at for match in matches if match.concept in _PARTS for at in range(match.first, match.last)),
            ("pregnant" in named or _is_carrying_well(matches, denied)) and not hurts,
            bool(hurts) or len(words) <= _TERSE,
        )

    def is_own(self, words: Words, span: Span) -> bool:
        """Whether its clause or sentence speaks of pain."""
        return words.clauses[span.first] in self.hurting or words.sentences[span.first] in self.hurting_sentences

    def is_out_of_reach(self, words: Words, span: Span) -> bool:
        """Whether no pain is told near it in a long letter, nor before it where it says "it" or "this"."""
        if len(words) <= _LONG:
            return False
        sentence = words.sentences[span.first]
        is_told_before = any(told < sentence for told in self.hurting_sentences)
        if not is_told_before and words.words[span.last : span.last + 2] == ("of", "it"):
            return True  # "on my feet in a salon. Fifteen years of it."
        if not self.hurting_sentences.isdisjoint(range(sentence - 1, sentence + 2)):
            return False
        if any(abs(words.sentences[at] - sentence) <= 1 for at in self.parts):
            return False
        first, last = words.sentence_of(span.first)
        if is_told_before and words.words[span.last : span.last + 1] in {("in",), ("now",), ("on",)}:
            return False  # "diabetic, nine months in"
        return not (is_told_before and (_POINTING & set(words.words[first:last]) or last - first <= _BRIEF))


def _is_carrying_well(matches: Sequence[Match], denied: frozenset[int]) -> bool:
    """Whether a sign of trouble with a baby and a pain are both denied: "34 weeks, no cramps, no bleeding"."""
    free = {match.concept for match in matches if match.first in denied or match.concept == "pain-free"}
    return "pregnancy-warning-only" in free and bool({"pain", "pain-free"} & free)


def _is_stiff(words: Words, match: Match) -> bool:
    return match.concept == "stiff" or words.words[match.first] == "tight"


def _denies_pain(words: Words, match: Match) -> bool:
    return match.concept == "pain-free" and bool(_HURTING & set(words.words[match.first : match.last]))


def belongs_elsewhere(words: Words, span: Span, told: Told) -> bool:
    """Whether a length of time is something else's than the pain's."""
    clause = words.clauses[span.first]
    is_hurting = clause in told.hurting
    if clause in told.free or (clause in told.owners and not (is_hurting and is_since(words, span))):
        return True
    if told.is_only_stiff:
        return True
    if is_gap(words, span, told.hurts, told.is_calm) or is_age(words, span):
        return True
    if not is_hurting and _is_anothers(words, span, told):
        return True
    if _is_done_so_long(words, span):  # "I've run for 12 years and my knee is sore"
        return not any(m.first < span.first for m in told.hurts if words.clauses[m.first] == clause)
    if told.is_own(words, span):
        return not is_hurting and is_of_baby(words, span) and _is_of_today(words, span)
    if is_of_baby(words, span):
        return True
    return (told.is_calm or not told.hurts) and is_spent_on(words, span)


def _is_anothers(words: Words, span: Span, told: Told) -> bool:
    """In a clause that names no pain."""
    if _has_been_done(words, span):
        return True
    if _is_of_activity(words, span) or is_of_good_time(words, span) or is_of_things(words, span, told.parts):
        return True
    if is_of_calling(words, span) or is_of_illness(words, span) or (not told.hurts and is_of_trade(words, span)):
        return True
    return (told.is_free or told.is_carrying) and _is_gestation(words, span)


_TODAY = frozenset("today tonight yesterday saturday sunday evening afternoon".split())


def _is_of_today(words: Words, span: Span) -> bool:
    """Whether the pain beside a baby's age is said to be of today: "five months and a lump, my wrists ache tonight"."""
    first, last = words.sentence_of(span.first)
    return bool(_TODAY & set(words.words[first:last]))


_YEAR = 365.0
_DONE_REACH = 7  # words
_PARTICIPLE_ENDS = ("ed", "ung", "um", "wn", "one", "ept", "uilt", "ode")
# What is done or borne with a body that hurts: "I've limped for six years", "have suffered with it for two".
_ENDURING = frozenset(
    "suffered struggled lived endured hurt ached limped hobbled dreaded avoided noticed carried managed coped battled "
    "tolerated survived rested rehabbed treated tried favoured protected massaged stretched iced rolled "
    "ignored nursed complained wondered wanted needed known strained strapped taped cramped swelled "
    "it this them that not never been borne grown ".split()
)
_PESTS = frozenset("nuisance misery pest bugger mess worry wreck torment state".split())


def _names_a_pest(words: Words, match: Match, hurts: Sequence[Match]) -> bool:
    """Whether it is "been a pain for months", of a knee."""
    covered = range(match.first, match.last)
    return bool(_PESTS & set(words.words[match.first : match.last])) or any(hurt.first in covered for hurt in hurts)


def _is_been_since(words: Words, match: Match) -> bool:
    """Whether it is "been a month since", which times whatever follows."""
    return words.words[match.last - 1] == "since" and words.words[match.last - 2] in UNITS


def _is_of_activity(words: Words, span: Span) -> bool:
    """Whether an activity is timed ("cycled to work for eleven years"); after "since" only what stands before it."""
    first, last = words.clause_of(span.first)
    first, last = max(first, span.first - 25), min(last, span.last + 25)
    last = next((at for at in range(span.last, last) if words.words[at] in _THEN_TOLD), last)
    piece = words.words[first : span.first if is_since(words, span) else last]
    return bool(_ACTIVITY & set(piece)) or any(pair in _LITTLE_ONE for pair in pairwise(piece))


def _has_been_done(words: Words, span: Span) -> bool:
    """Whether it is "I have rung for fifty years", "we've cruised full time for six years", of whatever is done."""
    first, _ = words.clause_of(span.first)
    before = words.words[max(first, span.first - _DONE_REACH) : span.first]
    if span.days < _YEAR or before[-1:] != ("for",):
        return False
    for at, word in enumerate(before[:-2]):
        if word == "did" and before[-2].endswith("ing") and not _ENDURING & set(before[at + 1 :]):
            return True  # "did the desensitising for five years"
        if word in {"ive", "weve"} or (word == "have" and (at == 0 or before[at - 1] in {"i", "we", "and"})):
            done = before[at + 1]
            return done.endswith(_PARTICIPLE_ENDS) and not _ENDURING & set(before[at + 1 :])
    return False


def is_of_good_time(words: Words, span: Span) -> bool:
    """Whether the clause times how long all has been well: "solid for 20 years", "gone nine years"."""
    first, last = words.clause_of(span.first)
    first, last = max(first, span.first - _GOOD_REACH), min(last, span.last + 3)
    if _LOVELY & set(words.words[max(first, span.first - 2) : span.first]):
        return True  # "a wonderful eighteen months"
    near = any(_says_well(words, at, words.words[at - 1] if at > first else "") for at in range(first, last))
    _, end = words.sentence_of(span.first)
    return near and not _NOT_WELL & set(words.words[first : min(end, span.last + _GOOD_REACH)])


def _says_well(words: Words, at: int, before: str) -> bool:
    """Whether the word says that all is well: "been good", and not "good few months" or "well over a year"."""
    word = words.words[at]
    if word in _GOOD_YEARS and before in WORDS and words.words[at + 1 : at + 2] != () and words.words[at + 1] in UNITS:
        return before not in {"a", "an", "another", "some", "many"}  # "ten good years"
    if word not in _WELL or before == "a" or words.words[at : at + 2] == ("gone", "on"):
        return False
    return word not in _FILLERS or before in _SAYS_WELL or words.words[at : at + 2] == ("gone", "for")


def is_plainly_anothers(words: Words, span: Span, told: Told) -> bool:
    """Whether an activity, a good time or things are timed, in a clause that names no pain."""
    return words.clauses[span.first] not in told.hurting and _is_anothers(words, span, told)


def _is_gestation(words: Words, span: Span) -> bool:
    """Whether weeks tell how far a pregnancy or how old a baby is: "20 weeks, legs are fine"."""
    return words.words[span.last - 1] in {"week", "weeks", "months", "month"} and (
        _GESTATION[0] <= span.days <= _GESTATION[1]
    )


def _is_done_so_long(words: Words, span: Span) -> bool:
    """Whether what stands right before the length is an activity ("run for 12 years")."""
    before = words.words[max(0, span.first - 2) : span.first]
    return len(before) == 2 and before[1] == "for" and before[0] in _ACTIVITY
