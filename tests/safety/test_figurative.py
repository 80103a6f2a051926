"""Figures of speech and other senses mention nothing; the same words meant plainly do."""

import pytest


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("these hills are killing me", "pain"),
        ("these hills are killing me", "suicide-plan"),
        ("my calves are on fire after the session", "hot"),
        ("suicide drills at training", "suicide-plan"),
        ("chest press and heart rate", "chest-pain"),
        ("hot yoga", "hot"),
        ("hot water bottle for my back?", "hot"),
        ("tennis ball for my glute pain", "torsion"),
        ("carpet fitting all day", "unresponsive"),
        ("fell in love with trail running", "fell"),
        ("stroke rate on the rower", "stroke-sign"),
        ("a dead leg at football", "numb"),
        ("cut my mileage", "open-wound"),
        ("dying to get back to running", "wish-dead"),
        ("DOMS will be the death of me", "wish-dead"),
        ("shooting hoops", "threat"),
        ("I could murder a curry after my run", "threat"),
        ("hit the wall at mile 20", "head-knock"),
        ("burning calories", "burning-colour"),
        ("glute bridge", "suicide-plan"),
        ("killer workout", "threat"),
        ("feeling came straight back", "back"),
        ("three years back", "back"),
        ("knocked out 50 press ups", "collapse"),
        ("back of both knees achy after squats", "back"),
        ("split the long walk in two", "pus"),
        ("stiff neck after the red eye flight", "eye-red"),
        ("carried the toddler around the zoo", "child"),
        ("had my flu jab on Monday", "injection-done"),
        ("on the erg the stroke is fine, every stroke is smooth", "stroke-sign"),
        ("fine at night", "night-pain"),
        ("told to lose weight", "weight-loss"),
        ("is it cancer", "cancer-history"),
        ("took my temperature", "fever"),
        ("protein shakes", "fever"),
    ],
)
def test_figures_of_speech_mention_nothing(read, text, concept):
    assert not read(text).present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the joint is hot", "hot"),
        ("he has a cold white foot", "cold"),
        ("my knee feels on fire and is red", "hot"),
        ("pain in my chest when I press", "pain"),
        ("I fell on the trail", "fell"),
        ("back of my head and my back hurt", "back"),
        ("this back of mine aches", "back"),
        ("had my steroid jab on Monday", "injection-done"),
        ("never fine at night, it wakes me", "night-pain"),
        ("I lose weight without trying", "weight-loss"),
        ("I had cancer, is it back", "cancer-history"),
        ("took my temperature and it is high", "fever"),
        ("I have the shakes", "fever"),
        ("the stitches split", "pus"),
        ("I carried my son in, he can't stand", "child"),
        ("no pain at rest but it hurts on stairs", "sore-now"),
        ("the back pain is back", "back"),
        ("knocked out at football", "collapse"),
        ("broke my wrist", "broken"),
        ("deep cut on my shin", "open-wound"),
        ("I want to kill myself", "suicide-plan"),
        ("going to jump off the bridge", "suicide-plan"),
        ("my leg has gone dead and numb", "numb"),
        ("hit my head on the wall", "head-knock"),
        ("had a stroke this morning, face drooping", "stroke-sign"),
        ("these hills are killing me and my calf is swollen", "swollen"),
        ("hot yoga yesterday and the knee is swollen", "swollen"),
        ("can't walk without pain", "pain"),
        ("banged my head, out cold", "collapse"),
        ("blacked out in football", "exercise-time"),
        ("confused in the heat", "heat-context"),
    ],
)
def test_the_same_words_meant_plainly_count(read, text, concept):
    assert read(text).present(concept)


def test_what_hurts_without_pain_is_not_pain_free(read):
    assert "pain-free" not in read("I can't do a squat without pain").cues
    assert "pain-free" in read("I can squat without pain").cues
