"""Messages about the assistant itself have a card of their own; whatever says more is searched for."""

import pytest

from assistant import Assistant, Route
from assistant.answer.small_talk import small_talk, small_talk_cards
from assistant.domain import Message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("is this private?", "about-private"),
        ("hi, do you store my messages", "about-private"),
        ("who reads this?", "about-private"),
        ("are you a doctor", "about-me"),
        ("am I talking to a real person or a bot?", "about-me"),
        ("what's your name", "about-me"),
        ("what can you help with?", "about-help"),
        ("what is this for", "about-help"),
        ("how do you know that's true?", "about-sources"),
        ("where does this advice come from", "about-sources"),
        ("no", "say-more"),
        ("maybe", "say-more"),
        ("are you a doctor? my knee is sore", None),
        ("can you help me with my knee", None),
        ("what can you do for a sore hip", None),
        ("is this stretch safe", None),
        ("can you help me or I die", None),
        ("are you a doctor or ambulance", None),
        ("how does this work the glutes", None),
        ("private physio or NHS?", None),
        ("no swelling", None),
    ],
)
def test_small_talk_is_matched_whole(text: str, key: str | None) -> None:
    assert small_talk([Message(text)]) == key


@pytest.mark.parametrize(
    ("before", "last", "key"),
    [
        ("Choose a comfortable pair.", "no", "say-more"),
        ("**One question:** Does it wake you at night?", "no", None),
        ("Choose a comfortable pair.", "why?", None),
        ("Choose a comfortable pair.", "more", None),
    ],
)
def test_a_word_after_an_answer_goes_on_or_replies(before: str, last: str, key: str | None) -> None:
    assert small_talk([Message("which shoes help?"), Message(before, "assistant"), Message(last)]) == key


def test_small_talk_declines_with_its_card(assistant: Assistant) -> None:
    reply = assistant.reply(["is this private?"])
    assert reply.route is Route.DECLINE
    assert reply.card is not None
    assert reply.card.heading == small_talk_cards()["about-private"]["heading"]


def test_small_talk_lowers_nothing_that_was_raised(assistant: Assistant) -> None:
    told = "I can't put any weight on my knee since I twisted it"
    assert assistant.reply([told, "are you a doctor"]).route is Route.URGENT
