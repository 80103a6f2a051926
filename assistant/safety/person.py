"""Whose sign it is. Somebody else's counts as the writer's own; a pet's or a story's does not."""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_ELSEWHERE = frozenset({"cue-pet", "cue-fiction"})


def elsewhere_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words about an animal or a story.

    The whole message is, but for sentences that speak of "my" own body (`cue-own-body`): "my dog knocked me over and
    my knee is swollen". In doubt a quotation of somebody made up is taken for the writer's own words.
    """
    if not any(match.concept in _ELSEWHERE for match in matches):
        return frozenset()
    own = {words.sentences[match.first] for match in matches if match.concept == "cue-own-body"}
    return frozenset(at for at in range(len(words)) if words.sentences[at] not in own)
