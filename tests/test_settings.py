"""Settings come from arguments, environment and file; a mistake is named with its mend."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings


def test_defaults_are_offline_and_closed() -> None:
    settings = read_settings(environ={})
    assert settings.llm == ""
    assert settings.allowed_origins == ()
    assert settings.host == "127.0.0.1"
    assert settings.persistent_pain_weeks == 3


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("assistant.toml").write_text('region = "IE"\nclinic_name = "File"\n')
    monkeypatch.setenv("ASSISTANT_CLINIC_NAME", "Environment")
    settings = read_settings()
    assert (settings.region, settings.clinic_name) == ("IE", "Environment")


def test_origins_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ALLOWED_ORIGINS", "https://a.example/, https://b.example")
    assert read_settings().allowed_origins == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("name", "value", "what", "mend"),
    [
        ("ASSISTANT_REGOIN", "GB", "unknown setting", "ASSISTANT_REGION"),
        ("ASSISTANT_REGION", "XX", "'XX' is not allowed", "ASSISTANT_REGION"),
        ("ASSISTANT_PORT", "many", "'many' is not allowed", "ASSISTANT_PORT"),
        ("ASSISTANT_PERSISTENT_PAIN_WEEKS", "0", "'0' is not allowed", "ASSISTANT_PERSISTENT_PAIN_WEEKS"),
        ("ASSISTANT_BOOKING_URL", "javascript:alert(1)", "is not allowed", "ASSISTANT_BOOKING_URL"),
    ],
)
def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str, mend: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert what in caught.value.what
    assert mend in caught.value.mend


@pytest.mark.parametrize(
    ("text", "what"),
    [("colour = 1\n", "unknown setting"), ("region = \n", "cannot be read"), ('region = "XX"\n', "not allowed")],
)
def test_a_bad_file_is_named(text: str, what: str) -> None:
    Path("assistant.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert what in caught.value.what


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().region = "US"  # type: ignore[misc]
