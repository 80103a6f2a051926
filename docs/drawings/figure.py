"""A jointed figure in the plane: from a pose to the places of its joints.

A standing adult is about 102 units tall. x runs to the right, y upwards, the floor is y = 0, and angles are degrees
counted from the right, anticlockwise. Limbs have fixed lengths, so a pose that would need a longer arm or a knee that
bends forwards is refused rather than drawn.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Spec = Mapping[str, Any]

TRUNK, SHOULDER = 29.0, 26.0
UPPER_ARM, FOREARM = 16.0, 17.0
THIGH, SHIN = 25.0, 24.0
NECK, HEAD_RADIUS = 11.5, 7.0
SHOULDER_HALF, HIP_HALF = 10.0, 5.5
# A foot seen from the side, measured from the ankle along and below the sole.
HEEL_BACK, TOE_AHEAD, SOLE_DEPTH, FOOT_WIDTH = 2.5, 9.5, 3.0, 5.0
ANKLE_HEIGHT = SOLE_DEPTH + FOOT_WIDTH / 2
SIDES = {"side": ("far", "near"), "front": ("left", "right"), "back": ("left", "right")}
# What a healthy joint does, with some room for a drawing in the plane.
KNEE_RANGE, ELBOW_RANGE = (-8.0, 160.0), (-8.0, 160.0)


class PoseError(Exception):
    """A pose that no body can take, or that names something unknown."""


def along(start: Point, angle: float, length: float) -> Point:
    """Return the point `length` away from `start` in direction `angle`."""
    return start[0] + length * math.cos(math.radians(angle)), start[1] + length * math.sin(math.radians(angle))


def direction(start: Point, end: Point) -> float:
    """Return the angle of the way from `start` to `end`."""
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def between(start: Point, end: Point, share: float) -> Point:
    """Return the point that lies `share` of the way from `start` to `end`."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or a leg: root (shoulder or hip), middle (elbow or knee), end (wrist or ankle), and heel and toe."""

    root: Point
    middle: Point
    end: Point
    foot: tuple[Point, ...] = ()

    def at(self, place: str) -> Point:
        """Return a place on the limb: `root`, `middle`, `end`, or a share such as `upper 0.8` or `lower 0.5`."""
        name, _, share = place.partition(" ")
        if name in ("root", "middle", "end"):
            point: Point = getattr(self, name)
            return point
        if name not in ("upper", "lower"):
            raise PoseError(f"a limb has no place {place!r}")
        ends = (self.root, self.middle) if name == "upper" else (self.middle, self.end)
        return between(*ends, float(share))


@dataclass(frozen=True, slots=True)
class Figure:
    """All joints of one pose, ready to draw."""

    view: str
    facing: int
    hip: Point
    neck: Point
    waist: Point
    head: Point
    shoulders: tuple[Point, Point]
    hips: tuple[Point, Point]
    limbs: Mapping[str, Limb]


def reach(root: Point, end: Point, lengths: tuple[float, float], side: int) -> Point:
    """Return the middle joint of a limb from `root` to `end`, on the left (+1) or right (-1) of that way."""
    upper, lower = lengths
    distance = math.dist(root, end)
    if distance > upper + lower + 0.3 or distance < abs(upper - lower):
        raise PoseError(f"a limb of {upper + lower:g} cannot reach from {root} to {end}, {distance:.1f} away")
    cosine = (upper**2 + distance**2 - lower**2) / (2 * upper * distance)
    return along(root, direction(root, end) + side * math.degrees(math.acos(min(1.0, cosine))), upper)


def shortened(
    root: Point, end: Point, lengths: tuple[float, float], sideways: float, joint: Sequence[float] | None
) -> Point:
    """Return the middle joint of a limb seen head-on, where bending only makes both parts look shorter."""
    middle = along(between(root, end, lengths[0] / sum(lengths)), direction(root, end) + 90, sideways)
    if joint:
        middle = (joint[0], joint[1])
    for part, length in ((math.dist(root, middle), lengths[0]), (math.dist(middle, end), lengths[1])):
        if part > length * 1.03:
            raise PoseError(f"a part of {length:g} would look {part:.1f} long from {root} to {end}")
    return middle


def foot_points(ankle: Point, angle: float, facing: int) -> tuple[Point, Point]:
    """Return heel and toe of a foot whose sole runs in direction `angle`."""
    below = angle - 90 * facing
    return (
        along(along(ankle, angle, -HEEL_BACK), below, SOLE_DEPTH),
        along(along(ankle, angle, TOE_AHEAD), below, SOLE_DEPTH),
    )


def planted_ankle(spec: Spec, facing: int) -> tuple[Point, float]:
    """Return ankle and sole direction of a foot that stands on something, flat or on its toes or heel."""
    ahead = 0.0 if facing > 0 else 180.0
    if "flat" in spec:
        x, height = spec["flat"] if isinstance(spec["flat"], list) else (spec["flat"], 0.0)
        return (x, height + ANKLE_HEIGHT), ahead
    on_toes = "toes" in spec
    x, height = spec["toes" if on_toes else "heel"]
    angle = ahead - facing * spec.get("lift", 40) * (1 if on_toes else -1)
    # The foot is a round-capped line, so its lowest point lies half a width below the toe or heel.
    heel, toe = foot_points((0.0, 0.0), angle, facing)
    contact = toe if on_toes else heel
    return (x - contact[0], height + FOOT_WIDTH / 2 - contact[1]), angle


def side_leg(hip: Point, spec: Spec, facing: int) -> Limb:
    """Place a leg seen from the side; one that points at the reader (`short`, `out` or `knee`) only looks shorter."""
    if not {"short", "out", "knee"}.isdisjoint(spec):
        return flat_limb(hip, spec, (THIGH, SHIN), toes_out=-70)
    if "thigh" in spec:
        knee = along(hip, spec["thigh"], THIGH)
        ankle = along(knee, spec["shin"], SHIN)
        angle = spec.get("foot", spec["shin"] + 90 * facing)
    else:
        if "ankle" in spec:
            ankle, angle = tuple(spec["ankle"]), spec["foot"]
        else:
            ankle, angle = planted_ankle(spec, facing)
        knee = reach(hip, ankle, (THIGH, SHIN), facing)
    checked("knee", facing * (direction(hip, knee) - direction(knee, ankle)), KNEE_RANGE)
    return Limb(hip, knee, ankle, foot_points(ankle, angle, facing))


def side_arm(shoulder: Point, spec: Spec, facing: int) -> Limb:
    """Place an arm seen from the side."""
    if "upper" in spec:
        elbow = along(shoulder, spec["upper"], UPPER_ARM)
        hand = along(elbow, spec["lower"], FOREARM)
    else:
        hand = tuple(spec["hand"])
        elbow = reach(shoulder, hand, (UPPER_ARM, FOREARM), -facing * spec.get("bend", 1))
    if not spec.get("turned"):  # an arm turned at the shoulder may seem to bend the other way
        checked("elbow", facing * (direction(elbow, hand) - direction(shoulder, elbow)), ELBOW_RANGE)
    return Limb(shoulder, elbow, hand)


def checked(joint: str, bend: float, limits: tuple[float, float]) -> None:
    """Refuse a joint that bends the wrong way or too far."""
    bend = (bend + 180) % 360 - 180
    if not limits[0] <= bend <= limits[1]:
        raise PoseError(f"a {joint} bent by {bend:.0f} degrees is outside {limits}")


def flat_limb(root: Point, spec: Spec, lengths: tuple[float, float], toes_out: float | None) -> Limb:
    """Place a limb seen from the front or behind, or from above."""
    if "upper" in spec or "thigh" in spec:
        short = spec.get("short", [1, 1])
        first, second = ("upper", "lower") if toes_out is None else ("thigh", "shin")
        middle = along(root, spec[first], lengths[0] * short[0])
        end = along(middle, spec[second], lengths[1] * short[1])
    else:
        if "flat" in spec:
            x, height = spec["flat"] if isinstance(spec["flat"], list) else (spec["flat"], 0.0)
            end = (x, height + ANKLE_HEIGHT)
        else:
            end = tuple(spec["hand" if toes_out is None else "ankle"])
        joint = spec.get("elbow" if toes_out is None else "knee")
        middle = shortened(root, end, lengths, spec.get("out", 0), joint)
    if toes_out is None:
        return Limb(root, middle, end)
    return Limb(root, middle, end, (end, along(end, spec.get("foot", toes_out), spec.get("length", 3))))


def build_figure(pose: Spec) -> Figure:
    """Place all joints of a pose."""
    view, facing = pose.get("view", "side"), -1 if pose.get("facing") == "left" else 1
    if view not in SIDES:
        raise PoseError(f"view {view!r} is none of {sorted(SIDES)}")
    hip: Point = tuple(pose["hip"])
    spine = pose.get("trunk", 90)
    neck = along(hip, spine, TRUNK * pose.get("short_trunk", 1))
    chest = between(hip, neck, SHOULDER / TRUNK)
    waist = along(between(hip, chest, 0.35), spine - 90 * facing, 2 * pose.get("arch", 0))
    head = along(neck, pose.get("head", spine), NECK * pose.get("short_neck", 1))
    if view == "side":
        shoulders, hips = (chest, chest), (hip, hip)
    else:
        shoulders = across(chest, spine + 90 + pose.get("shoulder_tilt", 0), pose.get("shoulder_half", SHOULDER_HALF))
        hips = across(hip, spine + 90 + pose.get("pelvis_tilt", 0), pose.get("hip_half", HIP_HALF))
    limbs: dict[str, Limb] = {}
    for index, side in enumerate(SIDES[view]):
        arm, leg = pose.get(f"{side}_arm"), pose.get(f"{side}_leg")
        if leg:
            limbs[f"{side}_leg"] = (
                side_leg(hips[index], leg, facing)
                if view == "side"
                else flat_limb(hips[index], leg, (THIGH, SHIN), toes_out=(-130, -50)[index])
            )
        if arm:
            limbs[f"{side}_arm"] = (
                side_arm(shoulders[index], arm, facing)
                if view == "side"
                else flat_limb(shoulders[index], arm, (UPPER_ARM, FOREARM), toes_out=None)
            )
    return Figure(view, facing, hip, neck, waist, head, shoulders, hips, limbs)


def across(middle: Point, angle: float, half: float) -> tuple[Point, Point]:
    """Return the two ends of a line of `2 * half` through `middle`, the end in direction `angle` first."""
    return along(middle, angle, half), along(middle, angle, -half)


def check_inside(figure: Figure, width: float, height: float, lowest: float, margin: float = 4) -> None:
    """Refuse a figure that leaves its panel or sinks into the floor."""
    points = [figure.head, *(p for limb in figure.limbs.values() for p in (limb.middle, limb.end, *limb.foot))]
    for x, y in points:
        if not (margin <= x <= width - margin and lowest <= y <= height - margin):
            raise PoseError(f"a joint at ({x:.0f}, {y:.0f}) lies outside the panel or in the floor")
