"""What stands in front of every path: origins, body size, security headers, one log line without anybody's words."""

import asyncio
import time
from dataclasses import dataclass

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.metrics import Metrics
from assistant.web.origins import AllowedOrigins
from assistant.web.problems import problem_response, report_bug

log = structlog.get_logger("assistant.web")

BODY_TIME_S = 10.0
"""A browser sends a message at once; whoever needs longer is holding a connection open."""
PAGE_BODY_BYTES = 8_000_000
EMBED_PAGE = "/widget/v1/embed"
WIDGET_FILES = "/widget/v1/"
OWN_PAGES = (
    "/sources",
    "/docs",
    "/page-assets",
    "/widget",
    "/api",
    "/v1",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
)

_OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# Gradio starts from inline scripts and styles. No other host can be reached all the same.
_CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; form-action 'self'; base-uri 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def is_own(path: str) -> bool:
    """Say whether a path is one of ours rather than of the chat page's framework."""
    return any(path == own or path.startswith(own + "/") for own in OWN_PAGES)


@dataclass(frozen=True, slots=True)
class Guard:
    """ASGI middleware; pure, so that streamed answers are not held back."""

    app: ASGIApp
    origins: AllowedOrigins
    metrics: Metrics
    max_body_bytes: int
    help_line: str
    """Whom to call, beside a refusal of what was not read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, pass it on, and dress the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        started = time.perf_counter()
        origin = headers.get("origin")
        is_listed = origin is not None and self.origins.lists(origin)

        begun = False

        async def dressed(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), scope["path"], origin if is_listed else None)
                self._note(scope, message["status"], time.perf_counter() - started)
            await send(message)

        refusal = self._refusal(scope, headers)
        if scope["method"] == "HEAD" and is_own(scope["path"]):
            # Monitors ask so. The server sends no body in answer to HEAD, whatever the application gives it.
            scope = {**scope, "method": "GET"}
        if refusal is None and scope["method"] in ("POST", "PUT", "PATCH"):
            # The chat page sends its whole conversation along, laid out as HTML.
            limit = self.max_body_bytes if is_own(scope["path"]) else PAGE_BODY_BYTES
            body = await _whole_body(headers, receive, limit, self.help_line)
            if isinstance(body, Response):
                refusal = body
            else:
                receive = _replay(body, receive)
        try:
            await (refusal or self.app)(scope, receive, dressed)
        except Exception as error:  # the last place: whatever leaves here is logged whole by the server, words and all
            response = report_bug(getattr(scope.get("route"), "path", "other"), error, self.help_line)
            if not begun:
                await response(scope, receive, dressed)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return what a request from elsewhere gets instead of an answer; None when it may pass."""
        origin = headers.get("origin")
        # A page that is shown in an iframe, and the loader, are fetched as pages: those say who may use them by header.
        is_public = scope["method"] in ("GET", "HEAD") and scope["path"].startswith(WIDGET_FILES)
        if not is_public and not self.origins.allows(origin, headers.get("host", "")):
            self.metrics.count_refused_origin()
            return problem_response(
                403, "origin_not_allowed",
                "This site may not use the assistant. Its address must be listed in ASSISTANT_ALLOWED_ORIGINS.",
            )  # fmt: skip
        if scope["method"] == "OPTIONS" and origin and "access-control-request-method" in headers:
            return Response(status_code=204)
        return None

    def _dress(self, headers: MutableHeaders, path: str, allowed_origin: str | None) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        framed_by = self.origins.frame_ancestors if path == EMBED_PAGE else "'none'"
        headers["Content-Security-Policy"] = (
            f"{_OWN_POLICY if is_own(path) else _CHAT_POLICY}; frame-ancestors {framed_by}"
        )
        if path != EMBED_PAGE:
            headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if path.startswith(WIDGET_FILES) else "same-origin"
        headers.add_vary_header("Origin")
        if allowed_origin is not None:
            headers["Access-Control-Allow-Origin"] = allowed_origin
            headers["Access-Control-Allow-Methods"] = "GET, POST"
            # OpenAI-compatible clients in a browser send a key and headers of their own; none has an effect.
            headers["Access-Control-Allow-Headers"] = "Content-Type, Accept, Authorization, *"
            headers["Access-Control-Max-Age"] = "600"
            headers["Access-Control-Expose-Headers"] = "Retry-After"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if path.startswith(("/api/", "/v1/")):
            headers["Cache-Control"] = "no-store"

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Log and count a request by the pattern of its path: no query, no address, no words."""
        pattern = getattr(scope.get("route"), "path", "") or ("/" if scope["path"] == "/" else "other")
        self.metrics.count_request(pattern, scope["method"], status, seconds)
        log.info("request", method=scope["method"], path=pattern, status=status, ms=round(seconds * 1000, 1))


async def _whole_body(headers: Headers, receive: Receive, limit: int, help_line: str) -> bytes | Response:
    """Read the whole body within its size and time."""
    too_long = problem_response(413, "too_long", f"The body is longer than {limit} bytes.", help_line=help_line)
    declared = headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        return too_long
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIME_S):
            while True:
                message = await receive()
                if message["type"] != "http.request":  # the client went away
                    return bytes(body)
                body += message.get("body", b"")
                if len(body) > limit:
                    return too_long
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        return problem_response(408, "too_slow", "The message did not arrive in time.", help_line=help_line)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand a body that was already read to the application, then whatever comes (the disconnect)."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed
