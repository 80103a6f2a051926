"""From blocks (headings, paragraphs, items, rows) to clean text with exact spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Section, Sentence
from assistant.guidance.sentences import split_sentences

BlockKind = Literal["heading", "paragraph", "item", "step", "row", "asked"]


@dataclass(frozen=True, slots=True)
class CitationMark:
    """A citation that stood in the source at `position` of the block's clean text."""

    position: int
    references: tuple[str, ...]
    conflicting: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row, markup gone; or another way to ask for a section."""

    kind: BlockKind
    text: str
    level: int = 0  # of a heading: 1 is the document's title
    marks: tuple[CitationMark, ...] = ()
    line: int = 0  # in the source file, 1-based, for messages


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence and the citations that stood in it or right behind it."""

    sentence: Sentence
    references: tuple[str, ...]
    conflicting: bool


def assemble(blocks: Sequence[Block], title: str) -> tuple[str, list[tuple[Section, list[MarkedSentence]]]]:
    """Lay the blocks out as text, and return it with its sections in order.

    Text before the first heading belongs to a section whose path is the title alone. A section without a sentence
    (a heading that only holds further headings) is left out; its words stay in the paths of the sections below it.
    """
    parts: list[str] = []
    length = 0
    path: list[str] = [title]
    levels: list[int] = [1]
    sections: list[tuple[tuple[str, ...], int, int, list[MarkedSentence]]] = []
    asked: dict[int, list[str]] = {}
    previous: BlockKind | None = None
    for block in blocks:
        if not block.text:
            continue
        if block.kind == "asked":
            asked.setdefault(len(sections) - 1, []).append(block.text)
            continue
        tight = block.kind in ("item", "step", "row") and previous == block.kind
        if parts:
            gap = "\n" if tight else "\n\n"
            parts.append(gap)
            length += len(gap)
        start = length
        parts.append(block.text)
        length += len(block.text)
        previous = block.kind
        if block.kind == "heading":
            path, levels = _under(path, levels, block, title)
            sections.append((tuple(path), start, length, []))
            continue
        if not sections:
            sections.append(((title,), start, length, []))
        own_path, own_start, _, sentences = sections[-1]
        sentences.extend(_sentences(block, start))
        sections[-1] = (own_path, own_start, length, sentences)
    text = "".join(parts)
    return text, [
        (Section(own, start, end, tuple(m.sentence for m in marked), tuple(asked.get(at, ()))), marked)
        for at, (own, start, end, marked) in enumerate(sections)
        if marked
    ]


def _under(path: list[str], levels: list[int], block: Block, title: str) -> tuple[list[str], list[int]]:
    """Return the heading path after this heading; the document's own title is not repeated in it."""
    if block.level <= 1:
        return ([title] if block.text == title else [title, block.text]), ([1] if block.text == title else [1, 1])
    keep = [(text, level) for text, level in zip(path, levels, strict=True) if level < block.level] or [(title, 1)]
    return [*(text for text, _ in keep), block.text], [*(level for _, level in keep), block.level]


def _sentences(block: Block, offset: int) -> list[MarkedSentence]:
    # A row is one quotation: cut at its full stops it would be cell soup.
    spans = [(0, len(block.text))] if block.kind == "row" else split_sentences(block.text)
    marked = []
    for number, (start, end) in enumerate(spans):
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(block.text) + 1
        own = [mark for mark in block.marks if start < mark.position < next_start or mark.position == start == 0]
        references = tuple(dict.fromkeys(key for mark in own for key in mark.references))
        kind: Literal["sentence", "item", "step", "row"] = "sentence"
        if block.kind in ("item", "step", "row"):
            kind = block.kind
        sentence = Sentence(start=offset + start, end=offset + end, references=references, kind=kind)
        marked.append(MarkedSentence(sentence, references, any(mark.conflicting for mark in own)))
    return marked
