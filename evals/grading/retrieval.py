"""Retrieval by rank: the documents a reply cites, in order, against those it should cite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.reply import Reply
from evals.cases import Case
from evals.grading.records import Seen, Verdict

MEASURES = {
    "right_first": "Success@1",
    "right_in_4": "Success@4",
    "recall_at_4": "R@4",
    "mrr": "RR",
    "ndcg_at_10": "nDCG@10",
}
"""Our names, and those of ir-measures."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The documents of one case, best first, and those that are right."""

    case: str
    ranked: tuple[str, ...]
    relevant: tuple[str, ...]


def cited_documents(reply: Reply) -> tuple[str, ...]:
    """Return the cited documents in the order of their first citation."""
    return tuple(dict.fromkeys(citation.document for citation in reply.citations))


def found_in_4(case: Case, seen: Seen) -> Verdict | None:
    """Whether retrieval itself ranks a right document among its first four, whatever was then shown."""
    if not case.expect.documents or seen.found is None:
        return None
    first = seen.found[:4]
    happened = not set(first).isdisjoint(case.expect.documents)
    return Verdict(happened, ", ".join(case.expect.documents), ", ".join(first) or "none")


def retrieval_scores(rankings: Sequence[Ranking]) -> Mapping[str, Mapping[str, float]]:
    """Return each case's scores by measure; nothing cited scores 0."""
    if not rankings:
        return {}
    import ir_measures  # belongs to the test extra, and takes a second to load

    asked = {ir_measures.parse_measure(theirs): ours for ours, theirs in MEASURES.items()}
    qrels = {ranking.case: dict.fromkeys(ranking.relevant, 1) for ranking in rankings}
    run = {
        ranking.case: {document: 1 / place for place, document in enumerate(ranking.ranked, start=1)}
        for ranking in rankings
        if ranking.ranked
    }
    scores = {ranking.case: dict.fromkeys(MEASURES, 0.0) for ranking in rankings}
    if run:
        for metric in ir_measures.iter_calc(list(asked), qrels, run):
            scores[metric.query_id][asked[metric.measure]] = float(metric.value)
    return scores
