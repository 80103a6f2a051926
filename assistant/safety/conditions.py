"""Conditions of rules, as a clinician writes them: `joint ~ hot/red + swollen/cannot-move + !gout-usual`.

`+` joins parts that must all be there, `/` alternatives, `~` nearness (one sentence or a few words apart),
`!` something that must not be there.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.errors import RuleError
from assistant.safety.reading import Mention, Reading

_NEAR = 14  # words between two mentions that still belong together; twice as many inside one sentence
_FARTHEST = 2 * _NEAR + 16  # no mention is longer than 16 words


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a condition: a chain of alternatives, each near the one before."""

    chain: tuple[tuple[str, ...], ...]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition; `source` is what the file says."""

    source: str
    parts: tuple[_Part, ...]

    def hold(self, readings: Sequence[Reading]) -> tuple[Mention, ...] | None:
        """Return the mentions that satisfy it, one for each link, or None."""
        found: list[Mention] = []
        for part in self.parts:
            if not part.absent:
                mentions = _chain(part.chain, readings)
                if mentions is None:
                    return None
                found.extend(mentions)
        last = max(mention.turn for mention in found)
        by_then = [reading for reading in readings if reading.turn <= last]
        if any(part.absent and _chain(part.chain, by_then) is not None for part in self.parts):
            return None
        return tuple(found)


def parse_condition(source: str, is_known: Callable[[str], bool], *, where: str) -> Condition:
    """Parse a condition.

    Raises:
        RuleError: it is empty, or names a concept that no file defines.
    """
    parts = []
    for piece in source.split(" + "):
        absent = piece.strip().startswith("!")
        chain = tuple(tuple(name.strip() for name in link.split("/")) for link in piece.strip().lstrip("!").split("~"))
        for link in chain:
            for name in link:
                if not is_known(name):
                    raise RuleError(
                        f"condition {source!r} names the unknown concept {name!r}",
                        where=where,
                        mend="define it in assistant/safety/data/concepts or correct the name",
                    )
        parts.append(_Part(chain, absent))
    if all(part.absent for part in parts):
        raise RuleError(f"condition {source!r} asks for nothing", where=where, mend="name a sign that must be there")
    return Condition(source, tuple(parts))


def _chain(chain: tuple[tuple[str, ...], ...], readings: Sequence[Reading]) -> tuple[Mention, ...] | None:
    for reading in readings:
        if len(chain) == 1:
            for name in chain[0]:
                if found := reading.present(name):
                    return (found[0],)
            continue
        links = _links(chain, reading)
        for start in links[0] if links else ():
            rest = _follow((start,), links[1:])
            if rest is not None:
                return rest
    return None


def _links(chain: tuple[tuple[str, ...], ...], reading: Reading) -> list[list[Mention]]:
    """Return the mentions of each link, those after the first in their order; none at all where a link has none."""
    links: list[list[Mention]] = []
    for names in chain:
        found = [mention for name in names for mention in reading.present(name)]
        if not found:
            return []
        links.append(sorted(found, key=_first) if links else found)
    return links


def _first(mention: Mention) -> int:
    return mention.first


def _follow(so_far: tuple[Mention, ...], links: list[list[Mention]]) -> tuple[Mention, ...] | None:
    if not links:
        return so_far
    low = min(mention.first for mention in so_far) - _FARTHEST
    high = max(mention.last for mention in so_far) + _FARTHEST
    for mention in links[0][bisect_left(links[0], low, key=_first) :]:
        if mention.first > high:
            break
        if any(_near(mention, other) for other in so_far) and not any(_same(mention, other) for other in so_far):
            rest = _follow((*so_far, mention), links[1:])
            if rest is not None:
                return rest
    return None


def _same(one: Mention, other: Mention) -> bool:
    """Whether the very same words are counted twice: a "confused" shopper is not confused and ill in the heat."""
    return (one.turn, one.first, one.last) == (other.turn, other.first, other.last)


def _near(one: Mention, other: Mention) -> bool:
    gap = max(one.first, other.first) - min(one.last, other.last)
    return gap <= (_NEAR if one.sentence != other.sentence else 2 * _NEAR)
