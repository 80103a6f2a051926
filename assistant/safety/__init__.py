"""The safety layer: who must not get exercise advice, and whom to send them to.

Rules are data in `data/`; `Screen` applies them to a conversation.
"""

from assistant.safety.screen import Screen

__all__ = ["Screen"]
