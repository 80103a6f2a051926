"""Which user messages still count: a plain withdrawal releases what was said before it.

Pleading, minimising, cost, a change of subject or an instruction release nothing; only words that say the sign was
another time, another sense, somebody checked it, or a typing error do.
"""

from collections.abc import Sequence

from assistant.safety.reading import Reading

_WITHDRAWAL = "cue-withdraw"
_HALF = "cue-half-withdraw"


def still_counting(readings: Sequence[Reading]) -> list[Reading]:
    """Return the messages from the last withdrawal on."""
    start = 0
    for position, reading in enumerate(readings):
        if position and _withdraws(reading):
            start = position
    return list(readings[start:])


def _withdraws(reading: Reading) -> bool:
    return _WITHDRAWAL in reading.cues and _HALF not in reading.cues
