"""What stands around the chat and needs no conversation: header, welcome, topics, panels. Rendered once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import structlog
import yaml

from assistant.assembly import Assistant
from assistant.domain import Document
from assistant.settings import Settings
from assistant.web.accent import read_accent
from assistant.web.page.blocks import PAGE_FILES, page_title
from assistant.web.page.render import Renderer
from assistant.web.widget.bundle import emergency_number, help_card

_STARTERS = 4
_log = structlog.get_logger(__name__)


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
    accent = read_accent(settings.accent)
    if settings.accent and accent is None:
        _log.warning("accent_not_used", accent=settings.accent, why="not #rrggbb, or too pale to read on a light page")
    values = {
        "title": page_title(settings),
        "settings": settings,
        "accent": accent.css if accent else "",
        "stamp": _stamp(),
        "starters": starters([d for d in documents if d.kind != "exercise"]),
        "topics": [d for d in documents if d.kind != "exercise"],
        "topic_names": topic_names([d for d in documents if d.kind != "exercise"]),
        "exercises": [d for d in documents if d.kind == "exercise"],
        "emergency": emergency_number(settings),
        "help": help_card(settings),
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


def topic_names(topics: Sequence[Document]) -> list[tuple[str, str]]:
    """Return id and short name of each document: its topic, or its title where it has none or shares it."""
    times = Counter(document.topic for document in topics)
    named = [(d.id, d.topic[:1].upper() + d.topic[1:] if d.topic and times[d.topic] == 1 else d.title) for d in topics]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _stamp() -> int:
    """Return a number that changes with the page's files, so that browsers do not keep old ones."""
    return max((int(path.stat().st_mtime) for path in PAGE_FILES.iterdir()), default=0)
