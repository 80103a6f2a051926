"""A clear test takes a scare back only where it can show what was told, of the part that was told."""

import pytest
import yaml

from assistant.domain import Route
from assistant.safety.checks import parts_in
from assistant.safety.data_files import DATA_DIR
from assistant.safety.engine import read_concepts

CALF = "my calf is hot, swollen and red"
FACE = "my face is drooping on one side and my arm is weak"
CHEST = "crushing chest pain into my jaw on the hills"
SADDLE = "numb between my legs and back pain"
SHIN = "my shin hurts at night and I can't hop on it"
STAND = "I fell and can't put weight on my foot"
CLEARED = "which exercises are gentle to begin with?"


@pytest.mark.parametrize(
    ("told", "later"),
    [
        (FACE, "ecg was normal"),
        (FACE, "bloods fine"),
        (CHEST, "ecg was normal"),
        (CALF, "the x-ray was clear"),
        (CALF, "ecg clear, all fine"),
        (SADDLE, "xray normal, no break"),
        (SADDLE, "blood tests negative"),
        (SHIN, "x-ray was clear"),
        # another part was looked at
        (CALF, "A&E looked at my ankle this morning and discharged me"),
        (CALF, "the hospital checked my shoulder, all clear, sent me home"),
        (STAND, "gp saw my knee yesterday, said all clear"),
        (STAND, "scan is fine of my other side"),
        (CHEST, "the doctor examined my calf today, no clot, sent me home"),
        # a check of another time, or of another event
        (SADDLE, "mri was clear in spring"),
        (CALF, "same happened in 2017, long since treated"),
        (CALF, "it was treated in 2019, it does this"),
        # a word put right that says the same
        ("numb foot getting worse since yesterday", "numb was the wrong word, more like no feeling"),
        (SHIN, "I mean only at night, not hopping"),
    ],
)
def test_a_check_of_something_else_takes_nothing_back(decide, told, later):
    before = decide(told).route
    assert before.severity >= Route.REFER.severity
    assert decide(told, later).route.severity >= before.severity
    assert decide(told, later, CLEARED).route.severity >= before.severity


@pytest.mark.parametrize(
    ("told", "later"),
    [
        (CALF, "A&E looked at it this morning, did a scan and discharged me"),
        (CALF, "had the ultrasound today, no clot, they sent me home"),
        (CALF, "the hospital checked my leg this morning, no clot, discharged"),
        (CALF, "d dimer and doppler both negative, no clot, it was a bruise"),
        (FACE, "they did a ct and an mri last night, all clear, discharged"),
        (CHEST, "gp did an ecg and bloods yesterday, all normal, muscular"),
        (SADDLE, "had the emergency mri last night, all clear, discharged"),
        (STAND, "x ray clear, just a sprain they said"),
        (STAND, "they x-rayed my ankle and heel, no break, sent home"),
    ],
)
def test_a_check_of_the_very_thing_does(decide, told, later):
    assert decide(told).route.severity >= Route.URGENT.severity
    assert decide(told, later, CLEARED).route is Route.ANSWER


def test_a_time_put_right_that_is_as_long_stays(decide):
    assert decide("I've had this pain for 8 weeks", "typo, I meant 8 and a half weeks").route is Route.REFER
    assert decide("I've had this hip pain for 8 weeks", "typo, I meant 2 days").route is Route.ANSWER


def test_every_sign_and_test_of_the_table_is_a_concept():
    concepts = read_concepts({}).keys()
    for name, group in yaml.safe_load((DATA_DIR / "checks.yaml").read_text(encoding="utf-8")).items():
        assert {*group["signs"], *group["tests"]} <= concepts, name
        assert group["reference"], name


def test_parts_are_known_in_singular_and_plural():
    assert parts_in("both feet and my calves , knees , back".split()) == {"foot", "calf", "knee", "back"}
