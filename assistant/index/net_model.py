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
from scipy.special import softmax

from assistant.domain import Route, Vector
from assistant.errors import ModelError
from assistant.index.net_encoder import GRAPH, NetEncoder
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
    from safetensors.numpy import load_file

    adapter = load_file(folder / "adapter.safetensors")
    head, bias = adapter["head.weight"].astype(np.float32), adapter["head.bias"].astype(np.float32)
    encoder = NetEncoder(adapter, max_tokens)
    words = WordClassifier.load(folder / "words.npz")

    def classify(texts: Sequence[str]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], Vector]:
        vectors = encoder(texts)
        meaning = softmax(vectors @ head.T * _SCALE + bias, axis=1)
        return meaning, words.probabilities(texts), vectors

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
        expected = {folder / name: digest for name, digest in card["files"].items()} | {GRAPH: card["graph_sha256"]}
        for file, digest in expected.items():
            found = hashlib.sha256(file.read_bytes()).hexdigest()
            if found != digest:
                raise ModelError(f"is not the file of the record (SHA-256 {found[:12]}…)", where=str(file), mend=mend)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("the safety net's record or a file of it is missing", where=str(path), mend=mend) from error
    return card
