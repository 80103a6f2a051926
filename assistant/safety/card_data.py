"""The wording of the cards and the telephone lines of each country, as data."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from assistant.errors import RuleError
from assistant.safety.data_files import DATA_DIR, read_folder, read_yaml

_LANGUAGES = "languages"
REGIONS = ("GB", "US", "IE", "EU", "AU", "NZ", "CA", "IN")


@cache
def card_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the cards by key.

    Raises:
        RuleError: a key is used twice.
    """
    cards: dict[str, Mapping[str, Any]] = {}
    for path, data in read_folder("cards"):
        if path.stem == _LANGUAGES:
            continue
        for key, card in data.items():
            if key in cards:
                raise RuleError(f"card {key} is written twice", where=path.name, mend="keep one of them")
            cards[key] = card
    return cards


@cache
def language_lines() -> Mapping[str, str]:
    """Return the fixed line for each language other than English."""
    return {str(code): str(line) for code, line in read_yaml(DATA_DIR / "cards" / f"{_LANGUAGES}.yaml").items()}


@cache
def regions() -> Mapping[str, Mapping[str, Any]]:
    """Return the lines and words of each country.

    Raises:
        RuleError: a country that can be set has no lines.
    """
    data = read_yaml(DATA_DIR / "regions.yaml")
    missing = [code for code in REGIONS if code not in data]
    if missing:
        raise RuleError(f"no lines for {missing}", where="regions.yaml", mend="add the countries named")
    return data
