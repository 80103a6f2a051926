"""Which words of a message ask, and which only tell the story around the question."""

import re
from dataclasses import dataclass

from assistant.retrieval.keywords import content_words

_SENTENCE = re.compile(r"[^.!?\n;]+(?:\.(?=\d)[^.!?\n;]+)*[.!?;]*")
_ASKING_WORDS = (
    r"(?:what|which|how|when|where|why|who|whats|hows|wats|wat|is|are|am|do|does|did|can|could|should|would|will|shall|may|any|best|"
    r"tell me|explain|show me|give me|talk me)"
)
_LEADING = r"(?:(?:and|but|so|or|also|then|hi|hello|hey|ok|okay|please|pls|now|plus|just|thanks)\b[\s,]*)*"
_OPENS = re.compile(rf"^\W*{_LEADING}{_ASKING_WORDS}\b", re.IGNORECASE)
_SECOND = re.compile(
    r"(?:,\s*(?:and|also|plus)?|\s+(?:and|also|plus))\s+(?=(?:how|what|which|when|where|why|who|should|can|could|will|would|do|does|is|are)\b)",
    re.IGNORECASE,
)
# "10 percent rule is it real", with another question after it: what is asked stands first, and the asking words last.
_LATE = re.compile(
    r"\w\s+(?:is|are|does|do|did|will|can|should) (?:it|they|that|this|i)\b(?: [\w'-]+){1,3}\W*$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])\s+")
_NUMBERED = re.compile(r"\s+(?=\(?[2-9]\)\s)")  # "1) what is heel drop 2) should I change it"
_MOST = 4
_WHOLE = 30  # words: a message without a question that is no longer than this is one
_AFTER = 3  # content words a question needs before the words in front of it may be left to the story


@dataclass(frozen=True, slots=True)
class Parts:
    """The questions of a message, in order, and the last statement of what surrounds them."""

    questions: tuple[str, ...]
    story: str = ""


def asks(text: str) -> bool:
    """Say whether a text holds a question or a request; else it tells something, or is a word or two to search for."""
    return any(m.group().endswith("?") or _OPENS.match(m.group()) for m in _SENTENCE.finditer(text)) or bool(
        _SECOND.search(text)
    )


def parts_of(text: str) -> Parts:
    """Cut a message into its questions and its story.

    A message without any question is a question as a whole ("walk run plan"); a long one is read by its last sentences.
    """
    if text.lstrip().startswith(("1)", "(1)")):
        text = _NUMBERED.sub("\n", text)
    sentences = [
        _BULLET.sub("", match.group()).strip() for match in _SENTENCE.finditer(text) if content_words(match.group())
    ]
    if not sentences:
        return Parts((" ".join(text.split()),))
    asking = [sentence for sentence in sentences if sentence.endswith("?") or _opens(sentence)]
    if not asking:
        whole = " ".join(text.split())
        return Parts((whole if len(whole.split()) <= _WHOLE else " ".join(sentences[-2:]),))
    # A question mark is a surer sign than a word: "What a day" asks nothing.
    marked = [sentence for sentence in asking if sentence.endswith("?")]
    told = [sentence for sentence in sentences if sentence not in (marked or asking)]
    questions: list[str] = []
    for sentence in marked or asking:
        before, pieces = _pieces(sentence)
        told += [before] if before else []
        questions += [piece for piece in pieces if piece not in questions]
    return Parts(tuple(questions[:_MOST]), told[-1] if told else "")


def _opens(sentence: str) -> bool:
    """Say whether a sentence opens as a question, or asks before it asks again."""
    first, *more = _SECOND.split(sentence)
    return bool(_OPENS.match(sentence) or (more and _LATE.search(first)))


def _pieces(sentence: str) -> tuple[str, list[str]]:
    """Cut a sentence that asks twice; what leads up to its first question is story."""
    cut = _SECOND.split(sentence)
    story = ""
    if len(cut) > 1 and not _OPENS.match(cut[0]) and not _LATE.search(cut[0]):
        if len(content_words(" ".join(cut[1:]))) < _AFTER:
            return "", [sentence]
        story, cut = cut[0], cut[1:]
    pieces: list[str] = []
    for piece in cut:
        if pieces and (not content_words(piece) or not content_words(pieces[-1])):
            pieces[-1] = f"{pieces[-1]} and {piece}"
        else:
            pieces.append(piece)
    return story, [piece.strip() for piece in pieces]
