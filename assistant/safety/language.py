"""Which language a message is in, and red-flag phrases in languages other than English."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from assistant.domain import Hit, Reason, Route
from assistant.safety.data_files import DATA_DIR, known_words, read_yaml
from assistant.safety.words import Words

_ENGLISH = frozenset(
    "the a an i im my is are it its to of in and for on with what how can do does should if that this me at or be not "
    "have has had was so but which when why any there they he she we your you from as by up out about just been no get "
    "knee hip pain leg foot run running ive dont cant u any still after since left right day days week weeks".split()
)
_MOST_ENGLISH = 0.18  # share of English words from which the detector is not asked
_SCRIPTS = (
    ("ur", re.compile(r"[ٹڈڑںےھگچپک]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_LATIN = ("en", "es", "fr", "de", "it", "pt", "nl", "pl", "ro", "tr")
_SURE = 0.55  # confidence below which a short Latin-script message is taken as English


def detect_language(words: Words) -> str:
    """Return the ISO 639-1 code of the language; English when in doubt."""
    text = words.text
    for code, letters in _SCRIPTS:
        if len(letters.findall(text)) >= 2:
            return code
    if len(words) < 3:
        return "en"
    english = sum(word in _ENGLISH for word in words.words)
    foreign = _function_word_language(words, english)
    if english / len(words) >= _MOST_ENGLISH and not foreign:
        return "en"
    return _detected(text) if foreign or (english == 0 and len(words) >= 4 and _is_strange(words)) else "en"


def _is_strange(words: Words) -> bool:
    """Whether fewer than half of the longer words are English."""
    longer = [word for word in words.words if len(word) >= 5 and word.isalpha()]
    return sum(word in known_words() for word in longer) * 2 < len(longer)


def _function_word_language(words: Words, english: int) -> bool:
    """Whether two or more frequent words of other languages stand there, and more than a place name brings along."""
    foreign = sum(word in _frequent_words() for word in set(words.words))
    return foreign >= 2 and 2 * foreign > english


@cache
def _frequent_words() -> frozenset[str]:
    return frozenset(str(_data()["frequent_words"]).replace(",", " ").split())


@cache
def _data() -> Mapping[str, Any]:
    return read_yaml(DATA_DIR / "languages.yaml")


@cache
def _detector() -> Any:
    from lingua import IsoCode639_1, LanguageDetectorBuilder  # heavy; most conversations never need it

    codes = [getattr(IsoCode639_1, code.upper()) for code in _LATIN]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def _detected(text: str) -> str:
    best = _detector().compute_language_confidence_values(text[:600])[0]
    if best.value < _SURE:
        return "en"
    return str(best.language.iso_code_639_1.name).lower()


def foreign_reasons(words: Words, *, turn: int) -> Sequence[Reason]:
    """Return the red flags that a message in another language names."""
    lowered = words.text.lower()
    reasons: list[Reason] = []
    for entry in _data()["red_flags"]:
        for phrase in entry["phrases"]:
            at = lowered.find(str(phrase).lower())
            if at >= 0:
                reasons.append(_reason(entry, turn, at, at + len(str(phrase)), words.text))
                break
    return reasons


def _reason(entry: Mapping[str, Any], turn: int, start: int, end: int, text: str) -> Reason:
    return Reason(
        code=entry["code"],
        rule=entry["id"],
        route=Route(entry["route"]),
        explanation=entry["explanation"],
        hits=(Hit(entry["id"], turn, start, end),),
        matched=(text[start:end],),
        reference=entry["reference"],
        would_change="A message in English that says more.",
    )
