"""What is quoted beside what: no other question's yes or no, no stray stop rule, nothing twice."""

import numpy as np
import pytest

from assistant.answer.compose import compose, stop_rule
from assistant.answer.selection import Evidence, Sentences, novel
from assistant.answer.sentences import quotation
from assistant.domain import Chunk, Document, Passage, Section, Sentence, Vector
from assistant.retrieval.intents import intent_of
from assistant.retrieval.understand import Question
from tests.fakes import WordEmbeddings


def document(name: str, sections: list[tuple[str, list[str]]]) -> Document:
    """Build a topic of headings and sentences."""
    text, made = "", []
    for heading, lines in sections:
        start, sentences = len(text), []
        for line in lines:
            sentences.append(Sentence(len(text), len(text) + len(line)))
            text += line + " "
        made.append(Section((name, heading), start, len(text), tuple(sentences)))
    return Document(name, name, text, tuple(made), f"{name}.md", "hash", kind="topic")


def answer(one: Document, question: str, scores: list[float]) -> list[str]:
    """Compose from the sections of a document, scored in their order."""
    embedder = WordEmbeddings()
    vectors: dict[tuple[str, int], Vector] = {
        (one.id, s.start): embedder.embed([one.text[s.start : s.end]])[0] for x in one.sections for s in x.sentences
    }
    passages = [
        Passage(Chunk(f"c{n}", one.id, n, x.start, x.end, x.heading), score, dense=0.5, sparse=1.0, heading=0.5)
        for n, (x, score) in enumerate(zip(one.sections, scores, strict=True))
    ]
    asked = Question(question, question, intent_of(question), own=question)
    passages.sort(key=lambda passage: -passage.score)
    draft = compose(
        [Evidence(asked, np.asarray(embedder.embed([question])[0]), tuple(passages))], Sentences({one.id: one}, vectors)
    )
    return [one.text[q.start : q.end] for q in draft.quotations]


SCREEN = document(
    "screen",
    [
        ("Am I safe if my score is good?", ["A good score does not promise that you stay free of injury."]),
        ("Can a score clear me after surgery?", ["No, a good score does not clear you after surgery."]),
        ("What is a score?", ["A score is a number that somebody gives your movement."]),
        ("How is my score read?", ["Your score is read with your past injury and your good days."]),
    ],
)  # fmt: skip


def test_the_answer_opens_with_the_first_section() -> None:
    assert answer(SCREEN, "is my score good and am I safe?", [2.0, 0.5, 0.5, 0.5])[0].startswith("A good score")


@pytest.mark.parametrize("near", [1, 2])
def test_a_yes_or_no_and_a_definition_are_not_quoted_beside_another_answer(near: int) -> None:
    scores = [2.0, 0.5, 0.5, 0.5]
    scores[near] = 1.95
    shown = answer(SCREEN, "am I safe with a good score free of injury?", scores)
    assert shown == ["A good score does not promise that you stay free of injury."]


def test_a_near_section_is_quoted_as_well_and_a_far_one_is_not() -> None:
    question = "am I safe with a good score and past injury?"
    assert len(answer(SCREEN, question, [2.0, 0.5, 0.5, 1.9])) == 2
    assert len(answer(SCREEN, question, [2.0, 0.5, 0.5, 0.9])) == 1


def test_what_says_the_same_is_not_quoted_twice() -> None:
    line = "Walk on flat grass for ten minutes."
    one = document("walk", [("How do I walk?", [line]), ("Where do I walk?", [line])])
    assert answer(one, "how do I walk on flat grass?", [2.0, 1.9]) == [line]


@pytest.mark.parametrize(
    ("heading", "is_rule"),
    [
        ("When should I stop and see somebody?", True),
        ("When to move on, hold or stop", True),
        ("Stop if", True),
        ("Pain is 3 out of 10: should I carry on or stop?", True),
        ("How do I stop my knee going in when I squat?", False),
        ("Do vitamin D or calcium stop falls?", False),
        ("Can I stop my arch from falling?", False),
    ],
)
def test_a_stop_rule_comes_from_a_section_on_when_to_stop(heading: str, is_rule: bool) -> None:
    rules = stop_rule(document("rule", [(heading, ["Stop at 4 out of 10."])]))
    assert bool(rules) is is_rule


@pytest.mark.parametrize(
    ("second", "source", "is_told"),
    [
        ("About 44 in 100 people got well by 8 weeks.", "a2013", False),
        ("About 44 in 100 people got well by 8 weeks.", "b2019", True),  # another study's figures
        ("Nobody in the study had an operation in 8 weeks.", "a2013", True),
    ],
)
def test_the_figures_of_one_study_are_not_told_twice(second: str, source: str, is_told: bool) -> None:
    first = "Some 44% were fully better at 8 weeks."
    text = f"{first} {second}"
    told = Sentence(0, len(first), ("a2013",))
    again = Sentence(len(first) + 1, len(text), (source,))
    one = Document("d", "d", text, (Section(("d", "h"), 0, len(text), (told, again)),), "d.md", "hash", kind="topic")
    vectors = {
        ("d", 0): np.array([1.0, 0.0], dtype=np.float32),
        ("d", again.start): np.array([0.0, 1.0], dtype=np.float32),
    }
    more = [quotation(one, 0, again)]
    assert novel(more, [quotation(one, 0, told)], Sentences({"d": one}, vectors)) == (more if is_told else [])
