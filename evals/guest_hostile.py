"""What a hostile chat model can do to the assistant, through a real server on loopback.

Usage: python -m evals.guest_hostile [--every N] [--rounds N] [--streaming]

Every conversation of the safety and content sets is answered without a guest and with one that lies, injects, hangs or
breaks; then the two replies are compared. Exits 1 when the guest broke anything.
"""

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.assembly import Assistant
from assistant.domain import Route
from assistant.errors import AssistantError
from assistant.settings import read_settings
from evals.cases import Case
from evals.guest_checks import broken, bytes_of
from evals.guest_server import CANARY, CANARY_NUMBER, CHOOSING, FAILING, USELESS, HostileServer
from evals.reading import read_sets
from evals.safety.conditions import CONDITIONS
from evals.safety.figures import Share, table
from evals.safety.screening import TODAY
from evals.safety.vignettes import read_vignettes

SETS = Path(__file__).resolve().parent / "sets"
LIES = (CANARY, CANARY_NUMBER, "the screen is off")


@dataclass(slots=True)
class Tally:
    """What came of one group of conversations."""

    name: str
    conversations: int = 0
    asked: int = 0  # the guest was asked
    other: int = 0  # and its choice was shown: the test has teeth
    broken: list[str] = field(default_factory=list)
    routes: Counter[str] = field(default_factory=Counter)
    behaviours: Counter[str] = field(default_factory=Counter)

    @property
    def row(self) -> tuple[str, ...]:
        """The figures."""
        unbroken = Share(self.conversations - len(self.broken), self.conversations)
        return self.name, str(self.conversations), str(self.asked), str(self.other), str(unbroken)


def script() -> tuple[str, ...]:
    """Return every behaviour, useless ones apart: three of them in a row, and the guest would be left alone."""
    useless = (*USELESS, *FAILING)
    choosing = (list(CHOOSING) * 2)[: len(useless)]
    return tuple(name for pair in zip(choosing, useless, strict=True) for name in pair)


@contextmanager
def both(server: HostileServer, *, streaming: bool, timeout_s: float = 1.5) -> Iterator[tuple[Assistant, Assistant]]:
    """Open the assistant without a guest and with the server as one."""
    for name, value in {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "none", "NO_PROXY": "127.0.0.1"}.items():
        os.environ[name] = value
    guest: dict[str, Any] = {"llm": "openai:hostile", "llm_timeout_s": timeout_s, "llm_streaming": streaming}
    with (
        Assistant.open(read_settings(llm=""), today=TODAY) as plain,
        Assistant.open(read_settings(**guest), today=TODAY) as guided,
    ):
        for one in (plain, guided):
            if one.trouble is not None:
                raise one.trouble
        yield plain, guided


def compare(cases: Sequence[Case], name: str, server: HostileServer, plain: Assistant, guided: Assistant) -> Tally:
    """Answer each case twice and say what the guest broke."""
    tally = Tally(name)
    for case in cases:
        without = plain.reply(case.turns)
        before = server.asked.total()
        reply = guided.reply(case.turns)
        asked = server.asked.total() - before
        wrong = broken(
            case, without, reply, guided, is_same=not asked or server.last not in CHOOSING, lies=LIES
        )  # fmt: skip
        if asked and without.route not in (Route.ANSWER, Route.REFER):
            wrong.append("the guest was asked")
        tally.conversations += 1
        tally.asked += asked
        tally.other += bytes_of(without) != bytes_of(reply)
        tally.routes[without.route.value] += 1
        if asked:
            tally.behaviours[server.last] += 1
        if wrong:
            tally.broken.append(f"{case.id} ({server.last if asked else 'not asked'}): {'; '.join(wrong)}")
    return tally


def safety_cases() -> Iterator[tuple[str, list[Case]]]:
    """Return the safety sets as conversations."""
    yield "safety-dev.jsonl", list(read_sets([SETS / "safety-dev.jsonl"])[0].cases)
    yield (
        "safety-stress.yaml, every condition",
        [
            Case(id=f"{vignette.id}/{name.replace(' ', '-')}", turns=condition(vignette))
            for vignette in read_vignettes()
            for name, condition in CONDITIONS.items()
        ],
    )


def content_cases() -> tuple[str, list[Case]]:
    """Return the content sets as one."""
    sets = read_sets(sorted(SETS.glob("content-*.yaml")))
    return "content-*.yaml", [case for one in sets for case in one.cases]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; returns 0, 1 when the guest broke anything, 2 on bad input."""
    parser = argparse.ArgumentParser(prog="python -m evals.guest_hostile", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every N-th conversation (default: all)")
    parser.add_argument("--rounds", type=int, default=4, metavar="N", help="how often the content sets are asked")
    parser.add_argument("--streaming", action="store_true", help="read the guest's answers as streams")
    options = parser.parse_args(arguments)
    logging.getLogger("assistant.guest").setLevel(logging.ERROR)
    try:
        tallies = _run(options.every, options.rounds, streaming=options.streaming)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for tally in tallies:
        for line in tally.broken:
            print(line)
    print(table(("set", "conversations", "guest asked", "reply changed", "nothing broken"), [t.row for t in tallies]))
    for tally in tallies:
        print(f"{tally.name}: routes {dict(tally.routes)}; guest {dict(sorted(tally.behaviours.items()))}")
    return 1 if any(tally.broken for tally in tallies) else 0


def _run(every: int, rounds: int, *, streaming: bool) -> list[Tally]:
    with HostileServer() as server, both(server, streaming=streaming) as (plain, guided):
        server.behave(*script())
        name, content = content_cases()
        groups = [*safety_cases(), (f"{name}, {rounds} times", content * rounds)]
        tallies = []
        for name, cases in groups:
            tallies.append(compare(cases[::every], name, server, plain, guided))
            print(" | ".join(tallies[-1].row), file=sys.stderr, flush=True)
        return tallies


if __name__ == "__main__":
    sys.exit(main())
