"""Write the net's encoder as a graph for ONNX Runtime, without its weights: those come when it is loaded.

Run `python -m evals.net.graph` (needs the package `onnx`) after a change of this file. Matrices are multiplied in
eight bits, which reads a short message in a quarter of the time that thirty-two take; `assistant/index/net_encoder.py`
fills in the packaged weights with the adapters added, so the repository keeps a few kilobytes and not 23 megabytes.
"""

from typing import Any

from onnx import TensorProto, helper

from assistant.index.net_encoder import (
    DIMENSION,
    GRAPH,
    HEADS,
    LAYERS,
    MATRICES,
    POSITIONS,
    WEIGHTS_LOCATION,
    WORDS,
)

EPSILON = 1e-12
OPSETS = {"": 17, "com.microsoft": 1}
Node = Any


def main() -> None:
    """Write the graph beside the code that loads it."""
    GRAPH.write_bytes(build().SerializeToString())
    print(f"{GRAPH.name}: {GRAPH.stat().st_size} bytes")


def build() -> Any:
    """Return the model: token ids of a text, `(1, tokens)`, in; its unit embedding, `(1, dimension)`, out."""
    nodes = [
        helper.make_node("Gather", ["words", "ids"], ["word_vectors"]),
        helper.make_node("Shape", ["ids"], ["length"], start=1, end=2),
        helper.make_node("Slice", ["positions", "zero", "length", "zero"], ["position_vectors"]),
        helper.make_node("Add", ["word_vectors", "position_vectors"], ["embedded"]),
        helper.make_node(
            "LayerNormalization", ["embedded", "norm.weight", "norm.bias"], ["x0"], axis=-1, epsilon=EPSILON
        ),
    ]
    for layer in range(LAYERS):
        nodes += _layer(layer)
    nodes += [
        helper.make_node("ReduceMean", [f"x{LAYERS}"], ["pooled"], axes=[1], keepdims=0),
        helper.make_node("LpNormalization", ["pooled"], ["vector"], axis=-1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "net-encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, DIMENSION])],
        initializer=[helper.make_tensor("zero", TensorProto.INT64, [1], [0]), *_weights()],
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid(name, version) for name, version in OPSETS.items()], ir_version=9
    )


def _layer(layer: int) -> list[Node]:
    at = f"{layer}."
    return [
        _product(at + "attend", f"x{layer}", at + "joined"),
        helper.make_node("Split", [at + "joined"], [at + "q", at + "k", at + "v"], axis=-1),
        _microsoft("MultiHeadAttention", [at + "q", at + "k", at + "v"], at + "attended", num_heads=HEADS),
        _product(at + "gather", at + "attended", at + "gathered"),
        _norm([at + "gathered", f"x{layer}"], at + "attend_norm", at + "between"),
        _product(at + "widen", at + "between", at + "wide"),
        _microsoft("Gelu", [at + "wide"], at + "active"),
        _product(at + "narrow", at + "active", at + "narrowed"),
        _norm([at + "narrowed", at + "between"], at + "narrow_norm", f"x{layer + 1}"),
    ]


def _product(matrix: str, source: str, result: str) -> Node:
    names = [source, f"{matrix}.weight", f"{matrix}.scale", f"{matrix}.zero", f"{matrix}.bias"]
    return _microsoft("DynamicQuantizeMatMul", names, result)


def _norm(summed: list[str], norm: str, result: str) -> Node:
    return _microsoft("SkipLayerNormalization", [*summed, f"{norm}.weight", f"{norm}.bias"], result, epsilon=EPSILON)


def _microsoft(kind: str, names: list[str], result: str, **attributes: Any) -> Node:
    return helper.make_node(kind, names, [result], domain="com.microsoft", **attributes)


def _weights() -> list[Any]:
    """Return every weight as a tensor that is said to lie elsewhere."""
    found = [
        _elsewhere("words", TensorProto.FLOAT, [WORDS, DIMENSION]),
        _elsewhere("positions", TensorProto.FLOAT, [POSITIONS, DIMENSION]),
        *_norm_weights("norm"),
    ]
    for layer in range(LAYERS):
        for name, (rows, columns) in MATRICES.items():
            matrix = f"{layer}.{name}"
            found += [
                _elsewhere(f"{matrix}.weight", TensorProto.INT8, [rows, columns]),
                _elsewhere(f"{matrix}.scale", TensorProto.FLOAT, [columns]),
                _elsewhere(f"{matrix}.zero", TensorProto.INT8, [columns]),
                _elsewhere(f"{matrix}.bias", TensorProto.FLOAT, [columns]),
            ]
        found += [*_norm_weights(f"{layer}.attend_norm"), *_norm_weights(f"{layer}.narrow_norm")]
    return found


def _norm_weights(norm: str) -> list[Any]:
    return [_elsewhere(f"{norm}.{part}", TensorProto.FLOAT, [DIMENSION]) for part in ("weight", "bias")]


def _elsewhere(name: str, kind: int, shape: list[int]) -> Any:
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value=WEIGHTS_LOCATION)
    return tensor


if __name__ == "__main__":
    main()
