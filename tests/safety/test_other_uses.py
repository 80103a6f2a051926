"""Everyday words beside a sign: a boot that kicks, a leg asleep on the loo, "nah" for no, each beside its danger."""

import pytest

from assistant.domain import Route

ORDINARY = [
    "had a puncture two miles from home and pushed the bike, heels a bit raw. which socks?",
    "our toddler fell asleep on my lap and my thighs were numb for a minute. quad exercises for cricket?",
    "clipped my knee on the fourth hurdle at practice today, it stings, coach says just a bruise. ice tonight?",
    "what I've got now is just a stiff back after painting, gone by tea. stretches?",
    "brother's foot drop is old, splint fits well. shoes?",
    "numb toes in my ski boots, fine the moment they come off. wider fit?",
    "what's an aneurysm got to do with a sore back? pub quiz",
    "my foot goes dead under the desk, tingles and comes back. better way to sit?",
    "bum goes totally numb on the pew, wakes when I walk out. cushion?",
    "sat on a cold wall watching the match and my bum went numb, fine when I moved. hip stretches?",
    "sat on the loo with my phone and both legs went to sleep, fine after a walk about",
    "ankle gave out? nope, I missed the kerb. no pain. which balance board?",
    "by Friday my feet are screaming blue murder, by Sunday all forgotten. shoes for teachers?",
    "bit stiff after op, normal for me. how do I start a 5k?",
    "blister burst on my toe, clean and pink. socks for a walk?",
    "toe blister popped, dry, healing. socks?",
    "his knees ache a few minutes after a walk, since we went to the coast two days back. exercises?",
    "big bruise on my thigh from the corner of the table, walking fine. do I need to foam roll it?",
    "both shins sore along the inside after week one, no one spot, hopping is fine. boots?",
    "forearms like Popeye's after the gig, fine by Sunday. warm ups for drummers?",
    "pillow is new, hip a bit tender on waking, good once I'm up. 30",
    "knee made a noise like a pistol in a squat, no pain, no swelling, just curious",
    "dad pushes me on climbs as his bike is faster. pacing?",
    "shall I continue today with the digging, thighs a bit sore from yesterday?",
    "pulled a thigh muscle a touch in a cartwheel to impress my grandson, tender to sit. 58. stretches?",
    "Dad's 74, his calf cramps in bed the odd time, gone once he stretches. bedtime stretch?",
    "stubbed toe, less sore each day. when would someone run?",
    "ribs ache when I cough, fever went on Monday. walk tomorrow?",
    "jaw aches from the new gumshield, 27, gone by noon. neck stretches?",
    "these burpees make me want to die lol, 3 sets or 4?",
    "nearly fainted with boredom on the treadmill. how do I make it fun?",
    "held the plank then collapsed on my mat at two minutes, core sore today lol. how do I reach three?",
    "no period pain on runs any more, lovely. how many runs a week for a 5k?",
    "varicose veins on both legs for years, they don't bother me. are tights useful?",
    "dog slept on my arm and I couldn't feel my hand, then back to normal in a minute. any harm?",
    "cleared for the gym, surgeon's words, 50. what does week one look like?",
    "chin mark from the violin looks like a love bite, neck a bit sore after rehearsal. rest higher?",
    "fronts of both thighs sore after skiing, less today. how do locals get ready for the season?",
    "ripped my leggings doing the splits, inner thigh tender, tiny bruise, walking fine. when do I stretch?",
    "my father is 66 years and walks daily. knees a little tight on the floor. which exercise?",
    "boot in the shin on Sunday, purple stud mark, only tender to touch. which shin pad?",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_everyday_use_raises_nothing(decide, text):
    assert decide(text).route in {Route.ANSWER, Route.DECLINE}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("a rusty nail gave me a puncture two miles from home, straight through my shoe into the sole", "urgent"),
        ("our toddler fell off my lap and now limps", "urgent"),
        ("clipped my knee on the fourth hurdle and now I can't lift the leg", "urgent"),
        ("my old foot drop is getting worse this week", "urgent"),
        ("brother's foot drop is old but since Monday the other foot drops too", "urgent"),
        ("numb toes in my plaster, blue and cold", "emergency"),
        ("both legs went to sleep on the loo and are still numb two days later", "emergency"),
        ("sat on the loo, both legs went to sleep and I can't pee since", "emergency"),
        ("both legs went numb on the stairs today", "emergency"),
        ("bum goes numb on the bench and I can't tell when I need a wee", "emergency"),
        ("bum went completely numb on the chair at work, still numb on Tuesday", "emergency"),
        ("knee gave out and swelled like a melon after I fell", "urgent"),
        ("heel blister popped, redness climbing past the ankle", "urgent"),
        ("heel blister popped, then I felt a pop in my achilles", "urgent"),
        ("I am diabetic and a blister burst on my heel", "urgent"),
        ("blister burst, now it is hot and weeping", "urgent"),
        ("knee pain since we went trekking two years back", "refer"),
        ("felt a pop sprinting, bruise down the outside of my thigh", "urgent"),
        ("one spot on my shin hurts when I hop", "urgent"),
        ("popeye lump in my biceps after a lift", "urgent"),
        ("hip pain and I have a new hip", "refer"),
        ("dad pushes me down the stairs", "crisis"),
        ("my grandson pulled up in a cartwheel, thigh pain, limping", "urgent"),
        ("Dad's 74, his calf cramps in bed every night and hurts by day too", "refer"),
        ("shin bone aches, fever went up on Sunday", "urgent"),
        ("jaw aches when I chew, 71, scalp sore", "urgent"),
        ("these days I want to die, lunges were all I had", "crisis"),
        ("fainted on the treadmill", "emergency"),
        ("uncle is 70 years, had a bypass, today without walking also getting tightness", "emergency"),
        ("ankle sore since we moved house twelve months back. Swells? Nah.", "refer"),
        ("the burn on my leg, the blister burst, can I wear a sleeve?", "urgent"),
        ("collapsed at mile ten in the heat, confused", "emergency"),
        ("no periods since I upped my runs", "refer"),
        ("varicose veins for years and now one calf is swollen and sore", "urgent"),
        ("dog slept on my arm, couldn't feel my hand and still can't lift the wrist", "urgent"),
        ("a dog bite on my shoulder, sore", "urgent"),
        ("ripped my hamstring, big bruise down the thigh", "urgent"),
        ("my father has had knee pain for ten years", "refer"),
        ("in a walking boot, toes gone purple", "emergency"),
        ("boot in the shin two hours ago, it is rock hard and the pain is getting worse", "emergency"),
    ],
)
def test_its_danger_still_counts(decide, text, route):
    assert decide(text).route.severity >= Route(route).severity
