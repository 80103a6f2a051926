"""The examples that people copy are true, and what the widget says alone is there."""

import re
from typing import get_args

import pytest

from assistant.settings import Region, Settings
from assistant.web.widget import bundle
from tests.conftest import PROJECT

EXAMPLES = sorted((PROJECT / "docs" / "embed").iterdir())
KNOWN = set(re.findall(r"^  (\w+): (?:\[|/|Object)", bundle._source("options.js"), re.M)) | {"greeting", "starters"}
KNOWN |= {"title", "target", "rehab-ask"}


@pytest.mark.parametrize("region", get_args(Region))
def test_every_region_has_a_number_to_show_when_the_server_is_gone(region: Region) -> None:
    number = bundle.emergency_number(Settings(region=region))
    assert re.fullmatch(r"[0-9]{3}", number) and f'"emergency":"{number}"' in bundle.widget_script(
        Settings(region=region)
    )


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
