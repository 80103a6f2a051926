"""The paths that OpenAI-compatible clients speak. No caller's prompt, model name or setting reaches the assistant."""

import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.reply import Reply, ReplyEvent
from assistant.settings import Settings
from assistant.web.api import EVENT_STREAM, STREAM_CONTENT, client_of
from assistant.web.problems import Problem, documented
from assistant.web.service import Conversations

MODEL = "rehab-assistant"


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str
    text: str = ""


class ClientMessage(BaseModel):
    """A message as these clients send it."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["user", "assistant", "system", "developer", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        """The text parts, joined."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream carries besides the text."""

    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class CompletionRequest(BaseModel):
    """A request for a reply. Sampling settings and tools are accepted and have no effect."""

    model_config = ConfigDict(extra="ignore")

    messages: list[ClientMessage] = Field(min_length=1)
    model: str = MODEL
    stream: bool = False
    stream_options: StreamOptions | None = None


class Usage(BaseModel):
    """Sizes, counted in words: there is no tokenizer that would mean anything here."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ReplyMessage(BaseModel):
    """The reply's text, as Markdown."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one reply there is."""

    index: int = 0
    message: ReplyMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Completion(BaseModel):
    """A reply in the form of a chat completion; `reply` is the whole of it, with card and citations."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage
    reply: Reply


class Model(BaseModel):
    """The one model there is."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "this server"


class ModelList(BaseModel):
    """Every model: one."""

    object: Literal["list"] = "list"
    data: list[Model]


def read_messages(body: CompletionRequest, settings: Settings) -> list[dict[str, str]]:
    """Keep what the two sides said; prompts of the client and results of its tools are left out."""
    kept = [{"role": m.role, "content": m.text} for m in body.messages if m.role in ("user", "assistant")]
    if not kept or kept[-1]["role"] != "user":
        raise Problem(422, "invalid", "The last message must be the user's.")
    if any(len(message["content"]) > settings.max_message_chars for message in kept):
        raise Problem(413, "too_long", f"A message is longer than {settings.max_message_chars} characters.")
    return kept


def openai_router(conversations: Conversations, settings: Settings) -> APIRouter:
    """Return the compatible paths."""
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])

    @router.get("/models", summary="The one model")
    async def models() -> ModelList:
        return ModelList(data=[Model()])

    @router.get("/models/{model}", summary="The one model, by its name", responses=documented(404))
    async def model(model: str) -> Model:
        if model != MODEL:
            raise Problem(404, "not_found", f"The only model is {MODEL}.")
        return Model()

    @router.post(
        "/chat/completions",
        response_model=Completion,
        responses={
            **documented(400, 403, 413, 422, 429, 503),
            200: {"content": STREAM_CONTENT},
        },
        summary="Answer a conversation, for OpenAI-compatible clients",
    )
    async def completions(request: Request, body: CompletionRequest) -> Any:
        """Answer as a chat completion. System prompts, tools and sampling settings are accepted and have no effect."""
        messages = read_messages(body, settings)
        if body.stream:
            events = await conversations.events(messages, client_of(request))
            wants_usage = body.stream_options is not None and body.stream_options.include_usage
            chunks = _chunks(events, messages, wants_usage=wants_usage)
            return StreamingResponse(chunks, media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"})
        reply = await conversations.reply(messages, client_of(request))
        return Completion(
            id=_new_id(),
            created=int(time.time()),
            choices=[Choice(message=ReplyMessage(content=reply.text))],
            usage=_usage(messages, reply.text),
            reply=reply,
        )

    return router


def _new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"


def _usage(messages: list[dict[str, str]], text: str) -> Usage:
    asked, told = sum(len(m["content"].split()) for m in messages), len(text.split())
    return Usage(prompt_tokens=asked, completion_tokens=told, total_tokens=asked + told)


async def _chunks(
    events: AsyncIterator[ReplyEvent], messages: list[dict[str, str]], *, wants_usage: bool
) -> AsyncIterator[bytes]:
    frame = {"id": _new_id(), "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        return f"data: {json.dumps({**frame, 'choices': choices, **more})}\n\n".encode()

    yield chunk({"role": "assistant", "content": ""})
    async for event in events:
        if event.type == "text":
            yield chunk({"content": event.delta})
        elif event.reply is not None:
            yield chunk({}, "stop", reply=event.reply.model_dump(mode="json"))
            if wants_usage:
                usage = _usage(messages, event.reply.text).model_dump()
                yield f"data: {json.dumps({**frame, 'choices': [], 'usage': usage})}\n\n".encode()
    yield b"data: [DONE]\n\n"
