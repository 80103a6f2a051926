"""A message that names no place speaks of the one named before: "sore calf" … "it's swollen too"."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.safety.reading import Mention, Reading

PLACES = frozenset(
    "knee hip ankle foot toe thigh calf shin leg groin shoulder elbow wrist hand arm back neck chest belly head joint "
    "lower-limb limb leg-part bone tendon body-part patella".split()
)
_SHORT = 40  # words; a longer message names its own places


def carry_places(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, short ones without a place of their own given the place named last."""
    carried: list[Reading] = []
    last: dict[str, tuple[Mention, ...]] = {}
    for reading in readings:
        own = {concept: found for concept, found in reading.by_concept.items() if concept in PLACES and found}
        if own:
            last = own
        elif last and len(reading.words) <= _SHORT:
            reading = replace(reading, by_concept={**reading.by_concept, **_placed(last)})
        carried.append(reading)
    return carried


def _placed(places: dict[str, tuple[Mention, ...]]) -> dict[str, tuple[Mention, ...]]:
    """The mentions keep the turn and characters they came from, and stand before the first word of the new message."""
    return {
        concept: tuple(replace(mention, first=0, last=0, sentence=0) for mention in found)
        for concept, found in places.items()
    }
