import numpy as np
import pytest

from evals.intervals import bootstrap, bootstrap_difference, clopper_pearson, mcnemar, mean, median, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe 1998, table I: Wilson without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson_agrees_with_newcombe(k, n, low, high) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (29, 29, 0.8806, 1.0)],
)
def test_clopper_pearson_agrees_with_newcombe(k, n, low, high) -> None:
    assert clopper_pearson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_nothing_measured_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert clopper_pearson(0, 0) is None
    assert bootstrap([], median, seed=0) is None
    assert bootstrap_difference([], [], mean, seed=0) is None


def test_the_bootstrap_repeats_with_its_seed() -> None:
    values = [float(value) for value in np.random.default_rng(1).normal(size=50)]
    assert bootstrap(values, median, seed=7) == bootstrap(values, median, seed=7)
    assert bootstrap(values, median, seed=7) != bootstrap(values, median, seed=8)
    low, high = bootstrap(values, mean, seed=0)
    assert low < np.mean(values) < high


def test_a_paired_difference_cancels_what_the_cases_share() -> None:
    before = [float(value) for value in range(100)]
    after = [value + 1 for value in before]
    assert bootstrap_difference(before, after, mean, seed=0) == pytest.approx((1.0, 1.0))
    with pytest.raises(ValueError, match="as many"):
        bootstrap_difference([1.0], [1.0, 2.0], mean, seed=0)


@pytest.mark.parametrize(
    ("lost", "won", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (3, 3, 1.0), (9, 1, 0.0215)]
)
def test_mcnemar_is_exact(lost, won, p) -> None:
    assert mcnemar(lost, won) == pytest.approx(p, abs=5e-5)
