"""Days since a named time: "since March", "since Easter", "since 2019", "since Tuesday"."""

from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_FIXED = {  # (month, day) of days that do not move, or move by a week or two
    "christmas": (12, 25), "xmas": (12, 25), "boxing": (12, 26), "halloween": (10, 31), "valentines": (2, 14), "valentine": (2, 14), "patrick": (3, 17), "paddy": (3, 17), "canada": (7, 1), "candlemas": (2, 2), "chinese": (2, 1), "lunar": (2, 1), "michaelmas": (9, 29), "bank": (8, 30),
    "thanksgiving": (11, 26), "diwali": (11, 5), "holi": (3, 14), "pongal": (1, 14), "onam": (9, 5), "patricks": (3, 17),
    "paddys": (3, 17), "bonfire": (11, 5), "hogmanay": (12, 31), "eid": (6, 1), "ramadan": (3, 1), "lent": (2, 20),
    "easter": (4, 10), "hanukkah": (12, 15), "labor": (9, 3), "labour": (9, 3), "memorial": (5, 27), "anzac": (4, 25),
    "juneteenth": (6, 19), "spring": (4, 1), "summer": (7, 1), "autumn": (10, 1), "fall": (10, 1), "winter": (1, 1),
    "lockdown": (3, 23), "glastonbury": (6, 25), "pancake": (2, 20), "navratri": (10, 1), "dussehra": (10, 10),
    "puja": (10, 10), "christening": (6, 1), "newyear": (1, 1), "harvest": (9, 1), "wimbledon": (7, 5), "songkran": (4, 13),
    "epiphany": (1, 6), "pentecost": (5, 28), "ferragosto": (8, 15), "halfterm": (10, 25), "carnival": (2, 20),
    "baisakhi": (4, 13), "vesak": (5, 20), "purim": (3, 14), "passover": (4, 10), "superbowl": (2, 8), "preseason": (7, 1),
}  # fmt: skip
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thurs fri sat sun yesterday "
    "yday today tonight lunch lunchtime breakfast dinner teatime tea morning weekend night noon midnight afternoon "
    "evening bedtime".split()
)
SHORT = 3.0  # days: "since Tuesday" and "since the weekend" are never long


def days_since(tokens: tuple[str, ...], at: int, today: date) -> tuple[int, float] | None:
    """Read the time named at `tokens[at]`; return the end of its words and the days since, or None."""
    skipped = 0
    while at < len(tokens) and tokens[at] in {"the", "about", "around", "last", "this", "early", "late", "mid", "start",
                                              "beginning", "end", "of", "roughly", "way", "back", "before", "st", "just",
                                              "maybe", "in", "like", "middle"} and skipped < 5:  # fmt: skip
        at, skipped = at + 1, skipped + 1
    if at >= len(tokens):
        return None
    word = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word in _WEEKDAYS:
        return at + 1, SHORT
    if word == "new" and following in {"year", "years"}:
        return at + 2, _since(today, 1, 1)
    if word in {"year", "season", "term"}:
        return at + 1, max(60.0, _since(today, 1, 1)) if word == "year" else 90.0
    if word == "month":
        return at + 1, 30.0
    if word == "week":
        return at + 1, 7.0
    if word.isdigit() and len(word) == 4 and 1950 <= int(word) <= today.year:
        return at + 1, max(1.0, (today - date(int(word), 7 if int(word) < today.year else 1, 1)).days)
    if word.isdigit() and following in _MONTHS:
        return at + 2, _since(today, _MONTHS[following], min(int(word), 28) or 1)
    if word in _MONTHS:
        if following.isdigit() and len(following) == 4 and 1950 <= int(following) <= today.year:
            return at + 2, max(1.0, (today - date(int(following), _MONTHS[word], 1)).days)
        return at + 1, _since(today, _MONTHS[word], 1)
    if word in _FIXED:
        return at + 1, _since(today, *_FIXED[word])
    return None


def _since(today: date, month: int, day: int) -> float:
    """Days since the most recent such day, which may be last year's."""
    then = date(today.year, month, day)
    if then > today - timedelta(days=1):
        then = date(today.year - 1, month, day)
    return float((today - then).days)
