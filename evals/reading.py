"""Reads question sets: a YAML list, JSONL, or CSV with the same names as columns.

In CSV, lists are split on `|` (turns too), and fact groups on `;`: `cushion;stable|side-to-side` are two
groups, the second with two alternatives. A literal `|` or `;` cannot be written there; use YAML for those.
"""

import csv
import difflib
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.domain import Route
from assistant.errors import QuestionSetError
from evals.cases import Case, Expect, QuestionSet

CASE_FIELDS = tuple(Case.model_fields)
EXPECT_FIELDS = tuple(Expect.model_fields)
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")

Placed = tuple[str, Mapping[str, Any]]
"""Where an entry stands (such as `first.yaml:12`), and the entry."""


def read_sets(paths: Sequence[Path]) -> tuple[QuestionSet, ...]:
    """Read question sets whose case ids are unique over all of them.

    Raises:
        QuestionSetError: a file cannot be read or breaks the form, or an id stands twice.
    """
    seen: dict[str, str] = {}
    return tuple(_read_set(path, seen) for path in paths)


def _read_set(path: Path, seen: dict[str, str]) -> QuestionSet:
    parse = _PARSERS.get(path.suffix.lower())
    if parse is None:
        known = ", ".join(_PARSERS)
        raise QuestionSetError(
            f"{path.suffix or 'no'} file type is not read", where=str(path), mend=f"name a {known} file"
        )
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise QuestionSetError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError("is not UTF-8", where=str(path), mend="save the file as UTF-8") from error
    cases = []
    for where, entry in parse(text, str(path)):
        case = parse_case(entry, where)
        if case.id in seen:
            mend = f"give it another id; {case.id} also stands at {seen[case.id]}"
            raise QuestionSetError(f"case {case.id}: duplicate id", where=where, mend=mend)
        seen[case.id] = where
        cases.append(case)
    if not cases:
        raise QuestionSetError("holds no cases", where=str(path), mend="add at least one case")
    return QuestionSet(name=path.name, sha256=hashlib.sha256(content).hexdigest(), cases=tuple(cases))


def parse_case(entry: Mapping[str, Any], where: str) -> Case:
    """Check one entry of a set.

    Args:
        entry: the entry's fields as read.
        where: the place that an error names.
    """
    if not isinstance(entry, Mapping):
        raise QuestionSetError("is not a case", where=where, mend="write fields such as `id` and `turns`")
    name = f"case {entry['id']}" if entry.get("id") else "a case without an id"
    try:
        return Case.model_validate(entry)
    except ValidationError as error:
        raise _case_error(error, name, where) from error


def _case_error(error: ValidationError, name: str, where: str) -> QuestionSetError:
    # A misspelt field is both unknown and missing; the first of the two says how to mend it.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    loc = [str(part) for part in first["loc"]]
    field = ".".join(loc)
    if first["type"] == "extra_forbidden":
        known = EXPECT_FIELDS if loc[0] == "expect" else CASE_FIELDS
        return _unknown_field(field, known, f"{name}: unknown field `{field}`", where)
    if loc[:2] == ["expect", "route"]:
        known = tuple(Route)
        return _unknown_field(str(first["input"]), known, f"{name}: `{first['input']}` is not a route", where)
    if first["type"] == "missing":
        return QuestionSetError(f"{name}: `{field}` is missing", where=where, mend=f"add `{field}`")
    if first["type"] == "string_type":
        what = f"{name}: `{field}` is {first['input']!r}, not text"
        return QuestionSetError(what, where=where, mend="put it in quotation marks")
    return QuestionSetError(f"{name}: `{field}`: {first['msg']}", where=where, mend=f"correct `{field}`")


def _unknown_field(given: str, known: Sequence[str], what: str, where: str) -> QuestionSetError:
    near = difflib.get_close_matches(given.rsplit(".", 1)[-1], known, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`? " if near else ""
    return QuestionSetError(what, where=where, mend=f"{hint}Known: {', '.join(known)}")


def _parse_yaml(text: str, source: str) -> Iterator[Placed]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            raise QuestionSetError("is not a list", where=source, mend="begin each case with `- id:`")
        for node in root.value:
            where = f"{source}:{node.start_mark.line + 1}"
            _refuse_repeated_keys(node, source)
            yield where, loader.construct_object(node, deep=True)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{source}:{mark.line + 1}" if mark else source
        problem = getattr(error, "problem", None) or str(error)
        raise QuestionSetError(f"is not YAML: {problem}", where=where, mend="correct that line") from error
    finally:
        loader.dispose()


def _refuse_repeated_keys(node: yaml.Node, source: str) -> None:
    """YAML readers keep the last of two equal keys without a word; half a case would be lost."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            where = f"{source}:{key.start_mark.line + 1}"
            raise QuestionSetError(f"`{key.value}` stands twice in one case", where=where, mend="keep one of them")
        seen.add(key.value)
        _refuse_repeated_keys(value, source)


def _parse_jsonl(text: str, source: str) -> Iterator[Placed]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            yield where, json.loads(line)
        except json.JSONDecodeError as error:
            what = f"is not JSON: {error.msg} at column {error.colno}"
            raise QuestionSetError(what, where=where, mend="write one JSON object on each line") from error


def _parse_csv(text: str, source: str) -> Iterator[Placed]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [name.strip().removeprefix("expect.") for name in next(rows, [])]
        _check_columns(columns, f"{source}:1")
        begins = rows.line_num + 1
        for row in rows:
            where, begins = f"{source}:{begins}", rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(columns):
                what = f"has {len(row)} cells, the header has {len(columns)}"
                raise QuestionSetError(what, where=where, mend="quote cells that hold a comma")
            yield where, _csv_case(zip(columns, row, strict=True), where)
    except csv.Error as error:
        raise QuestionSetError(f"is not CSV: {error}", where=f"{source}:{rows.line_num}", mend="correct it") from error


def _check_columns(columns: Sequence[str], where: str) -> None:
    known = (*(field for field in CASE_FIELDS if field != "expect"), *EXPECT_FIELDS)
    for column in columns:
        if column not in known:
            raise _unknown_field(column, known, f"unknown column `{column}`", where)
        if columns.count(column) > 1:
            raise QuestionSetError(f"column `{column}` stands twice", where=where, mend="keep one of them")


def _csv_case(cells: Iterable[tuple[str, str]], where: str) -> dict[str, Any]:
    case: dict[str, Any] = {}
    expect: dict[str, Any] = {}
    for column, cell in cells:
        if not (cell := cell.strip()):
            continue
        target = expect if column in EXPECT_FIELDS else case
        if column == "facts":
            target[column] = [_parts(group) for group in cell.split(";")]
        elif column == "abstain":
            if cell.lower() not in (*_TRUE, *_FALSE):
                mend = "write true or false"
                raise QuestionSetError(f"case {case.get('id')}: abstain is {cell!r}", where=where, mend=mend)
            target[column] = cell.lower() in _TRUE
        else:
            target[column] = cell if column in ("id", "split") else _parts(cell)
    return {**case, "expect": expect}


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|")]


_PARSERS: dict[str, Callable[[str, str], Iterator[Placed]]] = {
    ".yaml": _parse_yaml,
    ".yml": _parse_yaml,
    ".jsonl": _parse_jsonl,
    ".csv": _parse_csv,
}
