"""Writes a run to files: JSON, HTML, JUnit XML and CSV."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import QuestionSetError
from evals.reporting.as_csv import csv_report
from evals.reporting.as_html import html_report
from evals.reporting.as_junit import junit_report
from evals.results import Run

FORMATS: dict[str, tuple[str, Callable[[Run], str]]] = {
    "json": ("run.json", lambda run: run.model_dump_json(indent=1) + "\n"),
    "html": ("report.html", html_report),
    "junit": ("junit.xml", junit_report),
    "csv": ("cases.csv", csv_report),
}
"""File name and writer of each format."""


def write_reports(run: Run, folder: Path, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write the run in each format, and return the files written.

    Raises:
        QuestionSetError: the folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in formats:
            file_name, build = FORMATS[name]
            written.append(folder / file_name)
            written[-1].write_text(build(run), encoding="utf-8", newline="")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise QuestionSetError(what, where=str(folder), mend="name another folder with --out") from error
    return tuple(written)
