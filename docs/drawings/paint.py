"""From the joints of a figure to SVG elements.

The figure is drawn in `currentColor`; accent and props have fixed colours that keep a contrast of 3:1 on white and on
dark grey. Everything is a presentation attribute: a `<style>` would leak into a page that inlines the drawing.
"""

from collections.abc import Iterator, Sequence

from figure import FOOT_WIDTH, HEAD_RADIUS, Figure, Limb, Point, PoseError, along, direction

ACCENT, SOFT, INK = "#e0531f", "#158a7d", "currentColor"
FAR, TRUNK_TONE = 0.55, 0.82
UPPER_WIDTH = {"leg": 9.0, "arm": 6.5}
LOWER_WIDTH = {"leg": 7.0, "arm": 5.5}


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
        parts.append(solid(f"{track([limb.end, heel, toe])}Z", foot_colour, FOOT_WIDTH))
    return parts


def trunk_part(figure: Figure, colour: str) -> str:
    """Return the trunk: a bowed line from the side, shoulders and hips from the front or behind."""
    if figure.view == "side":
        chest = figure.shoulders[0]
        numbers = [number(value) for point in (figure.hip, figure.waist, chest) for value in point]
        return stroke("M{} {}Q{} {} {} {}".format(*numbers), colour, 13)
    outline = track([figure.shoulders[0], figure.shoulders[1], figure.hips[1], figure.hips[0]])
    return solid(f"{outline}Z", colour, 7)


def head_parts(figure: Figure) -> list[str]:
    """Return neck and head; a nose or eyes show which way the face looks."""
    head, up = figure.head, direction(figure.neck, figure.head)
    neck = stroke(track([figure.neck, along(figure.neck, up, 5)]), INK, 5)
    if figure.view == "front":
        return [neck, face(figure, INK)]
    skull = disc(head, HEAD_RADIUS, INK)
    nose = disc(along(head, up - 90 * figure.facing, HEAD_RADIUS - 0.3), 1.9, INK)
    return [neck, skull, nose] if figure.view == "side" else [neck, skull]


def face(figure: Figure, colour: str) -> str:
    """Return a head seen from the front: two eyes are cut out, so that any background shows through."""
    up = direction(figure.neck, figure.head)
    circles = [(figure.head, HEAD_RADIUS)]
    circles += [(along(along(figure.head, up, 1), up + side, 2.6), 1.1) for side in (90, -90)]
    data = "".join(ring(centre, radius) for centre, radius in circles)
    return f'<path d="{data}" fill="{colour}" fill-rule="evenodd"/>'


def figure_parts(figure: Figure, accent: Sequence[str], dim: Sequence[str], over: Sequence[str]) -> Iterator[str]:
    """Draw far limbs, then trunk and head, then near limbs; `over` brings limbs to the front."""

    def limb(name: str) -> str:
        colour = ACCENT if name in accent else INK
        foot = ACCENT if name.replace("leg", "foot") in accent else colour
        faint = name in dim or name.startswith("far")
        parts = limb_parts(figure.limbs[name], name.split("_")[1], colour, foot)
        return toned(parts, FAR if faint and colour == INK else 1)

    feet = {name.replace("leg", "foot") for name in figure.limbs}
    if unknown := {*accent, *dim, *over} - {*figure.limbs, *feet, "trunk"}:
        raise PoseError(f"the pose has no {sorted(unknown)}")
    behind = [name for name in figure.limbs if name not in over and (name.startswith("far") or name in dim)]
    yield from (limb(name) for name in behind)
    if "trunk" in accent:
        yield toned(head_parts(figure), TRUNK_TONE)
        yield trunk_part(figure, ACCENT)
    else:
        yield toned([*head_parts(figure), trunk_part(figure, INK)], TRUNK_TONE)
    yield from (limb(name) for name in sorted(set(figure.limbs) - set(behind), key=lambda name: (name in over, name)))
