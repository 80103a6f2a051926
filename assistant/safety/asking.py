"""Whether a sentence asks, with or without a question mark: "how do i rest it"."""

from assistant.safety.words import Words

_ASKS = frozenset("how what whats which is are can could should shall do does would any".split())
_OPENS = _ASKS | frozenset("when whens where why did will best favourite ok good may might".split())
_STATES = {(word,) for word in "false it its that thats sorry no".split()}  # "ok false alarm, it was the brace"
_ASKING = frozenset("asks wonder wondering".split())


def is_question(words: Words, sentence: int) -> bool:
    """Return whether a sentence, by its number, is a question."""
    first, last = words.sentence_of(words.sentences.index(sentence))
    said = words.words[first:last]
    if sentence in words.questions:
        return True
    if said[0] in _OPENS and not (said[0] == "ok" and said[1:2] in _STATES):
        return True
    turns = {said[at] for at in range(1, len(said)) if words.clauses[first + at] != words.clauses[first + at - 1]}
    return not turns.isdisjoint(_ASKS) or not _ASKING.isdisjoint(said)
