"""Judges replies: scores and misses of each case, then retrieval over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.reply import Reply
from evals.cases import Case
from evals.grading.records import Seen, Verdict
from evals.grading.retrieval import Ranking, cited_documents, retrieval_scores
from evals.measures import GRADERS, MEASURES_BY_NAME, is_miss
from evals.results import CaseResult, Miss, Shown

_GATE = "right_in_4"  # the one retrieval measure whose 0 is listed as a miss


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, the set it is from, and what came back."""

    case: Case
    question_set: str
    seen: Seen
    error: str = ""


def judge(asked: Sequence[Asked]) -> tuple[tuple[CaseResult, ...], tuple[str, ...]]:
    """Return a result for each case, and notes on what could not be measured."""
    rankings = [
        Ranking(one.case.id, cited_documents(one.seen.reply) if one.seen.reply else (), one.case.expect.documents)
        for one in asked
        if one.case.expect.documents
    ]
    ranked: Mapping[str, Mapping[str, float]] = {}
    notes = []
    try:
        ranked = retrieval_scores(rankings)
    except ModuleNotFoundError as error:
        notes.append(f"Retrieval was not measured: {error.name} is missing (it is in the test extra).")
    return tuple(_judge_case(one, ranked.get(one.case.id, {})) for one in asked), tuple(notes)


def _judge_case(asked: Asked, retrieval: Mapping[str, float]) -> CaseResult:
    scores: dict[str, bool | float] = dict(retrieval)
    missed: dict[tuple[str, str], list[str]] = {}
    for name, grade in GRADERS.items():
        verdict = grade(asked.case, asked.seen)
        if isinstance(verdict, Verdict):
            scores[name] = verdict.happened
            if is_miss(MEASURES_BY_NAME[name], verdict.happened):
                missed.setdefault((verdict.expected, verdict.got), []).append(name)
        elif verdict is not None:
            scores[name] = verdict
    misses = [Miss(measures=tuple(names), expected=want, got=got) for (want, got), names in missed.items()]
    if retrieval and not retrieval[_GATE]:
        cited = ", ".join(cited_documents(asked.seen.reply)[:4]) if asked.seen.reply else ""
        misses.append(Miss(measures=(_GATE,), expected=", ".join(asked.case.expect.documents), got=cited or "none"))
    return CaseResult(
        case=asked.case,
        question_set=asked.question_set,
        shown=_shown(asked.seen.reply),
        error=asked.error,
        scores=scores,
        misses=tuple(misses),
    )


def _shown(reply: Reply | None) -> Shown | None:
    if reply is None:
        return None
    return Shown(
        route=reply.route,
        text=reply.text,
        abstained=reply.abstained,
        abstain_reason=reply.abstain_reason or "",
        documents=cited_documents(reply),
        citations=len(reply.citations),
        reasons=tuple(dict.fromkeys(reason.code for reason in reply.reasons)),
        timings_ms=reply.timings_ms,
    )
