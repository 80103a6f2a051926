"""The net weighs what its classifiers and the rules read, raises from a threshold on, and never lowers."""

import json

import numpy as np
import pytest

from assistant.domain import Message, Reason, Route
from assistant.errors import ModelError
from assistant.index.net_model import read_weights
from assistant.safety import Screen
from assistant.safety.evidence import FEATURES, Pieces, row_of
from assistant.safety.net import (
    MAX_WINDOWS,
    Judgement,
    NetThresholds,
    SemanticNet,
    still_raised,
    windows,
)
from evals.net.weigh import save_weights
from evals.safety.screening import TODAY
from tests.safety.net_fakes import ALARMING, PHRASINGS, classify, weights


def alarmed(rules, at=Route.URGENT):
    """A screen whose net takes any text for urgent, or for worse."""

    def always(texts):
        return classify([ALARMING] * len(texts))

    limits = NetThresholds(**{at.value: 0.5})
    return Screen(rules.engine, SemanticNet(always, weights(at), PHRASINGS, limits), rules.rules)


@pytest.fixture(scope="module")
def rules():
    return Screen.open()


@pytest.fixture
def both(rules):
    net = SemanticNet(classify, weights(), PHRASINGS, NetThresholds(urgent=0.5))
    return Screen(rules.engine, net, rules.rules)


def route(screen, *turns):
    return screen.decide([Message(turn) for turn in turns], today=TODAY).route


def test_it_raises_what_the_rules_do_not_know_and_names_the_nearest_message(rules, both):
    text = f"my foot is {ALARMING}, which shoes?"
    assert route(rules, text) is Route.ANSWER
    decision = both.decide([Message(text)], today=TODAY)
    assert decision.route is Route.URGENT
    assert decision.reasons[0].matched == ("the calf is hot",)


@pytest.mark.parametrize(
    "text",
    [
        "pain behind the knee when I bend it",
        "inside of my knee hurts when I run",
        "outer hip sore today walking downhill",
        "why does my kneecap ache going down the stairs?",
        "shin pain running uphill, what helps",
    ],
)
def test_it_raises_no_bare_complaint(rules, text):
    assert route(alarmed(rules), text) is Route.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "pain behind the knee when I bend it, swollen",
        "my calf hurts when I walk",
        "my foot is not moving",
        "my left side feels off since this morning",
        "since this morning my left foot and left wrist feel dull",
        "pain in back going down left leg and right leg",
        "ache down below on the left since this morning",
        "hip hurts, my leg is turning outside and a bit up",
        "shin pain when running and it is aching when I lie down",
        "I can only straighten my knee half way since football on saturday",
        "I have to lift my foot up when I walk, back pain since Monday",
        "leg aching below the knee, since a day sitting",
        "my elbow is off to the side since football",
        "they push me off the stairs",
        "I think about jumping off the bridge",
        "I feel down and think about the bridge",
        "it would be best if I would go and lie on the road",
        "🦵😢",
    ],
)
def test_it_may_raise_whatever_tells_more(rules, text):
    assert route(alarmed(rules), text).severity >= Route.URGENT.severity


def test_a_bare_complaint_is_raised_where_the_net_sees_an_emergency(rules):
    assert route(alarmed(rules, Route.EMERGENCY), "my knee hurts when I run") is Route.EMERGENCY


def test_a_bare_complaint_does_not_hide_what_was_said_before_it(both):
    assert route(both, f"my foot is {ALARMING}", "it hurts when I walk") is Route.URGENT
    assert route(both, "it hurts when I walk", f"my foot is {ALARMING}") is Route.URGENT


def test_what_it_raised_stays_raised_through_whatever_follows(both):
    assert route(both, f"my foot is {ALARMING}", "ok thanks", "which shoes for grass?") is Route.URGENT


def test_a_message_that_takes_back_what_was_said_must_read_far_worse_to_be_raised(rules):
    seen = []

    class Listening:
        def judge(self, readings, fire, *, takes_back=False):
            seen.append(([reading.turn for reading in readings], takes_back))
            return Judgement(None, 0.0)

    screen = Screen(rules.engine, Listening(), rules.rules)
    route(screen, "my calf is hot and swollen", "wrong chat, that was in 2019 and all is well since", "which shoes?")
    assert ([1], True) in seen
    assert ([1, 2], False) in seen
    seen.clear()
    route(screen, "my calf is hot and swollen", "which shoes?")
    assert seen and not any(takes_back for _, takes_back in seen)


@pytest.mark.parametrize(("share", "raised"), [(0.5, None), (0.9, Route.URGENT)])
def test_who_takes_a_sign_back_names_it_again(rules, share, raised):
    class Urgent:
        def probabilities(self, rows):
            return np.array([[0, 0, share, 0, 1 - share, 0]])

    net = SemanticNet(classify, Urgent(), PHRASINGS, NetThresholds(crisis=0.3, emergency=0.3, urgent=0.3, refer=0.3))
    readings = [rules.engine.read("the calf was hot", turn=1, today=TODAY)]
    assert net.judge(readings, rules.fire).reason.route is Route.URGENT
    reason = net.judge(readings, rules.fire, takes_back=True).reason
    assert (reason.route if reason else None) == raised


C, E, U, R = Route.CRISIS, Route.EMERGENCY, Route.URGENT, Route.REFER


def judged(raised=None, calm=()):
    """What the net makes of a message and those before it: a route raised, and routes plainly not needed."""
    reason = raised and Reason("NET", f"net-{raised}", raised, "", (), (), "", "")
    return Judgement(reason, 0.0, frozenset(calm))


@pytest.mark.parametrize(
    ("course", "held"),
    [
        ([judged()], None),
        ([judged(U)], U),
        ([judged(U), judged()], U),  # a reading between calm and alarm releases nothing
        ([judged(U), judged(calm=(C, E))], U),
        ([judged(U), judged(calm=(C, E, U, R))], None),
        ([judged(E), judged(calm=(C, E))], U),  # not the worst after all, but not calm either
        ([judged(E), judged(R, calm=(C, E, U))], R),
        ([judged(R), judged(U)], U),
        ([judged(U), judged(calm=(C, E, U, R)), judged(R)], R),
        ([judged(U), *[judged()] * 5, judged(calm=(C, E, U, R))], U),  # the story read no longer holds what raised it
    ],
)
def test_what_it_raised_is_held_until_the_whole_story_reads_plainly_calm(course, held):
    reasons = still_raised(course, 6)
    assert [reason.route for reason in reasons] == ([held] if held else [])
    assert all(reason.rule == f"net-{reason.route}" for reason in reasons)


def test_a_sign_in_the_middle_of_a_long_letter_is_not_drowned(both):
    calm = "I walked along the river with my shoes and thought about stretching. " * 20
    assert route(both, f"{calm} My foot is {ALARMING}. {calm}") is Route.URGENT


@pytest.mark.parametrize(
    "text", ["my calf is hot and swollen after a flight", "I want to end my life", "knee pain for 4 months"]
)
def test_it_never_lowers_what_the_rules_say(rules, text):
    calm = Screen(rules.engine, SemanticNet(classify, weights(), PHRASINGS), rules.rules)
    assert route(calm, text) is route(rules, text)


@pytest.mark.parametrize("words", [0, 1, 110, 111, 200, 5_000])
def test_windows_hold_every_word_up_to_their_number(words):
    text = " ".join(f"w{n}" for n in range(words))
    pieces = windows(text)
    assert len(pieces) <= MAX_WINDOWS + 1
    if 110 < words <= 200:
        assert " ".join(pieces[1:]) == text
    else:
        assert pieces[:1] == ([text] if words else [])


def test_a_row_has_a_finite_number_for_every_feature(rules):
    text = "knee hurts, no swelling, had a clot in 2015"
    piece = Pieces((text,), *classify([text]))
    reading = rules.engine.read(text, turn=0, today=TODAY)
    row = row_of([piece], piece, [reading], rules.fire([reading]))
    assert row.shape == (len(FEATURES),) and np.isfinite(row).all()
    assert row[FEATURES.index("present: pain")] == 1
    assert row[FEATURES.index("mentions denied")] >= 1


def test_weights_are_read_back_as_written_and_refused_when_they_name_other_features(tmp_path):
    path = tmp_path / "weights.json"
    save_weights(weights(), path)
    again = read_weights(path)
    assert np.array_equal(again.coefficients, weights().coefficients)
    stored = json.loads(path.read_text())
    stored["features"][0]["name"] = "something else"
    path.write_text(json.dumps(stored))
    with pytest.raises(ModelError, match="other features"):
        read_weights(path)
