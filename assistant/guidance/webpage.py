"""Saved web pages: HTML, and text copied from a page with its furniture still in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.domain import Document
from assistant.errors import GuidanceError
from assistant.guidance.plain import looks_like_heading, page_document
from assistant.guidance.structure import Block

_NETWORKS = frozenset(
    "x twitter linkedin facebook reddit email bluesky pinterest whatsapp telegram instagram youtube tiktok mastodon "
    "threads tumblr print copy link share tweet pin save mail".split()
)
_ADVERT = re.compile(r"(advertisements?|sponsored( content)?|ad|promoted|continue reading( below)?)\W*", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:published|written|posted|reviewed|words?)?\s*by:?\s+(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,4})\s*",
    re.IGNORECASE,
)
_READ_TIME = re.compile(r"\b\d+\s*[- ]?min(?:ute)?s?\.?\s+read\b", re.IGNORECASE)
_END = re.compile(
    r"(related (articles?|posts?|stories|content|reading)|you (may|might) also (like|enjoy)|more from|read (more|next)|"
    r"recommended( for you)?|comments?|leave a (reply|comment)|about the author|popular posts?|"
    r"latest (posts|articles))\W*",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(subscribe|sign up|log ?in|menu|skip to (main )?content|home|search|newsletter|follow us|back to top|"
    r"accept( all)? cookies?|cookie (policy|settings)|privacy policy|terms of (use|service)|all rights reserved.*|"
    r"©.*|share( this)?( article| post)?|print( this)?( page)?|table of contents)\W*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?P<year2>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FEW_WORDS = (
    4  # a line this short without a full stop, above the title or the first paragraph, is a category or menu entry
)


@dataclass(slots=True)
class _Page:
    """What has been read of the page so far."""

    title: str = ""
    standfirst: str = ""
    author: str = ""
    published_on: date | None = None
    lines: list[str] = field(default_factory=list)


def looks_like_saved_page(text: str) -> bool:
    """Say whether plain text was copied from a web page: at least two kinds of furniture stand in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    signs = (
        any(_is_share_bar(line) for line in lines),
        any(_ADVERT.fullmatch(line) for line in lines),
        any(_END.fullmatch(line) for line in lines),
        any(_READ_TIME.search(line) and len(line) < 60 for line in lines),
        any(_BYLINE.fullmatch(line) for line in lines[:12]),
    )
    return sum(signs) >= 2


def parse_saved_text(text: str, source: str, document_id: str, content_hash: str) -> Document:
    """Parse text saved from a web page: furniture goes, title, author and date become metadata.

    Raises:
        GuidanceError: nothing but furniture is left.
    """
    page = _Page()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if _END.fullmatch(line) and page.lines:
            break
        if not _is_furniture(line) and not _take_metadata(page, line):
            if not page.title:
                if _is_label(line) and any(len(later.split()) > _FEW_WORDS for later in lines[number + 1 :]):
                    continue
                page.title = line.rstrip(".")
            else:
                page.lines.append(line)
    if not page.lines:
        raise GuidanceError(
            "holds no guidance beside page furniture", where=source, mend="save the article's text again"
        )
    return page_document(
        blocks=_page_blocks(page.lines),
        title=page.title,
        source=source,
        document_id=document_id,
        content_hash=content_hash,
        summary=page.standfirst,
        author=page.author,
        published_on=page.published_on,
    )


def parse_html(text: str, source: str, document_id: str, content_hash: str) -> Document:
    """Parse a saved HTML page with trafilatura: main text, headings, title, author, date.

    Raises:
        GuidanceError: no main text is found.
    """
    import trafilatura  # its dependencies take a second to import: only ingest needs them

    found: Any = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_recall=True,
    )
    body = found.body if found is not None else None
    blocks = [] if body is None else [block for block in _html_blocks(body) if not _is_furniture(block.text)]
    blocks = _until_end(blocks)
    if not any(block.kind != "heading" for block in blocks):
        raise GuidanceError("has no readable main text", where=source, mend="save the page as text and ingest that")
    title = str(found.title or "").strip() or document_id
    published = _parse_date(str(found.date or ""))
    return page_document(
        blocks=blocks,
        title=title,
        source=source,
        document_id=document_id,
        content_hash=content_hash,
        author=str(found.author or ""),
        published_on=published,
        url=str(found.url or ""),
    )


def _html_blocks(body: Any) -> list[Block]:
    blocks: list[Block] = []
    for element in body.iter("head", "p", "item", "row", "quote"):
        if element.tag == "quote" and element.find(".//p") is not None:
            continue
        if element.tag == "p" and any(parent.tag in ("item", "cell") for parent in element.iterancestors()):
            continue
        if element.tag == "row":
            cells = [" ".join("".join(cell.itertext()).split()) for cell in element.iter("cell")]
            blocks.append(Block("row", " – ".join(cell for cell in cells if cell)))
            continue
        text = " ".join("".join(element.itertext()).split())
        if element.tag == "head":
            level = str(element.get("rend") or "h2")
            blocks.append(Block("heading", text, level=max(2, int(level[1:]) if level[1:].isdigit() else 2)))
        else:
            blocks.append(Block("item" if element.tag == "item" else "paragraph", text))
    return blocks


def _until_end(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if _END.fullmatch(block.text) and any(other.kind != "heading" for other in kept):
            break
        if not _BYLINE.fullmatch(block.text) and not (_READ_TIME.search(block.text) and len(block.text) < 60):
            kept.append(block)
    return kept


def _is_share_bar(line: str) -> bool:
    words = re.findall(r"[a-z]+", line.lower())
    return len(words) >= 3 and all(word in _NETWORKS for word in words)


def _is_furniture(line: str) -> bool:
    return bool(_is_share_bar(line) or _ADVERT.fullmatch(line) or _FURNITURE.fullmatch(line))


def _is_label(line: str) -> bool:
    return len(line.split()) <= _FEW_WORDS and not line.endswith((".", "?", "!"))


def _take_metadata(page: _Page, line: str) -> bool:
    """Take author and date from a line above the body; say whether it was such a line."""
    byline = _BYLINE.fullmatch(line)
    if byline and not page.author:
        page.author = byline.group("name").strip()
        if len(page.lines) == 1:  # the line between title and by-line announces the article: no guidance
            page.standfirst = page.lines.pop()
        return True
    when = _parse_date(line)
    if when and len(line) < 60:
        page.published_on = page.published_on or when
        return True
    return bool(_READ_TIME.search(line) and len(line) < 60)


def _parse_date(line: str) -> date | None:
    match = _DATE.search(line)
    if match is None:
        return None
    if match.group("iso"):
        try:
            return date.fromisoformat(match.group("iso"))
        except ValueError:
            return None
    month = (match.group("month") or match.group("month2")).lower()
    day, year = match.group("day") or match.group("day2"), match.group("year") or match.group("year2")
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def _page_blocks(lines: Sequence[str]) -> list[Block]:
    return [
        Block("heading", line, level=2)
        if looks_like_heading(line, lines[number + 1] if number + 1 < len(lines) else "")
        else Block("paragraph", line)
        for number, line in enumerate(lines)
    ]
