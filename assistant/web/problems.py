"""Errors of the HTTP side: always `{"error": {"code", "message"}}`, never a traceback and never the person's words."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

log = structlog.get_logger("assistant.web")

_CODES = {
    400: "malformed",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_long",
    422: "invalid",
    429: "rate_limited",
    503: "not_ready",
}

SORRY = "Something went wrong here."
UNREAD = frozenset({"too_long", "too_slow", "busy", "internal"})
"""Refusals of a message that no safety rule has read: whom to call stands beside each."""

_TEXT = {"type": "string"}
ERROR_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "required": ["error"],
    "additionalProperties": False,
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "additionalProperties": False,
            "properties": {"code": _TEXT, "message": _TEXT},
        }
    },
}
"""The form of every error: a code for a program, a message for a person."""


class Problem(Exception):  # a refusal with a status, told to the client
    """A request that is refused."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.headers = status, code, message, dict(headers or {})

    def response(self, help_line: str) -> JSONResponse:
        """Return the refusal in the form of every error."""
        return problem_response(self.status, self.code, self.message, self.headers, help_line=help_line)


def problem_response(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None, *, help_line: str = ""
) -> JSONResponse:
    """Return an error in the documented form; `help_line` follows where the message was not read."""
    told = f"{message} {help_line}" if help_line and code in UNREAD else message
    return JSONResponse({"error": {"code": code, "message": told}}, status, headers=dict(headers or {}))


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe these error statuses for the OpenAPI schema."""
    # Spelled out rather than as a model: on a path that answers with HTML a model would be listed as HTML.
    content = {"application/json": {"schema": ERROR_SCHEMA}}
    return {status: {"content": content, "description": _CODES.get(status, "refused")} for status in statuses}


def install_handlers(app: FastAPI, help_line: str) -> None:
    """Answer every failure of this application in the documented form; `help_line` says whom to call."""
    app.state.help_line = help_line
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)


async def _on_problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    return error.response(request.app.state.help_line)


async def _on_invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    if any(entry["type"] == "json_invalid" for entry in found):
        return problem_response(400, "malformed", "The body is not valid JSON.")
    too_long = [entry for entry in found if entry["type"] in ("string_too_long", "too_long")]
    if too_long:
        message = f"{_where(too_long[0])}: {too_long[0]['msg']}."
        return problem_response(413, "too_long", message, help_line=request.app.state.help_line)
    # The values are left out: they may be the person's words.
    return problem_response(422, "invalid", "; ".join(f"{_where(entry)}: {entry['msg']}" for entry in found[:5]))


def _where(entry: Mapping[str, Any]) -> str:
    """Name the field by position; a key that the client invented is not repeated."""
    parts = [
        str(part) for part in entry["loc"] if not (entry["type"] == "extra_forbidden" and part == entry["loc"][-1])
    ]
    return ".".join(parts)[:100]


async def _on_http(_request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    code = _CODES.get(error.status_code, "refused")
    return problem_response(error.status_code, code, str(error.detail), error.headers)


def report_bug(path: str, error: Exception, help_line: str) -> JSONResponse:
    """Log a failure that nobody foresaw, and return what the client is told."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    # Where it happened, not what it said: an exception's text can hold the person's words.
    log.error("bug", path=path, error=type(error).__name__, at=place)
    return problem_response(500, "internal", SORRY, help_line=help_line)
