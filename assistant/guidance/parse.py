"""Which parser reads a file: bytes in, `Document` out."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath

from assistant.domain import Document, Reference
from assistant.errors import GuidanceError
from assistant.guidance.markdown import has_header, parse_markdown
from assistant.guidance.office import parse_docx, parse_pdf
from assistant.guidance.plain import parse_text
from assistant.guidance.webpage import looks_like_saved_page, parse_html, parse_saved_text

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".txt")
MAX_BYTES = 20 * 1024 * 1024  # the largest guideline PDF met was 9 MB; more is a wrong file, and slow to read
_CITED = re.compile(r"@([\w:-]+)")


def parse_file(source: str, data: bytes, references: Mapping[str, Reference]) -> Document:
    """Parse one guidance file by its kind.

    Args:
        source: the file's name, relative to the folder that is ingested; it gives a file without header its id.
        data: the file's bytes.
        references: the published sources that Markdown guidance may cite.

    Raises:
        GuidanceError: the file is too large, of an unknown kind, wrongly encoded, damaged, empty, or breaks the form.
    """
    suffix = PurePath(source).suffix.lower()
    if suffix not in SUFFIXES:
        raise GuidanceError(f"has the unknown kind {suffix!r}", where=source, mend=f"use one of {', '.join(SUFFIXES)}")
    if len(data) > MAX_BYTES:
        raise GuidanceError(
            f"is {len(data) / 2**20:.0f} MB, more than the {MAX_BYTES // 2**20} MB a guidance file may have",
            where=source,
            mend="split it, or save its text",
        )
    if not data.strip():
        raise GuidanceError("is empty", where=source, mend="remove it, or save it again with its text")
    document_id = _slug(PurePath(source).stem)
    if suffix == ".pdf":
        return parse_pdf(data, source, document_id, _digest(data))
    if suffix == ".docx":
        return parse_docx(data, source, document_id, _digest(data))
    text = _decode(data, source)
    if suffix in (".html", ".htm"):
        return parse_html(text, source, document_id, _digest(data))
    if suffix in (".md", ".markdown") and has_header(text):
        # A reference that changes its design changes labels, so it belongs to the document's identity.
        cited = sorted(set(_CITED.findall(text)))
        shown = "".join(repr(references[key]) for key in cited if key in references)
        return parse_markdown(text, source, references, _digest(data + shown.encode()))
    if suffix in (".md", ".markdown"):
        raise GuidanceError(
            "has no YAML header", where=f"{source}:1", mend="begin the file with `---`, the fields, and `---`"
        )
    if looks_like_saved_page(text):
        return parse_saved_text(text, source, document_id, _digest(data))
    return parse_text(text, source, document_id, _digest(data))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "document"


def _decode(data: bytes, source: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GuidanceError(
            "is not UTF-8 text", where=f"{source}:{line}", mend="save the file again with the encoding UTF-8"
        ) from error
    if "\x00" in text:
        raise GuidanceError("is no text file (it holds null bytes)", where=source, mend="save its text, or remove it")
    return text.replace("\r\n", "\n").replace("\r", "\n")
