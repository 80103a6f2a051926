"""Everyday words in the place of a sign: they raise nothing, and the signs that sound like them still do."""

import pytest

from assistant.domain import Route

ORDINARY = [
    "wore flip flops round the zoo and my calves are like planks today, normal?",
    "calves give up early and I cant stand on tiptoe for long, how many raises should I aim for?",
    "chest strap too tight on long runs, which one is softer?",
    "the massage couch collapsed under me, mortified. do Pilates classes help posture?",
    "my teenager had a fit when I said no to new boots. do trainers and boots run the same size?",
    "I cant think straight until my first coffee, is an early run worse for backs?",
    "my spine clicks whenever I twist and it feels good, is that ok?",
    "those old insoles in my work shoes have gone flat, are cork ones better for tired feet?",
    "fainted at a blood test when I was in sixth form, is HIIT ok?",
    "I cant get my heels down in downward dog, tight ankles, any trick?",
    "is child's pose good for a tight lower back?",
    "I fell over my own feet, then I popped straight up and had lunch. any drills for falling softly?",
    "BMI 36 and my knees are happy, which exercise is kindest while I lose weight?",
    "I have a 6yr old spaniel who pulls; my shoulder is tweaked after the walk. ice?",
    "back stiff from the kids' bunk bed last night, which stretch?",
    "elbow numb from leaning on it at the office chair, goes off soon. which cushion?",
    "numb bum from the desk chair, ok when I get up, which cushion?",
    "what did the cyclist who collapsed at the Olympics have, do they screen amateurs?",
    "Which is worse, a dislocated knee or a dislocated kneecap?",
    "calves tight after the flight, both same, loosened on a walk. stretches?",
    "calf sore since parkrun, both legs, went off too fast. yoga tomorrow?",
    "my toes go white then blue then red on a cold morning, since school. warmer gloves and socks?",
    "chest aches when I press it, did ninety press-ups yesterday. rest or stretch?",
    "mum rings daily to ask am I breathless, is my leg swollen, have I chest pain. I have not. Are poles good uphill?",
    "ruptured my achilles at 29, mended. am 44, is padel ok?",
    "Had my back operated in 2009, numb undercarriage, couldn't pee. Not a twinge of it since. Which lumbar cushion?",
    "Gran had a bad wrist infection last year, she was confused, in for ten days, all that is finished. Which shoes?",
    "left thigh a bit thinner than the right since a cast in 2019, strong as the other. worth evening up?",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_everyday_sense_is_answered(decide, text):
    assert decide(text).route is Route.ANSWER


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("my foot tingles when I sit cross legged, like that since I was a kid", False),
        ("so since I was a kid, and my kid has a sore foot too", True),
        ("I have a kid with a sore foot", True),
    ],
)
def test_the_writers_own_childhood_makes_no_child(read, text, is_there):
    assert bool(read(text).present("child")) is is_there


@pytest.mark.parametrize(
    ("turns", "route"),
    [
        (
            ("knee locked solid", "ok false alarm it was the brace hinge. took it off, straightens fine, no pain"),
            "answer",
        ),
        (("knee locked solid", "ok it was fine this morning, locked again now"), "urgent"),
        (("heard a pop in my knee and it swelled", "that was 1998, rebuilt, no bother since"), "answer"),
        (("heard a pop in my knee and it swelled", "that was 1998, and the other one yesterday"), "urgent"),
        (("passed out at the end of spin", "passed out flyers, I should say"), "answer"),
        (("passed out at the end of spin", "at the end of the class, I should say"), "emergency"),
        (("my foot is dead and white", "sat on it an hour. pink again and tingles gone"), "answer"),
        (("my foot is dead and white", "sat on it an hour. pins and needles gone but it is still white"), "emergency"),
    ],
)
def test_what_was_put_right_counts_no_more(decide, turns, route):
    assert decide(*turns).route.value == route


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("wearing flip flops, my foot flops and I can't lift it", Route.URGENT),
        ("I cant go up on tiptoe since the pop", Route.URGENT),
        ("took the chest strap off and my chest is still tight", Route.EMERGENCY),
        ("my dad collapsed under the table at the end of his run and he's confused", Route.EMERGENCY),
        ("my son had a fit when I ran him a bath after the marathon", Route.EMERGENCY),
        ("after the race he cant think straight and is staggering in the heat", Route.EMERGENCY),
        ("fainted on the treadmill", Route.EMERGENCY),
        ("fainted at a blood test years ago, and yesterday fainted mid run", Route.EMERGENCY),
        ("i popped my knee when i twisted and it's hugely swollen", Route.URGENT),
        ("my 6yr old is limping since this morning", Route.URGENT),
        ("BMI 15 and I run to burn off every meal", Route.REFER),
        ("numb bum from the desk chair and I have wet myself", Route.EMERGENCY),
        ("numb between my legs since yesterday, sat on the office chair all day", Route.EMERGENCY),
        ("one calf tight and swollen after the flight, the other is fine", Route.URGENT),
        ("my legs went at the end of the marathon and I hit the deck", Route.EMERGENCY),
        ("foot gone white and cold, cant feel it", Route.EMERGENCY),
        ("chest aches when I press it after press-ups and I'm breathless and clammy", Route.EMERGENCY),
        ("chest aches, did ninety press-ups yesterday", Route.EMERGENCY),
        ("my mum asks is my leg swollen and am I breathless. I have not told her that both are so.", Route.EMERGENCY),
        ("she asked if my calf is swollen and hot. It is.", Route.URGENT),
        ("Had my back operated in 2009. Now numb undercarriage and I can't pee.", Route.EMERGENCY),
        ("Had my back operated in 2009, numb undercarriage, can't pee", Route.EMERGENCY),
        ("warm pink patch on my shin, spreading, and a fever", Route.URGENT),
        ("the doctor asked is my saddle area numb. I am not sure, it feels numb between my legs", Route.EMERGENCY),
        ("chest hurts when I press it, sweaty and sick, did press-ups yesterday", Route.EMERGENCY),
        ("toe warm, pink and very sore, came on overnight", Route.REFER),
        ("left thigh thinner than the right and getting weaker", Route.URGENT),
        ("my kneecap or knee, which is worse dislocated: my knee is out of place", Route.URGENT),
    ],
)
def test_the_sign_itself_still_raises(decide, text, route):
    assert decide(text).route.severity >= route.severity
