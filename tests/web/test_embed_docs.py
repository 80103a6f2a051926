"""The examples that people copy are true."""

import re

import pytest

from assistant.web.widget import bundle
from tests.conftest import PROJECT

EXAMPLES = sorted((PROJECT / "docs" / "embed").iterdir())
KNOWN = set(re.findall(r"^  (\w+): (?:\[|/|Object)", bundle._source("options.js"), re.M)) | {"greeting", "starters"}
KNOWN |= {"title", "target", "rehab-ask"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_attribute_of_an_example_is_known(path) -> None:
    assert set(re.findall(r"\bdata-([a-z-]+)", path.read_text())) <= KNOWN


def test_the_table_names_every_option_and_its_values() -> None:
    guide = (PROJECT / "docs" / "embed" / "README.md").read_text()
    for name in KNOWN:
        assert f"`data-{name}" in guide, name
    for name, values in re.findall(r"^  (\w+): (\[[^\]]+\])", bundle._source("options.js"), re.M):
        row = next(line for line in guide.splitlines() if line.startswith(f"| `data-{name}`"))
        assert all(f"`{value}`" in row for value in re.findall(r'"([^"]+)"', values)), row
