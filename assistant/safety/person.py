"""Whose sign it is. Somebody else's counts as the writer's own; a pet's or a story's does not."""

from collections.abc import Collection, Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_ELSEWHERE = frozenset({"cue-pet", "cue-fiction"})
_MEDIA = "cue-media"  # seen on television, read in a magazine: a stranger in that sentence alone
_THEIRS = frozenset({"his", "her"})
_CLOSE = frozenset(
    "mum mam dad mother father wife husband son daughter nan gran grandma grandad brother sister aunt auntie uncle "
    "mate friend flatmate housemate partner girlfriend boyfriend kid kids child lad boy girl baby toddler nephew niece "
    "cousin neighbour colleague client hubby missus fella teammate boss".split()
)
_OWN = frozenset({"cue-own-body", "cue-own-now", "cue-own-part"})


def elsewhere_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words about an animal or a story.

    The whole message is, but for sentences that speak of "my" own body (`cue-own-body`): "my dog knocked me over and
    my knee is swollen". What befell a man on television is a stranger's in its own sentence alone. In doubt a quotation
    of somebody made up is taken for the writer's own words.
    """
    owned = [match for match in matches if match.concept in _OWN and not is_strangers(words, match)]
    strangers = _sentences(words, matches, {_MEDIA}) - {words.sentences[match.first] for match in owned}
    of_strangers = frozenset(at for at in range(len(words)) if words.sentences[at] in strangers)
    if not any(match.concept in _ELSEWHERE for match in matches):
        return of_strangers
    own = _sentences(words, matches, {"cue-own-body"})
    return of_strangers | {at for at in range(len(words)) if words.sentences[at] not in own}


def is_strangers(words: Words, match: Match) -> bool:
    """Whether "his knee", "her leg" is a stranger's: nobody close is named."""
    if words.words[match.first] not in _THEIRS:
        return False
    return not _CLOSE & set(words.words)


def _sentences(words: Words, matches: Sequence[Match], concepts: Collection[str]) -> set[int]:
    return {words.sentences[match.first] for match in matches if match.concept in concepts}
