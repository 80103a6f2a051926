"""Groups of people with guidance of their own, such as who is pregnant: whom a text is for, and who asks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from assistant.domain import Document

_KEYS = ("audience", "about", "asked")
_WITH_CARE = frozenset(("pregnancy", "later life", "childhood", "operation"))


@dataclass(frozen=True, slots=True)
class Population:
    """One group: how a document's header, a heading or sentence, and a question name it."""

    name: str
    audience: re.Pattern[str]
    about: re.Pattern[str]
    asked: re.Pattern[str]


@lru_cache(maxsize=1)
def read_populations() -> tuple[Population, ...]:
    """Read the data file that comes with the package."""
    text = (resources.files("assistant.retrieval") / "data" / "populations.yaml").read_text(encoding="utf-8")
    return tuple(
        # A folded line of the file leaves a space after its bar.
        Population(name, *(re.compile(re.sub(r"\|\s+", "|", said[key]), re.IGNORECASE) for key in _KEYS))
        for name, said in yaml.safe_load(text).items()
    )


def written_for(document: Document) -> frozenset[str]:
    """Return the groups that a whole document is for."""
    return _addressed(document.audience)


@lru_cache(maxsize=1000)
def _addressed(audience: str) -> frozenset[str]:
    return frozenset(one.name for one in read_populations() if one.audience.search(audience))


@lru_cache(maxsize=20_000)
def spoken_of(text: str) -> frozenset[str]:
    """Return the groups that a heading or a sentence is about."""
    return frozenset(one.name for one in read_populations() if one.about.search(text))


def asked_for(texts: Iterable[str]) -> frozenset[str]:
    """Return the groups that the messages of a conversation name."""
    told = "\n".join(texts).replace("’", "'")
    return frozenset(one.name for one in read_populations() if one.asked.search(told))


def need_care(populations: frozenset[str]) -> bool:
    """Say whether an exercise as it stands may be unfit for one of the groups."""
    return bool(populations & _WITH_CARE)
