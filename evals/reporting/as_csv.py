"""A run as CSV: a row for each case, for spreadsheets."""

import csv
import io

from evals.results import CaseResult, Run

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_report(run: Run) -> str:
    """Return a row for each case, misses first, with its scores as columns."""
    scores = sorted({name for result in run.cases for name in result.scores})
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    head = ("id", "question_set", "split", "tags", "turns", "expected_route", "route", "abstained", "documents")
    rows.writerow((*head, "missed", "expected", "got", "error", *scores))
    missed = {result.case.id for result in run.missed}
    for result in (*run.missed, *(one for one in run.cases if one.case.id not in missed)):
        rows.writerow([_cell(value) for value in (*_row(result), *(result.scores.get(name, "") for name in scores))])
    return out.getvalue()


def _row(result: CaseResult) -> tuple[object, ...]:
    case, shown = result.case, result.shown
    return (
        case.id,
        result.question_set,
        case.split or "",
        "|".join(case.tags),
        "|".join(case.turns),
        "|".join(case.expect.route),
        shown.route if shown else "",
        shown.abstained if shown else "",
        "|".join(shown.documents) if shown else "",
        "|".join(name for miss in result.misses for name in miss.measures),
        " / ".join(miss.expected for miss in result.misses),
        " / ".join(miss.got for miss in result.misses),
        result.error,
    )


def _cell(value: object) -> object:
    """Keep a spreadsheet from running what a person typed as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
