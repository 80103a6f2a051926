"""Questions that name a thing and ask no more than what is known of it."""

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("message", "section"),
    [
        ("what does the evidence say about dry needling", "Does dry needling or massage help ITBS?"),
        ("is there any evidence for ice", "Does ice or heat help ITBS?"),
        ("what does the research say about minimalist shoes", "Should I go barefoot or minimalist?"),
        ("any good, walking poles?", "Do walking poles help?"),
        ("thoughts on insoles", "Do insoles or orthotics help, and will they sort this out?"),
    ],
)
def test_what_is_known_of_a_thing_is_told(assistant: Assistant, message: str, section: str) -> None:
    assert section in {citation.section for citation in assistant.reply([message]).citations}


@pytest.mark.parametrize("thing", ["reiki", "acupressure mats", "turmeric", "copper bracelets"])
def test_the_evidence_for_what_the_guidance_lacks_is_not_made_up(assistant: Assistant, thing: str) -> None:
    for message in (f"what does the research say about {thing}", f"any good, {thing}?", f"thoughts on {thing}"):
        assert not assistant.reply([message]).citations, message


def test_whether_an_exercise_is_any_good_is_not_answered_by_why_it_cramps(assistant: Assistant) -> None:
    reply = assistant.reply(["any evidence for glute bridges?"])
    assert reply.citations[0].document == "glute-bridge"
