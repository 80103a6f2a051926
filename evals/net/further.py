"""Train the safety net further amid talk of daily life: `python -m evals.net.further FOLDER --out FOLDER`.

A story of weekend chores, or a line about money, read as despair to the encoder whatever was asked beside it. So half
of a sample of messages of every route stands amid such sentences (`data/net/life.txt`) in one slow pass.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from evals.net.data import (
    FOLDS,
    REVIEWED,
    Labelled,
    amid_life,
    amid_talk,
    data_hash,
    fillers,
    read_life,
    read_messages,
    untidy,
)
from evals.net.train import ADAPTER, Recipe, train, write, write_phrasings

RECIPE = Recipe(epochs=1, rate=1.5e-4, talk=0.2, seed=11)
SAMPLE = 3200
AMID_LIFE = 0.5  # share of the sample; of the rest a share stands amid talk as in the first training
_LONGEST = 60  # words; a longer message is a story already


def main() -> None:
    """Train further and write the adapters, and for the final net its phrasings and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("start", type=Path, help="folder that `evals.net.train` wrote")
    parser.add_argument("--out", type=Path, default=REVIEWED)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fold to hold back; without it, none")
    arguments = parser.parse_args()
    messages = [message for message in read_messages() if message.fold != arguments.fold]
    dice = random.Random(RECIPE.seed)
    sample = dice.sample(messages, SAMPLE)
    calm, life = fillers(messages), read_life()

    def as_typed(message: Labelled, dice: random.Random) -> str:
        return untidy(amid(message, calm, life, dice), dice)

    tokenizer, net = train(sample, [], RECIPE, as_typed=as_typed, start=arguments.start / ADAPTER)
    write(net, arguments.out)
    if arguments.fold is None:
        write_phrasings(net, tokenizer, messages, arguments.out)
        record = json.loads((arguments.start / "training.json").read_text(encoding="utf-8"))
        record["further"] = {"data_sha256": data_hash(sample), "messages": len(sample), "recipe": asdict(RECIPE)}
        (arguments.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def amid(message: Labelled, calm: Sequence[str], life: Sequence[str], dice: random.Random) -> str:
    """Return a message as it stands, amid daily life, or amid calm talk of rehab."""
    if message.route == "decline" or len(message.turns) > 1:
        return message.text
    if len(message.text.split()) < _LONGEST and dice.random() < AMID_LIFE:
        return amid_life(message.text, life, dice)
    return amid_talk(message.text, calm, dice) if dice.random() < RECIPE.talk else message.text


if __name__ == "__main__":
    main()
