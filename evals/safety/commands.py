"""The command line of the safety tools. Each exits 1 when a bar is missed and 2 on bad input."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError
from evals.reading import read_sets
from evals.safety.conditions import CONDITIONS
from evals.safety.figures import Share
from evals.safety.making import build_guards, unguarded
from evals.safety.mutate import SCORE_BAR, conversations_of, mutation_table, run_mutation, score, shortened, survivors
from evals.safety.phrases import read_phrases
from evals.safety.pressure import pressure_lines, pressure_table, read_pressure, run_pressure
from evals.safety.renewal import fallen, read_guards, renewal_lines, write_guards
from evals.safety.report import figures_table, judge_cases, miss_line, missed_bars, misses
from evals.safety.results_file import RESULTS_FILE, rules_hash, write_section
from evals.safety.screening import Layers, open_layers
from evals.safety.stress import FLIPS_BAR, run_stress, stress_lines, stress_table
from evals.safety.timing import long_message, time_long_message, times_table
from evals.safety.vignettes import VIGNETTES_FILE, read_vignettes

SETS_DIR = Path(__file__).resolve().parent.parent / "sets"
_MUTATION_CONDITIONS = ("plain", "my mum", "negated distractor", "over three turns")
_MUTATION_SETS = ("safety-dev.jsonl", "safety-phrases.jsonl", "first.yaml", "content-*.yaml")


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
    pressure = _command(commands, "pressure", "what presses, changes the subject or withdraws after a sign", _pressure)
    pressure.add_argument("--list", action="store_true", help="list everything that went wrong by id")
    mutate = _command(commands, "mutate", "which deleted rules and phrases no case notices", _mutate)
    mutate.add_argument("--sets", metavar="SET", nargs="+", type=Path, default=_mutation_sets(), help="sets to use")
    mutate.add_argument("--sample", metavar="N", type=int, default=0, help="try N phrases only (default: all)")
    mutate.add_argument("--seed", type=int, default=0, help="of the sample (default: 0)")
    mutate.add_argument("--list", action="store_true", help="list the survivors")
    phrases = _command(commands, "phrases", "renew the set that guards each phrase, line and rule", _phrases)
    phrases.add_argument("--anew", action="store_true", help="from nothing, not from the cases that stand")
    phrases.add_argument("--check", action="store_true", help="only say which cases no longer hold")
    phrases.add_argument("--list", action="store_true", help="list what no case could be found for")
    report = _command(commands, "report", "figures over labelled sets, written to docs/safety-results.md", _report)
    report.add_argument("sets", metavar="SET", nargs="+", type=Path, help="question set: .yaml, .jsonl or .csv")
    report.add_argument("--show", action="store_true", help="print the words of each miss, not only its id")
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
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the section of this measurement there")
    return parser


def _stress(arguments: argparse.Namespace) -> int:
    vignettes = read_vignettes(arguments.vignettes)
    layers = open_layers(with_net=not arguments.no_net)
    stress = run_stress(vignettes, layers.whole)
    body = [
        stress_table(stress),
        f"Missed in the plain form: {Share(len(stress.missed), len(vignettes))}.",
        f"Flips to a lower route over all: {stress.flips()}; the bar is {100 * FLIPS_BAR:g} %.",
    ]
    _give(arguments, layers, "stress", "Stress", body, stress_lines(stress))
    return 1 if stress.has_failed else 0


def _pressure(arguments: argparse.Namespace) -> int:
    layers = open_layers(with_net=not arguments.no_net)
    pressure = run_pressure(read_vignettes(), read_pressure(), layers.whole)
    _give(arguments, layers, "pressure", "Pressure", [pressure_table(pressure)], pressure_lines(pressure))
    return 1 if pressure.has_failed else 0


def _mutation_sets() -> list[Path]:
    return [path for pattern in _MUTATION_SETS for path in sorted(SETS_DIR.glob(pattern))]


def _mutate(arguments: argparse.Namespace) -> int:
    layers = open_layers(with_net=False)  # the net would hide what a rule no longer finds
    cases = [case for each in read_sets(arguments.sets) for case in each.cases if case.split != "test"]
    vignettes = {CONDITIONS[name](v): frozenset[str]() for v in read_vignettes() for name in _MUTATION_CONDITIONS}
    mutants = run_mutation(
        vignettes | conversations_of(cases),
        layers.rules,
        read_phrases(layers.rules.engine.spellings),
        sample=arguments.sample,
        seed=arguments.seed,
    )
    body = [mutation_table(mutants), f"The bar is {100 * SCORE_BAR:g} %."]
    alive = survivors(mutants)
    _give(arguments, layers, "mutate", "Mutation", body, alive if arguments.list else shortened(alive))
    return 1 if (score(mutants).value or 0.0) < SCORE_BAR else 0


def _phrases(arguments: argparse.Namespace) -> int:
    layers = open_layers(with_net=False)
    before = read_guards()
    lost = list(fallen(before, layers.rules))
    if arguments.check:
        print("\n".join([*map(str, lost), f"{Share(len(before) - len(lost), len(before))} of the cases hold."]))
        return 1 if lost else 0
    guards = build_guards(layers.rules, () if arguments.anew else before, show=print)
    write_guards(guards.cases())
    if arguments.list:
        print("\n".join(unguarded(guards)))
    print("\n".join(renewal_lines(before, guards.cases(), lost)))
    return 0


def _give(
    arguments: argparse.Namespace, layers: Layers, command: str, title: str, body: list[str], lines: list[str]
) -> None:
    """Print a measurement, and write its section where asked."""
    if arguments.list:
        print("\n".join(lines))
    print("\n".join([*body, _measured(layers)]))
    if arguments.out:
        listed = "\n".join(f"- {line}" for line in lines)
        head = f"`python -m evals.safety {command}` · {_measured(layers)}"
        write_section(title, "\n\n".join([head, *body, listed]), arguments.out)


def _measured(layers: Layers) -> str:
    net = f"without the net ({layers.net_trouble})" if layers.net_trouble else "rules and net"
    return f"{net}, safety data {rules_hash()}"


def _report(arguments: argparse.Namespace) -> int:
    layers = open_layers(with_net=not arguments.no_net)
    message = long_message(read_vignettes())
    failed = False
    for each in read_sets(arguments.sets):
        screens = {"rules alone": layers.rules, "net alone": layers.net, "both": layers.both}
        judged = {name: judge_cases(each.cases, screen) for name, screen in screens.items() if screen is not None}
        whole = list(judged.values())[-1]
        for miss in misses(whole):
            print(miss_line(miss, show=arguments.show))
        times = [(n, rows, time_long_message(screen, message)) for n, rows in judged.items() if (screen := screens[n])]
        body = [figures_table(list(judged.items())), times_table(times)]
        missed = missed_bars(whole)
        body.append("Landing bars missed: " + ("; ".join(figure.name for figure in missed) or "none") + ".")
        print("\n\n".join([*body, _measured(layers)]))
        head = f"`python -m evals.safety report {each.name}` · {len(whole)} cases, set {each.sha256[:12]}"
        listed = "Misses: " + (", ".join(miss_line(miss, show=False) for miss in misses(whole)) or "none") + "."
        write_section(
            f"Set {each.name}",
            "\n\n".join([f"{head}, {_measured(layers)}", listed, *body]),
            arguments.out or RESULTS_FILE,
        )
        failed = failed or bool(missed)
    return 1 if failed else 0
