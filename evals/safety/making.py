"""The messages of the set that nobody said: lines of rules written out, and phrases put where others stand."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from assistant.domain import Route
from assistant.safety import Screen
from assistant.safety.conditions import Condition
from assistant.safety.rules import Rule
from evals.cases import Case
from evals.net.data import read_messages
from evals.safety.mutate import asked_concepts
from evals.safety.needless import needless_phrases, sample_texts
from evals.safety.phrase_set import PhraseSet
from evals.safety.phrases import MARK, Phrase, read_phrases
from evals.safety.trial import Turns, only_line
from evals.safety.wordings import Host, line_texts

_MOST_TRIES = 30  # messages made for a phrase
_FEW_TRIES = 6
_HOPELESS = 5  # phrases of a concept that no made message guarded, before fewer are tried
_MOST_TEXTS = 3
_LINE_TEXTS = 5
_RULE_TEXTS = 20


class Maker:
    """Makes messages for what nothing guards yet."""

    def __init__(self, built: PhraseSet) -> None:
        self.built = built

    def add_lines(self) -> None:
        """Write out the lines and rules that are left with what people say for their concepts."""
        fillers = {name: self.built.fillers.of(name) for name in sorted(asked_concepts(self.built.engine))}
        for rule in self.built.engine.rules:
            for condition in rule.when:
                self._write_out(rule, condition, fillers)
        for name in sorted(self.built.rules):
            for condition in self.built.by_id[name].when:
                for text in itertools.islice(line_texts(condition, fillers), _RULE_TEXTS):
                    if name in self.built.rules:
                        self.built.add_case((text,))

    def _write_out(self, rule: Rule, condition: Condition, fillers: Mapping[str, Sequence[str]]) -> None:
        """Find texts that only this line fires on: a case, where it has none, and places for other words."""
        found = 0
        for text in line_texts(condition, fillers):
            single = only_line(rule, self.built.trial.counting((text,)))
            if single is not None and single.when[0] is condition:
                if (rule.id, condition.source) in self.built.lines:
                    self.built.add_case((text,))
                self.built.add_line_hosts((text,), single)
                found += 1
                if found == _LINE_TEXTS:
                    return

    def add_made(self) -> None:
        """Make messages for the phrases that are left, and are not needless."""
        self.built.needless = needless_phrases(
            self.built.concepts, self.built.split, asked_concepts(self.built.engine), list(self.built.phrases)
        )
        self.built.is_making = True
        left: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.built.phrases:
            if phrase not in self.built.needless:
                left[phrase.concept].append(phrase)
        for phrases in left.values():
            failures = 0
            for phrase in phrases:
                failures = 0 if self._make(phrase, failures < _HOPELESS) else failures + 1

    def _make(self, phrase: Phrase, is_promising: bool) -> bool:
        texts = self._written_out(phrase)
        if not texts:
            return False
        users = self.built.trial.index.users(phrase.concept) | self._hidden(phrase, texts[0])
        made: dict[Turns, Host | str] = {}
        for turns, place in self.built.wordings.of(phrase.concept, users, texts):
            made.setdefault(turns, place)
        for turns in itertools.islice(made, _MOST_TRIES if is_promising else _FEW_TRIES):
            if phrase in self.built.phrases:
                self.built.add_case(turns)
                if phrase not in self.built.phrases:
                    self.built.wordings.worked(phrase.concept, made[turns])
        return phrase not in self.built.phrases

    def _hidden(self, phrase: Phrase, text: str) -> frozenset[str]:
        """Return the concepts that a figure of speech hides: it stands where they would count."""
        if not phrase.concept.startswith("mask-"):
            return frozenset()
        return frozenset(match.concept for match in self.built.engine.lexicon.match(self.built.split(text)))

    def _written_out(self, phrase: Phrase) -> list[str]:
        """Return texts of a phrase's words that name it, those first that no other phrase of its concept covers."""
        alone = self.built.trial.index.alone
        name = f"{phrase.concept}{MARK}{phrase.number}"
        ranked = []
        for text in sample_texts(phrase, self.built.texts):
            matches = alone.match(self.built.split(text))
            if any(match.concept == name for match in matches):
                others = sum(match.concept.startswith(f"{phrase.concept}{MARK}") for match in matches) - 1
                ranked.append((others, len(text), text))
        return [text for _, _, text in sorted(ranked)[:_MOST_TEXTS]]


def unguarded(built: PhraseSet) -> list[str]:
    """Return what nothing notices, but for needless phrases."""
    told = [f"rule {name}" for name in sorted(built.rules)]
    told += [f"line {name}: {source}" for name, source in sorted(built.lines)]
    return told + [f"phrase {p.concept}: {p.text}" for p in built.phrases if p not in built.needless]


def build_guards(screen: Screen, before: Sequence[Case], *, show: Callable[[str], None]) -> PhraseSet:
    """Build the set: examples, the cases that stand, what people say, made messages.

    Args:
        screen: rules without the net.
        before: the cases of the set as it stands; those that still guard something stay.
        show: told after each step what is still unguarded.
    """
    built = PhraseSet(screen, read_phrases(screen.engine.spellings))
    maker = Maker(built)
    steps: dict[str, Callable[[], object]] = {
        "the rules' own examples": built.add_examples,
        "cases that stand": lambda: [built.add_case(case.turns, guards=case.tags) for case in before],
        "what people say": lambda: built.add_pool(_pool()),
        "lines written out": maker.add_lines,
        "phrases put where others stand": maker.add_made,
    }
    for name, step in steps.items():
        step()
        left = sum(phrase not in built.needless for phrase in built.phrases)
        show(f"after {name}: {left} phrases, {len(built.lines)} lines, {len(built.rules)} rules unguarded")
    return built


def _pool() -> list[tuple[Turns, Route]]:
    said = {message.turns: Route(message.route) for message in read_messages()}
    return sorted(said.items(), key=lambda each: (sum(map(len, each[0])), each[0]))
