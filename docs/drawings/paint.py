"""From the joints of a figure to SVG elements.

Each picture brings its own light ground, so that a drawing looks the same on every page and all colours keep a contrast
of 3:1. Everything is a presentation attribute: a `<style>` would leak into a page that inlines the drawing.
"""

import math
from collections.abc import Iterator, Sequence

from figure import FOOT_WIDTH, HEAD_RADIUS, Figure, Limb, Point, PoseError, along, between, direction

PAPER = "#f3f5f2"  # the ground of each picture
INK, SHIRT, FAR, HAIR = "#557789", "#2f4c5a", "#859ba5", "#22343d"  # skin, clothes, limbs of the far side, hair
ACCENT, SOFT = "#d4480f", "#158074"  # what moves; bands, balls, pads and mats
# Half the width of a limb at shoulder or hip, at elbow or knee, and at wrist or ankle.
HALF_WIDTHS = {"leg": (5.4, 4.1, 2.9), "arm": (3.5, 2.9, 2.3)}
HAND, JOINT = 3.0, 1.5
PELVIS, WAIST, CHEST = 6.6, 5.7, 6.9  # half the depth of a trunk seen from the side


def number(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return "0" if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def track(points: Sequence[Point]) -> str:
    """Return path data for a line through all points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def stroke(data: str, colour: str, width: float, extra: str = "") -> str:
    """Return an unfilled path with a stroke; round ends come from the enclosing group."""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{extra}/>'


def solid(data: str, colour: str, width: float, extra: str = "") -> str:
    """Return a filled path, rounded off by a stroke of the same colour."""
    return f'<path d="{data}" fill="{colour}" stroke="{colour}" stroke-width="{number(width)}"{extra}/>'


def ring(centre: Point, radius: float) -> str:
    """Return path data for a circle."""
    radius = round(radius, 1)  # rounded before it is doubled: two half circles that do not fit make an oval
    arc = f"a{number(radius)} {number(radius)} 0 1 0 "
    return f"M{number(centre[0] - radius)} {number(centre[1])}{arc}{number(2 * radius)} 0{arc}{number(-2 * radius)} 0Z"


def disc(centre: Point, radius: float, colour: str, extra: str = "") -> str:
    """Return a filled circle."""
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" fill="{colour}"{extra}/>'


def capsule(first: Point, first_radius: float, second: Point, second_radius: float) -> str:
    """Return path data for the hull of two circles: a part of a body that tapers from one joint to the next."""
    distance = math.dist(first, second)
    if distance <= abs(first_radius - second_radius) + 0.05:  # one circle lies in the other: a part seen end on
        return ring(first, first_radius) if first_radius >= second_radius else ring(second, second_radius)
    aim = direction(first, second)
    turn = math.degrees(math.acos((first_radius - second_radius) / distance))
    a, b = along(first, aim + turn, first_radius), along(second, aim + turn, second_radius)
    c, d = along(second, aim - turn, second_radius), along(first, aim - turn, first_radius)
    arcs = [
        f"A{number(radius)} {number(radius)} 0 {large} 0 {number(end[0])} {number(end[1])}"
        for radius, large, end in (
            (second_radius, int(second_radius > first_radius), c),
            (first_radius, int(first_radius > second_radius), a),
        )
    ]
    return f"{track([a, b])}{arcs[0]}L{number(d[0])} {number(d[1])}{arcs[1]}Z"


def filled(data: str, colour: str) -> str:
    """Return a filled path."""
    return f'<path d="{data}" fill="{colour}"/>'


def limb_parts(limb: Limb, kind: str, colour: str, foot_colour: str) -> list[str]:
    """Return one arm or leg."""
    root, middle, end = HALF_WIDTHS[kind]
    body = capsule(limb.root, root, limb.middle, middle) + capsule(limb.middle, middle, limb.end, end)
    if kind == "arm":
        return [filled(body + ring(limb.end, HAND), colour)]
    if limb.foot[0] == limb.end:  # seen head-on
        foot = stroke(track(limb.foot), foot_colour, 6.5)
    else:
        heel, toe = limb.foot
        foot = solid(f"{track([limb.end, heel, toe])}Z", foot_colour, FOOT_WIDTH)
    return [filled(body, colour), foot]


def joints(limb: Limb, kind: str) -> str:
    """Return the marks of a limb's joints, left out where a limb that points at the reader hides one."""
    marks = [limb.root, limb.middle, *([limb.end] if kind == "leg" else [])]
    apart = [point for n, point in enumerate(marks) if all(math.dist(point, other) > 5 for other in marks[:n])]
    return "".join(disc(point, JOINT, PAPER) for point in apart)


def trunk_part(figure: Figure, colour: str) -> str:
    """Return the trunk: from the side it may bow; from the front or behind it runs from shoulders to hips."""
    if figure.view == "side":
        chest = figure.shoulders[0]
        # The waist of a pose steers the bow; the trunk itself passes half as far from the straight line.
        waist = between(between(figure.hip, chest, 0.42), figure.waist, 0.5)
        return filled(capsule(figure.hip, PELVIS, waist, WAIST) + capsule(waist, WAIST, chest, CHEST), colour)
    (left, right), (left_hip, right_hip) = figure.shoulders, figure.hips
    middle = between(between(left, right, 0.5), between(left_hip, right_hip, 0.5), 0.6)
    waists = [
        between(middle, between(shoulder, hip, 0.6), 0.9)
        for shoulder, hip in zip(*(figure.shoulders, figure.hips), strict=True)
    ]
    outline = track([left, right, waists[1], right_hip, left_hip, waists[0]])
    return solid(f"{outline}Z", colour, 7.5)


def head_parts(figure: Figure) -> list[str]:
    """Return neck and head; nose, eyes and hair show which way the face looks."""
    head, up = figure.head, direction(figure.neck, figure.head)
    parts = [stroke(track([figure.neck, head]), INK, 5), disc(head, HEAD_RADIUS, INK)]
    if figure.view == "side":
        face = up - 90 * figure.facing
        parts.append(disc(along(head, face, HEAD_RADIUS - 0.4), 1.8, INK))
        return [
            *parts,
            cap(
                head,
                along(head, face + 62 * figure.facing, 7),
                along(head, face + 205 * figure.facing, 7),
                figure.facing,
            ),
        ]
    if figure.view == "front":
        eyes = [disc(along(along(head, up, -0.4), up + side, 2.5), 0.9, PAPER) for side in (90, -90)]
        return [*parts, *eyes, cap(head, along(head, up + 68, 7), along(head, up - 68, 7), -1)]
    return [*parts, cap(head, along(head, up + 118, 7), along(head, up - 118, 7), -1)]


def cap(head: Point, start: Point, end: Point, turn: int) -> str:
    """Return hair: the part of the head between two points of its rim, clockwise (-1) or not (+1) from the first."""
    r, sweep = number(HEAD_RADIUS + 0.6), 0 if turn < 0 else 1
    spread = (turn * (direction(head, end) - direction(head, start))) % 360
    data = f"{track([start])}A{r} {r} 0 {int(spread > 180)} {sweep} {number(end[0])} {number(end[1])}Z"
    return filled(data, HAIR)


def figure_parts(figure: Figure, accent: Sequence[str], dim: Sequence[str], over: Sequence[str]) -> Iterator[str]:
    """Draw far limbs, then trunk and head, then near limbs; `over` brings limbs to the front."""

    def limb(name: str, is_behind: bool) -> str:
        faint = name in dim or name.startswith("far")
        colour = ACCENT if name in accent else FAR if faint else INK
        foot = ACCENT if name.replace("leg", "foot") in accent else colour
        kind = name.split("_")[1]
        parts = limb_parts(figure.limbs[name], kind, colour, foot)
        return "".join(parts if is_behind else [*parts, joints(figure.limbs[name], kind)])

    feet = {name.replace("leg", "foot") for name in figure.limbs}
    if unknown := {*accent, *dim, *over} - {*figure.limbs, *feet, "trunk"}:
        raise PoseError(f"the pose has no {sorted(unknown)}")
    behind = [name for name in figure.limbs if name not in over and (name.startswith("far") or name in dim)]
    yield from (limb(name, True) for name in behind)
    yield "".join([*head_parts(figure), trunk_part(figure, ACCENT if "trunk" in accent else SHIRT)])
    rest = sorted(set(figure.limbs) - set(behind), key=lambda name: (name in over, name))
    yield from (limb(name, False) for name in rest)
