"""Which two things a question sets side by side."""

import pytest

from assistant.domain import Document
from assistant.retrieval.comparisons import is_compared_in, says_no_more, sides_of
from assistant.retrieval.keywords import Stemmer
from assistant.retrieval.names import Names

STEMMER = Stemmer()


def document(name: str, kind: str, *aliases: str) -> Document:
    return Document(name, name.replace("-", " "), "", (), f"{name}.md", "hash", kind=kind, aliases=aliases)


NAMES = Names(
    [
        document("clamshell", "exercise", "clams"),
        document("wall-sit", "exercise"),
        document("squat", "exercise", "air squat"),
        document("foam-roll-thigh", "exercise", "foam rolling"),
        document("mobility", "topic", "foam rolling", "stretching"),
        document("strengthening", "topic", "clams", "squats"),
        document("itbs", "topic", "itb", "outer knee pain"),
        document("taping", "topic"),
    ],
    STEMMER,
)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("wall sit vs squats", ("wall-sit", "squat")),
        ("clams or wall sits?", ("clamshell", "wall-sit")),
        ("are wall sits better than squats", ("wall-sit", "squat")),
        ("should I do squats or clams first", ("squat", "clamshell")),
        ("what's the difference between a squat and a wall sit?", ("squat", "wall-sit")),
        ("wall sits and squats difference", ("wall-sit", "squat")),
        ("foam rolling or strengthening, what's better", ("mobility", "strengthening")),
        ("are squats or wall sits ok for my knee?", ("squat", "wall-sit")),
        ("can squats or clams tear a ligament?", ()),  # asks of both
        ("foam rolling before or after squats", ()),
        ("squats or air squats", ()),  # one exercise
        ("squats or burpees", ()),
        ("squats and clams", ()),
        ("compare wall sits and squats and clams", ()),  # three
        ("squats, wall sits or clams?", ()),
        ("are squats or clams better than wall sits", ()),
        ("squats or squats or wall sits", ("squat", "wall-sit")),  # two
        ("sore legs, squats or wall sits", ("squat", "wall-sit")),
        ("stretching or strengthening or taping", ()),
        ("stretching or strengthening, for my itb", ("mobility", "strengthening")),
    ],
)
def test_sides(text: str, sides: tuple[str, ...]) -> None:
    assert tuple(side[0].document for side in sides_of(text, NAMES, STEMMER)) == sides


def test_a_section_compares_where_one_way_to_ask_for_it_names_both() -> None:
    sides = [frozenset(STEMMER.stems(name)) for name in ("leg press", "squats")]
    assert is_compared_in(["Is leg press or squat better?"], sides, STEMMER)
    assert not is_compared_in(["How deep should I squat?", "Is the leg press safe?"], sides, STEMMER)


@pytest.mark.parametrize(
    ("text", "no_more"),
    [
        ("wall sits or squats?", True),
        ("which is better first for sore knees, a wall sit or a squat", True),
        ("my outer knee has been sore for 6 weeks. wall sits or squats for it band syndrome", True),
        ("wall sits or squats with a slipped disc", False),
        ("i'm 70. wall sits or squats", False),
        ("wall sits or squats at 30 weeks", False),
    ],
)
def test_who_says_no_more_than_what_is_compared(text: str, no_more: bool) -> None:
    sides = sides_of("wall sits or squats", NAMES, STEMMER)
    assert says_no_more(sides, text, STEMMER) is no_more


def test_a_topic_is_asked_for_with_what_else_is_said() -> None:
    sides = sides_of("stretching or strengthening", NAMES, STEMMER)
    assert says_no_more(sides, "stretching or strengthening with a slipped disc", STEMMER)
