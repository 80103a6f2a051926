"""Markdown guidance with a YAML header (docs/writing-guidance.md)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import Document, Reference, Section
from assistant.errors import GuidanceError
from assistant.guidance.references import evidence_label
from assistant.guidance.structure import Block, BlockKind, CitationMark, MarkedSentence, assemble

REQUIRED = ("id", "title", "topic", "summary", "audience", "based_on", "licence", "reviewed_on", "review_by")
KINDS = ("topic", "exercise")
EXERCISE_HEADINGS = (
    "What it trains",
    "Starting position",
    "Steps",
    "Cues",
    "How much",
    "Make it easier",
    "Make it harder",
    "Common mistakes",
    "Stop if",
)
_HEADER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CITATION = re.compile(r"\s*\[(@[^\]]+)\]")
_ASKED = re.compile(r"\A<!--\s*asked:(.*?)-->\s*\Z", re.DOTALL)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OWN_FIELDS = frozenset(
    {*REQUIRED, "kind", "aliases", "exercises", "author", "url", "regions", "published_on"}
)  # everything else of the header is kept in `Document.extra`


def has_header(text: str) -> bool:
    """Say whether the text begins with a YAML header."""
    return text.startswith("---")


def parse_markdown(text: str, source: str, references: Mapping[str, Reference], content_hash: str) -> Document:
    """Parse one guidance file.

    Args:
        text: the file's text.
        source: its name, for messages.
        references: the entries of the references file, by key.
        content_hash: identity of the file and of what it cites.

    Raises:
        GuidanceError: the header is missing, broken or lacks a field; a citation does not resolve; the body is empty.
    """
    header, body, body_line = _split_header(text, source)
    blocks = list(_blocks(body, body_line))
    title = str(header["title"])
    clean, marked_sections = assemble(blocks, title)
    if not marked_sections:
        raise GuidanceError(
            "has a header but no guidance", where=source, mend="write at least one section, or remove the file"
        )
    cited = _cited(marked_sections, header, references, source)
    sections = tuple(_labelled(section, marked, references) for section, marked in marked_sections)
    return Document(
        id=str(header["id"]),
        title=title,
        text=clean,
        sections=sections,
        source=source,
        content_hash=content_hash,
        kind=header.get("kind", "topic"),
        topic=str(header["topic"]),
        summary=str(header["summary"]),
        audience=str(header["audience"]),
        aliases=_words(header, "aliases", source),
        exercises=_words(header, "exercises", source),
        author=str(header.get("author", "")),
        reviewed_on=_day(header, "reviewed_on", source),
        review_by=_day(header, "review_by", source),
        licence=str(header["licence"]),
        url=str(header.get("url", "")),
        references=tuple(references[key] for key in cited),
        extra={
            key: tuple(map(str, value)) if isinstance(value, list) else str(value)
            for key, value in header.items()
            if key not in _OWN_FIELDS
        },
    )


def _split_header(text: str, source: str) -> tuple[dict[str, Any], str, int]:
    match = _HEADER.match(text)
    if match is None:
        raise GuidanceError(
            "has no closed YAML header", where=f"{source}:1", mend="begin the file with `---`, the fields, and `---`"
        )
    try:
        header = yaml.safe_load(match.group(1))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or error
        raise GuidanceError(
            f"the header is not valid YAML: {problem}",
            where=f"{source}:{line}",
            mend="put values with a colon in quotes",
        ) from error
    if not isinstance(header, dict):
        raise GuidanceError("the header holds no fields", where=f"{source}:1", mend="write `field: value` lines")
    missing = [field for field in REQUIRED if header.get(field) in (None, "")]
    if missing:
        names = ", ".join(f"`{field}`" for field in missing)
        raise GuidanceError(f"the header lacks {names}", where=f"{source}:1", mend=f"add {names} to the header")
    if header.get("kind", "topic") not in KINDS:
        raise GuidanceError(
            f"`kind` is {header['kind']!r}", where=f"{source}:1", mend=f"use one of: {', '.join(KINDS)}"
        )
    if not _ID.fullmatch(str(header["id"])):
        raise GuidanceError(
            f"`id` is {header['id']!r}", where=f"{source}:1", mend="use lower-case words joined by hyphens"
        )
    return header, text[match.end() :], text[: match.end()].count("\n")


def _words(header: Mapping[str, Any], field: str, source: str) -> tuple[str, ...]:
    value = header.get(field) or []
    if not isinstance(value, list):
        raise GuidanceError(f"`{field}` is no list", where=f"{source}:1", mend=f"write `{field}: [one, two]`")
    return tuple(str(word) for word in value)


def _day(header: Mapping[str, Any], field: str, source: str) -> date:
    value = header[field]
    if isinstance(value, date):
        return value
    raise GuidanceError(f"`{field}` is {value!r}, no date", where=f"{source}:1", mend="write it as YYYY-MM-DD")


def _cited(
    marked_sections: list[tuple[Section, list[MarkedSentence]]],
    header: Mapping[str, Any],
    references: Mapping[str, Reference],
    source: str,
) -> tuple[str, ...]:
    """Return every key the document cites, in order; refuse one that is not defined."""
    keys = [key for _, marked in marked_sections for sentence in marked for key in sentence.references]
    declared = [str(key) for key in header.get("based_on") or []] if isinstance(header["based_on"], list) else []
    for key in dict.fromkeys([*keys, *declared]):
        if key not in references:
            raise GuidanceError(
                f"cites `{key}`, which references.yaml does not define",
                where=source,
                mend="add the entry to references.yaml, or correct the key, and run `python ingest.py`",
            )
    return tuple(dict.fromkeys(keys))


def _labelled(section: Section, marked: list[MarkedSentence], references: Mapping[str, Reference]) -> Section:
    sentences = tuple(
        replace(
            item.sentence,
            evidence=evidence_label((references[key].design for key in item.references), conflicting=item.conflicting),
        )
        for item in marked
    )
    return replace(section, sentences=sentences)


def _blocks(body: str, first_line: int) -> Iterator[Block]:
    """Walk the Markdown tokens; nothing of the markup reaches the text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    lists: list[BlockKind] = []
    table: _Table | None = None
    for number, token in enumerate(tokens):
        line = first_line + (token.map[0] + 1 if token.map else 1)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("item" if token.type.startswith("bullet") else "step")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "table_open":
            table = _Table()
        elif token.type == "table_close":
            table = None
        elif table is not None:
            row = table.take(token, line)
            if row is not None:
                yield row
        elif token.type == "html_block":
            yield from (Block("asked", text, line=line) for text in _asked(token.content))
        elif token.type == "inline":
            yield _block(token, tokens[number - 1], lists[-1] if lists else "paragraph", line)


def _block(token: Token, opening: Token, kind: BlockKind, line: int) -> Block:
    """Return the block of an inline token: a heading where one was opened, else of the kind given."""
    text, marks = _inline(token)
    if opening.type == "heading_open":
        return Block("heading", text, level=int(opening.tag[1]), line=line)
    return Block(kind, text, marks=tuple(marks), line=line)


def _asked(comment: str) -> list[str]:
    """Return the questions of an `<!-- asked: … -->` comment, one a line."""
    match = _ASKED.match(comment.strip())
    return [" ".join(line.split()) for line in match.group(1).splitlines() if line.strip()] if match else []


class _Table:
    """Collects a table's cells; each body row becomes one block."""

    def __init__(self) -> None:
        self._head: list[str] = []
        self._row: list[str] = []
        self._marks: list[CitationMark] = []
        self._in_head = False

    def take(self, token: Token, line: int) -> Block | None:
        """Read one token; return the row that it closes."""
        if token.type == "thead_open":
            self._in_head = True
        elif token.type == "thead_close":
            self._in_head = False
        elif token.type == "tr_open":
            self._row, self._marks = [], []
        elif token.type == "inline":
            text, marks = _inline(token)
            (self._head if self._in_head else self._row).append(text)
            self._marks.extend(marks)
        elif token.type == "tr_close" and not self._in_head:
            text = _row_text(self._head, self._row)
            keys = tuple(key for mark in self._marks for key in mark.references)
            mark = CitationMark(len(text), keys, any(mark.conflicting for mark in self._marks))
            return Block("row", text, marks=(mark,) if keys else (), line=line)
        return None


def _row_text(head: list[str], row: list[str]) -> str:
    """Lay a table row out as one line that reads by itself."""
    first = row[0] if row else ""
    if first and first.replace(" ", "").isdigit() and head:
        first = f"{head[0]} {first}"  # a bare number says nothing without its column's name
    cells = [f"{name}: {cell}" if name else cell for name, cell in zip(head[1:], row[1:], strict=False) if cell]
    return f"{first} – {'; '.join(cells)}" if cells else first


def _inline(token: Token) -> tuple[str, list[CitationMark]]:
    """Return the words of an inline token, and the citations that stood among them."""
    raw = "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
    raw = re.sub(r"\s+", " ", raw).strip()
    text, marks, last = "", [], 0
    for match in _CITATION.finditer(raw):
        text += raw[last : match.start()]
        last = match.end()
        parts = [part.strip() for part in re.split(r"[;,]", match.group(1))]
        keys = tuple(part[1:] for part in parts if part.startswith("@"))
        marks.append(CitationMark(len(text), keys, "conflicting" in parts))
    return text + raw[last:], marks
