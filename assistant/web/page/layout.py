"""The parts of a reply in the order a person reads them, ready for the templates. Pure: no Gradio, no files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Document, Section
from assistant.reply import Citation, Sentence

_CONTEXT_SENTENCES = 4  # on each side of the quotation: enough to judge it, short enough for a phone


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the number of its citation where that citation ends."""

    text: str
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that stand together: a paragraph, a list of items or numbered steps."""

    kind: str  # paragraph | items | steps
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A quotation between the words that stand before and after it in its section."""

    before: str
    quote: str
    after: str
    cut_before: bool  # the section goes on before `before`
    cut_after: bool


_KINDS = {"sentence": "paragraph", "item": "items", "row": "items", "step": "steps"}


def text_blocks(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> tuple[TextBlock, ...]:
    """Group sentences as `Reply.text` does: by document, section and kind, in the order given."""
    blocks: list[tuple[str, list[Line]]] = []
    previous: tuple[str, str, str] | None = None
    for position, sentence in enumerate(sentences):
        source = citations[sentence.citation - 1]
        is_last = position + 1 == len(sentences) or sentences[position + 1].citation != sentence.citation
        here = (source.document, source.section, _KINDS[sentence.kind])
        if here != previous:
            blocks.append((_KINDS[sentence.kind], []))
        blocks[-1][1].append(Line(sentence.text, sentence.citation if is_last else None))
        previous = here
    return tuple(TextBlock(kind, tuple(lines)) for kind, lines in blocks)


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
