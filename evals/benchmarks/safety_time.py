"""What the safety layer adds to the time of a message: `python -m evals.benchmarks.safety_time`.

Every message is read cold, in a conversation of its own. The net's one pass of the encoder over a text is its
embedding; the table gives the whole time, that pass, and what the layer needs beyond it. In the same run each message
is embedded for retrieval too, so that ratios hold on any machine. A message of 60,000 characters with an emergency in
its middle is timed last.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant.domain import Embedder
from assistant.index.embedding import SentenceEmbedder, find_model
from assistant.index.net_encoder import NetEncoder
from evals.reading import read_sets
from evals.safety.figures import table
from evals.safety.screening import Deciding, decide, open_layers
from evals.safety.timing import long_message, time_long_message
from evals.safety.vignettes import read_vignettes

SETS = Path(__file__).resolve().parent.parent / "sets"
SET = SETS / "safety-dev-2.jsonl"
BAR_MS = 20.0
WARM_UP = 10  # conversations


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one conversation."""

    whole: float
    encoder: float  # the net's passes within it
    retrieval: float  # one embedding of its last message, as retrieval makes it

    @property
    def beyond(self) -> float:
        """What the layer needs beside the embedding."""
        return self.whole - self.encoder


PARTS: dict[str, Callable[[Taken], float]] = {
    "whole layer": lambda each: each.whole,
    "of it, the net's embedding": lambda each: each.encoder,
    "beyond the embedding": lambda each: each.beyond,
    "retrieval's embedding": lambda each: each.retrieval,
}


class Stopwatch:
    """Adds up the time spent in the calls that it is put around."""

    def __init__(self) -> None:
        self.ms = 0.0

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the call, timed."""

        def timed(*arguments: Any) -> Any:
            started = time.perf_counter()
            try:
                return call(*arguments)
            finally:
                self.ms += 1000 * (time.perf_counter() - started)

        return timed


def measure(
    conversations: Sequence[Sequence[str]], screen: Deciding, encoding: Stopwatch, embedder: Embedder
) -> list[Taken]:
    """Time each conversation as of its last message; the earlier ones have been read as they came."""
    found = []
    for turns in conversations:
        for end in range(1, len(turns)):
            decide(screen, turns[:end])
        encoding.ms = 0.0
        whole = _ms(lambda turns=turns: decide(screen, turns))  # type: ignore[misc]  # bound at once
        retrieval = _ms(lambda turns=turns: embedder.embed([turns[-1]]))  # type: ignore[misc]
        found.append(Taken(whole, encoding.ms, retrieval))
    return found


def _ms(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def times_table(taken: Sequence[Taken]) -> str:
    """Set out the percentiles of each part, and each part's share of what retrieval's own embedding takes."""
    retrieval = float(np.median([each.retrieval for each in taken]))
    rows = []
    for name, part in PARTS.items():
        times = [part(each) for each in taken]
        middle, high, highest = np.percentile(times, (50, 95, 99))
        rows.append((name, *(f"{each:.1f} ms" for each in (middle, high, highest)), f"{middle / retrieval:.2f}"))
    return table(("part", "median", "95th percentile", "99th percentile", "medians to retrieval's embedding"), rows)


def main() -> int:
    """Print the table; returns 1 when the layer needs more than the bar beyond the embedding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", metavar="SET", nargs="*", type=Path, default=[SET], help=f"default: {SET.name}")
    arguments = parser.parse_args()
    encoding = Stopwatch()
    embedder = SentenceEmbedder(find_model("")[0])
    with patch.object(NetEncoder, "__call__", encoding.around(NetEncoder.__call__)):
        screen = open_layers().whole
        conversations = [case.turns for each in read_sets(arguments.sets) for case in each.cases]
        measure(conversations[:WARM_UP], screen, encoding, embedder)
        taken = measure(conversations[WARM_UP:], screen, encoding, embedder)
        message = long_message(read_vignettes())
        route, long_ms = time_long_message(screen, message)
    high = float(np.percentile([each.beyond for each in taken], 95))
    print(f"{len(taken)} conversations of {', '.join(path.name for path in arguments.sets)}\n")
    print(times_table(taken))
    print(f"\nBeyond the embedding, 95th percentile: {high:.1f} ms; the bar is {BAR_MS:g} ms.")
    print(f"{len(message):,} characters, an emergency in the middle: {long_ms:.0f} ms, routed {route}.")
    return 1 if high > BAR_MS else 0


if __name__ == "__main__":
    sys.exit(main())
