import asyncio
import threading

import pytest

from assistant.web.slots import Slots


def test_what_a_call_returns_or_raises_comes_back() -> None:
    async def both() -> None:
        slots = Slots(1, for_each=1)
        assert await slots.run("a", lambda: 7) == 7
        with pytest.raises(KeyError):
            await slots.run("a", lambda: {}["x"])
        assert await slots.run("a", lambda: 8) == 8

    asyncio.run(both())


def test_one_client_cannot_hold_every_place() -> None:
    async def crowd() -> str:
        slots, gate = Slots(3, for_each=2), threading.Event()
        greedy = [asyncio.create_task(slots.run("greedy", gate.wait)) for _ in range(10)]
        try:
            async with asyncio.timeout(60):
                return await slots.run("other", lambda: "served")
        finally:
            gate.set()
            await asyncio.gather(*greedy)

    assert asyncio.run(crowd()) == "served"


def test_who_gives_up_leaves_no_pile_of_work_behind() -> None:
    """A call that is given up keeps its place until it ends, and one that waited is never begun."""

    async def impatient() -> tuple[int, int]:
        slots, gate, begun, most = Slots(2, for_each=2), threading.Event(), [], []
        lock = threading.Lock()

        def work() -> None:
            with lock:
                begun.append(1)
                most.append(len(begun))
            gate.wait()
            with lock:
                begun.pop()

        for _ in range(6):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await slots.run("a", work)
        while not begun:  # the first may still be on its way
            await asyncio.sleep(0.01)
        gate.set()
        await slots.run("a", lambda: None)
        return len(most), max(most)

    count, at_once = asyncio.run(impatient())
    assert at_once <= 2 and count <= 2


def test_its_threads_end_with_it() -> None:
    before = threading.active_count()
    slots = Slots(3, for_each=1)
    threads = [thread for thread in threading.enumerate() if thread.name == "reply"]
    assert threading.active_count() == before + 3 and all(thread.daemon for thread in threads)
    del slots
    for thread in threads[-3:]:
        thread.join(timeout=60)
        assert not thread.is_alive()
