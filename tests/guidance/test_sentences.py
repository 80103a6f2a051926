"""Where sentences end, and which of them cannot stand alone."""

import pytest

from assistant.guidance.sentences import is_dangling, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rest helps. Walk a little.", ["Rest helps.", "Walk a little."]),
        ("Use a step, e.g. a kerb. Then rest.", ["Use a step, e.g. a kerb.", "Then rest."]),
        ("Hold for 2.5 seconds. Repeat.", ["Hold for 2.5 seconds.", "Repeat."]),
        ("Does rest help? Yes!", ["Does rest help?", "Yes!"]),
        ("Ask Dr. Smith about it. Go home.", ["Ask Dr. Smith about it.", "Go home."]),
        ("no full stop", ["no full stop"]),
        ("", []),
    ],
)
def test_sentences_are_split_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This helps most people.", True),
        ("They should rest.", True),
        ("However, rest helps.", True),
        ("Rest helps most people.", False),
        ("IT band pain settles in most people.", False),
        ("It settles in most people.", True),
    ],
)
def test_openings_that_lean_on_another_sentence(sentence: str, expected: bool) -> None:
    assert is_dangling(sentence) is expected
