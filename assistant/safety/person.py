"""Whose sign it is. Somebody else's counts as the writer's own; a pet's or a story's does not."""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_PET = "cue-pet"
_ELSEWHERE = frozenset({_PET, "cue-fiction"})


def elsewhere_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words about an animal or a story.

    The whole message is, but for sentences that speak of "my" own body (`cue-own-body`); "my dog knocked me over and my
    knee is swollen" is such a sentence, but one that names a story may put "my" in somebody else's mouth.
    """
    named = {words.sentences[match.first]: match.concept for match in matches if match.concept in _ELSEWHERE}
    if not named:
        return frozenset()
    own = {words.sentences[match.first] for match in matches if match.concept == "cue-own-body"}
    own = {sentence for sentence in own if named.get(sentence, _PET) == _PET}
    return frozenset(at for at in range(len(words)) if words.sentences[at] not in own)
