"""How long, as people write it, and whether it is how long it has hurt.

"6 wks", "a month and a half", "since Easter", "6/52", "going on three months". A time belongs to pain when its clause
or sentence speaks of pain and no other owner stands nearer ("running for ten years", "an eight-week plan").
The matches returned are named `lasted-3-weeks` and so on; `lasting` is the settable threshold.
"""

from collections.abc import Sequence
from datetime import date

from assistant.safety.lexicon import Match
from assistant.safety.numbers import number_of
from assistant.safety.since_times import UNDATED_DAYS, since_times
from assistant.safety.time_owners import Told, belongs_elsewhere, is_of_good_time, is_plainly_anothers
from assistant.safety.time_spans import UNITS, Span
from assistant.safety.time_uses import is_had_since
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
    "probably the near pain must only already is its that the ever of sore hurting aching achy painful".split()
)
_NOT_LEADS = frozenset(
    "in within at every next after until till by hold rest per each before another first second day take takes "
    "took".split()
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
_VAGUE = "vague-long"
_GONE = frozenset(
    "gone fine cleared better well healed resolved recovered sorted alright cured stopped settled".split()
)
_STILL = frozenset("still hasnt havent isnt not never wont cant yet same no remains since paining".split())


def without_other_times(words: Words, matches: Sequence[Match], denied: frozenset[int] = frozenset()) -> list[Match]:
    """Return the matches without "for years" and the like where the years are of something else."""
    told = Told.of(words, matches, denied)
    others = {
        at for span in _lengths(words) if is_plainly_anothers(words, span, told) for at in range(span.first, span.last)
    }
    return [
        m
        for m in matches
        if m.concept != _VAGUE or (others.isdisjoint(range(m.first, m.last)) and _is_of_a_body(words, m, told))
    ]


def _is_of_a_body(words: Words, match: Match, told: Told) -> bool:
    """Whether "all winter" stands alone or beside a pain, a part or "it" in its clause; other phrases need none."""
    if words.words[match.first] == "since":
        return not is_had_since(words, match.first)  # "type 1 since I was 9"
    if words.words[match.first] != "all" or words.words[match.first + 1] not in _SEASONS:
        return True
    first, last = words.clause_of(match.first)
    beside = {*words.words[first : match.first], *words.words[match.last : last]}
    if words.clauses[match.first] not in told.hurting and is_of_good_time(words, Span(match.first, match.last, 0)):
        return False  # "it's been quiet all year"
    if beside <= _SAYS_NOTHING or _IT & beside or words.clauses[match.first] in told.hurting:
        return True
    return not told.parts.isdisjoint(range(first, last))


_SEASONS = frozenset("year summer winter season autumn spring".split())
_IT = frozenset("it its this that thats been has have done".split())
_SAYS_NOTHING = frozenset("like and n for so now just really basically pretty much".split())


def find(
    words: Words, matches: Sequence[Match], *, today: date, weeks: float = 3, denied: frozenset[int] = frozenset()
) -> list[Match]:
    """Return a match for each length of time that something has hurt."""
    told = Told.of(words, matches, denied)
    found: list[Match] = []
    lengths = _lengths(words)
    short = {words.sentences[span.first] for span in lengths if span.days < UNDATED_DAYS}
    for span in [*lengths, *since_times(words, today)]:
        if not span.is_dated and words.sentences[span.first] in short:
            continue  # "sore four days, since I changed shoes": the length is told
        own = told.is_own(words, span)
        if belongs_elsewhere(words, span, told) or (not own and not (span.is_dated and told.is_about_pain)):
            continue
        if not own and told.is_out_of_reach(words, span):
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
_LOOKED_UP = {("typical",), ("rehab",), ("recovery",), ("average",), ("of",)}  # "typical weeks"
_SOMETIMES = frozenset("times once twice occasionally".split())
_TALE_REACH = 14  # words
_NOT_SO_LONG = {("not", "been"), ("hasnt", "been"), ("havent", "been"), ("isnt", "been")}


def read_length(tokens: tuple[str, ...], at: int) -> Span | None:
    """Read "3 weeks", "a month and a half", "2 or 3 months", "6/52" that begins at a word, or None."""
    word = tokens[at]
    whole, _, unit = word.partition("/")
    if unit in _SHORTHAND and whole.isdigit():
        return Span(at, at + 1, int(whole) * _SHORTHAND[unit])
    if word in {"weeks", "months", "years", "yonks"} and (at == 0 or number_of(tokens[at - 1]) is None):
        before = tokens[max(0, at - 2) : at]
        if before[-1:] in _LOOKED_UP and (before[-1:] != ("of",) or before[:1] == ("number",)):
            return None  # "the least number of weeks"
        if _NO_LENGTH & set(before) or before in _NOT_SO_LONG or tokens[at + 1 : at + 2] == ("when",):
            return None  # "I had years when it gave me gyp"
        if before == ("over", "the") and _SOMETIMES & set(tokens[max(0, at - _TALE_REACH) : at]):
            return None  # "cramp a handful of times over the years"
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
    if tokens[at] == "a" and at and (_is_count(tokens[at - 1]) or tokens[at - 1] in _RATED):
        return None, at  # "£48 a month", "twice a week", "one or two a year"
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


def _led_by(words: Words, span: Span) -> str:
    """The word before a length, past what only rounds it: "in about ten weeks"."""
    at = span.first - 1
    while at > 0 and words.words[at] in _ROUNDING and words.clauses[at - 1] == words.clauses[at]:
        at -= 1
    return words.words[at] if at >= 0 else ""


def _is_count(word: str) -> bool:
    return word[0].isdigit() or (word not in {"half", "a", "an"} and number_of(word) is not None)


_AT_THAT = frozenset({"in", "within", "at"})
_COUNTED = frozenset("days weeks months week month day".split())
_ROUNDING = frozenset("about around roughly almost nearly just only like under approx approximately maybe some".split())


_RATED = frozenset(
    "times once twice thrice days hours quid tenner fiver pound pence dollar euro rupee "
    "pounds euros rupees dollars miles km grand sessions nights folk".split()
)


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
    leading = _led_by(words, span)
    leading = leading if leading in _AT_THAT else before
    if leading in _NOT_LEADS or (same_after and after in _FUTURE):
        return leading in {"after", "at", "took"} and bool(around & _STILL)
    if (
        "more" in tokens[span.first : span.last]
        and tokens[span.last - 1] in _COUNTED
        and not around & (_STILL | _ONSET)
    ):
        return False  # "four more weeks" are to come
    if before == "im" and span.days < 300:
        return False  # "I'm 37 weeks": a pregnancy
    if before == "since" and tokens[span.first - 2 : span.first - 1] and tokens[span.first - 2] in _GONE:
        return False  # "gone since 10 years"
    if same_after and after in {"plan", "programme", "program", "block", "race", "taper", "course", "build"}:
        return False
    if not same_before or before in _LEADS:
        return True
    return (same_after and after in _TRAILS) or not same_after
