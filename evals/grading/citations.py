"""Citations: each quote is cut from its document, and each sentence and number stands in its quote."""

import re
from collections.abc import Iterator

from assistant.reply import ExerciseCard, Reply
from evals.cases import Case
from evals.grading.records import Seen, Verdict
from evals.grading.words import card_lines, plain

_WORDS = {
    **{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"},
    **{"nine": "9", "ten": "10", "eleven": "11", "twelve": "12"},
}
_UNITS = {
    **dict.fromkeys(("%", "percent", "per cent"), "%"),
    **dict.fromkeys(("mins", "min", "minutes"), "minute"),
    **dict.fromkeys(("secs", "sec", "seconds"), "second"),
    **dict.fromkeys(("hrs", "hr", "hours"), "hour"),
    **dict.fromkeys(("wks", "wk", "weeks"), "week"),
    **{"days": "day", "months": "month", "years": "year", "times": "time", "sets": "set", "miles": "mile"},
    **dict.fromkeys(("reps", "rep", "repeats"), "repeat"),
    **dict.fromkeys(("degrees", "°"), "degree"),
    **{"steps": "step", "runners": "runner", "people": "person", "stone": "stone", "kilometres": "km"},
}
_NUMBER = rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(_WORDS)})\b"
_UNIT = (
    r"out of \d+|per ?cent|%|°|degrees?|km/h|kilometres|km|cm|mm|m|kg|mg|g|"
    r"(?:min(?:ute)?|sec(?:ond)?|hour|hr|day|week|wk|month|year|time|set|rep|repeat|mile|step|runner)s?|people|person"
)
# "2 to 3 sets": the unit belongs to both numbers.
_MEASURE = re.compile(rf"({_NUMBER})(?:\s*(?:to|or|and|-)\s*({_NUMBER}))?[\s-]?(?:({_UNIT})(?![a-z]))?", re.IGNORECASE)


def measures_in(text: str) -> frozenset[tuple[str, str]]:
    """Return each number with its unit, both in one spelling: "10 mins" gives ("10", "minute")."""
    return frozenset(_measures(plain(text)))


def _measures(text: str) -> Iterator[tuple[str, str]]:
    for match in _MEASURE.finditer(text):
        unit = match[3] or ""
        for number in filter(None, (match[1], match[2])):
            yield _WORDS.get(number, number.replace(",", "")), _UNITS.get(unit, unit)


def citation_valid(case: Case, seen: Seen) -> Verdict | None:
    """Is every quote cut from its document, and does every sentence stand in its quote?"""
    if seen.reply is None or not (seen.reply.citations or seen.reply.sentences):
        return None
    wrong = [*_wrong_quotes(seen.reply, seen), *_loose_sentences(seen.reply)]
    return Verdict(
        not wrong, "document[start:end] is the quote; each sentence is in its quote", "; ".join(wrong) or "so"
    )


def _wrong_quotes(reply: Reply, seen: Seen) -> Iterator[str]:
    for citation in reply.citations:
        try:
            text = seen.library.document(citation.document).text
        except KeyError:
            yield f"[{citation.n}] names {citation.document}, which does not exist"
            continue
        if text[citation.start : citation.end] != citation.quote:
            yield f"[{citation.n}] {citation.document}[{citation.start}:{citation.end}] is not its quote"


def _loose_sentences(reply: Reply) -> Iterator[str]:
    quotes = {citation.n: citation.quote for citation in reply.citations}
    for sentence in reply.sentences:
        if sentence.citation not in quotes:
            yield f"no citation [{sentence.citation}] for: {sentence.text}"
        elif sentence.text not in quotes[sentence.citation]:
            yield f"not in quote [{sentence.citation}]: {sentence.text}"


def numeric_fidelity(case: Case, seen: Seen) -> Verdict | None:
    """Does each number with its unit in an answer sentence stand in the quote of its citation?"""
    if seen.reply is None:
        return None
    quotes = {citation.n: measures_in(citation.quote) for citation in seen.reply.citations}
    shown = [(sentence, measures_in(sentence.text)) for sentence in seen.reply.sentences]
    if not any(measures for _, measures in shown):
        return None
    extra = [
        f"{number} {unit}".strip()
        for sentence, measures in shown
        for number, unit in sorted(measures - quotes.get(sentence.citation, frozenset()))
    ]
    return Verdict(not extra, "each number with its unit is in the quote", ", ".join(extra) or "so")


def exercise_lines_valid(case: Case, seen: Seen) -> Verdict | None:
    """Is every line of the exercise cards cut from the exercise's document, and one of the answer's sentences?"""
    if seen.reply is None or not seen.reply.exercises:
        return None
    wrong = [line for card in seen.reply.exercises for line in _foreign_lines(card, seen)]
    said = {sentence.text for sentence in seen.reply.sentences}
    wrong += [f"{c.id}, without a citation: {x}" for c in seen.reply.exercises for x in card_lines(c) if x not in said]
    return Verdict(not wrong, "each line of a card is a cited sentence of its document", "; ".join(wrong) or "so")


def _foreign_lines(card: ExerciseCard, seen: Seen) -> list[str]:
    try:
        text = seen.library.document(card.id).text
    except KeyError:
        return [f"{card.id} does not exist"]
    return [f"{card.id}: {line}" for line in card_lines(card) if line not in text]
