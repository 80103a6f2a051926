"""Worker threads for replies: few at once, no client all of them, and no pile of them when clients give up."""

import asyncio
import contextlib
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Job = tuple[Future[Any], Callable[[], Any]]


class Slots:
    """Runs calls in its own few threads.

    A reply cannot be stopped half way. When its client gives up, the thread works on and keeps its place until it is
    done; a pool that gave the place away at once would soon have any number of threads at work.
    """

    def __init__(self, at_once: int, *, for_each: int) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._for_each = for_each
        self._shares: weakref.WeakValueDictionary[str, asyncio.Semaphore] = weakref.WeakValueDictionary()
        for _ in range(at_once):
            # Daemons, so that a reply at work does not hold up the end of the program.
            threading.Thread(target=_work, args=(self._jobs,), name="reply", daemon=True).start()
        weakref.finalize(self, _stop, self._jobs, at_once)

    async def run(self, client: str, call: Callable[[], T]) -> T:
        """Run a call when there is room for this client, and return what it returns."""
        share = self._shares.get(client)
        if share is None:
            share = self._shares[client] = asyncio.Semaphore(self._for_each)
        await share.acquire()
        loop = asyncio.get_running_loop()
        future: Future[T] = Future()

        def leave(_: Future[T]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is waiting any more
                loop.call_soon_threadsafe(share.release)

        future.add_done_callback(leave)
        self._jobs.put((future, call))
        return await asyncio.wrap_future(future)


def _work(jobs: "SimpleQueue[_Job | None]") -> None:
    while (job := jobs.get()) is not None:
        future, call = job
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(call())
            except BaseException as error:  # whoever waits gets it, whatever it is
                future.set_exception(error)
        del job, future, call  # hold nobody's words while waiting


def _stop(jobs: "SimpleQueue[_Job | None]", count: int) -> None:
    for _ in range(count):
        jobs.put(None)
