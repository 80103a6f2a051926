"""Low-rank adapters for the sentence encoder (Hu and others, 2021), small enough to keep in the repository."""

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import nn

RANK = 16
ALPHA = 32.0


class LoraLinear(nn.Module):
    """A frozen linear layer plus a trained product of two thin matrices."""

    def __init__(self, base: nn.Linear, rank: int, alpha: float = ALPHA) -> None:
        super().__init__()
        self.base = base
        for parameter in base.parameters():
            parameter.requires_grad_(False)
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))
        self.scale = alpha / rank

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the frozen layer's output plus the adapter's."""
        return self.base(x) + (x @ self.down.T) @ self.up.T * self.scale  # type: ignore[no-any-return]  # torch is loosely typed


def add_adapters(encoder: nn.Module, rank: int = RANK) -> list[nn.Parameter]:
    """Replace every linear layer of the encoder's blocks by an adapted one; return what is to be trained."""
    trained: list[nn.Parameter] = []
    for name, module in list(_linears(encoder)):
        parent: Any = encoder
        *path, last = name.split(".")
        for part in path:
            parent = getattr(parent, part)
        adapted = LoraLinear(module, rank)
        setattr(parent, last, adapted)
        trained.extend([adapted.down, adapted.up])
    return trained


def adapter_state(encoder: nn.Module) -> dict[str, torch.Tensor]:
    """Return the adapters in half precision, named `<layer>.down` and `<layer>.up`; the scale is part of `up`."""
    state = {}
    for name, module in encoder.named_modules():
        if isinstance(module, LoraLinear):
            state[f"{name}.down"] = module.down.detach().half().contiguous()
            state[f"{name}.up"] = (module.up.detach() * module.scale).half().contiguous()
    return state


def set_adapters(encoder: nn.Module, state: Mapping[str, torch.Tensor]) -> None:
    """Give the encoder the adapters that `adapter_state` returned."""
    for name, module in encoder.named_modules():
        if isinstance(module, LoraLinear):
            module.down.data.copy_(state[f"{name}.down"].float())
            module.up.data.copy_(state[f"{name}.up"].float() / module.scale)


def _linears(encoder: nn.Module) -> Iterator[tuple[str, nn.Linear]]:
    for name, module in encoder.named_modules():
        if isinstance(module, nn.Linear) and ".layer." in f".{name}":
            yield name, module
