"""Questions about signs, rather than signs: "what are the red flags of…", "how would I know if…", "what if…"."""

from collections.abc import Sequence

from assistant.safety.lexicon import Match
from assistant.safety.words import Words

_WHOLE = "cue-study"  # coursework, a quiz, "nobody is ill": the whole message is about knowledge
_QUESTION = "cue-educational"
_IF = "cue-hypothetical"
_OWN = "cue-own-now"  # "my calf is", "I've got": the writer's own state


def educational_words(words: Words, matches: Sequence[Match]) -> frozenset[int]:
    """Return the positions of words that are asked about and not reported."""
    asked: set[int] = set()
    own = [match.first for match in matches if match.concept == _OWN]
    own_sentences = {words.sentences[at] for at in own}
    for match in matches:
        if match.concept == _WHOLE and not own:
            return frozenset(range(len(words)))
        if match.concept == _QUESTION:
            first, last = words.sentence_of(match.first)
            if words.sentences[first] not in own_sentences:
                asked.update(range(first, last))
            else:
                asked.update(range(*words.clause_of(match.first)))
        elif match.concept == _IF:
            _, last = words.clause_of(match.first)
            asked.update(range(match.first, last))
    return frozenset(asked - set(own))
