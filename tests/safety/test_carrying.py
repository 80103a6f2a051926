"""A short message without a place speaks of the place named before."""

from assistant.safety.carrying import carry_places
from tests.safety.conftest import TODAY


def _carried(engine, *turns):
    return carry_places([engine.read(text, turn=n, today=TODAY) for n, text in enumerate(turns)])


def test_the_place_named_last_is_carried_with_its_own_words(engine):
    last = _carried(engine, "sore calf, which stretch?", "it's swollen too")[-1]
    (mention,) = last.present("calf")
    assert (mention.turn, mention.first) == (0, 0)


def test_a_message_with_a_place_of_its_own_keeps_it(engine):
    last = _carried(engine, "sore calf", "elbow swollen too")[-1]
    assert last.present("elbow") and not last.present("calf")


def test_the_later_place_replaces_the_earlier(engine):
    last = _carried(engine, "sore calf", "and my elbow", "it's swollen")[-1]
    assert last.present("elbow") and not last.present("calf")


def test_a_long_message_carries_nothing(engine):
    last = _carried(engine, "sore calf", "it is swollen " + "and I like this page a lot " * 10)[-1]
    assert not last.present("calf")


def test_signs_are_not_carried(engine):
    last = _carried(engine, "hot calf", "which shoes?")[-1]
    assert last.present("calf") and not last.present("hot")


def test_pieces_over_turns_add_up(decide):
    assert decide("sore knee", "it's red hot", "and swollen, can't bend").route == "emergency"
    assert decide("sore knee", "which shoes?", "lovely weather").route != "emergency"
