"""Days since a named time: "since March", "since Easter", "since 2019", "since Tuesday"."""

from datetime import date, timedelta
from functools import cache

from assistant.safety.data_files import DATA_DIR, read_yaml

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thurs fri sat sun yesterday "
    "yday today tonight lunch lunchtime breakfast dinner teatime tea morning weekend night noon midnight afternoon "
    "evening bedtime".split()
)
_FILLERS = frozenset(
    "the about around last this early late mid start beginning end of roughly way back before st just maybe in like "
    "middle".split()
)
_MOST_FILLERS = 5
_ROUGH = {"season": 90.0, "term": 90.0, "month": 30.0, "week": 7.0}
_COUNTED = frozenset("day days week weeks month months year years".split())
SHORT = 3.0  # days: "since Tuesday" and "since the weekend" are never long


def days_since(tokens: tuple[str, ...], at: int, today: date) -> tuple[int, float] | None:
    """Read the time named at `tokens[at]`; return the end of its words and the days since, or None."""
    first = at
    while at < len(tokens) and tokens[at] in _FILLERS and at - first < _MOST_FILLERS:
        at += 1
    if at >= len(tokens):
        return None
    word = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word in _WEEKDAYS:
        return at + 1, SHORT
    if word == "new" and following in {"year", "years"}:
        return at + 2, _since(today, 1, 1)
    if word == "year":
        return at + 1, max(60.0, _since(today, 1, 1))
    if word in _ROUGH:
        return at + 1, _ROUGH[word]
    if word.isdigit() and at and tokens[at - 1] == "the" and 1 <= int(word) <= 31:
        return _day_named(tokens, at, today)
    found = _dated(word, following, at, today)
    return found and _of_last_year(tokens, *found, today)


def _of_last_year(tokens: tuple[str, ...], end: int, days: float, today: date) -> tuple[int, float]:
    """Read "since Diwali of last year": a day of this year's name, and a year earlier."""
    after = end + (tokens[end : end + 1] == ("of",))
    if tokens[after : after + 2] != ("last", "year"):
        return end, days
    is_of_this_year = today - timedelta(days=days) >= date(today.year, 1, 1)
    return after + 2, days + 365.0 * is_of_this_year


def _day_named(tokens: tuple[str, ...], at: int, today: date) -> tuple[int, float] | None:
    """Read "the 16th" or "the 16th of March"."""
    following = tokens[at + 1 : at + 3]
    month = next((word for word in following if word in _MONTHS), None)
    if month is not None and following[0] in {"of", month}:
        return at + 1 + following.index(month) + 1, _since(today, _MONTHS[month], min(int(tokens[at]), 28))
    if following and following[0].isalpha() and following[0] in _COUNTED:
        return None
    day = int(tokens[at])
    then = next(when for back in range(1, 63) if (when := today - timedelta(days=back)).day == day)
    return at + 1, float((today - then).days)


def _dated(word: str, following: str, at: int, today: date) -> tuple[int, float] | None:
    if _is_year(word, today):
        return at + 1, _since_year(int(word), 7 if int(word) < today.year else 1, today)
    if word.isdigit() and following in _MONTHS:
        return at + 2, _since(today, _MONTHS[following], min(max(int(word), 1), 28))
    if word in _MONTHS:
        if _is_year(following, today):
            return at + 2, _since_year(int(following), _MONTHS[word], today)
        return at + 1, _since(today, _MONTHS[word], 1)
    if word == "easter":
        past = [day for year in (today.year - 1, today.year) if (day := easter(year)) < today]
        return at + 1, float((today - past[-1]).days)
    if word in _feasts():
        return at + 1, _since(today, *_feasts()[word])
    return None


def easter(year: int) -> date:
    """Return the Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century, within = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (within // 4) - epact - within % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def _feasts() -> dict[str, tuple[int, int]]:
    data = read_yaml(DATA_DIR / "calendar.yaml")
    return {str(name): (int(day[:2]), int(day[3:])) for name, day in data.items()}


def _is_year(word: str, today: date) -> bool:
    return word.isdigit() and len(word) == 4 and 1950 <= int(word) <= today.year


def _since_year(year: int, month: int, today: date) -> float:
    return max(1.0, float((today - date(year, month, 1)).days))


def _since(today: date, month: int, day: int) -> float:
    """Days since the most recent such day, which may be last year's."""
    then = date(today.year, month, day)
    if then > today - timedelta(days=1):
        then = date(today.year - 1, month, day)
    return float((today - then).days)
