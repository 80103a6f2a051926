"""From joints, props and arrows to SVG elements.

The figure is drawn in `currentColor`; accent and props have fixed colours that keep a contrast of 3:1 on white and on
dark grey. Everything is a presentation attribute: a `<style>` would leak into a page that inlines the drawing.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from figure import FOOT_WIDTH, HEAD_RADIUS, HIP_HALF, Figure, Limb, Point, PoseError, along, between, direction

ACCENT, SOFT, INK = "#e0531f", "#158a7d", "currentColor"
FAR, TRUNK_TONE = 0.5, 0.75
UPPER_WIDTH = {"leg": 9.0, "arm": 6.5}
LOWER_WIDTH = {"leg": 7.0, "arm": 5.5}
ARROW_WIDTH, ARROW_HEAD = 3.0, 8.0
WALL_HEIGHT = 124


def number(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return "0" if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def track(points: Sequence[Point]) -> str:
    """Return path data for a line through all points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def stroke(data: str, colour: str, width: float, extra: str = "") -> str:
    """Return an unfilled path with a stroke; round ends come from the enclosing group."""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{extra}/>'


def disc(centre: Point, radius: float, colour: str, extra: str = "") -> str:
    """Return a filled circle."""
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" fill="{colour}"{extra}/>'


def toned(parts: Sequence[str], opacity: float) -> str:
    """Return the parts as one group, so that where they overlap nothing shows through twice."""
    return "".join(parts) if opacity == 1 else f'<g opacity="{opacity}">{"".join(parts)}</g>'


def limb_parts(limb: Limb, kind: str, colour: str, foot_colour: str) -> list[str]:
    """Return the strokes of one arm or leg."""
    parts = [
        stroke(track([limb.root, limb.middle]), colour, UPPER_WIDTH[kind]),
        stroke(track([limb.middle, limb.end]), colour, LOWER_WIDTH[kind]),
    ]
    if kind == "arm":
        parts.append(disc(limb.end, 3.6, colour))
    elif limb.foot[0] == limb.end:  # seen head-on
        parts.append(stroke(track(limb.foot), foot_colour, 6.5))
    else:
        heel, toe = limb.foot
        parts.append(f'<path d="{track([limb.end, heel, toe])}Z" fill="{foot_colour}" stroke="{foot_colour}" stroke-width="{FOOT_WIDTH:g}"/>')
    return parts


def body_parts(figure: Figure, colour: str) -> list[tuple[list[str], str]]:
    """Return head, and trunk with neck, each with its colour; a nose or eyes show which way the face looks."""
    head, neck = figure.head, stroke(track([figure.neck, along(figure.neck, direction(figure.neck, figure.head), 4)]), colour, 5)
    if figure.view == "side":
        chest = figure.shoulders[0]
        middle = between(between(figure.hip, chest, 0.5), figure.waist, 2)
        numbers = [number(value) for point in (figure.hip, middle, chest) for value in point]
        trunk = stroke("M{} {}Q{} {} {} {}".format(*numbers), colour, 13)
        nose = along(head, direction(figure.neck, head) - 90 * figure.facing, HEAD_RADIUS - 0.3)
        return [([disc(head, HEAD_RADIUS, INK), disc(nose, 1.9, INK)], INK), ([trunk, neck], colour)]
    outline = track([figure.shoulders[0], figure.shoulders[1], figure.hips[1], figure.hips[0]])
    trunk = f'<path d="{outline}Z" fill="{colour}" stroke="{colour}" stroke-width="7"/>'
    front = figure.view == "front"
    return [([face(figure, INK) if front else disc(head, HEAD_RADIUS, INK)], INK), ([trunk, neck], colour)]


def face(figure: Figure, colour: str) -> str:
    """Return a head seen from the front: two eyes are cut out, so that any background shows through."""
    up = direction(figure.neck, figure.head)
    circles = [(figure.head, HEAD_RADIUS)]
    circles += [(along(along(figure.head, up, 1), up + side, 2.6), 1.1) for side in (90, -90)]
    data = "".join(
        f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 1 0 {number(2 * r)} 0a{number(r)} {number(r)} 0 1 0 {number(-2 * r)} 0Z"
        for (x, y), r in circles
    )
    return f'<path d="{data}" fill="{colour}" fill-rule="evenodd"/>'


def figure_parts(figure: Figure, accent: Sequence[str], dim: Sequence[str], over: Sequence[str]) -> Iterator[str]:
    """Draw far limbs, then trunk and head, then near limbs; `over` brings a limb of a front view to the front."""

    def limb(name: str) -> str:
        colour = ACCENT if name in accent else INK
        foot = ACCENT if name.replace("leg", "foot") in accent else colour
        faint = name in dim or name.startswith("far")
        return toned(limb_parts(figure.limbs[name], name.split("_")[1], colour, foot), FAR if faint and colour == INK else 1)

    feet = {name.replace("leg", "foot") for name in figure.limbs}
    if unknown := {*accent, *dim, *over} - {*figure.limbs, *feet, "trunk", "head"}:
        raise PoseError(f"the pose has no {sorted(unknown)}")
    behind = [name for name in figure.limbs if name not in over and (name.startswith("far") or name in dim)]
    yield from (limb(name) for name in behind)
    trunk = ACCENT if "trunk" in accent else INK
    yield from (toned(part, TRUNK_TONE if colour == INK else 1) for part, colour in body_parts(figure, trunk))
    yield from (limb(name) for name in sorted(set(figure.limbs) - set(behind), key=lambda name: (name in over, name)))


def arrow(spec: Mapping[str, Any]) -> str:
    """Return a motion arrow, bowed to the left of its way by `curve`."""
    start, end = tuple(spec["from"]), tuple(spec["to"])
    bow = along(between(start, end, 0.5), direction(start, end) + 90, 2 * spec.get("curve", 0))
    aim = direction(bow, end)
    size = spec.get("size", ARROW_HEAD)
    stop = along(end, aim, -size * 0.7)
    data = f"M{number(start[0])} {number(start[1])}Q{number(bow[0])} {number(bow[1])} {number(stop[0])} {number(stop[1])}"
    head = track([end, along(end, aim + 148, size), along(end, aim - 148, size)])
    # Drawn last and butt-ended, so that the line does not stick out of the tip.
    return stroke(data, ACCENT, spec.get("width", ARROW_WIDTH)) + f'<path d="{head}Z" fill="{ACCENT}"/>'


def rect(x: float, y: float, width: float, height: float, attributes: str, radius: float = 0) -> str:
    """Return a rectangle, rounded when a radius is given."""
    rounded = f' rx="{number(radius)}"' if radius else ""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{rounded} {attributes}/>'


FURNITURE = f'fill="{INK}" fill-opacity=".18" stroke="{INK}" stroke-opacity=".6" stroke-width="1.5"'


def block(x: float, y: float, width: float, height: float) -> str:
    """Return a step, box, bench or bed."""
    return rect(x, y, width, height, FURNITURE, 1)


def wall(x: float, width: float = 5, height: float = WALL_HEIGHT) -> str:
    """Return a wall seen from its edge, its left face at `x`."""
    return rect(x, 0, width, height, FURNITURE)


def chair(x: float, seat: float, facing: int = 1, depth: float = 26, back: float = 30) -> str:
    """Return a chair whose backrest stands at `x`."""
    front = x + facing * depth
    frame = track([(x, 0), (x, seat + back)]) + track([(x, seat - 2), (front, seat - 2), (front, 0)])
    return stroke(frame, INK, 4, ' opacity=".45"')


def rail(*points: Sequence[float]) -> str:
    """Return a rail, rope or edge."""
    return stroke(track([(x, y) for x, y in points]), INK, 4, ' opacity=".45"')


def soft(x: float, y: float, width: float, height: float) -> str:
    """Return a pad, pillow, towel or mat."""
    return rect(x, y, width, height, f'fill="{SOFT}"', min(3, height / 2))


def ball(x: float, y: float, radius: float) -> str:
    """Return a massage ball."""
    return disc((x, y), radius, SOFT)


def roller(x: float, y: float, radius: float) -> str:
    """Return a foam roller seen from its end."""
    width = radius * 0.55
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius - width / 2)}" fill="none" stroke="{SOFT}" stroke-width="{number(width)}"/>'


def path(data: str, colour: str = "ink", width: float = 4, opacity: float = 1, filled: bool = False) -> str:
    """Return a free form, for what no prop covers."""
    paint = {"ink": INK, "accent": ACCENT, "soft": SOFT}[colour]
    tone = f' opacity="{opacity:g}"' if opacity != 1 else ""
    if filled:
        return f'<path d="{data}" fill="{paint}" stroke="{paint}" stroke-width="{number(width)}"{tone}/>'
    return stroke(data, paint, width, tone)


PROPS: Mapping[str, Callable[..., str]] = {
    "block": block,
    "wall": wall,
    "chair": chair,
    "rail": rail,
    "soft": soft,
    "ball": ball,
    "roller": roller,
    "path": path,
}


def place(figure: Figure | None, spec: str | Sequence[float]) -> Point:
    """Return a point given as [x, y] or as a place on a limb: `left_leg.upper 0.8`, moved by `+ 2 0`."""
    if not isinstance(spec, str):
        return spec[0], spec[1]
    name, _, moved = spec.partition(" + ")
    limb, _, where = name.partition(".")
    if figure is None or limb not in figure.limbs:
        raise PoseError(f"the pose has no {limb!r}")
    x, y = figure.limbs[limb].at(where)
    dx, dy = (float(part) for part in moved.split()) if moved else (0.0, 0.0)
    return x + dx, y + dy


def prop(spec: Mapping[str, Any], figure: Figure | None) -> str:
    """Return a prop; a band may be tied to places on limbs."""
    ((name, values),) = spec.items()
    if name == "belt":
        if figure is None:
            raise PoseError("a belt needs a figure")
        tilt = direction(*figure.hips)
        return stroke(track([along(figure.hips[0], tilt, -values + HIP_HALF), along(figure.hips[1], tilt, values - HIP_HALF)]), ACCENT, 3)
    if name == "band":
        return stroke(track([place(figure, point) for point in values]), SOFT, 3.2)
    if name not in PROPS:
        raise PoseError(f"prop {name!r} is none of {[*PROPS, 'band', 'belt']}")
    return PROPS[name](**values) if isinstance(values, Mapping) else PROPS[name](*values)


def check_inside(figure: Figure, width: float, height: float, lowest: float, margin: float = 4) -> None:
    """Refuse a figure that leaves its panel or sinks into the floor."""
    points = [figure.head, *(p for limb in figure.limbs.values() for p in (limb.middle, limb.end, *limb.foot))]
    for x, y in points:
        if not (margin <= x <= width - margin and lowest <= y <= height - margin) or math.isnan(x):
            raise PoseError(f"a joint at ({x:.0f}, {y:.0f}) lies outside the panel or in the floor")
