"""Intervals and tests, each a pure function of its numbers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, binomtest

Interval = tuple[float, float]
Values = NDArray[np.float64]
Summary = Callable[[Values], Values]
"""Reduces the last axis: `(resamples, n)` to `(resamples,)`."""

LEVEL = 0.95
RESAMPLES = 2_000
_Z = 1.959963984540054  # standard normal quantile for LEVEL


def wilson(k: int, n: int) -> Interval | None:
    """Return the Wilson score interval of `k` in `n`; None when nothing was measured."""
    if n == 0:
        return None
    share, z2 = k / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = _Z / (1 + z2 / n) * ((share * (1 - share) + z2 / (4 * n)) / n) ** 0.5
    # Rounding would put the ends a hair inside 0 and 1, where the formula meets them exactly.
    low = 0.0 if k == 0 else max(0.0, middle - reach)
    high = 1.0 if k == n else min(1.0, middle + reach)
    return low, high


def clopper_pearson(k: int, n: int) -> Interval | None:
    """Return the exact interval of `k` in `n`: it covers at least its level whatever the true share."""
    if n == 0:
        return None
    tail = (1 - LEVEL) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k, n - k + 1))
    high = 1.0 if k == n else float(beta.ppf(1 - tail, k + 1, n - k))
    return low, high


def bootstrap(values: Sequence[float], summary: Summary, *, seed: int) -> Interval | None:
    """Return the percentile bootstrap interval of a summary such as the median."""
    if not values:
        return None
    return _interval(_resample(np.asarray(values, dtype=np.float64), summary, seed))


def bootstrap_difference(
    before: Sequence[float], after: Sequence[float], summary: Summary, *, seed: int
) -> Interval | None:
    """Return the bootstrap interval of `summary(after) - summary(before)` over the same cases.

    Both are resampled with the same picks, so what the cases share cancels out.
    """
    if len(before) != len(after):
        raise ValueError("a paired comparison needs as many values after as before")
    if not before:
        return None
    one = _resample(np.asarray(before, dtype=np.float64), summary, seed)
    two = _resample(np.asarray(after, dtype=np.float64), summary, seed)
    return _interval(two - one)


def _resample(values: Values, summary: Summary, seed: int) -> Values:
    picks = np.random.default_rng(seed).integers(0, len(values), size=(RESAMPLES, len(values)))
    return summary(values[picks])


def _interval(draws: Values) -> Interval:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(draws, [tail, 100 - tail])
    return float(low), float(high)


def mcnemar(only_before: int, only_after: int) -> float:
    """Return the exact two-sided p-value that cases right in one run only fall evenly to both."""
    changed = only_before + only_after
    return 1.0 if changed == 0 else float(binomtest(only_before, changed, 0.5).pvalue)


def mean(values: Values) -> Values:
    """Mean over the last axis."""
    return np.asarray(np.mean(values, axis=-1))


def median(values: Values) -> Values:
    """Median over the last axis."""
    return np.asarray(np.median(values, axis=-1))


def ninety_fifth(values: Values) -> Values:
    """95th percentile over the last axis."""
    return np.asarray(np.percentile(values, 95, axis=-1))
