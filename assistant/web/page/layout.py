"""The parts of a reply in the order a person reads them, ready for the templates. Pure: no Gradio, no files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Document, Section
from assistant.reply import Citation, ExerciseCard, Sentence
from assistant.web.source_view import row_cells

_CONTEXT_SENTENCES = 4  # on each side of the quotation: enough to judge it, short enough for a phone
_POINT_CHARS = 150
"""An opening sentence up to this long is set larger, as the point of the answer; a longer one would shout."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; joint and label are the words between and before the cells, as they stand in the text."""

    text: str
    label: str = ""
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the number of its citation where that citation ends. A table row has its cells too."""

    text: str
    mark: int | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that stand together: a paragraph, a list of items, numbered steps or the rows of a table."""

    kind: str  # paragraph | items | steps | rows
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of a table's columns after the first; empty where rows name different ones, or none."""
        named = {tuple(cell.label.removesuffix(": ") for cell in line.cells[1:]) for line in self.lines}
        names = named.pop() if len(named) == 1 else ()
        return names if all(names) else ()

    @property
    def point(self) -> Line | None:
        """The opening sentence of a paragraph, when it is short enough to stand out."""
        first = self.lines[0]
        return first if self.kind == "paragraph" and len(first.text) <= _POINT_CHARS else None


@dataclass(frozen=True, slots=True)
class Context:
    """A quotation between the words that stand before and after it in its section."""

    before: str
    quote: str
    after: str
    cut_before: bool  # the section goes on before `before`
    cut_after: bool


_KINDS = {"sentence": "paragraph", "item": "items", "row": "rows", "step": "steps"}
Placed = tuple[Sentence, Line, str]
"""A sentence, its line, and the id of the exercise card that shows it; empty where the answer's text does."""


def placed_lines(
    sentences: Sequence[Sentence], citations: Sequence[Citation], exercises: Iterable[ExerciseCard]
) -> tuple[Placed, ...]:
    """Give each sentence its mark and its place.

    A sentence of an exercise that has a card is read there, once, and with a mark of its own: a dose or a stop rule is
    looked up by itself.
    """
    with_card = {card.id for card in exercises}
    placed = []
    for position, sentence in enumerate(sentences):
        document = citations[sentence.citation - 1].document
        is_last = position + 1 == len(sentences) or sentences[position + 1].citation != sentence.citation
        on_card = document if document in with_card else ""
        line = Line(sentence.text, sentence.citation if is_last or on_card else None, _cells(sentence))
        placed.append((sentence, line, on_card))
    return tuple(placed)


def text_blocks(placed: Sequence[Placed], citations: Sequence[Citation]) -> tuple[TextBlock, ...]:
    """Group the sentences of the answer's text as `Reply.text` does: by document, section and kind, as they come."""
    blocks: list[tuple[str, list[Line]]] = []
    previous: tuple[str, str, str] | None = None
    for sentence, line, _ in placed:
        source = citations[sentence.citation - 1]
        here = (source.document, source.section, _KINDS[sentence.kind])
        if here != previous:
            blocks.append((_KINDS[sentence.kind], []))
        blocks[-1][1].append(line)
        previous = here
    return tuple(TextBlock(kind, tuple(lines)) for kind, lines in blocks)


@dataclass(frozen=True, slots=True)
class CardPart:
    """Lines of an exercise card under the heading they stand below in the guidance."""

    heading: str
    lines: tuple[Line, ...]


def card_parts(placed: Sequence[Placed], citations: Sequence[Citation], card: ExerciseCard) -> tuple[CardPart, ...]:
    """Return what a card shows, in the order of the answer."""
    parts: dict[str, list[Line]] = {}
    for sentence, line, on_card in placed:
        if on_card == card.id:
            parts.setdefault(citations[sentence.citation - 1].section, []).append(line)
    return tuple(CardPart(heading, tuple(lines)) for heading, lines in parts.items())


def _cells(sentence: Sentence) -> tuple[Cell, ...]:
    if sentence.kind != "row":
        return ()
    cells = []
    for parts in row_cells(sentence.text, 0, len(sentence.text)):
        words = {role or "text": sentence.text[start:end] for start, end, role in parts}
        cells.append(Cell(words["text"], words.get("label", ""), words.get("joint", "")))
    return tuple(cells)


def source_context(citation: Citation, document: Callable[[str], Document]) -> Context:
    """Cut the words around a quotation out of its section; the quotation alone where the section is unknown."""
    source = document(citation.document)
    section = _section(source, citation)
    if section is None:
        return Context("", citation.quote, "", False, False)
    earlier = [s for s in section.sentences if s.end <= citation.start]
    later = [s for s in section.sentences if s.start >= citation.end]
    start = earlier[-_CONTEXT_SENTENCES:][0].start if earlier else citation.start
    end = later[:_CONTEXT_SENTENCES][-1].end if later else citation.end
    return Context(
        before=source.text[start : citation.start],
        quote=source.text[citation.start : citation.end],
        after=source.text[citation.end : end],
        cut_before=len(earlier) > _CONTEXT_SENTENCES,
        cut_after=len(later) > _CONTEXT_SENTENCES,
    )


def _section(source: Document, citation: Citation) -> Section | None:
    holding = [s for s in source.sections if s.start <= citation.start and citation.end <= s.end]
    # Sections of a lower level lie inside those of a higher one; the shortest is the one quoted.
    return min(holding, key=lambda section: section.end - section.start, default=None)
