"""How long, as people write it, and whether it is how long it has hurt.

"6 wks", "a month and a half", "since Easter", "6/52", "going on three months". A time belongs to pain when its clause
or sentence speaks of pain and no other owner stands nearer ("running for ten years", "an eight-week plan").
The matches returned are named `lasted-3-weeks` and so on; `lasting` is the settable threshold.
"""

from collections.abc import Sequence
from datetime import date

from assistant.safety.calendar_words import days_since
from assistant.safety.lexicon import Match
from assistant.safety.numbers import number_of
from assistant.safety.time_owners import UNITS, Span, Told, belongs_elsewhere
from assistant.safety.words import Words

_SHORTHAND = {"7": 1.0, "52": 7.0, "12": 30.0}
_BANDS = (
    (7, "lasted-1-week"),
    (14, "lasted-2-weeks"),
    (21, "lasted-3-weeks"),
    (42, "lasted-6-weeks"),
    (84, "lasted-12-weeks"),
)
NAMES = frozenset(prefix + name for prefix in ("", "loose-") for _, name in _BANDS)
_LEADS = frozenset(
    "for past last these since from over nearly almost about going been this on best around approx roughly like say up "
    "least than whole all good solid another my of coming now it had have having got ongoing into easily just maybe "
    "probably the near pain must only already is its that the ever of".split()
)
_NOT_LEADS = frozenset(
    "in within every next after until till by hold rest per each before another first second day".split()
)
_TRAILS = frozenset(
    "that since old now straight solid running already later nearly anyway on and in of plus or still".split()
)
_FUTURE = frozenset("to until till before away time from off out old pregnant post postop gone".split())
_FROM_NOW = {("now",), ("today",), ("tomorrow",), ("this",), ("next",), ("my",), ("race",)}
_ONSET = frozenset(
    "started began begun starting came hurt injured twisted sprained pulled tweaked rolled strained did done fell "
    "hit popped tore appeared flared developed noticed landed slipped tripped bashed".split()
)
_UNDATED_DAYS = 21.0  # since an event whose date nobody knows
_WELL_SINCE = frozenset(
    "gone fine nothing none never clear better well ok okay free golden silent resolved healed good zero trouble "
    "bother problem problems issue issues peep twinge running ran cleared stopped vanished away disappeared perfect "
    "brilliant great grand quiet clean solid lovely sweet silence silent healthy".split()
)
_STILL = frozenset("still hasnt havent isnt not never wont cant yet same no remains since paining".split())


def find(
    words: Words, matches: Sequence[Match], *, today: date, weeks: float = 3, denied: frozenset[int] = frozenset()
) -> list[Match]:
    """Return a match for each length of time that something has hurt."""
    told = Told.of(words, matches, denied)
    found: list[Match] = []
    lengths = _lengths(words)
    short = {words.sentences[span.first] for span in lengths if span.days < _UNDATED_DAYS}
    for span in [*lengths, *_since_times(words, today)]:
        if not span.is_dated and words.sentences[span.first] in short:
            continue  # "sore four days, since I changed shoes": the length is told
        own = told.is_own(words, span)
        if belongs_elsewhere(words, span, told) or (not own and not (span.is_dated and told.is_about_pain)):
            continue
        prefix = "" if own else "loose-"
        found += [Match(prefix + name, span.first, span.last) for limit, name in _bands(weeks) if span.days >= limit]
    return found


def _bands(weeks: float) -> list[tuple[float, str]]:
    """The band named for three weeks begins at the threshold that was set; firmer ones never begin before it."""
    return [
        (weeks * 7 if name == "lasted-3-weeks" else max(limit, weeks * 7 if limit > 21 else 0), name)
        for limit, name in _BANDS
    ]


def _lengths(words: Words) -> list[Span]:
    spans: list[Span] = []
    position = 0
    while position < len(words):
        span = read_length(words.words, position)
        if span is not None and _is_lasting(words, span):
            spans.append(span)
        position = span.last if span is not None else position + 1
    return spans


_NO_LENGTH = frozenset("with teenage later early golden light leap new".split())  # "spread with the years"


def read_length(tokens: tuple[str, ...], at: int) -> Span | None:
    """Read "3 weeks", "a month and a half", "2 or 3 months", "6/52" that begins at a word, or None."""
    word = tokens[at]
    whole, _, unit = word.partition("/")
    if unit in _SHORTHAND and whole.isdigit():
        return Span(at, at + 1, int(whole) * _SHORTHAND[unit])
    if word in {"weeks", "months", "years", "yonks"} and (at == 0 or number_of(tokens[at - 1]) is None):
        if _NO_LENGTH & set(tokens[max(0, at - 2) : at]):
            return None
        return Span(at, at + 1, {"weeks": 21.0, "months": 60.0, "years": 730.0, "yonks": 730.0}[word])
    value, end = _amount(tokens, at)
    if value is None:
        return None
    while end < len(tokens) and tokens[end] in {
        "of",
        "whole",
        "full",
        "good",
        "solid",
        "long",
        "odd",
        "more",
        "straight",
        "plus",
        "ish",
        "calendar",
    }:
        end += 1
    if end >= len(tokens) or tokens[end] not in UNITS:
        return None
    days = UNITS[tokens[end]]
    end += 1
    if tokens[end : end + 3] == ("and", "a", "half"):
        return Span(at, end + 3, (value + 0.5) * days)
    return Span(at, end, value * days)


def _amount(tokens: tuple[str, ...], at: int) -> tuple[float | None, int]:
    """Read a count and its range: "3", "a couple", "two and a half", "2 or 3" (the higher)."""
    value = number_of(tokens[at])
    if value is None or value > 400 or (at and tokens[at - 1] == "how" and at + 2 < len(tokens)):
        return None, at  # "how many weeks does it take" asks
    end = at + 1
    if (
        tokens[at] in {"a", "an", "another"}
        and end < len(tokens)
        and tokens[end] in {"couple", "few", "good", "half", "dozen"}
    ):
        value = number_of(tokens[end]) or 3
        end += 1
    if tokens[at] == "half" and tokens[end : end + 1] == ("a",):
        end += 1
    if tokens[end : end + 3] == ("and", "a", "half"):
        value, end = value + 0.5, end + 3
    joiner = end < len(tokens) and tokens[end] in {"or", "to"}
    second = end + 1 if joiner else end
    if second < len(tokens):
        upper = number_of(tokens[second])
        if upper is not None and value in {20, 30, 40, 50, 60} and upper < 10 and not joiner:
            return value + upper, second + 1  # "twenty five"
        if upper is not None and tokens[second] not in {"a", "an", "some", "half"} and value < upper <= 60:
            return upper, second + 1
    return value, end


def _is_lasting(words: Words, span: Span) -> bool:
    """Whether the words around say that it lasted until now, rather than an age, a plan or a date to come."""
    tokens = words.words
    before = tokens[span.first - 1] if span.first else ""
    same_before = span.first > 0 and words.clauses[span.first - 1] == words.clauses[span.first]
    after = tokens[span.last] if span.last < len(tokens) else ""
    same_after = span.last < len(tokens) and words.clauses[span.last] == words.clauses[span.first]
    first, last = words.around(span.first)
    around = set(tokens[first:last])
    if same_after and after in {"ago", "back"}:
        return bool(around & _ONSET) and (
            bool(around & _STILL) or bool(around & {"started", "began", "came", "hurt", "flared", "since"})
        )
    if same_after and after == "from" and tokens[span.last + 1 : span.last + 2] not in _FROM_NOW:
        after = ""  # "sore for a month from the desk"
    if before in _NOT_LEADS or (same_after and after in _FUTURE):
        return before == "after" and bool(around & _STILL)
    if before == "im" and span.days < 300:
        return False  # "I'm 37 weeks": a pregnancy
    if same_after and after in {"plan", "programme", "program", "block", "race", "taper", "course", "build"}:
        return False
    if not same_before or before in _LEADS:
        return True
    return (same_after and after in _TRAILS) or not same_after


def _since_times(words: Words, today: date) -> list[Span]:
    """Times after "since": a date, a feast, an event of the person's own (its date unknown, read as three weeks)."""
    spans: list[Span] = []
    for position, word in enumerate(words.words):
        if word in {"past", "last"} and words.words[position + 1 : position + 2] in _WHOLE and _leads(words, position):
            unit = words.words[position + 1]
            spans.append(Span(position, position + 2, UNITS[unit]))
            continue
        if word not in {"since", "from"}:
            continue
        if word == "since" and words.words[position - 1 : position] and words.words[position - 1] in _WELL_SINCE:
            continue  # "gone since June" times the good end
        timed = days_since(words.words, position + 1, today) or _event_in(words, position, today)
        if timed is not None and (word == "since" or timed[1] > 21):
            spans.append(Span(position, timed[0], timed[1]))
        elif word == "since" and words.words[position - 1 : position] and words.words[position - 1] in UNITS:
            continue  # "three years since I had any trouble": the length is read by itself
        elif word == "since" and (words.words[position - 1 : position] == ("ever",) or _event(words, position)):
            spans.append(Span(position, min(position + 2, len(words)), _UNDATED_DAYS, is_dated=False))
    return spans


_SESSIONS = frozenset(
    "run runs race session class workout gym walk pilates yoga ride training match game swim parkrun hike spin reps "
    "lunch tackle knock bang hit kick then fall starting coming getting going doing trying".split()
)
_EVENTS = frozenset(
    "marathon half race wedding holiday holidays moved move baby birth job accident divorce lockdown covid kids school "
    "uni college university army navy service teens teenager twenties thirties forties fifties childhood menopause "
    "retired retirement retiring crash car season bootcamp pandemic promotion house born married teenage graduation "
    "kid child young funeral passed redundancy ages forever whenever apprenticeship basic degree dissertation "
    "trip camino trek skiing preseason turned exams finals match cup tournament camp c25k triathlon ironman "
    "ultra".split()
)
_RECENT = frozenset(
    "yesterday yesterdays today todays ydy yday tonight tonite sunday sundays monday mondays saturday saturdays friday "
    "fridays thursday thursdays wednesday tuesday tuesdays weekend weekends morning night week mon tue tues wed weds "
    "thu thur thurs fri sat sun am 1st 2nd 3rd".split()
)


def _event_in(words: Words, position: int, today: date) -> tuple[int, float] | None:
    """Read "since my marathon in April": the event's own date, where the clause gives one."""
    last = min(words.clause_of(position)[1], position + 7)
    for at in range(position + 2, last - 1):
        if words.words[at] == "in":
            return days_since(words.words, at + 1, today)
    return None


_WHOLE = {("month",), ("year",), ("decade",), ("season",)}


def _leads(words: Words, position: int) -> bool:
    """Whether "past year" is a length: "over the past year", and not "last year"."""
    before = words.words[max(0, position - 2) : position]
    return bool({"over", "the", "this"} & set(before))


def _counted(tokens: tuple[str, ...], at: int) -> bool:
    """Whether a number follows ("since three days"): a length, and no event."""
    return at < len(tokens) and number_of(tokens[at]) is not None and tokens[at] not in {"a", "an", "another"}


def _event(words: Words, position: int) -> bool:
    if words.words[position - 1 : position] == ("not",) or _counted(words.words, position + 1):
        return False
    first, last = words.clause_of(position)
    piece = words.words[position + 1 : min(last, position + 8)]
    if set(words.words[max(first, position - 25) : min(last, position + 25)]) & _RECENT:
        return False
    named = set(piece[:4])
    return bool(set(piece) & _EVENTS) or (bool(piece) and not named & _SESSIONS)
