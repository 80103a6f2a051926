"""Counts with their exact 95 % intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.intervals import clopper_pearson


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None when nothing was counted."""
        return self.hits / self.n if self.n else None

    def __str__(self) -> str:
        interval = clopper_pearson(self.hits, self.n)
        if interval is None or self.value is None:
            return "no items"
        low, high = (100 * end for end in interval)
        return f"{self.hits}/{self.n} = {100 * self.value:.1f} % [{low:.1f}, {high:.1f}]"


def table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Set out rows as a Markdown table whose columns line up in plain text too."""
    every = [heading, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(heading))]
    every.insert(1, tuple("-" * width for width in widths))
    cells = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in every)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
