"""A niggle of some days: "outer knee sore since Sunday" asks an ordinary question, unless more is told with it.

Under two weeks other words decide: worsening, coming back, not responding, a child, an operation, a medicine. The rules
read them; the net, which cannot count days, may not refer where the person says that it began some days ago and the
rules read none of these.
"""

from collections.abc import Sequence

from assistant.safety.reading import Reading

_BEGAN = "cue-first-days"
_SAYS_MORE = frozenset(
    "failed worsening vague-long life-impact severe sharp numb weak swollen bruise red hot fever unwell rash skin lump "
    "wound blisters fell pop twist cast boot pinpoint night-pain rest-pain gout ra osteoporosis older diabetes despair "
    "condition-name medicine painkiller procedure report-term implant red-limp".split()
)
_KINDS_OF_MORE = (
    "persist", "recurs", "lasted-2", "lasted-3", "loose-lasted-2", "loose-lasted-3", "child", "age-under", "age-5",
    "age-6", "pregnan", "postnatal", "ask-", "scan", "postop", "surgery", "cancer", "cannot",
)  # fmt: skip


def tells_of_first_days(readings: Sequence[Reading]) -> bool:
    """Say whether some messages tell of a pain that began days ago, and of nothing that makes it more."""
    present = {concept for reading in readings for concept in reading.by_concept if reading.present(concept)}
    return _BEGAN in present and not any(
        concept in _SAYS_MORE or concept.startswith(_KINDS_OF_MORE) for concept in present
    )
