"""What a question leans on: the statement before it, the turn before, the exercise last shown."""

import pytest

from assistant.domain import Document, Message, Section, Sentence
from assistant.retrieval.keywords import Stemmer
from assistant.retrieval.names import Names
from assistant.retrieval.understand import Understanding
from assistant.retrieval.vocabulary import Vocabulary, read_synonyms

TEXT = (
    "Running on grass or the treadmill. Shoes last for miles. Flu and missed training weeks. A plan for walk-run. "
    "Stairs, clamshell and side plank, hold, repeats, sets. The knee clicks in step-downs. Pain, glutes, hips."
)


def document(name: str, kind: str, aliases: tuple[str, ...] = ()) -> Document:
    section = Section((name,), 0, len(TEXT), (Sentence(0, len(TEXT)),))
    return Document(name, name.replace("-", " "), TEXT, (section,), f"{name}.md", "hash", kind=kind, aliases=aliases)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    documents = [
        document("clamshell", "exercise", ("clams",)),
        document("side-plank", "exercise"),
        document("surfaces", "topic"),
        document("return-to-running", "topic"),
    ]
    stemmer = Stemmer()
    return Understanding(Vocabulary([TEXT], read_synonyms()), Names(documents, stemmer), stemmer)


def read(understanding: Understanding, *turns: str):
    return understanding.read([Message(turn) for turn in turns])[-1]


@pytest.mark.parametrize(
    ("turns", "words", "exercises"),
    [
        (("how do I do a clamshell?", "how many of those?"), ["clamshell"], ("clamshell",)),
        (("how do I do a clamshell?", "and the side plank?"), ["side plank"], ("side-plank",)),
        (("can I run on the treadmill?", "and on grass?"), ["treadmill", "grass"], ()),
        (("give me a walk-run plan", "what if it hurts?"), ["walk-run", "hurts"], ()),
        (("The flu cost me training weeks. Where do I pick it up?",), ["flu", "pick"], ()),
        (("My knee clicks in step-downs. Safe to carry on?",), ["clicks", "carry"], ()),
    ],
)
def test_what_is_searched_holds_what_the_question_leans_on(understanding, turns, words, exercises) -> None:
    question = read(understanding, *turns)
    assert all(word in question.text for word in words), question.text
    assert question.exercises == exercises


def test_a_question_that_says_enough_is_read_alone(understanding) -> None:
    long = "which shoes last for miles of running on grass or the treadmill with sore hips?"
    assert "flu" not in read(understanding, f"I had the flu. {long}").text


def test_a_new_subject_does_not_lean_on_the_turn_before(understanding) -> None:
    question = read(understanding, "how do I do a clamshell?", "what shoes last for miles of running on the treadmill?")
    assert not question.follows
    assert question.exercises == ()


def test_another_kind_of_question_says_what_was_answered_before(understanding) -> None:
    question = read(understanding, "give me a walk-run plan", "what if it hurts?")
    assert (question.answered, question.intent) == ("plan", "stop")


def test_the_exercise_that_an_answer_showed_is_meant_by_those(understanding) -> None:
    messages = [
        Message("which exercise first?"),
        Message("Start with the side plank.", "assistant"),
        Message("how many?"),
    ]
    assert understanding.read(messages)[-1].exercises == ("side-plank",)


def test_more_goes_on_with_the_same_question(understanding) -> None:
    question = read(understanding, "can I run on the treadmill?", "tell me more")
    assert question.rest_of is not None
    assert question.text == question.rest_of.text


def test_how_often_is_asked_whatever_was_asked_before(understanding) -> None:
    assert read(understanding, "which exercises are best?", "and every day?").intent == "dose"
    assert read(understanding, "which exercises are best?", "and on the treadmill?").intent == "choice"


def test_how_many_of_those_means_each_exercise_that_an_answer_showed(understanding) -> None:
    messages = [
        Message("which exercises for my glutes?"),
        Message("A usual start is the clamshell and the side plank.", role="assistant"),
        Message("how many of those?"),
    ]
    question = understanding.read(messages)[-1]
    assert question.shown == ("clamshell", "side-plank") and question.exercises == ("clamshell",)
    messages[-1] = Message("how many side planks?")
    assert understanding.read(messages)[-1].shown == ()


def test_how_many_after_exercises_asks_for_sets_and_repeats(understanding) -> None:
    assert "sets and repeats" in read(understanding, "give me 3 exercises for my glutes", "how many of those").own
    assert "sets" not in read(understanding, "how far on the treadmill?", "how many of those").own


def test_a_comparison_holds_a_question_for_each_side(understanding) -> None:
    sides = read(understanding, "clams or side planks?").sides
    assert [side.exercises for side in sides] == [("clamshell",), ("side-plank",)]
    assert not read(understanding, "how many clams or side planks?").sides


def test_what_each_of_two_is_answered_by_knows_who_asks(understanding) -> None:
    question = read(understanding, "I cycle to work", "clamshell or side plank?")
    assert len(question.sides) == 2
    assert all(side.populations == question.populations for side in question.sides)
    assert "cyclists and hikers" in question.populations
