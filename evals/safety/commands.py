"""The command line of the safety tools. Each exits 1 when a bar is missed and 2 on bad input."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError
from evals.safety.figures import Share
from evals.safety.screening import open_layers
from evals.safety.stress import run_stress, stress_lines, stress_table
from evals.safety.vignettes import VIGNETTES_FILE, read_vignettes


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns 0, 1 when a bar was missed, 2 on bad input."""
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.command(arguments)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.safety", description="Measures the safety layer.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    stress = _command(commands, "stress", "vignettes under conditions that must not lower the route", _stress)
    stress.add_argument("--vignettes", metavar="FILE", type=Path, default=VIGNETTES_FILE, help="other vignettes")
    stress.add_argument("--list", action="store_true", help="list misses, flips and raises by id")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    does: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does, description=does)
    parser.set_defaults(command=run)
    parser.add_argument("--no-net", action="store_true", help="rules alone, without the net")
    return parser


def _stress(arguments: argparse.Namespace) -> int:
    vignettes = read_vignettes(arguments.vignettes)
    layers = open_layers(with_net=not arguments.no_net)
    stress = run_stress(vignettes, layers.whole)
    if arguments.list:
        print("\n".join(stress_lines(stress)))
    print(stress_table(stress))
    print(f"missed in the plain form: {Share(len(stress.missed), len(vignettes))}")
    print(f"flips to a lower route over all: {stress.flips()}")
    if layers.net_trouble:
        print(f"without the net: {layers.net_trouble}")
    return 1 if stress.has_failed else 0
