import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import create_app
from tests.web.http_fakes import FakeAssistant

CLINIC = "https://clinic.example"


@pytest.fixture
def settings() -> Settings:
    return Settings(allowed_origins=(CLINIC,), rate_limit="1000/minute")


@pytest.fixture
def fake(settings: Settings) -> FakeAssistant:
    return FakeAssistant(settings)


@pytest.fixture
def client(fake: FakeAssistant, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return TestClient(make_app(fake, settings), raise_server_exceptions=False)


def make_app(fake: FakeAssistant, settings: Settings):
    """The HTTP side alone: the chat page has its own tests and takes a second to build."""
    return create_app(fake, settings, with_page=False)
