"""What stands around a figure, and the arrows that show how it moves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from figure import HIP_HALF, Figure, Point, PoseError, along, between, direction
from paint import ACCENT, FAR, INK, SOFT, disc, number, ring, solid, stroke, track

ARROW_WIDTH, ARROW_HEAD = 3.0, 8.0
WALL_HEIGHT = 124


def arrow(spec: Mapping[str, Any]) -> str:
    """Return a motion arrow, bowed to the left of its way by `curve`."""
    start, end = tuple(spec["from"]), tuple(spec["to"])
    bow = along(between(start, end, 0.5), direction(start, end) + 90, 2 * spec.get("curve", 0))
    aim = direction(bow, end)
    size = spec.get("size", ARROW_HEAD)
    stop = along(end, aim, -size * 0.7)
    data = (
        f"M{number(start[0])} {number(start[1])}Q{number(bow[0])} {number(bow[1])} {number(stop[0])} {number(stop[1])}"
    )
    head = track([end, along(end, aim + 148, size), along(end, aim - 148, size)])
    # Drawn last and butt-ended, so that the line does not stick out of the tip.
    return stroke(data, ACCENT, spec.get("width", ARROW_WIDTH)) + f'<path d="{head}Z" fill="{ACCENT}"/>'


def rect(x: float, y: float, width: float, height: float, attributes: str, radius: float = 0) -> str:
    """Return a rectangle, rounded when a radius is given."""
    rounded = f' rx="{number(radius)}"' if radius else ""
    size = f'width="{number(width)}" height="{number(height)}"{rounded}'
    return f'<rect x="{number(x)}" y="{number(y)}" {size} {attributes}/>'


FURNITURE = f'fill="#dde4e3" stroke="{FAR}" stroke-width="1.5"'


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
    return stroke(frame, FAR, 4)


def rail(*points: Sequence[float]) -> str:
    """Return a rail, rope or edge."""
    return stroke(track([(x, y) for x, y in points]), FAR, 4)


def soft(x: float, y: float, width: float, height: float) -> str:
    """Return a pad, pillow, towel or mat."""
    return rect(x, y, width, height, f'fill="{SOFT}"', min(3, height / 2))


def ball(x: float, y: float, radius: float) -> str:
    """Return a massage ball."""
    return disc((x, y), radius, SOFT)


def roller(x: float, y: float, radius: float) -> str:
    """Return a foam roller seen from its end."""
    width = radius * 0.55
    return stroke(ring((x, y), radius - width / 2), SOFT, width)


def path(data: str, colour: str = "ink", width: float = 4, opacity: float = 1, filled: bool = False) -> str:
    """Return a free form, for what no prop covers."""
    paint = {"ink": INK, "accent": ACCENT, "soft": SOFT}[colour]
    tone = f' opacity="{opacity:g}"' if opacity != 1 else ""
    return solid(data, paint, width, tone) if filled else stroke(data, paint, width, tone)


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


def belt(figure: Figure | None, half: float) -> str:
    """Return a line through both hips, which shows how the pelvis tilts."""
    if figure is None:
        raise PoseError("a belt needs a figure")
    (left, right), tilt = figure.hips, direction(*figure.hips)
    return stroke(track([along(left, tilt, HIP_HALF - half), along(right, tilt, half - HIP_HALF)]), ACCENT, 3)


def prop(spec: Mapping[str, Any], figure: Figure | None) -> str:
    """Return a prop; a band may be tied to places on limbs."""
    ((name, values),) = spec.items()
    if name == "belt":
        return belt(figure, values)
    if name == "band":
        return stroke(track([place(figure, point) for point in values]), SOFT, 3.2)
    if name not in PROPS:
        raise PoseError(f"prop {name!r} is none of {[*PROPS, 'band', 'belt']}")
    return PROPS[name](**values) if isinstance(values, Mapping) else PROPS[name](*values)
