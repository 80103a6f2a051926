"""The safety net's encoder: the packaged weights with the adapters added, multiplied in eight bits by ONNX Runtime.

The net reads every message before anything is answered. In eight bits a short message is read in a quarter of the
time, and the weights of the net (`evals.net.weigh`) are fitted on what this reader returns.
"""

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain import Vector
from assistant.errors import ModelError
from assistant.index.embedding import find_model

GRAPH = Path(str(resources.files("assistant.index"))) / "net_encoder.onnx"
WEIGHTS_LOCATION = "the-packaged-weights"  # where the graph says its weights lie; they are handed in
LAYERS, HEADS, DIMENSION, INNER, WORDS, POSITIONS = 6, 12, 384, 1536, 30522, 512
MATRICES = {
    "attend": (DIMENSION, 3 * DIMENSION),
    "gather": (DIMENSION, DIMENSION),
    "widen": (DIMENSION, INNER),
    "narrow": (INNER, DIMENSION),
}
_LARGEST = 63  # seven of the eight bits: processors without 8-bit products would overflow on more, and differ


class NetEncoder:
    """Reads texts; the same text gives the same numbers whatever it is read beside."""

    def __init__(self, adapter: Mapping[str, np.ndarray[Any, Any]], max_tokens: int) -> None:
        """Add the adapters, named as training writes them, to the packaged weights.

        Args:
            adapter: arrays `encoder.<layer>.up`, `(outputs, rank)`, and `encoder.<layer>.down`, `(rank, inputs)`.
            max_tokens: beyond which a text is cut.

        Raises:
            ModelError: the packaged weights are missing or altered, or the graph cannot be loaded.
        """
        import onnxruntime
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        folder, _ = find_model("")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        weights = graph_weights(load_file(folder / "model.safetensors"), adapter)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting must not hold a core
        options.add_external_initializers(
            list(weights), [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
        )
        try:
            self._session = onnxruntime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the library raises classes of its own for a missing or damaged file
            raise ModelError(
                f"the safety net's encoder cannot be loaded: {error}", where=str(GRAPH),
                mend="restore the file from the repository, or write it again: `python -m evals.net.graph`",
            ) from error  # fmt: skip

    def __call__(self, texts: Sequence[str]) -> Vector:
        """Return unit embeddings, shape `(len(texts), dimension)`."""
        ids = (np.array([self._tokenizer.encode(text).ids], dtype=np.int64) for text in texts)
        return np.concatenate([self._session.run(None, {"ids": each})[0] for each in ids])


def graph_weights(
    packaged: Mapping[str, np.ndarray[Any, Any]], adapter: Mapping[str, np.ndarray[Any, Any]]
) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights by the names that the graph gives them."""
    positions = (
        packaged["embeddings.position_embeddings.weight"] + packaged["embeddings.token_type_embeddings.weight"][0]
    )
    found = {"words": packaged["embeddings.word_embeddings.weight"], "positions": positions}
    found |= _norm("norm", packaged, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        path = f"encoder.layer.{layer}."
        parts = {
            "attend": [f"{path}attention.self.{part}" for part in ("query", "key", "value")],
            "gather": [f"{path}attention.output.dense"],
            "widen": [f"{path}intermediate.dense"],
            "narrow": [f"{path}output.dense"],
        }
        for name, sources in parts.items():
            adapted = np.concatenate([_adapted(source, packaged, adapter) for source in sources])
            bias = np.concatenate([packaged[f"{source}.bias"] for source in sources])
            found |= _quantised(f"{layer}.{name}", adapted.T, bias)
        found |= _norm(f"{layer}.attend_norm", packaged, f"{path}attention.output.LayerNorm")
        found |= _norm(f"{layer}.narrow_norm", packaged, f"{path}output.LayerNorm")
    return found


def _adapted(
    name: str, packaged: Mapping[str, np.ndarray[Any, Any]], adapter: Mapping[str, np.ndarray[Any, Any]]
) -> np.ndarray[Any, Any]:
    up, down = (adapter[f"encoder.{name}.{part}"].astype(np.float32) for part in ("up", "down"))
    return packaged[f"{name}.weight"] + up @ down


def _norm(name: str, packaged: Mapping[str, np.ndarray[Any, Any]], source: str) -> dict[str, np.ndarray[Any, Any]]:
    return {f"{name}.{part}": packaged[f"{source}.{part}"] for part in ("weight", "bias")}


def _quantised(name: str, matrix: np.ndarray[Any, Any], bias: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """Return a matrix as whole numbers with a scale a column."""
    scale = np.abs(matrix).max(axis=0) / _LARGEST
    return {
        f"{name}.weight": np.ascontiguousarray(np.rint(matrix / scale).astype(np.int8)),
        f"{name}.scale": scale.astype(np.float32),
        f"{name}.zero": np.zeros(len(scale), dtype=np.int8),
        f"{name}.bias": bias.astype(np.float32),
    }
