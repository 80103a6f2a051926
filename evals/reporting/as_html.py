"""A run as one self-contained page that a clinician can read: misses first, then figures."""

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.domain import Route
from evals.measures import MEASURES, MEASURES_BY_NAME
from evals.reporting.wording import count, interval, number
from evals.results import Figure, Run


def html_report(run: Run) -> str:
    """Return the page. It loads nothing from anywhere, and every word of a case is escaped."""
    environment = Environment(
        loader=PackageLoader("evals.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": count}
    environment.globals |= {"number": number, "interval": interval, "measures": MEASURES_BY_NAME}
    got = [*(route.value for route in Route), "error"]
    return environment.get_template("report.html.j2").render(
        run=run,
        overall=[figure for figure in run.figures if figure.by == "all"],
        grids=[_grid(run, by) for by in ("split", "tag")],
        confusion={(cell.expected, cell.got): cell.n for cell in run.confusion},
        expected=sorted({cell.expected for cell in run.confusion}, key=_by_route),
        got=[route for route in got if any(cell.got == route for cell in run.confusion)],
    )


def _by_route(expected: str) -> tuple[int, str]:
    return -Route(expected.split(" or ")[0]).severity, expected


_GRID = (
    "route_accepted",
    "facts",
    "abstain_recall",
    "answerable_abstained",
    "found_in_4",
    "right_in_4",
    "guidance_words",
)


def _grid(run: Run, by: str) -> tuple[str, Sequence[str], dict[str, dict[str, Figure]]]:
    """Return the title, the figures and the rows of a table by split or tag."""
    rows: dict[str, dict[str, Figure]] = {}
    for figure in run.figures:
        if figure.by == by and figure.n:
            rows.setdefault(figure.of, {})[figure.name] = figure
    named = {name for row in rows.values() for name in row}
    return by, [measure.name for measure in MEASURES if measure.name in named and measure.name in _GRID], rows
