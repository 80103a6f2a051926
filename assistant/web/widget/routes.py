"""`/widget/v1/`: the script and the page for an iframe."""

import hashlib

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.settings import Settings
from assistant.web.templates import render
from assistant.web.widget.bundle import compressed, emergency_number, widget_script


def widget_router(settings: Settings) -> APIRouter:
    """Return the widget's paths; the script is put together once."""
    router = APIRouter(prefix="/widget/v1", tags=["widget"])
    script = widget_script(settings)
    small = compressed(script)
    tag = f'"{hashlib.sha256(script.encode()).hexdigest()[:20]}"'

    @router.get("/widget.js", summary="The widget", include_in_schema=False)
    async def widget(request: Request) -> Response:
        headers = {"ETag": tag, "Cache-Control": "public, max-age=600", "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        media_type = "text/javascript; charset=utf-8"
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(small, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(script, media_type=media_type, headers=headers)

    @router.get("/embed", summary="The chat as a page for an iframe", include_in_schema=False)
    async def embed() -> HTMLResponse:
        return HTMLResponse(
            render(
                "embed.html",
                clinic=settings.clinic_name,
                phone=settings.clinic_phone,
                emergency=emergency_number(settings),
            )
        )

    return router
