"""What is asked after an answer, and what is offered where there is none."""

import pytest

from assistant import Assistant
from assistant.answer.follow_ups import nearest_topics
from assistant.domain import Chunk, Document, Passage, Route, Section, Sentence


def talk(assistant: Assistant, *turns: str):
    messages: list[dict[str, str]] = []
    for turn in turns:
        messages.append({"role": "user", "content": turn})
        reply = assistant.reply(messages)
        messages.append({"role": "assistant", "content": reply.text})
    return reply


def test_how_many_of_those_gives_the_amount_of_each_exercise_shown(assistant: Assistant) -> None:
    reply = talk(assistant, "give me 3 exercises for my glutes", "how many of those")
    assert [card.id for card in reply.exercises] == ["clamshell", "glute-bridge", "side-lying-leg-raise"]
    assert all(card.how_much and card.stop_if for card in reply.exercises)


def test_how_often_of_each_gives_days(assistant: Assistant) -> None:
    reply = talk(assistant, "which exercises help itbs", "how many of each", "and how often")
    assert all("days a week" in card.how_much[0] for card in reply.exercises) and len(reply.exercises) == 3


def test_how_many_of_those_without_the_answer_gives_sets_and_repeats(assistant: Assistant) -> None:
    reply = assistant.reply(["give me 3 exercises for my glutes", "how many of those"])
    assert any("repeats" in sentence.text for sentence in reply.sentences)
    assert "Not feeling your glutes" not in reply.text


@pytest.mark.parametrize("message", ["how much does a physio session cost", "what is the price of orthotics"])
def test_a_price_is_not_answered_by_something_else(assistant: Assistant, message: str) -> None:
    reply = assistant.reply([message])
    assert reply.abstained and reply.follow_ups


def test_offers_share_meaning_with_the_question(assistant: Assistant) -> None:
    assert "How is ITBS diagnosed?" not in assistant.reply(["do compression sleeves work"]).follow_ups


def test_a_heading_far_from_the_question_is_not_offered() -> None:
    sections = tuple(Section((name,), 0, 1, (Sentence(0, 1),)) for name in ("Near?", "Far?"))
    documents = {"d": Document("d", "d", "x", sections, "d.md", "hash")}
    passages = [
        Passage(Chunk(str(n), "d", n, 0, 1, "x"), 1.0, dense=near, heading=near) for n, near in enumerate((0.5, 0.3))
    ]
    assert nearest_topics(passages, documents, lambda _: True) == ("Near?",)


@pytest.mark.parametrize("asked", ["do blue light glasses help athletes sleep", "what goes in a training diary"])
def test_no_offer_is_declined_when_it_is_pressed(assistant: Assistant, asked: str) -> None:
    offered = assistant.reply([asked]).follow_ups
    assert offered
    assert [one for one in offered if assistant.reply([asked, one]).route is Route.DECLINE] == []


def test_what_is_done_is_named_without_an_article(assistant: Assistant) -> None:
    assert any(
        "make foam rolling the outer thigh" in one for one in assistant.reply(["foam roll every day?"]).follow_ups
    )


def test_a_follow_up_does_not_say_again_what_it_does_not_ask(assistant: Assistant) -> None:
    reply = assistant.reply(["how much sleep do i need", "what if i cant sleep"])
    assert "Get out of bed" in reply.text and "7 to 9 hours" not in reply.text
    # What it speaks of is shown again.
    again = assistant.reply(["what goes in a training diary", "how do I work out the load score from it?"])
    assert "minutes" in again.text
