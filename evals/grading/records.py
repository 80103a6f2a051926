"""What graders take and return."""

from dataclasses import dataclass

from assistant.domain import Library
from assistant.reply import Reply

NO_REPLY = "no reply: an error"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back for a case: a reply, or None after an error."""

    reply: Reply | None
    library: Library
    """Looks up the documents that citations point into."""
    latency_ms: float | None = None
    """Wall time of the whole reply."""
    found: tuple[str, ...] | None = None
    """What retrieval ranks best, whatever the route; None where it was not asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether what a yes-or-no measure counts happened. A grader returns None where it does not apply."""

    happened: bool
    expected: str
    got: str
