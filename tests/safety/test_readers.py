"""Who, when, whether: each reader in both directions."""

import pytest

PRESENT = "present"


def _standing(reading, concept):
    return {str(m.standing) for m in reading.mentions if m.concept == concept}


@pytest.mark.parametrize(
    ("text", "concept", "present"),
    [
        ("no swelling", "swollen", False),
        ("the knee isn't hot", "hot", False),
        ("no swelling, fever or redness", "fever", False),
        ("swelling: none", "swollen", False),
        ("there's no fever but the knee is boiling and huge", "swollen", True),
        ("no pain at rest, but my calf is hot and swollen", "hot", True),
        ("No, it's swollen", "swollen", True),
        ("not only swollen but hot", "swollen", True),
        ("not sure if it is swollen", "swollen", True),
        ("never felt pain like it", "pain", True),
        ("I can't stand without it hurting", "pain", True),
        ("runner's knee relapse no. 3, it hurts", "pain", True),
        ("painkillers not touching it and my foot is numb", "numb", True),
    ],
)
def test_denial(read, text, concept, present):
    assert bool(read(text).present(concept)) is present


@pytest.mark.parametrize(
    ("text", "concept", "present"),
    [
        ("the calf was swollen in 2019", "swollen", False),
        ("I had a swollen knee years ago, fine now", "swollen", False),
        ("swollen last year. All clear, healed.", "swollen", False),
        ("had a clot in 2015, and now my calf is swollen", "swollen", True),
        ("swollen since 2019", "swollen", True),
        ("its gone purple and swollen", "swollen", True),
        ("I'm used to a swollen knee", "swollen", True),
    ],
)
def test_past(read, text, concept, present):
    assert bool(read(text).present(concept)) is present


@pytest.mark.parametrize(
    ("text", "concept", "present"),
    [
        ("what are the signs of a hot swollen joint?", "swollen", False),
        ("how would I know if it is swollen", "swollen", False),
        ("if I get a swollen calf what then", "swollen", False),
        ("for my essay: swollen calf after a flight", "swollen", False),
        ("is it normal that my knee is swollen", "swollen", True),
        ("my calf is swollen, how would I know if it is a clot?", "swollen", True),
    ],
)
def test_questions_about_signs(read, text, concept, present):
    assert bool(read(text).present(concept)) is present


@pytest.mark.parametrize(
    ("text", "present"),
    [
        ("my dog is limping, knee swollen", False),
        ("in my novel the hero has a swollen knee", False),
        ("my wife's knee is swollen", True),
        ("a client of mine has a swollen knee", True),
    ],
)
def test_whose(read, text, present):
    assert bool(read(text).present("swollen")) is present


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("these hills are killing me", "pain"),
        ("my calves are on fire after the session", "hot"),
        ("suicide drills at training", "suicide-plan"),
        ("chest press and heart rate", "chest-pain"),
        ("hot yoga", "hot"),
        ("tennis ball for my glute pain", "torsion"),
        ("carpet fitting all day", "unresponsive"),
    ],
)
def test_figures_of_speech_mention_nothing(read, text, concept):
    assert not read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("knee pain for 6 wks", 6),
        ("knee pain, a month and a half", 6),
        ("knee pain since Easter", 6),
        ("going on three months with this knee pain", 12),
        ("knee pain 3/52", 3),
        ("knee pain for a fortnight", 2),
        ("knee sore since yesterday", 0),
        ("twenty five days of knee pain", 3),
        ("knee pain for 2-3 weeks", 3),
        ("5 years of itbs on and off", 12),
        ("running for ten years", 0),
        ("an eight-week plan for sore knees", 0),
        ("hold for 30 seconds", 0),
        ("new shoes three weeks ago", 0),
        ("marathon in 12 weeks, knee a bit sore since Sunday", 0),
        ("I'm 37 weeks", 0),
        ("no pain for 6 weeks", 0),
    ],
)
def test_how_long_it_has_hurt(read, text, bands):
    reading = read(text)
    found = [weeks for weeks in (1, 2, 3, 6, 12) if reading.present(f"lasted-{weeks}-week{'s' * (weeks > 1)}")]
    assert max(found, default=0) == bands


@pytest.mark.parametrize(
    ("text", "concept", "present"),
    [
        ("my 12 year old", "age-under-16", True),
        ("he's 6", "age-under-16", True),
        ("3yo limping", "age-under-16", True),
        ("im 67", "age-65-over", True),
        ("72F", "age-65-over", True),
        ("12 reps of squats", "age-under-16", False),
        ("explain it like I'm 12", "age-under-16", False),
        ("temp of 38.5", "fever", True),
        ("fever 102", "fever", True),
        ("ran 38 km", "fever", False),
        ("took 16 paracetamol", "many-tablets", True),
        ("8 ibuprofen and 8 nurofen a day", "many-tablets", True),
        ("took 2 paracetamol", "many-tablets", False),
    ],
)
def test_numbers(read, text, concept, present):
    assert bool(read(text).present(concept)) is present
