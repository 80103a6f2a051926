"""Fits the weights of the ranking on the dev split, and says how well they do on questions they were not fitted on.

`python -m evals.benchmarks.ranking` prints the table; with `--write` it renews assistant/retrieval/data/ranking.yaml.

Each question is a choice among the chunks of the guidance. Right is a section of an expected document that holds the
most of the case's facts. The weights maximise the log-likelihood of the right chunks under a softmax over all scores,
and are drawn towards where they start from, by an amount chosen by cross-validation over questions.
"""

import argparse
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.domain import Message
from assistant.retrieval.hybrid import PARTS, Asked, Weights
from assistant.retrieval.retriever import wanted_of
from assistant.turn import Guidance
from evals.benchmarks.guidance_only import open_guidance, read_cases
from evals.cases import Case
from evals.grading.words import plain, stands_in

START = Weights(0.40, 0.15, 0.30, 0.20, 0.32, 0.16, 0.20, 0.05, 0.26, -0.06, 0.12)
"""Set by hand, on the first hundred cases."""
PULLS = (3.0, 10.0, 30.0, 100.0)  # how strongly the weights are drawn towards the start
FOLDS = 5
_ALIKE = 0.005  # a difference of less is chance
SHARPNESS = 8.0  # turns scores into log-odds
SETS = Path(__file__).resolve().parent.parent / "sets"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question, the parts of every chunk's score, and which chunks are right; `section` numbers the sections."""

    id: str
    parts: Floats
    right: NDArray[np.bool_]
    section: NDArray[np.int64]

    def place(self, weights: Floats) -> int:
        """Return the place of the first right section, from 1."""
        seen: dict[int, None] = {}
        right = set(self.section[self.right].tolist())
        for number in self.section[np.argsort(-(self.parts @ weights), kind="stable")].tolist():
            seen.setdefault(number)
            if number in right:
                break
        return len(seen)


def set_paths() -> list[Path]:
    """Return the sets that constants are chosen on: their dev split."""
    more = ("first.yaml", "evidence-questions.yaml", "loose-words.yaml")
    return [*sorted(SETS.glob("content-*.yaml")), *(SETS / name for name in more)]


def right_sections(case: Case, guidance: Guidance) -> set[tuple[str, int]]:
    """Return the sections of the expected documents that hold the most of the case's facts."""
    held: dict[tuple[str, int], int] = {}
    for name in case.expect.documents or tuple(guidance.documents):
        document = guidance.documents[name]
        for number, section in enumerate(document.sections):
            text = plain(document.text[section.start : section.end])
            held[name, number] = sum(any(stands_in(words, text) for words in group) for group in case.expect.facts)
    most = max(held.values(), default=0)
    return {where for where, count in held.items() if count == most} if most else set()


def choices(guidance: Guidance, cases: Sequence[Case]) -> list[Choice]:
    """Return the questions that ask one thing and whose facts some section holds."""
    ranking = guidance.retriever.ranking
    chunks = ranking.chunks
    numbers = {where: n for n, where in enumerate(dict.fromkeys((c.document, c.section) for c in chunks))}
    section = np.array([numbers[c.document, c.section] for c in chunks])
    found = []
    for case in cases:
        questions = guidance.understanding.read([Message(turn) for turn in case.turns])
        right = right_sections(case, guidance) if case.expect.facts else set()
        if len(questions) != 1 or not right:
            continue
        vector = guidance.retriever.embedder.embed([questions[0].text])[0]
        text = guidance.retriever.expand(questions[0].text)
        parts = ranking.parts(Asked(text, vector), wanted_of(questions[0])).astype(np.float64)
        found.append(Choice(case.id, parts, np.array([(c.document, c.section) in right for c in chunks]), section))
    return found


def fit(given: Sequence[Choice], pull: float) -> Floats:
    """Return the weights that make the right chunks likeliest, drawn towards `START`."""
    from scipy.optimize import minimize

    start = np.array(astuple(START))

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = pull * float(((weights - start) ** 2).sum()), 2 * pull * (weights - start)
        for one in given:
            scores = SHARPNESS * (one.parts @ weights)
            odds = np.exp(scores - scores.max())
            share = np.where(one.right, odds, 0.0) / odds[one.right].sum()
            total -= float(np.log(odds[one.right].sum() / odds.sum()))
            slope = slope + SHARPNESS * ((odds / odds.sum() - share) @ one.parts)
        return total / len(given), slope / len(given)

    found: Any = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return np.asarray(found.x)


def held_out(given: Sequence[Choice], pull: float) -> list[int]:
    """Return the place of the right section of each question, under weights fitted without it."""
    places: list[int] = []
    for fold in range(FOLDS):
        inside = [one for one in given if zlib.crc32(one.id.encode()) % FOLDS == fold]
        weights = fit([one for one in given if zlib.crc32(one.id.encode()) % FOLDS != fold], pull)
        places += [one.place(weights) for one in inside]
    return places


def first_two(places: Sequence[int]) -> tuple[float, float]:
    """Return the shares of questions whose right section is first, and among the first two."""
    return float(np.mean([p <= 1 for p in places])), float(np.mean([p <= 2 for p in places]))


def table(given: Sequence[Choice]) -> tuple[list[str], float]:
    """Return the Markdown table of the weights' pull, and the strongest pull that does as well as any."""
    rows = ["| pull towards the start | right section first | among the first two |", "| --- | --- | --- |"]
    by_hand = first_two([one.place(np.array(astuple(START))) for one in given])
    rows.append(f"| not fitted | {by_hand[0]:.1%} | {by_hand[1]:.1%} |")
    scores = {}
    for pull in PULLS:
        scores[pull] = first_two(held_out(given, pull))
        rows.append(f"| {pull:g} | {scores[pull][0]:.1%} | {scores[pull][1]:.1%} |")
    best = max(sum(score) for score in scores.values())
    return rows, max(pull for pull in PULLS if sum(scores[pull]) >= best - _ALIKE)


def written(weights: Mapping[str, float]) -> str:
    """Return the data file of weights."""
    notes = (
        "# Made by `python -m evals.benchmarks.ranking --write`, from the cases of the dev split.\n"
        "# What each weight is for stands in assistant/retrieval/hybrid.py; how it was chosen, in docs/constants.md.\n"
    )
    return notes + yaml.safe_dump({"weights": dict(weights)}, sort_keys=False)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table of pulls and the fitted weights; write them where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.ranking", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew assistant/retrieval/data/ranking.yaml")
    arguments = parser.parse_args(argv)
    given = choices(open_guidance(), read_cases(set_paths(), "dev"))
    rows, pull = table(given)
    fitted = {name: round(float(w), 2) for name, w in zip(PARTS, fit(given, pull), strict=True)}
    print("\n".join([f"{len(given)} questions of the dev split, {FOLDS} folds.", "", *rows, "", f"Chosen: {pull:g}."]))
    print(yaml.safe_dump(fitted, sort_keys=False))
    if arguments.write:
        path = Path(str(resources.files("assistant.retrieval") / "data" / "ranking.yaml"))
        path.write_text(written(fitted), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
