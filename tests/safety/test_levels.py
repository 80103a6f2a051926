"""The level a rule gives: each pair is a lesser message and, beside it, the one with the sign that raises it."""

import pytest

from assistant.domain import Route
from assistant.safety.engine import most_severe
from tests.safety.conftest import TODAY

CRISIS, EMERGENCY, URGENT = Route.CRISIS.severity, Route.EMERGENCY.severity, Route.URGENT.severity

PAIRS = [
    # Crisis: a figure of speech, and the words meant
    (CRISIS, "saying goodbye to my old trainers, which pair next?", "saying goodbye to my kids tonight"),
    (CRISIS, "I want to end it with my gym, bands at home instead?", "I want to end it"),
    (CRISIS, "wrote a letter to the shoe shop about the soles", "wrote a letter to my wife and the kids"),
    (CRISIS, "I can't go on holiday with this stiff back", "I can't go on"),
    (CRISIS, "I can't go on tiptoe on the left", "I can't go on like this"),
    (CRISIS, "want to die after 400 m reps, is that right?", "after my operation I want to die"),
    (CRISIS, "my elbow took the lot when I went down", "I took the lot, every tablet"),
    (CRISIS, "my husband kicks me out of bed to run", "my husband kicks me in the stomach"),
    (CRISIS, "my wife hit me with a tennis ball, small bruise", "my wife hit me with a pan"),
    (CRISIS, "it was like someone kicked me in the calf", "dad kicked me in the calf"),
    (CRISIS, "my husband had his knee done in May", "I am paying a lad to get his knee done"),
    (CRISIS, "they pinned my ankle last spring", "he pinned my arms and would not let go"),
    # Emergency: another sense, or a sign that is missing
    (EMERGENCY, "I fell asleep on the coach, now my neck is stiff", "I fell off the coach step, neck sore, hand numb"),
    (EMERGENCY, "my forearms were pumped solid after climbing", "forearm solid and the pain keeps climbing"),
    (EMERGENCY, "quads like wood after hill reps", "calf like wood and numb after a kick"),
    (EMERGENCY, "calf pumps every hour on the plane?", "calf pain worse every hour since the kick"),
    (EMERGENCY, "confused which brace to buy", "hot day, he stopped running and is confused"),
    (EMERGENCY, "gran broke her hip in March, safe exercises now?", "gran fell today and broke her hip"),
    (EMERGENCY, "ankles a bit puffy on the hot coach", "ankle puffy, hot and too sore to move"),
    (EMERGENCY, "knees tender from the marble floor", "foot gone cold and white like marble"),
    (EMERGENCY, "my wee is like water", "my wee is like cola after the gym"),
    (EMERGENCY, "the ball of my foot is sore", "one ball is swollen and sore"),
    (EMERGENCY, "I can't ride the quad bike, sore hip", "came off the quad bike, hip is agony"),
    (EMERGENCY, "back pain, temp 38.5 and burning pee", "back pain, temp 38.5 and shivers"),
    (EMERGENCY, "big toe joint red, hot, can't bear the sheet", "knee joint red, hot, can't bear the sheet"),
    (EMERGENCY, "gout toe, red and hot, no fever", "gout toe, red and hot, fever and shivers"),
    (EMERGENCY, "knee replacement warm and puffy, feel well", "knee replacement warm and puffy, shivering"),
    (EMERGENCY, "tore something in my chest benching, pec lopsided, armpit black", "tearing pain in my chest"),
    (EMERGENCY, "second toe has gone black, dry, no smell", "diabetic, second toe has gone black"),
    (EMERGENCY, "toenails gone black after the descent", "leg gone black and spreading, I feel ill"),
    (EMERGENCY, "plantar fasciitis in both feet and an old bad back", "pain down both legs and a bad back"),
    (EMERGENCY, "wrist twisted, swollen, hand warm, fingers move", "wrist twisted, swollen, hand numb and cold"),
    (EMERGENCY, "kicked, thigh black and blue, swollen", "kicked, foot white and cold"),
    (EMERGENCY, "plaster off months ago: hand burns, purple", "plaster on: hand burns, fingers purple"),
    (EMERGENCY, "knee hot and fatter since the cortisone injection", "knee hot since the cortisone injection, fever"),
    (EMERGENCY, "sharp rib at every stroke now", "he had a stroke now, face drooping"),
    (EMERGENCY, "back hurts on the right side, pink wee", "thighs hurt after squats, dark wee"),
    (EMERGENCY, "foot sweats and goes blotchy since the sprain in May", "sweats, shaking and blotchy since the cut"),
    (EMERGENCY, "hand purple some days and ice cold others since June", "hand suddenly purple and ice cold"),
    (EMERGENCY, "dislocated shoulder in May, am I ok for rugby?", "dislocated shoulder just now, can't move it"),
    (EMERGENCY, "MRI of the disc: annular tear, is that bad?", "sudden tearing pain in my back, it is bad"),
    # Urgent: another sense, or something of long ago
    (URGENT, "terrified of tearing my ACL skiing", "heard it tear skiing, knee swelled at once"),
    (URGENT, "my knees gave way when I saw the price", "my knee gave way and swelled when I twisted it"),
    (URGENT, "holding both buttons resets the watch, neck fine", "can't do my buttons up, hands clumsy, neck sore"),
    (URGENT, "hip hurts when I lift my leg into the car", "I have to lift my leg into the car with my hands"),
    (URGENT, "grazed knee, scabby, bends fine", "grazed knee, weeping pus and hot"),
    (URGENT, "swelling is not there, redness is not there, foot sore", "foot red and swollen, sore"),
    (URGENT, "had my flu jab, arm warm and sore", "had a steroid jab in my knee, warm and worse"),
    (URGENT, "thumb pain, would a night splint help?", "thumb in a splint, numb and too tight"),
    (URGENT, "on warfarin, knee aches since May, ibuprofen ok?", "on warfarin, knee swollen since I knocked it"),
    (URGENT, "fell, x-ray showed no break, shoulder is weak", "fell, shoulder is weak, can't lift the arm"),
    (URGENT, "lump over my kneecap, tender", "lump in my groin, hard and tender"),
    (URGENT, "elbow hanging about like a bad smell", "elbow wound that smells"),
    (URGENT, "shin sore running, fine at rest and at night", "shin sore running, aches at night in bed"),
    (URGENT, "I can go on tiptoe, calf tight", "calf weak and I can't go on tiptoe"),
    (URGENT, "wound's sweet six weeks after the ankle op", "ankle wound won't heal"),
    (URGENT, "bruise on my shin, purple then green, sore", "scratch on my shin has gone green and hot"),
    (URGENT, "jaw ache from teeth grinding", "I'm 68, jaw aches when I chew, new headache"),
]


@pytest.mark.parametrize(("level", "lesser", "graver"), PAIRS, ids=[pair[1][:40] for pair in PAIRS])
def test_the_level_follows_the_sign(engine, level, lesser, graver):
    found = [most_severe(engine.fire([engine.read(text, turn=0, today=TODAY)])).severity for text in (lesser, graver)]
    assert found[0] < level <= found[1], found
