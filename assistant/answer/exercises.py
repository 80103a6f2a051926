"""Exercise cards, and the sentences that answer a question about one exercise."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.answer.sentences import quotation
from assistant.domain import Document, Quotation
from assistant.reply import ExerciseCard

# Section headings of an exercise document (docs/writing-guidance.md) and the card's field for each.
_FIELDS = {
    "What it trains": "what_it_trains",
    "Starting position": "starting_position",
    "Steps": "steps",
    "Cues": "cues",
    "How much": "how_much",
    "Make it easier": "easier",
    "Make it harder": "harder",
    "Common mistakes": "mistakes",
    "Stop if": "stop_if",
}
# What each kind of question is answered with, the point first: heading and how many of its sentences (None: all).
_ANSWERS: Mapping[str, tuple[tuple[str, int | None], ...]] = {
    "how-to": (("Starting position", None), ("Steps", None), ("Cues", None), ("How much", 2), ("Stop if", None)),
    "about": (("What it trains", 1), ("Starting position", None), ("Steps", None), ("How much", 2), ("Stop if", None)),
    "dose": (("How much", 4), ("Stop if", 2)),
    "time": (("How much", 4), ("Stop if", 2)),
    "often": (("How much", 4), ("Stop if", 2)),
    "easier": (("Make it easier", None), ("Stop if", 2)),
    "harder": (("Make it harder", None), ("How much", 2), ("Stop if", 2)),
    "mistakes": (("Common mistakes", None), ("Cues", 3)),
    "stop": (("Stop if", None),),
    "where": (("What it trains", 2), ("Cues", 3)),
    "why": (("What it trains", 4),),
    "more": (("Cues", 2), ("Make it easier", 2), ("Make it harder", 2), ("Common mistakes", 2)),
}

_DAYS = re.compile(r"\b(days?|daily|weekly|(a|per|each) week|hours apart)\b", re.IGNORECASE)


def answers_from_card(intent: str) -> bool:
    """Say whether questions of this intent about an exercise are answered from its fixed headings."""
    return intent in _ANSWERS


def exercise_answer(document: Document, intent: str) -> list[Quotation]:
    """Return the quotations that answer a question about this exercise."""
    chosen: list[Quotation] = []
    for heading, most in _ANSWERS.get(intent, _ANSWERS["about"]):
        for number, section in enumerate(document.sections):
            if section.heading == heading:
                chosen.extend(quotation(document, number, sentence) for sentence in section.sentences[:most])
    if intent == "often":  # the days first; without a line on days the usual amount is the nearest there is
        chosen.sort(key=lambda quoted: _DAYS.search(document.quote(quoted.start, quoted.end)) is None)
    return chosen


def exercise_card(document: Document, quotations: Sequence[Quotation], citation: int) -> ExerciseCard:
    """Return the card of an exercise: the lines that the answer quotes, under their headings, and no line beside them.

    Args:
        document: the exercise's document.
        quotations: the answer's.
        citation: the `n` that the first of its lines is cited by.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for quoted in quotations:
        name = _FIELDS.get(document.sections[quoted.section].heading) if quoted.document == document.id else None
        if name:
            parts[name].append(document.quote(quoted.start, quoted.end))
    equipment = document.extra.get("equipment", ())
    return ExerciseCard(
        id=document.id,
        title=document.title,
        region=_text(document.extra.get("region", "")),
        type=_text(document.extra.get("type", "")),
        level=_text(document.extra.get("level", "")),
        equipment=(equipment,) if isinstance(equipment, str) else tuple(equipment),
        citation=citation,
        **{name: tuple(lines) for name, lines in parts.items()},
    )


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
