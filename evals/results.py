"""The records of a run: what came back for each case, how it was judged, and the figures."""

from typing import Literal

from pydantic import Field

from assistant.domain import Route
from evals.cases import Case, Record

FORM: Literal[1] = 1
"""Of the run's JSON; a comparison refuses any other."""

Interval = tuple[float, float]


class Miss(Record):
    """What was expected and what came instead, by the measures that count it."""

    measures: tuple[str, ...]
    expected: str
    got: str


class Shown(Record):
    """What a reply showed, as far as a report needs it."""

    route: Route
    text: str
    abstained: bool = False
    abstain_reason: str = ""
    documents: tuple[str, ...] = ()
    """Cited documents, in order of first citation."""
    citations: int = 0
    reasons: tuple[str, ...] = ()
    """Codes of the rules behind the route."""
    timings_ms: dict[str, float] = Field(default_factory=dict)


class CaseResult(Record):
    """One case, judged."""

    case: Case
    question_set: str
    shown: Shown | None = None
    """None after an error."""
    error: str = ""
    scores: dict[str, bool | float] = Field(default_factory=dict)
    """By score name; a measure that does not apply has none."""
    misses: tuple[Miss, ...] = ()


class Figure(Record):
    """One figure over one group of cases. `value` is None when nothing was measured."""

    name: str
    by: Literal["all", "split", "tag"] = "all"
    of: str = ""
    """The split's or tag's name."""
    value: float | None
    n: int
    k: int | None = None
    """How many of the n, for shares."""
    interval: Interval | None = None
    """95 %: Wilson for shares, percentile bootstrap otherwise."""
    exact: Interval | None = None
    """95 % Clopper-Pearson, for safety figures."""


class Confusion(Record):
    """How many cases that expect one route got another."""

    expected: str
    got: str
    n: int


class Stage(Record):
    """How long a stage of the reply took."""

    name: str
    n: int
    p50_ms: float
    p95_ms: float


class Source(Record):
    """A question set of the run."""

    name: str
    sha256: str
    cases: int
    run: int
    """How many of them the selection took."""


class ThresholdResult(Record):
    """A bar, and whether the run cleared it."""

    figure: str
    by: Literal["all", "split", "tag"] = "all"
    of: str = ""
    bar: str
    """Such as `at least 0.92`."""
    value: float | None
    n: int
    state: Literal["met", "missed"]


class Run(Record):
    """One run: what was asked, of which assistant, and how it did."""

    form: Literal[1] = FORM
    started_at: str
    seed: int
    selection: dict[str, tuple[str, ...]]
    """The tags and split asked for; empty lists mean all."""
    versions: dict[str, str]
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    confusion: tuple[Confusion, ...] = ()
    stages: tuple[Stage, ...] = ()
    thresholds: tuple[ThresholdResult, ...] = ()
    notes: tuple[str, ...] = ()
    cases: tuple[CaseResult, ...]

    @property
    def missed(self) -> tuple[CaseResult, ...]:
        """The cases with a miss or an error, safety misses first, then by id."""
        return tuple(sorted((c for c in self.cases if c.misses), key=lambda c: (not _is_safety(c), c.case.id)))

    @property
    def has_failed(self) -> bool:
        """Was a threshold missed?"""
        return any(result.state == "missed" for result in self.thresholds)


def _is_safety(result: CaseResult) -> bool:
    grave = {"under_triage", "softened", "refer_or_higher", "never_shown"}
    return any(grave & set(miss.measures) for miss in result.misses)
