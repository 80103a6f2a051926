import contextlib
import socket
import threading
from collections.abc import Callable

import pytest
import structlog
from fastapi.testclient import TestClient

from assistant.assembly import Assistant
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.limits import ORIGIN_SHARE, Limits, client_key
from tests.web.conftest import CLINIC, make_app
from tests.web.http_fakes import FakeAssistant

CHAT = "/api/v1/chat"


@pytest.fixture
def limited() -> TestClient:
    settings = Settings(rate_limit="2/minute", allowed_origins=(CLINIC,))
    return TestClient(make_app(FakeAssistant(settings), settings))


def ask(client: TestClient, text: str, accept: str = "application/json"):
    return client.post(CHAT, json={"messages": [text]}, headers={"Accept": accept})


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_over_the_limit_a_question_waits(limited: TestClient, accept: str) -> None:
    assert [ask(limited, "shoes", accept).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(limited, "shoes", accept)
    assert refused.json()["error"]["code"] == "rate_limited"
    assert 1 <= int(refused.headers["retry-after"]) <= 60


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("danger", ["chest pain", "end my life", "hot and swollen", "six weeks"])
def test_over_the_limit_a_safety_card_still_comes(limited: TestClient, danger: str, accept: str) -> None:
    for _ in range(4):
        ask(limited, "shoes")
    response = ask(limited, danger, accept)
    assert response.status_code == 200 and "999" in response.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("danger", "route"),
    [
        ("I have crushing chest pain and I cannot breathe", "emergency"),
        ("I want to kill myself", "crisis"),
        ("my knee is locked and I cannot straighten it", "urgent"),
        ("my knee has hurt for six weeks", "refer"),
    ],
)
def test_the_real_safety_layer_is_asked_over_the_limit_too(assistant: Assistant, danger: str, route: str) -> None:
    client = TestClient(make_app(assistant, Settings(rate_limit="1/hour")))
    assert ask(client, "Which shoes help?").status_code == 200
    assert ask(client, "Which shoes help?").status_code == 429
    reply = ask(client, danger)
    assert (reply.status_code, reply.json()["route"]) == (200, route)
    assert reply.json()["card"]["level"] == route


def test_over_the_limit_a_declined_message_is_no_safety_card(limited: TestClient) -> None:
    for _ in range(3):
        ask(limited, "shoes")
    assert ask(limited, "weather").status_code == 429


def test_the_compatible_path_shares_the_limit(limited: TestClient) -> None:
    for _ in range(3):
        ask(limited, "shoes")
    body = {"messages": [{"role": "user", "content": "shoes"}]}
    assert limited.post("/v1/chat/completions", json=body).status_code == 429


def test_each_client_and_each_site_has_its_own_count() -> None:
    limits = Limits.from_settings(Settings(rate_limit="1/minute"))
    assert limits.wait_s("10.0.0.1") == 0 and limits.wait_s("10.0.0.1") > 0
    assert limits.wait_s("10.0.0.2") == 0
    for n in range(ORIGIN_SHARE):
        assert limits.wait_s(f"10.1.0.{n}", CLINIC) == 0
    assert limits.wait_s("10.1.1.1", CLINIC) > 0
    assert limits.wait_s("10.1.1.2", "https://other.example") == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("testclient", "testclient"),
    ],
)
def test_a_household_counts_once(address: str, key: str) -> None:
    assert client_key(address) == key


def test_a_broken_storage_silences_nobody() -> None:
    class Broken:
        def hit(self, *_: object) -> bool:
            raise ConnectionError("no Redis")

    limits = Limits.from_settings(Settings())
    limits._strategy = Broken()  # type: ignore[assignment]
    assert limits.wait_s("10.0.0.1") == 0


class SilentRedis:
    """Accepts connections, and answers each command with `answer(name)`; None says nothing."""

    def __init__(self, answer: Callable[[str], bytes | None]) -> None:
        self.heard: list[str] = []
        self._answer = answer
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._talk, args=(self._server.accept()[0],), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        while line := stream.readline():
            parts = []
            for _ in range(int(line[1:])):
                size = int(stream.readline()[1:])
                parts.append(stream.read(size + 2)[:-2].decode())
            self.heard.append(parts[0].upper())
            said = self._answer(parts[0].upper())
            if said is not None:
                connection.sendall(said)

    def close(self) -> None:
        self._server.close()


def test_counts_are_kept_in_redis_where_an_url_says_so() -> None:
    pytest.importorskip("redis")
    said = {"HELLO": b"%1\r\n$5\r\nproto\r\n:3\r\n", "EVALSHA": b":1\r\n"}
    redis = SilentRedis(lambda name: said.get(name, b"+OK\r\n"))
    limits = Limits.from_settings(Settings(rate_limit_storage=redis.url))
    with structlog.testing.capture_logs() as lines:
        assert [limits.wait_s("10.0.0.1", CLINIC) for _ in range(2)] == [0, 0]
    assert redis.heard.count("EVALSHA") == 4 and lines == []  # the client's count and the site's, twice
    redis.close()


def test_a_redis_that_hangs_silences_nobody() -> None:
    pytest.importorskip("redis")
    redis = SilentRedis(lambda name: None)
    settings = Settings(rate_limit_storage=redis.url)
    client = TestClient(make_app(FakeAssistant(settings), settings))
    with structlog.testing.capture_logs() as lines:
        assert ask(client, "shoes").status_code == 200
    assert redis.heard and "limits_storage_failed" in [line["event"] for line in lines]
    redis.close()


@pytest.mark.parametrize(
    "wrong", [{"rate_limit": "lots"}, {"rate_limit_storage": "rediss"}, {"rate_limit_storage": "nowhere://x"}]
)
def test_a_wrong_rate_or_storage_is_named_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_" + next(iter(wrong)).upper()):
        Limits.from_settings(Settings(**wrong))
