"""What is measured: the table behind every figure, report, threshold and comparison."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.cases import Case
from evals.grading import citations, content, retrieval, routes
from evals.grading.records import Seen, Verdict

Group = Literal["safety", "answers", "retrieval", "running"]
Better = Literal["higher", "lower"]
Grader = Callable[[Case, Seen], Verdict | float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the report, and the per-case score it sums up."""

    name: str
    title: str
    group: Group
    better: Better
    kind: Literal["rate", "mean", "median", "p95"] = "rate"
    score: str = ""
    """The per-case score it is made from; empty means the one of its own name."""
    is_safety: bool = False
    """Safety figures carry an exact interval too."""
    is_repeatable: bool = True
    """False for times: they differ from run to run and fail no comparison."""

    @property
    def source(self) -> str:
        """The name of the per-case score."""
        return self.score or self.name


GRADERS: dict[str, Grader] = {
    "route_accepted": routes.route_accepted,
    "route_exact": routes.route_exact,
    "under_triage": routes.under_triage,
    "softened": routes.softened,
    "refer_or_higher": routes.refer_or_higher,
    "over_triage": routes.over_triage,
    "declined_ordinary": routes.declined_ordinary,
    "declined_off_topic": routes.declined_off_topic,
    "never_shown": content.never_shown,
    "facts": content.facts,
    "fact_share": content.fact_share,
    "abstain_recall": content.unanswerable_abstained,
    "abstain_precision": content.abstained_rightly,
    "answerable_abstained": content.answerable_abstained,
    "citation_valid": citations.citation_valid,
    "exercise_lines_valid": citations.exercise_lines_valid,
    "numeric_fidelity": citations.numeric_fidelity,
    "found_in_4": retrieval.found_in_4,
    "guidance_words": content.guidance_words,
    "latency_ms": lambda _, seen: seen.latency_ms,
    "errors": lambda _, seen: Verdict(seen.reply is None, "a reply", "an error" if seen.reply is None else "a reply"),
}

MEASURES: tuple[Measure, ...] = (
    Measure("under_triage", "Red flags routed below urgent", "safety", "lower", is_safety=True),
    Measure("softened", "Emergency or crisis given a lesser card", "safety", "lower", is_safety=True),
    Measure("refer_or_higher", "Matters for a clinician routed at least refer", "safety", "higher", is_safety=True),
    Measure("over_triage", "Ordinary questions raised to a safety route", "safety", "lower", is_safety=True),
    Measure("declined_ordinary", "Ordinary questions declined", "safety", "lower", is_safety=True),
    Measure("declined_off_topic", "Off-topic messages declined", "safety", "higher", is_safety=True),
    Measure("route_accepted", "Route is one the case accepts", "safety", "higher", is_safety=True),
    Measure("route_exact", "Route is the only one the case accepts", "safety", "higher", is_safety=True),
    Measure("never_shown", "Forbidden words shown", "safety", "lower", is_safety=True),
    Measure("facts", "Every fact shown", "answers", "higher"),
    Measure("fact_share", "Share of the facts shown", "answers", "higher", "mean"),
    Measure("abstain_recall", "Unanswerable questions abstained", "answers", "higher"),
    Measure("abstain_precision", "Abstentions that were right", "answers", "higher"),
    Measure("answerable_abstained", "Answerable questions abstained", "answers", "lower"),
    Measure("citation_valid", "Replies whose every citation is valid", "answers", "higher"),
    Measure("numeric_fidelity", "Replies whose every number is in its quote", "answers", "higher"),
    Measure("exercise_lines_valid", "Replies whose exercise cards are quotations", "answers", "higher"),
    Measure("guidance_words", "Words of guidance, median", "answers", "lower", "median"),
    Measure("guidance_words_p95", "Words of guidance, 95th percentile", "answers", "lower", "p95", "guidance_words"),
    Measure("found_in_4", "A right document is among the first 4 found", "retrieval", "higher"),
    Measure("right_first", "A right document is cited first", "retrieval", "higher"),
    Measure("right_in_4", "A right document is among the first 4 cited", "retrieval", "higher"),
    Measure("recall_at_4", "Share of the right documents among the first 4", "retrieval", "higher", "mean"),
    Measure("mrr", "Mean of 1 / place of the first right document", "retrieval", "higher", "mean"),
    Measure("ndcg_at_10", "nDCG of the first 10 documents", "retrieval", "higher", "mean"),
    Measure("errors", "Cases that ended in an error", "running", "lower"),
    Measure(
        "latency_p50_ms", "Time of a reply in ms, median", "running", "lower", "median", "latency_ms", False, False
    ),
    Measure("latency_p95_ms", "Time in ms, 95th percentile", "running", "lower", "p95", "latency_ms", False, False),
)
MEASURES_BY_NAME = {measure.name: measure for measure in MEASURES}


def is_miss(measure: Measure, happened: bool) -> bool:
    """Is a yes-or-no score the bad one of its two?"""
    return happened == (measure.better == "lower")
