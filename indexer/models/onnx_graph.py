"""A BERT encoder as an ONNX graph, built from its weights: no torch, so that questions never wait for it."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

_OPSET = 20
_EPSILON = 1e-12


class _Graph:
    """Nodes and constants, collected in order."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        output = name or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def split(self, value: str, parts: int) -> list[str]:
        outputs = [f"Split_{len(self.nodes)}_{index}" for index in range(parts)]
        self.nodes.append(helper.make_node("Split", [value], outputs, axis=-1, num_outputs=parts))
        return outputs


class _Encoder:
    def __init__(self, weights: dict[str, NDArray[np.float32]], heads: int) -> None:
        self.weights = weights
        self.heads = heads
        self.graph = _Graph()

    def normalised(self, value: str, layer: str) -> str:
        scale = self.graph.constant(self.weights[f"{layer}.weight"])
        bias = self.graph.constant(self.weights[f"{layer}.bias"])
        return self.graph.add("LayerNormalization", value, scale, bias, axis=-1, epsilon=_EPSILON)

    def linear(self, value: str, *layers: str) -> str:
        matrix = np.concatenate([self.weights[f"{layer}.weight"] for layer in layers]).T
        bias = np.concatenate([self.weights[f"{layer}.bias"] for layer in layers])
        product = self.graph.add("MatMul", value, self.graph.constant(matrix))
        return self.graph.add("Add", product, self.graph.constant(bias))

    def embeddings(self) -> str:
        graph = self.graph
        words = graph.add("Gather", graph.constant(self.weights["embeddings.word_embeddings.weight"]), "input_ids")
        # All tokens are of the first type, whose vector can be added to every position's.
        positions = self.weights["embeddings.position_embeddings.weight"]
        positions = positions + self.weights["embeddings.token_type_embeddings.weight"][:1]
        length = graph.add("Slice", graph.add("Shape", "input_ids"), *(graph.constant(np.array([n])) for n in (1, 2)))
        zero = graph.constant(np.array([0]))
        places = graph.add("Slice", graph.constant(positions), zero, length, zero)
        return self.normalised(graph.add("Add", words, places), "embeddings.LayerNorm")

    def mask(self) -> str:
        """Return what is added to attention scores: 0 for tokens, a very negative number for padding."""
        graph = self.graph
        padding = graph.add(
            "Sub",
            graph.constant(np.array([1], dtype=np.float32)),
            graph.add("Cast", "attention_mask", to=TensorProto.FLOAT),
        )
        bias = graph.add("Mul", padding, graph.constant(np.array([-1e9], dtype=np.float32)))
        return graph.add("Unsqueeze", bias, graph.constant(np.array([1, 2])))

    def layer(self, value: str, mask: str, prefix: str) -> str:
        graph = self.graph
        attended = self.linear(
            self._attention(value, mask, f"{prefix}.attention.self"), f"{prefix}.attention.output.dense"
        )
        value = self.normalised(graph.add("Add", attended, value), f"{prefix}.attention.output.LayerNorm")
        wide = graph.add("Gelu", self.linear(value, f"{prefix}.intermediate.dense"))
        narrow = self.linear(wide, f"{prefix}.output.dense")
        return self.normalised(graph.add("Add", narrow, value), f"{prefix}.output.LayerNorm")

    def _attention(self, value: str, mask: str, prefix: str) -> str:
        graph = self.graph
        joined = self.linear(value, *(f"{prefix}.{part}" for part in ("query", "key", "value")))
        size = self.weights[f"{prefix}.query.bias"].size // self.heads
        shape = graph.constant(np.array([0, 0, self.heads, size]))
        query, key, content = (graph.add("Reshape", part, shape) for part in graph.split(joined, 3))
        query = graph.add("Transpose", query, perm=[0, 2, 1, 3])
        key = graph.add("Transpose", key, perm=[0, 2, 3, 1])
        content = graph.add("Transpose", content, perm=[0, 2, 1, 3])
        scores = graph.add(
            "Div", graph.add("MatMul", query, key), graph.constant(np.array([size**0.5], dtype=np.float32))
        )
        shares = graph.add("Softmax", graph.add("Add", scores, mask), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", shares, content), perm=[0, 2, 1, 3])
        return graph.add("Reshape", mixed, graph.constant(np.array([0, 0, self.heads * size])))


def bert_graph(weights: Path, heads: int = 12) -> ModelProto:
    """Return the encoder of a safetensors file in BERT's usual names.

    Its inputs are `input_ids` and `attention_mask`, int64 of shape (batch, tokens); its output is `token_vectors`,
    float32 of shape (batch, tokens, dimension).
    """
    encoder = _Encoder(load_file(weights), heads)
    value, mask = encoder.embeddings(), encoder.mask()
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in encoder.weights:
        value = encoder.layer(value, mask, f"encoder.layer.{layer}")
        layer += 1
    encoder.graph.add("Identity", value, name="token_vectors")
    shape = ["batch", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("token_vectors", TensorProto.FLOAT, [*shape, "dimension"])
    graph = helper.make_graph(encoder.graph.nodes, "encoder", inputs, [output], encoder.graph.constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=9)
