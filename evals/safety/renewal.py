"""The set of phrases, read, written and compared with the one before, so that a reviewer sees what fell silent."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.safety import Screen
from evals.cases import Case
from evals.reading import read_sets
from evals.safety.mutate import RULE_TAG
from evals.safety.screening import decide

SET_FILE = Path(__file__).resolve().parent.parent / "sets" / "safety-phrases.jsonl"
COMMAND = "python -m evals.safety phrases"
_PHRASE, _LINE, _ROUTE = "phrase:", "line:", "route:"


def read_guards(path: Path = SET_FILE) -> tuple[Case, ...]:
    """Return the cases of the set, none where there is no file yet.

    Raises:
        QuestionSetError: the file breaks the form.
    """
    return read_sets([path])[0].cases if path.exists() else ()


def write_guards(cases: Sequence[Case], path: Path = SET_FILE) -> None:
    """Write the set, a case a line."""
    rows = (
        {"id": c.id, "turns": c.turns, "tags": c.tags, "split": c.split, "expect": {"route": c.expect.route[0]}}
        for c in cases
    )
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def guards_of(case: Case) -> list[str]:
    """Return what a case guards, as its tags say."""
    return [tag for tag in case.tags if tag.startswith((_PHRASE, _LINE, _ROUTE))]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A case that no longer holds."""

    case: Case
    routes: tuple[str, str] | None = None  # as the set says, and now
    silent: tuple[str, ...] = ()

    def __str__(self) -> str:
        what = [f"route {self.routes[0]} → {self.routes[1]}"] if self.routes else []
        what += [f"rule {rule} silent" for rule in self.silent]
        said = " || ".join(self.case.turns)
        return f"{self.case.id} {said!r}: {', '.join(what)}; guards {'; '.join(guards_of(self.case))}"


def fallen(cases: Sequence[Case], screen: Screen) -> Iterator[Fallen]:
    """Return the cases that rules alone route otherwise, or in which a rule that they name is silent."""
    for case in cases:
        decision = decide(screen, case.turns)
        named = [tag.removeprefix(RULE_TAG) for tag in case.tags if tag.startswith(RULE_TAG)]
        fired = {reason.rule for reason in decision.reasons}
        silent = tuple(rule for rule in named if rule not in fired)
        routes = None if decision.route in case.expect.route else (str(case.expect.route[0]), str(decision.route))
        if routes or silent:
            yield Fallen(case, routes, silent)


def renewal_lines(before: Sequence[Case], after: Sequence[Case], lost: Sequence[Fallen]) -> list[str]:
    """Say what a renewal changed: what no longer holds first, then what came and went."""
    told = [f"fell: {each}" for each in lost]
    old, new = _guarded(before), _guarded(after)
    told += [f"no longer guarded: {guard} (was {old[guard]})" for guard in sorted(old.keys() - new.keys())]
    gone, come = {c.turns for c in before}, {c.turns for c in after}
    told.append(
        f"{len(after)} cases: {len(come - gone)} new, {len(gone - come)} dropped, {len(lost)} that no longer held; "
        f"{len(new)} guards, {len(new.keys() - old.keys())} of them new"
    )
    return told


def _guarded(cases: Sequence[Case]) -> Mapping[str, str]:
    return {guard: case.id for case in cases for guard in guards_of(case)}


def count_by_concept(names: Sequence[str]) -> str:
    """Return how many of some phrases each concept has, most first."""
    counts = Counter(names).most_common()
    return ", ".join(f"{name} {count}" for name, count in counts)
