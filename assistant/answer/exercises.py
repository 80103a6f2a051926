"""Exercise cards, and the sentences that answer a question about one exercise."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.answer.sentences import quotation
from assistant.domain import Document, Quotation
from assistant.reply import Citation, ExerciseCard
from assistant.retrieval.comparisons import EACH
from assistant.retrieval.populations import spoken_of

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
_WHAT = (("What it trains", 1), ("Starting position", None), ("Steps", None), ("How much", 2), ("Stop if", None))
EACH_AMOUNT, EACH_OFTEN = "each amount", "each often"
# What each kind of question is answered with, the point first: heading and how many of its sentences (None: all).
_ANSWERS: Mapping[str, tuple[tuple[str, int | None], ...]] = {
    "how-to": (("Starting position", None), ("Steps", None), ("Cues", None), ("How much", 2), ("Stop if", None)),
    "about": _WHAT,
    "what-is": _WHAT,
    "dose": (("How much", 4), ("Stop if", 2)),
    "time": (("How much", 4), ("Stop if", 2)),
    "often": (("How much", 4), ("Stop if", 2)),
    "easier": (("Make it easier", None), ("Stop if", 2)),
    "harder": (("Make it harder", None), ("How much", 2), ("Stop if", 2)),
    "when-harder": (("How much", None), ("Make it harder", None), ("Stop if", 2)),
    "hurts": (("Stop if", None), ("Make it easier", None)),
    "mistakes": (("Common mistakes", None), ("Cues", 3)),
    "stop": (("Stop if", None),),
    "where": (("What it trains", 2), ("Cues", 3)),
    "why": (("What it trains", 4),),
    "evidence": (("What it trains", None), ("Stop if", 1)),
    "sides": (("Starting position", None), ("How much", None)),
    # One of two exercises compared.
    EACH: (("What it trains", 2), ("How much", 1), ("Stop if", 1)),
    # One of several exercises shown.
    EACH_AMOUNT: (("How much", 1), ("Stop if", 1)),
    EACH_OFTEN: (("How much", None), ("Stop if", 1)),
    "more": (("Cues", 2), ("Make it easier", 2), ("Make it harder", 2), ("Common mistakes", 2)),
}

WORDS_CARD = 120  # from which an exercise shown whole leaves out cues, and stop rules beyond the most needed
WORDS_EACH = 60  # from which one of two exercises is told of in a sentence less
_LEAST_STOPS = 2
_READY = re.compile(r"\b(when|once)\b.*\b(easy|possible|steady|smooth|extra|mild)\b", re.IGNORECASE)
_SIDES = re.compile(r"\b(each|both|sore|other|either|every) (side|leg|foot|hip)s?\b", re.IGNORECASE)
_STOPS_AT = re.compile(r"\bstop\b.*\b[45] out of 10|\b[45] out of 10.*\bstop\b", re.IGNORECASE)
_STOPS = re.compile(r"^stop\b", re.IGNORECASE)
# In the order in which stop rules are kept.
_STOP_ORDER = (
    _STOPS_AT,
    re.compile(r"\b(emergency|same day|today)\b", re.IGNORECASE),
    _STOPS,
    re.compile(r"^see\b", re.IGNORECASE),
)
_DAYS = re.compile(r"\b(days?|daily|weekly|(a|per|each) week|hours apart)\b", re.IGNORECASE)


def answers_from_card(intent: str) -> bool:
    """Say whether questions of this intent about an exercise are answered from its fixed headings."""
    return intent in _ANSWERS


def exercise_answer(document: Document, intent: str, populations: frozenset[str] = frozenset()) -> list[Quotation]:
    """Return the quotations that answer a question about this exercise.

    Args:
        document: the exercise's document.
        intent: the kind of answer wanted.
        populations: groups of people that the conversation names: rules for others go first where room is short.
    """
    chosen: list[Quotation] = []
    for heading, most in _ANSWERS.get(intent, _ANSWERS["about"]):
        for number, section in enumerate(document.sections):
            if section.heading == heading:
                quoted = [quotation(document, number, sentence) for sentence in section.sentences]
                if heading == "Stop if" and most is not None:
                    quoted = _foremost(document, quoted, most)
                chosen.extend(quoted[:most])
    return _suited(document, intent, chosen, populations)


def _suited(document: Document, intent: str, chosen: list[Quotation], populations: frozenset[str]) -> list[Quotation]:
    """Return of the quotations under the headings asked for those that suit the question, in the order that suits."""
    if intent == EACH:
        return _one_of_two(document, chosen)
    if intent == EACH_OFTEN:
        return _on_days(document, chosen)
    if intent == "sides":
        return [quoted for quoted in chosen if _SIDES.search(document.quote(quoted.start, quoted.end))]
    if intent == "when-harder":  # of the amounts only the line that says when
        return [
            q for q in chosen if _heading(document, q) != "How much" or _READY.search(document.quote(q.start, q.end))
        ]
    if intent in ("how-to", "about", "what-is"):
        return _shortened(document, chosen, populations)
    if intent == "often":  # the days first; without a line on days the usual amount is the nearest there is
        chosen.sort(key=lambda quoted: _DAYS.search(document.quote(quoted.start, quoted.end)) is None)
    return chosen


def _one_of_two(document: Document, chosen: Sequence[Quotation]) -> list[Quotation]:
    """Leave out what is too long beside a second exercise, and one side of a disagreement."""
    kept = [q for q in chosen if q.evidence != "conflicting"]
    if _words(document, kept) <= WORDS_EACH:
        return kept
    spare = [q for q in kept if _heading(document, q) == "What it trains"][1:]
    return [q for q in kept if q not in spare]


def _on_days(document: Document, chosen: Sequence[Quotation]) -> list[Quotation]:
    """Return of the amounts the line on days, or the usual amount where there is none; and the stop rule."""
    amounts = [q for q in chosen if _heading(document, q) == "How much"]
    days = [q for q in amounts if _DAYS.search(document.quote(q.start, q.end))] or amounts
    return [*days[:1], *(q for q in chosen if q not in amounts)]


def _words(document: Document, quotations: Sequence[Quotation]) -> int:
    return sum(len(document.quote(q.start, q.end).split()) for q in quotations)


def _shortened(document: Document, chosen: Sequence[Quotation], populations: frozenset[str]) -> list[Quotation]:
    """Leave out cues from the last, then the stop rules that are needed least, down to a readable length."""
    kept = list(chosen)
    rules = [quoted for quoted in chosen if _heading(document, quoted) == "Stop if"]
    spare = [quoted for quoted in reversed(chosen) if _heading(document, quoted) == "Cues"][:-1]
    spare += sorted(rules, key=lambda rule: _need(document, rule, populations), reverse=True)[
        : max(0, len(rules) - _LEAST_STOPS)
    ]
    for quoted in spare:
        if _words(document, kept) <= WORDS_CARD:
            break
        kept.remove(quoted)
    return kept


def _foremost(document: Document, rules: Sequence[Quotation], most: int) -> list[Quotation]:
    """Return the first stop rules, the one that says at what pain to stop among them wherever it stands."""
    texts = [document.quote(rule.start, rule.end) for rule in rules]
    stops = next((at for kind in (_STOPS_AT, _STOPS) for at, text in enumerate(texts) if kind.search(text)), 0)
    kept = sorted({stops, *[at for at in range(len(rules)) if at != stops][: most - 1]})
    return [rules[at] for at in kept]


def _heading(document: Document, quoted: Quotation) -> str:
    return document.sections[quoted.section].heading


def _need(document: Document, rule: Quotation, populations: frozenset[str]) -> tuple[int, int]:
    """Return how little a stop rule is needed: its place in the order of kinds, then in the document."""
    text = document.quote(rule.start, rule.end)
    kind = next((n for n, pattern in enumerate(_STOP_ORDER) if pattern.search(text)), len(_STOP_ORDER))
    return (kind if not spoken_of(text) - populations else len(_STOP_ORDER) + 1, rule.start)


def exercise_cards(
    names: Sequence[str],
    documents: Mapping[str, Document],
    quotations: Sequence[Quotation],
    citations: Sequence[Citation],
) -> tuple[ExerciseCard, ...]:
    """Return the cards of those exercises that an answer quotes; one without a quoted line would be a picture alone."""
    numbers: dict[str, int] = {}
    for citation in citations:
        numbers.setdefault(citation.document, citation.n)
    return tuple(exercise_card(documents[name], quotations, numbers[name]) for name in names if name in numbers)


def kit(equipment: str | Sequence[str]) -> str:
    """Name what an exercise needs as people say it: of "none" and a band, the band is a choice, not a need."""
    tools = [equipment] if isinstance(equipment, str) else list(equipment)
    needed = [tool for tool in tools if tool != "none"]
    if len(needed) == len(tools):
        return ", ".join(needed)
    if not needed:
        return "no kit"
    return f"no kit, or {' or '.join(_with_article(tool) for tool in needed)}"


def _with_article(tool: str) -> str:
    if tool.endswith("s"):
        return tool
    return f"{'an' if tool[0] in 'aeiou' else 'a'} {tool}"


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
