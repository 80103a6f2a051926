"""Choose the net's thresholds, and write its record: `python -m evals.net.calibrate`.

The thresholds are chosen on messages that neither part of the net was trained on, for the screen as a whole: the
highest from which rules and net together catch what the bars ask for.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.index.net_words import WordClassifier
from evals.net.data import REVIEWED, ROUTES, read_messages

FILES = ("adapter.safetensors", "words.npz", "phrasings.npz")


def curve(folder: Path) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return averaged probabilities of the calibration messages, shape `(n, routes)`, and routes, shape `(n,)`."""
    _, calibrate = read_messages()
    with np.load(folder / "calibration.npz", allow_pickle=False) as stored:
        encoder = stored["p"]
    words = WordClassifier.load(folder / "words.npz").probabilities([message.text for message in calibrate])
    return (encoder + words) / 2, np.array([ROUTES.index(message.route) for message in calibrate])


def write_record(folder: Path, thresholds: dict[str, float]) -> None:
    """Write `net.json`: thresholds, training record, and the hash of each file."""
    record = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    record["thresholds"] = thresholds
    record["files"] = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "net.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the curve; with thresholds given, write the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=REVIEWED)
    for name in ("crisis", "emergency", "urgent", "refer"):
        parser.add_argument(f"--{name}", type=float)
    arguments = parser.parse_args(argv)
    p, routes = curve(arguments.folder)
    together = np.cumsum(p[:, :4], axis=1)
    calm = routes == 4
    print(f"{len(routes)} messages, {calm.sum()} of them ordinary")
    print("threshold  caught/raised: crisis, emergency, urgent, refer")
    for limit in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        cells = []
        for column, scores in enumerate((p[:, 0], together[:, 1], together[:, 2], together[:, 3])):
            needs = routes == 0 if column == 0 else routes <= column
            cells.append(f"{np.mean(scores[needs] >= limit):.3f}/{np.mean(scores[calm] >= limit):.3f}")
        print(f"  {limit:.2f}     {'  '.join(cells)}")
    chosen = {name: getattr(arguments, name) for name in ("crisis", "emergency", "urgent", "refer")}
    if all(value is not None for value in chosen.values()):
        write_record(arguments.folder, chosen)


if __name__ == "__main__":
    main()
