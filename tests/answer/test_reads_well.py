"""What a reader of an answer needs: the point first, lines for them and not for others, nothing torn."""

import pytest

from assistant import Assistant, Route
from assistant.answer.exercises import exercise_answer
from assistant.answer.wording import plain_words


@pytest.mark.parametrize(
    ("messages", "first"),
    [
        (["clamshell", "what about the other side"], "sore side on top"),
        (["how many clamshells", "when do i make it harder"], "harder when"),
        (["side plank hurts my shoulder"], "if your shoulder hurts"),
        (["which exercises help itbs"], "clamshell, the glute bridge and the side-lying leg raise"),
        (["is there that one with a band"], "Band exercises"),
        (["knee cracks when squatting"], "cracks without pain"),
        (["no swelling, no night pain, just a sore outer knee, what can I do"], "pain pattern"),
        (["how much rest do I need after a race"], "rest days"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
def test_the_point_comes_first(assistant: Assistant, messages: list[str], first: str) -> None:
    assert first in assistant.reply(messages).sentences[0].text


@pytest.mark.parametrize(
    ("message", "named"),
    [("what's a good walking routine", False), ("a good walking routine while I am pregnant", True),
     ("which exercises are good for balance at 75", True)],
)  # fmt: skip
def test_guidance_for_a_group_needs_its_name(assistant: Assistant, message: str, named: bool) -> None:
    documents = {citation.document for citation in assistant.reply([message]).citations}
    assert bool(documents & {"pregnancy-and-after", "mobility-for-older-adults"}) is named


def test_a_bare_family_name_leads_to_its_easiest_exercise(assistant: Assistant) -> None:
    levels = ("beginner", "intermediate", "advanced")
    planks = [assistant.document(name) for name in ("side-plank", "plank-hip-extension")]
    easiest = min(planks, key=lambda plank: levels.index(str(plank.extra["level"])))
    assert assistant.reply(["plank"]).exercises[0].id == easiest.id


@pytest.mark.parametrize("name", ["glute bridge", "hip thrust", "calf raise", "step-down"])
def test_an_exercise_shown_whole_keeps_its_stop_rule_and_is_short(assistant: Assistant, name: str) -> None:
    reply = assistant.reply([f"how do I do a {name}?"])
    assert reply.exercises[0].stop_if
    assert any("stop" in line.lower() for line in reply.exercises[0].stop_if)
    assert not any("pregnan" in sentence.text.lower() for sentence in reply.sentences)


def test_a_complaint_without_fitting_guidance_gets_its_card_alone(assistant: Assistant) -> None:
    reply = assistant.reply(["my heel has been sore for 4 weeks"])
    assert reply.card is not None and not reply.sentences and not reply.abstained


def test_a_plan_that_is_not_there_is_told_with_the_nearest(assistant: Assistant) -> None:
    reply = assistant.reply(["marathon plan for a beginner"])
    assert reply.abstained and reply.follow_ups


def test_a_plan_in_stages_is_not_torn(assistant: Assistant) -> None:
    texts = [sentence.text for sentence in assistant.reply(["how soon after a flare can i run"]).sentences]
    stages = [text for text in texts if text.startswith(("On days", "In week"))]
    assert [text[:12] for text in stages] == ["On days 0 to", "On days 2 to", "On days 4 to", "In week 2, c"]


@pytest.mark.parametrize("intent", ["dose", "often", "harder"])
def test_a_stop_rule_stands_beside_every_amount(assistant: Assistant, intent: str) -> None:
    exercises = [document for document in assistant.documents.values() if document.kind == "exercise"]
    assert len(exercises) > 20
    for document in exercises:
        rules = [
            document.quote(q.start, q.end) for s in document.sections if s.heading == "Stop if" for q in s.sentences
        ]
        shown = [document.quote(q.start, q.end) for q in exercise_answer(document, intent)]
        if any("stop" in rule.lower() for rule in rules):
            assert any("stop" in line.lower() for line in shown if line in rules), document.id


@pytest.mark.parametrize(
    ("message", "unanswered"),
    [
        ("does foam rolling help and what about cupping", ("what about cupping",)),
        ("which shoes help? also can I take collagen? and how do I do a side plank?", ("also can I take collagen?",)),
        ("which shoes help? and can I run on grass?", ()),
        ("does foam rolling help", ()),
    ],
)
def test_a_part_that_the_guidance_lacks_is_said_to_be_so(
    assistant: Assistant, message: str, unanswered: tuple[str, ...]
) -> None:
    reply = assistant.reply([message])
    assert reply.unanswered == unanswered
    assert all(asked in reply.text for asked in unanswered)
    assert reply.sentences


def test_words_said_back_hold_no_markup() -> None:
    said = plain_words("what about <b>[cupping](https://example.org)</b> *now* " + "word " * 40)
    assert not set(said) & set("<>[]()*") and said.endswith("…") and len(said) < 100


def test_a_follow_up_does_not_get_the_same_answer_again(assistant: Assistant) -> None:
    first = assistant.reply(["what is ITBS"])
    then = assistant.reply(["what is ITBS", "is it serious"])
    assert [s.text for s in then.sentences] != [s.text for s in first.sentences]
    assert then.sentences


def test_no_question_is_offered_that_would_be_referred(assistant: Assistant) -> None:
    for message in ("what is ITBS", "how do I know it is ITBS", "knee pain when running", "why does my knee hurt"):
        for offer in assistant.reply([message]).follow_ups:
            assert assistant.reply([offer]).route is not Route.REFER, offer


@pytest.mark.parametrize("message", ["does stretching help itbs", "how long should running shoes last", "ice or heat"])
def test_both_sides_are_said_to_be_quoted_only_where_they_are(assistant: Assistant, message: str) -> None:
    reply = assistant.reply([message])
    conflicting = [s for s in reply.sentences if reply.citations[s.citation - 1].evidence == "conflicting"]
    assert ("both sides are quoted" in reply.text) is (len(conflicting) > 1)
    assert ("Studies disagree here." in reply.text) is (len(conflicting) == 1)


def test_a_section_for_a_group_needs_its_name_in_a_document_for_everybody(assistant: Assistant) -> None:
    sections = {citation.section for citation in assistant.reply(["cant sleep because of knee"]).citations}
    assert sections and "How do I sleep after a knee replacement?" not in sections


def test_an_exercise_that_cannot_be_done_is_made_easier(assistant: Assistant) -> None:
    reply = assistant.reply(["what if i cant do single leg squats"])
    assert reply.citations[0].section == "Make it easier"
