"""A clinic's accent colour is used only where everything set in it can be read."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from assistant.settings import Settings
from assistant.web.accent import (
    DARK_GROUNDS,
    ENOUGH,
    LIGHT_GROUNDS,
    ON_DARK,
    ON_LIGHT,
    contrast,
    hex_of,
    read_accent,
    rgb,
)  # fmt: skip
from assistant.web.page.chrome import page_chrome
from tests.web.conftest import make_app
from tests.web.http_fakes import FakeAssistant
from tests.web.page_fakes import ScriptedAssistant

TOKENS = Path(__file__).resolve().parents[2] / "assistant" / "web" / "static" / "page" / "tokens.css"


def test_contrast_is_that_of_wcag():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("written", "is_used"),
    [("#005eb8", True), ("#7A1F3D", True), (" #00693c ", True), ("#ffd400", False), ("#767676", False)]
    + [(wrong, False) for wrong in ("", "red", "#05e", "#005eb8;}", "#005eb80", "url(x)")],
)
def test_an_accent_is_taken_as_it_is_or_not_at_all(written, is_used):
    accent = read_accent(written)
    assert (accent is not None) == is_used
    if accent:
        assert accent.light == written.strip().lower() and f"--accent:{accent.light};" in accent.css


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_no_colour_makes_a_page_that_cannot_be_read(colour):
    accent = read_accent(hex_of(colour))
    if accent is None:
        assert min(contrast(colour, rgb(ground)) for ground in (*LIGHT_GROUNDS, ON_LIGHT)) < ENOUGH
        return
    for shade in (accent.light, accent.light_strong):
        assert min(contrast(rgb(shade), rgb(other)) for other in (*LIGHT_GROUNDS, ON_LIGHT)) >= ENOUGH
    for shade in (accent.dark, accent.dark_strong):
        assert min(contrast(rgb(shade), rgb(other)) for other in (*DARK_GROUNDS, ON_DARK)) >= ENOUGH


def test_the_grounds_are_those_of_the_style_sheet():
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    for css, grounds, text in ((light, LIGHT_GROUNDS, ON_LIGHT), (dark, DARK_GROUNDS, ON_DARK)):
        tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))
        assert {tokens["surface"], tokens["ground"], tokens["tint"]} == set(grounds)
        assert tokens["on-accent"] == text
        for name in ("ink", "ink-quiet", "accent", "accent-strong"):
            assert min(contrast(rgb(tokens[name]), rgb(ground)) for ground in grounds) >= ENOUGH, name
        assert min(contrast(rgb(tokens["line-strong"]), rgb(ground)) for ground in grounds[:2]) >= 3
        assert contrast(rgb(tokens["mark-ink"]), rgb(tokens["mark"])) >= 7
        for card in ("red", "blue", "violet"):
            assert contrast(rgb(tokens[card]), (255, 255, 255)) >= ENOUGH, card


@pytest.mark.parametrize(("written", "is_used"), [("#7a1f3d", True), ("#ffd400", False)])
def test_chat_page_and_leaflets_agree_and_a_refusal_is_logged(written, is_used):
    settings = Settings(accent=written)
    with capture_logs() as logs:
        chrome = page_chrome(ScriptedAssistant(), settings)
    sheet = TestClient(make_app(FakeAssistant(settings), settings)).get("/sources/accent.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert (f"--accent:{written};" in chrome.head) == (f"--accent:{written};" in sheet.text) == is_used
    assert ([log["accent"] for log in logs if log["event"] == "accent_not_used"] == [written]) is not is_used
