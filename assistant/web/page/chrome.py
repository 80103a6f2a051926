"""What stands around the chat and needs no conversation: header, welcome, topics, panels. Rendered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from assistant.assembly import Assistant
from assistant.domain import Document
from assistant.settings import Settings
from assistant.web.page.blocks import PAGE_FILES, page_title
from assistant.web.page.render import Renderer
from assistant.web.page.theme import accent_css

_STARTERS = 4


@dataclass(frozen=True, slots=True)
class Chrome:
    """HTML for the head of the page, and for before and after the chat."""

    head: str
    before: str
    after: str


def page_chrome(assistant: Assistant, settings: Settings) -> Chrome:
    """Render the shell for what is ingested now."""
    documents = sorted(assistant.documents.values(), key=lambda document: document.title)
    renderer = Renderer(assistant.document, lambda exercise: "")
    values = {
        "title": page_title(settings),
        "settings": settings,
        "accent": accent_css(settings.accent),
        "stamp": _stamp(),
        "starters": starters([d for d in documents if d.kind != "exercise"]),
        "topics": [d for d in documents if d.kind != "exercise"],
        "exercises": [d for d in documents if d.kind == "exercise"],
        "phone": settings.clinic_phone.replace(" ", ""),
    }
    return Chrome(*(renderer.template(f"page_{part}.html", **values) for part in ("head", "before", "after")))


def starters(topics: Sequence[Document]) -> list[str]:
    """Choose the questions to begin with: written ones whose document is there, then headings that are questions."""
    text = (resources.files("assistant.web.page") / "starters.yaml").read_text(encoding="utf-8")
    written: dict[str, str] = yaml.safe_load(text)
    known = {document.id for document in topics}
    chosen = [question for document, question in written.items() if document in known]
    for document in topics:
        headings = [section.heading for section in document.sections if section.heading.endswith("?")]
        chosen.extend(heading for heading in headings[:1] if heading not in chosen)
    return chosen[:_STARTERS]


def _stamp() -> int:
    """Return a number that changes with the page's files, so that browsers do not keep old ones."""
    return max((int(path.stat().st_mtime) for path in PAGE_FILES.iterdir()), default=0)
