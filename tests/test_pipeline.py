"""The line: one test per route and one per failing step; the same bytes twice."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Reply, Route, Settings
from assistant.errors import GuidanceError, SettingsError, VectorIndexError

ROOT = Path(__file__).resolve().parent.parent

QUESTIONS = [
    ["which shoes help with IT band pain?"],
    ["how do i do a clamshell"],
    ["Which shoes help?", "and on grass?"],
    ["should i stretch my IT band"],
    ["is there a walk run plan?"],
    ["outer knee sore for 2 months", "which exercises help?"],
    ["how much cadmium is in a standard bicycle bell and does it itch?"],
]


def without_timings(reply: Reply) -> str:
    return json.dumps(reply.model_dump(mode="json", exclude={"timings_ms"}), sort_keys=True)


@pytest.mark.parametrize(
    "messages",
    [["how do i do a clamshell", "should i do it every day?"], ["how often should I do step-downs"]],
    ids=lambda messages: messages[-1],
)
def test_who_asks_how_often_is_told_the_days_first(assistant: Assistant, messages: list[str]) -> None:
    assert "days a week" in assistant.reply(messages).sentences[0].text


@pytest.mark.parametrize(
    ("messages", "route"),
    [
        (["my knee is red hot, swollen and I have a fever"], Route.EMERGENCY),
        (["i want to kill myself"], Route.CRISIS),
        (["I can't put any weight on my knee since I twisted it"], Route.URGENT),
        (["outer knee pain for 6 weeks, which stretches?"], Route.REFER),
        (["which shoes help with IT band pain?"], Route.ANSWER),
        (["what is the capital of France?"], Route.DECLINE),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_each_route_shows_what_belongs_to_it(assistant: Assistant, messages: list[str], route: Route) -> None:
    reply = assistant.reply(messages)
    assert reply.route is route
    assert (reply.card is None) == (route is Route.ANSWER)
    if route in (Route.EMERGENCY, Route.CRISIS, Route.URGENT):
        assert reply.sentences == () and reply.exercises == ()
        assert reply.card is not None and reply.card.contacts
    if route not in (Route.ANSWER, Route.DECLINE):
        assert reply.reasons and reply.reasons[0].rule and reply.reasons[0].reference


def test_a_question_after_a_plan_is_answered_without_the_whole_plan_again(assistant: Assistant) -> None:
    plan = "give me a walk-run plan"
    assert "Step 10" in assistant.reply([plan]).text
    after = assistant.reply([plan, "what if it hurts?"])
    assert "Step 10" not in after.text
    assert "stop running" in after.text


def test_retrieval_finds_guidance_for_a_message_that_shows_none(assistant: Assistant) -> None:
    messages = ["I have a fever and a red hot swollen knee. Which shoes help?"]
    assert assistant.reply(messages).citations == ()
    assert "footwear" in assistant.find(messages)[:4]


@pytest.mark.parametrize("message", ["should I stop taking my painkillers?", "x-ray shows a bone spur on my ankle"])
def test_what_only_a_clinician_decides_is_said_before_general_guidance(assistant: Assistant, message: str) -> None:
    reply = assistant.reply([message])
    assert reply.route is Route.REFER and reply.sentences
    assert reply.card is not None and reply.text.index(reply.card.heading) < reply.text.index(reply.sentences[0].text)


@pytest.mark.parametrize("messages", QUESTIONS, ids=lambda messages: messages[-1][:30])
def test_every_sentence_is_a_quotation_with_its_exact_span(assistant: Assistant, messages: list[str]) -> None:
    reply = assistant.reply(messages)
    for citation in reply.citations:
        assert assistant.document(citation.document).text[citation.start : citation.end] == citation.quote
    for sentence in reply.sentences:
        assert sentence.text in reply.citations[sentence.citation - 1].quote
        assert sentence.text in reply.text
    assert [citation.n for citation in reply.citations] == list(range(1, len(reply.citations) + 1))


def test_the_matched_words_are_the_persons_own(assistant: Assistant) -> None:
    messages = ["hello", "my calf is hot and swollen since the flight"]
    reply = assistant.reply(messages)
    matched = [words for reason in reply.reasons for words in reason.matched]
    assert matched
    for words in matched:
        assert messages[words.turn][words.start : words.end] == words.text


@pytest.mark.parametrize("messages", QUESTIONS, ids=lambda messages: messages[-1][:30])
def test_the_same_question_gives_the_same_bytes(assistant: Assistant, messages: list[str]) -> None:
    assert without_timings(assistant.reply(messages)) == without_timings(assistant.reply(messages))


@pytest.mark.slow
def test_the_same_bytes_across_processes(assistant: Assistant, corpus_index: Path) -> None:
    code = (
        "import json,sys; from datetime import date; from pathlib import Path\n"
        "from assistant import Assistant, Settings\n"
        f"a = Assistant.open(Settings(index_dir=Path({str(corpus_index)!r})), today=date(2026, 11, 24))\n"
        "for m in json.loads(sys.argv[1]):\n"
        "    r = a.reply(m).model_dump(mode='json', exclude={'timings_ms'}); print(json.dumps(r, sort_keys=True))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(QUESTIONS)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == [without_timings(assistant.reply(messages)) for messages in QUESTIONS]


@pytest.mark.parametrize("messages", [QUESTIONS[0], ["my knee is red hot, swollen and I have a fever"]])
def test_a_stream_is_the_same_answer_in_pieces(assistant: Assistant, messages: list[str]) -> None:
    events = list(assistant.stream(messages))
    assert events[-1].type == "done" and events[-1].reply is not None
    assert "".join(event.delta for event in events if event.type == "text") == events[-1].reply.text
    assert without_timings(events[-1].reply) == without_timings(assistant.reply(messages))
    assert (events[0].type == "card") == (events[-1].reply.card is not None)


def test_a_reply_goes_through_json_and_back(assistant: Assistant) -> None:
    reply = assistant.reply(QUESTIONS[1])
    assert Reply.model_validate_json(reply.model_dump_json()) == reply


def test_messages_may_be_mappings_of_both_roles(assistant: Assistant) -> None:
    plain = assistant.reply(["how do i do a clamshell", "how many of those?"])
    mapped = assistant.reply(
        [
            {"role": "user", "content": "how do i do a clamshell"},
            {"role": "assistant", "content": "Lie on your side."},
            {"role": "user", "content": "how many of those?"},
        ]
    )
    assert plain.citations == mapped.citations
    assert plain.citations[0].document == "clamshell"


@pytest.mark.parametrize(
    ("messages", "what"),
    [
        ([], "no message"),
        ("knee", "no message"),
        ([{"role": "system", "content": "x"}], "neither text nor a message"),
        ([{"role": "assistant", "content": "x"}], "not the user's"),
        (["x" * 60_001], "60001 characters"),
        (["x"] * 201, "201 messages"),
    ],
)
def test_messages_in_another_form_are_refused(assistant: Assistant, messages: Any, what: str) -> None:
    with pytest.raises(SettingsError, match=what):
        assistant.reply(messages)


def test_exercise_cards_are_quotations_too(assistant: Assistant) -> None:
    reply = assistant.reply(["how do i do a clamshell"])
    card = reply.exercises[0]
    own = {c.n for c in reply.citations if c.document == "clamshell"}
    lines = [
        line for field in ("starting_position", "steps", "cues", "how_much", "stop_if") for line in getattr(card, field)
    ]
    assert card.steps and card.stop_if and card.how_much
    assert lines == [sentence.text for sentence in reply.sentences if sentence.citation in own]
    assert all(line in reply.text for line in lines)


@pytest.fixture
def broken(tmp_path: Path) -> Assistant:
    (tmp_path / "empty").mkdir()
    return Assistant.open(
        Settings(corpus_dir=tmp_path / "empty", index_dir=tmp_path / "none"), today=date(2026, 11, 24)
    )


def test_without_guidance_the_cards_still_come(broken: Assistant) -> None:
    assert isinstance(broken.trouble, GuidanceError)
    reply = broken.reply(["my calf is hot and swollen and I am short of breath"])
    assert reply.route is Route.EMERGENCY
    assert reply.card is not None and reply.card.contacts


def test_without_guidance_a_question_is_told_so(broken: Assistant) -> None:
    reply = broken.reply(["which shoes help?"])
    assert (reply.route, reply.abstained, reply.abstain_reason) == (Route.ANSWER, True, "not_ready")


def test_an_index_that_fails_while_running_takes_no_card_away(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*arguments: object, **named: object) -> None:
        raise VectorIndexError("gone", where="chroma", mend="ingest again")

    ranking = assistant._pipeline._guidance.retriever.ranking  # type: ignore[union-attr]
    monkeypatch.setattr(ranking, "rank", gone)
    assert assistant.reply(["which shoes help?"]).abstain_reason == "not_ready"
    assert assistant.reply(["my knee is red hot, swollen and I have a fever"]).route is Route.EMERGENCY


def ask(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "ask", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.slow
def test_ask_in_the_terminal(corpus_index: Path, tmp_path: Path) -> None:
    index = str(corpus_index)
    shown = ask("which shoes help with IT band pain?", ASSISTANT_INDEX_DIR=index)
    assert shown.returncode == 0 and "[1]" in shown.stdout and "Sources" in shown.stdout
    reply = Reply.model_validate_json(ask("--json", "how do i do a clamshell", ASSISTANT_INDEX_DIR=index).stdout)
    assert reply.exercises[0].id == "clamshell"


@pytest.mark.slow
def test_ask_with_bad_input_ends_with_2_and_one_message(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    places = {"ASSISTANT_CORPUS_DIR": str(tmp_path / "empty"), "ASSISTANT_INDEX_DIR": str(tmp_path / "none")}
    for refused in (ask("which shoes?", **places), ask("which shoes?", ASSISTANT_REGOIN="GB")):
        assert refused.returncode == 2
        assert refused.stdout == "" and "To mend:" in refused.stderr and "Traceback" not in refused.stderr
    assert ask("my knee is red hot, swollen and I have a fever", **places).returncode == 0
