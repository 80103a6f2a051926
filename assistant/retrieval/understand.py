"""From the conversation to the question: spelling, other words, parts, follow-ups, names, intent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Message
from assistant.retrieval.comparisons import EACH, says_no_more, sides_of, without_names
from assistant.retrieval.denials import only_replies, without_denials
from assistant.retrieval.framing import unframed
from assistant.retrieval.intents import asks_how_often, intent_of
from assistant.retrieval.keywords import Stemmer, content_words
from assistant.retrieval.names import Named, Names
from assistant.retrieval.parts import asks, parts_of
from assistant.retrieval.populations import asked_for, need_care
from assistant.retrieval.vocabulary import Vocabulary, only_complains, telling_words

_EXERCISE_ONLY = frozenset({"easier", "harder", "mistakes", "where", "more"})
_PRONOUN = re.compile(r"\b(it|them|those|these|that|this|they|one|ones|same|there)\b", re.IGNORECASE)
_CONTINUES = re.compile(
    r"^\s*(and|but|or|so|also|ok(ay)?|what about|how about|what if|then|plus|why|how (many|often|long|much|come)|"
    r"when|which|where|for how long|is (it|that)|are (they|those)|can i|should i|do i|does it|will it|"
    r"instead|any|really|even)\b",
    re.IGNORECASE,
)
_AND_THEN = re.compile(r"^\s*(and|but|or|what about|how about|what if)\b", re.IGNORECASE)
_COMPARING = frozenset({"compare", "about", "choice", "what-is", "easier", "harder"})
_SAYS_ITSELF = 6  # content words from which a question is read without the statement before it
_MOST_SHOWN = 3  # exercises whose amounts are told at once
_OF_EXERCISES = re.compile(r"\b(exercis|strength|glute|drill)", re.IGNORECASE)
_SHOWN = 3000  # characters of an assistant's turn that are read for the exercise it shows


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
    carried: tuple[str, ...] = ()  # those of `documents` that only an earlier turn named
    own: str = ""  # its own words, in the guidance's words
    name_stems: frozenset[str] = frozenset()  # stems of `own` that name documents
    answered: str = ""  # the intent of the question that it leans on
    rest_of: "Question | None" = None  # the question whose answer is to go on
    populations: frozenset[str] = frozenset()  # groups of people that the conversation names
    complains: bool = False  # it says no more than that a place hurts: "knee pain for six weeks now"
    asks: bool = True
    compares: str = ""  # its own words before a story was added, in which two things may be set side by side
    shown: tuple[str, ...] = ()  # exercises that the answer before showed, none of which the person has named
    sides: "tuple[Question, ...]" = ()  # of a comparison: what each of the things compared is answered by alone


def points_back(text: str) -> bool:
    """Say whether a text speaks of what was said before: "how do I work it out from that?"."""
    return _PRONOUN.search(text) is not None


class Understanding:
    """Reads questions against the guidance's vocabulary and names."""

    def __init__(self, vocabulary: Vocabulary, names: Names, stemmer: Stemmer) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._stemmer = stemmer

    def read(self, messages: Sequence[Message]) -> tuple[Question, ...]:
        """Return the questions of the last user message, in order; at least one."""
        populations = asked_for(message.text for message in messages if message.role == "user")
        asking = asks(messages[-1].text)
        told = self._told_by_person(messages)
        return tuple(
            replace(
                question,
                populations=populations,
                sides=self._sides(question, told, populations),
                complains=question.intent == "about" and not question.follows and only_complains(question.own),
                asks=asking,
            )
            for question in self._questions(messages)
        )

    def _questions(self, messages: Sequence[Message]) -> tuple[Question, ...]:
        earlier = self._earlier(messages)
        if earlier is not None and only_replies(messages[-1].text):
            # A reply to a card's question asks what was asked before.
            return (replace(earlier, asked=messages[-1].text),)
        questions: list[Question] = []
        parts = parts_of(without_denials(messages[-1].text))
        story = self._question(parts.story, earlier) if parts.story else None
        for part in parts.questions:
            before = questions[-1] if questions else (story or earlier)
            question = self._question(part, before)
            if questions and not question.documents:  # the rest of a message is likely about the same
                question = replace(question, documents=questions[-1].documents, carried=questions[-1].documents)
            questions.append(self._told(question, story) if story else question)
        return tuple(questions)

    def _told(self, question: Question, story: Question) -> Question:
        """Read a short question with the statement before it: "The flu cost me two weeks. Where do I pick it up?"."""
        words = content_words(question.own)
        if len(words) > _SAYS_ITSELF or question.intent == "more":
            return question
        text = question.text if question.text.startswith(story.text) else f"{story.text} {question.text}"
        documents = tuple(dict.fromkeys((*question.documents, *story.documents)))
        return replace(
            question,
            text=text,
            own=f"{story.own} {question.own}",
            documents=documents,
            exercises=question.exercises or story.exercises,
            carried=tuple(name for name in question.carried if name not in story.documents),
            name_stems=question.name_stems | story.name_stems,
        )

    def _earlier(self, messages: Sequence[Message]) -> Question | None:
        """Return what the conversation was about before the last message."""
        question: Question | None = None
        for message in messages[:-1]:
            if message.role == "assistant":
                question = self._with_shown(question, message.text) if question else None
            elif content_words(message.text) and not (question and only_replies(message.text)):
                question = self._question(parts_of(without_denials(message.text)).questions[-1], question)
        return question

    def _with_shown(self, question: Question, shown: str) -> Question:
        """Add the exercises that an answer showed, for "how many of those?"; of "it" the first is meant."""
        if question.exercises:
            return question
        found = sorted(self._names.find(shown[:_SHOWN]), key=lambda name: name.start)
        exercises = tuple(dict.fromkeys(n.document for n in found if n.is_exercise and (n.words > 1 or n.is_title)))
        if not exercises:
            return question
        first = exercises[:1]
        return Question(
            question.asked, question.text, question.intent, (*question.documents, *first), first,
            question.follows, (*question.carried, *first), question.own, shown=exercises[:_MOST_SHOWN],
        )  # fmt: skip

    def _question(self, part: str, before: Question | None) -> Question:
        mended = unframed(self._vocabulary.mend(part))
        own = self._vocabulary.rewrite(mended)
        named = self._names.find(own)
        intent = intent_of(mended)
        documents = tuple(dict.fromkeys(name.document for name in named))
        exercises = tuple(dict.fromkeys(name.document for name in named if name.is_exercise))
        stems = frozenset(stem for name in named for stem in name.stems)
        if before is None or not self._leans(mended, bool(exercises), intent):
            return Question(part, own, intent, documents, exercises, own=own, name_stems=stems, compares=own)
        carried = tuple(name for name in before.documents if name not in documents)
        if intent == "more":
            goes_on = before.rest_of or before
            return Question(part, goes_on.text, goes_on.intent, goes_on.documents, goes_on.exercises, True,
                            goes_on.carried, goes_on.own, goes_on.name_stems, rest_of=goes_on)  # fmt: skip
        if intent == "about" and asks_how_often(mended):
            intent = "dose"  # "and every day?" asks how often, whatever was asked before
        told = telling_words(own) or asks_how_often(own)
        if intent == "dose" and not exercises and not told and _OF_EXERCISES.search(before.text):
            own = f"{own} sets and repeats"  # of which "how many of those?" asks, after exercises
        # "and on grass?" asks what was asked before, of something else; "how many?" something else of the same.
        if intent == "about" and before.intent != "about" and _AND_THEN.match(mended):
            intent = before.intent if not exercises else intent
        return Question(
            part,
            f"{before.text} {own}",
            intent,
            (*documents, *carried),
            exercises or before.exercises,
            True,
            carried,
            own,
            stems,
            before.intent,
            shown=() if exercises else before.shown,
        )

    def _told_by_person(self, messages: Sequence[Message]) -> list[str]:
        """Return the person's messages in the guidance's words, without what they deny and those that only reply."""
        own = [message.text for message in messages if message.role == "user"]
        telling = [text for text in own if content_words(text) and not only_replies(text)] or own[-1:]
        return [self._vocabulary.rewrite(self._vocabulary.mend(without_denials(text))) for text in telling]

    def _sides(self, question: Question, told: Sequence[str], populations: frozenset[str]) -> tuple[Question, ...]:
        """Return the questions that a comparison is answered by where no section compares; empty where it is none.

        Who tells of a condition is not answered as if anybody had asked: such a question stays whole.
        """
        if question.intent not in _COMPARING or not question.compares:
            return ()
        sides = sides_of(question.compares, self._names, self._stemmer)
        if not sides or not says_no_more(sides, told[-1], self._stemmer) or need_care(self._groups(told)):
            return ()
        named = frozenset(stem for side in sides for one in side for stem in one.stems)
        words = telling_words(question.compares)
        rest = " ".join(word for word in words if not named & set(self._stemmer.stems(word)))
        return tuple(replace(self._side(side, rest), populations=populations) for side in sides)

    def _groups(self, told: Sequence[str]) -> frozenset[str]:
        """Return the groups of people named otherwise than by an exercise: a "step" is one, and a "sit to stand"."""
        exercises = ((text, [one for one in self._names.find(text) if one.is_exercise]) for text in told)
        return asked_for(without_names(named, text, self._stemmer) for text, named in exercises)

    def _side(self, side: Sequence[Named], rest: str) -> Question:
        """Return the question for one of two things compared: of an exercise its card, of a topic whether it helps."""
        name, stems = side[0].text, frozenset(stem for one in side for stem in one.stems)
        documents = tuple(dict.fromkeys(one.document for one in side))
        if side[0].is_exercise:
            # "Bridges" alone is too little to be found by.
            return Question(name, side[0].title, EACH, documents, documents, own=name, name_stems=stems)
        text = f"does {name} help {rest}?".replace("itband", "it band")
        return Question(name, text, EACH, documents, own=text, name_stems=stems)

    def _leans(self, text: str, names_exercise: bool, intent: str) -> bool:
        """Say whether a message needs the one before it to be understood."""
        if names_exercise:
            return False
        words = content_words(text)
        known = [word for word in words if self._vocabulary.knows(word)]
        if len(words) <= 1 or intent in _EXERCISE_ONLY or not telling_words(text):
            return True
        if _CONTINUES.match(text) and len(known) <= 3:
            return True
        return points_back(text) and len(known) <= 4
