import pytest
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
        ("I have had a foot drop since yesterday", "urgent"),
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


@pytest.mark.parametrize(
    "wrong", [{"rate_limit": "lots"}, {"rate_limit_storage": "rediss"}, {"rate_limit_storage": "nowhere://x"}]
)
def test_a_wrong_rate_or_storage_is_named_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_" + next(iter(wrong)).upper()):
        Limits.from_settings(Settings(**wrong))
