"""Whether the last message is in the field, outside it, an instruction, a greeting, a thank-you or gibberish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.safety.data_files import known_words, words_naming_nothing
from assistant.safety.reading import Mention, Reading

Kind = Literal["field", "off-topic", "injection", "greeting", "closing", "gibberish"]
_LETTERS = re.compile(r"[^\W\d_]")
_VOWELS = frozenset("aeiouy")
# How surely the net must speak for the field, or against it, to be heard over the words; the more the words say, the
# surer. Chosen on messages that the net was not trained on: an ordinary question declined is worse than the reverse.
_SURELY_FIELD = 0.4  # where the words name nothing
_SURELY_FIELD_NAMED = 0.3  # beside words of another subject, with one of the field in it or before it
_SURELY_FIELD_NOT_NAMED = 0.05  # with none
_SURELY_FIELD_OUTNUMBERED = 0.01  # beside more such words than the field's
_SURELY_FIELD_IN_EARNEST = 0.05  # beside words that may instruct the assistant, such as "role play"
_SURELY_FIELD_IN_PASSING = 0.12  # beside a fixed phrase of another subject: "piano posture, elbows", "landlord says"
_SURELY_OFF = 0.5
_SURELY_OFF_WEAK = 0.4  # with no word that is the field's alone
_SURELY_OFF_SHORT = 0.75  # a few words to search for ("new mattress?"), none of another subject: the net has read few
_SURELY_OFF_NAMED = 0.97  # with words that hardly belong elsewhere, and none of another subject
_FIXED = frozenset({"off-topic-strong", "off-homonyms", "chit-chat"})  # phrases that are hardly said of the field
_SHORT = 5  # words
_BESIDE = 4  # telling words beside a question about the assistant
_FEWEST = 2  # words of a message that names nothing and still asks
_SHORT_FOLLOW_UP = 12  # words: a longer message without a word of the field is a subject of its own
_FUNCTION_WORDS = frozenset(
    "the a an i you my is are it to of in and for on with what how can do does should if that this me at or be not "
    "have was so but which when why any there they he she we your from as by up out about just".split()
)


_VERBS_FIRST = frozenset("is are was do does did can could should will would".split())  # "is that ok"
_ASKS_ON = frozenset("what which when where why how who or else another more instead".split())  # "ok, what else?"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the last message is about, and the words that say so."""

    kind: Kind
    mentions: tuple[Mention, ...] = ()


def read_scope(readings: Sequence[Reading], off_field: float | None = None, alone: float = 0.0) -> Scope:
    """Judge the last message in the light of those before it.

    Args:
        readings: every user message, oldest first.
        off_field: how surely the net takes the last one for another field's, from 0 to 1; None where there is no net.
        alone: the same of the last message read without the others: what came before makes no cooking rehab.
    """
    scope = _read(readings)
    last = readings[-1]
    if off_field is None or scope.kind not in {"field", "off-topic", "injection"}:
        return scope
    if scope.kind == "injection":
        asks = _distinct(_named(last, "field"), scope.mentions)
        return Scope("field") if asks and _is_mild(scope.mentions) and off_field < _SURELY_FIELD_IN_EARNEST else scope
    if scope.kind == "off-topic":
        return Scope("field") if max(off_field, alone) < _field_below(scope, readings) else scope
    return Scope("off-topic") if off_field >= _off_from(scope, last) else scope


def _field_below(scope: Scope, readings: Sequence[Reading]) -> float:
    """Return below which of the net's doubts a message that names no field, or another, is taken for the field's."""
    last = readings[-1]
    if not scope.mentions:
        return _SURELY_FIELD
    fixed = any(mention.concept in _FIXED and mention.turn == last.turn for mention in scope.mentions)
    if not _distinct(_named(last, "field"), scope.mentions):
        if any(_named(reading, "field") for reading in readings[:-1]):
            return 0.0 if fixed else _SURELY_FIELD_NAMED
        return 0.0 if fixed else _SURELY_FIELD_NOT_NAMED
    if fixed and len({m.first for m in scope.mentions}) > max(1, len(_distinct(_named(last, "field-strong"), ()))):
        return _SURELY_FIELD_OUTNUMBERED
    return _SURELY_FIELD_IN_PASSING if fixed else _SURELY_FIELD_NAMED


def _off_from(scope: Scope, last: Reading) -> float:
    """Return from which of the net's doubts a message in the field's words is taken for another's."""
    if any(mention.concept == "about-assistant" for mention in scope.mentions):
        return 1.1  # the net has read few such questions
    off = _off(last)
    if not off and (_named(last, "field-sure") or _names_nothing(last)):
        return _SURELY_OFF_NAMED
    if not off and len(last.words.words) <= _SHORT:
        return _SURELY_OFF_SHORT
    weak = not _distinct(_named(last, "field-strong"), off) and not last.present("sore-now")
    return _SURELY_OFF_WEAK if weak else _SURELY_OFF


def _read(readings: Sequence[Reading]) -> Scope:
    """Judge by words alone."""
    last = readings[-1]
    injected = _named(last, "injection")
    field = _named(last, "field")
    if injected and not _asks_in_field(field, injected):
        return Scope("injection", injected)
    if polite := _politeness(last, field):
        return polite
    if not last.words.words or _is_gibberish(last):
        return Scope("gibberish")
    off = _off(last)
    if about := _about_assistant(last):
        return Scope("field", about)
    small = _named(last, "chit-chat")
    if small and len(field) < 2:
        return Scope("off-topic", small)
    if not _distinct(field, off):
        return _without_field(readings, off)
    if _outweighs(off, _distinct(_named(last, "field-strong"), off), last):
        return Scope("off-topic", off)
    if _is_about_an_animal(last):
        return Scope("off-topic", tuple(m for m in last.mentions if m.concept == "cue-pet"))
    return Scope("field", field)


def _outweighs(off: tuple[Mention, ...], strong: list[Mention], last: Reading) -> bool:
    """Whether the other subject is plainly the subject: a fixed phrase of it, or more of its words than of ours."""
    if _asks_apart(strong, off, last):
        return False
    words_off = {m.first for m in off}
    words_in = {m.first for m in strong}
    fixed = [m for m in off if m.concept in _FIXED]
    if fixed and len(words_off) >= len(words_in):
        return True
    if not words_in:
        return bool(off) and not last.present("sore-now")
    return len(words_off) > len(words_in)


def _asks_apart(strong: list[Mention], off: tuple[Mention, ...], last: Reading) -> bool:
    """Whether a question in the field stands in a sentence of its own, beside talk of something else."""
    asked = last.words.questions | {last.words.sentences[-1]}
    return bool({m.sentence for m in strong} & asked - {m.sentence for m in off})


def _off(last: Reading) -> tuple[Mention, ...]:
    """Return the words of other subjects, less those in a longer phrase of the field ("hit the wall", "eyes shut")."""
    field = _named(last, "field")
    return tuple(
        mention
        for mention in last.mentions
        if mention.concept.startswith("off-")
        and not any(
            m.first <= mention.first and m.last >= mention.last and m.last - m.first > mention.last - mention.first
            for m in field
        )
    )


def _about_assistant(last: Reading) -> tuple[Mention, ...]:
    """Return the questions about the assistant itself in a message that is little else and names no other subject."""
    about = _named(last, "about-assistant")
    covered = {word for mention in about for word in range(mention.first, mention.last)}
    rest = [word for at, word in enumerate(last.words.words) if at not in covered and word not in _FUNCTION_WORDS]
    return about if len(rest) <= _BESIDE and not _distinct(_off(last), about) else ()


def _named(reading: Reading, concept: str) -> tuple[Mention, ...]:
    return tuple(mention for mention in reading.mentions if mention.concept == concept)


def _distinct(field: tuple[Mention, ...], off: tuple[Mention, ...]) -> list[Mention]:
    """Words of the field that are not part of an off-topic phrase ("running" in "running out of memory")."""
    covered = {word for mention in off for word in range(mention.first, mention.last)}
    return [mention for mention in field if not covered.issuperset(range(mention.first, mention.last))]


def _asks_in_field(field: tuple[Mention, ...], injected: tuple[Mention, ...]) -> bool:
    """A mild "act as" before a long question in the field is answered; a plain override is not."""
    return len(field) >= 4 and _is_mild(injected)


def _is_mild(injected: tuple[Mention, ...]) -> bool:
    return len(injected) == 1 and injected[0].last - injected[0].first <= 2


def _politeness(last: Reading, field: tuple[Mention, ...]) -> Scope | None:
    """Return what a message that is nothing but polite words is: a greeting, or thanks and goodbye; else None."""
    polite = sorted((*_named(last, "greeting"), *_named(last, "closing")), key=lambda mention: mention.first)
    covered = {word for mention in polite for word in range(mention.first, mention.last)}
    rest = [word for at, word in enumerate(last.words.words) if at not in covered]
    is_all = (
        bool(polite)
        and len(rest) <= 2
        and _ASKS_ON.isdisjoint(rest)
        and not _VERBS_FIRST.issuperset(rest[:1] or [""])
        and not _distinct(field, tuple(polite))
        and not any(m.concept.startswith("off-") for m in last.mentions)
    )
    if not is_all:
        return None
    if polite[-1].concept == "greeting":
        return Scope("greeting", tuple(polite))
    return None if "?" in last.words.text else Scope("closing", tuple(polite))  # "ok, and that helps?" asks


def _is_gibberish(last: Reading) -> bool:
    words = last.words.words
    if not _LETTERS.search(last.words.text):
        return all(not word[0].isdigit() for word in words)
    if len(words) >= 4 and len(set(words)) == 1:
        return True
    known = sum(1 for word in words if word in _FUNCTION_WORDS or word in known_words() or len(word) <= 3)
    if any(not word.isascii() for word in words) or last.present("field"):
        return False
    odd = [word for word in words if len(word) >= 5 and word.isalpha() and _looks_random(word)]
    return len(odd) * 2 >= len(words) and known <= len(words) // 2


def _looks_random(word: str) -> bool:
    vowels = sum(letter in _VOWELS for letter in word)
    run = max((len(part) for part in re.split("[aeiouy]", word)), default=0)
    return vowels / len(word) < 0.2 or run >= 5 or (word not in known_words() and vowels / len(word) < 0.3)


def _without_field(readings: Sequence[Reading], off: tuple[Mention, ...]) -> Scope:
    """A message without a word of the field belongs to the talk before it if it is short and names nothing else."""
    last = readings[-1]
    before_in_field = any(_named(reading, "field") for reading in readings[:-1])
    if before_in_field and not off and len(last.words) <= _SHORT_FOLLOW_UP:
        previous = read_scope(readings[:-1])
        return (
            Scope("field")
            if previous.kind in {"field", "greeting", "closing"}
            else Scope(previous.kind, previous.mentions)
        )
    if len(readings) == 1 and not off and _names_nothing(last):
        return Scope("field")
    return Scope("off-topic", off)


def _names_nothing(last: Reading) -> bool:
    """Whether a message asks and names no subject: "what if I miss a week", "how many for 3 days"."""
    nothing = _FUNCTION_WORDS | words_naming_nothing()
    named = [word for word in last.words.words if word not in nothing and not word[0].isdigit()]
    return not named and len(last.words) >= _FEWEST


def _is_about_an_animal(last: Reading) -> bool:
    body = _named(last, "body-part")
    pets = _named(last, "cue-pet")
    return bool(pets) and all(mention.standing == "elsewhere" for mention in body)
