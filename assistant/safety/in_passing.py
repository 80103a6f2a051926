"""A child who is only mentioned: "my daughter says spend it on a coach … nothing aches bar my calves".

In a long letter a child counts for the rules about children unless every sign is one that the writer tells of
themselves, in sentences that name no child, and nothing goes on about "he" or "she".
"""

from collections.abc import Sequence

from assistant.safety.asides import COMPLAINTS, speaks_of_self
from assistant.safety.lexicon import Match
from assistant.safety.words import Words

CHILDREN = frozenset({"child", "child-patient", "stranger-child"})
_SIGNS = COMPLAINTS | frozenset(
    "stiff lump limp wont-use carried-word pale-tired weight-loss night-pain fever unwell head-knock morning-stiff "
    "growing-pains rash bruise fell".split()
)
_ONE = frozenset("he she hes shes him her his hers hed shed".split())
_SEVERAL = frozenset("they them their theyre theyve".split())
# "I noticed a lump on the shin at bath time" is told of somebody else.
_WATCHED = frozenset("noticed notice saw see seen spotted found find think thought worried worry wonder".split())
_LONG = 50  # words: in a short message a child named is the one spoken of
_SENTENCES = 2  # sentences after the child's in which "they" may go on


def children_in_passing(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of the children who are only mentioned."""
    children = [match for match in matches if match.concept in CHILDREN]
    if len(words) <= _LONG or not children:
        return frozenset()
    named = {words.sentences[match.first] for match in children}
    if any(_goes_on(word, words.sentences[at], named) for at, word in enumerate(words.words)):
        return frozenset()
    if not all(_is_own(words, match, named) for match in matches if match.concept in _SIGNS):
        return frozenset()
    return frozenset(at for match in children for at in range(match.first, match.last))


def _goes_on(word: str, sentence: int, named: set[int]) -> bool:
    """Whether a word goes on about a child named before it."""
    if word in _ONE:
        return any(sentence >= of_child for of_child in named)
    return word in _SEVERAL and any(0 <= sentence - of_child <= _SENTENCES for of_child in named)


def _is_own(words: Words, sign: Match, named: set[int]) -> bool:
    """Whether the writer tells it of themselves, in a sentence that names no child."""
    piece = words.words[slice(*words.sentence_of(sign.first))]
    return words.sentences[sign.first] not in named and speaks_of_self(piece) and not _WATCHED & set(piece)
