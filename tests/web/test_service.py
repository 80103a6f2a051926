"""Time and readiness: what a person gets when the machine is overwhelmed or the index is lost at run time."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.assembly import Assistant
from assistant.reply import Reply, ReplyEvent, Versions
from assistant.settings import Settings
from assistant.web import service
from tests.conftest import PROJECT
from tests.web.conftest import make_app
from tests.web.http_fakes import FakeAssistant

CHAT = "/api/v1/chat"
JSON, STREAM = "application/json", "text/event-stream"


class SlowReader(FakeAssistant):
    """Needs for ever for a conversation, and no time for one message."""

    gate = threading.Event()

    def reply(self, messages: Sequence[Any]) -> Reply:
        if sum(bool(m if isinstance(m, str) else m["content"]) for m in messages) > 1:
            self.gate.wait()
        return super().reply(messages)


@pytest.fixture
def slow(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TestClient, SlowReader]]:
    monkeypatch.setattr(service, "REPLY_TIME_S", 0.1)
    monkeypatch.setattr(service, "LAST_MESSAGE_TIME_S", 60)
    fake = SlowReader(settings)
    fake.gate.clear()
    yield TestClient(make_app(fake, settings)), fake
    fake.gate.set()


@pytest.mark.parametrize("accept", [JSON, STREAM])
@pytest.mark.parametrize("danger", ["chest pain", "end my life", "hot and swollen", "six weeks"])
def test_a_conversation_too_long_to_read_in_time_withholds_no_card(
    slow: tuple[TestClient, SlowReader], danger: str, accept: str
) -> None:
    client, fake = slow
    messages = ["Which shoes help?", {"role": "assistant", "content": "…"}, {"role": "user", "content": danger}]
    response = client.post(CHAT, json={"messages": messages}, headers={"Accept": accept})
    assert response.status_code == 200 and "call 999" in response.text
    # The other turns keep their places, by which the reasons of a reply count.
    emptied = ["", {"role": "assistant", "content": ""}, {"role": "user", "content": danger}]
    assert fake.asked[-1] == emptied


@pytest.mark.parametrize("accept", [JSON, STREAM])
@pytest.mark.parametrize("text", ["Which shoes help?", "weather"])
def test_a_conversation_too_long_to_read_in_time_is_told(
    slow: tuple[TestClient, SlowReader], text: str, accept: str
) -> None:
    client, _ = slow
    response = client.post(CHAT, json={"messages": ["Which shoes help?", text]}, headers={"Accept": accept})
    assert (response.status_code, response.json()["error"]["code"]) == (503, "busy")
    assert "Emergency: 999" in response.json()["error"]["message"] and response.headers["retry-after"] == "60"
    assert "assistant_too_slow_total 1.0" in client.get("/metrics").text


def test_messages_that_cannot_be_read_are_refused_however_busy_it_is(slow: tuple[TestClient, SlowReader]) -> None:
    client, _ = slow
    response = client.post(CHAT, json={"messages": [{"role": "assistant", "content": "x"}]})
    assert response.status_code == 422


class Forgetful(FakeAssistant):
    """Loses its index and finds it again."""

    is_lost = False

    def reply(self, messages: Sequence[Any]) -> Reply:
        reply = super().reply(messages)
        if self.is_lost and reply.card is None:
            return Reply(
                route=reply.route, text="not ready", abstained=True, abstain_reason="not_ready",
                versions=Versions(code="1"),
            )  # fmt: skip
        return reply

    def stream(self, messages: Sequence[Any]) -> Iterator[ReplyEvent]:
        return super().stream(messages)


@pytest.mark.parametrize("accept", [JSON, STREAM])
def test_an_index_that_is_lost_at_run_time_shows_in_readiness_until_it_is_back(settings: Settings, accept: str) -> None:
    fake = Forgetful(settings)
    client = TestClient(make_app(fake, settings))

    def ask(text: str) -> int:
        return client.post(CHAT, json={"messages": [text]}, headers={"Accept": accept}).status_code

    assert client.get("/readyz").status_code == 200 and ask("shoes") == 200
    fake.is_lost = True
    ask("shoes")
    assert ask("shoes") == 503 and client.get("/readyz").json()["error"]["code"] == "not_ready"
    assert ask("chest pain") == 200
    fake.is_lost = False
    assert client.get("/readyz").status_code == 200 and ask("shoes") == 200


# -- side by side, with the real assistant ----------------------------------------------------------------------------

CONVERSATIONS: list[list[Any]] = [
    ["Which shoes help?"],
    ["How do I do clamshells?"],
    ["Which shoes help?", "and on grass?"],
    ["I have crushing chest pain"],
    ["my knee has hurt for six weeks", "which exercises help?"],
    ["Does tape help?", {"role": "assistant", "content": "…"}, {"role": "user", "content": "When can I run again?"}],
    ["what is the capital of France"],
    ["hip pain at night, is a pillow any use?"],
]


def told(reply: Reply) -> dict[str, Any]:
    return reply.model_dump(exclude={"timings_ms"})


@pytest.mark.slow
def test_eight_conversations_side_by_side_are_answered_as_one_by_one(corpus_index: Path) -> None:
    """On an assistant that nobody has asked before, so that nothing is remembered from the serial run."""
    settings = Settings(index_dir=corpus_index, corpus_dir=PROJECT / "corpus")
    today = date(2026, 11, 24)
    with Assistant.open(settings, today=today) as fresh, ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda messages: told(fresh.reply(messages)), CONVERSATIONS * 3))
        streamed = list(pool.map(lambda messages: list(fresh.stream(messages)), CONVERSATIONS))
    with Assistant.open(settings, today=today) as other:
        alone = [told(other.reply(messages)) for messages in CONVERSATIONS]
    assert together == alone * 3
    assert [told(events[-1].reply) for events in streamed] == alone
    assert ["".join(event.delta for event in events) for events in streamed] == [reply["text"] for reply in alone]
    assert len({reply["text"] for reply in alone}) == 8


@pytest.mark.slow
def test_a_message_of_the_greatest_length_is_read_to_its_end(assistant: Assistant) -> None:
    client = TestClient(make_app(assistant, Settings()))
    danger = " I have crushing chest pain and cannot breathe"
    quiet = ("Which running shoes are kind to a knee on grass? " * 1300)[: 60_000 - len(danger)]
    for text, route in ((quiet + danger, "emergency"), ("x" * 60_000, "decline")):
        response = client.post(CHAT, json={"messages": [text]})
        assert (len(text), response.status_code, response.json()["route"]) == (60_000, 200, route)
    assert client.post(CHAT, json={"messages": ["x" * 60_001]}).json()["error"]["code"] == "too_long"
