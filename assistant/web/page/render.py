"""Messages as HTML. Every word from a person or from the guidance is escaped by the template engine."""

import json
import re
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from assistant.answer.exercises import kit
from assistant.answer.wording import read_wording
from assistant.domain import Document
from assistant.reply import Card, Reply
from assistant.web.page.layout import card_parts, placed_lines, source_context, text_blocks

# How many of three bars an evidence label fills; a sign of its own where studies disagree.
_BARS = {"strong": "three", "moderate": "two", "limited": "one", "expert opinion": "no", "conflicting": "split"}
_UNITS = "sets? repeats? holds? rounds? times? steps? seconds? minutes? hours? days? weeks? months? cm kg".replace(
    " ", "|"
)
_FIGURES = re.compile(rf"\d[\d.]*%?(?: to \d[\d.]*%?)?(?: (?:{_UNITS})\b)?")
_LONG_MESSAGE, _OPENING = 1200, 450  # characters; a longer message would push its answer off the screen
_FOLDER = resources.files("assistant.web.page") / "templates"


class Renderer:
    """Turns replies and typed messages into the HTML of chat messages."""

    def __init__(self, document: Callable[[str], Document], picture_text: Callable[[str], str]) -> None:
        self._document = document
        self._picture_text = picture_text
        self.wording: dict[str, Any] = read_wording()
        names = [path.name for path in _FOLDER.iterdir() if path.name.endswith(".html")]
        self._environment = Environment(
            loader=DictLoader({name: (_FOLDER / name).read_text(encoding="utf-8") for name in names}),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            lines=with_line_breaks, date=long_date, figures=with_figures, bars=bars, kit=kit
        )
        self._environment.globals["wording"] = self.wording

    def template(self, name: str, **values: Any) -> str:
        """Fill a template. The result is one line, for a blank line would end an HTML block in Markdown."""
        return re.sub(r"\s*\n\s*", " ", self._environment.get_template(name).render(**values)).strip()

    def user(self, text: str) -> str:
        """Show what was typed, as text; of a very long message the beginning, and the rest on request."""
        opening, rest = _folded(text)
        return self.template("user.html", opening=opening, rest=rest)

    def waiting(self, card: Card | None = None) -> str:
        """Show that an answer is on its way; its card, when that is known, comes first."""
        return self.template("waiting.html", card=card)

    def notice(self, heading: str, text: str, card: Card | None = None) -> str:
        """Show a message of the page itself, such as an error, and the card that stands beside it."""
        return self.template("problem.html", heading=heading, text=text, card=card)

    def sentences(self, reply: Reply) -> int:
        """Return how many sentences the answer's text has; those on an exercise card are not among them."""
        return sum(not on_card for _, _, on_card in placed_lines(reply.sentences, reply.citations, reply.exercises))

    def reply(self, reply: Reply, *, number: int, question: str, shown: int | None = None) -> str:
        """Show a reply.

        Args:
            reply: what to show.
            number: position of the answer in the conversation; makes the ids of its parts unique.
            question: what was asked; kept with the reply in the page for export and summary.
            shown: how many sentences to show while it streams; all of them, with everything around, when None.
        """
        placed = placed_lines(reply.sentences, reply.citations, reply.exercises)
        in_text = [entry for entry in placed if not entry[2]][:shown]
        is_done = shown is None
        return self.template(
            "reply.html",
            reply=reply,
            prefix=f"a{number}",
            blocks=text_blocks(in_text, reply.citations),
            is_done=is_done,
            contexts={c.n: source_context(c, self._document) for c in reply.citations} if is_done else {},
            citations={c.n: c for c in reply.citations},
            labels=list(dict.fromkeys(c.evidence for c in reply.citations if c.evidence)),
            pictures={e.id: self._picture_text(e.id) for e in reply.exercises},
            parts={e.id: card_parts(placed, reply.citations, e) for e in reply.exercises},
            record=_record(reply, question) if is_done else "",
        )


def _folded(text: str) -> tuple[str, str]:
    """Return a message and nothing, or the beginning of a long one, to the end of a word, and the rest."""
    if len(text) <= _LONG_MESSAGE:
        return text, ""
    head = text[:_OPENING]
    end = max(head.rfind(" "), head.rfind("\n"))
    end = end if end > 0 else _OPENING
    return text[:end], text[end:].lstrip()


def with_line_breaks(text: str) -> Markup:
    """Escape, and keep line breaks."""
    return Markup("<br>").join(escape(line) for line in text.strip("\n").splitlines())


def long_date(day: date | None) -> str:
    """Write a date as people read it: 24 November 2026."""
    return f"{day.day} {day:%B %Y}" if day else ""


def with_figures(text: str) -> Markup:
    """Escape, and set the numbers of a dose apart with their units; no word is changed."""
    pieces, end = [], 0
    for found in _FIGURES.finditer(text):
        pieces += [escape(text[end : found.start()]), Markup("<strong>%s</strong>") % found[0]]
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])


def bars(label: str) -> str:
    """Return how many of three bars stand for an evidence label; empty where there is none."""
    return _BARS.get(label, "")


def _record(reply: Reply, question: str) -> str:
    """Keep the whole reply with its question as JSON, from which the browser makes exports."""
    return json.dumps(
        {"question": question, "reply": reply.model_dump(mode="json", exclude={"timings_ms"})}, ensure_ascii=False
    )
