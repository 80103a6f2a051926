"""The command line: `run` and `compare`."""

import argparse
import difflib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, SettingsError
from assistant.settings import Settings, read_settings
from evals.comparing import compare_runs, read_run
from evals.measures import MEASURES
from evals.reading import read_sets
from evals.reporting import FORMATS, write_reports
from evals.results import Run
from evals.running import Selection, run_sets
from evals.terminal import print_comparison, print_run, progress
from evals.thresholds import DEFAULT_FILE, judge_thresholds, read_thresholds


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 when a threshold was missed or a run got worse, 2 on bad input."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.command(arguments)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Runs question sets and compares runs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser(
        "run", help="run question sets and report", epilog="Figures: " + ", ".join(each.name for each in MEASURES)
    )
    run.set_defaults(command=_run)
    run.add_argument("sets", metavar="SET", nargs="+", type=Path, help="question set: .yaml, .jsonl or .csv")
    run.add_argument("--out", metavar="DIR", type=Path, help="folder for the reports; without it none is written")
    run.add_argument(
        "--format", type=_formats, default=("json", "html"), help="json,html,junit,csv (default: json,html)"
    )
    run.add_argument("--tag", action="append", default=[], help="run cases with this tag only; may be repeated")
    run.add_argument("--split", choices=("dev", "test"), help="run this split only")
    run.add_argument(
        "--thresholds", metavar="FILE", type=Path, help="bars to hold the run to (default: evals/thresholds.yaml)"
    )
    run.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help="a setting, such as region=IE")
    run.add_argument(
        "--today", type=date.fromisoformat, help="date that relative times are read against, such as 2026-11-24"
    )
    run.add_argument("--seed", type=int, default=0, help="for bootstrap intervals (default: 0)")
    compare = commands.add_parser("compare", help="compare two runs over the same cases")
    compare.set_defaults(command=_compare)
    compare.add_argument("before", metavar="RUN_A", type=Path, help="run.json, or the folder that holds it")
    compare.add_argument("after", metavar="RUN_B", type=Path, help="run.json, or the folder that holds it")
    compare.add_argument("--alpha", type=_share, default=0.05, help="level of significance (default: 0.05)")
    compare.add_argument("--json", action="store_true", help="print the comparison as JSON")
    compare.add_argument("--seed", type=int, default=0, help="for bootstrap intervals (default: 0)")
    return parser


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"{name!r} is not one of {', '.join(FORMATS)}")
    return names


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _run(arguments: argparse.Namespace) -> int:
    sets = read_sets(arguments.sets)
    thresholds = read_thresholds(arguments.thresholds or DEFAULT_FILE)
    settings = read_settings(**_overrides(arguments.set))
    selection = Selection(tuple(arguments.tag), arguments.split or "")
    total = sum(selection.takes(case) for each in sets for case in each.cases)

    from assistant import Assistant  # loads the edges, which bad input should not wait for

    with Assistant.open(settings, today=arguments.today) as assistant, progress(total) as on_case:
        if assistant.trouble is not None:  # it would still reply, and every figure would be about that
            raise assistant.trouble
        run = run_sets(sets, assistant, selection=selection, seed=arguments.seed, on_case=on_case)
    bars = judge_thresholds(thresholds, run.figures, must_be_measured=arguments.thresholds is not None)
    run = run.model_copy(update={"thresholds": bars})
    print_run(run)
    _report(run, arguments.out, arguments.format)
    return 1 if run.has_failed else 0


def _report(run: Run, folder: Path | None, formats: Sequence[str]) -> None:
    if folder is not None:
        for path in write_reports(run, folder, formats):
            print(f"wrote {path}")


def _overrides(pairs: Sequence[str]) -> dict[str, Any]:
    overrides = {}
    for pair in pairs:
        key, given, value = pair.partition("=")
        if not given:
            raise SettingsError(f"{pair!r} has no value", where="--set", mend="write KEY=VALUE, such as region=IE")
        if (name := key.strip().lower()) not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
            known = ", ".join(sorted(Settings.model_fields))
            hint = f"did you mean {near[0]}? " if near else ""
            raise SettingsError(f"unknown setting {name!r}", where="--set", mend=f"{hint}Known: {known}")
        overrides[name] = value
    return overrides


def _compare(arguments: argparse.Namespace) -> int:
    before, after = read_run(arguments.before), read_run(arguments.after)
    comparison = compare_runs(before, after, alpha=arguments.alpha, seed=arguments.seed)
    if arguments.json:
        print(comparison.model_dump_json(indent=1))
    else:
        print_comparison(comparison)
    return 1 if comparison.has_regressed else 0
