"""Which documents a question names: exercises and topics by title or alias."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain import Document
from assistant.retrieval.keywords import Stemmer, content_words


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names, and the words that name it: `text[start:end]` of its stems."""

    document: str
    words: int
    is_exercise: bool
    start: int


class Names:
    """Titles and aliases of the documents, matched on stems."""

    def __init__(self, documents: Iterable[Document], stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._names: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
        self._longest = 1
        for document in documents:
            if document.kind == "page":
                continue
            is_exercise = document.kind == "exercise"
            for name in (document.title, document.id.replace("-", " "), *document.aliases):
                stems = tuple(stemmer.stems(name))
                if not stems or (len(stems) == 1 and not is_exercise and len(content_words(name)[0]) < 4):
                    continue
                owners = self._names.setdefault(stems, [])
                if (document.id, is_exercise) not in owners:
                    owners.append((document.id, is_exercise))
                self._longest = max(self._longest, len(stems))

    def find(self, text: str) -> list[Named]:
        """Return the documents named, longest name first; words of a longer name do not name a second document."""
        stems = self._stemmer.stems(text)
        taken = [False] * len(stems)
        found: list[Named] = []
        for size in range(min(self._longest, len(stems)), 0, -1):
            for start in range(len(stems) - size + 1):
                owners = self._names.get(tuple(stems[start : start + size]))
                if owners and not any(taken[start : start + size]):
                    taken[start : start + size] = [True] * size
                    found.extend(Named(document, size, exercise, start) for document, exercise in owners)
        return found


def is_question(heading: str) -> bool:
    """Say whether a heading is a question that can be offered as one."""
    return bool(re.search(r"\?\s*$", heading))
