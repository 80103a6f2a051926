"""One message read: its words, what it mentions, and which mentions speak of somebody now."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from assistant.safety import (
    ages,
    asides,
    durations,
    educational,
    figurative,
    in_passing,
    measures,
    past,
    person,
    then_ages,
)
from assistant.safety.lexicon import Lexicon, Match
from assistant.safety.negation import denied_words
from assistant.safety.words import Words


class Standing(StrEnum):
    """Whether a mention counts as a sign that somebody has now."""

    PRESENT = "present"
    DENIED = "denied"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    ELSEWHERE = "elsewhere"  # a pet, a story, a figure of speech


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in user message `turn`: its words `first:last`, its characters `start:end`."""

    concept: str
    turn: int
    first: int
    last: int
    start: int
    end: int
    sentence: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Reading:
    """What one user message says."""

    turn: int
    words: Words
    mentions: tuple[Mention, ...]
    by_concept: Mapping[str, tuple[Mention, ...]]  # present ones
    cues: frozenset[str]  # every concept named, whatever its standing
    impersonal: frozenset[int] = frozenset()  # sentences that ask in general and speak of nobody
    tale: asides.Tale = field(default_factory=asides.Tale)

    def present(self, concept: str) -> tuple[Mention, ...]:
        """Return the mentions of a concept that count now."""
        return self.by_concept.get(concept, ())

    def without(self, dropped: Callable[[Mention], bool]) -> "Reading":
        """Return the reading less some of its present mentions."""
        kept = {concept: tuple(m for m in found if not dropped(m)) for concept, found in self.by_concept.items()}
        return replace(self, by_concept=kept)

    def personal(self) -> "Reading":
        """Return the reading less what general questions mention; enough for what is not dangerous."""
        if not self.impersonal:
            return self
        # "Had my shoulder done in August. Is it fine to paddle?" asks for the writer.
        whole = self.impersonal.issuperset(self.words.sentences)
        return self.without(
            lambda m: (
                m.sentence in self.impersonal
                and m.concept not in _POINTS_AT_ONE
                and (whole or not m.concept.startswith("ask-"))
            )
        )


def present_in(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the concepts that any of some messages tells as present."""
    return frozenset(concept for reading in readings for concept, found in reading.by_concept.items() if found)


def _old_injuries(words: Words, matches: list[Match]) -> frozenset[int]:
    """An injury told as past is no pain to be timed: "a spinal injury at nineteen, that's twenty-six years"."""
    injured = {match.first for match in matches if match.concept == "injury-word"}
    return frozenset(injured & past.past_words(words, matches)) if injured else frozenset()


def _denies_itself(match: Match, words: Words) -> bool:
    """Whether it is "no pain" in a list of what is not there, which denies nothing but pain."""
    if match.concept == "periods-regular":
        return True
    return match.concept == "pain-free" and words.words[match.first] in _DENIES


_DENIES = frozenset("no not nothing nothings never zero without doesnt dont isnt hasnt".split())


def less_told_aside(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings less what is told beside their question; enough for what only refers."""
    told = asides.told_aside([reading.tale for reading in readings])
    return [_less(reading, over, others) for reading, (over, others) in zip(readings, told, strict=True)]


def _less(reading: Reading, over: frozenset[int], others: frozenset[int]) -> Reading:
    if not over and not others:
        return reading
    return reading.without(
        lambda m: (
            m.turn == reading.turn
            and (
                (m.first in over and asides.is_lasting_sign(m.concept))
                or (m.first in others and asides.is_sign(m.concept))
            )
        )
    )


_POINTS_AT_ONE = frozenset({"ask-this", "ask-sign-off"})
# A threat or a wish to die behind "if" or "how would I" is still one.
SAID_IN_EARNEST = frozenset(
    {"suicide-plan", "wish-dead", "self-harm", "threat", "partner-harm", "child-abuse", "adult-at-risk"}
)


def read_message(
    words: Words,
    lexicon: Lexicon,
    *,
    turn: int,
    today: date,
    lasting: frozenset[str],
    recent: frozenset[str] = frozenset(),
    weeks: float = 3,
) -> Reading:
    """Read one message.

    Args:
        words: the message, split.
        lexicon: all concepts.
        turn: which user message it is, from 0.
        today: what dates and "since March" are read against.
        lasting: concepts that count although they are past, such as a cancer in the history.
        recent: those of them that stop counting after a year or more, such as an operation.
        weeks: from when on pain is persistent.
    """
    matches = figurative.unmask(lexicon.match(words), words)
    matches += measures.find(words) + ages.find(words) + then_ages.find(words)
    denied = denied_words(words, matches) | measures.normal_heat(words)
    timeless = denied | _old_injuries(words, matches)
    matches = durations.without_other_times(words, matches, timeless)
    matches += durations.find(words, matches, today=today, weeks=weeks, denied=timeless)
    over = past.past_words(words, matches)
    long_over = past.long_past_words(words, matches)
    asked = educational.educational_words(words, matches)
    elsewhere = person.elsewhere_words(words, matches)
    in_passing_at = in_passing.children_in_passing(words, matches)
    mentions = []
    for match in matches:
        standing = Standing.PRESENT
        if match.first in elsewhere or (match.first in in_passing_at and match.concept in in_passing.CHILDREN):
            standing = Standing.ELSEWHERE
        elif match.first in denied and not _denies_itself(match, words):
            standing = Standing.DENIED
        elif match.first in asked and match.concept not in SAID_IN_EARNEST:
            standing = Standing.HYPOTHETICAL
        elif (
            match.first in over
            and not match.concept.startswith("ask-")
            and (match.concept not in lasting or (match.concept in recent and match.first in long_over))
        ):
            standing = Standing.PAST
        mentions.append(_mention(match, words, turn, standing))
    present: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.standing is Standing.PRESENT:
            present[mention.concept].append(mention)
    impersonal = educational.impersonal_sentences(words)
    counted = {mention.first for found in present.values() for mention in found}
    return Reading(
        turn,
        words,
        tuple(mentions),
        {concept: tuple(found) for concept, found in present.items()},
        frozenset(match.concept for match in matches),
        impersonal,
        asides.tale_of(words, matches, impersonal, counted),
    )


def _mention(match: Match, words: Words, turn: int, standing: Standing) -> Mention:
    return Mention(
        match.concept,
        turn,
        match.first,
        match.last,
        words.starts[match.first],
        words.ends[match.last - 1],
        words.sentences[match.first],
        standing,
    )
