"""Which two things a question sets side by side."""

import pytest

from assistant.domain import Document
from assistant.retrieval.comparisons import is_compared_in, sides_of
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
    ],
)
def test_sides(text: str, sides: tuple[str, ...]) -> None:
    assert tuple(side[0].document for side in sides_of(text, NAMES, STEMMER)) == sides


def test_a_section_compares_where_one_way_to_ask_for_it_names_both() -> None:
    sides = [frozenset(STEMMER.stems(name)) for name in ("leg press", "squats")]
    assert is_compared_in(["Is leg press or squat better?"], sides, STEMMER)
    assert not is_compared_in(["How deep should I squat?", "Is the leg press safe?"], sides, STEMMER)
