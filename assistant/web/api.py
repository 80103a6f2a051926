"""`POST /api/v1/chat`: a conversation in, the whole `Reply` or its pieces out."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StrictBool, create_model

from assistant.domain import Route
from assistant.reply import Reply, ReplyEvent
from assistant.settings import Settings
from assistant.web.problems import documented
from assistant.web.service import Client, Conversations

EVENT_STREAM = "text/event-stream"
STREAM_CONTENT = {
    EVENT_STREAM: {
        "schema": {
            "type": "object",
            "description": "An event; `data` is JSON.",
            "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
        }
    }
}
_ERRORS = documented(400, 403, 413, 422, 429, 503)


class ChatMessage(BaseModel):
    """A message of either side."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str


class Feedback(BaseModel):
    """Whether an answer was useful."""

    model_config = ConfigDict(extra="forbid")

    helpful: StrictBool
    route: Route


def request_model(settings: Settings) -> type[BaseModel]:
    """Return the form of a chat request, with this installation's limits in it."""
    text = Annotated[str, Field(max_length=settings.max_message_chars)]
    message = create_model("Message", __base__=ChatMessage, content=(text, ...))
    messages: Any = Annotated[
        list[text | message],
        Field(
            min_length=1,
            max_length=settings.max_messages,
            description="Oldest first; plain strings are the user's. The last one must be the user's.",
        ),
    ]
    return create_model("ChatRequest", __config__=ConfigDict(extra="forbid"), messages=(messages, ...))


def client_of(request: Request) -> Client:
    """Return who asks. The server has already read the address that a trusted proxy names."""
    return Client(request.client.host if request.client else "", request.headers.get("origin", ""))


def event_bytes(event: ReplyEvent) -> bytes:
    """Return an event of the stream; each carries only the field that its type has."""
    field = {"card": "card", "text": "delta", "done": "reply"}[event.type]
    return f"event: {event.type}\ndata: {event.model_dump_json(include={'type', field})}\n\n".encode()


def chat_router(conversations: Conversations, settings: Settings) -> APIRouter:
    """Return the chat path."""
    router = APIRouter(tags=["chat"])
    ChatRequest = request_model(settings)  # a class

    @router.post(
        "/api/v1/chat",
        response_model=Reply,
        responses={**_ERRORS, 200: {"content": STREAM_CONTENT}},
        summary="Answer a conversation",
    )
    async def chat(request: Request, body: ChatRequest) -> Response:  # type: ignore[valid-type]  # built from the settings
        """Answer as JSON, or with `Accept: text/event-stream` as `card`, `text` and `done` events."""
        messages = [m if isinstance(m, str) else m.model_dump() for m in body.messages]  # type: ignore[attr-defined]
        if EVENT_STREAM in request.headers.get("accept", ""):
            events = await conversations.events(messages, client_of(request))
            return StreamingResponse(_stream(events), media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"})
        reply = await conversations.reply(messages, client_of(request))
        return Response(reply.model_dump_json(), media_type="application/json")

    @router.post("/api/v1/feedback", status_code=204, responses=_ERRORS, summary="Say whether an answer was useful")
    async def feedback(request: Request, body: Feedback) -> None:
        """Count a yes or a no. Nothing else is kept."""
        await conversations.feedback(body.route, helpful=body.helpful, client=client_of(request))

    return router


async def _stream(events: AsyncIterator[ReplyEvent]) -> AsyncIterator[bytes]:
    async for event in events:
        yield event_bytes(event)
