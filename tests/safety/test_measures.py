"""Temperatures, tablets and pulse rates, and numbers that are none of them."""

import pytest


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("temp of 38.5", "fever"),
        ("temperature 39", "fever"),
        ("running at 38.9 today, knee hot", "fever"),
        ("fever 102", "fever"),
        ("temp was 36.8 and is 38.9 today", "fever"),
        ("high temp since 2 am", "fever"),
        ("took 16 paracetamol", "many-tablets"),
        ("had twelve ibuprofen since this morning", "many-tablets"),
        ("8 ibuprofen and 8 nurofen a day", "many-tablets"),
        ("pulse 150 sitting still", "fast-pulse"),
        ("resting heart rate is 140 lying down", "fast-pulse"),
    ],
)
def test_a_measure_is_read(read, text, concept):
    assert read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("ran 38 km", "fever"),
        ("38.5 miles this week", "fever"),
        ("I'm 39", "fever"),
        ("squat 102 kg", "fever"),
        ("temp 36.8", "fever"),
        ("my temperature is about 37", "fever"),
        ("temp of 98.4 this morning", "fever"),
        ("took 2 paracetamol", "many-tablets"),
        ("400 mg ibuprofen", "many-tablets"),
        ("10 days of naproxen", "many-tablets"),
        ("heart rate 150 on tempo runs", "fast-pulse"),
        ("resting heart rate 52", "fast-pulse"),
    ],
)
def test_other_numbers_are_not(read, text, concept):
    assert not read(text).present(concept)
