import pytest

from assistant.__main__ import main
from assistant.errors import SettingsError
from assistant.settings import Settings
from assistant.web.doctor import doctor

SITE = "https://clinic.example"


def refused(settings: Settings, embed: str, address: str = "https://assistant.example") -> list[str]:
    return [finding.what for finding in doctor(settings, embed, address) if not finding.passed]


@pytest.mark.parametrize("embed", [SITE, "https://clinic.example/contact?x=1", "https://CLINIC.example:443"])
def test_a_listed_site_is_refused_nothing(embed: str) -> None:
    assert refused(Settings(allowed_origins=(SITE,)), embed) == []


@pytest.mark.parametrize(
    "embed", [SITE, "https://www.clinic.example", "http://clinic.example", "https://clinic.example:8443"]
)
def test_any_other_site_is_told_all_three_refusals_and_the_mend(embed: str) -> None:
    settings = Settings(allowed_origins=() if embed == SITE else (SITE,))
    found = refused(settings, embed)
    assert len(found) == 3 and "403" in found[0] and "CORS" in found[1] and "frame-ancestors" in found[2]
    mends = [finding.mend for finding in doctor(settings, embed, "https://assistant.example") if "403" in finding.what]
    assert embed in mends[0] and "ASSISTANT_ALLOWED_ORIGINS=" in mends[0]


def test_the_mend_keeps_the_sites_that_are_listed() -> None:
    mend = next(f.mend for f in doctor(Settings(allowed_origins=(SITE,)), "https://b.example") if "403" in f.what)
    assert "https://clinic.example,https://b.example" in mend


def test_http_inside_https_is_refused_by_browsers() -> None:
    assert "block http" in refused(Settings(allowed_origins=(SITE,)), SITE, "http://assistant.example")[0]


@pytest.mark.parametrize(("embed", "address"), [("clinic", ""), ("ftp://clinic.example", ""), (SITE, "assistant")])
def test_what_is_no_address_is_an_error(embed: str, address: str) -> None:
    with pytest.raises(SettingsError, match=r"--embed|--address"):
        doctor(Settings(), embed, address)


@pytest.mark.parametrize(("accent", "is_fine"), [("", True), ("#005eb8", True), ("blue", False), ("#05b", False)])
def test_an_accent_that_the_widget_cannot_use_is_told(accent: str, is_fine: bool) -> None:
    found = [finding for finding in doctor(Settings(accent=accent)) if "ASSISTANT_ACCENT" in finding.what]
    assert (found == []) is is_fine
    assert is_fine or (not found[0].passed and "#rrggbb" in found[0].mend)


def test_the_command_says_what_and_exits_by_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--embed", SITE]) == 1
    assert "REFUSED questions from https://clinic.example" in capsys.readouterr().out
    assert main(["doctor", "--embed", "nonsense"]) == 2
    assert "--embed: 'nonsense' is no web address" in capsys.readouterr().err
