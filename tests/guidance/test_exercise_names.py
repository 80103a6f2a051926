"""Exercises that running text names are told from other words, and from those that documents describe."""

import pytest

from assistant.domain import Document
from assistant.guidance.exercise_names import ExerciseNames

KNOWN = {
    "calf-raise": ("heel raise",),
    "single-leg-bridge": (),
    "step-up": (),
    "lateral-band-walk": ("side-step with a band",),
}


@pytest.fixture(scope="module")
def names() -> ExerciseNames:
    described = [
        Document(name, name.replace("-", " "), "", (), "", "", kind="exercise", aliases=aliases)
        for name, aliases in KNOWN.items()
    ]
    return ExerciseNames(described)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Do calf raises and step-ups.", []),
        ("Do a Calf-Raise on each side.", []),
        ("Heel raises help.", []),
        ("Add single-leg bridges.", []),
        ("Try a slow single-leg bridge.", []),
        ("Add bridges.", ["bridges"]),  # one kind of bridge is known, the plain one is not
        ("Try lunges and a Nordic hamstring curl.", ["lunges", "hamstring curl"]),
        ("Begin with wall sits.", ["wall sits"]),
        ("Stretch your calf, and raise the heel.", []),  # verbs
        ("The calf muscle raises the heel.", []),
        ("The step was up to you.", []),
        ("A straight back knee stretches the calf.", []),  # listed as a verb
        ("Hip extension comes from the buttock.", []),  # listed as a movement
        ("Walk the band to the wall.", []),
    ],
)
def test_which_exercises_are_named_without_a_document(names: ExerciseNames, text: str, unknown: list[str]) -> None:
    assert list(names.unknown(text)) == unknown
