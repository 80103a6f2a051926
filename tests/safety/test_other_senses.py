"""A word beside a sign's word that makes it harmless, and the danger that is told with the same words."""

import pytest

from assistant.domain import Route

ORDINARY = [
    "nan, 84, fell asleep watching the chair class, arms strong. how often a week?",
    "fell asleep on my elbow, sore forearm, nearly gone. stretch?",
    "my stitches came out in May, wound perfect. how do I massage a shoulder scar?",
    "growth spurt, my 9 yr old's shins look long, no aches. which stretches?",
    "blister the size of a 20p on my heel, clean and dry. cycle or swim?",
    "midge bite on my arm, a wee red spot, fading. grip work?",
    "sore glute since squats on Sunday, it doesn't go down the leg. foam roller?",
    "stiff shoulders the morning after painting a ceiling, 70, loose by lunch. which moves?",
    "she's 81 and her shoulder is sore after hoovering. arm exercises?",
    "no pulse raiser today, straight to squats, ok?",
    "swallowing fine, just a snotty cold and a sore neck. easy spin?",
    "my arms shake on planks, goodbye arms. what next?",
    "he held my wrist so I didn't fall. grippy socks for yoga?",
    "ultrasound or mri for a hip, which shows more?",
    "I take statins, is it ok to lift?",
    "Ibuprofen, how does it work on a sore elbow?",
    "mum takes ten tablets a day, her pharmacist checked them. is rowing kind to shoulders?",
    "gumshield makes my jaw ache when chewing at rugby. neck drills?",
    "fat fingers in the heat on long runs, both hands. normal?",
    "my wife's pregnant, I'm the one with the sore arms. rest?",
    "my neck is tight since dawn from the tractor. stretches?",
    "Lorry driver, 20 yrs, good knees. what can I do round the cab?",
    "my shoulder was out as a student, dislocated as a student, ten good years. volleyball?",
    "the only thing aching is my pride, ran with the 20 year olds. which drills?",
    "New mum, 6 months on. Wrists ached at the weekend, soothed by Monday. Which carry?",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_the_other_sense_raises_nothing(decide, text):
    assert decide(text).route in {Route.ANSWER, Route.DECLINE}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("she fell and then fell asleep, can't wake her", "emergency"),
        ("I fell on my arm and the hand is asleep", "emergency"),
        ("stitches out in May, shoulder came out again last night", "emergency"),
        ("a growth on my 9 year old's shin", "urgent"),
        ("blister the size of a 20p, red and hot and spreading", "urgent"),
        ("wee red since the spin class, thighs swollen and sore", "emergency"),
        ("calf swelling not going down the leg is sore", "urgent"),
        ("both shoulders stiff every morning for weeks, 70", "refer"),
        ("he's 8 and his shoulder is sore", "refer"),
        ("no pulse in my wrist since the break", "emergency"),
        ("swallowing is odd and my neck is sore since the crash", "emergency"),
        ("goodbye everyone, nothing left for me", "crisis"),
        ("he grabbed my wrist so I didn't leave, finger marks", "crisis"),
        ("my ultrasound shows a tear, what does it mean?", "refer"),
        ("my statins make my thighs ache, ok to stop them?", "refer"),
        ("ibuprofen doesn't work on my elbow", "refer"),
        ("mum took ten tablets, her pharmacist said two", "emergency"),
        ("jaw aches when chewing, 71, scalp sore", "urgent"),
        ("fat fingers every morning, stiff for an hour, both hands", "refer"),
        ("I'm pregnant and my pelvis is sore", "refer"),
        ("lorry driver, 20 yrs, bad knee", "refer"),
        ("my shoulder dislocated as a student, again on Tuesday", "emergency"),
        ("my knees always have bent back, today one bent backwards and is swollen", "emergency"),
        ("my feet are mush after the car ran over them", "emergency"),
        ("hip pain for three good months now", "refer"),
    ],
)
def test_the_danger_beside_it_is_raised(decide, text, route):
    found = decide(text).route
    assert found.severity >= Route(route).severity


def test_a_bare_question_of_tightness_tells_of_no_limb(decide):
    turns = [
        "thumb sore from texting since Saturday",
        "baby's 10 weeks",
        "splint?",
        "how tight",
    ]
    assert decide(*turns).route is Route.ANSWER
    turns[-1] = "it's swollen and tight"
    assert decide(*turns).route.severity > Route.ANSWER.severity
