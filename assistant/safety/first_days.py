"""A niggle of some days: "outer knee sore since Sunday" asks an ordinary question, unless more is told with it.

Under two weeks other words decide: worsening, coming back, not responding, a child, an operation, a medicine. The rules
read them; the net, which cannot count days, may not refer where the person says that it began some days ago and the
rules read none of these. They are listed in `data/first_days.yaml`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.safety.data_files import DATA_DIR, read_yaml
from assistant.safety.reading import Reading, present_in

_BEGAN = "cue-first-days"


@dataclass(frozen=True, slots=True)
class More:
    """The concepts that make it more: by name, and by how their names begin."""

    names: frozenset[str]
    kinds: tuple[str, ...]

    def holds(self, concept: str) -> bool:
        """Say whether a concept is one of them."""
        return concept in self.names or concept.startswith(self.kinds)


def tells_of_first_days(readings: Sequence[Reading]) -> bool:
    """Say whether some messages tell of a pain that began days ago, and of nothing that makes it more."""
    present = present_in(readings)
    return _BEGAN in present and not any(map(read_more().holds, present))


@cache
def read_more() -> More:
    """Read the concepts that make it more than a niggle."""
    data = read_yaml(DATA_DIR / "first_days.yaml")
    return More(frozenset(data["more"].split()), tuple(data["kinds"].split()))
