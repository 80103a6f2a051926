"""Train the safety net: low-rank adapters and a linear head over the packaged encoder.

Run `python -m evals.net.train`. It needs no network and no GPU; on two cores it takes some ten minutes.
The result (assistant/safety/data/net/) is committed with its data hash, seed and thresholds; MODEL_CARD.md says how it
does.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from assistant.index.embedding import PACKAGED_SHA256, find_model
from evals.net.data import REVIEWED, ROUTES, Labelled, data_hash, read_messages, untidy
from evals.net.lora import LoraLinear, adapter_state, add_adapters
from evals.net.words import save_words, train_words

SEED = 20261124
MAX_TOKENS = 160
BATCH = 32


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


def main() -> None:
    """Train and write the two classifiers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=REVIEWED)
    parser.add_argument("--start", type=Path, help="go on from the adapter of this folder, at half the rate")
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    dice = random.Random(SEED)
    train, held = read_messages()
    tokenizer, net, trained = _build()
    print(f"{len(train)} messages to train on, {len(held)} held back", flush=True)
    rates = [4e-4, 2e-3]
    if arguments.start:
        load_adapters(net, arguments.start / "adapter.safetensors")
        rates = [rate / 2 for rate in rates]
    optimizer = torch.optim.AdamW(
        [{"params": trained, "lr": rates[0]}, {"params": net.head.parameters(), "lr": rates[1]}], weight_decay=0.01
    )
    per_epoch = math.ceil(len(train) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rates, total_steps=per_epoch * arguments.epochs, pct_start=0.1
    )
    loss_of = nn.CrossEntropyLoss(weight=_class_weights(train), label_smoothing=0.05)
    for epoch in range(arguments.epochs):
        started, total = time.time(), 0.0
        net.train()
        for batch in _batches(train, dice):
            texts = [untidy(message.text, dice) for message in batch]
            logits = net(_tokens(tokenizer, texts))
            loss = loss_of(logits, torch.tensor([ROUTES.index(message.route) for message in batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*trained, *net.head.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / per_epoch:.3f}, {time.time() - started:.0f} s", flush=True)
        _report(net, tokenizer, held)
        _write(net, tokenizer, train, arguments)
    _write_words(train, arguments.out)


def _build() -> tuple[Any, Net, list[nn.Parameter]]:
    from transformers import AutoModel, AutoTokenizer

    folder, _ = find_model("")
    tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    encoder = AutoModel.from_pretrained(str(folder), local_files_only=True)
    for parameter in encoder.parameters():
        parameter.requires_grad_(False)
    trained = add_adapters(encoder)
    return tokenizer, Net(encoder), trained


def load_adapters(net: Net, path: Path) -> None:
    """Go on from stored adapters and head."""
    stored = load_file(str(path))
    with torch.no_grad():
        for name, module in net.encoder.named_modules():
            if isinstance(module, LoraLinear):
                module.down.copy_(stored[f"encoder.{name}.down"].float())
                module.up.copy_(stored[f"encoder.{name}.up"].float() / module.scale)
        net.head.weight.copy_(stored["head.weight"].float())
        net.head.bias.copy_(stored["head.bias"].float())


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
    return {key: encoded[key] for key in ("input_ids", "attention_mask")}


def probabilities(net: Net, tokenizer: Any, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the routes' probabilities, shape `(n, routes)`, and the embeddings, shape `(n, 384)`."""
    net.eval()
    rows, vectors = [], []
    with torch.inference_mode():
        for first in range(0, len(texts), 64):
            embedded = net.embed(_tokens(tokenizer, texts[first : first + 64]))
            vectors.append(embedded.numpy())
            rows.append(torch.softmax(net.head(embedded * 16.0), dim=-1).numpy())
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


def _write(net: Net, tokenizer: Any, train: Sequence[Labelled], arguments: argparse.Namespace) -> None:
    """Write adapters, head, the embeddings of the reviewed phrasings, and what they were made from."""
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    state = {f"encoder.{name}": tensor for name, tensor in adapter_state(net.encoder).items()}
    state["head.weight"] = net.head.weight.detach().half().contiguous()
    state["head.bias"] = net.head.bias.detach().float().contiguous()
    save_file(state, str(out / "adapter.safetensors"))
    raised = [m for m in train if m.route in ROUTES[:4] and len(m.text) <= 220]
    _, vectors = probabilities(net, tokenizer, [message.text for message in raised])
    np.savez_compressed(
        out / "phrasings.npz",
        vectors=vectors.astype(np.float16),
        texts=np.array([message.text for message in raised]),
        routes=np.array([message.route for message in raised]),
    )
    record = {
        "routes": ROUTES,
        "encoder_sha256": PACKAGED_SHA256,
        "data_sha256": data_hash(train),
        "messages": len(train),
        "seed": SEED,
        "epochs": arguments.epochs,
        "started_from": json.loads((arguments.start / "training.json").read_text("utf-8")) if arguments.start else None,
        "max_tokens": MAX_TOKENS,
    }
    (out / "training.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _write_words(train: Sequence[Labelled], out: Path) -> None:
    save_words(train_words(train), out / "words.npz")


if __name__ == "__main__":
    main()
