"""Every family of signs in everyday words, beside a near miss of the same family that must stay calm."""

import pytest

from assistant.domain import Route

SIGNS = {
    "infection": [
        ("My left knee came up like a balloon overnight, it's boiling and I daren't bend it.", "emergency"),
        ("elbow red hot and swollen, I feel shivery", "emergency"),
        ("graze on my shin has red streaks creeping up the leg, it's warm", "urgent"),
        ("lower back pain and a temperature of 39", "emergency"),
        ("diabetic, small ulcer on my big toe, no pain", "urgent"),
        ("had a steroid injection in my shoulder on Tuesday and now it's hot and swollen", "urgent"),
    ],
    "clot-and-vessels": [
        ("right calf is swollen and warm since I flew back from Spain", "urgent"),
        ("calf sore and swollen, and I can't catch my breath", "emergency"),
        ("my foot has gone white, cold and numb all of a sudden", "emergency"),
        ("shin rock hard after a kick and the pain keeps getting worse, toes tingling", "emergency"),
        ("sudden tearing pain in my back and tummy and I feel faint", "emergency"),
    ],
    "fracture-and-bone-stress": [
        ("rolled my ankle on a kerb, can't take four steps", "urgent"),
        ("Gran tripped over the rug, can't get up, hip agony", "emergency"),
        ("came off my motorbike and my leg is bent the wrong way", "emergency"),
        ("I run 50 miles a week and my groin hurts when I hop", "urgent"),
        ("on warfarin, fell on my knee and it's swelling up", "urgent"),
        ("toes are blue and numb in my plaster cast", "emergency"),
    ],
    "tendon-and-joint": [
        ("knee locked bent since football and it won't straighten", "urgent"),
        ("felt a kick in the back of my leg playing squash, can't push off", "urgent"),
        ("my kneecap slipped out and popped back in", "urgent"),
        ("shoulder is out of its socket after a fall", "emergency"),
        ("heard a pop in my knee skiing and it swelled straight up", "urgent"),
        ("since this morning I can't lift my foot, it drags", "urgent"),
    ],
    "cord-and-nerve": [
        ("bad back and I've gone numb between my legs", "emergency"),
        ("sciatica in both legs and I can't pee", "emergency"),
        ("history of breast cancer and now my spine aches at night", "urgent"),
        ("neck pain, dizzy and seeing double", "emergency"),
    ],
    "heart-and-brain": [
        ("tight chest and my left arm aches", "emergency"),
        ("dad's face has dropped on one side and his speech is slurred", "emergency"),
        ("I blacked out halfway through my run", "emergency"),
        ("throat is swelling up after taking naproxen", "emergency"),
        ("banged my head at rugby, feel foggy and sick", "urgent"),
    ],
    "cancer-and-systemic": [
        ("I've lost a stone without trying and my back aches all night", "urgent"),
        ("did a huge leg session, now my pee is brown and my thighs are swollen", "emergency"),
        ("70, new headache at my temple and my jaw aches when I chew", "urgent"),
        ("sickle cell, pain all over my legs, can't cope", "emergency"),
    ],
    "children": [
        ("my 11 year old is limping and his knee hurts", "urgent"),
        ("toddler has a fever and won't stand on her leg", "emergency"),
        ("my son, 14, sudden pain in one testicle", "emergency"),
        ("my 9 year old has sore heels after football", "refer"),
    ],
    "pregnancy": [
        ("30 weeks pregnant, one calf is swollen and sore", "urgent"),
        ("I'm 34 weeks and bleeding", "urgent"),
        ("had my baby last week and I'm short of breath", "emergency"),
        ("22 weeks pregnant with a new pain in my hip", "refer"),
    ],
    "after-surgery": [
        ("ten days after my knee replacement the wound is oozing pus", "urgent"),
        ("calf swollen a week after my hip op", "urgent"),
        ("6 weeks after ACL surgery, when can I run?", "refer"),
    ],
    "medicines": [
        ("I've taken 20 paracetamol today for my back", "emergency"),
        ("black tarry poo since I started naproxen", "emergency"),
        ("on ciprofloxacin and my achilles is sore", "urgent"),
    ],
    "self-harm-and-abuse": [
        ("I can't do this any more, I want to end it all", "crisis"),
        ("everyone would be better off if I was dead", "crisis"),
        ("I've been cutting myself again", "crisis"),
        ("my husband pushed me down the stairs and my hip hurts", "crisis"),
    ],
    "persistent-pain": [
        ("my knee has been sore for two months", "refer"),
        ("hip pain keeps coming back", "refer"),
        ("tried physio and nothing helps my heel pain", "refer"),
    ],
    "clinician-only": [
        ("outside of my knee hurts, have I got ITBS?", "refer"),
        ("how many ibuprofen can I take for my ankle?", "refer"),
        ("my MRI report says meniscal tear, what does it mean?", "refer"),
        ("sprained my ankle on Monday, can I play Saturday's match?", "refer"),
    ],
}  # fmt: skip

NEAR_MISSES = {
    "infection": ["Does a hot bath help stiff knees?", "slight graze on my knee, healing nicely, can I run?"],
    "clot-and-vessels": ["calves sore after hill sprints yesterday", "do compression socks help on a long flight?"],
    "fracture-and-bone-stress": ["broke my wrist as a kid, are press-ups fine?", "how common are stress fractures?"],
    "tendon-and-joint": ["my knee clicks on the stairs, no pain", "should I lock my knees at the top of a squat?"],
    "cord-and-nerve": ["is numbness on a bike saddle common?", "what are the signs of cauda equina syndrome?"],
    "heart-and-brain": ["chest press or push-ups?", "out of breath on hills, new to running"],
    "cancer-and-systemic": ["lost weight with couch to 5k and feel great", "does weight loss help sore knees?"],
    "children": ["how much sleep does a teenage swimmer need?", "which boots for my daughter's wide feet?"],
    "pregnancy": ["which exercises are safe in pregnancy?", "is swimming good when pregnant?"],
    "after-surgery": ["had my appendix out in 2010, can I do planks?", "what is a hip replacement?"],
    "medicines": ["how does ibuprofen gel work in general?", "how much protein do runners need?"],
    "self-harm-and-abuse": ["these squats are killing me", "suicide drills for football fitness?"],
    "persistent-pain": ["sore quads since yesterday's leg day", "I've been running for ten years without trouble"],
    "clinician-only": ["what is ITBS?", "can I run two days in a row?"],
}


@pytest.mark.parametrize(("text", "route"), [row for rows in SIGNS.values() for row in rows])
def test_a_sign_is_never_routed_to_less(decide, text, route):
    assert decide(text).route.severity >= Route(route).severity


@pytest.mark.parametrize("text", [text for rows in NEAR_MISSES.values() for text in rows])
def test_a_near_miss_stays_an_ordinary_question(decide, text):
    assert decide(text).route is Route.ANSWER


def test_every_family_of_rules_stands_in_both_tables(engine):
    families = {rule.family for rule in engine.rules}
    assert set(SIGNS) == families and set(NEAR_MISSES) == families
