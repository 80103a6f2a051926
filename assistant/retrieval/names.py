"""Which documents a question names: exercises and topics by title or alias."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain import Document
from assistant.retrieval.keywords import Stemmer, content_words


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names, and the words that name it: `words` of the text's content words from `start`."""

    document: str
    words: int
    is_exercise: bool
    start: int
    text: str = ""  # the words as they stand in the text, without those between that tell nothing
    stems: tuple[str, ...] = ()
    title: str = ""  # the document's own
    is_title: bool = False  # the words are that title, not another name for it


class Names:
    """Titles and aliases of the documents, matched on stems."""

    def __init__(self, documents: Iterable[Document], stemmer: Stemmer) -> None:
        self._stemmer = stemmer
        self._names: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
        self._titles: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._longest = 1
        for document in documents:
            if document.kind == "page":
                continue
            is_exercise = document.kind == "exercise"
            self._titles[document.id] = (document.title.lower(), tuple(stemmer.stems(document.title)))
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
        stems, words = self._stemmer.stems(text), content_words(text)
        taken = [False] * len(stems)
        found: list[Named] = []
        for size in range(min(self._longest, len(stems)), 0, -1):
            for start in range(len(stems) - size + 1):
                own = tuple(stems[start : start + size])
                owners = self._names.get(own)
                if owners and not any(taken[start : start + size]):
                    taken[start : start + size] = [True] * size
                    said = " ".join(words[start : start + size])
                    for document, exercise in owners:
                        title, stemmed = self._titles[document]
                        found.append(Named(document, size, exercise, start, said, own, title, own == stemmed))
        return found


def is_question(heading: str) -> bool:
    """Say whether a heading is a question that can be offered as one."""
    return bool(re.search(r"\?\s*$", heading))
