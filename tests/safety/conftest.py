"""A screen and an engine for the tests of the safety layer, loaded once."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.domain import Message, SafetyDecision
from assistant.safety import Screen
from assistant.safety.engine import Engine
from assistant.safety.reading import Reading

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="session")
def screen() -> Screen:
    return Screen.open()


@pytest.fixture(scope="session")
def engine(screen: Screen) -> Engine:
    return screen.engine


@pytest.fixture(scope="session")
def decide(screen: Screen) -> Callable[..., SafetyDecision]:
    def _decide(*turns: str) -> SafetyDecision:
        return screen.decide([Message(turn) for turn in turns], today=TODAY)

    return _decide


@pytest.fixture(scope="session")
def read(engine: Engine) -> Callable[[str], Reading]:
    def _read(text: str) -> Reading:
        return engine.read(text, turn=0, today=TODAY)

    return _read
