"""Runs question sets through an assistant and builds the record of the run."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from assistant.domain import Library
from assistant.errors import QuestionSetError
from assistant.reply import Reply
from evals.cases import Case, QuestionSet
from evals.figures import build_figures, confusion, stages
from evals.grading.records import Seen
from evals.judging import Asked, judge
from evals.results import Run, Source


class Answerer(Library, Protocol):
    """Anything that replies to the user's messages, oldest first, and knows the documents it cites."""

    def reply(self, messages: Sequence[str]) -> Reply:
        """Return the reply to the last message."""
        ...


@runtime_checkable
class Finder(Protocol):
    """What also says which documents its retrieval ranks best."""

    def find(self, messages: Sequence[str]) -> Sequence[str]:
        """Return document ids, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases to run: any of the tags, and the split. Empty means all."""

    tags: tuple[str, ...] = ()
    split: str = ""

    def takes(self, case: Case) -> bool:
        """Is the case to be run?"""
        return (not self.tags or bool(set(self.tags) & set(case.tags))) and (not self.split or case.split == self.split)


def run_sets(
    sets: Sequence[QuestionSet],
    answerer: Answerer,
    *,
    selection: Selection,
    seed: int,
    on_case: Callable[[str], None] = lambda _: None,
) -> Run:
    """Ask every case that the selection takes, and judge the replies.

    Args:
        sets: the question sets.
        answerer: the assistant.
        selection: the cases to ask.
        seed: for the bootstrap intervals.
        on_case: called with the id of each case before it is asked.

    Raises:
        QuestionSetError: the selection takes no case.
    """
    chosen = [(case, each.name) for each in sets for case in each.cases if selection.takes(case)]
    if not chosen:
        tags = sorted({tag for each in sets for case in each.cases for tag in case.tags})
        where = ", ".join(each.name for each in sets)
        mend = f"choose other tags or another split; tags here: {', '.join(tags) or 'none'}"
        raise QuestionSetError("no case has the tag and split asked for", where=where, mend=mend)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    asked = tuple(_ask_all(chosen, answerer, on_case))
    results, notes = judge(asked)
    return Run(
        started_at=started,
        seed=seed,
        selection={"tags": selection.tags, "split": (selection.split,) if selection.split else ()},
        versions=_versions(asked),
        sources=tuple(_source(each, selection) for each in sets),
        figures=build_figures(results, seed=seed),
        confusion=confusion(results),
        stages=stages(results),
        notes=notes,
        cases=results,
    )


def _ask_all(chosen: Sequence[tuple[Case, str]], answerer: Answerer, on_case: Callable[[str], None]) -> Iterator[Asked]:
    _ask(chosen[0][0], "", answerer)  # loads what is loaded on first use, so that no case's time has it
    for case, name in chosen:
        on_case(case.id)
        yield _ask(case, name, answerer)


def _ask(case: Case, name: str, answerer: Answerer) -> Asked:
    began = time.perf_counter()
    try:
        reply = answerer.reply(case.turns)
        latency_ms = 1000 * (time.perf_counter() - began)
        found = tuple(answerer.find(case.turns)) if case.expect.documents and isinstance(answerer, Finder) else None
    except Exception as error:  # whatever it is, it is this case's result, and the next case still runs
        return Asked(case, name, Seen(None, answerer), f"{type(error).__name__}: {error}")
    return Asked(case, name, Seen(reply, answerer, latency_ms, found))


def _versions(asked: Sequence[Asked]) -> dict[str, str]:
    """Return the versions that the replies name; several of one kind are joined, so that a mix shows."""
    found: dict[str, dict[str, None]] = {}
    for one in asked:
        for key, version in one.seen.reply.versions.model_dump().items() if one.seen.reply else ():
            found.setdefault(key, {})[str(version)] = None
    return {key: ", ".join(versions) for key, versions in found.items()}


def _source(question_set: QuestionSet, selection: Selection) -> Source:
    taken = sum(map(selection.takes, question_set.cases))
    return Source(name=question_set.name, sha256=question_set.sha256, cases=len(question_set.cases), run=taken)
