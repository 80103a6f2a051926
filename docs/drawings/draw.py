"""Draw one SVG for every exercise document, from the poses in poses.yaml.

`python docs/drawings/draw.py` writes assistant/web/static/exercises/<exercise id>.svg; the same poses give the same
bytes. `--check` writes nothing and exits 1 when a committed drawing differs. README.md says how to write a pose.
"""
# ruff: noqa: T201 - an entry point prints

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml
from figure import PoseError, build_figure, check_inside
from paint import FAR, INK, PAPER, figure_parts, stroke
from props import arrow, prop

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
POSES, EXERCISES = HERE / "poses.yaml", PROJECT / "corpus" / "exercises"
DRAWINGS = PROJECT / "assistant" / "web" / "static" / "exercises"
PANEL, HEIGHT, GROUND = 120, 140, 132
GAP = 1.5  # between a picture's ground and the edge of its half of the drawing
PER_PANEL = ("props", "front", "arrows")  # never carried over from the start pose to the end pose


def panel(pose: Mapping[str, Any], shared: Mapping[str, Any], index: int, label_id: str) -> str:
    """Return one of the two pictures: number and floor, then the scene, cut off at the panel's edge when enlarged."""
    height, shift = shared.get("height", HEIGHT), index * PANEL
    zoom, centre, bottom = shared.get("zoom", [1, PANEL / 2, 0])
    font = f'font-family="sans-serif" font-size="14" font-weight="700" fill="{INK}"'
    top, inner = HEIGHT - height, PANEL - 2 * GAP
    sheet = f'x="{shift + GAP}" y="{top}" width="{inner:g}" height="{height}" rx="7"'
    parts = [f'<rect {sheet} fill="{PAPER}"/>', f'<text x="{shift + 8}" y="{top + 17}" {font}>{index + 1}</text>']
    if shared.get("floor", True):
        parts.append(stroke(f"M{shift + 7} {GROUND + 1}H{shift + PANEL - 7}", FAR, 2))
    move = f"{shift + PANEL / 2 - zoom * centre:g} {GROUND + zoom * bottom:g}"
    picture = "\n".join([f'<g transform="translate({move}) scale({zoom} -{zoom})">', *scene(pose, shared), "</g>"])
    if zoom <= 1:
        return "\n".join([*parts, picture])
    clip = f"{label_id}-{index + 1}"
    window = f"<rect {sheet}/>"
    return "\n".join(
        [*parts, f'<clipPath id="{clip}">{window}</clipPath>', f'<g clip-path="url(#{clip})">', picture, "</g>"]
    )


def scene(pose: Mapping[str, Any], shared: Mapping[str, Any]) -> list[str]:
    """Return what stands behind, the figure, what stands in front, and the arrows."""
    figure = build_figure(pose) if "hip" in pose else None
    if figure and "zoom" not in shared:
        check_inside(figure, PANEL, GROUND, lowest=2 if shared.get("floor", True) else -3)
    parts = [prop(item, figure) for item in [*shared.get("props", []), *pose.get("props", [])]]
    if figure:
        accent = pose.get("accent", shared.get("accent", []))
        parts += figure_parts(figure, accent, pose.get("dim", []), pose.get("over", []))
    parts += [prop(item, figure) for item in [*shared.get("front", []), *pose.get("front", [])]]
    return parts + [arrow(item) for item in pose.get("arrows", [])]


def drawing(name: str, title: str, spec: Mapping[str, Any]) -> str:
    """Return the whole SVG of one exercise."""
    height = spec.get("height", HEIGHT)
    start = spec["start"]
    end = {key: value for key, value in start.items() if key not in PER_PANEL} | spec["end"]
    label = f"drawing-{name}"
    panels = [panel(start, spec, 0, label), panel(end, spec, 1, label)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {HEIGHT - height} {2 * PANEL} {height}" role="img"'
            f' aria-labelledby="{label}-title {label}-desc"'
            ' stroke-linecap="round" stroke-linejoin="round">',
            f'<title id="{label}-title">{escape(title)}</title>',
            f'<desc id="{label}-desc">{escape(" ".join(spec["desc"].split()))}</desc>',
            *panels,
            "</svg>\n",
        ]
    )


def read_title(path: Path) -> str:
    """Return the title in the header of a guidance file."""
    header = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return str(header["title"])


def all_drawings(poses: Path = POSES, exercises: Path = EXERCISES) -> dict[str, str]:
    """Return the SVG of every exercise by its id.

    Raises:
        PoseError: An exercise has no pose, a pose has no exercise, or a pose cannot be drawn.
    """
    specs = yaml.safe_load(poses.read_text(encoding="utf-8"))
    titles = {path.stem: read_title(path) for path in sorted(exercises.glob("*.md"))}
    if strangers := sorted(specs.keys() ^ titles.keys()):
        raise PoseError(f"{poses.name} and {exercises.name}/ differ in {', '.join(strangers)}")
    drawn: dict[str, str] = {}
    for name, title in titles.items():
        try:
            drawn[name] = drawing(name, title, specs[name])
        except (PoseError, KeyError, TypeError, ValueError) as error:
            raise PoseError(f"{poses.name}, {name}: {error!r}") from error
    return drawn


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check the drawings."""
    parser = argparse.ArgumentParser(description="Draw one SVG for every exercise document.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a drawing differs")
    arguments = parser.parse_args(argv)
    try:
        drawn = all_drawings()
    except PoseError as error:
        print(f"{error}\n  To mend: write or correct the pose, then run this again.", file=sys.stderr)
        return 2
    stale = [name for name, text in drawn.items() if not same(DRAWINGS / f"{name}.svg", text)]
    if arguments.check:
        print(f"{len(drawn)} drawings, {len(stale)} differ {stale if stale else ''}")
        return 1 if stale else 0
    DRAWINGS.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (DRAWINGS / f"{name}.svg").write_bytes(drawn[name].encode())
    print(f"{len(drawn)} drawings, {len(stale)} written")
    return 0


def same(path: Path, text: str) -> bool:
    """Say whether a file holds exactly this text."""
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    raise SystemExit(main())
