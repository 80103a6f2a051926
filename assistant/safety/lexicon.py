"""Concepts: named lists of phrases, matched word by word in one pass over a message.

A phrase is words with: `swell*` any ending, `(red|hot)` alternatives (of one or several words),
`(so|very)?` optional, `~` up to three words between, `~6` up to six, `#` a number,
`@knee` any one-word phrase of another concept.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.errors import RuleError
from assistant.safety.words import Words

_MARK = re.compile(r"\)\?|[()|]|[^\s()|]+")
_GAP = 3
_NO_GAP = frozenset({"no", "nothing", "not", "without", "but", "never"})
_MOST_EXPANSIONS = 1_500
_MOST_STARTS = 50_000  # words remembered
_PREFIX_LENGTHS = range(2, 19)  # from "20*", a year, on


@dataclass(frozen=True, slots=True)
class _Atom:
    """One word of a phrase: any of `words`, anything that begins with one of `prefixes`, or a number."""

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    number: bool = False
    gap: int = -1  # 0 or more: up to so many free words instead
    optional: bool = False

    def fits(self, word: str) -> bool:
        if word in self.words or (self.prefixes and word.startswith(self.prefixes)):
            return True
        return self.number and word[0].isdigit()


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first:last` of a message that name a concept."""

    concept: str
    first: int
    last: int


_Sequence = tuple[_Atom, ...]
_Entry = tuple[str, _Sequence]  # a concept and the rest of a phrase after its first word
_Starts = tuple[dict[str, list[_Entry]], tuple[_Entry, ...]]


class Lexicon:
    """All concepts, indexed by the first word of each phrase."""

    def __init__(self, concepts: Mapping[str, list[str]]) -> None:
        """Compile the phrases.

        Raises:
            RuleError: a phrase cannot be parsed, or names a concept that does not exist.
        """
        self.names = frozenset(concepts)
        self.vocabulary: set[str] = set()
        self.prefixes: set[str] = set()
        self._by_word: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._by_prefix: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._by_number: list[_Entry] = []
        for concept, phrases in concepts.items():
            for phrase in _with_named(phrases, concepts):
                for sequence in compile_phrase(phrase, concept, concepts):
                    self._add(concept, sequence)
        self._starts: dict[str, _Starts] = {}

    def _add(self, concept: str, sequence: _Sequence) -> None:
        entry = (concept, sequence[1:])
        head = sequence[0]
        if head.gap >= 0:
            raise RuleError("a phrase begins with a gap", where=f"concept {concept}", mend="begin it with a word")
        for word in head.words:
            self._by_word[word].append(entry)
        for prefix in head.prefixes:
            self._by_prefix[prefix].append(entry)
        if head.number:
            self._by_number.append(entry)
        for atom in sequence:
            self.vocabulary.update(atom.words)
            self.prefixes.update(atom.prefixes)

    def match(self, words: Words) -> list[Match]:
        """Find every concept, for each concept the longest phrase that begins at a word."""
        found: list[Match] = []
        tokens, sentences = words.words, words.sentences
        following = (*tokens[1:], "")
        for position, word in enumerate(tokens):
            by_second, others = self._candidates(word)
            longest: dict[str, int] = {}
            for concept, rest in (*others, *by_second.get(following[position], ())):
                end = _ends(rest, tokens, sentences, position + 1) if rest else position + 1
                if end > longest.get(concept, 0):
                    longest[concept] = end
            found.extend(Match(concept, position, end) for concept, end in longest.items())
        return found

    def _candidates(self, word: str) -> _Starts:
        """Return the phrases a word can begin: by their second word where that is fixed, and the others."""
        known = self._starts.get(word)
        if known is None:
            entries = list(self._by_word.get(word, ()))
            for length in _PREFIX_LENGTHS:
                if length > len(word):
                    break
                entries.extend(self._by_prefix.get(word[:length], ()))
            if word[0].isdigit():
                entries.extend(self._by_number)
            known = _sorted_out(entries)
            if len(self._starts) < _MOST_STARTS:
                self._starts[word] = known
        return known


def _sorted_out(entries: list[_Entry]) -> _Starts:
    by_second: defaultdict[str, list[_Entry]] = defaultdict(list)
    others: list[_Entry] = []
    for entry in entries:
        second = entry[1][0] if entry[1] else None
        if second is None or second.gap >= 0 or second.optional or second.prefixes or second.number:
            others.append(entry)
        else:
            for word in second.words:
                by_second[word].append(entry)
    return dict(by_second), tuple(others)


def _with_named(phrases: list[str], concepts: Mapping[str, list[str]]) -> Iterator[str]:
    """A phrase that is only `@name` stands for every phrase of that concept."""
    for phrase in phrases:
        if phrase.startswith("@") and " " not in phrase and phrase[1:] in concepts:
            yield from _with_named(concepts[phrase[1:]], concepts)
        else:
            yield phrase


def _ends(rest: _Sequence, tokens: tuple[str, ...], sentences: tuple[int, ...], at: int) -> int:
    """Return where the phrase ends if its remaining atoms fit from `at`, else 0."""
    for index, atom in enumerate(rest):
        if atom.gap >= 0:
            tail = rest[index + 1 :]
            for skip in range(atom.gap + 1):
                if at + skip >= len(tokens) or sentences[at + skip] != sentences[at - 1]:
                    break
                if skip and tokens[at + skip - 1] in _NO_GAP:
                    break  # "can hop on it, no pain at night" joins nothing
                end = _ends(tail, tokens, sentences, at + skip)
                if end:
                    return end
            return 0
        fits = at < len(tokens) and sentences[at] == sentences[at - 1] and atom.fits(tokens[at])
        if atom.optional:
            tail = rest[index + 1 :]
            return (fits and _ends(tail, tokens, sentences, at + 1)) or _ends(tail, tokens, sentences, at)
        if not fits:
            return 0
        at += 1
    return at


def compile_phrase(phrase: str, concept: str, concepts: Mapping[str, list[str]]) -> list[_Sequence]:
    """Parse a phrase into the word sequences it stands for."""
    parser = _Parser(phrase, concept, concepts)
    sequences = parser.alternatives()
    if parser.at != len(parser.marks):
        raise RuleError(f"phrase {phrase!r} has a bracket too many", where=f"concept {concept}", mend="balance them")
    if any(not sequence for sequence in sequences):
        raise RuleError(f"phrase {phrase!r} can be empty", where=f"concept {concept}", mend="give it a word")
    return sequences


class _Parser:
    """Reads one phrase from left to right; groups may stand inside groups."""

    def __init__(self, phrase: str, concept: str, concepts: Mapping[str, list[str]]) -> None:
        self.phrase, self.concept, self.concepts = phrase, concept, concepts
        self.marks = _MARK.findall(phrase.lower().replace("'", ""))
        self.at = 0

    def alternatives(self) -> list[_Sequence]:
        """Read sequences parted by bars. Those of a single word become one atom, which matches faster."""
        options = self._sequence()
        while self.at < len(self.marks) and self.marks[self.at] == "|":
            self.at += 1
            options += self._sequence()
        plain = [option[0] for option in options if len(option) == 1 and option[0].gap < 0 and not option[0].optional]
        if len(plain) < 2:
            return options
        merged = _Atom(
            frozenset().union(*(atom.words for atom in plain)),
            tuple(sorted({prefix for atom in plain for prefix in atom.prefixes})),
            any(atom.number for atom in plain),
        )
        singles = {id(atom) for atom in plain}
        return [(merged,), *(option for option in options if len(option) != 1 or id(option[0]) not in singles)]

    def _sequence(self) -> list[_Sequence]:
        sequences: list[_Sequence] = [()]
        while self.at < len(self.marks) and self.marks[self.at] not in {"|", ")", ")?"}:
            options = self._element(sequences == [()])
            sequences = [before + option for before in sequences for option in options]
            if len(sequences) > _MOST_EXPANSIONS:
                self._refuse("has too many readings", "split it")
        return sequences

    def _element(self, is_first: bool) -> list[_Sequence]:
        mark = self.marks[self.at]
        self.at += 1
        if mark == "(":
            options = self.alternatives()
            closing = self.marks[self.at] if self.at < len(self.marks) else ""
            if closing not in {")", ")?"}:
                self._refuse("has an open bracket", "close it")
            self.at += 1
            return _made_optional(options, is_first) if closing == ")?" else options
        if mark.startswith("~"):
            return [(_Atom(gap=int(mark[1:] or _GAP)),)]
        return [(_atom([mark], self.phrase, self.concept, self.concepts),)]

    def _refuse(self, what: str, mend: str) -> None:
        raise RuleError(f"phrase {self.phrase!r} {what}", where=f"concept {self.concept}", mend=mend)


def _made_optional(options: list[_Sequence], is_first: bool) -> list[_Sequence]:
    """A phrase is found by its first word, so an optional first word makes two phrases."""
    if is_first or any(len(option) > 1 for option in options):
        return [*options, ()]
    return [(replace(option[0], optional=True),) for option in options]


def _atom(words: list[str], phrase: str, concept: str, concepts: Mapping[str, list[str]]) -> _Atom:
    literal: set[str] = set()
    prefixes: set[str] = set()
    number = False
    for word in _expanded(words, phrase, concept, concepts):
        if word == "#":
            number = True
        elif word.endswith("*"):
            prefixes.add(word[:-1])
        else:
            literal.add(word)
    return _Atom(frozenset(literal), tuple(sorted(prefixes)), number)


def _expanded(words: list[str], phrase: str, concept: str, concepts: Mapping[str, list[str]]) -> Iterator[str]:
    for word in words:
        if not word.startswith("@"):
            yield word
            continue
        named = concepts.get(word[1:])
        if named is None:
            raise RuleError(
                f"phrase {phrase!r} names the unknown concept {word}",
                where=f"concept {concept}",
                mend="correct the name",
            )
        singles = [entry for entry in named if " " not in entry and "(" not in entry]
        yield from _expanded([str(entry).replace("'", "") for entry in singles], phrase, concept, concepts)
