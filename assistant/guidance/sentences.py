"""Where sentences begin and end."""

from functools import lru_cache
from typing import Any

# Openings that lean on a sentence before them: quoted alone, nobody can tell what they speak of.
DANGLING = frozenset(
    "this that these those they them it its he she his her their such both however also instead then so "
    "therefore thus otherwise similarly likewise meanwhile nevertheless nonetheless moreover furthermore "
    "additionally afterwards equally conversely here and but or yet finally".split()
)


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    import spacy  # half a second to import: only ingest needs it

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    nlp.max_length = 60_000_000
    return nlp


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return `(start, end)` of each sentence of one paragraph, white space trimmed off the ends."""
    spans = []
    for sentence in _pipeline()(text).sents:
        start, end = sentence.start_char, sentence.end_char
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append((start, end))
    return _joined(text, spans)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces that begin in lower case or with a closing mark: the full stop was not an end."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and (text[start].islower() or text[start] in ")]}”’\"'"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def is_dangling(sentence: str) -> bool:
    """Say whether the sentence opens with a word that leans on what came before."""
    words = sentence.split(maxsplit=1)
    if not words:
        return False
    first = words[0].strip("\"'“‘(").rstrip(",")
    return first != "IT" and first.lower() in DANGLING  # "IT band" opens with a name
