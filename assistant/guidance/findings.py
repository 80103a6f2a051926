"""What the linter says of one line: the record, and how a line is found."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Document, Sentence

Locator = Callable[[int], str]
"""From a character of the ingested text to `file:line` of its source."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (or, as a warning, to know)."""

    level: Literal["error", "warning"]
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}\n  To mend: {self.mend}"


def error(where: str, what: str, mend: str) -> Finding:
    """Return a finding that refuses the guidance."""
    return Finding("error", where, what, mend)


def warning(where: str, what: str, mend: str) -> Finding:
    """Return a finding that is to be known."""
    return Finding("warning", where, what, mend)


def locator(document: Document, raw: str) -> Locator:
    """Return the function that finds a sentence's line in the file it came from."""
    lines = [re.sub(r"\s*\[@[^\]]+\]|[*_`]", "", line) for line in raw.splitlines()]

    def where(start: int) -> str:
        for length in (40, 24, 12):  # a sentence may go on in the next line of its file
            opening = document.text[start : start + length].split("\n")[0]
            for number, line in enumerate(lines, 1):
                if opening in line:
                    return f"{document.source}:{number}"
        return document.source

    return where


def all_sentences(document: Document) -> Iterator[Sentence]:
    """Give a document's sentences in order."""
    for section in document.sections:
        yield from section.sentences


def text_of(document: Document, sentence: Sentence) -> str:
    """Cut a sentence out of its document."""
    return document.text[sentence.start : sentence.end]
