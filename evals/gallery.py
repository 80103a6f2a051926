"""The gallery: answers to the conversations of gallery.yaml, as a patient sees them.

`python -m evals.gallery` renews docs/gallery.md; a test compares the file with a fresh rendering.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import yaml

from assistant.reply import Reply

FOLDER = Path(__file__).resolve().parent
PAGE = FOLDER.parent / "docs" / "gallery.md"
TODAY = date(2026, 11, 24)
"""The date that relative times are read against."""


class Answerer(Protocol):
    """Anything that replies to the user's messages, oldest first."""

    def reply(self, messages: Sequence[str]) -> Reply:
        """Return the reply to the last message."""
        ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """The user's messages, and the topic they are about."""

    about: str
    turns: tuple[str, ...]


def read_conversations() -> list[Conversation]:
    """Read the conversations of the gallery."""
    loaded = yaml.safe_load((FOLDER / "gallery.yaml").read_text(encoding="utf-8"))
    return [Conversation(str(one["about"]), tuple(map(str, one["turns"]))) for one in loaded]


def rendered(conversations: Sequence[Conversation], assistant: Answerer) -> str:
    """Return the page: each conversation, and the reply to its last message."""
    blocks = [
        "# Gallery",
        f"{len(conversations)} answers over all topics, without a model as guest, made by `python -m evals.gallery`. "
        "Each sentence is quoted from the guidance; the numbers lead to the sources below the answer.",
    ]
    for number, one in enumerate(conversations, start=1):
        reply = assistant.reply(one.turns)
        asked = "\n".join(f"> {turn}" if at == 0 else f">\n> {turn}" for at, turn in enumerate(one.turns))
        blocks += [f"## {number}. {one.about}", asked, reply.text.replace("\n### ", "\n#### ").strip()]
        if reply.follow_ups and not reply.abstained:
            blocks.append("Ask next: " + " · ".join(reply.follow_ups))
    return "\n\n".join(blocks) + "\n"


def main() -> int:
    """Renew the page."""
    from assistant import Assistant

    with Assistant.open(today=TODAY) as assistant:
        if assistant.trouble is not None:
            raise assistant.trouble
        PAGE.write_text(rendered(read_conversations(), assistant), encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
