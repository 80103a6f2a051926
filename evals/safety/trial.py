"""What the layer does with a conversation, and what it would do had it not one phrase, one line or one rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Route
from assistant.safety import Screen, release
from assistant.safety.carrying import carry_places
from assistant.safety.reading import Mention, Reading
from assistant.safety.rules import Rule
from assistant.safety.words import Words, split_words
from evals.safety.phrases import LexiconRemembered, LexiconWithout, Phrase, PhraseIndex
from evals.safety.screening import TODAY, decide

Turns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A conversation as the unchanged layer takes it: its route, the rules that fire, the phrases that it names."""

    turns: Turns
    words: tuple[Words, ...]
    route: Route
    rules: frozenset[str]
    leading: frozenset[str]  # those of the rules that give the route
    phrases: frozenset[Phrase]


class Trial:
    """Rules alone, over conversations that come and go."""

    def __init__(self, screen: Screen, concepts: Mapping[str, Sequence[Phrase]]) -> None:
        self.index = PhraseIndex(concepts, screen.engine.lexicon, ())
        self.screen = replace(screen, engine=replace(screen.engine, lexicon=LexiconRemembered(self.index)))

    def hear(self, turns: Turns) -> Heard:
        """Route a conversation, and remember what it names until it is forgotten."""
        engine = self.screen.engine
        words = tuple(split_words(turn, engine.spellings, engine.corrector) for turn in turns)
        for each in words:
            self.index.add(each)
        decision = decide(self.screen, turns)
        return Heard(
            turns,
            words,
            decision.route,
            frozenset(reason.rule for reason in decision.reasons),
            frozenset(reason.rule for reason in decision.reasons if reason.route is decision.route),
            frozenset(phrase for turn in turns for phrase in self.index.by_text[turn]),
        )

    def forget(self, heard: Heard) -> None:
        """Drop what was remembered of a conversation."""
        for turn in heard.turns:
            self.index.drop(turn)

    def loss(self, heard: Heard, phrase: Phrase) -> frozenset[str] | None:
        """Return the rules that a phrase's loss silences, none where the route alone changes; None if nothing does."""
        if not self.changes(heard, phrase):
            return None
        engine = replace(self.screen.engine, lexicon=LexiconWithout(self.index, phrase))
        decision = decide(replace(self.screen, engine=engine), heard.turns)
        lost = heard.rules - {reason.rule for reason in decision.reasons}
        return lost if lost or decision.route is not heard.route else None

    def changes(self, heard: Heard, phrase: Phrase) -> bool:
        """Whether anything at all is read otherwise without a phrase."""
        return any(self.index.changes(phrase, turn) for turn in heard.turns)

    def needs_rule(self, heard: Heard, rule: str) -> bool:
        """Whether the route would be another without a rule."""
        if heard.leading != {rule}:
            return False
        engine = self.screen.engine
        fewer = replace(engine, rules=tuple(other for other in engine.rules if other.id != rule))
        return decide(replace(self.screen, engine=fewer), heard.turns).route is not heard.route

    def read(self, turns: Turns, without: Phrase | None = None) -> list[Reading]:
        """Read the messages, as if there were not some phrase that they name."""
        engine = self.screen.engine
        if without is not None:
            engine = replace(engine, lexicon=LexiconWithout(self.index, without))
        return [engine.read(text, turn=turn, today=TODAY) for turn, text in enumerate(turns)]

    def counting(self, turns: Turns) -> list[Reading]:
        """Return the messages as the rules see them."""
        return carry_places(release.still_counting(self.read(turns)))


def single_lines(rule: Rule) -> tuple[Rule, ...]:
    """Return the rule once with each of its lines alone."""
    return tuple(replace(rule, when=(condition,), raise_to=()) for condition in rule.when)


def only_line(rule: Rule, readings: Sequence[Reading]) -> Rule | None:
    """Return the rule with the one line that fires it, None where several do or none does."""
    holding: Rule | None = None
    for single in single_lines(rule):
        if single.fire(readings) is not None:
            if holding is not None:
                return None
            holding = single
    return holding


def line_mentions(single: Rule, readings: Sequence[Reading]) -> Iterator[tuple[tuple[str, ...], Mention]]:
    """Return what each link of a rule's only line asks for, with the mention that answers it."""
    (condition,) = single.when
    views = [list(readings)] if single.scope == "conversation" else [[reading] for reading in readings]
    found = next((mentions for view in views if (mentions := condition.hold(view)) is not None), ())
    links = [link for part in condition.parts if not part.absent for link in part.chain]
    yield from zip(links, found, strict=False)
