"""The net's messages: read, split, and made untidy the way people type."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROUTES = ("crisis", "emergency", "urgent", "refer", "answer", "decline")
ROOT = Path(__file__).resolve().parents[2]
REVIEWED = ROOT / "assistant" / "safety" / "data" / "net"
HELD = {"everyday.jsonl": 0.4, "signs.jsonl": 1.0, "stories.jsonl": 1.0}
"""Share of a file's messages that the classifiers never see: the weights are fitted on these."""
DEV_SET = ROOT / "evals" / "sets" / "safety-dev.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and the route it needs."""

    text: str
    route: str
    turns: tuple[str, ...] = ()  # the user's messages, where the text is several in one


def read_messages() -> tuple[list[Labelled], list[Labelled]]:
    """Return the messages to train the classifiers on, and those held back to weigh them on."""
    train: list[Labelled] = []
    held: list[Labelled] = []
    for path in sorted(REVIEWED.glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            turns = row["text"].split("\n") if "turns" in row["tags"] else [row["text"]]
            message = Labelled(row["text"], row["route"], tuple(turns))
            (held if _share(message.text) < HELD.get(path.name, 0.0) else train).append(message)
    for line in DEV_SET.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = case["expect"]["route"]
        route = wanted if isinstance(wanted, str) else wanted[0]
        train.append(Labelled("\n".join(case["turns"]), route, tuple(case["turns"])))
    return train, held


def _share(text: str) -> float:
    """Return a number from 0 to 1 that is the text's own, so that a split stays when a file grows."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 16**8


def data_hash(messages: Sequence[Labelled]) -> str:
    """Return the identity of a training set."""
    digest = hashlib.sha256()
    for message in messages:
        digest.update(f"{message.route}\t{message.text}\n".encode())
    return digest.hexdigest()


def untidy(text: str, dice: random.Random) -> str:
    """Return the text as it might be typed in a hurry: lower case, marks left out, a slip of the finger, a cut."""
    if dice.random() < 0.35:
        text = text.lower()
    if dice.random() < 0.25:
        text = "".join(c for c in text if c not in ".,;:!'’\"")
    if dice.random() < 0.15:
        words = text.split()
        if len(words) > 3:
            at = dice.randrange(len(words))
            word = words[at]
            if len(word) > 3:
                k = dice.randrange(1, len(word) - 1)
                words[at] = (
                    word[:k] + word[k + 1] + word[k] + word[k + 2 :]
                    if dice.random() < 0.5
                    else word[:k] + word[k + 1 :]
                )
            text = " ".join(words)
    return text
