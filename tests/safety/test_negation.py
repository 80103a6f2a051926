"""Denials, in both directions: what is denied counts for nothing, what only looks denied counts."""

import pytest


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("no swelling", "swollen"),
        ("there is no swelling at all", "swollen"),
        ("the knee isn't hot", "hot"),
        ("it is not hot or red", "red"),
        ("no swelling, fever or redness", "fever"),
        ("no swelling, no fever, no redness", "red"),
        ("neither hot nor swollen", "swollen"),
        ("without any fever or chills", "fever"),
        ("swelling: none", "swollen"),
        ("numbness: no", "numb"),
        ("fever nil, rash nil", "fever"),
        ("fever gone", "fever"),
        ("the swelling has completely gone", "swollen"),
        ("I haven't had a fever", "fever"),
        ("she doesn't have any numbness", "numb"),
        ("denies chest pain", "chest-pain"),
        ("DVT ruled out by the scan", "clot-word"),
        ("fracture was ruled out", "broken"),
        ("there isn't a lump", "lump"),
        ("never had any swelling", "swollen"),
        ("nobody hit me", "partner-harm"),
        ("not a fever in sight", "fever"),
        ("no pain and no swelling", "swollen"),
        ("no gain and no swelling", "swollen"),
        ("zero swelling", "swollen"),
        ("it doesn't lock", "knee-locked"),
        ("I'm not pregnant", "pregnant"),
        ("no bladder trouble and no numb saddle area", "saddle-numb"),
        ("didn't hear a pop", "pop"),
        ("I don't feel feverish", "fever"),
        ("no obvious swelling or bruising", "bruise"),
        ("Any swelling in the calf? No.", "swollen"),
        ("Do you have chest pain when active? No. Dizzy? No.", "chest-pain"),
        ("toe gone dark, diabetic? no, smoker", "diabetes"),
        ("swelling is not there", "swollen"),
        ("redness isn't there, swelling isn't there", "red"),
        ("my calf is not swollen", "swollen-calf"),
        ("nothing swollen", "swollen"),
        ("skin whole, nothing weeping", "pus"),
        ("barely swollen", "swollen"),
        ("Redness, heat, swelling: no to all", "swollen"),
        ("They ask about chest pain. I've none of them.", "chest-pain"),
    ],
)
def test_what_is_denied_is_not_present(read, text, concept):
    reading = read(text)
    assert not reading.present(concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        # another clause
        ("there's no fever but the knee is boiling and huge", "swollen"),
        ("no pain at rest, but my calf is hot and swollen", "hot"),
        ("no fever although the knee is swollen", "swollen"),
        ("no fever. knee swollen", "swollen"),
        ("not hot, just swollen", "swollen"),
        ("no injury, it's swollen", "swollen"),
        ("I haven't fallen and it is swollen", "swollen"),
        # an answer and no denial
        ("No, it's swollen", "swollen"),
        ("No. Swollen since Monday", "swollen"),
        ("no it is still numb", "numb"),
        # words that only look like it
        ("not only swollen but hot", "swollen"),
        ("nothing helps the swollen knee", "swollen"),
        ("none of them helped, still swollen", "swollen"),
        ("I can barely bend the swollen knee", "swollen"),
        ("not just hot, swollen as well", "hot"),
        ("not sure if it is swollen", "swollen"),
        ("I don't know if the foot is numb", "numb"),
        ("no idea why it is so swollen", "swollen"),
        ("no wonder it is swollen", "swollen"),
        ("no doubt it is swollen", "swollen"),
        ("no matter what I do it is swollen", "swollen"),
        ("the swelling is no better", "swollen"),
        ("it's no joke, swollen like a melon", "swollen"),
        ("never felt pain like it", "pain"),
        # said in earnest, and a saying
        ("not joking the calf is hot", "hot"),
        ("not exaggerating it is swollen", "swollen"),
        ("coach says no pain no gain and my knee is swollen", "swollen"),
        ("I have never had a fever like this", "fever"),
        ("can't stand without it hurting", "pain"),
        ("I can't walk without pain", "pain"),
        ("runner's knee relapse no. 3, it hurts", "pain"),
        ("isn't it odd that my calf is hot?", "hot"),
        ("Hasn't a swollen calf to be seen?", "swollen"),
        # a denier that belongs to the sign
        ("painkillers not touching it and my foot is numb", "numb"),
        ("can't feel my foot, it's cold", "cold"),
        ("won't bend and it's hot", "hot"),
        ("can't put weight on it, swollen", "swollen"),
        ("the swelling won't go down", "swollen"),
        ("the fever is not going away", "fever"),
        # no answer to a question
        ("my calf is hot and swollen, should I run on it? No idea", "swollen"),
        ("it is swollen, is that normal? No", "swollen"),
        ("Is it swollen? No, but hot", "hot"),
        ("swelling is not there yesterday's size, it is bigger", "swollen"),
        # partly
        ("the knee is hot, no rash", "hot"),
        ("swollen, not red", "swollen"),
        ("no fever yesterday but fever today", "fever"),
    ],
)
def test_what_only_looks_denied_is_present(read, text, concept):
    assert read(text).present(concept)


def test_a_denial_reaches_over_a_list_and_not_over_the_next_subject(read):
    reading = read("no fever, chills, redness, my foot is numb")
    assert not reading.present("fever") and not reading.present("red")
    assert reading.present("numb")


def test_a_denial_does_not_reach_to_the_end_of_a_long_clause(read):
    text = "no fever this week which was a relief after the month that we have had here with everybody hot and swollen"
    assert read(text).present("swollen")
