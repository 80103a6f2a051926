"""From the conversation to the question: spelling, other words, parts, follow-ups, names, intent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Message
from assistant.retrieval.keywords import Stemmer, content_words
from assistant.retrieval.names import Names
from assistant.retrieval.vocabulary import Vocabulary

# First match wins: the special before the general.
_INTENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("compare", r"\b(versus|vs\.?|better than|or is it|difference between|compared? (to|with)|rather than)\b"),
        ("stop", r"\b(when (do|should|to) .{0,12}stop|stop if|should i stop|what if (it|they|that|this) hurts?|if (it|they) hurts?|too (sore|painful))\b"),
        ("easier", r"\b(easier|easy version|too hard|regress\w*|beginner version|modif\w+|cant manage|can't manage|struggl\w+)\b"),
        ("harder", r"\b(harder|progress\w*|too easy|next (step|level|stage)|advance\w*|make .{0,20}more difficult|level up)\b"),
        ("mistakes", r"\b(mistakes?|doing (it|them|this) wrong|wrong way|common errors?|bad form)\b"),
        ("dose", r"\b(how (many|much|often|long (do|should|to) (i |you |we )?(hold|do|stretch|roll|keep|stand|rest))|sets?|reps?|repeats?|times (a|per) (week|day)|frequency|how heavy|dos(e|age))\b"),
        ("how-to", r"\b(how (do|to|should|would|can) (i|you|we|one)?\s*(actually |properly |correctly |exactly |safely )?(do|perform|set ?up|use|roll|stretch|hold|start|try)\b|technique|proper form|step by step|instructions?|show me|talk me through|walk me through|correct(ly)?|properly)\b"),
        ("where", r"\b(where (do|should|would) (i|you)? ?feel|what (muscles?|does it (work|train))|which muscles?)\b"),
        ("plan", r"\b(plan|programme|program|schedule|routine|weekly|timetable|table|walk[- ]run|couch to)\b"),
        ("why", r"\b(why|what causes?|cause of|reason|how come)\b"),
        ("time", r"\b(how long|when can i|when will|how soon|how many (weeks|months|days))\b"),
        ("choice", r"\b(which|what (kind|type|sort|exercises?|shoes?|surface|stretches)|best|should i (use|wear|buy|choose|get|pick)|recommend\w*)\b"),
    )
)  # fmt: skip
_EXERCISE_ONLY = frozenset({"easier", "harder", "mistakes", "where"})
_PRONOUN = re.compile(r"\b(it|them|those|these|that|this|they|one|ones|same)\b", re.IGNORECASE)
_CONTINUES = re.compile(
    r"^\s*(and|but|or|so|also|ok(ay)?|what about|how about|what if|then|plus|why|how (many|often|long|much|come)|"
    r"when|which|where|for how long|is (it|that)|are (they|those)|can i|should i|do i|does it|will it|instead|any|really|even)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_MAX_PARTS = 4


@dataclass(frozen=True, slots=True)
class Question:
    """One question, understood.

    `text` is what is embedded: the guidance's words and what the conversation adds. `asked` is as typed.
    """

    asked: str
    text: str
    intent: str
    documents: tuple[str, ...] = ()  # named in it, or carried from the turn before
    exercises: tuple[str, ...] = ()  # those of `documents` that are exercises
    follows: bool = False  # it leans on an earlier turn


class Understanding:
    """Reads questions against the guidance's vocabulary and names."""

    def __init__(self, vocabulary: Vocabulary, names: Names, stemmer: Stemmer) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._stemmer = stemmer

    def read(self, messages: Sequence[Message]) -> tuple[Question, ...]:
        """Return the questions of the last user message, in order; at least one."""
        turns = [message.text for message in messages if message.role == "user"]
        latest = turns[-1]
        parts = self._parts(latest)
        earlier = self._earlier(messages)
        questions: list[Question] = []
        for part in parts:
            before = questions[-1] if questions else earlier
            questions.append(self._question(part, before))
        return tuple(questions)

    def _earlier(self, messages: Sequence[Message]) -> Question | None:
        """Return what the conversation was about before the last message."""
        question: Question | None = None
        for message in messages[:-1]:
            if message.role == "assistant":
                shown = [named.document for named in self._names.find(message.text[:400]) if named.is_exercise]
                if question and shown and not question.exercises:
                    question = replace(question, documents=(*question.documents, *shown[:1]))
            elif content_words(message.text):
                question = self._question(self._parts(message.text)[-1], question)
        return question

    def _parts(self, text: str) -> list[str]:
        """Cut a message into its questions; a story around one question stays with it."""
        sentences = [match.group().strip() for match in _SENTENCE.finditer(text) if content_words(match.group())]
        asking = [sentence for sentence in sentences if sentence.endswith("?")]
        if 2 <= len(asking) <= _MAX_PARTS:
            return asking
        return [" ".join(text.split())]

    def _question(self, part: str, before: Question | None) -> Question:
        mended = self._vocabulary.mend(part)
        rewritten = self._vocabulary.rewrite(mended)
        named = self._names.find(rewritten)
        intent = next((name for name, pattern in _INTENTS if pattern.search(mended)), "about")
        own = tuple(dict.fromkeys(name.document for name in named))
        exercises = tuple(dict.fromkeys(name.document for name in named if name.is_exercise))
        follows = before is not None and self._leans(mended, bool(exercises), intent)
        text = rewritten
        if follows and before is not None:
            text = f"{before.text} {rewritten}" if not exercises else rewritten
            if not exercises:
                exercises = before.exercises
            own = tuple(dict.fromkeys([*own, *before.documents]))
        return Question(part, text, intent, own, exercises, follows)

    def _leans(self, text: str, names_exercise: bool, intent: str) -> bool:
        """Say whether a message needs the one before it to be understood."""
        if names_exercise:
            return False
        words = content_words(text)
        known = [word for word in words if self._vocabulary.knows(word)]
        if len(words) <= 1 or intent in _EXERCISE_ONLY:
            return True
        if _CONTINUES.match(text) and len(known) <= 3:
            return True
        return bool(_PRONOUN.search(text)) and len(known) <= 4
