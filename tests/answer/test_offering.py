"""Whatever a guest picks: warnings, steps, tables and both sides stay, and the length holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.compose import Draft, compose
from assistant.answer.offering import MOST_WORDS, Offer, accept, offer, text_of
from assistant.answer.selection import Evidence, Sentences
from assistant.answer.sentences import quotation
from assistant.domain import Document, Passage
from assistant.guidance.chunking import chunk_document
from assistant.guidance.parse import parse_file
from assistant.guidance.references import parse_references
from assistant.retrieval.understand import Question
from tests.fakes import WordEmbeddings

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
HEADER = """---
id: hills
title: Hills and the knee
topic: hills
kind: topic
summary: How to go back to hills.
audience: Adults
aliases: [hills]
based_on: [perriman2018, jewiss2017]
licence: CC-BY-4.0
reviewed_on: 2026-11-24
review_by: 2027-11-24
regions: []
---

# Hills and the knee

"""
TEXT = (
    HEADER
    + """## How do I go back to hills?

Hills come back last, after flat running feels normal. A usual first climb takes 2 minutes at an easy pace.
These climbs suit most people. Do not sprint downhill before week 4. A soft path spares the knee on the way down.
Some trials favour short climbs over long ones [@perriman2018; @jewiss2017, conflicting]. Other trials favour long
climbs over short ones [@jewiss2017; @perriman2018, conflicting]. Newer trials saw no difference between short and long
climbs [@perriman2018; @jewiss2017, conflicting]. Squats and bridges make the legs ready for hills.

## How do I walk downhill?

Walk downhill with short steps and a soft knee. The steps are listed here.

1. Lean a little forward on the hill.
2. Land softly on the downhill foot.
3. Turn across the hill on steep ground.

## Which hills suit each week?

A usual plan of hills is in the table below.

| Week | Hill | Time |
| --- | --- | --- |
| Week 1 | gentle hill | 10 minutes |
| Week 2 | steeper hill | 15 minutes |

## When should I stop on hills?

Stop the climb if pain reaches 4 out of 10. See a physiotherapist if the knee swells after hills.
"""
)


def document() -> Document:
    references = parse_references((CORPUS / "references.yaml").read_text(encoding="utf-8"), "references.yaml")
    return parse_file("hills.md", TEXT.encode(), references)


HILLS = document()
EMBED = WordEmbeddings()
ALL = [(number, s) for number, section in enumerate(HILLS.sections) for s in section.sentences]
SENTENCES = Sentences(
    {"hills": HILLS}, {("hills", s.start): EMBED.embed([HILLS.text[s.start : s.end]])[0] for _, s in ALL}
)


def part(text: str, intent: str = "about", *, rest_of: Question | None = None) -> Evidence:
    """Return the evidence of a question for which every section was found, the nearest in words first."""
    vector = EMBED.embed([text])[0]
    chunks = chunk_document(HILLS)
    near = [float(EMBED.embed([chunk.indexed])[0] @ vector) for chunk in chunks]
    passages = [
        Passage(chunk, 1.0 + 0.01 * score)
        for score, chunk in sorted(zip(near, chunks, strict=True), key=lambda one: -one[0])
    ]
    return Evidence(Question(text, text, intent, own=text, rest_of=rest_of), vector, tuple(passages))


PARTS = {
    "sentences": part("how do I go back to hills, climbs, short or long?"),
    "steps": part("walk downhill with short steps"),
    "table": part("which hills suit each week in the plan table", "plan"),
}


def offered(name: str, *, orders_only: bool = False) -> Offer:
    parts = [PARTS[name]]
    return offer(parts, compose(parts, SENTENCES), SENTENCES, orders_only=orders_only)


def words(draft: Draft) -> int:
    return sum(len(text_of((one,), SENTENCES).split()) for one in draft.quotations)


def shown(draft: Draft) -> str:
    return text_of(draft.quotations, SENTENCES)


def picks() -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 60), max_size=12, unique=True)


def within(numbers: list[int], one: Offer) -> list[int]:
    return list(dict.fromkeys(number % len(one.blocks) for number in numbers))


@pytest.mark.parametrize("name", PARTS)
@given(numbers=picks())
def test_whatever_is_picked_each_quotation_is_one_of_the_documents_sentences_once(
    name: str, numbers: list[int]
) -> None:
    one = offered(name)
    draft = accept(one, within(numbers, one), SENTENCES)
    assert set(draft.quotations) <= {quotation(HILLS, section, s) for section, s in ALL}
    assert len(set(draft.quotations)) == len(draft.quotations) > 0
    assert draft.exercises == one.draft.exercises


@pytest.mark.parametrize("name", PARTS)
@given(numbers=picks())
def test_whatever_is_picked_what_warns_or_belongs_together_stays(name: str, numbers: list[int]) -> None:
    one = offered(name)
    draft = accept(one, within(numbers, one), SENTENCES)
    kept = set(draft.quotations)
    for before in one.draft.quotations:
        text = text_of((before,), SENTENCES)
        if before.kind in ("step", "row") or before.evidence == "conflicting" or "Do not" in text or "Stop" in text:
            assert before in kept, text
    assert {side in shown(draft) for side in ("Some trials", "Other trials", "Newer trials")} in ({True}, {False})
    assert ("These climbs" not in shown(draft)) or ("easy pace. These climbs" in shown(draft))
    for kind in ("step", "row"):
        assert len({q for q in kept if q.kind == kind}) in (0, sum(s.kind == kind for _, s in ALL))


@pytest.mark.parametrize("name", PARTS)
@given(numbers=picks())
def test_whatever_is_picked_the_answer_is_no_longer_than_allowed(name: str, numbers: list[int]) -> None:
    one = offered(name)
    assert words(accept(one, within(numbers, one), SENTENCES)) <= max(MOST_WORDS, words(one.draft))


@pytest.mark.parametrize("name", PARTS)
@given(numbers=picks())
def test_who_may_only_order_drops_and_adds_nothing(name: str, numbers: list[int]) -> None:
    one = offered(name, orders_only=True)
    assert one.more == ()
    draft = accept(one, within(numbers, one), SENTENCES)
    assert sorted(q.start for q in draft.quotations) == sorted(q.start for q in one.draft.quotations)


def position(one: Offer, words: str) -> int:
    return next(at for at, block in enumerate(one.blocks) if words in text_of(block, SENTENCES))


def test_what_is_picked_comes_first_and_the_rest_of_the_draft_goes() -> None:
    one = offered("sentences")
    draft = accept(one, [position(one, "soft path"), position(one, "Hills come back last")], SENTENCES)
    assert shown(draft).startswith("A soft path spares the knee on the way down. Hills come back last")
    dropped = set(one.draft.quotations) - set(draft.quotations)
    assert [text_of((q,), SENTENCES) for q in dropped], "everything stayed: nothing could be chosen"


def test_a_sentence_beside_the_draft_may_be_picked_with_what_it_cannot_stand_without() -> None:
    one = offered("steps")
    draft = accept(one, [position(one, "Hills come back last"), position(one, "These climbs")], SENTENCES)
    assert "Hills come back last" in shown(draft)
    assert "easy pace. These climbs suit most people." in shown(draft)


def test_warnings_alone_are_no_answer() -> None:
    one = offered("sentences")
    warning = position(one, "Do not sprint")
    assert accept(one, [warning], SENTENCES) == one.draft
    assert accept(one, [], SENTENCES) == one.draft


def test_a_stop_rule_comes_with_advice_that_is_picked() -> None:
    parts = [part("walk downhill with short steps", "how-to")]
    one = offer(parts, compose(parts, SENTENCES), SENTENCES, orders_only=False)
    assert "Stop the climb" not in shown(one.draft)
    draft = accept(one, [position(one, "Squats and bridges"), position(one, "Walk downhill")], SENTENCES)
    assert shown(draft).endswith("Stop the climb if pain reaches 4 out of 10.")


def test_a_list_is_offered_with_the_sentence_that_says_what_it_is_for() -> None:
    one = offered("sentences")
    for block in one.more:
        if any(q.kind == "step" for q in block):
            assert text_of(block, SENTENCES).startswith("Walk downhill with short steps and a soft knee.")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([PARTS["sentences"], PARTS["steps"]], id="several-questions"),
        pytest.param([part("go on", "more", rest_of=PARTS["sentences"].question)], id="more-of-the-same"),
    ],
)
def test_several_questions_and_more_of_the_same_are_ordered_only(parts: list[Evidence]) -> None:
    one = offer(parts, compose(parts, SENTENCES), SENTENCES, orders_only=False)
    assert one.orders_only and one.more == ()
    draft = accept(one, [len(one.blocks) - 1], SENTENCES)
    assert draft.quotations[: len(one.own[-1])] == one.own[-1]
    assert set(draft.quotations) == set(one.draft.quotations)
