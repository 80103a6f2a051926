"""Which user messages still count: a plain withdrawal releases what was said before it.

Pleading, minimising, cost, a change of subject or an instruction release nothing; only words that say the sign was
another time, another sense, somebody checked it, or a typing error do. A later "no, it isn't stuck" releases that sign.
"""

from collections.abc import Sequence

from assistant.safety.reading import SAID_IN_EARNEST, Mention, Reading, Standing

_WITHDRAWAL = "cue-withdraw"
_HALF = "cue-half-withdraw"
_TELLING = 3  # letters; shorter words say too little
_ANSWERS_NO = frozenset("no nope nah not oh ah sorry yes".split())
# Pain, places and times may be named again without withdrawing or repeating a sign.
_NOT_SIGNS = frozenset(
    "pain sore-now body-part joint knee hip ankle foot toe thigh calf shin leg groin shoulder elbow wrist hand arm "
    "back neck "
    "chest belly head face lower-limb limb leg-part bone skin tendon achilles field persists persists-strong recurs "
    "failed "
    "worsening".split()
)


def still_counting(readings: Sequence[Reading]) -> list[Reading]:
    """Return what still counts: the messages from the last withdrawal on, less signs that were denied later."""
    start = 0
    for position, reading in enumerate(readings):
        if position and _withdraws(reading):
            start = position
    kept = list(readings[start:])
    if start:
        released = {concept for reading in readings[:start] for concept in reading.by_concept} - _NOT_SIGNS
        kept[0] = kept[0].without(lambda mention: mention.concept in released)
    return [_less_denied(reading, readings) for reading in kept]


def since_denial(counting: Sequence[Reading]) -> list[Reading]:
    """Return the messages from the last plain "no" to a sign on; before it, only what rules still hold counts."""
    start = 0
    for position, reading in enumerate(counting):
        if position and reading.words.words and reading.words.words[0] in _ANSWERS_NO:
            before = {concept for earlier in counting[:position] for concept in earlier.cues}
            if _denied_concepts(reading) & before:
                start = position
    return list(counting[start:])


def _withdraws(reading: Reading) -> bool:
    return _WITHDRAWAL in reading.cues and _HALF not in reading.cues


def _less_denied(reading: Reading, readings: Sequence[Reading]) -> Reading:
    """Drop the signs that a later answer denies ("No, not stuck"), by concept or by the word itself."""
    concepts: set[str] = set()
    said: set[str] = set()
    for later in readings:
        if later.turn > reading.turn and later.words.words and later.words.words[0] in _ANSWERS_NO:
            concepts |= {concept for concept in _denied_concepts(later) if not later.present(concept)}
            said |= _denied_words(later)

    def is_denied(mention: Mention) -> bool:
        if mention.concept in SAID_IN_EARNEST or mention.concept in _NOT_SIGNS:
            return False  # a wish to die needs a plain withdrawal
        words = reading.words.words[mention.first : mention.last] if mention.turn == reading.turn else ()
        return mention.concept in concepts or not said.isdisjoint(words)

    return reading.without(is_denied) if concepts or said else reading


def _denied_concepts(later: Reading) -> set[str]:
    return {m.concept for m in later.mentions if m.standing is Standing.DENIED} - _NOT_SIGNS


def _denied_words(later: Reading) -> set[str]:
    """The telling words of what is denied, less those that the same answer also affirms."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    for mention in later.mentions:
        words = {word for word in later.words.words[mention.first : mention.last] if len(word) > _TELLING}
        if mention.standing is Standing.DENIED and mention.concept not in _NOT_SIGNS:
            denied |= words
        elif mention.standing is Standing.PRESENT:
            affirmed |= words
    return denied - affirmed
