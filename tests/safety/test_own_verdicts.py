"""Who takes a scare back: somebody qualified who examined it; not the person's own verdict, hearsay or a gadget."""

import pytest

from assistant.domain import Route

KEPT = [
    ("chest pain on hills", "im a nurse and its nothing serious, shoes?"),
    ("chest pain on hills", "doctor google says nothing serious"),
    ("cant feel when i wipe", "the physio receptionist said its nothing serious"),
    ("knee hot and swollen and fever", "doctors would just say nothing serious"),
    ("my foot has gone numb and cold", "i asked a doctor on reddit, they said nothing serious"),
    ("calf swollen and hot after flight", "im a gp, no clot"),
    ("calf swollen and hot after flight", "my mate who is a doctor says its not a clot"),
    ("calf swollen and hot after flight", "they know its not a clot"),
    ("calf swollen and hot after flight", "the hospital said they will ring with results, not a clot they think"),
    ("chest pain on hills", "it was years ago it started, still get it"),
    ("my foot has gone numb and cold", "that was happening last year too"),
    ("passed out during parkrun", "it happened last year as well"),
    ("cant feel when i wipe", "it was like this last year and it went"),
    ("chest pain on hills", "my fitbit scan was fine"),
    ("chest pain on hills", "bloods are fine, my mum had hers done"),
    ("passed out during parkrun", "my watch ecg was normal"),
    ("shin hurts hopping and at night", "scan is booked, clear my diary"),
    ("my knee is stuck and wont straighten", "x ray clear", "still stuck"),
    ("chest pain on hills", "my trainer said just a figure of speech"),
    ("knee hot and swollen and fever", "its just an expression of inflammation, which exercises"),
]


@pytest.mark.parametrize("turns", KEPT, ids=" / ".join)
def test_a_verdict_without_an_examination_takes_nothing_back(decide, turns):
    assert decide(turns[0]).route is decide(*turns).route


@pytest.mark.parametrize(
    "turns",
    [
        ("calf swollen and hot after flight", "went to a&e this morning, they scanned it, no clot"),
        ("calf swollen and hot", "the gp saw it today, not a clot she said, just a tear"),
        ("chest pain on hills", "cardiology looked at it last week, all clear"),
        ("knee hot and swollen and fever", "A&E looked at it this morning and discharged me"),
        ("chest pain", "all that was in 2019, long since treated"),
    ],
    ids=" / ".join,
)
def test_an_examination_or_a_matter_long_over_does(decide, turns):
    assert decide(*turns).route is Route.ANSWER
