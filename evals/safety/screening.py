"""What the tools ask of the safety layer, and how each of them opens it: rules, net, or both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from assistant.domain import Message, SafetyDecision
from assistant.errors import ModelError
from assistant.safety import Screen

if TYPE_CHECKING:
    from assistant.safety.net import SemanticNet

TODAY = date(2026, 11, 24)
"""The day that relative times are read against, so that a figure can be measured again."""


class Deciding(Protocol):
    """Anything that routes a conversation."""

    def decide(self, messages: Sequence[Message], *, today: date) -> SafetyDecision:
        """Return the route of the conversation as of its last user message."""
        ...


def decide(screen: Deciding, turns: Sequence[str]) -> SafetyDecision:
    """Route the user's turns, oldest first."""
    return screen.decide([Message(turn) for turn in turns], today=TODAY)


@dataclass(frozen=True, slots=True)
class Layers:
    """The safety layer in its parts. `net_trouble` says why there is no net."""

    rules: Screen
    net: Screen | None = None
    both: Screen | None = None
    net_trouble: str = ""

    @property
    def whole(self) -> Screen:
        """What the product runs: both, or the rules where there is no net."""
        return self.both or self.rules


def open_layers(*, with_net: bool = True) -> Layers:
    """Open rules and, where its files stand, the net."""
    rules = Screen.open()
    if not with_net:
        return Layers(rules, net_trouble="not asked for")
    try:
        net = _open_net()
    except ModelError as error:
        return Layers(rules, net_trouble=error.what)
    # Scope, language and the ratchet stay in all three, so that the three differ in nothing but who raises.
    silent = replace(rules.engine, rules=())
    return Layers(rules, Screen(silent, net.beside_other_rules(), {}), replace(rules, net=net))


def _open_net() -> "SemanticNet":
    from assistant.index.net_model import open_net  # loads torch, which the rules alone should not wait for

    return open_net()
