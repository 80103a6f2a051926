"""Fits the line between an answer and "the guidance does not say" on the dev split, and draws the risk-coverage curve.

`python -m evals.benchmarks.abstaining` prints the table; with `--write` it renews
assistant/retrieval/data/abstaining.yaml. The chances in the table are of questions left out of the fit, fold by fold.
"""

import argparse
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.domain import Message
from assistant.retrieval.answerable import Features, Limits, features, probability, read_limits
from assistant.turn import Guidance
from evals.benchmarks.guidance_only import open_guidance, read_cases
from evals.benchmarks.ranking import FOLDS, set_paths
from evals.cases import Case

LINES = (0.08, 0.12, 0.16, 0.20, 0.24, 0.28, 0.32, 0.36, 0.40, 0.45, 0.50)
"""The chances from which a question could be answered."""
LEAST_ABSTAINED = 0.92  # of the unanswerable ones
MOST_LOST = 0.03  # of the answerable ones that it may abstain on
_WEAK = 0.5  # of the line: below, the reply says that the guidance does not say, above, that the match is weak


@dataclass(frozen=True, slots=True)
class Measured:
    """A case that asks one thing."""

    id: str
    is_answerable: bool
    seen: Features


def measure(guidance: Guidance, cases: Sequence[Case]) -> list[Measured]:
    """Return the features of the cases that ask one thing."""
    found = []
    for case in cases:
        questions = guidance.understanding.read([Message(turn) for turn in case.turns])
        answerable = not case.expect.abstain and (case.expect.abstain is False or bool(case.expect.facts))
        if len(questions) != 1 or not (answerable or case.expect.abstain):
            continue
        passages = guidance.retriever.retrieve(questions[0])
        seen = features(questions[0], passages, guidance.stemmer, guidance.vocabulary)
        found.append(Measured(case.id, answerable, seen))
    return found


def fit(given: Sequence[Measured]) -> Limits:
    """Return the logistic score that tells answerable questions best; a foreign subject never reaches it."""
    from sklearn.linear_model import LogisticRegression

    own = [one for one in given if not one.seen.foreign]
    rows = [(one.seen.score, one.seen.uncovered, one.seen.unknown) for one in own]
    model: Any = LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000)
    model.fit(np.array(rows), np.array([one.is_answerable for one in own]))
    score, uncovered, unknown = (round(float(value), 2) for value in model.coef_[0])
    return Limits(round(float(model.intercept_[0]), 2), score, uncovered, unknown, 0.5, 0.25)


def chances(given: Sequence[Measured]) -> dict[str, float]:
    """Return the chance of each case that the guidance answers it, under a score fitted without it."""
    fold = {one.id: zlib.crc32(one.id.encode()) % FOLDS for one in given}
    limits = {n: fit([one for one in given if fold[one.id] != n]) for n in range(FOLDS)}
    return {one.id: 0.0 if one.seen.foreign else probability(one.seen, limits[fold[one.id]]) for one in given}


def curve(given: Sequence[Measured], chance: Mapping[str, float]) -> list[tuple[float, float, float, float]]:
    """Return, for each line: coverage, risk (answered though unanswerable), and answerable ones abstained on."""
    rows = []
    for line in LINES:
        answered = [one for one in given if chance[one.id] >= line]
        wrong = sum(not one.is_answerable for one in answered)
        lost = sum(one.is_answerable for one in given) - (len(answered) - wrong)
        rows.append(
            (
                line,
                len(answered) / len(given),
                wrong / sum(not one.is_answerable for one in given),
                lost / sum(one.is_answerable for one in given),
            )
        )
    return rows


def chosen_line(rows: Sequence[tuple[float, float, float, float]]) -> float:
    """Return, of the lines that meet both bars, the one that tells the two kinds of question apart best.

    Where none meets both: the lowest that abstains on enough of the unanswerable questions, or else the highest.
    """
    enough = [row for row in rows if 1 - row[2] >= LEAST_ABSTAINED]
    both = [row for row in enough if row[3] <= MOST_LOST]
    if both:
        return min(both, key=lambda row: row[2] + row[3])[0]
    return min((row[0] for row in enough), default=LINES[-1])


def table(rows: Sequence[tuple[float, float, float, float]]) -> list[str]:
    """Return the risk-coverage curve as a Markdown table."""
    head = [
        "| answer from | answered | unanswerable abstained on | answerable abstained on |",
        "| --- | --- | --- | --- |",
    ]
    return [*head, *(f"| {line:.2f} | {cover:.1%} | {1 - risk:.1%} | {lost:.1%} |" for line, cover, risk, lost in rows)]


def written(guidance: Limits, page: Limits) -> str:
    """Return the data file."""
    notes = (
        "# Made by `python -m evals.benchmarks.abstaining --write`, from the dev split; how it was chosen\n"
        "# stands in docs/constants.md. What each number is for stands in assistant/retrieval/answerable.py.\n"
        "# `page` is set by hand on questions over one saved article.\n"
    )
    return notes + yaml.safe_dump({"guidance": asdict(guidance), "page": asdict(page)}, sort_keys=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the curve and the fitted limits; write them where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.abstaining", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew assistant/retrieval/data/abstaining.yaml")
    arguments = parser.parse_args(argv)
    given = measure(open_guidance(), read_cases(set_paths(), "dev"))
    rows = curve(given, chances(given))
    line = chosen_line(rows)
    limits = replace(fit(given), answer_from=line, not_in_guidance_below=round(_WEAK * line, 2))
    page = read_limits()[1]
    unanswerable = sum(not one.is_answerable for one in given)
    print(f"{len(given)} questions of the dev split, {unanswerable} of them unanswerable; {FOLDS} folds.\n")
    print("\n".join([*table(rows), "", f"Chosen: {line}.", "", written(limits, page)]))
    if arguments.write:
        path = Path(str(resources.files("assistant.retrieval") / "data" / "abstaining.yaml"))
        path.write_text(written(limits, page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
