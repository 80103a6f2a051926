"""Needless phrases: without them their concept is found in the same place, or a figure of speech hides no sign.

Such a mutant can hardly change a route, so it is listed and not scored. A phrase is tried on texts of its own words.
"""

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from assistant.safety.figurative import unmask
from assistant.safety.lexicon import Lexicon, Match, compile_phrase
from assistant.safety.negation import DENIERS
from assistant.safety.words import Words
from evals.safety.phrases import MARK, Phrase, own_phrases, single_phrases, sources

_MOST_TEXTS = 60
_MOST_PRODUCT = 12
# A mask takes away the words that it covers, and a cue reaches as far as it does: their length tells.
_MASK = "mask-"
_LENGTH_TELLS = (_MASK, "cue-", "pain-free", "off-", "injection", "greeting")


def needless_phrases(
    concepts: Mapping[str, Sequence[Phrase]],
    split: Callable[[str], Words],
    asked: frozenset[str],
    among: Collection[Phrase] | None = None,
) -> frozenset[Phrase]:
    """Return the phrases whose concept is found just as well without them, and masks over nothing that is asked for.

    Args:
        concepts: every concept's phrases.
        split: reads a text as the engine reads a message.
        asked: the concepts that rules ask for.
        among: the phrases to judge; None for all.
    """
    texts = {name: [phrase.text for phrase in own] for name, own in concepts.items()}
    alone = Lexicon(texts | single_phrases(concepts))
    members = {name: {f"{p.concept}{MARK}{p.number}" for p in sources(name, concepts)} for name in concepts}
    found = set()
    for phrase in own_phrases(concepts) if among is None else among:
        is_tried, hides, is_covered = False, not phrase.concept.startswith(_MASK), True
        for text in sample_texts(phrase, texts):
            words = split(text)
            matches = alone.match(words)
            name = f"{phrase.concept}{MARK}{phrase.number}"
            if any(match.concept == name for match in matches):
                is_tried = True
                hides = hides or _hides(words, matches, asked)
                is_covered = is_covered and _is_covered(name, matches, members[phrase.concept], phrase)
                if hides and not is_covered:
                    break
        if is_tried and (is_covered or not hides):
            found.add(phrase)
    return frozenset(found)


def sample_texts(phrase: Phrase, texts: Mapping[str, list[str]]) -> list[str]:
    """Write a phrase out: with each of its alternatives at least once, and no more texts than are needed."""
    found: set[str] = set()
    for sequence in compile_phrase(phrase.text, phrase.concept, texts):
        options = []
        for atom in sequence:
            words = [*sorted(atom.words), *atom.prefixes, *(["5"] if atom.number else [])]
            options.append([""] if atom.gap >= 0 else [*words[:3], ""] if atom.optional else words)
        found.update(" ".join(filter(None, words)) for words in _combinations(options))
    return sorted(found)[:_MOST_TEXTS]


def _combinations(options: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    product = list(itertools.islice(itertools.product(*options), _MOST_PRODUCT + 1))
    if len(product) <= _MOST_PRODUCT:
        return product
    draw = random.Random(1)
    chosen = []
    for place, words in enumerate(options):
        for word in words[:_MOST_PRODUCT]:
            picked = [draw.choice(list(others)) for others in options]
            picked[place] = word
            chosen.append(tuple(picked))
    return chosen


def _hides(words: Words, matches: Sequence[Match], asked: frozenset[str]) -> bool:
    """Whether a mask over these words takes away a mention that a rule asks for."""
    left = unmask(list(matches), words)
    return any(match.concept in asked and match not in left for match in matches)


def _is_covered(name: str, matches: Sequence[Match], members: set[str], phrase: Phrase) -> bool:
    """Whether other phrases of the concept find these words, or a part of them where their number tells nothing."""
    where: defaultdict[bool, list[Match]] = defaultdict(list)
    for match in matches:
        if match.concept in members:
            where[match.concept == name].append(match)
    own = where[True][0]
    if any(other.first <= own.first and other.last >= own.last for other in where[False]):
        return True
    if phrase.concept.startswith(_LENGTH_TELLS) or DENIERS & set(phrase.text.replace("(", " ").split()):
        return False
    return any(own.first <= other.first and other.last <= own.last for other in where[False])
