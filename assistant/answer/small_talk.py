"""Messages about the assistant itself ("is this private?"), and words that say nothing: each has a fixed card."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from assistant.domain import Message
from assistant.retrieval.denials import only_replies

_BEFORE = r"\W*(?:(?:hi|hello|hey|ok|okay|so|and|but|wait|sorry|just|um|erm|first|quick question|before i start)\b\W*)*"
_OTHER = "bot|robot|human|person|machine|computer|ai|doctor|nurse|physio|not|no|what|something|real"
_AFTER = (
    rf"(?:\W+(?:please|pls|though|tho|then|or (?:a |an |just )?(?:{_OTHER})|here|really|btw|by the way|at all|thanks))*"
    r"\W*"
)
_ASKS_BACK = "One question:"  # how a card ends that waits for a reply
_SAY_MORE = "say-more"


@lru_cache(maxsize=1)
def small_talk_cards() -> Mapping[str, Mapping[str, Any]]:
    """Read the cards by key, in the form of the safety layer's own."""
    text = (resources.files("assistant.answer") / "data" / "small_talk.yaml").read_text(encoding="utf-8")
    return {str(key): {"level": "decline", "label": "Note:", **card} for key, card in yaml.safe_load(text).items()}


def small_talk(messages: Sequence[Message]) -> str | None:
    """Return the key of the card for a last message that is about the assistant or says nothing; None for any other."""
    last = " ".join(messages[-1].text.replace("’", "'").split())
    key = next((key for key, pattern in _patterns().items() if pattern.fullmatch(last)), None)
    if key != _SAY_MORE or len(messages) == 1:
        return key
    # After an answer "why?" goes on with it, and "no" replies to what a card asked; if it asked nothing, it is idle.
    before = messages[-2]
    return key if before.role == "assistant" and _ASKS_BACK not in before.text and only_replies(last) else None


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        key: re.compile(f"{_BEFORE}(?:{'|'.join(card['asked'])}){_AFTER}", re.IGNORECASE)
        for key, card in small_talk_cards().items()
    }
