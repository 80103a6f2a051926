"""Figures of speech and other senses: "suicide drills", "chest press", "these hills are killing me".

Phrases of the concepts `mask-*` take their words away from any shorter phrase that overlaps them.
"""

from assistant.safety.lexicon import Match
from assistant.safety.negation import cannot_before
from assistant.safety.other_senses import is_other_sense
from assistant.safety.words import Words

_MASK = "mask-"
_OVER_COMMAS = "mask-over-commas"
# What a message is about, and what somebody was doing, outlive their figures of speech.
_KEPT = (
    *(_MASK, "field", "off-", "greeting", "closing", "cue-", "doms-like"),
    *("exercise-time", "heat-context", "overdid", "bone-stress-load", "sport-contact"),
)
# "I can't go on tiptoe" tells of no despair, and may tell of a torn tendon.
_ONLY_DESPAIR = "mask-despair"
_DESPAIR = frozenset({"suicide-plan", "wish-dead", "suicide-hint", "despair", "self-harm"})
_NO_PAIN = "pain-free"  # "nothing hurts" mentions no pain
_KEPT_NAMES = frozenset({_NO_PAIN, "injection"})  # an order to the assistant; "injection-done" is a sign like others
# "No pain at rest" says that it hurts at another time; "no pain at all" does not.
_ONLY_THEN = frozenset(
    "when while whilst walking until till during except apart unless otherwise resting sitting if first before much as "
    "with touching standing lying yesterday then".split()
)
_BEFORE_ADVERB = frozenset(
    "came come comes coming straight get gets getting got go goes going went put putting turn turned bring sit lean "
    "leaning step walk walked ran swim drive drove head send sent call called ring hold look looking write report "
    "fight fall ease easing cut dial years year months month weeks ages while decade welcome feeling feelings is are "
    "was were im hes shes theyre been be totally fully".split()
)
_AFTER_NOUN = frozenset(
    "pain pains ache aches aching hurts hurt sore injury problem problems trouble spasm spasms stiff stiffness muscles "
    "muscle is gone went".split()
)
_OWNED = frozenset("mine yours his hers ours theirs".split())  # "this back of mine"
_THEN = frozenset("only just".split())
_BUT_FOR = {
    ("apart", "from"),
    ("aside", "from"),
    ("except", "for"),
    ("other", "than"),
    ("bar", "the"),
    ("bar", "a"),
    ("bar", "my"),
}
# "Nothing sore, just likes it" tells of no pain at another time.
_IDLE = {
    (word,)
    for word in (
        "likes like curious wondering want wants wanted fancied asking tight stiff tired clumsy growing bored planning"
    ).split()
}
_ONLY_AT = {"at": frozenset("rest night first work home".split()), "in": frozenset("bed water day daytime".split())}
_LIMBS = frozenset(
    "foot feet leg legs hand hands arm arms toe toes finger fingers limb calf shin thigh ankle knee white blue pale "
    "grey numb purple".split()
)
_DENIES_PAIN = frozenset("no not nothing never zero without doesnt dont isnt hasnt aint painless nothings".split())


def unmask(matches: list[Match], words: Words) -> list[Match]:
    """Drop the mentions that a figure of speech covers; masks themselves stay as cues."""
    matches = [match for match in matches if not _is_with_pain(match, words) and not _is_partial(match, words)]
    matches = [match for match in matches if not _is_no_back(match, words) and not _is_elsewise(match, words)]
    matches = [match for match in matches if not is_other_sense(match, words)]
    supplied = _well_supplied(words)
    matches = [m for m in matches if m.concept not in _INFLAMES or not supplied.issuperset(range(m.first, m.last))]
    masks = [match for match in matches if _is_mask(match, words)]
    if not masks:
        return matches
    for_despair = _cover(masks)
    covered = _cover([mask for mask in masks if mask.concept != _ONLY_DESPAIR])
    return [
        match
        for match in matches
        if match.concept.startswith(_KEPT)
        or match.concept in _KEPT_NAMES
        or not _is_covered(match, for_despair if match.concept in _DESPAIR else covered)
    ]


def _cover(masks: list[Match]) -> dict[int, int]:
    """Return for each masked word the length of the longest mask over it."""
    covered: dict[int, int] = {}
    for mask in masks:
        length = mask.last - mask.first
        for word in range(mask.first, mask.last):
            covered[word] = max(length, covered.get(word, 0))
    return covered


def _is_no_back(match: Match, words: Words) -> bool:
    """Whether "back" is no part of the body: "feeling came straight back", "three years back", "back of the knee"."""
    if match.last - match.first != 1 or words.words[match.first] != "back":
        return False
    following = words.words[match.last : match.last + 2]
    if following[:1] == ("of",):
        return not _OWNED.issuperset(following[1:])
    if match.first == 0:
        return False
    if words.clauses[match.first - 1] != words.clauses[match.first]:
        return False
    after = words.words[match.last : words.sentence_of(match.first)[1]][:1]
    return words.words[match.first - 1] in _BEFORE_ADVERB and not (after and after[0] in _AFTER_NOUN)


_INFLAMES = frozenset({"hot", "red"})
_WITH_WARM = 3  # words
_INFLAMED = frozenset(
    "swollen swelling puffy sore hot red hurts hurt hurting painful pain throbs throbbing tender shiny itchy infected "
    "aches ache gout numb patch spreading spread spreads fever wound cut bite rash feverish".split()
)


def _well_supplied(words: Words) -> set[int]:
    """The words of "foot warm and pink", which says that its blood flows, where nothing is said to be inflamed."""
    warm = [at for at, word in enumerate(words.words) if word == "warm"]
    pink = [at for at, word in enumerate(words.words) if word == "pink"]
    both = {at for one in warm for other in pink if abs(one - other) <= _WITH_WARM for at in (one, other)}
    return both if _INFLAMED.isdisjoint(words.words) else set()


_CHILD = ("child", "age-under")
_PARTED = {("legs", "went")}


def _is_elsewise(match: Match, words: Words) -> bool:
    """Whether it is the writer's own childhood ("since I was a kid"), or two clauses ("both legs, went too fast")."""
    tokens = words.words[match.first : match.last]
    if tokens in _PARTED:
        return words.clauses[match.first] != words.clauses[match.last - 1]
    before = words.words[max(0, match.first - 3) : match.first]
    return match.concept.startswith(_CHILD) and before in {("i", "was", "a"), ("we", "were", "just")}


def _is_mask(match: Match, words: Words) -> bool:
    """Whether it is a figure of speech and said in one breath: "banged my head, out cold" holds no "head out"."""
    if match.concept != _NO_PAIN and not match.concept.startswith(_MASK):
        return False
    if words.words[match.last - 1] == "cold" and _LIMBS & set(words.words[match.last : match.last + 2]):
        return False  # "a cold white foot" is no cold
    return match.concept == _OVER_COMMAS or words.clauses[match.first] == words.clauses[match.last - 1]


def _is_with_pain(match: Match, words: Words) -> bool:
    """Whether "without pain" follows what cannot be done so, and says that it hurts."""
    return match.concept == _NO_PAIN and words.words[match.first] == "without" and cannot_before(words, match.first)


def _is_partial(match: Match, words: Words) -> bool:
    """Whether pain is denied for some times only: "no pain at rest", "doesn't hurt until mile 3"."""
    if match.concept != _NO_PAIN:
        return False
    following = words.words[match.last : match.last + 3]
    if not following:
        return False
    if following[:2] in _BUT_FOR:
        return True
    if words.words[match.first] not in _DENIES_PAIN:
        return False
    if words.clauses[match.last] != words.clauses[match.last - 1]:
        return following[0] in _THEN and following[1:2] not in _IDLE
    if following[:2] in {("like", "this"), ("like", "that")}:
        return True
    return following[0] in _ONLY_THEN or not _ONLY_AT.get(following[0], frozenset()).isdisjoint(following[1:])


def _is_covered(match: Match, covered: dict[int, int]) -> bool:
    longest = max((covered.get(word, 0) for word in range(match.first, match.last)), default=0)
    return longest > 0 and longest >= match.last - match.first
