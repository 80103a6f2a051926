"""Train the safety net further on short first lines: `python -m evals.net.further FOLDER`.

People open with a few flat words ("outer hip aches lying on it"), where one more word changes the route. From the
adapters of a folder (`python -m evals.net.train`), one slow pass over such openings, calm ones beside their close
contrasts, amid a sample of all other messages, so that nothing else is unlearned. With `--fold 0` and on, the openings
and messages of that fold are held back, as they were in the first training.
"""

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

from evals.net.data import FOLDS, data_hash, read_messages, read_openings
from evals.net.train import Recipe, train, write, write_phrasings
from evals.net.words import save_words, train_words

RECIPE = Recipe(epochs=1, rate=1.5e-4)
TIMES = 2  # how often each opening is read
OTHERS = 2_500  # other messages read between them


def main() -> None:
    """Train further and write the classifiers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the adapters to go on from lie")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fold to hold back; without it, none")
    arguments = parser.parse_args()
    known = [message for message in read_messages() if message.fold != arguments.fold]
    openings = [message for message in read_openings() if message.fold != arguments.fold]
    held = [message for message in read_openings() if message.fold == arguments.fold]
    seen = openings * TIMES + random.Random(RECIPE.seed).sample(known, OTHERS)
    print(f"{len(seen)} messages to train on, {len(held)} openings held back", flush=True)
    tokenizer, net = train(seen, held, RECIPE, arguments.folder)
    write(net, arguments.out)
    if arguments.fold is None:
        write_phrasings(net, tokenizer, [*known, *openings], arguments.out)
    record = json.loads((arguments.folder / "training.json").read_text(encoding="utf-8"))
    record["further"] = {"data_sha256": data_hash(seen), "messages": len(seen), "recipe": asdict(RECIPE)}
    (arguments.out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    save_words(train_words([*known, *openings]), arguments.out / "words.npz")


if __name__ == "__main__":
    main()
