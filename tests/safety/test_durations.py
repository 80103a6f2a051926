"""How long it has hurt, as people write it, and times that are of something else. Today is 1 June 2026."""

from datetime import date

import pytest

from assistant.safety.calendar_words import easter
from assistant.safety.durations import read_length

BANDS = (1, 2, 3, 6, 12)


def _weeks(reading):
    found = [n for n in BANDS if reading.present(f"lasted-{n}-week{'s' * (n > 1)}")]
    return max(found, default=0)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("knee pain for 6 wks", 6),
        ("knee pain for six weeks", 6),
        ("knee pain, a month and a half", 6),
        ("sore ankle, two and a half months", 6),
        ("knee pain for a fortnight", 2),
        ("knee pain, well over 3 months", 12),
        ("outer knee hurts, gone 3 months", 12),
        ("knee pain, good few months", 12),
        ("knee pain for 10 days", 1),
        ("knee pain for 2-3 weeks", 3),
        ("two or three weeks of hip pain", 3),
        ("twenty five days of knee pain", 3),
        ("going on three months with this knee pain", 12),
        ("nearly four weeks my heel has hurt", 3),
        ("over a year of hip pain", 12),
        ("half a year of shin pain", 12),
        ("a couple of months with a sore hip", 6),
        ("a few weeks of knee pain", 3),
        ("several months of heel pain", 12),
        ("5 years of itbs on and off", 12),
        ("a decade of back pain", 12),
        ("knee pain 3/52", 3),
        ("hip pain 3/12", 12),
        ("pain 10/7", 1),
        ("it's been hurting for 8 solid weeks", 6),
        ("heel pain, month 4 now", 0),  # a count of months, not a length
        ("for months my knee has hurt", 6),
        ("knee sore for weeks", 3),
        ("pain for yonks", 12),
        ("the past month my shin hurts", 3),
        ("over the past year my hip has been sore", 12),
        ("my knee started hurting 5 weeks ago and still does", 3),
        ("twisted it 7 weeks ago, still sore", 6),
        ("knee sore 3 months", 12),
        ("stiff and sore shoulder for 5 months", 12),
        ("four months of physio and my knee still hurts", 12),
        ("my knee has been a pain for 4 months", 12),
        ("knee problem since October", 12),
        ("hip trouble since the start of the year", 12),
        ("knee pain when running since January", 12),
        ("my knee hurts after nearly 3 months of physio", 12),
        ("done my rehab for weeks and my knee is sore", 3),
        ("8 weeks into recovery, my ankle is sore", 6),
        ("my hip has not been right and is sore since the race in March", 12),
        ("I'm in my thirties and my heel has hurt for 5 months", 12),
        ("knee pain, 10 weeks now and I can run two miles", 6),
        ("sore since the 25th of March", 6),
        ("achilles sore since the 2nd", 3),
        # since when
        ("knee pain since Easter", 6),
        ("knee pain since March", 12),
        ("hip sore since the start of the year", 12),
        ("sore since christmas", 12),
        ("sore hip since 2019", 12),
        ("hurting since last summer", 12),
        ("knee pain since my marathon in April", 6),
        ("heel pain since last October", 12),
        ("sore ever since my marathon", 3),
        ("pain since I moved house", 3),
        # with typing errors
        ("knee pain for 6 weeeks", 6),
        ("sore knee 4 mnths", 12),
        ("knee pain for 2 mths", 6),
    ],
)
def test_a_length_of_pain_is_read(read, text, weeks):
    assert _weeks(read(text)) == weeks


@pytest.mark.parametrize(
    "text",
    [
        "running for ten years",
        "I've run for 12 years and my knee is a bit sore today",
        "an eight-week plan for sore knees",
        "hold for 30 seconds",
        "new shoes three weeks ago",
        "marathon in 12 weeks, knee a bit sore since Sunday",
        "I'm 37 weeks",
        "no pain for 6 weeks",
        "pain free since March",
        "no knee trouble since March, sore calf since yesterday",
        "knee sore since yesterday",
        "sore since Tuesday",
        "hurts since this morning",
        "sore calf since the weekend",
        "my shoes are 8 months old",
        "race is 6 weeks away, ankle a bit sore",
        "within 3 weeks I want to run, sore today",
        "every 6 weeks I have a massage",
        "per week I do 3 sessions",
        "rest 2 weeks between blocks",
        "my baby is 4 months old, sore wrist today",
        "married 20 years, a bit sore today",
        "a 12 week programme for knee pain",
        "sore today, been cycling for 3 years",
        "knee hurt for 2 months in 2019, fine now",
        "I trained for 16 weeks. Sore quads today",
        # of things, a calling, a price, a baby, an age
        "emptied the loft, twenty years of old magazines. Wrist a bit sore since yesterday",
        "I'm a piper, thirty years this spring, and my pupils say their arms ache after a march",
        "the gym is 30 pounds a month, knee sore since Monday",
        "twins, 11 months. Knee sore since yesterday, which stretch?",
        "4 months postpartum. Wrist sore since yesterday",
        "female 44 years, teacher. Thighs sore since the race yesterday",
        # a gap, a good time, stiffness that does not hurt
        "played again after a gap of four years. Arms ache today",
        "hadn't skated since we moved, like 12 years. Legs sore today",
        "not been out since the floods. Legs sore today",
        "sprained it at school, sorted since 8 years",
        "hips stiff since forever, they never hurt",
        "hamstrings tight for ten years, not painful",
        # a tale, a place in life
        "three weeks later he rang about the treadmill. My calf is sore today",
        "three months into pilates, hamstring sore since Friday",
        "it hasn't been weeks, my neck is sore since breakfast",
        "sore wrist since the 28th",
    ],
)
def test_a_time_of_something_else_is_not(read, text):
    assert _weeks(read(text)) < 3


@pytest.mark.parametrize(
    ("days", "weeks"),
    [(13, 1), (14, 2), (20, 2), (21, 3), (41, 3), (42, 6), (83, 6), (84, 12)],
)
def test_the_bands_begin_on_their_day(read, days, weeks):
    assert _weeks(read(f"knee pain for {days} days")) == weeks


@pytest.mark.parametrize(
    ("today", "text", "weeks"),
    [
        (date(2026, 4, 20), "knee pain since Easter", 2),  # Easter fell on 5 April
        (date(2026, 5, 20), "knee pain since Easter", 6),
        (date(2027, 1, 5), "knee pain since christmas", 1),
        (date(2027, 1, 5), "knee pain since November", 6),
        (date(2026, 1, 1), "knee pain since November", 6),
        (date(2026, 11, 30), "knee pain since November", 3),
        (date(2028, 2, 29), "knee pain since January", 6),
        (date(2026, 3, 1), "knee pain since 2025", 12),
        (date(2026, 5, 20), "hip sore since my half marathon in May", 2),
        (date(2026, 5, 20), "hip sore since my half marathon in March", 6),
    ],
)
def test_dates_are_read_against_today(engine, today, text, weeks):
    assert _weeks(engine.read(text, turn=0, today=today)) == weeks


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 weeks", 21),
        ("a fortnight", 14),
        ("a month and a half", 45),
        ("two and a half weeks", 17.5),
        ("2 or 3 months", 90),
        ("6/52", 42),
        ("a couple of weeks", 14),
        ("twenty five days", 25),
        ("3 good months", 90),
    ],
)
def test_lengths(text, days):
    span = read_length(tuple(text.split()), 0)
    assert span is not None and span.days == days


@pytest.mark.parametrize("text", ["3 knees", "knee", "500 weeks", "half", "6/10", "weekly"])
def test_no_lengths(text):
    assert read_length(tuple(text.split()), 0) is None


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)]
)
def test_easter_moves(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize("text", ["knee pain since 2031", "knee pain since the 3000 m race", "sore since 1066"])
def test_a_year_to_come_is_no_time_since(read, text):
    assert _weeks(read(text)) <= 3  # "since" an event at most, whose date nobody knows
