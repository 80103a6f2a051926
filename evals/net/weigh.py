"""Fit the net's weights and choose its thresholds: `python -m evals.net.weigh FOLDS`.

They are fitted on messages read by classifiers that have not seen them (`python -m evals.net.train --fold N`).
Weights are a multinomial logistic regression over named features; thresholds are chosen on out-of-fold
probabilities, so that no conversation scores itself. The record (`net.json`) names what both were made from, and the
hash of each file.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain import Route
from assistant.index.net_encoder import GRAPH
from assistant.index.net_model import classifier
from assistant.safety import Screen, release
from assistant.safety.evidence import FEATURES, ROUTES, Weights
from assistant.safety.net import Phrasings, SemanticNet
from evals.net.data import (
    FOLDS,
    REVIEWED,
    Labelled,
    amid_talk,
    fillers,
    read_messages,
    read_plain,
)
from evals.net.train import MAX_TOKENS
from evals.safety.screening import TODAY

FILES = ("adapter.safetensors", "words.npz", "phrasings.npz", "weights.json")
INVERSE_REGULARISATION = 0.1  # the least cross-validated loss of 0.02, 0.1 and 0.5
PLAIN_TIMES = 8  # how often the plainest openings count: people open with them far oftener than the messages do
PARTS = 8
SEED = 20261127
NAMES = ("crisis", "emergency", "urgent", "refer")


@dataclass(frozen=True, slots=True)
class Table:
    """What is fitted: a row a conversation, its wanted route by position, and what the rules alone say."""

    rows: np.ndarray[Any, Any]
    wanted: np.ndarray[Any, Any]
    by_rules: np.ndarray[Any, Any]


def read_table(messages: Sequence[Labelled], folder: Path) -> Table:
    """Compute the features of messages, each with its wanted route, with the classifiers of a folder."""
    screen = Screen.open()
    blank = Weights(np.zeros(1), np.ones(1), np.zeros((len(ROUTES), 1)), np.zeros(len(ROUTES)))
    nobody = Phrasings((), (), np.zeros((0, 1), dtype=np.float32))
    net = SemanticNet(classifier(folder, MAX_TOKENS), blank, nobody)
    rows, wanted, by_rules = [], [], []
    for message in messages:
        readings = [screen.engine.read(text, turn=turn, today=TODAY) for turn, text in enumerate(message.turns)]
        counting = release.since_denial(release.still_counting(readings))
        row = net.row(counting, screen.fire)
        if row is None:
            continue
        fired = screen.fire(counting)
        rows.append(row)
        wanted.append(ROUTES.index(Route(message.route)))
        by_rules.append(min((ROUTES.index(reason.route) for reason in fired), default=ROUTES.index(ROUTES[-2])))
    return Table(np.array(rows), np.array(wanted), np.array(by_rules))


def weighed_on(fold: int) -> list[Labelled]:
    """Return the messages of a fold, some of them amid calm talk besides."""
    found = [message for message in read_messages() if message.fold == fold]
    dice = random.Random(SEED + fold)
    calm = fillers(found)
    for message in dice.sample(found, len(found) // 8):
        if len(message.turns) == 1 and message.route != "decline":
            text = amid_talk(message.text, calm, dice)
            found.append(Labelled(text, message.route, (text,)))
    return found


def _read_fold(folds: Path, fold: int) -> Table:
    return read_table(weighed_on(fold), folds / str(fold))


def read_folds(folds: Path) -> Table:
    """Read each fold with the classifiers that have not seen it: `folds` holds a folder each, named by number.

    Three of the five give messages enough. The plainest openings are read by the final classifiers, which have not seen
    them either.
    """
    with ProcessPoolExecutor(max_workers=2) as pool:
        tables = list(pool.map(partial(_read_fold, folds), [n for n in range(FOLDS) if (folds / str(n)).is_dir()]))
    tables += [read_table(read_plain(), REVIEWED)] * PLAIN_TIMES
    return Table(
        np.concatenate([t.rows for t in tables]),
        np.concatenate([t.wanted for t in tables]),
        np.concatenate([t.by_rules for t in tables]),
    )


def fit(table: Table) -> Weights:
    """Fit the weights on all rows."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = table.rows.mean(axis=0), table.rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=4000)
    model.fit((table.rows - mean) / scale, table.wanted)
    assert list(model.classes_) == list(range(len(ROUTES)))
    return Weights(mean, scale, model.coef_, model.intercept_)


def out_of_fold(table: Table) -> np.ndarray[Any, Any]:
    """Return each row's probabilities by weights fitted on the other folds, shape `(n, len(ROUTES))`."""
    from sklearn.model_selection import StratifiedKFold

    result = np.zeros((len(table.rows), len(ROUTES)))
    for rest, held in StratifiedKFold(PARTS, shuffle=True, random_state=SEED).split(table.rows, table.wanted):
        fitted = fit(Table(table.rows[rest], table.wanted[rest], table.by_rules[rest]))
        result[held] = fitted.probabilities(table.rows[held])
    return result


def curve(probabilities: np.ndarray[Any, Any], table: Table) -> list[str]:
    """Return, a line a threshold, what net and rules together catch and raise at each level."""
    together = np.cumsum(probabilities[:, :4], axis=1)
    calm = table.wanted >= 4
    lines = ["threshold  caught/raised by both: crisis, emergency, urgent, refer; urgent shown as emergency"]
    for limit in np.arange(0.2, 0.95, 0.05):
        cells = []
        for level in range(4):
            raised = (together[:, level] >= limit) | (table.by_rules <= level)
            needs = table.wanted == 0 if level == 0 else table.wanted == 3 if level == 3 else table.wanted <= level
            cells.append(f"{raised[needs].mean():.3f}/{raised[calm].mean():.3f}")
        softer = ((together[:, 1] >= limit) | (table.by_rules <= 1))[table.wanted == 2].mean()
        lines.append(f"  {limit:.2f}     {'  '.join(cells)}   {softer:.3f}")
    return lines


def save_weights(weights: Weights, path: Path) -> None:
    """Write the weights by the names of their features."""
    features = [
        {
            "name": name,
            "mean": float(weights.mean[at]),
            "scale": float(weights.scale[at]),
            "weights": {str(route): float(weights.coefficients[k, at]) for k, route in enumerate(ROUTES)},
        }
        for at, name in enumerate(FEATURES)
    ]
    intercept = {str(route): float(weights.intercept[k]) for k, route in enumerate(ROUTES)}
    path.write_text(json.dumps({"intercept": intercept, "features": features}, indent=1) + "\n", encoding="utf-8")


def write_record(folder: Path, thresholds: dict[str, float], table: Table) -> None:
    """Write `net.json`: thresholds, what training and weighing used, and the hash of each file."""
    record = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    record["thresholds"] = thresholds
    record["weighed_on"] = len(table.rows)
    record["graph_sha256"] = hashlib.sha256(GRAPH.read_bytes()).hexdigest()
    record["files"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "net.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the curve; with thresholds given, write weights and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folds", type=Path, help="folder of the classifiers trained with --fold 0, 1, …")
    parser.add_argument("--folder", type=Path, default=REVIEWED)
    for name in NAMES:
        parser.add_argument(f"--{name}", type=float)
    arguments = parser.parse_args(argv)
    table = read_folds(arguments.folds)
    print(f"{len(table.rows)} conversations, {np.sum(table.wanted >= 4)} of them calm")
    print("\n".join(curve(out_of_fold(table), table)))
    chosen = {name: getattr(arguments, name) for name in NAMES}
    if all(value is not None for value in chosen.values()):
        save_weights(fit(table), arguments.folder / "weights.json")
        write_record(arguments.folder, chosen, table)


if __name__ == "__main__":
    main()
