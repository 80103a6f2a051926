"""Thresholds: the bars a run must clear, read from YAML.

facts: {min: 0.92}
under_triage: [{max: 0.03}, {max: 0, tag: infection}]
"""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError, model_validator

from assistant.errors import QuestionSetError
from evals.cases import Record, Split
from evals.measures import MEASURES_BY_NAME
from evals.results import Figure, ThresholdResult

DEFAULT_FILE = Path(__file__).with_name("thresholds.yaml")


class Threshold(Record):
    """A bar for one figure, over all cases or those of one tag or split."""

    figure: str
    min: float | None = None
    max: float | None = None
    tag: str | None = None
    split: Split | None = None

    @model_validator(mode="after")
    def _one_bar_one_group(self) -> "Threshold":
        if (self.min is None) == (self.max is None):
            raise ValueError("give either min or max")
        if self.tag is not None and self.split is not None:
            raise ValueError("give a tag or a split, not both")
        return self

    @property
    def group(self) -> tuple[Literal["all", "split", "tag"], str]:
        """The group of cases it is for, as figures name it."""
        if self.tag is not None:
            return "tag", self.tag
        return ("split", self.split) if self.split is not None else ("all", "")


def read_thresholds(path: Path) -> tuple[Threshold, ...]:
    """Read a thresholds file.

    Raises:
        QuestionSetError: the file cannot be read, or names an unknown figure or key.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise QuestionSetError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise QuestionSetError(f"is not YAML: {error}", where=str(path), mend="correct that line") from error
    if not isinstance(data, dict):
        raise QuestionSetError("is not a mapping", where=str(path), mend="write lines such as `facts: {min: 0.92}`")
    return tuple(
        _parse(str(name), bar, str(path))
        for name, bars in data.items()
        for bar in (bars if isinstance(bars, list) else [bars])
    )


def _parse(name: str, bar: Any, where: str) -> Threshold:
    if name not in MEASURES_BY_NAME:
        near = difflib.get_close_matches(name, MEASURES_BY_NAME, n=1, cutoff=0.5)
        hint = f"did you mean `{near[0]}`? " if near else ""
        known = ", ".join(MEASURES_BY_NAME)
        raise QuestionSetError(f"unknown figure `{name}`", where=where, mend=f"{hint}Known: {known}")
    if not isinstance(bar, dict):
        raise QuestionSetError(f"`{name}` is {bar!r}", where=where, mend=f"write `{name}: {{min: …}}` or `{{max: …}}`")
    try:
        return Threshold.model_validate({**bar, "figure": name})
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        what = f"`{name}`{f', key `{key}`' if key else ''}: {first['msg']}"
        raise QuestionSetError(what, where=where, mend="known keys: min, max, tag, split") from error


def judge_thresholds(
    thresholds: Sequence[Threshold], figures: Sequence[Figure], *, must_be_measured: bool
) -> tuple[ThresholdResult, ...]:
    """Hold the figures against the bars.

    Args:
        thresholds: the bars.
        figures: the run's.
        must_be_measured: a figure without cases misses its bar; otherwise it is left out.
    """
    found = {(figure.name, figure.by, figure.of): figure for figure in figures}
    results = []
    for threshold in thresholds:
        figure = found.get((threshold.figure, *threshold.group))
        if must_be_measured or (figure is not None and figure.n):
            results.append(_judge(threshold, figure))
    return tuple(results)


def _judge(threshold: Threshold, figure: Figure | None) -> ThresholdResult:
    by, of = threshold.group
    value = figure.value if figure else None
    bar = f"at least {threshold.min:g}" if threshold.min is not None else f"at most {threshold.max:g}"
    # Nothing measured is not nothing wrong: a bar that was asked for by name and has no cases is missed.
    is_met = value is not None and (
        value >= threshold.min if threshold.min is not None else threshold.max is not None and value <= threshold.max
    )
    state: Literal["met", "missed"] = "met" if is_met else "missed"
    n = figure.n if figure else 0
    return ThresholdResult(figure=threshold.figure, by=by, of=of, bar=bar, value=value, n=n, state=state)
