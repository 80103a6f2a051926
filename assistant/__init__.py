"""A chat assistant over musculoskeletal rehab guidance: quoted, cited answers behind a safety layer.

The public names are loaded on first use, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.domain import Route
    from assistant.reply import Reply
    from assistant.settings import Settings

__all__ = ["Assistant", "Reply", "Route", "Settings"]

_HOMES = {
    "Assistant": "assistant.assembly",
    "Reply": "assistant.reply",
    "Route": "assistant.domain",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
