"""The hazard log: each hazard has controls that exist and tests that exist, and its figures follow from the matrix."""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "docs" / "hazards.md"
SEVERITIES = ("Minor", "Significant", "Considerable", "Major", "Catastrophic")
FIELDS = ("Description", "Cause", "Effect", "Initial risk", "Residual risk", "Owner", "Status")
_RISK = re.compile(r"(?P<severity>\w+) × (?P<likelihood>\w+(?: \w+)?) = (?P<risk>\d)")


@dataclass
class Hazard:
    """One hazard as the log states it."""

    id: str
    title: str
    fields: dict[str, str] = field(default_factory=dict)
    controls: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def parse_log(text: str) -> list[Hazard]:
    """Read the hazards: a heading each, its fields, and the lists of controls and tests."""
    hazards = []
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        number, _, title = heading.partition(" ")
        hazard = Hazard(number, title)
        for entry in re.split(r"^- ", body, flags=re.MULTILINE)[1:]:
            name, _, value = entry.partition(":")
            items = [item.split("`")[0] for item in re.split(r"^  - `", value, flags=re.MULTILINE)[1:]]
            if name == "Controls":
                hazard.controls = items
            elif name == "Tests":
                hazard.tests = items
            else:
                hazard.fields[name] = " ".join(value.split())
        hazards.append(hazard)
    return hazards


def parse_matrix(text: str) -> dict[tuple[str, str], int]:
    """Read the risk of each severity and likelihood."""
    rows = re.findall(r"^\| (\w+(?: \w+)?) \| (\d) \| (\d) \| (\d) \| (\d) \| (\d) \|$", text, flags=re.MULTILINE)
    return {(severity, row[0]): int(risk) for row in rows for severity, risk in zip(SEVERITIES, row[1:], strict=True)}


@cache
def defined_tests(path: Path) -> frozenset[str]:
    """Return the tests that a file defines, those of classes as `Class::test`."""
    if not path.is_file():
        return frozenset()
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    return frozenset(name for name in found if name.split("::")[-1].startswith("test_"))


def faults(text: str) -> list[str]:
    """Say what is wrong with a log."""
    matrix = parse_matrix(text)
    found = [] if len(matrix) == 25 else ["the matrix is not whole"]
    for hazard in parse_log(text):
        found += [f"{hazard.id}: no {name}" for name in FIELDS if not hazard.fields.get(name)]
        found += [f"{hazard.id}: no control"] if not hazard.controls else []
        found += [f"{hazard.id}: no test"] if not hazard.tests else []
        found += [f"{hazard.id}: no file {path}" for path in hazard.controls if not (ROOT / path).exists()]
        for test in hazard.tests:
            path, _, name = test.partition("::")
            if name not in defined_tests(ROOT / path):
                found.append(f"{hazard.id}: no test {test}")
        found += _wrong_figures(hazard, matrix)
    return found


def _wrong_figures(hazard: Hazard, matrix: dict[tuple[str, str], int]) -> list[str]:
    read = [_RISK.match(hazard.fields.get(name, "")) for name in ("Initial risk", "Residual risk")]
    if not all(read):
        return [f"{hazard.id}: a risk is not written as severity × likelihood = figure"]
    before, after = ({**match.groupdict()} for match in read if match)
    wrong = [
        f"{hazard.id}: {each['severity']} × {each['likelihood']} is not {each['risk']}"
        for each in (before, after)
        if matrix.get((each["severity"], each["likelihood"])) != int(each["risk"])
    ]
    if after["risk"] > before["risk"] or after["severity"] != before["severity"]:
        wrong.append(f"{hazard.id}: controls lower the likelihood, not the severity, and never raise the risk")
    return wrong


@pytest.fixture(scope="module")
def log() -> str:
    return LOG.read_text(encoding="utf-8")


def test_every_hazard_has_its_fields_controls_and_tests_and_all_of_them_exist(log):
    assert faults(log) == []


def test_the_hazards_are_numbered_without_a_gap_and_said_once(log):
    hazards = parse_log(log)
    assert [hazard.id for hazard in hazards] == [f"HZ-{number:02d}" for number in range(1, len(hazards) + 1)]
    assert len(hazards) >= 30 and len({hazard.title for hazard in hazards}) == len(hazards)


def test_every_family_of_rules_is_the_control_of_a_hazard(log):
    named = {control for hazard in parse_log(log) for control in hazard.controls}
    folder = ROOT / "assistant" / "safety" / "data" / "rules"
    assert {str(path.relative_to(ROOT)) for path in folder.glob("*.yaml")} - named == set()


def test_every_reader_of_the_safety_layer_is_the_control_of_a_hazard(log):
    named = {control for hazard in parse_log(log) for control in hazard.controls}
    readers = (
        "negation durations past educational person figurative release scope language questions ages measures "
        "calendar_words carrying net screen"
    ).split()
    assert {f"assistant/safety/{name}.py" for name in readers} - named == set()


def test_no_residual_risk_is_more_than_the_log_calls_undesirable(log):
    for hazard in parse_log(log):
        assert int(_RISK.match(hazard.fields["Residual risk"])["risk"]) <= 3, hazard.id


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  - `assistant/web/limits.py`: ", "  - nothing: ", "no control"),
        ("`assistant/web/limits.py`", "`assistant/web/limit.py`", "no file assistant/web/limit.py"),
        ("::test_a_broken_storage_silences_nobody`", "::test_x`", "no test tests/web/test_limits.py::test_x"),
        ("test_limits.py::test_a_broken", "test_limit.py::test_a_broken", "no test tests/web/test_limit.py"),
        ("- Owner: maintainers", "- Who: maintainers", "no Owner"),
        ("Significant × High = 3", "Significant × High = 2", "Significant × High is not 2"),
        ("- Initial risk: Catastrophic × Low = 4", "- Initial risk: Major × Low = 3", "controls lower the likelihood"),
        ("| Low | 1 | 2 |", "| Lower | 1 |", "the matrix is not whole"),
    ],
)  # fmt: skip
def test_a_broken_log_is_found_out(log, old, new, fault):
    assert old in log
    assert any(fault in each for each in faults(log.replace(old, new)))


def test_a_hazard_whose_tests_are_all_gone_is_found_out(log):
    broken = re.sub(r"^  - `tests/.*\n", "", log, flags=re.MULTILINE)
    assert {each for each in faults(broken) if each.endswith("no test")} == {f"{h.id}: no test" for h in parse_log(log)}
