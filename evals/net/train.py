"""Train the safety net: low-rank adapters and a linear head over the packaged encoder.

Run `python -m evals.net.train`. It needs no network and no GPU (it uses one where there is one). With `--fold 0` and on
it trains without the messages of that fold: `python -m evals.net.weigh` needs one such classifier a fold, so that no
message is weighed by a classifier that has seen it. The result (assistant/safety/data/net/) is committed with its data
hash, seed and thresholds; MODEL_CARD.md says how it does.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from assistant.index.embedding import PACKAGED_SHA256, find_model
from evals.net.data import (
    FOLDS,
    REVIEWED,
    ROUTES,
    Labelled,
    amid_talk,
    data_hash,
    fillers,
    read_messages,
    untidy,
)
from evals.net.lora import RANK, adapter_state, add_adapters, set_adapters
from evals.net.words import save_words, train_words

SEED = 20261124
MAX_TOKENS = 160
BATCH = 32
ADAPTER = "adapter.safetensors"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
_PHRASING_LENGTH = 220  # characters of a reviewed message that explains why the net raised


Typing = Callable[[Labelled, random.Random], str]
"""How a message is put before the encoder."""


class Net(nn.Module):
    """Encoder with mean pooling, and a linear head over the routes."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(384, len(ROUTES))

    def embed(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return the mean of the token vectors, length one, shape `(n, 384)`."""
        hidden = self.encoder(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        pooled = (hidden * mask).sum(1) / mask.sum(1)
        return nn.functional.normalize(pooled, dim=-1)

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        """Return logits, shape `(n, routes)`; the scale lets unit vectors reach sure answers."""
        return self.head(self.embed(batch) * 16.0)  # type: ignore[no-any-return]  # torch is loosely typed


@dataclass(frozen=True)
class Recipe:
    """How the encoder's adapters are trained."""

    epochs: int = 6
    rate: float = 6e-4  # of the adapters; the head learns five times as fast
    rank: int = RANK
    talk: float = 0.3  # share of messages that are put amid calm talk
    smoothing: float = 0.05
    seed: int = SEED


def main() -> None:
    """Train and write the two classifiers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=REVIEWED)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fold to hold back; without it, none")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    arguments = parser.parse_args()
    recipe = Recipe(epochs=arguments.epochs)
    messages = read_messages()
    seen = [message for message in messages if message.fold != arguments.fold]
    held = [message for message in messages if message.fold == arguments.fold]
    print(f"{len(seen)} messages to train on, {len(held)} held back", flush=True)
    tokenizer, net = train(seen, held, recipe)
    write(net, arguments.out)
    if arguments.fold is None:
        write_phrasings(net, tokenizer, seen, arguments.out)
    write_record(arguments.out, seen, recipe)
    save_words(train_words(seen), arguments.out / "words.npz")


def train(
    seen: Sequence[Labelled],
    held: Sequence[Labelled],
    recipe: Recipe,
    *,
    as_typed: Typing | None = None,
    start: Path | None = None,
) -> tuple[Any, Net]:
    """Train the encoder's adapters and head; print how they do on the messages held back.

    Args:
        seen: the messages to train on.
        held: messages to report on.
        recipe: how.
        as_typed: how a message is put before the encoder; untidy, and now and then amid calm talk, where not given.
        start: the adapters to go on from.
    """
    torch.manual_seed(recipe.seed)
    dice = random.Random(recipe.seed)
    tokenizer, net, trained = _build(recipe.rank)
    if start is not None:
        load_adapters(net, start)
    net.to(DEVICE)
    rates = [recipe.rate, recipe.rate * 5]
    optimizer = torch.optim.AdamW(
        [{"params": trained, "lr": rates[0]}, {"params": net.head.parameters(), "lr": rates[1]}], weight_decay=0.01
    )
    per_epoch = math.ceil(len(seen) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rates, total_steps=per_epoch * recipe.epochs, pct_start=0.1
    )
    loss_of = nn.CrossEntropyLoss(weight=_class_weights(seen).to(DEVICE), label_smoothing=recipe.smoothing)
    calm = fillers(seen)
    typed = as_typed or (lambda message, dice: _as_typed(message, calm, recipe.talk, dice))
    for epoch in range(recipe.epochs):
        started, total = time.time(), 0.0
        net.train()
        for batch in _batches(seen, dice):
            texts = [typed(message, dice) for message in batch]
            wanted = torch.tensor([ROUTES.index(message.route) for message in batch], device=DEVICE)
            loss = loss_of(net(_tokens(tokenizer, texts)), wanted)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*trained, *net.head.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / per_epoch:.3f}, {time.time() - started:.0f} s", flush=True)
    if held:
        _report(net, tokenizer, held)
    return tokenizer, net


def _as_typed(message: Labelled, calm: Sequence[str], talk: float, dice: random.Random) -> str:
    """Return the message untidy, and now and then amid calm talk."""
    text = message.text
    if message.route != "decline" and len(message.turns) == 1 and dice.random() < talk:
        text = amid_talk(text, calm, dice)
    return untidy(text, dice)


def _build(rank: int) -> tuple[Any, Net, list[nn.Parameter]]:
    from transformers import AutoModel, AutoTokenizer

    folder, _ = find_model("")
    tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    encoder = AutoModel.from_pretrained(str(folder), local_files_only=True, dtype=torch.float32)
    for parameter in encoder.parameters():
        parameter.requires_grad_(False)
    trained = add_adapters(encoder, rank)
    return tokenizer, Net(encoder), trained


def _class_weights(train: Sequence[Labelled]) -> torch.Tensor:
    counts = np.array([sum(1 for message in train if message.route == route) for route in ROUTES], dtype=np.float64)
    weights = (counts.mean() / counts) ** 0.5
    return torch.tensor(weights, dtype=torch.float32)


def _batches(messages: Sequence[Labelled], dice: random.Random) -> list[list[Labelled]]:
    """Cut into batches of messages of like length (padding is what a batch wastes), in random order."""
    order = sorted(messages, key=lambda message: len(message.text) * dice.uniform(0.8, 1.25))
    batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    dice.shuffle(batches)
    return batches


def _tokens(tokenizer: Any, texts: Sequence[str]) -> dict[str, torch.Tensor]:
    encoded = tokenizer(list(texts), padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
    return {key: encoded[key].to(DEVICE) for key in ("input_ids", "attention_mask")}


def probabilities(net: Net, tokenizer: Any, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the routes' probabilities, shape `(n, routes)`, and the embeddings, shape `(n, 384)`."""
    net.eval()
    rows, vectors = [], []
    with torch.inference_mode():
        for first in range(0, len(texts), 64):
            embedded = net.embed(_tokens(tokenizer, texts[first : first + 64]))
            vectors.append(embedded.cpu().numpy())
            rows.append(torch.softmax(net.head(embedded * 16.0), dim=-1).cpu().numpy())
    return np.concatenate(rows), np.concatenate(vectors)


def _report(net: Net, tokenizer: Any, messages: Sequence[Labelled]) -> None:
    """Print the trade between red flags caught and ordinary questions raised."""
    p, _ = probabilities(net, tokenizer, [message.text for message in messages])
    danger = p[:, :3].sum(1)
    red = np.array([message.route in ROUTES[:3] for message in messages])
    calm = np.array([message.route == "answer" for message in messages])
    for limit in (0.3, 0.5, 0.7, 0.8, 0.9):
        caught, raised = np.mean(danger[red] >= limit), np.mean(danger[calm] >= limit)
        print(f"  p >= {limit}: red flags {caught:.3f}, ordinary {raised:.3f}")
    exact = np.mean([ROUTES[int(k)] == message.route for k, message in zip(p.argmax(1), messages, strict=True)])
    print(f"  exact route {exact:.3f}", flush=True)


def write(net: Net, out: Path) -> None:
    """Write adapters and head."""
    out.mkdir(parents=True, exist_ok=True)
    state = {f"encoder.{name}": tensor.cpu() for name, tensor in adapter_state(net.encoder).items()}
    state["head.weight"] = net.head.weight.detach().half().cpu().contiguous()
    state["head.bias"] = net.head.bias.detach().float().cpu().contiguous()
    save_file(state, str(out / ADAPTER))


def write_phrasings(net: Net, tokenizer: Any, seen: Sequence[Labelled], out: Path) -> None:
    """Write the reviewed messages by which the net explains itself, with their embeddings."""
    raised = [m for m in seen if m.route in ROUTES[:4] and len(m.text) <= _PHRASING_LENGTH and len(m.turns) == 1]
    _, vectors = probabilities(net, tokenizer, [message.text for message in raised])
    np.savez_compressed(
        out / "phrasings.npz",
        vectors=vectors.astype(np.float16),
        texts=np.array([message.text for message in raised]),
        routes=np.array([message.route for message in raised]),
    )


def load_adapters(net: Net, path: Path) -> None:
    """Give a net the adapters and head that `write` wrote."""
    stored = load_file(str(path))
    set_adapters(net.encoder, {key.removeprefix("encoder."): each for key, each in stored.items()})
    net.head.weight.data.copy_(stored["head.weight"].float())
    net.head.bias.data.copy_(stored["head.bias"].float())


def write_record(out: Path, seen: Sequence[Labelled], recipe: Recipe) -> None:
    """Write what the classifiers were made from."""
    record = {
        "routes": ROUTES,
        "encoder_sha256": PACKAGED_SHA256,
        "data_sha256": data_hash(seen),
        "messages": len(seen),
        "recipe": asdict(recipe),
        "device": DEVICE,
        "max_tokens": MAX_TOKENS,
    }
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
