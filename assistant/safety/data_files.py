"""Reading the data files of the safety layer, with errors that name the file and the mending."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import RuleError

DATA_DIR = Path(__file__).resolve().parent / "data"

# libyaml is ten times faster and optional in PyYAML builds.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Mapping[str, Any]:
    """Read one data file; it must hold a mapping.

    Raises:
        RuleError: the file is missing, is not YAML or holds something else.
    """
    where = path.name
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise RuleError(f"cannot be read: {error}", where=where, mend="restore the file from the release") from error
    except yaml.YAMLError as error:
        raise RuleError(f"is not YAML: {error}", where=where, mend="correct the line named") from error
    if not isinstance(data, dict):
        raise RuleError("does not hold names and values", where=where, mend="see the other files of this folder")
    return data


def read_folder(name: str) -> list[tuple[Path, Mapping[str, Any]]]:
    """Read every YAML file of one data folder, in order of name.

    Raises:
        RuleError: the folder holds no file, or one of them cannot be read.
    """
    paths = sorted((DATA_DIR / name).glob("*.yaml"))
    if not paths:
        raise RuleError("no data files found", where=name, mend="restore the folder from the release")
    return [(path, read_yaml(path)) for path in paths]


@cache
def known_words() -> frozenset[str]:
    """Return ordinary English words, which are not corrected into words of the lexicon."""
    lines = (DATA_DIR / "known_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def words_naming_nothing() -> frozenset[str]:
    """Return words that name no subject, such as "how", "again" and "weeks"."""
    lines = (DATA_DIR / "naming_nothing.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
