"""Puts the chat page on a FastAPI app: Gradio's page without what it loads from elsewhere, in a shell of our own."""

import re
from collections.abc import Callable
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.web.page.blocks import STATIC, build_page
from assistant.web.page.chrome import Chrome, page_chrome
from assistant.web.page.theme import page_theme

# Gradio's index page: social-media tags that name its own host, a script for framed pages, a manifest for installing.
_STRIPPED = (
    re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>'),
    re.compile(r'<link rel="manifest"[^>]*>'),
    re.compile(r"<link[^>]+(?:preconnect|dns-prefetch)[^>]*>"),
    re.compile(r"<script(?: data-gradio-mode)?>(?:(?!</script>).)*?iframe-?resizer.*?</script>", re.I | re.S),
)


def mount_page(app: FastAPI, assistant: Assistant, settings: Settings, *, path: str = "/") -> FastAPI:
    """Mount the page, and the static files unless they are served already; call it after every other route is added."""
    if not any(getattr(route, "path", None) == "/static" for route in app.routes):
        app.mount("/static", StaticFiles(directory=STATIC), name="static")
    gr.mount_gradio_app(
        app,
        build_page(assistant, settings),
        path=path,
        theme=page_theme(),
        footer_links=[],
        run_history=False,  # Gradio would keep every run in the browser
        ssr_mode=False,
        pwa=False,
        show_error=False,
        max_file_size=1,  # nothing on the page takes a file
    )
    app.add_middleware(PageShell, path=path, rewrite=shell_writer(page_chrome(assistant, settings)))
    return app


def shell_writer(chrome: Chrome) -> Callable[[str], str]:
    """Return the function that turns Gradio's index page into ours."""

    def rewrite(page: str) -> str:
        for pattern in _STRIPPED:
            page = pattern.sub("", page)
        page = page.replace("</head>", f"{chrome.head}</head>", 1)
        page = page.replace("<gradio-app", f"{chrome.before}<gradio-app", 1)
        return page.replace("</body>", f"{chrome.after}</body>", 1)

    return rewrite


class PageShell:
    """ASGI middleware that rewrites the one HTML page at `path`, and passes everything else through."""

    def __init__(self, app: Any, path: str, rewrite: Callable[[str], str]) -> None:
        self._app, self._path, self._rewrite = app, path, rewrite

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        started: dict[str, Any] = {}
        body = bytearray()

        async def collect(message: Any) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            content = bytes(body)
            headers = dict(started["headers"])
            if headers.get(b"content-type", b"").startswith(b"text/html"):
                content = self._rewrite(content.decode("utf-8")).encode("utf-8")
                headers[b"content-length"] = str(len(content)).encode()
            await send({**started, "headers": list(headers.items())})
            await send({"type": "http.response.body", "body": content})

        await self._app(scope, receive, collect)
