"""What letters mention by the way: people, kit and chores whose words are signs elsewhere; and the signs themselves."""

import pytest

from assistant.domain import Route

ORDINARY = [
    "the wife has dragged me to her gym, split squats or step ups first?",
    "crawled out of the gym on Monday, nothing injured, just sore. deadlifts before a tempo run?",
    "the outer heel is worn down to the white bit on both trainers, time for new ones?",
    "both shins ache after a shift on concrete, gone by morning, no one sore spot. softer insoles?",
    "went from a 10mm drop to a 4mm, calves tired, is that normal?",
    "no aches, sleeping well, periods regular. how many rest days?",
    "things are getting on top of me at work, ibuprofen in the cupboard, is a walk good for stress?",
    "spent Sunday cleaning the oven, knee a small bit sore since",
    "why is gluteus medius weakness linked with hip adduction?",
    "I know what rhabdo is, I just want to know how often to do legs",
    "am I wasting my time with calf raises? knee's grand",
    "my grandad had gout, I'm well. which exercises keep joints happy?",
    "been stuck at two runs a week, nothing is injured, how do I build to four?",
    "a tennis ball hit me hard on the back, fine now. which shoes for clay?",
    "his mate cuts the rope in that film. how does anyone rehab a leg?",
    "the race has been on my mind since my coach says so. when to taper?",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_mentioned_by_the_way_raises_nothing(decide, text):
    assert decide(text).route in {Route.ANSWER, Route.DECLINE}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("my wife has dragged me down the stairs by my hair", "crisis"),
        ("crawled to the phone, can't stand on the leg since I fell", "urgent"),
        ("fell off the bike, my ankle is a funny shape and there's a white bit showing", "emergency"),
        ("shin pain in one sore spot, hurts to hop", "urgent"),
        ("took far more paracetamol on top of the codeine", "emergency"),
        ("knee is hot like an oven and swollen, feverish", "emergency"),
        ("my foot is weak and the muscle is wasting", "urgent"),
        ("gout in my toe, hot and red since last night", "refer"),
        ("knee is stuck at half way, it won't straighten", "urgent"),
        ("my balls hurt, one is higher, I feel sick", "emergency"),
        ("cuts on my arms, I have the rope ready", "crisis"),
        ("my back is numb and I haven't been since last night, can't wee", "emergency"),
        ("32 weeks, bump is quiet today and she has stopped kicking", "urgent"),
        ("not had a period since spring, running more and eating less", "refer"),
        ("knee is swollen, nothing hurt it, hot and I have a fever", "emergency"),
        ("pain in the hip since my marathon", "refer"),
    ],
)
def test_the_sign_itself_is_still_found(decide, text, route):
    assert decide(text).route.severity >= Route(route).severity
