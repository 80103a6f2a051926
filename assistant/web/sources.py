"""`/sources`: the guidance as readable, printable pages, with the quoted words highlighted."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.assembly import Assistant
from assistant.domain import Document, Span
from assistant.settings import Settings
from assistant.web.accent import read_accent
from assistant.web.drawings import drawing_words
from assistant.web.problems import Problem, documented
from assistant.web.source_view import section_views
from assistant.web.templates import render

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def parse_span(text: str, document: Document) -> Span | None:
    """Read `START-END`; None when it is no span of this document."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return Span(start, end) if start < end <= len(document.text) else None


@cache
def pictures() -> Mapping[str, str]:
    """Return what each exercise's drawing shows, by the exercise's id."""
    folder = resources.files("assistant.web") / "static" / "exercises"
    files = [entry for entry in folder.iterdir() if entry.name.endswith(".svg")] if folder.is_dir() else []
    return {entry.name.removesuffix(".svg"): drawing_words(entry.read_text(encoding="utf-8")) for entry in files}


def shelves(documents: Mapping[str, Document]) -> list[tuple[str, list[tuple[str, list[Document]]]]]:
    """Return topics and exercises, each by its field, in alphabetical order."""

    def by(kind: tuple[str, ...], field: str) -> list[tuple[str, list[Document]]]:
        def key(document: Document) -> str:
            return str(document.extra.get("region", "")) if field == "region" else document.topic

        chosen = sorted((d for d in documents.values() if d.kind in kind), key=lambda d: (key(d), d.title))
        return [(name, list(group)) for name, group in groupby(chosen, key=key)]

    topics = by(("topic", "page"), "topic")
    if all(len(group) == 1 for _, group in topics):  # a heading over each single page would only make the list longer
        topics = [("", sorted((d for _, group in topics for d in group), key=lambda d: d.title))] if topics else []
    found = [("Topics", topics), ("Exercises", by(("exercise",), "region"))]
    return [(name, groups) for name, groups in found if groups]


def sources_router(assistant: Assistant, settings: Settings) -> APIRouter:
    """Return the pages of the guidance."""
    router = APIRouter(tags=["sources"], default_response_class=HTMLResponse)

    @router.get("/sources", summary="Every topic and exercise")
    async def contents() -> HTMLResponse:
        shelved = shelves(assistant.documents)
        return HTMLResponse(render("contents.html", shelves=shelved, pictures=pictures(), clinic=settings.clinic_name))

    accent = read_accent(settings.accent)

    @router.get("/sources/accent.css", include_in_schema=False)
    async def accent_css() -> Response:
        """Serve the clinic's accent colour, for these pages take no style of their own from the page itself."""
        return Response(accent.css if accent else "", media_type="text/css")

    @router.get("/sources/{document}", summary="One document of the guidance", responses=documented(404, 422))
    async def page(request: Request, document: str, span: str = "") -> HTMLResponse:
        """Show a document; `?span=START-END` highlights exactly these characters of its text."""
        try:
            found = assistant.document(document)
        except KeyError:
            message = "There is no such page in the guidance."
            if "text/html" in request.headers.get("accept", ""):
                return HTMLResponse(render("missing.html", message=message, clinic=settings.clinic_name), 404)
            raise Problem(404, "not_found", message) from None
        marked = parse_span(span, found)
        views = await run_in_threadpool(section_views, found, marked)
        titles = {key: assistant.documents[key].title for key in found.exercises if key in assistant.documents}
        return HTMLResponse(
            render(
                "source.html", document=found, sections=views, exercises=titles,
                span_missing=bool(span) and marked is None, clinic=settings.clinic_name,
                picture=pictures().get(found.id, "") if found.kind == "exercise" else "",
            )
        )  # fmt: skip

    return router
