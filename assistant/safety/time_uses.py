"""What else than a pain a length of time is of: things, a calling, a baby, something it was spent on."""

from itertools import pairwise

from assistant.safety.time_spans import Span, is_since
from assistant.safety.words import Words

_SPENT = frozenset("sat spent stood".split())
_CARE = frozenset(
    "it this that physio physiotherapy rehab rest resting exercises exercise treatment stretching massage tablets "
    "painkillers doing trying waiting no not on sheet sheets cuff leaflet clams squats strengthening taping insoles "
    "orthotics injections acupuncture recovery healing".split()
)
_BABIES = frozenset(
    "baby babys babies twins twin grandbaby newborn pp postpartum postnatal bub bubba triplets preggo expecting "
    "gestation".split()
)
_NEW_PARENTS = {("new", "mum"), ("new", "mam"), ("new", "mom"), ("new", "mother"), ("new", "dad")}
_YEAR = 365.0
_ILLNESS = frozenset(
    "diabetic diabetes t1 t2 t1d t2d coeliac celiac asthmatic asthma hypothyroid underactive thyroid epileptic "
    "epilepsy hypertensive insulin statins statin metformin levothyroxine thyroxine sober deaf "
    "pacemaker pacemakers raynauds reynauds".split()
)
_PLACES_OF_WORK = frozenset("machine machines desk bench wheel till loom lathe counter sink chair barre".split())
_MOST_BABY_DAYS = 24 * 30.0
_ENDURED = {("for",), ("past",), ("last",), ("since",), ("these",), ("over",)}
_SAID_OF = {("mine",), ("shes",), ("hes",)}
_BEING = {("im", "a"), ("im", "an"), ("been", "a")}


def is_spent_on(words: Words, span: Span) -> bool:
    """Whether the time is spent on something: "four months into pilates", "two years of raises", "from 1987"."""
    if words.words[span.first] == "from":
        return any(letter.isdigit() for letter in words.words[span.first + 1]) or (
            "to" in words.words[span.last : span.last + 2]
        )
    if is_since(words, span):
        return False
    first, _ = words.clause_of(span.first)
    if _SPENT & set(words.words[max(first, span.first - 8) : span.first]):
        return True
    following = words.words[span.last : span.last + 2]
    if following[:1] == ("in",) and span.days >= _YEAR and _ends_clause(words, span.last):
        return True  # "a hairdresser, twelve years in and no bother"
    return following[:1] in {("into",), ("behind",)} or (
        following[:1] == ("of",) and not {"it", "this", "that"} & set(following)
    )


def _ends_clause(words: Words, at: int) -> bool:
    """Whether nothing of its clause follows a word but another statement."""
    last = words.clause_of(at)[1]
    return at + 1 == last or words.words[at + 1] in {"and", "but", "so", "now"}


def is_of_illness(words: Words, span: Span) -> bool:
    """Whether it tells how long somebody has had an illness that is no pain: "type 2 for ten years"."""
    if span.days < _YEAR:
        return False
    first, _ = words.clause_of(span.first)
    return _names_illness(words.words[max(first, span.first - _ILLNESS_REACH) : span.first])


def is_had_since(words: Words, at: int) -> bool:
    """Whether "since I was 17" at a word times an illness that is no pain, named in the few words before."""
    first, _ = words.sentence_of(at)
    return _names_illness(words.words[max(first, at - _ILLNESS_REACH) : at])


def _names_illness(piece: tuple[str, ...]) -> bool:
    return bool(_ILLNESS & set(piece)) or any(pair in _TYPES for pair in pairwise(piece))


_ILLNESS_REACH = 5  # words
_TYPES = {("type", "1"), ("type", "2"), ("type", "one"), ("type", "two")}


def is_of_things(words: Words, span: Span, parts: frozenset[int]) -> bool:
    """Whether it counts things or tells a tale: "forty years of paint tins", "three weeks later he messaged".

    `parts` are the words that name a part of the body or a disease, which pain may be of.
    """
    last = min(words.clause_of(span.first)[1], span.last + 4)
    following = words.words[span.last : last]
    if is_since(words, span):
        return False
    if following[:1] == ("of",):
        return not _CARE & set(following) and parts.isdisjoint(range(span.last, last))
    if following[:1] in {("into",), ("behind",)}:
        return not _CARE & set(following)
    if following[:2] == ("in", "the") and span.days >= 365:
        return parts.isdisjoint(range(span.last, last))  # "twenty years in the Engineers"
    if following[:1] == ("at",) and span.days >= _YEAR and _PLACES_OF_WORK & set(following):
        return True  # "forty years at the machine"
    return following[:1] == ("later",)


def is_of_calling(words: Words, span: Span) -> bool:
    """Whether it tells how long somebody has been what they are: "I'm a bell ringer, forty years this summer"."""
    first, _ = words.clause_of(span.first)
    if span.days >= 365 and _is_named_before(words, span, first):
        return True
    if first != span.first or first == 0 or span.days < 2 * 365:
        return False
    begin, _ = words.clause_of(first - 1)
    return words.sentences[begin] == words.sentences[first] and words.words[begin : begin + 2] in _BEING


def is_of_trade(words: Words, span: Span) -> bool:
    """Whether a trade opens the message and what it left is good: "Lorry driver, 20 yrs, good knees"."""
    first, last = words.clause_of(span.first)
    if span.days < 2 * _YEAR or (first, last) != (span.first, span.last) or not 1 <= first <= _TRADE_WORDS:
        return False
    opening = words.words[first - 1]
    return opening in _TRADES and bool(_GOOD & set(words.words)) and not _NOT_GOOD & set(words.words)


_TRADE_WORDS = 4
_TRADES = frozenset(
    "driver nurse teacher joiner plumber electrician hairdresser barber farmer postie postman courier carer builder "
    "bricklayer roofer chef baker butcher welder mechanic gardener cleaner dentist typist plasterer painter midwife "
    "paramedic porter waiter waitress seamstress tailor fisherman miner docker soldier".split()
)
_GOOD = frozenset("good fine behaved behaves sound happy grand great brilliant".split())
_NOT_GOOD = frozenset("no not never isnt arent until till now but except wish once were was".split())


def _is_named_before(words: Words, span: Span, first: int) -> bool:
    """Whether it is "been a hairdresser 30 years", with the calling in the two words before, and no misery."""
    for back in (2, 3):
        at = span.first - back
        if at > first and words.words[at] == "a" and words.words[at - 1] in {"been", "im"}:
            return not _MISERY & set(words.words[at + 1 : span.first])
    return False


_MISERY = frozenset("nuisance misery bother pest bugger pain problem trouble worry mess torment problem for".split())


def is_of_baby(words: Words, span: Span) -> bool:
    """Whether it is a baby's age or a pregnancy's: "twins, 14 months", "a 9 month lump of a baby", "4 months pp"."""
    if words.words[span.last - 1] not in {"week", "weeks", "month", "months"} or span.days > _MOST_BABY_DAYS:
        return False
    if words.words[max(0, span.first - 1) : span.first] in _ENDURED:
        return False
    if words.words[max(0, span.first - 1) : span.first] in _SAID_OF and _BABIES & set(words.words):
        return True
    first, last = words.sentence_of(span.first)
    piece = words.words[max(first, span.first - 5) : min(last, span.last + 5)]
    is_named = bool(_BABIES & set(piece)) or any(pair in _NEW_PARENTS for pair in pairwise(piece))
    return is_named and not {"since", "after"} & set(piece)
