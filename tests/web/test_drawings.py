"""Every exercise has a drawing that a page can show as it is: complete, described, self-contained, reproducible."""

import importlib
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "docs" / "drawings"
DRAWINGS = PROJECT / "assistant" / "web" / "static" / "exercises"
EXERCISES = sorted(path.stem for path in (PROJECT / "corpus" / "exercises").glob("*.md"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "title", "desc", "g", "path", "rect", "circle", "text", "clipPath"}


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SOURCE))
    return importlib.import_module("draw")


@cache
def poses() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((SOURCE / "poses.yaml").read_text(encoding="utf-8"))
    return loaded


def root_of(name: str) -> ElementTree.Element:
    return ElementTree.parse(DRAWINGS / f"{name}.svg").getroot()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_exercise_has_a_drawing_and_every_drawing_an_exercise() -> None:
    assert sorted(path.stem for path in DRAWINGS.glob("*.svg")) == EXERCISES
    assert EXERCISES


def test_the_generator_makes_the_committed_files_byte_for_byte(draw: ModuleType) -> None:
    drawn = draw.all_drawings()
    stale = [name for name, text in drawn.items() if (DRAWINGS / f"{name}.svg").read_bytes() != text.encode()]
    assert stale == [], "a pose or a title changed: run `python docs/drawings/draw.py` and look at the result"


@pytest.mark.parametrize("name", EXERCISES)
def test_a_drawing_is_named_and_described_for_screen_readers(name: str) -> None:
    root = root_of(name)
    header = (PROJECT / "corpus" / "exercises" / f"{name}.md").read_text(encoding="utf-8").split("---\n")[1]
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and title.text == yaml.safe_load(header)["title"]
    assert description is not None and description.text
    assert re.search(r"1: .+\. 2: .+\.$", description.text), "says what stands in each of the two pictures"
    assert 60 <= len(description.text) <= 300
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("name", EXERCISES)
def test_a_drawing_scales_and_stays_small(name: str) -> None:
    root = root_of(name)
    _, top, width, height = map(float, root.attrib["viewBox"].split())
    assert width == 240 and 90 <= height <= 140 and top + height == 140
    assert not {"width", "height"} & root.attrib.keys()
    assert (DRAWINGS / f"{name}.svg").stat().st_size < 12_000


@pytest.mark.parametrize("name", EXERCISES)
def test_a_drawing_carries_no_script_style_or_reference(name: str) -> None:
    root = root_of(name)
    own = {f"url(#{element.get('id')})" for element in root.iter() if element.get("id")}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in SHAPES
        for key, value in element.attrib.items():
            assert not key.startswith("on") and "href" not in key and key not in ("style", "class")
            assert ":" not in value and ("url(" not in value or value in own)


def test_ids_differ_between_drawings_so_that_a_page_can_inline_several() -> None:
    ids = Counter(element.get("id") for name in EXERCISES for element in root_of(name).iter() if element.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("name", EXERCISES)
def test_both_pictures_are_numbered_and_the_moving_part_is_marked(name: str, draw: ModuleType) -> None:
    root = root_of(name)
    assert [text.text for text in root.iter(f"{SVG}text")] == ["1", "2"]
    paint = importlib.import_module("paint")
    marked = [element for element in root.iter() if paint.ACCENT in (element.get("fill"), element.get("stroke"))]
    assert marked
    assert poses()[name]["end"]["arrows"]


@pytest.mark.parametrize("name", EXERCISES)
def test_what_matters_stands_out_from_the_ground_that_the_drawing_brings(name: str, draw: ModuleType) -> None:
    paint, props = importlib.import_module("paint"), importlib.import_module("props")
    grounds = [element for element in root_of(name) if element.get("fill") == paint.PAPER]
    assert len(grounds) == 2, "each picture has its ground, so the page behind it does not matter"
    pale = {paint.PAPER, *re.findall(r"#[0-9a-f]{6}", props.FURNITURE.split("stroke")[0])}
    colours = set(re.findall(r"#[0-9a-f]{6}\b", (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")))
    needed = {paint.FAR: 2.5}  # limbs of the far side step back, and repeat the near ones
    for colour in colours - pale:
        assert contrast(colour, paint.PAPER) >= needed.get(colour, 3), colour


@pytest.mark.parametrize("name", [name for name in EXERCISES if name != "short-foot"])
def test_joints_are_marked(name: str, draw: ModuleType) -> None:
    paint = importlib.import_module("paint")
    marks = [c for c in root_of(name).iter(f"{SVG}circle") if c.get("r") == str(paint.JOINT)]
    assert len(marks) >= 4, "hip, knee and ankle of a leg, or shoulder and elbow, in both pictures"
    assert {c.get("fill") for c in marks} == {paint.PAPER}


STANDING = {"hip": [55, 54], "near_leg": {"flat": 55}}


@pytest.mark.parametrize(
    ("pose", "reason"),
    [
        pytest.param({**STANDING, "near_leg": {"thigh": -90, "shin": -40}}, "a knee bent by", id="knee-forwards"),
        pytest.param({**STANDING, "near_arm": {"upper": -90, "lower": -170}}, "an? elbow bent by", id="elbow-back"),
        pytest.param({**STANDING, "near_leg": {"flat": 110}}, "cannot reach", id="leg-too-long"),
        pytest.param({**STANDING, "near_arm": {"hand": [110, 80]}}, "cannot reach", id="arm-too-long"),
        pytest.param({**STANDING, "near_leg": {"ankle": [55, 0], "out": 30}}, "would look", id="stretched-front-view"),
        pytest.param({**STANDING, "view": "above"}, "view 'above'", id="unknown-view"),
    ],
)
def test_a_pose_that_no_body_can_take_is_refused(pose: dict[str, object], reason: str, draw: ModuleType) -> None:
    figure = importlib.import_module("figure")
    with pytest.raises(figure.PoseError, match=reason):
        figure.build_figure(pose)


def test_a_knee_bends_forwards_of_the_line_from_hip_to_foot(draw: ModuleType) -> None:
    figure = importlib.import_module("figure")
    for facing, sign in (("right", 1), ("left", -1)):
        knee = (
            figure.build_figure({"hip": [60, 40], "facing": facing, "near_leg": {"flat": 60}}).limbs["near_leg"].middle
        )
        assert sign * (knee[0] - 60) > 5
        assert pytest.approx(((knee[0] - 60) ** 2 + (knee[1] - 40) ** 2) ** 0.5) == figure.THIGH


def test_an_exercise_without_a_pose_is_named(draw: ModuleType, tmp_path: Path) -> None:
    few = tmp_path / "poses.yaml"
    rest = {name: pose for name, pose in poses().items() if name != "clamshell"}
    few.write_text(yaml.safe_dump(rest), encoding="utf-8")
    with pytest.raises(draw.PoseError, match=r"differ in clamshell$"):
        draw.all_drawings(few)


def test_check_writes_nothing_and_tells_a_stale_drawing(
    draw: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw, "DRAWINGS", tmp_path)
    assert draw.main(["--check"]) == 1
    assert list(tmp_path.iterdir()) == []
    assert draw.main([]) == 0
    assert draw.main(["--check"]) == 0
    assert len(list(tmp_path.iterdir())) == len(EXERCISES)
