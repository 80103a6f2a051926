"""A niggle of some days is an ordinary question to the net; whatever makes it more is not."""

import pytest

from assistant.domain import Message, Route
from assistant.safety import Screen, ages, durations, measures
from assistant.safety.first_days import read_more, tells_of_first_days
from assistant.safety.net import NetThresholds, SemanticNet
from tests.safety.conftest import TODAY
from tests.safety.net_fakes import ALARMING, PHRASINGS, classify, weights


@pytest.mark.parametrize(
    "text",
    [
        "outer knee sore since Sunday's 16k, half marathon in 10 days, run it or bin it?",
        "outside of my knee started niggling on Tuesday, which exercises?",
        "knee hurts only downhill, 10 days, not getting worse",
        "heel sore since yesterday, softer shoes?",
    ],
)
def test_some_days_alone(read, text):
    assert tells_of_first_days([read(text)])


@pytest.mark.parametrize(
    "text",
    [
        "outer knee sore, softer shoes?",
        "knee sore for weeks, worse since Sunday",
        "knee sore since Sunday and it keeps coming back",
        "knee sore since Sunday, is this bursitis?",
        "knee sore since Sunday, how much ibuprofen?",
        "my son's knee sore since Sunday",
        "knee sore since Sunday, it wakes me at night",
        "knee sore and swollen since Sunday",
        "74 and my back is sore since Tuesday, osteoporosis",
        "30 weeks pregnant, hip sore since Monday",
    ],
)
def test_whatever_makes_it_more(read, text):
    assert not tells_of_first_days([read(text)])


def test_only_a_referral_is_held_back(screen):
    text = f"outer knee sore since Sunday {ALARMING}"
    net = SemanticNet(classify, weights(), PHRASINGS, NetThresholds(urgent=0.5))
    assert Screen(screen.engine, net, screen.rules).decide([Message(text)], today=TODAY).route is Route.URGENT


def test_every_concept_that_makes_it_more_exists(engine):
    """A name that no file defines would hold nothing back from being held back."""
    known = engine.lexicon.names | ages.NAMES | durations.NAMES | measures.NAMES
    more = read_more()
    assert more.names - known == set()
    assert [kind for kind in more.kinds if not any(name.startswith(kind) for name in known)] == []
