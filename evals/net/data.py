"""The net's messages: read, split, and made untidy the way people type."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Route

ROUTES = ("crisis", "emergency", "urgent", "refer", "answer", "decline")
ROOT = Path(__file__).resolve().parents[2]
REVIEWED = ROOT / "assistant" / "safety" / "data" / "net"
PLAIN = REVIEWED / "plain.jsonl"
LIFE = REVIEWED / "life.txt"
TWINS = "twins.jsonl"
"""Conversations that open alike: in one the scare is explained, in the others nothing is taken back."""
SETS = ROOT / "evals" / "sets"
SET_NAMES = (
    "safety-dev.jsonl", "safety-dev-2.jsonl", "first.yaml", "content-*.yaml", "evidence-questions.yaml",
)  # fmt: skip
"""The question sets whose development cases are messages of the net. The blind set is not among them."""
FOLDS = 5
_FILLER_WORDS = (5, 45)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and the route it needs."""

    text: str
    route: str
    turns: tuple[str, ...] = ()  # the user's messages, where the text is several in one
    tags: tuple[str, ...] = ()
    source: str = ""

    @property
    def fold(self) -> int:
        """The fold that holds this message back: the text's own, that it may stay when a file grows; twins together."""
        own = self.turns[0] if self.source == TWINS else self.text
        return int(hashlib.sha256(own.encode()).hexdigest()[:8], 16) % FOLDS


def read_messages() -> list[Labelled]:
    """Return every message that the classifiers learn from, reviewed ones and development cases, in a fixed order."""
    found: dict[str, Labelled] = {}
    for path in sorted(set(REVIEWED.glob("*.jsonl")) - {PLAIN}):
        for message in _read(path):
            found.setdefault(message.text, message)
    for message in _cases():
        found.setdefault(message.text, message)
    return list(found.values())


def read_plain() -> list[Labelled]:
    """Return the plainest openings ("my knee hurts when I run"), which the classifiers never see and the weights do."""
    return _read(PLAIN)


def _read(path: Path) -> list[Labelled]:
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        turns = row["text"].split("\n") if "turns" in row["tags"] else [row["text"]]
        found.append(Labelled(row["text"], row["route"], tuple(turns), tuple(row["tags"]), path.name))
    return found


def set_paths() -> list[Path]:
    """Return the question sets whose development cases are messages of the net."""
    return [path for name in SET_NAMES for path in sorted(SETS.glob(name))]


def _cases() -> list[Labelled]:
    from evals.reading import read_sets

    paths = set_paths()
    return [
        Labelled("\n".join(case.turns), wanted_route(case.expect.route), case.turns, case.tags, path.name)
        for path, each in zip(paths, read_sets(paths), strict=True)
        for case in each.cases
        if case.split != "test" and case.expect.route
    ]


def wanted_route(accepted: Sequence[Route]) -> str:
    """Return the calmest acceptable route, but no refusal where an answer would do."""
    answered = [route for route in accepted if route is not Route.DECLINE]
    return str(min(answered or accepted, key=lambda route: route.severity))


def fillers(messages: Sequence[Labelled]) -> list[str]:
    """Return calm talk to put around other messages, so that length alone alarms nobody."""
    least, most = _FILLER_WORDS
    return [
        message.text
        for message in messages
        if (message.route == "answer" or (message.route == "decline" and not _instructs(message)))
        and len(message.turns) == 1
        and least <= len(message.text.split()) <= most
    ]


def _instructs(message: Labelled) -> bool:
    return any(tag.startswith(("inj", "jail", "gibberish", "mash")) for tag in message.tags)


def amid_talk(text: str, calm: Sequence[str], dice: random.Random) -> str:
    """Return the text as part of a longer story: calm talk before it, after it or both."""
    before = [dice.choice(calm) for _ in range(dice.choice((0, 1, 1, 2, 3)))]
    after = [dice.choice(calm) for _ in range(dice.choice((0, 0, 1, 1)))]
    return " ".join(part if part[-1:] in ".!?" else part + "." for part in (*before, text, *after))


def read_life() -> list[str]:
    """Return sentences of daily life and of little money, which say nothing of danger whatever they stand beside."""
    return LIFE.read_text(encoding="utf-8").splitlines()


def amid_life(text: str, life: Sequence[str], dice: random.Random) -> str:
    """Return the text with one to four sentences of daily life before it, after it or both."""
    told = dice.sample(life, dice.choice((1, 1, 2, 3, 4)))
    before = dice.randrange(len(told) + 1)
    return " ".join((*told[:before], text if text[-1:] in ".!?" else text + ".", *told[before:]))


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
