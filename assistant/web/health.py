"""Liveness, readiness and counts. No message text in any of them."""

from typing import Literal

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel

from assistant.web.metrics import CONTENT_TYPE, Metrics
from assistant.web.problems import Problem, documented
from assistant.web.service import NOT_READY, Conversations


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The guidance can be searched."""

    status: Literal["ready"] = "ready"


def health_router(conversations: Conversations, metrics: Metrics) -> APIRouter:
    """Return the paths that watch over the process."""
    router = APIRouter(tags=["operation"])

    @router.get("/healthz", summary="Is the process alive?")
    async def healthz() -> Health:
        return Health()

    @router.get("/readyz", summary="Can questions be answered?", responses=documented(503))
    async def readyz() -> Readiness:
        if not await conversations.is_ready():
            raise Problem(503, "not_ready", NOT_READY)
        return Readiness()

    @router.get("/metrics", summary="Counts for Prometheus", response_class=PlainTextResponse)
    async def counts() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return router
