"""Rules: data a clinician can review, loaded once and tried on their own examples before use."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.domain import Hit, Reason, Route
from assistant.errors import RuleError
from assistant.safety.conditions import Condition, parse_condition
from assistant.safety.reading import Mention, Reading, less_told_aside

_KEYS = frozenset(
    "id code route card scope when raise_to lower_if question question_unless explanation would_change reference "
    "must_fire must_not_fire guidance".split()
)
_REQUIRED = ("id", "code", "route", "when", "explanation", "reference", "must_fire", "must_not_fire")
Scope = Literal["clause", "sentence", "message", "conversation"]


@dataclass(frozen=True, slots=True)
class Views:
    """What rules look at in the user messages, oldest first; made once for all rules."""

    whole: Sequence[Reading]
    personal: Sequence[Reading]  # less the sentences that ask in general
    referring: Sequence[Reading]  # less what is told beside the question: enough for what only refers

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Views":
        """Make the views of some messages."""
        personal = [reading.personal() for reading in readings]
        return cls(readings, personal, less_told_aside(personal))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the files state it."""

    id: str
    family: str
    code: str
    route: Route
    card: str
    scope: Scope
    when: tuple[Condition, ...]
    raise_to: tuple[tuple[Route, tuple[Condition, ...]], ...]
    question: str
    question_unless: tuple[str, ...]  # concepts that answer it already
    explanation: str
    would_change: str
    reference: str
    guidance: bool
    must_fire: tuple[str, ...]
    must_not_fire: tuple[str, ...]

    def fire(self, readings: Sequence[Reading]) -> Reason | None:
        """Return why this rule raises the conversation, or None.

        Args:
            readings: the user messages that still count, oldest first.
        """
        return self.fire_on(Views.of(readings))

    def fire_on(self, views: Views) -> Reason | None:
        """Return the same of messages whose views are at hand."""
        readings = views.whole
        if self.route is Route.REFER:
            readings = views.personal if self.raise_to else views.referring
        mentions = self._hold(self.when, readings)
        if mentions is None:
            return None
        route = self.route
        for higher, conditions in self.raise_to:
            if higher.severity > route.severity:
                more = next((found for c in conditions if (found := c.hold(readings)) is not None), None)
                if more is not None:
                    route, mentions = higher, (*mentions, *more)
        return self._reason(route, mentions, readings)

    def _hold(self, conditions: Sequence[Condition], readings: Sequence[Reading]) -> tuple[Mention, ...] | None:
        views = [readings] if self.scope == "conversation" else [[reading] for reading in readings]
        for view in views:
            for condition in conditions:
                found = condition.hold(view)
                if found is not None:
                    return found
        return None

    def _reason(self, route: Route, mentions: Sequence[Mention], readings: Sequence[Reading]) -> Reason:
        texts = {reading.turn: reading.words.text for reading in readings}
        unique = sorted({(m.turn, m.start, m.end) for m in mentions})
        return Reason(
            code=self.code,
            rule=self.id,
            route=route,
            explanation=self.explanation,
            hits=tuple(Hit(self.id, turn, start, end) for turn, start, end in unique),
            matched=tuple(texts[turn][start:end] for turn, start, end in unique),
            reference=self.reference,
            would_change=self.would_change,
        )


def parse_rules(data: Mapping[str, Any], *, family: str, where: str, is_known: Callable[[str], bool]) -> Iterator[Rule]:
    """Parse the rules of one file.

    Raises:
        RuleError: a rule lacks a field, has an unknown one, or names an unknown concept.
    """
    for number, entry in enumerate(data.get("rules", ()), start=1):
        place = f"{where}, rule {entry.get('id', number)}"
        unknown = sorted(set(entry) - _KEYS)
        missing = [key for key in _REQUIRED if not entry.get(key)]
        if unknown or missing:
            problem = f"unknown fields {unknown}" if unknown else f"missing fields {missing}"
            raise RuleError(problem, where=place, mend=f"allowed fields: {', '.join(sorted(_KEYS))}")
        yield _rule(entry, family, place, is_known)


def _rule(entry: Mapping[str, Any], family: str, place: str, is_known: Callable[[str], bool]) -> Rule:
    def conditions(sources: Sequence[str]) -> tuple[Condition, ...]:
        return tuple(parse_condition(str(source), is_known, where=place) for source in sources)

    answering = tuple(map(str, entry.get("question_unless", ())))
    if unknown := [concept for concept in answering if not is_known(concept)]:
        raise RuleError(f"question_unless names {unknown}", where=place, mend="name concepts of the folder concepts")
    route = Route(entry["route"])
    return Rule(
        id=entry["id"],
        family=family,
        code=entry["code"],
        route=route,
        card=entry.get("card", ""),
        scope=entry.get("scope", "conversation"),
        when=conditions(entry["when"]),
        raise_to=tuple((Route(name), conditions(sources)) for name, sources in entry.get("raise_to", {}).items()),
        question=entry.get("question", ""),
        question_unless=answering,
        explanation=" ".join(entry["explanation"].split()),
        would_change=" ".join(entry.get("would_change", "").split()),
        reference=entry["reference"],
        guidance=entry.get("guidance", True),
        must_fire=tuple(map(str, entry["must_fire"])),
        must_not_fire=tuple(map(str, entry["must_not_fire"])),
    )
