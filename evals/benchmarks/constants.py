"""The table of constants: for each, the values tried on the dev split, and the figure that chose it.

`python -m evals.benchmarks.constants` renews docs/constants.md. One constant is changed at a time; the safety layer is
left out, since it has figures of its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any, cast

from assistant.answer import selection
from assistant.domain import Passage, Vector
from assistant.retrieval import hybrid, retriever, understand
from assistant.retrieval.understand import Question
from assistant.turn import Guidance
from evals.benchmarks import abstaining, ranking
from evals.benchmarks.guidance_only import answer, open_guidance, read_cases
from evals.cases import Case

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "constants.md"


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant of the answering steps, what it is, and the values to try."""

    module: ModuleType
    name: str
    meaning: str
    values: tuple[float, ...]


CONSTANTS = (
    Constant(understand, "_SAYS_ITSELF", "content words up to which a question is read with its statement", (0, 3, 6)),
    Constant(retriever, "FOLLOWING", "share of a follow-up's own words", (0.0, 0.3, 0.5, 0.7)),
    Constant(hybrid, "_ASKS_SO", "the most that a heading which says nearly the same adds", (0.0, 0.4, 0.8, 1.2)),
    Constant(hybrid, "_ASKS_SO_FROM", "the cosine over which it begins to", (0.7, 0.8, 0.9)),
    Constant(hybrid, "STRANGE", "taken from guidance for a group that nobody named", (0.0, 0.4, 0.8)),
    Constant(selection, "BY_SENTENCE", "worth of a section's nearest sentence", (0.0, 0.15, 0.3)),
    Constant(selection, "WORDS_MAIN", "words from the section that answers", (60, 80, 100)),
    Constant(selection, "WORDS_MORE", "words from a second section", (30, 46, 60)),
    Constant(selection, "SECOND_SHARE", "of the first score, to be quoted as well", (0.85, 0.8, 0.75, 0.65)),
    Constant(
        selection, "LEAST_OF_SECOND", "of the first's nearest sentence, that the second must reach", (0.8, 0.7, 0.6)
    ),
)


_OF_RETRIEVAL = (hybrid, retriever)  # what changes in these is retrieved anew


class _Remembering:
    """Embeds each text once for all runs."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._known: dict[str, Vector] = {}

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._inner.embed([text])[0]
        return [self._known[text] for text in texts]


class _RememberingRetriever:
    """Retrieves once for each question understood, until it is told to forget."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.embedder = inner.embedder
        self.known: dict[Question, list[Passage]] = {}

    def retrieve(self, question: Question) -> list[Passage]:
        if question not in self.known:
            self.known[question] = self._inner.retrieve(question)
        return self.known[question]


@contextmanager
def _set(constant: Constant, value: float) -> Iterator[None]:
    before = getattr(constant.module, constant.name)
    setattr(constant.module, constant.name, value)
    try:
        yield
    finally:
        setattr(constant.module, constant.name, before)


def measured(guidance: Guidance, cases: Sequence[Case]) -> tuple[int, int, float]:
    """Return the cases whose every fact is shown, those with a right document among four, and the median words."""
    given = [(case, answer(guidance, case.turns)) for case in cases]
    facts = sum(not one.missing(case) for case, one in given)
    right = sum(bool(set(one.documents[:4]) & set(case.expect.documents)) for case, one in given)
    return facts, right, median(one.words for _, one in given if one.words)


def table(guidance: Guidance, cases: Sequence[Case]) -> list[str]:
    """Return the Markdown table of constants; the value in use is in bold."""
    remembering = _RememberingRetriever(guidance.retriever)
    guidance = replace(guidance, retriever=cast(Any, remembering))
    in_use = measured(guidance, cases)
    rows = [
        "| constant | value | every fact shown | right document in 4 | words, median |",
        "| --- | --- | --- | --- | --- |",
    ]
    for constant in CONSTANTS:
        used = getattr(constant.module, constant.name)
        for value in constant.values:
            facts, right, words = in_use
            if value != used:
                kept = dict(remembering.known)
                if constant.module in _OF_RETRIEVAL:
                    remembering.known.clear()
                with _set(constant, value):
                    facts, right, words = measured(guidance, cases)
                remembering.known = kept
            shown = f"**{value:g}**" if value == used else f"{value:g}"
            name = f"`{constant.name.lstrip('_')}`, {constant.meaning}" if value == constant.values[0] else ""
            rows.append(f"| {name} | {shown} | {facts / len(cases):.1%} | {right / len(cases):.1%} | {words:g} |")
    return rows


def page(guidance: Guidance, cases: Sequence[Case]) -> str:
    """Return docs/constants.md."""
    asked = [case for case in cases if case.expect.facts and case.expect.documents]
    given = ranking.choices(guidance, cases)
    pulls, pull = ranking.table(given)
    seen = abstaining.measure(guidance, cases)
    curve = abstaining.curve(seen, abstaining.chances(seen))
    unanswerable = sum(not one.is_answerable for one in seen)
    blocks = [
        "# Constants of the answering steps",
        "Made by `python -m evals.benchmarks.constants`, on the dev split alone, without the safety layer.",
        "## Weights of the ranking",
        f"`python -m evals.benchmarks.ranking --write` fits them; {len(given)} questions, {ranking.FOLDS} folds. The "
        "figures are of questions left out of the fit. Weights are drawn towards those set by hand: the strongest pull "
        f"within half a point of the best is taken, here {pull:g}. What each weight is for stands in "
        "`assistant/retrieval/hybrid.py`, its value in `assistant/retrieval/data/ranking.yaml`.",
        "\n".join(pulls),
        "## The line between an answer and “the guidance does not say”",
        f"`python -m evals.benchmarks.abstaining --write` fits it; {len(seen)} questions, {unanswerable} of them "
        f"unanswerable, {ranking.FOLDS} folds. Of the lines that abstain on {abstaining.LEAST_ABSTAINED:.0%} of "
        f"the unanswerable ones and on {abstaining.MOST_LOST:.0%} of the others at most, the one that tells "
        f"them apart best is taken, here {abstaining.chosen_line(curve):g}.",
        "\n".join(abstaining.table(curve)),
        "## Reading and composing",
        f"{len(asked)} questions with facts and documents. One is changed at a time; the value in use is bold.",
        "\n".join(table(guidance, asked)),
    ]
    return "\n\n".join(blocks) + "\n"


def main() -> int:
    """Renew the page."""
    guidance = open_guidance()
    guidance.retriever.embedder = _Remembering(guidance.retriever.embedder)
    PAGE.write_text(page(guidance, read_cases(ranking.set_paths(), "dev")), encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
