"""The set that guards every phrase, line and rule: each case is there for what no case before it notices.

First the rules' own examples, which guard without a case; then the cases that stand; then what people say (the reviewed
messages of the net that rules alone route rightly); then messages made by program. A case names in its tags what it
guards, so that a failure says which phrase was lost.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain import Route
from assistant.safety import Screen
from assistant.safety.lexicon import Lexicon
from assistant.safety.rules import Rule
from assistant.safety.words import Words, split_words
from evals.cases import Case, Expect
from evals.safety.fillers import Fillers
from evals.safety.mutate import asked_concepts
from evals.safety.phrases import MARK, Phrase, single_phrases
from evals.safety.trial import Heard, Trial, Turns, line_mentions, only_line
from evals.safety.wordings import Host, Wordings

_POOL_TRIES = 8
_CARRIERS = 12
_RAISED = 4  # examples beside which what raises the level is said
_SHRUNK = 0.7


@dataclass(slots=True)
class Draft:
    """A case in the making."""

    route: Route
    rules: set[str] = field(default_factory=set)
    guards: list[str] = field(default_factory=list)

    def as_case(self, turns: Turns) -> Case:
        """Return the case; its id is its text's, so that it stays when others come and go."""
        name = hashlib.sha256("\n".join(turns).encode()).hexdigest()[:10]
        tags = (*(f"rule:{rule}" for rule in sorted(self.rules)), *self.guards)
        return Case(id=f"phrase-{name}", turns=turns, tags=tags, split="dev", expect=Expect(route=(self.route,)))


def _guard(phrase: Phrase) -> str:
    return f"phrase:{phrase.concept}: {phrase.text}"


class PhraseSet:
    """Builds the set. `phrases`, `lines` and `rules` are what nothing guards yet."""

    def __init__(self, screen: Screen, concepts: Mapping[str, Sequence[Phrase]]) -> None:
        self.trial = Trial(screen, concepts)
        self.engine, self.concepts = screen.engine, concepts
        self.by_id = {rule.id: rule for rule in self.engine.rules}
        self.phrases: dict[Phrase, None] = dict.fromkeys(self.trial.index.phrases)
        self.lines = {(r.id, c.source): r for r in self.engine.rules for c in r.when if len(r.when) > 1}
        self.rules = set(self.by_id)
        self.needless: frozenset[Phrase] = frozenset()
        self.drafts: dict[Turns, Draft] = {}
        self.wordings = Wordings()
        self.fillers = Fillers(self.engine, concepts, asked_concepts(self.engine))
        self.texts = {name: [phrase.text for phrase in own] for name, own in concepts.items()}
        self.is_making = False  # made messages are no places for more: the place they were made from is known
        self._tries: Counter[Phrase] = Counter()

    def cases(self) -> list[Case]:
        """Return the cases, in the order of what they guard."""
        return sorted((draft.as_case(turns) for turns, draft in self.drafts.items()), key=lambda case: case.id)

    def add_examples(self) -> None:
        """Count what the rules' own examples notice: they are tried at every start."""
        for rule in self.engine.rules:
            for text in (*rule.must_fire, *rule.must_not_fire):
                heard = self.trial.hear(tuple(text.split(" || ")))
                readings = self.trial.read(heard.turns)
                self.fillers.remember(readings)
                fires = rule.fire(readings) is not None
                for phrase in self._open(heard):
                    if self.trial.changes(heard, phrase) and fires != (
                        rule.fire(self.trial.read(heard.turns, phrase)) is not None
                    ):
                        self._guarded(heard, phrase)
                single = only_line(rule, readings) if fires else None
                if single is not None:
                    self.lines.pop((rule.id, single.when[0].source), None)
                    self.add_line_hosts(heard.turns, single)
                self.trial.forget(heard)
            for _, conditions in rule.raise_to:
                links = [link for c in conditions for part in c.parts for link in part.chain]
                for name in sorted({name for link in links for name in link}):
                    for text in sorted(rule.must_fire, key=len)[:_RAISED]:
                        self.wordings.add_beside(name, tuple(text.split(" || ")))
        by_length = sorted((min(rule.must_fire, key=len) for rule in self.engine.rules), key=len)
        self.wordings.add_carriers(text for text in by_length[: 4 * _CARRIERS : 4] if " || " not in text)

    def add_case(
        self, turns: Turns, *, route: Route | None = None, most: int = 0, guards: Collection[str] = ()
    ) -> bool:
        """Take a conversation into the set if it guards what nothing guards yet.

        Args:
            turns: the user's messages.
            route: take it only if this is its route.
            most: how often a phrase is tried in vain before it is tried no more; 0 for always.
            guards: what it is known to guard; other phrases are then not tried.
        """
        heard = self.trial.hear(turns)
        if route in (None, heard.route):
            if route is not None or guards:
                self.fillers.remember(self.trial.read(turns))
            for phrase in self._open(heard):
                if _guard(phrase) in guards if guards else not most or self._tries[phrase] < most:
                    self._try(heard, phrase)
            self._try_lines(heard)
        self.trial.forget(heard)
        return turns in self.drafts

    def _open(self, heard: Heard) -> list[Phrase]:
        return sorted(heard.phrases & self.phrases.keys(), key=lambda phrase: (phrase.concept, phrase.number))

    def _try(self, heard: Heard, phrase: Phrase) -> None:
        lost = self.trial.loss(heard, phrase)
        self._tries[phrase] += 1
        if lost is not None:
            draft = self._draft(heard)
            if not lost & draft.rules:
                draft.rules.update(sorted(lost)[:1])
            draft.guards.append(_guard(phrase))
            self._guarded(heard, phrase)

    def _draft(self, heard: Heard) -> Draft:
        return self.drafts.setdefault(heard.turns, Draft(heard.route))

    def _guarded(self, heard: Heard, phrase: Phrase) -> None:
        self.phrases.pop(phrase, None)
        for turn, words in enumerate(heard.words if not self.is_making else ()):
            for first, last in sorted(self.trial.index.by_text[words.text].get(phrase, ()))[:1]:
                host = Host(heard.turns, turn, words.starts[first], words.ends[last - 1])
                self.wordings.add_host(phrase.concept, host)

    def _try_lines(self, heard: Heard) -> None:
        owners = {rule for rule, _ in self.lines}
        readings = self.trial.counting(heard.turns) if owners & heard.rules else []
        for name in sorted(owners & heard.rules):
            single = only_line(self.by_id[name], readings)
            if single is not None and (name, single.when[0].source) in self.lines:
                del self.lines[name, single.when[0].source]
                draft = self._draft(heard)
                draft.rules.add(name)
                draft.guards.append(f"line:{name}: {single.when[0].source}")
                self.add_line_hosts(heard.turns, single)
        for name in sorted(heard.leading & self.rules):
            if self.trial.needs_rule(heard, name):
                self.rules.discard(name)
                self._draft(heard).guards.append(f"route:{name}")
                self._draft(heard).rules.add(name)

    def add_line_hosts(self, turns: Turns, single: Rule) -> None:
        """Where words answer a line, other words for the same concepts may stand."""
        for link, mention in line_mentions(single, self.trial.counting(turns)):
            for name in link:
                self.wordings.add_host(name, Host(turns, mention.turn, mention.start, mention.end))
        for part in single.when[0].parts:
            for link in part.chain if part.absent else ():
                for name in link:
                    self.wordings.add_beside(name, turns)

    def add_pool(self, pool: Iterable[tuple[Turns, Route]]) -> None:
        """Take what people say. Most messages name nothing that is open, and to find that out costs little."""
        matcher, size = self._matcher(), len(self.phrases)
        for turns, route in pool:
            if len(self.phrases) < _SHRUNK * size:
                matcher, size = self._matcher(), len(self.phrases)
            if any(
                (phrase := self._named(match.concept)) in self.phrases and self._tries[phrase] < _POOL_TRIES
                for turn in turns
                for match in matcher.match(self.split(turn))
            ):
                self.add_case(turns, route=route, most=_POOL_TRIES)

    def _matcher(self) -> Lexicon:
        names = {f"{phrase.concept}{MARK}{phrase.number}" for phrase in self.phrases}
        singles = single_phrases(self.concepts)
        return Lexicon(self.texts | {name: own for name, own in singles.items() if name in names})

    def _named(self, name: str) -> Phrase | None:
        concept, mark, number = name.partition(MARK)
        return self.concepts[concept][int(number)] if mark else None

    def split(self, text: str) -> Words:
        """Read a text's words as a message's are read."""
        return split_words(text, self.engine.spellings, self.engine.corrector)
