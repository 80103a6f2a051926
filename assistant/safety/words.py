"""A message as words: normalised for matching, with the characters each word came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\d+/\d+"  # 6/52 and 6/10 stay whole
    r"|\d+(?:st|nd|rd|th)\b"
    r"|\d+(?:[.,]\d+)?"
    r"|a\s?&\s?e\b"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"  # letters, with apostrophes inside
    r"|\.{2,}|\n+"
    r"|[^\w\s]"
)
_NEARBY = 30  # words to each side
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "İ": "i", "½": "5"})
_SENTENCE_END = frozenset(".!?\n")
_CLAUSE_MARKS = frozenset(",;:()[]–—-|/…")
_BEFORE_PLACES = frozenset("in at near from to".split())
_CLAUSE_WORDS = frozenset({"but", "however", "though", "although", "except", "whereas", "yet", "cept", "tho"})
# "it's" is a pronoun and a verb; "mum's" is a person and nothing more.
_JOINED_S = frozenset("it that he she there what where who how here let one when everything nothing something".split())


@dataclass(frozen=True, slots=True)
class Words:
    """A message split into normalised words; `text[starts[i]:ends[i]]` is word `i` as typed."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    questions: frozenset[int] = field(default_factory=frozenset)  # sentences that end in a question mark

    def __len__(self) -> int:
        return len(self.words)

    def sentence_of(self, index: int) -> tuple[int, int]:
        """Return the first word and the end of the sentence that holds a word."""
        return _run(self.sentences, index)

    def around(self, index: int) -> tuple[int, int]:
        """Return the words of the same sentence that stand near; a sentence may be as long as the message."""
        first, last = self.sentence_of(index)
        return max(first, index - _NEARBY), min(last, index + _NEARBY)

    def clause_of(self, index: int) -> tuple[int, int]:
        """Return the first word and the end of the clause that holds a word."""
        return _run(self.clauses, index)


def _run(labels: tuple[int, ...], index: int) -> tuple[int, int]:
    return bisect_left(labels, labels[index]), bisect_right(labels, labels[index])  # labels only grow


def split_words(text: str, spellings: Mapping[str, str], correct: Callable[[str], str]) -> Words:
    """Split a message.

    Args:
        text: the message as typed.
        spellings: texting and variants, such as "wks" to "weeks"; a value may be several words.
        correct: mends the typing errors of one word, or returns it.
    """
    lowered = text.translate(_QUOTES).lower()
    if len(lowered) != len(text):  # a few letters grow in lower case, which would shift every offset
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_QUOTES))
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    clauses: list[int] = []
    sentences: list[int] = []
    questions: set[int] = set()
    clause = sentence = 0
    for match in _TOKEN.finditer(lowered):
        raw = match.group()
        first = raw[0]
        if not (first.isalnum() or ord(first) > 0x2100):
            if first in _SENTENCE_END:
                if first == "?":
                    questions.add(sentence)
                if sentences and sentences[-1] == sentence:
                    sentence, clause = sentence + 1, clause + 1
            elif first in _CLAUSE_MARKS and not _inside_word(lowered, match.start(), match.end(), first):
                clause += 1
            continue
        if raw in _CLAUSE_WORDS:
            clause += 1
        is_place = bool(words) and words[-1] in _BEFORE_PLACES and _is_name(text, ends[-1], match.start())
        for word in _normal(raw, spellings, str if is_place else correct):
            words.append(word)
            starts.append(match.start())
            ends.append(match.end())
            clauses.append(clause)
            sentences.append(sentence)
    return Words(text, tuple(words), tuple(starts), tuple(ends), tuple(clauses), tuple(sentences), frozenset(questions))


def _is_name(text: str, before: int, start: int) -> bool:
    """Whether a capital stands after a small word: "in Noosa" names a place and mistypes nothing."""
    return text[start].isupper() and text[before - 1].islower() and not text[start : start + 2].isupper()


def _inside_word(text: str, start: int, end: int, mark: str) -> bool:
    """A hyphen or slash between two letters or digits joins words; elsewhere it parts clauses."""
    return mark in "-–/" and start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()


def _normal(raw: str, spellings: Mapping[str, str], correct: Callable[[str], str]) -> tuple[str, ...]:
    if raw[0].isdigit():
        if raw[-1].isalpha():
            raw = raw[:-2]  # 14th
        return (raw.replace(",", ".") if "." not in raw and len(raw.partition(",")[2]) < 3 else raw.replace(",", ""),)
    word = raw
    if "'" in word:
        base, _, tail = word.partition("'")
        word = base if tail == "s" and base not in _JOINED_S else word.replace("'", "")
    known = spellings.get(word)
    if known is not None:
        return tuple(known.split())
    return (correct(word),)
