"""PDF and Word files."""

import io
import re
from datetime import date, datetime

from assistant.domain import Document
from assistant.errors import GuidanceError
from assistant.guidance.plain import page_document, parse_text
from assistant.guidance.structure import Block, BlockKind


def parse_pdf(data: bytes, source: str, document_id: str, content_hash: str) -> Document:
    """Parse a PDF with pypdf. Lines that stand on most pages (headers, footers, page numbers) go.

    Raises:
        GuidanceError: the file is damaged or locked, or holds no text (a scan).
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise GuidanceError("is locked by a password", where=source, mend="save an unlocked copy")
        pages = [page.extract_text() or "" for page in reader.pages]
        details = reader.metadata
        title, author = (str(details.title or ""), str(details.author or "")) if details else ("", "")
    except GuidanceError:
        raise
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError, AttributeError, TypeError) as error:
        # pypdf lets a damaged file's inner errors through, of many classes.
        raise GuidanceError(
            f"cannot be read as PDF: {error}", where=source, mend="save the PDF again, or its text"
        ) from error
    text = _without_page_furniture(pages)
    if not text.strip():
        raise GuidanceError(
            "holds no text (a scan?)", where=source, mend="run text recognition on it, or save its text"
        )
    return parse_text(
        _unwrapped(text),
        source,
        document_id,
        content_hash,
        title="" if title.lower() in ("untitled", "(anonymous)") else title,
        author="" if author.lower() in ("anonymous", "(anonymous)") else author,
    )


def parse_docx(data: bytes, source: str, document_id: str, content_hash: str) -> Document:
    """Parse a Word file with python-docx: headings, paragraphs, lists and tables in order.

    Raises:
        GuidanceError: the file is damaged or holds no text.
    """
    import docx
    from docx.table import Table

    try:
        opened = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx raises zip, XML and key errors of other libraries for a damaged file
        raise GuidanceError(
            f"cannot be read as a Word file: {error}", where=source, mend="save it again as .docx"
        ) from error
    blocks: list[Block] = []
    title = str(opened.core_properties.title or "")
    for item in opened.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = list(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
                blocks.append(Block("row", " – ".join(cell for cell in cells if cell)))
            continue
        text = " ".join(item.text.split())
        style = str(item.style.name if item.style is not None else "")
        if style == "Title":
            title = title or text
        elif style.startswith("Heading"):
            digits = re.sub(r"\D", "", style)
            blocks.append(Block("heading", text, level=max(2, int(digits or 1) + 1)))
        else:
            kind: BlockKind = (
                "step" if "Number" in style else "item" if "List" in style or "Bullet" in style else "paragraph"
            )
            blocks.append(Block(kind, text))
    return page_document(
        blocks=[block for block in blocks if block.text],
        title=title or document_id.replace("-", " ").capitalize(),
        source=source,
        document_id=document_id,
        content_hash=content_hash,
        author=str(opened.core_properties.author or ""),
        published_on=_as_date(opened.core_properties.modified),
    )


def _as_date(value: datetime | None) -> date | None:
    return value.date() if value else None


def _without_page_furniture(pages: list[str]) -> str:
    counts: dict[str, int] = {}
    for page in pages:
        for line in {re.sub(r"\d+", "#", line.strip()) for line in page.splitlines() if line.strip()}:
            counts[line] = counts.get(line, 0) + 1
    limit = max(2, (len(pages) + 1) // 2)
    kept = []
    for page in pages:
        lines = [
            line
            for line in page.splitlines()
            if not line.strip() or len(pages) < 3 or counts[re.sub(r"\d+", "#", line.strip())] < limit
        ]
        kept.append(
            "\n".join(
                line
                for line in lines
                if not re.fullmatch(r"\s*(page\s*)?\d+(\s*(of|/)\s*\d+)?\s*", line, re.IGNORECASE)
            )
        )
    return "\n".join(kept)


def _unwrapped(text: str) -> str:
    """Join the lines of a page into paragraphs: a PDF has line ends but seldom says where a paragraph ends."""
    text = re.sub(r"(\w)-\n(?=[a-z])", r"\1", text)
    lines = [line.strip() for line in text.splitlines()]
    full = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        if not line:
            open_line = False
            continue
        if open_line:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        ends = line.endswith((".", "!", "?", ":")) and len(line) < 0.85 * full
        short = len(line) < 0.6 * full
        open_line = not (ends or short)
    return "\n\n".join(paragraphs)
