"""Whether later messages take a scare back: they explain what was said, and they say that all is well now.

Neither is enough alone. "It was 2017" may have come back, "I'm fine" is what people say who are not; and any word of
doubt beside them ("still", "probably", "the other leg", "booked for Friday") leaves what was said standing. The words
are lists in `13-taking-back.yaml`; a question is not read for them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.safety import checks
from assistant.safety.asking import is_question
from assistant.safety.negation import DENIERS, denied_words
from assistant.safety.reading import SAID_IN_EARNEST, Mention, Reading, Standing, present_in

_EXPLAINS = frozenset("cue-told-when cue-told-slip cue-told-source cue-told-checked cue-told-object".split())
_THING, _JEST = "cue-told-thing", "cue-told-jest"
_WELL, _FINE = "cue-told-well", "cue-told-fine"
_DOUBTS = frozenset({"cue-told-doubt", "cue-half-withdraw"})
_OLD_CHECK = "cue-old-check"  # "scan in August, all clear" of a calf that is hot today
# A wish to die, a threat and violence at home are taken back by a plain withdrawal alone (release.py).
IN_EARNEST = SAID_IN_EARNEST | frozenset(
    "suicide-hint abuse-hint hurt-hint threat-hint overdose many-tablets eating-disorder".split()
)
_SIGNS = frozenset(
    "numb swollen swollen-big hot red fever weak cold hard breathless chest-pain collapse dark-urine pop fell twist "
    "knee-locked cannot-straighten cannot-stand open-wound bleeding lump muscle-gap saddle-numb bladder both-legs "
    "deform instability foot-drop spreading pus blisters rash".split()
)
_HURTS = _SIGNS | {"pain"}
# A date or a book counts where it opens its sentence or the sentence points back: "that was 2019", "in the panto".
_BY_POINTING = frozenset({"cue-told-when", "cue-told-source"})
_OPENING = 3  # words
_POINTS = frozenset("that thats it its this was were did is from copied pasted quoting describing".split())
_NEW = frozenset(
    "severe rising sudden tearing chest-pain breathless fever unwell bladder saddle-numb both-legs stroke-sign "
    "dark-urine weight-loss night-pain arm-jaw cannot-stand concuss vision kidney-sign".split()
)
# "They kept me six hours", "split it at 4", "both arms": no news without a pain or a sign beside them.
_NO_NEWS_ALONE = frozenset({"night-pain", "both-legs", "arm-jaw"})
# "On the rowing machine, gone now" is what a heart does, and a small stroke passes: a thing near by explains neither.
_PASSING = ("chest-pain", "breathless", "stroke-sign")
_STEM = 4  # letters by which a word is known again
_COMMON = frozenset(
    "pain hurt sore ache this that with have been when what from just like some then than into over even able more "
    "most much very real well good fine feel felt know think thin want time days week mont year left righ long morn "
    "nigh work home help them they ther wher whic shou woul coul does didn dont cant wont isnt arou abou afte befo "
    "agai stil bett wors leg arm walk runn doct phys".split()
)
_UNREAL = "cue-told-unreal"
_WHOLE = 4
_TENSES = frozenset("was were did had felt".split())
_TENSE_ENDS = 3  # words; "was, dec and jan" puts the tense right, "was watching the match" does not
# "*was*", "knee PAD", "ages = since Sunday", "'my' = the question's": a word put right by how it is written.
_WRITTEN_OUT = re.compile(r"\*[^\W\d_]+|[^\W\d_]\*|\b[A-Z]{4,}\b|\s=\s")


@dataclass(frozen=True, slots=True)
class _Told:
    """The more an explanation leaves open, the plainer the word that all is well must be; together they come to 4."""

    explains: int = 0  # 4 it was nobody's, 3 another time or a slip or a check, 2 a thing near by, 1 a laugh
    well: int = 0  # 3 the very part or sign told, 2 "no bother since", 1 "I'm fine"
    doubts: bool = False

    def then(self, later: "_Told") -> "_Told":
        """Join what a later message tells; that all is well counts from the explanation on, not before it."""
        well = max(self.well, later.well) if self.explains else later.well
        return _Told(max(self.explains, later.explains), well)

    @property
    def is_whole(self) -> bool:
        return self.explains >= _WHOLE or (self.explains > 0 and self.well > 0 and self.explains + self.well >= _WHOLE)


def taken_back_at(readings: Sequence[Reading]) -> int:
    """Return the last message that completes a withdrawal of what stands before it, or 0."""
    start = 0
    so_far = _Told()
    for position, reading in enumerate(readings):
        if position and not told_in_earnest(readings[:position]):
            told = _told(reading, readings[:position])
            so_far = _Told() if told.doubts else so_far.then(told)
            if so_far.is_whole:
                start, so_far = position, _Told()
    return start


def is_old_check(said: Sequence[Mention], before: Sequence[Reading]) -> bool:
    """Whether a check of long ago is told after a sign of now; of an ache alone it may say that it is long over."""
    if not any(mention.concept == _OLD_CHECK for mention in said):
        return False
    return any(reading.present(sign) for reading in before for sign in _SIGNS | _NEW)


def told_in_earnest(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the concepts of a wish to die, a threat, violence or too many tablets that some messages tell."""
    return present_in(readings) & IN_EARNEST


def _told(reading: Reading, before: Sequence[Reading]) -> _Told:
    asked = {sentence for sentence in set(reading.words.sentences) if is_question(reading.words, sentence)}
    if asked.issuperset(reading.words.sentences):
        return _Told()
    said = [mention for mention in reading.mentions if mention.sentence not in asked]
    well = _well(said, reading, before)
    calm = [range(mention.first, mention.last) for mention in said if mention.concept == _WELL]
    # "Scan is booked, clear my diary": words of two clauses calm no doubt within them.
    clauses = reading.words.clauses
    in_one = [span for span in calm if clauses[span.start] == clauses[span.stop - 1]]
    doubts = any(
        mention.concept in _DOUBTS and not any(mention.first in span and mention.last - 1 in span for span in in_one)
        for mention in said
    )
    doubts = doubts or _is_so_now(said, reading, calm) or _tells_more(said, before)
    doubts = doubts or is_old_check(said, before)
    doubts = doubts or checks.is_of_something_else(reading, before)
    return _Told(_explains(said, reading, before), well, doubts)


def _is_so_now(said: Sequence[Mention], reading: Reading, calm: Sequence[range]) -> bool:
    """Whether a sign is told of now, whatever else is taken back: "that was 2019. This week my calf is swollen"."""
    clauses = reading.words.clauses
    things = [range(mention.first, mention.last) for mention in said if mention.concept == _THING]
    now = {
        clauses[mention.first]
        for mention in said
        if mention.concept == "cue-now" and not any(mention.first in span for span in (*calm, *things))
    } - {clauses[span.start] for span in calm}  # "popped it Friday and it's nothing now"
    return any(
        mention.concept in _SIGNS and mention.standing is Standing.PRESENT and clauses[mention.first] in now
        for mention in said
    )


def _tells_more(said: Sequence[Mention], before: Sequence[Reading]) -> bool:
    """Whether it tells a sign not told before: a story that goes on is no withdrawal."""
    told = present_in(before)
    hurting = {
        mention.sentence
        for mention in said
        if mention.concept in _HURTS and mention.standing is Standing.PRESENT and mention.concept not in _NO_NEWS_ALONE
    }
    return any(
        mention.concept in _NEW and mention.standing is Standing.PRESENT
        for mention in said
        if mention.concept not in told and not (mention.concept in _NO_NEWS_ALONE and mention.sentence not in hurting)
    )


def _explains(said: Sequence[Mention], reading: Reading, before: Sequence[Reading]) -> int:
    words = reading.words
    years = {word for earlier in before for word in earlier.words.words if word.isdigit() and len(word) == 4}
    if any(mention.concept == _UNREAL and mention.standing is not Standing.DENIED for mention in said):
        return 4
    plainly = {mention.concept for mention in said if _explains_plainly(mention, reading, years)}
    if plainly.issuperset({"cue-told-slip", "cue-told-object"}):
        return 4  # "autocorrect: out of my pocket" names the slip and what was meant
    if plainly:
        return 3
    if words.words[0] in _TENSES and words.clause_of(0)[1] <= _TENSE_ENDS:
        return 3
    named = {mention.concept for mention in said}
    is_near = _THING in named and not any(earlier.present(sign) for earlier in before for sign in _PASSING)
    if is_near or _WRITTEN_OUT.search(words.text):
        return 2
    return 1 if _JEST in named else 0


def _explains_plainly(mention: Mention, reading: Reading, years: frozenset[str] | set[str]) -> bool:
    """Whether it is told of what was said before: a year or a book is no explanation wherever it stands."""
    if mention.concept not in _EXPLAINS or mention.standing is Standing.DENIED:
        return False
    words = reading.words
    if not years.isdisjoint(words.words[mention.first : mention.last]):
        return False  # "2015 is long ago" of the cancer of 2015
    if mention.concept not in _BY_POINTING:
        return True
    first, last = words.sentence_of(mention.first)
    if "since" in words.words[max(first, mention.first - 2) : mention.first]:
        return False  # "running since 2015"
    return mention.first - first <= _OPENING or not _POINTS.isdisjoint(words.words[first:last])


def _well(said: Sequence[Mention], reading: Reading, before: Sequence[Reading]) -> int:
    good = [mention for mention in said if mention.concept in {_WELL, _FINE} and _stands(mention, reading)]
    if _denies(said, reading, before):
        return 3
    return max((_how_well(mention, reading, before) for mention in good), default=0)


def _how_well(mention: Mention, reading: Reading, before: Sequence[Reading]) -> int:
    """How much a good word says: "head's fine" says little of a hip."""
    if mention.concept == _FINE:
        return 1
    parts = checks.parts_in(reading.words.words[mention.first : mention.last])
    told = checks.parts_told(before)
    if not parts:
        return 2
    return 1 if parts.isdisjoint(told) else 3


def _stands(mention: Mention, reading: Reading) -> bool:
    """Whether the good word is said and not denied; "no pain" after another "no" is."""
    return mention.standing is not Standing.DENIED or reading.words.words[mention.first] in DENIERS


def _denies(said: Collection[Mention], reading: Reading, before: Sequence[Reading]) -> bool:
    """Whether it denies what was told before, by its sign or its word: "not hot", "no bite", "nothing pops"."""
    told = present_in(before) & _SIGNS
    told -= {mention.concept for mention in said if mention.standing is Standing.PRESENT}
    if any(mention.standing is Standing.DENIED and mention.concept in told for mention in said):
        return True
    stems = {word[:_STEM] for earlier in before for word in earlier.words.words if len(word) >= _STEM} - _COMMON
    sentences = {mention.sentence for mention in said}
    words = reading.words
    return any(
        words.words[at][:_STEM] in stems and words.sentences[at] in sentences
        for at in denied_words(words)
        if len(words.words[at]) >= _STEM
    )
