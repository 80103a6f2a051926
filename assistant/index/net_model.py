"""The net's model, read from the package's data.

It is the packaged encoder with low-rank adapters, beside the reader of words (`net_words.py`); `weights.json` weighs
both.
"""

import hashlib
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain import Route, Vector
from assistant.errors import ModelError
from assistant.index.embedding import find_model
from assistant.index.net_words import WordClassifier
from assistant.safety.evidence import FEATURES, ROUTES, Weights
from assistant.safety.net import Classify, NetThresholds, Phrasings, SemanticNet

_SCALE = 16.0  # of the unit vectors before the head, as in training


def open_net() -> SemanticNet:
    """Load the net.

    Raises:
        ModelError: the packaged encoder is missing, or a file of the net is missing or altered.
    """
    folder = Path(str(resources.files("assistant.safety"))) / "data" / "net"
    card = read_card(folder)
    with np.load(folder / "phrasings.npz", allow_pickle=False) as stored:
        phrasings = Phrasings(
            texts=tuple(map(str, stored["texts"])),
            routes=tuple(Route(str(route)) for route in stored["routes"]),
            vectors=stored["vectors"].astype(np.float32),
        )
    return SemanticNet(
        classifier(folder, int(card["max_tokens"])),
        read_weights(folder / "weights.json"),
        phrasings,
        NetThresholds(**card["thresholds"]),
    )


def classifier(folder: Path, max_tokens: int) -> Classify:
    """Load the two classifiers of a folder."""
    encoder_folder, _ = find_model("")
    encoder = _Encoder(encoder_folder, folder / "adapter.safetensors", max_tokens)
    words = WordClassifier.load(folder / "words.npz")

    def classify(texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], Vector]:
        rows, vectors = encoder(texts)
        return rows, words.probabilities(texts), vectors

    return classify


def read_weights(path: Path) -> Weights:
    """Read the weights of the features.

    Raises:
        ModelError: the file names other features than this version reads.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    names = [feature["name"] for feature in stored["features"]]
    if names != list(FEATURES):
        raise ModelError(
            "weighs other features than this version reads", where=str(path), mend="run `python -m evals.net.weigh`"
        )
    return Weights(
        mean=np.array([feature["mean"] for feature in stored["features"]]),
        scale=np.array([feature["scale"] for feature in stored["features"]]),
        coefficients=np.array([[feature["weights"][route] for feature in stored["features"]] for route in ROUTES]),
        intercept=np.array([stored["intercept"][route] for route in ROUTES]),
    )


def read_card(folder: Path) -> dict[str, Any]:
    """Read the net's record and check its files against it.

    Raises:
        ModelError: the record or a file of it is missing, or a file is not the record's.
    """
    path = folder / "net.json"
    mend = "restore the folder from the repository, or train again: `python -m evals.net.train`"
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name, expected in card["files"].items():
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != expected:
                raise ModelError(
                    f"is not the file of the record (SHA-256 {found[:12]}…)", where=str(folder / name), mend=mend
                )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("the safety net's record or a file of it is missing", where=str(path), mend=mend) from error
    return card


class _Encoder:
    """Reads texts with the adapted encoder; the same text gives the same numbers."""

    def __init__(self, encoder_folder: Path, adapter: Path, max_tokens: int) -> None:
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        from assistant.index.bert import BertEncoder

        self._tokenizer: Any = AutoTokenizer.from_pretrained(str(encoder_folder), local_files_only=True)
        model: Any = AutoModel.from_pretrained(str(encoder_folder), local_files_only=True).eval()
        self._max_tokens = max_tokens
        weights = load_file(str(adapter))
        self._head_weight = weights["head.weight"].float()
        self._head_bias = weights["head.bias"].float()
        layers = dict(model.named_modules())
        for name in sorted(
            {key.removeprefix("encoder.").rpartition(".")[0] for key in weights if key.startswith("encoder.")}
        ):
            up, down = weights[f"encoder.{name}.up"].float(), weights[f"encoder.{name}.down"].float()
            layers[name].weight.data += up @ down  # the adapter becomes part of the layer: no cost when reading
        self._encoder = BertEncoder(model)

    def __call__(self, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], Vector]:
        """Return probabilities, shape `(n, routes)`, and unit embeddings, shape `(n, dimension)`.

        The first text is the whole message, the others are windows of it: read apart, the short are not padded to the
        length of the long.
        """
        parts = [self._read(part) for part in (texts[:1], texts[1:]) if part]
        return np.concatenate([rows for rows, _ in parts]), np.concatenate([vectors for _, vectors in parts])

    def _read(self, texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], Vector]:
        import torch

        with torch.inference_mode():
            encoded = self._tokenizer(
                list(texts), padding=True, truncation=True, max_length=self._max_tokens, return_tensors="pt"
            )
            hidden = self._encoder(encoded["input_ids"], encoded["attention_mask"])
            mask = encoded["attention_mask"].unsqueeze(-1)
            pooled = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1)
            rows = torch.softmax(pooled @ self._head_weight.T * _SCALE + self._head_bias, dim=-1)
        return rows.numpy(), pooled.numpy()
