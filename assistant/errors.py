"""Errors a caller can act on. Each says what happened, where, and how to mend it.

AssistantError
├── SettingsError       a setting is unknown or has a value that is not allowed
├── GuidanceError       a guidance file cannot be read, or breaks the form
├── RuleError           a safety data file breaks its form or fails its own examples
├── ModelError          the embedding weights are missing or are not the ones expected
├── VectorIndexError    the index is missing, damaged, or made from something else
├── QuestionSetError    a question set cannot be read
└── ServerError         the web server cannot start
"""

from typing import ClassVar


class AssistantError(Exception):
    """What happened, where, and how to mend it."""

    exit_code: ClassVar[int] = 2  # 1 means: it ran, and a threshold was missed

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(f"{where}: {what}\n  To mend: {mend}")
        self.what, self.where, self.mend = what, where, mend


class SettingsError(AssistantError):
    """A setting is unknown or has a value that is not allowed."""


class GuidanceError(AssistantError):
    """A guidance file cannot be read, or breaks the form."""


class RuleError(AssistantError):
    """A safety data file breaks its form or fails its own examples."""


class ModelError(AssistantError):
    """The embedding weights are missing or are not the ones expected."""


class VectorIndexError(AssistantError):
    """The index is missing, damaged, or made from something else."""


class QuestionSetError(AssistantError):
    """A question set cannot be read."""


class ServerError(AssistantError):
    """The web server cannot start."""
