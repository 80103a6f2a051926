"""Time per message, one message of 60,000 characters included."""

import time
from collections.abc import Sequence

import numpy as np

from assistant.domain import Route
from evals.safety.conditions import CONDITIONS
from evals.safety.figures import table
from evals.safety.report import Judged
from evals.safety.screening import Deciding, decide
from evals.safety.vignettes import Vignette

LONG_CHARACTERS = 60_000
_REPEATS = 3


def long_message(vignettes: Sequence[Vignette]) -> str:
    """Build a message of 60,000 characters of calm talk with one emergency in the middle of it."""
    calm = [v for v in vignettes if v.route is Route.ANSWER]
    sign = next(v for v in vignettes if v.route is Route.EMERGENCY).sign
    telling = " ".join(CONDITIONS["long preamble"](v)[0] for v in calm)
    half = (LONG_CHARACTERS - len(sign)) // 2 - 1
    filler = (telling * (half // len(telling) + 1))[:half]
    return f"{filler} {sign} {filler}"


def time_long_message(screen: Deciding, message: str) -> tuple[Route, float]:
    """Route the long message; return the route and the median time in milliseconds."""
    taken = []
    route = Route.ANSWER
    for _ in range(_REPEATS):
        started = time.perf_counter()
        route = decide(screen, [message]).route
        taken.append(1000 * (time.perf_counter() - started))
    return route, float(np.median(taken))


def times_table(columns: Sequence[tuple[str, Sequence[Judged], tuple[Route, float]]]) -> str:
    """Set out median and 95th percentile per conversation, and the long message."""
    rows = []
    for name, judged, (route, took) in columns:
        times = [each.took_ms for each in judged]
        middle, high = (f"{np.percentile(times, share):.1f} ms" if times else "no items" for share in (50, 95))
        rows.append((name, middle, high, f"{took:.0f} ms, routed {route}"))
    return table(("layer", "median", "95th percentile", "60,000 characters, an emergency in the middle"), rows)
