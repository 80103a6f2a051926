"""Words beside which a sign's word means something else: "fell asleep", "stitches came out", "growth spurt".

Only the mention that these words make is dropped; whatever else the sentence tells counts as ever.
"""

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_PEOPLE = frozenset("i she he we they dad mum mam mom nan gran grandad neighbour wife husband".split())
_WHERE_SLEPT = frozenset("on in at doing watching during over with reading".split())
# "Fell asleep on my arm, my wrist won't lift": a nerve pressed for a night.
_FAILS = frozenset(
    "wont cant cannot couldnt numb numbness tingly tingling pins weak weakness dead drop drops dropped floppy useless "
    "lift still stayed wake waken rouse".split()
)
_COME_OUT = frozenset(
    "stitches clips staples sutures drain cast bruise bruising sun results scan splinter blister".split()
)
_BESIDE = 3  # words
_PARENTS = {("mum",), ("mam",), ("mom",), ("mother",), ("dad",), ("parent",), ("parents",)}
_GROWING = {("spurt",), ("spurts",), ("hormone",), ("mindset",)}
_SPOTS = {("bump",), ("mark",), ("spot",), ("dot",), ("lump",)}
_HOW = {("how", "does", "it", "work"), ("how", "does", "it", "help"), ("how", "do", "they", "work")}
_LASTING = ("persists", "rising", "wont-better")
_COINS = frozenset("p 50p 10p 5p 20p 2p penny coin pea pound thumbnail fingernail".split())
_LEADING = frozenset("the my his her into either your".split())
_LIMBS = frozenset("leg legs arm arms thigh thighs calf calves foot hand".split())
_SWELLING = frozenset("swelling swollen size lump bruise bruising puffy puffiness fever temp temperature".split())
_GROWN = 18
_PERIODS = {("weeks",), ("week",), ("months",), ("month",), ("days",), ("wks",)}


def is_other_sense(match: Match, words: Words) -> bool:
    """Whether the words beside a mention give it a harmless meaning."""
    piece = words.words[match.first : match.last]
    following = words.words[match.last : match.last + 3]
    if match.concept.startswith(("child", "stranger-child")):
        return _is_grown(piece, following)
    if len(piece) == 1:
        return _is_other_word(words, match, following)
    before = words.words[max(0, match.first - _BESIDE) : match.first]
    if piece == ("came", "out"):
        return match.concept == "joint-out" and bool(_COME_OUT & set(before))
    if piece == ("size", "of"):
        return bool(_COINS & set(following)) and bool({"blister", "blisters"} & set(before))
    if piece == ("wee", "red"):
        return following[:1] in _SPOTS
    if match.concept == "failed":
        return piece[-4:] in _HOW
    if match.concept == "morning-stiff" and piece[-1] == "morning":
        return "stiff" in piece and "every" not in piece and piece[-2] == "the" and following[:1] == ("after",)
    return match.concept.startswith(_LASTING) and piece[-1] == "down" and _is_route(words, match, following)


def _is_other_word(words: Words, match: Match, following: tuple[str, ...]) -> bool:
    word = words.words[match.first]
    if word == "fell":
        return following[:1] == ("asleep",) and _is_sleeper(
            words, match.last, words.words[match.last + 1 : match.last + 2]
        )
    if word == "asleep":
        return _is_sleeper(words, match.first, following)
    if word == "growth":
        return following[:1] in _GROWING
    if word == "tight":
        return words.words == ("how", "tight")
    return word == "new" and match.concept == "cue-new" and following[:1] in _PARENTS


def _is_grown(piece: tuple[str, ...], following: tuple[str, ...]) -> bool:
    """Whether a child's phrase names a grown person: "the 20 year olds", "she's 79"."""
    number = next((int(word) for word in piece if word.isdigit()), 0)
    if number < _GROWN or following[:1] in _PERIODS:
        return False
    return piece[0] in {"shes", "hes"} or (piece[0].isdigit() and piece[1:2] in {("year",), ("yr",)})


def _is_sleeper(words: Words, asleep: int, following: tuple[str, ...]) -> bool:
    """Whether a person fell asleep, and no limb did: "she fell asleep doing the class"."""
    at = asleep - 1
    if at < 0 or words.words[at] != "fell" or not _WHERE_SLEPT & set(following[:1]) or _FAILS & set(words.words):
        return False
    return at == words.sentence_of(at)[0] or words.words[at - 1] in _PEOPLE or words.words[at - 1].isdigit()


def _is_route(words: Words, match: Match, following: tuple[str, ...]) -> bool:
    """Whether it says where pain does not go: "it doesn't go down the leg"."""
    place = following[1:] if following[:1] and following[0] in _LEADING else following
    first, last = words.sentence_of(match.first)
    return bool(_LIMBS & set(place[:1])) and _SWELLING.isdisjoint(words.words[first:last])
