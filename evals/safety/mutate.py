"""Mutation: does any case notice when a rule, a line of its conditions or a phrase is gone?

A case is a conversation, which notices a change of its route, and the rules it names (a tag `rule:ID`) falling silent.
For phrases and lines the rules' own examples count too. A deleted rule is noticed by a changed route only.
Only conversations that a mutated part fired on are routed again.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain import Route
from assistant.safety import Screen
from assistant.safety.engine import Engine
from assistant.safety.reading import Reading
from assistant.safety.rules import Rule
from assistant.safety.words import split_words
from evals.cases import Case
from evals.safety.figures import Share, table
from evals.safety.needless import needless_phrases
from evals.safety.phrases import LexiconWithout, Phrase, PhraseIndex
from evals.safety.screening import TODAY, decide

Kind = Literal["rule deleted", "condition deleted", "phrase deleted", "signs denied"]
KINDS: tuple[Kind, ...] = ("rule deleted", "condition deleted", "phrase deleted", "signs denied")
SCORE_BAR = 0.9
MOST_LISTED = 200  # survivors of a kind, in the file of results; `--list` prints all
RULE_TAG = "rule:"
Turns = tuple[str, ...]
Concepts = Mapping[str, Sequence[Phrase]]
Conversations = Mapping[Turns, frozenset[str]]  # and the rules that each names


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change. `reached` counts the cases that it could have touched."""

    kind: Kind
    name: str
    is_killed: bool
    reached: int
    is_needless: bool = False  # another phrase does as well: nothing can notice, and it is not scored


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the unchanged layer does with every conversation."""

    screen: Screen
    routes: Mapping[Turns, tuple[Route, frozenset[str]]]  # with those of the rules named that fire
    named: Conversations
    fired: Mapping[str, tuple[Turns, ...]]  # by rule


def run_mutation(
    conversations: Conversations, screen: Screen, concepts: Concepts, *, sample: int = 0, seed: int = 0
) -> list[Mutant]:
    """Try every mutant.

    Args:
        conversations: the user's turns of each case, with the rules that it names.
        screen: rules without the net, whose answers would hide what a rule no longer finds.
        concepts: the phrases of the concepts that the screen was opened with.
        sample: so many phrases, drawn by the seed; 0 for all.
        seed: of the draw.
    """
    baseline = _baseline(conversations, screen)
    mutants = [*_rules(baseline), *_conditions(baseline)]
    mutants += _phrases(baseline, concepts, sample=sample, seed=seed)
    return mutants + list(_denials(screen.engine))


def score(mutants: Sequence[Mutant], kind: Kind | None = None) -> Share:
    """Count the mutants that some case notices, of one kind or all; needless phrases are left out."""
    chosen = [m for m in mutants if kind in (None, m.kind) and not m.is_needless]
    return Share(sum(mutant.is_killed for mutant in chosen), len(chosen))


def conversations_of(cases: Iterable[Case]) -> dict[Turns, frozenset[str]]:
    """Return the conversations of cases, with the rules that their tags name."""
    named: dict[Turns, frozenset[str]] = {}
    for case in cases:
        rules = frozenset(tag.removeprefix(RULE_TAG) for tag in case.tags if tag.startswith(RULE_TAG))
        named[case.turns] = named.get(case.turns, frozenset()) | rules
    return named


def _baseline(conversations: Conversations, screen: Screen) -> Baseline:
    routes: dict[Turns, tuple[Route, frozenset[str]]] = {}
    fired: defaultdict[str, list[Turns]] = defaultdict(list)
    for turns, named in conversations.items():
        decision = decide(screen, turns)
        rules = {reason.rule for reason in decision.reasons}
        routes[turns] = decision.route, named & rules
        for rule in rules:
            fired[rule].append(turns)
    return Baseline(screen, routes, conversations, {rule: tuple(found) for rule, found in fired.items()})


def _notices(baseline: Baseline, engine: Engine, conversations: Sequence[Turns], *, by_rule: bool = True) -> bool:
    """Whether any conversation is routed otherwise or, `by_rule`, no longer fires a rule that it names."""
    rules = {rule.id: rule for rule in engine.rules}
    mutated = replace(baseline.screen, engine=engine, rules=rules)
    for turns in conversations:
        route, fired = baseline.routes[turns]
        decision = decide(mutated, turns)
        if decision.route is not route or (by_rule and not fired <= {reason.rule for reason in decision.reasons}):
            return True
    return False


def _rules(baseline: Baseline) -> Iterator[Mutant]:
    engine = baseline.screen.engine
    for rule in engine.rules:
        reached = baseline.fired.get(rule.id, ())
        without = replace(engine, rules=tuple(other for other in engine.rules if other is not rule))
        yield Mutant("rule deleted", rule.id, _notices(baseline, without, reached, by_rule=False), len(reached))


def _conditions(baseline: Baseline) -> Iterator[Mutant]:
    """A rule with a single line is the rule itself and no mutant of its own."""
    engine = baseline.screen.engine
    for rule in engine.rules:
        reached = baseline.fired.get(rule.id, ())
        for condition in rule.when if len(rule.when) > 1 else ():
            fewer = replace(rule, when=tuple(other for other in rule.when if other is not condition))
            changed = replace(engine, rules=tuple(fewer if other is rule else other for other in engine.rules))
            killed = _example_fails(engine, fewer) or _notices(baseline, changed, reached)
            yield Mutant("condition deleted", f"{rule.id}: {condition.source}", killed, len(reached))


def _example_fails(engine: Engine, rule: Rule) -> bool:
    return any(rule.fire(_read(engine, text)) is None for text in rule.must_fire)


def _phrases(baseline: Baseline, concepts: Concepts, *, sample: int, seed: int) -> Iterator[Mutant]:
    engine = baseline.screen.engine
    conversations: defaultdict[str, list[Turns]] = defaultdict(list)
    for turns in baseline.routes:
        for turn in dict.fromkeys(turns):
            conversations[turn].append(turns)
    examples: defaultdict[str, list[tuple[Rule, str]]] = defaultdict(list)
    for rule in engine.rules:
        for text in (*rule.must_fire, *rule.must_not_fire):
            for part in dict.fromkeys(text.split(" || ")):
                examples[part].append((rule, text))
    words = [engine.read(text, turn=0, today=TODAY).words for text in sorted({*conversations, *examples})]
    index = PhraseIndex(concepts, engine.lexicon, words)
    needless = needless_phrases(
        concepts, lambda text: split_words(text, engine.spellings, engine.corrector), asked_concepts(engine)
    )
    said: defaultdict[Phrase, list[str]] = defaultdict(list)
    for text, found in index.by_text.items():
        for phrase in found:
            said[phrase].append(text)
    for phrase in _drawn(index.phrases, sample, seed):
        reached = list(dict.fromkeys(turns for text in said[phrase] for turns in conversations.get(text, ())))
        own = [pair for text in said[phrase] for pair in examples.get(text, ())]
        mutated = replace(engine, lexicon=LexiconWithout(index, phrase))
        touched = {text for text in said[phrase] if index.changes(phrase, text)}  # the others are read as before
        killed = any(
            _differs(engine, mutated, rule, text) for rule, text in own if touched.intersection(text.split(" || "))
        ) or _notices(baseline, mutated, [turns for turns in reached if touched.intersection(turns)])
        name = f"{phrase.concept}: {phrase.text}"
        yield Mutant("phrase deleted", name, killed, len(reached) + len(own), not killed and phrase in needless)


def asked_concepts(engine: Engine) -> frozenset[str]:
    """Return the concepts that the rules ask for."""
    conditions = [
        c for rule in engine.rules for lines in (rule.when, *(more for _, more in rule.raise_to)) for c in lines
    ]
    return frozenset(name for c in conditions for part in c.parts for link in part.chain for name in link)


def _drawn(phrases: Sequence[Phrase], sample: int, seed: int) -> Sequence[Phrase]:
    if not 0 < sample < len(phrases):
        return phrases
    drawn = set(random.Random(seed).sample(range(len(phrases)), sample))
    return [phrase for number, phrase in enumerate(phrases) if number in drawn]


def _differs(before: Engine, after: Engine, rule: Rule, text: str) -> bool:
    return (rule.fire(_read(before, text)) is None) != (rule.fire(_read(after, text)) is None)


def _denials(engine: Engine) -> Iterator[Mutant]:
    """Put "no" before all the words that fired a rule's own example: the rule should fall silent."""
    for rule in engine.rules:
        for text in rule.must_fire:
            reason = rule.fire(_read(engine, text))
            if reason is None or " || " in text:
                continue
            denied = text
            for start in sorted({hit.start for hit in reason.hits}, reverse=True):
                denied = f"{denied[:start]}no {denied[start:]}"
            silent = rule.fire(_read(engine, denied)) is None
            yield Mutant("signs denied", f"{rule.id}: {denied}", silent, 1)


def _read(engine: Engine, text: str) -> list[Reading]:
    return [engine.read(part, turn=turn, today=TODAY) for turn, part in enumerate(text.split(" || "))]


def mutation_table(mutants: Sequence[Mutant]) -> str:
    """Set out the score by kind, how many mutants no case reaches, and how many phrases are needless."""
    rows = []
    for kind in (*KINDS, None):
        chosen = [mutant for mutant in mutants if kind in (None, mutant.kind)]
        counted = [mutant for mutant in chosen if not mutant.is_needless]
        unreached = sum(not mutant.reached for mutant in counted)
        rows.append((kind or "all", str(score(mutants, kind)), str(unreached), str(len(chosen) - len(counted))))
    return table(("mutants", "noticed by some case", "reached by no case", "needless, not scored"), rows)


def survivors(mutants: Sequence[Mutant]) -> list[str]:
    """Return the mutants that nothing notices: those that cases reach first, for they are the telling ones."""
    alive = sorted(
        (m for m in mutants if not m.is_killed), key=lambda m: (m.is_needless, KINDS.index(m.kind), not m.reached)
    )
    return [f"{'needless' if m.is_needless else m.kind}: {m.name} ({m.reached} reached)" for m in alive]


def shortened(lines: Sequence[str], most: int = MOST_LISTED) -> list[str]:
    """Return the first survivors of each kind, and how many more there are."""
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        kept[line.partition(":")[0]].append(line)
    told = []
    for kind, own in kept.items():
        told += own[:most]
        if len(own) > most:
            told.append(f"{kind}: and {len(own) - most} more")
    return told
