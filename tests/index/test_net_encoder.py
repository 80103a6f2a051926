"""The net's encoder in eight bits: close to the library's numbers, and the same whatever a text is read beside."""

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.errors import ModelError
from assistant.index import net_encoder
from assistant.index.embedding import SentenceEmbedder, find_model
from assistant.index.net_encoder import NetEncoder

TEXTS = (
    "knee",
    "my knee hurts on the outside when I run downhill, how many step-ups?",
    "three weeks of a sore hip that wakes me when I lie on it",
    "we moved house, the dog was ill, and then my calf went hot and swollen after the flight home",
    "ok",
    "",
)


def nothing_adapted():
    """Adapters that add nothing to the packaged weights."""
    adapter = {}
    for name, value in load_file(find_model("")[0] / "model.safetensors").items():
        if name.startswith("encoder.") and value.ndim == 2:
            layer = f"encoder.{name.removesuffix('.weight')}"
            adapter[f"{layer}.up"] = np.zeros((value.shape[0], 1), dtype=np.float16)
            adapter[f"{layer}.down"] = np.zeros((1, value.shape[1]), dtype=np.float16)
    return adapter


@pytest.fixture(scope="module")
def unadapted():
    return NetEncoder(nothing_adapted(), 160)


def test_is_close_to_the_library(unadapted):
    expected = SentenceEmbedder(find_model("")[0]).embed(TEXTS)
    likeness = (unadapted(TEXTS) * expected).sum(axis=1)
    assert likeness.min() > 0.95


def test_rows_have_length_one(unadapted):
    assert np.linalg.norm(unadapted(TEXTS), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_text_gives_the_same_numbers_alone_and_beside_others(unadapted):
    together = unadapted(TEXTS)
    alone = np.concatenate([unadapted([text]) for text in TEXTS])
    assert np.array_equal(together, alone)


def test_words_beyond_the_limit_are_cut_and_not_refused(unadapted):
    assert np.array_equal(unadapted(["long " * 300]), unadapted(["long " * 3000]))


def test_a_damaged_graph_is_told_with_the_mend(tmp_path, monkeypatch):
    damaged = tmp_path / "net_encoder.onnx"
    damaged.write_bytes(b"no graph")
    monkeypatch.setattr(net_encoder, "GRAPH", damaged)
    with pytest.raises(ModelError, match="cannot be loaded") as refused:
        NetEncoder(nothing_adapted(), 160)
    assert "evals.net.graph" in refused.value.mend
