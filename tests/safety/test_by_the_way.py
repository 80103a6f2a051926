"""What letters mention by the way: people, kit and chores whose words are signs elsewhere; and the signs themselves."""

import pytest

from assistant.domain import Route

ORDINARY = [
    "the wife has dragged me to her gym, split squats or step ups first?",
    "nothing injured, just sore glutes. deadlifts before a tempo run?",
    "both shins ache after a shift on concrete, gone by morning, no one sore spot. softer insoles?",
    "went from a 10mm drop to a 4mm, calves tired, is that normal?",
    "no aches, sleeping 7 hours, periods regular. how many rest days?",
    "spent Sunday cleaning the oven, knee a small bit sore since",
    "am I wasting your time with calf raises? knee's grand",
    "been stuck at two runs a week, nothing is injured, how do I build to four?",
    "numb in the sea for a minute, warm with tea. stretches for swimmers?",
    "I want to learn the foxtrot by our anniversary, steadier feet and hips, what helps?",
    "flat feet all my life, never a day's pain, which shoes?",
    "our gym has blacked-out windows, is an outdoor circuit as good for the legs?",
    "sore quads and my lecturer says rest, since my lecturer says a lot, is a walk ok?",
    "from grass to pavement in spring, never had shin pain, how gradually?",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_mentioned_by_the_way_raises_nothing(decide, text):
    assert decide(text).route in {Route.ANSWER, Route.DECLINE}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("my wife has dragged me down the stairs by my hair", "crisis"),
        ("my husband dragged me through the house, my hip hurts", "crisis"),
        ("he dragged me out of the car and hit me", "crisis"),
        ("crawled to the phone, can't stand on the leg since I fell", "urgent"),
        ("fell off the bike, my ankle is a funny shape and there's a white bit showing", "emergency"),
        ("skin worn through to the white bit on my knee after falling off the bike", "emergency"),
        ("shin pain in one sore spot, hurts to hop", "urgent"),
        ("the splint is off and my foot is numb", "urgent"),
        ("stitches came off and it has opened up", "urgent"),
        ("after the fall my foot is straight or turned out", "urgent"),
        ("swelling is connected to the calf pain, hot", "urgent"),
        ("my husband fainted in the gym and he's not waking", "emergency"),
        ("took far more paracetamol on top of the codeine", "emergency"),
        ("knee is hot like an oven and swollen, feverish", "emergency"),
        ("my foot is weak and the muscle is wasting", "urgent"),
        ("my knee is stuck at the same angle since I twisted it", "urgent"),
        ("calf is bigger than in the morning, and sore", "urgent"),
        ("cricket ball hit my head, sick since", "urgent"),
        ("my toes have gone white the whole way round", "refer"),
        ("a wee lump that's growing on my shin", "refer"),
        ("my balls hurt, one is higher, I feel sick", "emergency"),
        ("cuts on my arms, I have the rope ready", "crisis"),
        ("a voice in my ear keeps telling me to hurt them", "crisis"),
        ("my back is numb and I haven't been to the toilet since last night", "emergency"),
        ("bump bleeding a bit", "urgent"),
        ("I've missed quite a few periods, shin pain", "refer"),
        ("not had a period since spring, running more and eating less", "refer"),
        ("knee is swollen, nothing hurt it, hot and I have a fever", "emergency"),
        ("barely hurt at the time but my calf is huge now", "urgent"),
        ("pain in the hip since my marathon", "refer"),
        ("knee's hurt since my trainer keeps pushing me", "refer"),
    ],
)
def test_the_sign_itself_is_still_found(decide, text, route):
    assert decide(text).route.severity >= Route(route).severity
