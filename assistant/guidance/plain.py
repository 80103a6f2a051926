"""Plain text, and what all files without a header have in common."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.domain import Document
from assistant.errors import GuidanceError
from assistant.guidance.structure import Block, assemble

_BULLET = re.compile(r"\s*(?:[-*•–]|(?P<number>\d{1,2})[.)])\s+")
_HEADING_WORDS = 16


def looks_like_heading(line: str, following: str) -> bool:
    """Say whether a line stands as a heading: short, and followed by text several times as long."""
    words = line.split()
    if not words or len(words) > _HEADING_WORDS or _BULLET.match(line):
        return False
    sentences = len(re.findall(r"[.!?](?:\s|$)", line))
    return sentences <= 1 and len(following) > 2.5 * len(line)


def parse_text(
    text: str, source: str, document_id: str, content_hash: str, *, title: str = "", author: str = ""
) -> Document:
    """Parse plain text: paragraphs between blank lines, short lines above them as headings, lists as items.

    Without a `title` a heading-like first line is the title, else the file's name is.

    Raises:
        GuidanceError: the text is empty.
    """
    paragraphs = _paragraphs(text)
    if not paragraphs:
        raise GuidanceError("holds no text", where=source, mend="remove the file, or save it again with its text")
    if len(paragraphs) > 1 and looks_like_heading(paragraphs[0], paragraphs[1] + " " * 200):
        title = title or paragraphs.pop(0).rstrip(".")
    title = title or document_id.replace("-", " ").capitalize()
    blocks = [
        _block(paragraph, paragraphs[number + 1] if number + 1 < len(paragraphs) else "")
        for number, paragraph in enumerate(paragraphs)
    ]
    return page_document(
        blocks=blocks, title=title, source=source, document_id=document_id, content_hash=content_hash, author=author
    )


def page_document(
    *,
    blocks: Sequence[Block],
    title: str,
    source: str,
    document_id: str,
    content_hash: str,
    summary: str = "",
    author: str = "",
    published_on: date | None = None,
    url: str = "",
) -> Document:
    """Make the document of a file that has no header.

    Raises:
        GuidanceError: no block holds a sentence.
    """
    text, marked = assemble(blocks, title)
    if not marked:
        raise GuidanceError("holds no sentence", where=source, mend="save it again with its text, or remove it")
    return Document(
        id=document_id,
        title=title,
        text=text,
        sections=tuple(section for section, _ in marked),
        source=source,
        content_hash=content_hash,
        summary=summary,
        author=author,
        published_on=published_on,
        url=url,
    )


def _paragraphs(text: str) -> list[str]:
    """Join lines that belong together; a list item or a line after a blank one begins anew."""
    paragraphs: list[str] = []
    fresh = True
    # A file with long lines and no blank ones has a paragraph a line.
    by_line = "\n\n" not in text.replace("\r\n", "\n")
    for line in text.splitlines():
        bare = line.strip()
        if not bare:
            fresh = True
            continue
        if fresh or by_line or _BULLET.match(line):
            paragraphs.append(bare)
        else:
            paragraphs[-1] += " " + bare
        fresh = False
    return [re.sub(r"\s+", " ", paragraph) for paragraph in paragraphs]


def _block(paragraph: str, following: str) -> Block:
    bullet = _BULLET.match(paragraph)
    if bullet:
        return Block("step" if bullet.group("number") else "item", paragraph[bullet.end() :])
    if looks_like_heading(paragraph, following) and not paragraph.endswith((".", ",", ";")):
        return Block("heading", paragraph, level=2)
    return Block("paragraph", paragraph)
