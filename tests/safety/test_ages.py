"""Ages as people give them, and numbers that are none."""

import pytest


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("my 12 year old", "age-under-16"),
        ("he's 6", "age-under-16"),
        ("3yo limping", "age-under-16"),
        ("my son, 9, has sore heels", "age-under-16"),
        ("I'm 15 and my knee hurts", "age-under-16"),
        ("17 year old with back pain", "age-under-18"),
        ("im 67", "age-65-over"),
        ("72F", "age-65-over"),
        ("aged 81", "age-65-over"),
        ("mum is 82", "age-65-over"),
        ("I am 55", "age-50-over"),
        ("61 yr old male", "age-60-over"),
    ],
)
def test_ages(read, text, concept):
    assert read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("12 reps of squats", "age-under-16"),
        ("explain it like I'm 12", "age-under-16"),
        ("ran 10 miles", "age-under-16"),
        ("I'm 16 weeks pregnant", "age-under-16"),
        ("pain 8 out of 10", "age-under-16"),
        ("bpm 72 at rest", "age-65-over"),
        ("I weigh 80 kg", "age-65-over"),
        ("squat 100 kg", "age-65-over"),
        ("I'm 34", "age-50-over"),
        ("I'm 34", "age-under-18"),
        ("temp of 38.5", "age-under-16"),
        ("finished in 4:41", "age-under-16"),
        ("after a gap of three years", "age-under-16"),
    ],
)
def test_other_numbers(read, text, concept):
    assert not read(text).present(concept)
