"""Conversations behind the HTTP paths: limits, time, threads. The reply itself is the pipeline's alone."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import anyio.to_thread
from starlette.concurrency import iterate_in_threadpool

from assistant.assembly import Assistant
from assistant.domain import Route
from assistant.errors import SettingsError
from assistant.reply import Reply, ReplyEvent
from assistant.web.limits import Limits, client_key
from assistant.web.metrics import Metrics
from assistant.web.problems import Problem
from assistant.web.slots import Slots

T = TypeVar("T")
Messages = Sequence[str | Mapping[str, str]]
Started = tuple[Iterator[ReplyEvent], ReplyEvent]

SAFETY_ROUTES = frozenset({Route.EMERGENCY, Route.CRISIS, Route.URGENT, Route.REFER})
REPLY_TIME_S = 20.0
"""A reply takes a fraction of a second; past this the machine is overwhelmed, or the conversation very long."""
LAST_MESSAGE_TIME_S = 4.0
"""Then the last message is read alone, in a thread of its own: time is no reason to withhold a safety card either."""
AT_ONCE, FOR_ONE_CLIENT = 3, 2
"""Replies made side by side. More of them on two cores only make each one wait longer; one client may not hold all."""

SLOW_DOWN = "That is a lot of messages in a short time. Please wait a minute and ask again."
NOT_READY = "The guidance is not ready to be searched at the moment. Please try again in a minute."
TOO_SLOW = "The assistant is too busy to answer at the moment. Please try again in a minute."
_PROBE = "Which exercises help?"


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
        self._slots = Slots(AT_ONCE, for_each=FOR_ONE_CLIENT)
        self._spare = Slots(1, for_each=1)
        self._lost = False  # the index was there at the start and could not be searched the last time

    async def is_ready(self) -> bool:
        """Say whether there is guidance to quote; an index that was lost is tried once more."""
        if self._assistant.trouble is not None:
            return False
        if self._lost:
            self._notice(await self._slots.run("", lambda: self._assistant.reply([_PROBE])))
        return not self._lost

    async def reply(self, messages: Messages, client: Client) -> Reply:
        """Answer a conversation.

        Raises:
            Problem: 413 or 422 for messages that cannot be read, 429 over the limit, 503 when not ready or too slow.
                Whoever needs a safety card gets it, whatever the limits say and with or without guidance.
        """
        wait_s = await self._wait_s(client)
        reply = await self._in_time(self._assistant.reply, lambda reply: reply.route in SAFETY_ROUTES, messages, client)
        self._notice(reply)
        self._metrics.count_reply(reply)
        if reply.route not in SAFETY_ROUTES:
            self._refuse_over(wait_s)
            if reply.abstain_reason == "not_ready":
                raise Problem(503, "not_ready", NOT_READY, {"Retry-After": "60"})
        return reply

    async def events(self, messages: Messages, client: Client) -> AsyncIterator[ReplyEvent]:
        """Answer a conversation in pieces; refusals come before the first piece.

        The route is settled before the first piece exists, so the limits can look at it and still withhold no card.
        """
        wait_s = await self._wait_s(client)
        pieces, first = await self._in_time(self._start, lambda started: _needs_card(started[1]), messages, client)
        if not _needs_card(first):
            self._refuse_over(wait_s)
            if not await self.is_ready():
                raise Problem(503, "not_ready", NOT_READY, {"Retry-After": "60"})
        return self._rest(first, pieces)

    async def feedback(self, route: Route, *, helpful: bool, client: Client) -> None:
        """Count whether an answer was useful.

        Raises:
            Problem: 429 over the limit.
        """
        self._refuse_over(await self._wait_s(client))
        self._metrics.count_feedback(route.value, helpful=helpful)

    async def _wait_s(self, client: Client) -> int:
        # In a thread: where counts are kept in Redis this is a call over the network.
        return await anyio.to_thread.run_sync(self._limits.wait_s, client.address, client.origin)

    def _refuse_over(self, wait_s: int) -> None:
        if wait_s:
            self._metrics.count_limited()
            raise Problem(429, "rate_limited", SLOW_DOWN, {"Retry-After": str(wait_s)})

    async def _in_time(
        self, call: Callable[[Messages], T], is_safety: Callable[[T], bool], messages: Messages, client: Client
    ) -> T:
        """Read the whole conversation, or, when that takes too long, look for danger in its last message."""
        key = client_key(client.address)
        try:
            try:
                async with asyncio.timeout(REPLY_TIME_S):
                    return await self._slots.run(key, lambda: call(messages))
            except TimeoutError:
                self._metrics.count_slow()
                async with asyncio.timeout(LAST_MESSAGE_TIME_S):
                    found = await self._spare.run(key, lambda: call(_last_alone(messages)))
        except SettingsError as error:
            raise _unreadable(error) from error
        except TimeoutError as error:
            raise Problem(503, "busy", TOO_SLOW, {"Retry-After": "60"}) from error
        if is_safety(found):
            return found
        raise Problem(503, "busy", TOO_SLOW, {"Retry-After": "60"})

    def _start(self, messages: Messages) -> Started:
        pieces = iter(self._assistant.stream(messages))
        return pieces, next(pieces)

    async def _rest(self, first: ReplyEvent, pieces: Iterator[ReplyEvent]) -> AsyncIterator[ReplyEvent]:
        event = first
        yield event
        async for event in iterate_in_threadpool(pieces):
            yield event
            await asyncio.sleep(0)  # one long answer must not hold up the others
        if event.reply is not None:
            self._notice(event.reply)
            self._metrics.count_reply(event.reply)

    def _notice(self, reply: Reply) -> None:
        if reply.citations or reply.abstained:  # the index was asked
            self._lost = reply.abstain_reason == "not_ready"


def _needs_card(first: ReplyEvent) -> bool:
    return first.card is not None and first.card.level in SAFETY_ROUTES


def _last_alone(messages: Messages) -> Messages:
    """Empty every message but the last; each keeps its place, which the reply's reasons count by."""
    *before, last = messages
    return [*("" if isinstance(message, str) else {**message, "content": ""} for message in before), last]


def _unreadable(error: SettingsError) -> Problem:
    message = f"{error.where}: {error.what}; {error.mend}."
    if "more than" in error.what:
        return Problem(413, "too_long", message)
    return Problem(422, "invalid", message)
