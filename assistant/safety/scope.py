"""Whether the last message is in the field, outside it, an instruction, a greeting, a thank-you or gibberish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.safety.data_files import known_words
from assistant.safety.reading import Mention, Reading

Kind = Literal["field", "off-topic", "injection", "greeting", "closing", "gibberish"]
_LETTERS = re.compile(r"[^\W\d_]")
_VOWELS = frozenset("aeiouy")
# Chosen on messages that the net was not trained on: an ordinary question declined is worse than the reverse.
_SURELY_FIELD = 0.3
_SURELY_OFF = 0.5
_SHORT_FOLLOW_UP = 12  # words: a longer message without a word of the field is a subject of its own
_FUNCTION_WORDS = frozenset(
    "the a an i you my is are it to of in and for on with what how can do does should if that this me at or be not "
    "have was so but which when why any there they he she we your from as by up out about just".split()
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the last message is about, and the words that say so."""

    kind: Kind
    mentions: tuple[Mention, ...] = ()


def read_scope(readings: Sequence[Reading], off_field: float | None = None) -> Scope:
    """Judge the last message in the light of those before it.

    Args:
        readings: every user message, oldest first.
        off_field: how surely the net takes the last one for another field's, from 0 to 1; None where there is no net.
    """
    scope = _read(readings)
    if off_field is None or scope.kind not in {"field", "off-topic"}:
        return scope
    if scope.kind == "off-topic":
        named = any(mention.concept == "off-topic-strong" for mention in scope.mentions)
        return Scope("field") if off_field < _SURELY_FIELD and not named else scope
    return Scope("off-topic") if off_field >= _SURELY_OFF else scope


def _read(readings: Sequence[Reading]) -> Scope:
    """Judge by words alone."""
    last = readings[-1]
    injected = _named(last, "injection")
    field = _named(last, "field")
    if injected and not _asks_in_field(field, injected):
        return Scope("injection", injected)
    if not last.words.words or _is_gibberish(last):
        return Scope("gibberish")
    if polite := _politeness(last, field):
        return polite
    off = tuple(m for m in last.mentions if m.concept.startswith("off-"))
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
    words_off = {m.first for m in off}
    words_in = {m.first for m in strong}
    fixed = [m for m in off if m.concept == "off-topic-strong"]
    if fixed and len(words_off) >= len(words_in):
        return True
    if not words_in:
        return bool(off) and not last.present("sore-now")
    return len(words_off) > len(words_in)


def _named(reading: Reading, concept: str) -> tuple[Mention, ...]:
    return tuple(mention for mention in reading.mentions if mention.concept == concept)


def _distinct(field: tuple[Mention, ...], off: tuple[Mention, ...]) -> list[Mention]:
    """Words of the field that are not part of an off-topic phrase ("running" in "running out of memory")."""
    covered = {word for mention in off for word in range(mention.first, mention.last)}
    return [mention for mention in field if not covered.issuperset(range(mention.first, mention.last))]


def _asks_in_field(field: tuple[Mention, ...], injected: tuple[Mention, ...]) -> bool:
    """A mild "act as" before a long question in the field is answered; a plain override is not."""
    return len(injected) == 1 and len(field) >= 4 and injected[0].last - injected[0].first <= 2


def _politeness(last: Reading, field: tuple[Mention, ...]) -> Scope | None:
    """Return what a message that is nothing but polite words is: a greeting, or thanks and goodbye; else None."""
    polite = sorted((*_named(last, "greeting"), *_named(last, "closing")), key=lambda mention: mention.first)
    covered = {word for mention in polite for word in range(mention.first, mention.last)}
    is_all = (
        bool(polite)
        and len(last.words) - len(covered) <= 2
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
    return Scope("off-topic", off)


def _is_about_an_animal(last: Reading) -> bool:
    body = _named(last, "body-part")
    pets = _named(last, "cue-pet")
    return bool(pets) and all(mention.standing == "elsewhere" for mention in body)
