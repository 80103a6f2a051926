"""Compares two runs over the same cases, case by case."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import ValidationError

from assistant.errors import QuestionSetError
from evals.cases import Record
from evals.figures import SUMMARIES
from evals.intervals import bootstrap_difference, mcnemar
from evals.measures import MEASURES, Measure, is_miss
from evals.results import FORM, CaseResult, Interval, Run

_RUN_FILE = "run.json"
_NAMED = 5  # cases that an error names
_FEWEST = 20  # with fewer cases a bootstrap interval is too narrow to fail a run by

Change = Literal["better", "worse", "same"]


class Difference(Record):
    """One figure in both runs, over the cases that have it in both."""

    name: str
    before: float
    after: float
    n: int
    only_before: int | None = None
    """Of a yes-or-no figure: cases that were right before only."""
    only_after: int | None = None
    p: float | None = None
    """McNemar's exact test, for yes-or-no figures."""
    interval: Interval | None = None
    """95 % bootstrap interval of after less before, for other figures."""
    change: Change
    is_significant: bool
    is_gated: bool
    """False for times, which fail no comparison."""


class ChangedCase(Record):
    """A case that a yes-or-no figure judges differently in the two runs."""

    id: str
    turns: tuple[str, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    before: str
    """The route shown, or the error."""
    after: str


class Comparison(Record):
    """Two runs, figure by figure and case by case."""

    cases: int
    alpha: float
    differences: tuple[Difference, ...]
    changed: tuple[ChangedCase, ...]
    """Cases that got worse in something come first."""
    unpaired: dict[str, int]
    """For each figure: cases that only one run has a score for, such as an abstention in one run only."""

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """Figures that are significantly worse and count."""
        return tuple(d for d in self.differences if d.change == "worse" and d.is_significant and d.is_gated)

    @property
    def has_regressed(self) -> bool:
        """Is any figure that counts significantly worse?"""
        return bool(self.regressions)


def read_run(path: Path) -> Run:
    """Read a run's JSON, or the one in a folder.

    Raises:
        QuestionSetError: there is none, or it is not of this form.
    """
    file = path / _RUN_FILE if path.is_dir() else path
    mend = "name a run.json, or a folder that `python -m evals run SET --out FOLDER` wrote"
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as error:
        raise QuestionSetError(f"cannot be read: {error.strerror}", where=str(file), mend=mend) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        what = f"is not a run of form {FORM}: {field + ': ' if field else ''}{first['msg']}"
        raise QuestionSetError(what, where=str(file), mend=mend) from error


def compare_runs(before: Run, after: Run, *, alpha: float = 0.05, seed: int = 0) -> Comparison:
    """Compare two runs of the same cases.

    Raises:
        QuestionSetError: the runs asked different cases.
    """
    pairs = _pairs(before, after)
    differences, unpaired = [], {}
    for measure in MEASURES:
        have = [(one, two) for one, two in pairs if measure.source in one.scores and measure.source in two.scores]
        alone = sum((measure.source in one.scores) != (measure.source in two.scores) for one, two in pairs)
        if alone:
            unpaired[measure.name] = alone
        if have:
            differences.append(_difference(measure, have, alpha=alpha, seed=seed))
    changed = [change for one, two in pairs if (change := _changed(one, two)) is not None]
    changed.sort(key=lambda change: (not change.worse, change.id))
    return Comparison(
        cases=len(pairs), alpha=alpha, differences=tuple(differences), changed=tuple(changed), unpaired=unpaired
    )


def _pairs(before: Run, after: Run) -> list[tuple[CaseResult, CaseResult]]:
    one = {result.case.id: result for result in before.cases}
    two = {result.case.id: result for result in after.cases}
    odd = sorted(
        key for key in one.keys() | two.keys() if key not in one or key not in two or one[key].case != two[key].case
    )
    if odd:
        named = ", ".join(odd[:_NAMED]) + (" …" if len(odd) > _NAMED else "")
        what = f"{len(odd)} cases are not the same in both: {named}"
        mend = "run both with the same sets, tags and split"
        raise QuestionSetError(what, where="the two runs", mend=mend)
    return [(one[key], two[key]) for key in sorted(one)]


def _difference(
    measure: Measure, pairs: Sequence[tuple[CaseResult, CaseResult]], *, alpha: float, seed: int
) -> Difference:
    old = [float(one.scores[measure.source]) for one, _ in pairs]
    new = [float(two.scores[measure.source]) for _, two in pairs]
    summary = SUMMARIES["mean" if measure.kind == "rate" else measure.kind]
    values = float(summary(np.asarray(old))), float(summary(np.asarray(new)))
    is_better = values[1] > values[0] if measure.better == "higher" else values[1] < values[0]
    change: Change = "same" if values[0] == values[1] else "better" if is_better else "worse"
    common: dict[str, Any] = {
        "name": measure.name,
        "before": values[0],
        "after": values[1],
        "n": len(pairs),
        "change": change,
    }
    if measure.kind == "rate":
        right = [(not is_miss(measure, bool(a)), not is_miss(measure, bool(b))) for a, b in zip(old, new, strict=True)]
        lost, won = right.count((True, False)), right.count((False, True))
        p = mcnemar(lost, won)
        tests: dict[str, Any] = {"only_before": lost, "only_after": won, "p": p, "is_significant": p < alpha}
    else:
        interval = bootstrap_difference(old, new, summary, seed=seed)
        is_clear = len(pairs) >= _FEWEST and interval is not None and not interval[0] <= 0 <= interval[1]
        tests = {"interval": interval, "is_significant": is_clear}
    return Difference.model_validate({**common, **tests, "is_gated": measure.is_repeatable})


def _changed(before: CaseResult, after: CaseResult) -> ChangedCase | None:
    better: list[str] = []
    worse: list[str] = []
    for measure in MEASURES:
        old, new = before.scores.get(measure.source), after.scores.get(measure.source)
        if measure.kind != "rate" or old is None or new is None or old == new:
            continue
        (worse if is_miss(measure, bool(new)) else better).append(measure.name)
    if not better and not worse:
        return None
    return ChangedCase(
        id=before.case.id,
        turns=before.case.turns,
        better=tuple(better),
        worse=tuple(worse),
        before=_got(before),
        after=_got(after),
    )


def _got(result: CaseResult) -> str:
    if result.shown is None:
        return result.error
    return f"{result.shown.route}, abstained" if result.shown.abstained else result.shown.route.value
