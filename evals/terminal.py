"""What a run prints: progress while it lasts, one table of figures at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from evals.comparing import Comparison
from evals.measures import MEASURES_BY_NAME
from evals.reporting.wording import count, interval, number
from evals.results import Run

_PIPE_WIDTH = 110  # columns of the table where there is no terminal to ask


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show on stderr how far the run is, on a terminal only; yields what to call for each case."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda case: bar.update(task, advance=1, description=case)


def output() -> Console:
    """Return the console for results; piped output is as wide as the table needs."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_PIPE_WIDTH)


def print_run(run: Run) -> None:
    """Print the table of figures, the bars that were missed, and the counts."""
    console = output()
    bars = {result.figure: result for result in run.thresholds if result.by == "all"}
    table = Table(title=None, box=None, pad_edge=False)
    for heading in ("figure", "value", "counted", "95 % interval", "bar", ""):
        table.add_column(heading, justify="left" if heading in ("figure", "bar", "") else "right", no_wrap=True)
    for figure in run.figures:
        if figure.by != "all" or not (figure.n or figure.name in bars):
            continue
        bar = bars.get(figure.name)
        ends = figure.exact if MEASURES_BY_NAME[figure.name].is_safety else figure.interval
        state = "" if bar is None else "[red]missed[/red]" if bar.state == "missed" else "met"
        cells = (number(figure.name, figure.value), count(figure), interval(figure.name, ends))
        table.add_row(figure.name, *cells, bar.bar if bar else "", state)
    console.print(table)
    for result in run.thresholds:
        if result.by != "all" and result.state == "missed":
            value = number(result.figure, result.value)
            console.print(f"missed: {result.figure}, {result.by} {result.of}: {value} of n = {result.n}, {result.bar}")
    for note in run.notes:
        console.print(note, markup=False)
    errors = sum(bool(result.error) for result in run.cases)
    console.print(f"{len(run.cases)} cases, {len(run.missed)} with a miss, {errors} with an error")


def print_comparison(comparison: Comparison) -> None:
    """Print the table of differences, then the cases that changed."""
    console = output()
    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "before", "after", "n", "lost", "won", "p, or interval of the difference", ""):
        table.add_column(heading, justify="left" if heading in ("figure", "") else "right", no_wrap=True)
    for each in comparison.differences:
        test = f"p = {each.p:.3f}" if each.p is not None else interval(each.name, each.interval)
        counts = ("", "") if each.p is None else (str(each.only_before), str(each.only_after))
        verdict = each.change if each.is_significant and each.change != "same" else ""
        values = (number(each.name, each.before), number(each.name, each.after), str(each.n))
        table.add_row(each.name, *values, *counts, test, f"[red]{verdict}[/red]" if verdict == "worse" else verdict)
    console.print(table)
    for case in comparison.changed:
        words = [f"worse: {', '.join(case.worse)}"] if case.worse else []
        words += [f"better: {', '.join(case.better)}"] if case.better else []
        console.print(f"{case.id}: {'; '.join(words)} ({case.before} → {case.after})", markup=False, soft_wrap=True)
    alone = ", ".join(f"{name} {n}" for name, n in comparison.unpaired.items())
    if alone:
        console.print(f"cases that only one run has a score for: {alone}", markup=False, soft_wrap=True)
    worse = ", ".join(each.name for each in comparison.regressions) or "none"
    console.print(f"{comparison.cases} cases, {len(comparison.changed)} changed; significantly worse: {worse}")
