"""Figures: the scores of the cases summed up, over all, by split and by tag."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from evals.intervals import Summary, bootstrap, clopper_pearson, mean, median, ninety_fifth, wilson
from evals.measures import MEASURES, Measure
from evals.results import CaseResult, Confusion, Figure, Stage

SUMMARIES: dict[str, Summary] = {"mean": mean, "median": median, "p95": ninety_fifth}
By = Literal["all", "split", "tag"]


def build_figures(results: Sequence[CaseResult], *, seed: int) -> tuple[Figure, ...]:
    """Return every measure over all cases, then over each split and tag."""
    return tuple(
        measure_figure(measure, group, by=by, of=of, seed=seed)
        for by, of, group in _groups(results)
        for measure in MEASURES
        if by == "all" or any(measure.source in result.scores for result in group)
    )


def measure_figure(
    measure: Measure, results: Sequence[CaseResult], *, by: By = "all", of: str = "", seed: int = 0
) -> Figure:
    """Sum up one measure over a group of cases."""
    scores = [result.scores[measure.source] for result in results if measure.source in result.scores]
    n = len(scores)
    if measure.kind == "rate":
        k = sum(map(bool, scores))
        exact = clopper_pearson(k, n) if measure.is_safety else None
        value = k / n if n else None
        return Figure(name=measure.name, by=by, of=of, value=value, n=n, k=k, interval=wilson(k, n), exact=exact)
    summary = SUMMARIES[measure.kind]
    values = [float(score) for score in scores]
    value = float(summary(np.asarray(values))) if n else None
    return Figure(name=measure.name, by=by, of=of, value=value, n=n, interval=bootstrap(values, summary, seed=seed))


def _groups(results: Sequence[CaseResult]) -> Iterator[tuple[By, str, Sequence[CaseResult]]]:
    yield "all", "", results
    for split in sorted({result.case.split for result in results if result.case.split}):
        yield "split", split, [result for result in results if result.case.split == split]
    for tag in sorted({tag for result in results for tag in result.case.tags}):
        yield "tag", tag, [result for result in results if tag in result.case.tags]


def confusion(results: Sequence[CaseResult]) -> tuple[Confusion, ...]:
    """Count cases by the route expected and the route got; an error counts as a route of its own."""
    pairs = Counter(
        (" or ".join(result.case.expect.route), result.shown.route.value if result.shown else "error")
        for result in results
        if result.case.expect.route
    )
    return tuple(Confusion(expected=want, got=got, n=n) for (want, got), n in sorted(pairs.items()))


def stages(results: Sequence[CaseResult]) -> tuple[Stage, ...]:
    """Return how long each stage took, in the order in which replies name them."""
    times: dict[str, list[float]] = {}
    for result in results:
        for name, time in result.shown.timings_ms.items() if result.shown else ():
            times.setdefault(name, []).append(time)
    return tuple(
        Stage(name=name, n=len(each), p50_ms=float(np.median(each)), p95_ms=float(np.percentile(each, 95)))
        for name, each in times.items()
    )
