"""How figures are worded, the same in every report."""

from evals.measures import MEASURES_BY_NAME
from evals.results import Figure, Interval


def number(name: str, value: float | None) -> str:
    """Word a value: shares in percent, times and words as numbers, nothing as a dash."""
    if value is None:
        return "–"
    kind = MEASURES_BY_NAME[name].kind
    if kind == "rate":
        return f"{100 * value:.1f} %"
    return f"{value:.3f}" if kind == "mean" else f"{value:.1f}"


def interval(name: str, ends: Interval | None) -> str:
    """Word an interval."""
    if ends is None:
        return "–"
    low, high = (number(name, end) for end in ends)
    return f"{low.removesuffix(' %')} to {high}"


def count(figure: Figure) -> str:
    """Word what was counted: `k of n`, or n."""
    return f"{figure.k} of {figure.n}" if figure.k is not None else str(figure.n)
