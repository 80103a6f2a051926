"""Which phrase of which concept a text names, and a lexicon that lacks one phrase.

To delete a phrase and compile every concept anew for thousands of phrases would take hours. Instead each phrase is
matched alone, once, over every text; a mutant then differs from the lexicon only in what that phrase found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import QuestionSetError
from assistant.safety.engine import read_concepts
from assistant.safety.lexicon import Lexicon, Match
from assistant.safety.words import Words

Spans = frozenset[tuple[int, int]]
MARK = "\x1f"
"""Parts concept and number in the names of the lexicon of single phrases."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase where it stands: entry `number` of `concept`."""

    concept: str
    number: int
    text: str


def read_phrases(spellings: Mapping[str, str]) -> dict[str, tuple[Phrase, ...]]:
    """Return every concept's own phrases as the engine reads them; those that only name a concept are among them."""
    return {
        concept: tuple(Phrase(concept, number, text) for number, text in enumerate(texts))
        for concept, texts in read_concepts(spellings).items()
    }


class PhraseIndex:
    """What every phrase finds in every text, and from which phrases each concept is made."""

    def __init__(self, concepts: Mapping[str, Sequence[Phrase]], lexicon: Lexicon, texts: Iterable[Words]) -> None:
        """Match all phrases over all texts.

        Raises:
            QuestionSetError: the phrases taken together do not find what the lexicon finds, so that a mutant would
                differ from it in more than its phrase.
        """
        self.phrases = own_phrases(concepts)
        self._users: dict[str, set[str]] = defaultdict(set)
        for name in concepts:
            for phrase in sources(name, concepts):
                self._users[phrase.concept].add(name)
        self.by_text: dict[str, dict[Phrase, Spans]] = {}
        self._whole: dict[str, list[Match]] = {}
        self._lexicon = lexicon
        self.alone = Lexicon(
            {name: [phrase.text for phrase in own] for name, own in concepts.items()} | single_phrases(concepts)
        )
        self._known = {(phrase.concept, phrase.number): phrase for phrase in self.phrases}
        for words in texts:
            self.add(words)

    def add(self, words: Words) -> None:
        """Match all phrases over one more text.

        Raises:
            QuestionSetError: as the whole index does.
        """
        if words.text in self.by_text:
            return
        spans: defaultdict[Phrase, set[tuple[int, int]]] = defaultdict(set)
        for match in self.alone.match(words):
            concept, mark, number = match.concept.partition(MARK)
            if mark:
                spans[self._known[concept, int(number)]].add((match.first, match.last))
        found = {phrase: frozenset(where) for phrase, where in spans.items()}
        self.by_text[words.text] = found
        self._whole[words.text] = self._lexicon.match(words)
        named = {name for phrase in found for name in self._users[phrase.concept]}
        rebuilt = {match for name in named for match in self._matches(name, found, None)}
        if rebuilt != set(self._whole[words.text]):
            raise QuestionSetError(
                "single phrases do not add up to what the lexicon finds",
                where="evals/safety/phrases.py",
                mend="bring it in line with assistant/safety/lexicon.py",
            )

    def drop(self, text: str) -> None:
        """Forget a text."""
        self.by_text.pop(text, None)
        self._whole.pop(text, None)

    def whole(self, words: Words) -> list[Match]:
        """Return what the lexicon finds in a text, known or not."""
        known = self._whole.get(words.text)
        return self._lexicon.match(words) if known is None else list(known)

    def users(self, concept: str) -> frozenset[str]:
        """Return the concepts that a concept's phrases belong to: itself, and those that include it whole."""
        return frozenset(self._users[concept])

    def changes(self, phrase: Phrase, text: str) -> bool:
        """Whether the lexicon would find anything else in a text it knows, had it not this phrase."""
        return phrase in self.by_text[text] and set(self.matches_without(phrase, text)) != set(self._whole[text])

    def matches_without(self, phrase: Phrase, text: str) -> list[Match]:
        """Return what the lexicon would find in a text it knows, had it not this phrase."""
        whole, found = self._whole[text], self.by_text[text]
        if phrase not in found:
            return list(whole)
        touched = self._users[phrase.concept]
        kept = [match for match in whole if match.concept not in touched]
        for name in touched:
            kept.extend(self._matches(name, found, phrase))
        return sorted(kept, key=lambda match: match.first)

    def _matches(self, concept: str, found: Mapping[Phrase, Spans], without: Phrase | None) -> list[Match]:
        """A concept's longest phrase at each word, as the lexicon finds them."""
        longest: dict[int, int] = {}
        for phrase, spans in found.items():
            if phrase != without and concept in self._users[phrase.concept]:
                for first, last in spans:
                    longest[first] = max(last, longest.get(first, 0))
        return [Match(concept, first, last) for first, last in longest.items()]


class LexiconWithout(Lexicon):
    """The lexicon without one phrase, over the texts of an index."""

    def __init__(self, index: PhraseIndex, phrase: Phrase) -> None:
        self._index, self._phrase = index, phrase

    def match(self, words: Words) -> list[Match]:
        """Find every concept as the lexicon does, less what only this phrase finds."""
        return self._index.matches_without(self._phrase, words.text)


class LexiconRemembered(Lexicon):
    """The lexicon, which an index spares matching a text that it knows once more."""

    def __init__(self, index: PhraseIndex) -> None:
        self._index = index

    def match(self, words: Words) -> list[Match]:
        """Find every concept as the lexicon does."""
        return self._index.whole(words)


def _included(phrase: Phrase, concepts: Mapping[str, Sequence[Phrase]]) -> str | None:
    """Return the concept that a phrase such as "@knee" brings in whole."""
    name = phrase.text[1:]
    return name if phrase.text.startswith("@") and " " not in name and name in concepts else None


def own_phrases(concepts: Mapping[str, Sequence[Phrase]]) -> tuple[Phrase, ...]:
    """Return every phrase that names words of its own."""
    return tuple(phrase for own in concepts.values() for phrase in own if _included(phrase, concepts) is None)


def single_phrases(concepts: Mapping[str, Sequence[Phrase]]) -> dict[str, list[str]]:
    """Return each phrase as a concept of its own."""
    return {f"{phrase.concept}{MARK}{phrase.number}": [phrase.text] for phrase in own_phrases(concepts)}


def sources(name: str, concepts: Mapping[str, Sequence[Phrase]]) -> Iterator[Phrase]:
    """Return the phrases a concept is made of, those of the concepts that it includes among them."""
    for phrase in concepts[name]:
        included = _included(phrase, concepts)
        if included is None:
            yield phrase
        else:
            yield from sources(included, concepts)
