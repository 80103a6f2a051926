"""`references.yaml` (CSL-YAML): the published sources, and the evidence label that follows from their designs."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from assistant.domain import Reference
from assistant.errors import GuidanceError

# How far a design carries a claim about people: the order of the usual hierarchies (OCEBM 2011), in three steps.
_WEIGHT = {
    "systematic review": 3,
    "guideline": 3,
    "randomised trial": 2,
    "cohort": 1,
    "cross-sectional": 1,
    "case series": 1,
    "laboratory": 1,
    "qualitative": 1,
    "consensus": 0,
    "narrative review": 0,
    "patient information": 0,
}
DESIGNS = tuple(_WEIGHT)


def evidence_label(designs: Iterable[str], *, conflicting: bool = False) -> str:
    """Return the label shown beside a sentence that cites studies of these designs.

    Two sources of the first step (systematic reviews or guidelines) are strong, one is moderate, as is a randomised
    trial; other studies of patients are limited; consensus, narrative reviews and no source at all are expert opinion.
    """
    if conflicting:
        return "conflicting"
    weights = sorted((_WEIGHT.get(design, 0) for design in designs), reverse=True)
    if not weights or weights[0] == 0:
        return "expert opinion"
    if weights[0] == 3:
        return "strong" if len(weights) > 1 and weights[1] >= 2 else "moderate"
    return "moderate" if weights[0] == 2 else "limited"


def parse_references(text: str, source: str) -> Mapping[str, Reference]:
    """Read CSL-YAML: a list, or a mapping with the list under `references`.

    Raises:
        GuidanceError: the text is no YAML, an entry lacks `id` or `title`, a key stands twice, or a design is unknown.
    """
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise GuidanceError(f"is not valid YAML: {error}", where=source, mend="correct the line named") from error
    entries = loaded.get("references", []) if isinstance(loaded, dict) else loaded or []
    if not isinstance(entries, list):
        raise GuidanceError("holds no list of references", where=source, mend="write one `- id: …` entry a reference")
    found: dict[str, Reference] = {}
    for entry in entries:
        reference = _parse_entry(entry, source)
        if reference.key in found:
            raise GuidanceError(f"`{reference.key}` stands twice", where=source, mend="keep one of the two entries")
        found[reference.key] = reference
    return found


def _parse_entry(entry: Any, source: str) -> Reference:
    if not isinstance(entry, dict) or not entry.get("id") or not entry.get("title"):
        shown = str(entry)[:80]
        raise GuidanceError(f"an entry lacks `id` or `title`: {shown}", where=source, mend="give it both")
    key = str(entry["id"])
    design = str(entry.get("design", ""))
    if design and design not in _WEIGHT:
        known = ", ".join(DESIGNS)
        raise GuidanceError(f"`{key}` has the unknown design {design!r}", where=source, mend=f"use one of: {known}")
    doi = str(entry.get("DOI", ""))
    url = f"https://doi.org/{doi}" if doi else str(entry.get("URL", ""))
    return Reference(key=key, text=_citation_text(entry), url=url, design=design)


def _citation_text(entry: Mapping[str, Any]) -> str:
    """Lay an entry out as one line: authors, title, journal, year, volume and pages."""
    names = [_name(author) for author in entry.get("author", []) or []]
    authors = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
    title = str(entry["title"]).rstrip(".")
    container = str(entry.get("container-title") or entry.get("publisher") or "")
    year = _year(entry.get("issued"))
    where = " ".join(part for part in (container, year) if part)
    if entry.get("volume"):
        issue = f"({entry['issue']})" if entry.get("issue") else ""
        pages = f":{entry['page']}" if entry.get("page") else ""
        where += f";{entry['volume']}{issue}{pages}"
    return ". ".join(part for part in (authors, title, where) if part) + "."


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return str(author)
    if author.get("literal"):
        return str(author["literal"])
    return f"{author.get('family', '')} {author.get('given', '')}".strip()


def _year(issued: Any) -> str:
    if isinstance(issued, dict):
        parts = issued.get("date-parts") or [[]]
        return str(parts[0][0]) if parts and parts[0] else str(issued.get("year", "") or issued.get("literal", ""))
    return str(issued or "")
