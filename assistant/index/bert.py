"""The packaged encoder's forward pass and nothing else: the library's numbers, in about two thirds of its time.

The safety net reads every message before anything is answered; for texts of a few words most of the library's time
goes into what surrounds the arithmetic. A test holds the two together.
"""

from typing import Any

import torch
from torch.nn import functional


class BertEncoder:
    """A BERT encoder's weights, with queries, keys and values of each layer in one matrix."""

    def __init__(self, model: Any) -> None:
        """Take the weights of a loaded `transformers` BERT model; later changes of the model are not seen."""
        self._heads: int = model.config.num_attention_heads
        self._epsilon: float = model.config.layer_norm_eps
        embeddings = model.embeddings
        self._words = embeddings.word_embeddings.weight.detach()
        types = embeddings.token_type_embeddings.weight.detach()
        self._positions = embeddings.position_embeddings.weight.detach() + types[0]  # one text, so one type
        self._first_norm = _weights(embeddings.LayerNorm)
        self._layers = [_layer(layer) for layer in model.encoder.layer]

    def __call__(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the last hidden state, shape `(n, tokens, dimension)`, of token ids `(n, tokens)` and their mask."""
        count, length = ids.shape
        hidden = functional.embedding(ids, self._words) + self._positions[:length]
        dimension = hidden.shape[-1]
        hidden = self._norm(hidden, self._first_norm)
        # Without padding the kernels need no mask, and are faster for it.
        attended = None if bool(mask.all()) else mask[:, None, None, :].bool()
        for mixed, out, norm_1, inner, outer, norm_2 in self._layers:
            shape = (count, length, 3, self._heads, dimension // self._heads)
            query, key, value = functional.linear(hidden, *mixed).view(shape).permute(2, 0, 3, 1, 4)
            context = functional.scaled_dot_product_attention(query, key, value, attn_mask=attended)
            context = context.transpose(1, 2).reshape(count, length, dimension)
            hidden = self._norm(hidden + functional.linear(context, *out), norm_1)
            widened = functional.gelu(functional.linear(hidden, *inner))
            hidden = self._norm(hidden + functional.linear(widened, *outer), norm_2)
        return hidden

    def _norm(self, hidden: torch.Tensor, weights: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        return functional.layer_norm(hidden, hidden.shape[-1:], *weights, self._epsilon)


def _layer(layer: Any) -> tuple[tuple[torch.Tensor, torch.Tensor], ...]:
    own = layer.attention.self
    parts = [_weights(part) for part in (own.query, own.key, own.value)]
    mixed = (torch.cat([weight for weight, _ in parts]), torch.cat([bias for _, bias in parts]))
    after = layer.attention.output
    return (
        mixed,
        _weights(after.dense),
        _weights(after.LayerNorm),
        _weights(layer.intermediate.dense),
        _weights(layer.output.dense),
        _weights(layer.output.LayerNorm),
    )


def _weights(module: Any) -> tuple[torch.Tensor, torch.Tensor]:
    return module.weight.detach(), module.bias.detach()
