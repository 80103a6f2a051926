"""The application: chat page, widget, HTTP API and source pages behind one guard."""

import inspect
import json
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.routing import BaseRoute, Match, Mount
from starlette.staticfiles import StaticFiles

from assistant.answer.cards import unread_line
from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.web.api import chat_router
from assistant.web.health import health_router
from assistant.web.limits import Limits
from assistant.web.metrics import Metrics
from assistant.web.openai_api import openai_router
from assistant.web.origins import AllowedOrigins
from assistant.web.problems import Problem, install_handlers
from assistant.web.security import OWN_PAGES, Guard
from assistant.web.service import Conversations
from assistant.web.sources import sources_router
from assistant.web.templates import render
from assistant.web.widget.bundle import help_card
from assistant.web.widget.routes import widget_router

DESCRIPTION = "Quoted, cited answers from rehab guidance, behind a safety layer that no caller can switch off."
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


def create_app(assistant: Assistant, settings: Settings, *, with_page: bool = True) -> FastAPI:
    """Wire the web application around an open assistant.

    Args:
        assistant: the open assistant.
        settings: its settings.
        with_page: leave the chat page out where only widget, API and sources are wanted.

    Raises:
        SettingsError: a rate, its storage or an allowed origin cannot be read.
    """
    origins = AllowedOrigins(settings.allowed_origins)
    metrics = Metrics()
    conversations = Conversations(assistant, Limits.from_settings(settings), metrics)
    app = FastAPI(title="Rehab assistant", description=DESCRIPTION, docs_url=None, redoc_url=None, **_no_telemetry())
    help_line = unread_line(help_card(settings))
    install_handlers(app, help_line)
    app.include_router(chat_router(conversations, settings))
    app.include_router(openai_router(conversations, settings))
    app.include_router(sources_router(assistant, settings))
    app.include_router(widget_router(settings))
    app.include_router(health_router(conversations, metrics))
    _add_docs(app)
    app.mount("/page-assets", StaticFiles(packages=[("assistant.web", "static")]), name="page-assets")
    _add_refusals(app)
    if with_page:
        from assistant.web.page import mount_page  # here, because Gradio takes seconds to import

        mount_page(app, assistant, settings)
    # A character is up to six bytes in JSON's escaped form, twelve beyond the basic plane.
    app.add_middleware(
        Guard, origins=origins, metrics=metrics, max_body_bytes=12 * settings.max_message_chars + 64_000,
        help_line=help_line,
    )  # fmt: skip
    return app


def _no_telemetry() -> dict[str, Any]:
    """Switch off the traces that newer FastAPI releases offer to whatever collector is set up."""
    if "telemetry" in inspect.signature(FastAPI.__init__).parameters:
        return {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    return {}


def _add_docs(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        schema = app.openapi()
        bodies = {name: json.dumps(part, indent=1) for name, part in schema["components"]["schemas"].items()}
        return HTMLResponse(render("docs.html", schema=schema, bodies=bodies, clinic=""))


def _add_refusals(app: FastAPI) -> None:
    """Keep unknown paths and methods of ours from falling through to the chat page's framework."""

    async def refuse(request: Request) -> None:
        ours = [r for r in app.routes if not isinstance(r, Mount) and getattr(r, "endpoint", None) is not refuse]
        methods = [m for m in _METHODS if any(_answers(route, request, m) for route in ours)]
        if "GET" in methods and "HEAD" not in methods:
            methods.append("HEAD")  # the guard answers it as a GET
        if not methods:
            raise Problem(404, "not_found", "There is nothing here.")
        allowed = ", ".join(methods)
        raise Problem(405, "method_not_allowed", f"Only {allowed} works here.", {"Allow": allowed})

    for own in OWN_PAGES:
        for path in (own, own + "/{rest:path}"):
            app.add_api_route(path, refuse, methods=_METHODS, include_in_schema=False)


def _answers(route: BaseRoute, request: Request, method: str) -> bool:
    return route.matches({**request.scope, "method": method})[0] is Match.FULL
