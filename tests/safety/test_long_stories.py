"""Long letters: what stands in far-apart sentences is not put together; what belongs together still is."""

import pytest

from assistant.domain import Route

_FILLING = (
    "I live by the sea with two cats, a parrot and a piano that nobody tunes, and on Fridays I help at the library, "
    "where I shelve the atlases and mend the spines of whatever the schools send back in pieces. The cats are no help. "
    "It rained all through the fair, and the band played on. "
)


@pytest.mark.parametrize(
    "text",
    [
        # A time of a job, a calling, a diet.
        "I have sung for forty years in the chapel choir. " + _FILLING + "A bit sore after the moving day on Tuesday.",
        "We've camped each August for nine years. " + _FILLING + "Slightly achy from Tuesday's rowing, easing now.",
        "On a health kick, four months, one kilt. " + _FILLING + "Slightly achy from Tuesday's rowing, easing now.",
        "I did the washing up for eleven years in a canteen. " + _FILLING + "Slightly achy from rowing, easing now.",
        # A child named in passing, and the writer's own ache.
        "My daughter says buy a better mattress. " + _FILLING + "My calves are a touch sore from Tuesday's hills.",
        # An old injury in brackets, or mended long ago.
        "My list: a broken wrist (2014, eight weeks in plaster), two ribs (1998). "
        + _FILLING
        + "How do I start rowing?",
        "I tore the shin on a gate in 2018, nineteen stitches, tidy. " + _FILLING + "How do I start rowing?",
        "She broke her hip in 2016 and was in a home for seven weeks, and she's been right since. " + _FILLING,
    ],
)
def test_far_apart_words_are_not_joined(engine, read, text):
    assert [reason.rule for reason in engine.fire([read(text)]) if reason.route is not Route.ANSWER] == []


@pytest.mark.parametrize(
    "text",
    [
        "My knee aches on the stairs. " + _FILLING + "It started small. It's been four months now.",
        "I have struggled for two years with this sore heel. " + _FILLING + "What shoes would help?",
        "My hip is sore. " + _FILLING + "Honestly, nine weeks now.",
        "My heel hurts, it took three months to get a physio and it's still sore. " + _FILLING,
        "My daughter is nine and lives for gymnastics. " + _FILLING + "Her heel is sore after every class.",
        "My daughter is nine and lives for gymnastics. " + _FILLING + "I noticed the heel is sore after class.",
        "I broke my wrist (2014, and it still hurts). " + _FILLING + "What would strengthen it?",
        "I want to be back to normal by June. My knee has hurt for four months. " + _FILLING,
    ],
)
def test_what_belongs_together_is_joined(engine, read, text):
    assert any(reason.route.severity >= Route.REFER.severity for reason in engine.fire([read(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "I can't look up from this. Hot swollen calf (in 2019 the same leg had a clot). " + _FILLING,
        "I did my knee in 2019, nineteen stitches. " + _FILLING + "Since Tuesday the calf is swollen, hot and sore.",
        "My daughter bought me a roller. " + _FILLING + "I'm seventy, had a kidney out for a tumour in 2015, and now "
        "there is pain right on the bone in my back when I lie down at night.",
        "I'm fifty and went on the hill with my son. "
        + _FILLING
        + "I felt a weight behind my breastbone on the way up.",
        "My niece had her party on Sunday. " + _FILLING + "My knee gave a clunk and won't go fully straight.",
        "Still eating the same dinners as ever. " + _FILLING + "Two stone gone by itself, and my back aches at night.",
    ],
)
def test_danger_in_a_long_letter_is_found(engine, read, text):
    assert any(reason.route.severity >= Route.URGENT.severity for reason in engine.fire([read(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "pop ups on the board are slow, eight stitches in my shin years ago",
        "moulded studs or astros for a hot pitch?",
        "descending is my weakness, quads are fine",
        "turned my ankle a bit, all four steps and a hop fine",
        "my palms are sore from the ball",
        "now 66, on the tablets and a weekly pen",
        "can a grown man hop on one leg like a child, slight ache since Sunday",
        "my adult son, 31, loves the pool, tired legs after",
        "hypermobile ehlers danlos, a bit achy after lifting boxes",
        "my magnets bother it, they say of the pacemaker",
        "gout in the past, big toe, not since the beer went",
        "kept wicket in a two foot ditch, 6 foot with a belly",
    ],
)
def test_second_senses_raise_nothing(engine, read, text):
    assert [reason.rule for reason in engine.fire([read(text)])] == []


@pytest.mark.parametrize(
    "text",
    [
        "my calf went pop on the board",
        "weakness in my left leg since yesterday",
        "turned my ankle and can't take four steps",
        "took 66 tablets",
        "hes 9 and his fingers are sore",
        "my son, 8, is tired and pale and his legs hurt",
        "ehlers danlos and a tearing pain in my chest",
        "gout again, the big toe is hot and swollen",
        "gout in the past and now the big toe is red, hot and swollen",
        "a weight behind my breastbone on the hill",
        "my knee clunked and won't go fully straight",
        "both feet sore for 6 weeks",
    ],
)
def test_the_same_words_of_a_body_raise(engine, read, text):
    assert engine.fire([read(text)])
