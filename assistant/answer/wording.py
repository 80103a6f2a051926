"""The reply's Markdown: fixed lines around the quotations, in reading order."""

import re
from collections.abc import Sequence
from importlib import resources
from typing import Any

import yaml

from assistant.reply import Citation, Sentence

_MARKUP = re.compile(r"[^\w\s'’?,.%/-]")
_MOST_REPEATED = 90  # characters of the person's own words


def plain_words(asked: str) -> str:
    """Return the person's words to be said back, without marks that a page could take for markup."""
    words = " ".join(_MARKUP.sub("", asked).split())
    return words if len(words) <= _MOST_REPEATED else words[:_MOST_REPEATED].rsplit(" ", 1)[0] + " …"


def read_wording() -> dict[str, Any]:
    """Read the fixed lines that come with the package."""
    text = (resources.files("assistant.answer") / "data" / "wording.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def answer_markdown(sentences: Sequence[Sentence], citations: Sequence[Citation]) -> str:
    """Lay sentences out with their numbers, and the sources below.

    Sentences of one section make a paragraph, steps a numbered list, items and table rows a list.
    """
    blocks: list[str] = []
    previous: tuple[str, str, str] | None = None
    step = 0
    for position, sentence in enumerate(sentences):
        source = citations[sentence.citation - 1]
        last_of_citation = position + 1 == len(sentences) or sentences[position + 1].citation != sentence.citation
        mark = f" [{sentence.citation}]" if last_of_citation else ""
        here = (source.document, source.section, sentence.kind)
        step = step + 1 if previous == here and sentence.kind == "step" else 1
        line = f"{sentence.text}{mark}"
        if sentence.kind == "step":
            line = f"{step}. {line}"
        elif sentence.kind in ("item", "row"):
            line = f"- {line}"
        if previous == here:
            blocks[-1] += (" " if sentence.kind == "sentence" else "\n") + line
        else:
            blocks.append(line)
        previous = here
    return "\n\n".join(blocks)


def sources_markdown(citations: Sequence[Citation], wording: dict[str, Any]) -> str:
    """List the sources: title, section, evidence label and review date."""
    lines = [wording["sources_heading"]]
    for citation in citations:
        label = wording["evidence"].get(citation.evidence, "")
        date = f"{citation.reviewed_on.day} {citation.reviewed_on:%B %Y}" if citation.reviewed_on else ""
        reviewed = wording["reviewed"].format(date=date) if date else ""
        notes = "; ".join(part for part in (label, reviewed) if part)
        lines.append(f"[{citation.n}] {citation.title}: {citation.section}" + (f" ({notes})" if notes else ""))
    return "\n".join([lines[0], *(f"- {line}" for line in lines[1:])])
