"""Times told by when they began: "since Easter", "since 2019", "ever since my marathon", "over the past year"."""

from datetime import date
from itertools import pairwise

from assistant.safety.calendar_words import days_since
from assistant.safety.numbers import number_of
from assistant.safety.time_spans import UNITS, Span
from assistant.safety.words import Words

UNDATED_DAYS = 21.0  # since an event whose date nobody knows
_WELL_SINCE = frozenset(
    "gone fine nothing none never clear better well ok okay free golden silent resolved healed good zero trouble "
    "running ran cleared stopped vanished away disappeared perfect "
    "past brilliant great grand quiet clean solid lovely sweet silence silent healthy remission".split()
)

_TROUBLE = frozenset("bother trouble problem problems issue issues peep twinge".split())
_WITHOUT = frozenset("no not never any without zero nothing havent hasnt didnt".split())


def since_times(words: Words, today: date) -> list[Span]:
    """Times after "since": a date, a feast, an event of the person's own (its date unknown, read as three weeks)."""
    spans: list[Span] = []
    for position, word in enumerate(words.words):
        if word in {"past", "last"} and words.words[position + 1 : position + 2] in _WHOLE and _leads(words, position):
            unit = words.words[position + 1]
            spans.append(Span(position, position + 2, UNITS[unit]))
            continue
        if word not in {"since", "from"}:
            continue
        if word == "since" and _is_well_since(words.words[max(0, position - 4) : position]):
            continue  # "gone since June" times the good end
        if word == "since" and words.words[position + 1 : position + 2] in _NO_EVENTS:
            continue  # "stung a dozen times since with only a bump"
        if word == "from" and "to" in words.words[position + 1 : position + 4]:
            continue  # "from grass to pavement in spring" goes from one to another
        timed = days_since(words.words, position + 1, today) or _event_in(words, position, today)
        if timed is not None and (word == "since" or timed[1] > 21):
            spans.append(Span(position, timed[0], timed[1]))
        elif word == "since" and words.words[position - 1 : position] and words.words[position - 1] in UNITS:
            continue  # "three years since I had any trouble": the length is read by itself
        elif word == "since" and (words.words[position - 1 : position] == ("ever",) or _event(words, position)):
            spans.append(Span(position, min(position + 2, len(words)), UNDATED_DAYS, is_dated=False))
    return spans


def _is_well_since(before: tuple[str, ...]) -> bool:
    """Whether what stands before "since" says that all is well: "gone", "no trouble"; not "knee trouble"."""
    if before[-1:] and before[-1] in _TROUBLE:
        return bool(_WITHOUT & set(before))
    return before[-1:] != () and before[-1] in _WELL_SINCE and before[-2:-1] not in {("when",), ("while",), ("after",)}


_SESSIONS = frozenset(
    "run runs race session class workout gym walk pilates yoga ride training match game swim parkrun hike spin reps "
    "lunch tackle knock bang hit kick then fall starting coming getting going doing trying lifting sleeping "
    "carrying dawn daybreak sunrise breakfast noon midday lunchtime teatime tea".split()
)
_TRAINED = frozenset("leg legs bench chest arm arms back push pull squat deadlift upper lower sports race".split())
_EVENTS = frozenset(
    "marathon half race wedding holiday holidays moved move baby birth job accident divorce lockdown covid kids school "
    "uni college university army navy service teens teenager twenties thirties forties fifties childhood menopause "
    "retired retirement retiring crash car season bootcamp pandemic promotion house born married teenage graduation "
    "kid child young funeral passed redundancy ages forever whenever apprenticeship basic degree dissertation "
    "trip camino trek skiing preseason turned exams finals match cup tournament camp c25k triathlon ironman "
    "ultra".split()
)
_AGO = frozenset({"ago", "back"})
_RECENT = frozenset(
    "yesterday yesterdays today todays ydy yday tonight tonite sunday sundays monday mondays saturday saturdays friday "
    "fridays thursday thursdays wednesday tuesday tuesdays weekend weekends morning night week mon tue tues wed weds "
    "thu thur thurs fri sat sun am 1st 2nd 3rd".split()
)


def _event_in(words: Words, position: int, today: date) -> tuple[int, float] | None:
    """Read "since my marathon in April", "since we moved two days ago": the event's own date, where one is told."""
    last = min(words.clause_of(position)[1], position + 9)
    for at in range(position + 2, last - 1):
        if words.words[at] == "in" and at < position + 6:
            return days_since(words.words, at + 1, today)
        if words.words[at] in UNITS and words.words[at + 1] in _AGO:
            return _days_ago(words.words, at)
    return None


def _days_ago(tokens: tuple[str, ...], at: int) -> tuple[int, float] | None:
    """Read "since we went there two days back"."""
    number = number_of(tokens[at - 1])
    return None if number is None else (at + 2, number * UNITS[tokens[at]])


# "Since my lecturer insists that it is not causal": a reason, and no time.
_SAYS = frozenset("insists says thinks reckons swears claims argues".split())
_SAYERS = frozenset("lecturer teacher tutor coach physio trainer instructor friend mate wife husband boss".split())
_NO_EVENTS = {("with",), ("without",), ("which",)}
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
    if "day" in piece[1:3] and piece[0] in _TRAINED:
        return False
    named = set(piece[:4])
    if any(who in _SAYERS and what in _SAYS for who, what in pairwise(piece[:4])):
        return False
    return bool(set(piece) & _EVENTS) or (bool(piece) and not named & _SESSIONS)
