"""Conversations behind the HTTP paths: limits, time, threads. The reply itself is the pipeline's alone."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass

import anyio
import anyio.to_thread
from starlette.concurrency import iterate_in_threadpool

from assistant.assembly import Assistant
from assistant.domain import Route
from assistant.errors import SettingsError
from assistant.reply import Reply, ReplyEvent
from assistant.web.limits import Limits
from assistant.web.metrics import Metrics
from assistant.web.problems import Problem

SAFETY_ROUTES = frozenset({Route.EMERGENCY, Route.CRISIS, Route.URGENT, Route.REFER})
REPLY_TIME_S = 20.0
"""A reply takes a fraction of a second; past this the machine is overwhelmed and the person is told so."""
AT_ONCE = 2
"""Replies made side by side. More of them on two cores only make each one wait longer."""

SLOW_DOWN = "That is a lot of messages in a short time. Please wait a minute and ask again."
NOT_READY = "The guidance is not ready to be searched at the moment. Please try again in a minute."
TOO_SLOW = "The assistant is too busy to answer at the moment. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks, as far as limits need to know."""

    address: str
    origin: str = ""


class Conversations:
    """Answers conversations of HTTP clients; one for the process."""

    def __init__(self, assistant: Assistant, limits: Limits, metrics: Metrics) -> None:
        self._assistant = assistant
        self._limits = limits
        self._metrics = metrics
        self._threads: anyio.CapacityLimiter | None = None

    @property
    def is_ready(self) -> bool:
        """Whether there is guidance to quote."""
        return self._assistant.trouble is None

    async def reply(self, messages: Sequence[str | Mapping[str, str]], client: Client) -> Reply:
        """Answer a conversation.

        Raises:
            Problem: 413 or 422 for messages that cannot be read, 429 over the limit, 503 when not ready or too slow.
                Whoever needs a safety card gets it, whatever the limits say and with or without guidance.
        """
        wait_s = self._limits.wait_s(client.address, client.origin)
        try:
            with anyio.fail_after(REPLY_TIME_S):
                reply = await anyio.to_thread.run_sync(
                    self._assistant.reply, messages, limiter=self._limiter(), abandon_on_cancel=True
                )
        except SettingsError as error:
            raise _unreadable(error) from error
        except TimeoutError as error:
            raise Problem(503, "busy", TOO_SLOW, {"Retry-After": "60"}) from error
        self._metrics.count_reply(reply)
        if reply.route not in SAFETY_ROUTES:
            if wait_s:
                self._metrics.count_limited()
                raise Problem(429, "rate_limited", SLOW_DOWN, {"Retry-After": str(wait_s)})
            if reply.abstain_reason == "not_ready":
                raise Problem(503, "not_ready", NOT_READY, {"Retry-After": "60"})
        return reply

    async def events(self, messages: Sequence[str | Mapping[str, str]], client: Client) -> AsyncIterator[ReplyEvent]:
        """Answer a conversation in pieces; refusals come before the first piece.

        The route is settled before the first piece exists, so the limits can look at it and still withhold no card.
        """
        wait_s = self._limits.wait_s(client.address, client.origin)
        try:
            with anyio.fail_after(REPLY_TIME_S):
                pieces, first = await anyio.to_thread.run_sync(
                    self._start, messages, limiter=self._limiter(), abandon_on_cancel=True
                )
        except SettingsError as error:
            raise _unreadable(error) from error
        except TimeoutError as error:
            raise Problem(503, "busy", TOO_SLOW, {"Retry-After": "60"}) from error
        needs_card = first.card is not None and first.card.level in SAFETY_ROUTES
        if not needs_card:
            if wait_s:
                self._metrics.count_limited()
                raise Problem(429, "rate_limited", SLOW_DOWN, {"Retry-After": str(wait_s)})
            if not self.is_ready:
                raise Problem(503, "not_ready", NOT_READY, {"Retry-After": "60"})
        return self._rest(first, pieces)

    def feedback(self, route: Route, *, helpful: bool, client: Client) -> None:
        """Count whether an answer was useful.

        Raises:
            Problem: 429 over the limit.
        """
        if wait_s := self._limits.wait_s(client.address, client.origin):
            raise Problem(429, "rate_limited", SLOW_DOWN, {"Retry-After": str(wait_s)})
        self._metrics.count_feedback(route.value, helpful=helpful)

    def _start(self, messages: Sequence[str | Mapping[str, str]]) -> tuple[Iterator[ReplyEvent], ReplyEvent]:
        pieces = iter(self._assistant.stream(messages))
        return pieces, next(pieces)

    async def _rest(self, first: ReplyEvent, pieces: Iterator[ReplyEvent]) -> AsyncIterator[ReplyEvent]:
        event = first
        yield event
        async for event in iterate_in_threadpool(pieces):
            yield event
            await asyncio.sleep(0)  # one long answer must not hold up the others
        if event.reply is not None:
            self._metrics.count_reply(event.reply)

    def _limiter(self) -> anyio.CapacityLimiter:
        if self._threads is None:  # must be made inside the event loop
            self._threads = anyio.CapacityLimiter(AT_ONCE)
        return self._threads


def _unreadable(error: SettingsError) -> Problem:
    message = f"{error.where}: {error.what}; {error.mend}."
    if "more than" in error.what:
        return Problem(413, "too_long", message)
    return Problem(422, "invalid", message)
