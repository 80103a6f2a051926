"""From a document to the units that are indexed."""

import hashlib

from assistant.domain import Chunk, Document, Section, Sentence

# all-MiniLM-L6-v2 reads 256 word pieces, about 190 words; heading path and chunk together must fit.
MAX_WORDS = 130
CHUNKING = f"sections-{MAX_WORDS}-2"
"""Name of this way of chunking; an index made by another one is made anew."""


def chunk_document(document: Document) -> list[Chunk]:
    """Cut a document into chunks: whole sentences of one section, `MAX_WORDS` words at most unless one has more."""
    chunks: list[Chunk] = []
    for number, section in enumerate(document.sections):
        for start, end in _pieces(document.text, section):
            indexed = "\n".join((_context(document, section), *section.asked, document.text[start:end]))
            digest = hashlib.sha256(indexed.encode()).hexdigest()[:12]
            chunks.append(
                Chunk(
                    id=f"{document.id}:{len(chunks)}:{digest}",
                    document=document.id,
                    section=number,
                    start=start,
                    end=end,
                    indexed=indexed,
                )
            )
    return chunks


def _context(document: Document, section: Section) -> str:
    """Return the headings that say what the chunk is about; a page's long title says little and costs room."""
    own = section.path[1:] or section.path
    return " – ".join((document.title, *own) if document.kind != "page" and len(section.path) > 1 else own)


def _pieces(text: str, section: Section) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    words = 0
    previous: Sentence | None = None
    for sentence in section.sentences:
        own = len(text[sentence.start : sentence.end].split())
        # A page seldom has headings enough: its paragraphs are its units.
        new_paragraph = previous is not None and "\n\n" in text[previous.end : sentence.start]
        full = words + own > MAX_WORDS or (new_paragraph and words > MAX_WORDS // 2)
        if pieces and not full:
            pieces[-1] = (pieces[-1][0], sentence.end)
            words += own
        else:
            pieces.append((sentence.start, sentence.end))
            words = own
        previous = sentence
    return pieces
