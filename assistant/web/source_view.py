"""An ingested document as blocks for a page: every character of the text in order, highlights cut exactly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.domain import Document, Section, Sentence, Span

_CELL = re.compile(r" – |; (?=[^:;]{1,60}: )")
_LABEL = re.compile(r"[^:;]{1,60}: ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, highlighted or not. `label` is the column name before a table cell."""

    text: str
    marked: bool = False
    label: bool = False
    joint: bool = False  # the dash or semicolon between cells, kept in the text and out of sight


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, item, step or row. A row has a cell for each column, anything else has one."""

    cells: tuple[tuple[Piece, ...], ...]
    evidence: str = ""
    numbers: tuple[tuple[int, str], ...] = ()  # number and key of each reference


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines of one kind: a paragraph, a list, numbered steps or a table."""

    kind: str
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of a table's columns after the first; empty where rows name different ones."""
        named = {tuple(_name(cell) for cell in line.cells[1:]) for line in self.lines}
        names = named.pop() if len(named) == 1 else ()
        return names if all(names) else ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with what stands under it."""

    level: int
    heading: str
    anchor: str
    blocks: tuple[Block, ...]


def _name(cell: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in cell if piece.label).removesuffix(": ")


def section_views(document: Document, marked: Span | None = None) -> tuple[SectionView, ...]:
    """Lay a document out; `marked` is the span to highlight."""
    numbers = {reference.key: n for n, reference in enumerate(document.references, start=1)}
    return tuple(
        SectionView(
            # The page's own heading is level 1; HTML has no more than six.
            level=min(6, max(2, len(section.path))),
            heading=section.heading if len(section.path) > 1 else "",
            anchor=f"section-{position}",
            blocks=tuple(_blocks(document, section, marked, numbers)),
        )
        for position, section in enumerate(document.sections)
    )


def _blocks(document: Document, section: Section, marked: Span | None, numbers: dict[str, int]) -> Iterator[Block]:
    for paragraph in _paragraphs(document.text, section.sentences):
        for kind, sentences in groupby(paragraph, key=lambda sentence: sentence.kind):
            yield Block(kind, tuple(_line(document, sentence, marked, numbers) for sentence in sentences))


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Split where the text has an empty line."""
    found: list[list[Sentence]] = []
    for sentence in sentences:
        if found and "\n\n" not in text[found[-1][-1].end : sentence.start]:
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return found


def _line(document: Document, sentence: Sentence, marked: Span | None, numbers: dict[str, int]) -> Line:
    is_row = sentence.kind == "row"
    whole = [[(sentence.start, sentence.end, "")]]
    cells = row_cells(document.text, sentence.start, sentence.end) if is_row else whole
    return Line(
        cells=tuple(
            tuple(piece for start, end, role in cell for piece in _pieces(document.text, start, end, role, marked))
            for cell in cells
        ),
        evidence=sentence.evidence if sentence.references else "",
        numbers=tuple((numbers[key], key) for key in sentence.references if key in numbers),
    )


def row_cells(text: str, start: int, end: int) -> list[list[tuple[int, int, str]]]:
    """Cut a row's line back into its cells: `first – column: cell; column: cell`.

    Each cell is a list of start, end and role: `joint` between cells, `label` for the column's name, or nothing.
    """
    joints = [(start + m.start(), start + m.end()) for m in _CELL.finditer(text[start:end])]
    # The dash parts the first cell from the rest; one inside a later cell is the cell's own.
    joints = [joint for n, joint in enumerate(joints) if n == 0 or text[joint[0]] == ";"]
    if not joints or text[joints[0][0]] == ";":
        return [[(start, end, "")]]
    cells = [[(start, joints[0][0], "")]]
    ends = [joint[0] for joint in joints[1:]] + [end]
    for (joint_start, cell_start), cell_end in zip(joints, ends, strict=True):
        label = _LABEL.match(text, cell_start, cell_end)
        middle = label.end() if label else cell_start
        cells.append([(joint_start, cell_start, "joint"), (cell_start, middle, "label"), (middle, cell_end, "")])
    return cells


def _pieces(text: str, start: int, end: int, role: str, marked: Span | None) -> Iterator[Piece]:
    """Cut at the borders of the highlighted span."""
    cuts = sorted({start, end, *(p for p in ((marked.start, marked.end) if marked else ()) if start < p < end)})
    for left, right in pairwise(cuts):
        inside = marked is not None and marked.start <= left and right <= marked.end
        yield Piece(text[left:right], marked=inside, label=role == "label", joint=role == "joint")
