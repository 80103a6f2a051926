"""The safety screen: a conversation in, a route with its reasons out.

Reads every user message, applies the rules to those that still count, keeps raised routes raised, and only then asks
whether the last message is in the field at all. The net may raise the route; nothing here lets it lower one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.domain import Message, Reason, Route, SafetyDecision
from assistant.safety import language, questions, release
from assistant.safety.carrying import carry_places
from assistant.safety.engine import Engine, most_severe
from assistant.safety.net import Judgement, Net, still_raised
from assistant.safety.reading import Reading
from assistant.safety.rules import Rule
from assistant.safety.scope import Scope, read_scope

_RAISED = frozenset({Route.CRISIS, Route.EMERGENCY, Route.URGENT})
_TOGETHER = 6  # messages that the net reads as one story; a longer conversation is read in overlapping stretches
_DEFAULT_CARDS = {
    Route.CRISIS: "crisis",
    Route.EMERGENCY: "emergency",
    Route.URGENT: "urgent",
    Route.REFER: "refer-soon",
}
_DECLINE_CARDS = {kind: kind for kind in ("off-topic", "injection", "greeting", "closing", "gibberish")}


@dataclass(frozen=True)
class Screen:
    """Rules and, where given, the semantic net. Pure: the same messages and day give the same decision."""

    engine: Engine
    net: Net | None = None
    rules: dict[str, Rule] = field(default_factory=dict)

    @classmethod
    def open(cls, *, persistent_pain_weeks: float = 3, net: Net | None = None) -> "Screen":
        """Load the data once.

        Args:
            persistent_pain_weeks: from how many weeks of pain the person is referred.
            net: the semantic net, which may only raise.

        Raises:
            RuleError: a data file breaks its form, or a rule fails its own examples.
        """
        engine = Engine.open(persistent_pain_weeks=persistent_pain_weeks)
        return cls(engine, net, {rule.id: rule for rule in engine.rules})

    def decide(self, messages: Sequence[Message], *, today: date) -> SafetyDecision:
        """Route the conversation as of its last user message.

        Args:
            messages: both roles, oldest first; only the user's are read as evidence.
            today: the day that relative times are read against.
        """
        said = [message.text for message in messages if message.role == "user"]
        if not said:
            return SafetyDecision(Route.ANSWER)
        readings = [self.engine.read(text, turn=turn, today=today) for turn, text in enumerate(said)]
        spoken = language.detect_language(readings[-1].words)
        counting = release.still_counting(readings)
        reasons = list(self.fire(counting))
        judged = self._judge(counting, tuple(reasons))
        for reading in readings:
            if language.detect_language(reading.words) != "en":
                reasons.extend(language.foreign_reasons(reading.words, turn=reading.turn))
        reasons.extend(still_raised(judged, _TOGETHER))
        reasons.sort(key=lambda reason: -reason.route.severity)
        decision = self._route(reasons, readings, spoken, self._off_field(judged, counting))
        return replace(decision, question=questions.resolving_question(decision, messages, self.rules, counting))

    def _judge(self, counting: Sequence[Reading], fired: Sequence[Reason]) -> list[Judgement]:
        """Ask the net as of each message that still counts; only one that relieves may release what the net raised."""
        if self.net is None:
            return []
        since = release.since_denial(counting)
        spans = [since[max(0, end - _TOGETHER) : end] for end in range(1, len(since) + 1)]

        def fire(span: Sequence[Reading]) -> Sequence[Reason]:
            return fired if list(span) == list(counting) else self.fire(span)  # the rules take longest, so once only

        # Where what was said first no longer counts, the first message that does is the one that took it back.
        took_back = counting[0] if counting[0].turn > 0 else None
        judged = [self.net.judge(span, fire, takes_back=len(span) == 1 and span[0] is took_back) for span in spans]
        return [
            judgement if release.relieves(reading) else replace(judgement, calm_of=frozenset())
            for judgement, reading in zip(judged, since, strict=True)
        ]

    def _off_field(self, judged: Sequence[Judgement], counting: Sequence[Reading]) -> tuple[float | None, float]:
        """Return how surely the net takes the last message for another field's, with those before it and without."""
        if self.net is None or not judged:
            return None, 0.0
        alone = self.net.judge(counting[-1:], self.fire).off_field if len(counting) > 1 else 0.0
        return judged[-1].off_field, alone

    def fire(self, readings: Sequence[Reading]) -> Sequence[Reason]:
        """Return what the rules find in some messages, most severe first."""
        return self.engine.fire(carry_places(list(readings)))

    def _route(
        self, reasons: list[Reason], readings: Sequence[Reading], spoken: str, off_field: tuple[float | None, float]
    ) -> SafetyDecision:
        route = most_severe(reasons)
        if route in _RAISED:
            return self._raised(route, reasons, readings, spoken)
        scope = Scope("field") if spoken != "en" else read_scope(readings, *off_field)
        unnamed = scope.kind == "off-topic" and not scope.mentions
        # Instructions to the assistant release nothing: what is told beside them still needs somebody.
        kept = (unnamed or scope.kind == "injection") and _in_last(reasons, readings)
        if scope.kind != "field" and not kept:
            return SafetyDecision(
                Route.DECLINE, card=_DECLINE_CARDS[scope.kind], guidance_allowed=False, language=spoken
            )
        if spoken != "en" and route is Route.ANSWER:
            return SafetyDecision(Route.DECLINE, card="language", guidance_allowed=False, language=spoken)
        if route is Route.REFER:
            return self._raised(route, reasons, readings, spoken)
        return SafetyDecision(Route.ANSWER, language=spoken)

    def _raised(self, route: Route, reasons: list[Reason], readings: Sequence[Reading], spoken: str) -> SafetyDecision:
        leading = [reason for reason in reasons if reason.route is route]
        rule = self._leading_rule(leading)
        allowed = route is Route.REFER and all(
            self.rules[reason.rule].guidance for reason in reasons if reason.rule in self.rules
        )
        return SafetyDecision(
            route,
            tuple(reasons),
            card=self._card(route, rule),
            guidance_allowed=allowed,
            language=spoken,
            values=_values(reasons, readings),
        )

    def _leading_rule(self, leading: Sequence[Reason]) -> Rule | None:
        """A rule with a card of its own says more than the general one."""
        known = [self.rules[reason.rule] for reason in leading if reason.rule in self.rules]
        return next((rule for rule in known if rule.card), known[0] if known else None)

    @staticmethod
    def _card(route: Route, rule: Rule | None) -> str:
        if rule is None:
            return _DEFAULT_CARDS[route]
        if rule.card and (rule.route is route or rule.card in {"overdose", "eating"}):
            return rule.card
        return (
            {"heart-and-brain": "emergency-heart"}.get(rule.family, "emergency")
            if route is Route.EMERGENCY
            else _DEFAULT_CARDS[route]
        )


def _in_last(reasons: Sequence[Reason], readings: Sequence[Reading]) -> bool:
    """Whether the last message itself gave a reason: then it is in the field, whatever its words."""
    return any(hit.turn == readings[-1].turn for reason in reasons for hit in reason.hits)


def _values(reasons: Sequence[Reason], readings: Sequence[Reading]) -> dict[str, str]:
    """Words for the card: how long it has hurt, as the person wrote it."""
    for reason in reasons:
        if reason.code in {"P1", "P2", "P3"}:
            for reading in readings:
                for mention in reading.mentions:
                    if "lasted-" in mention.concept:
                        return {"duration": reading.words.text[mention.start : mention.end]}
    return {}
