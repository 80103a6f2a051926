"""Where the line lies between an answer and "the guidance does not say"."""

from dataclasses import replace

import pytest

from assistant.domain import Chunk, Passage
from assistant.retrieval.answerable import features, outcome, probability, read_limits
from assistant.retrieval.keywords import KnownStems, Stemmer
from assistant.retrieval.understand import Question

STEMMER = Stemmer()
TEXTS = (
    "Shoes – Which shoes help?\nChoose comfortable trainers.",
    "Sleep – How much sleep?\nAdults sleep seven hours.",
)
KNOWN = KnownStems.of([STEMMER.stems(text) for text in TEXTS])


def passage(text: str, score: float, heading: float = 0.3) -> Passage:
    return Passage(Chunk("c", "d", 0, 0, 5, text), score, dense=0.5, sparse=1.0, heading=heading)


def asked(text: str) -> Question:
    return Question(text, text, "about", own=text)


@pytest.mark.parametrize(
    ("text", "score", "result"),
    [
        ("which trainers are comfortable?", 2.2, "answerable"),
        ("which trainers are comfortable?", 0.6, "not_in_guidance"),
        ("do bagpipes make trainers comfortable?", 1.6, "not_in_guidance"),
        ("what helps plantar fasciitis?", 2.6, "not_in_guidance"),  # a subject that no heading names
        ("???", 2.0, "unclear"),
    ],
)
def test_outcomes(text: str, score: float, result: str) -> None:
    assert outcome(asked(text), [passage(TEXTS[0], score)], STEMMER, KNOWN) == result


def test_nothing_found_is_not_in_the_guidance() -> None:
    assert outcome(asked("trainers"), [], STEMMER, KNOWN) == "not_in_guidance"


def test_a_word_the_guidance_lacks_counts_less_under_a_heading_that_asks_the_same() -> None:
    question = asked("are bagpipes comfortable?")
    far = features(question, [passage(TEXTS[0], 1.5, heading=0.4)], STEMMER, KNOWN)
    near = features(question, [passage(TEXTS[0], 1.5, heading=0.95)], STEMMER, KNOWN)
    assert (far.unknown, near.unknown) == (1.0, 0.0)


def test_what_one_of_the_passages_holds_is_covered() -> None:
    question = asked("hours of sleep")
    alone = features(question, [passage(TEXTS[0], 1.0)], STEMMER, KNOWN)
    both = features(question, [passage(TEXTS[0], 1.0), passage(TEXTS[1], 0.9)], STEMMER, KNOWN)
    assert alone.uncovered > both.uncovered == 0.0


def test_limits_are_read_and_each_feature_pulls_its_way() -> None:
    limits, page = read_limits()
    seen = features(asked("trainers"), [passage(TEXTS[0], 1.5)], STEMMER, KNOWN)
    middle = probability(seen, limits)
    assert probability(replace(seen, score=seen.score + 1), limits) > middle
    assert probability(replace(seen, uncovered=1.0), limits) < middle
    assert probability(replace(seen, unknown=1.0), limits) < middle
    assert page.constant > limits.constant
    assert 0 < limits.not_in_guidance_below < limits.answer_from < 1


def test_a_number_is_not_a_subject_that_the_guidance_could_lack() -> None:
    seen = features(asked("are trainers comfortable after 600?"), [passage(TEXTS[0], 1.5)], STEMMER, KNOWN)
    assert (seen.unknown, seen.uncovered) == (0.0, 0.0)


def test_a_word_that_names_a_document_is_known() -> None:
    named = replace(asked("zoomtape"), name_stems=frozenset({"zoomtap"}), documents=("d",))
    assert features(asked("zoomtape"), [passage(TEXTS[0], 1.5)], STEMMER, KNOWN).unknown == 1.0
    assert features(named, [passage(TEXTS[0], 1.5)], STEMMER, KNOWN).unknown == 0.0


def test_a_question_for_a_price_needs_a_price() -> None:
    told = "Shoes – Which shoes help?\nComfortable trainers cost $120."
    known = KnownStems.of([STEMMER.stems(text) for text in (*TEXTS, told)])
    question = asked("how much do comfortable trainers cost?")
    assert outcome(question, [passage(TEXTS[0], 2.6)], STEMMER, known) == "not_in_guidance"
    assert outcome(question, [passage(told, 2.6)], STEMMER, known) == "answerable"
    assert outcome(asked("how many comfortable trainers?"), [passage(TEXTS[0], 2.6)], STEMMER, known) == "answerable"
