"""A question about a technique beside a danger: no rolling, stretching or loading is shown for a clot or a fracture."""

import pytest

from assistant.domain import Route

TECHNIQUES = [
    "Can I foam roll it?",
    "Which stretch is best?",
    "Should I massage it?",
    "Heat or ice?",
    "How many calf raises should I do?",
    "Just give me one exercise.",
    "Can I run on it tomorrow?",
    "Would taping it help?",
]
CONTEXTS = {
    "clot": "My left calf is swollen and sore since a long flight.",
    "fracture": "I fell on my ankle and can't put any weight on it.",
    "infection": "My knee is red, hot and swollen and I can't bend it.",
    "tendon": "I felt a kick in the back of my leg playing squash and can't push off.",
    "neck artery": "My neck hurts and I'm dizzy and seeing double.",
    "stress fracture": "My groin hurts when I hop and I run 60 miles a week.",
    "compartment": "My shin is rock hard after a kick and the pain keeps getting worse.",
    "cauda equina": "I've gone numb between my legs and my back hurts.",
    "heart": "My chest is tight and my arm aches.",
    "crisis": "I want to end my life.",
}


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("context", CONTEXTS)
def test_no_technique_is_allowed_beside_a_danger(decide, context, technique):
    for turns in [
        (f"{CONTEXTS[context]} {technique}",),
        (f"{technique} {CONTEXTS[context]}",),
        (CONTEXTS[context], technique),
    ]:
        decision = decide(*turns)
        assert decision.route.severity >= Route.URGENT.severity and not decision.guidance_allowed, turns


@pytest.mark.parametrize("technique", [each for each in TECHNIQUES if "tomorrow" not in each])
def test_the_same_questions_alone_are_ordinary(decide, technique):
    assert decide("My outer knee is a bit sore since yesterday's run.", technique).route is Route.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "I'm 38 weeks pregnant, how many tablets of ibuprofen can I take for my back?",
        "what dose of naproxen for a 10 year old with a sore knee",
        "can I double my codeine for my knee",
        "is 800 mg of ibuprofen ok before a run",
        "should I stop my warfarin before the marathon",
        "am I fit to play on Saturday after my hamstring tear?",
        "can you clear me to race with this ankle sprain",
        "6 weeks after my ACL reconstruction, can I squat past 90?",
        "when can I put weight on my leg after ankle surgery",
        "my x-ray report says mild arthritis, should I worry",
        "outer knee pain, have I got ITBS?",
    ],
)
def test_what_only_a_clinician_may_answer_is_referred_at_least(decide, text):
    assert decide(text).route.severity >= Route.REFER.severity


@pytest.mark.parametrize(
    "text",
    [
        "what dose of naproxen for a 10 year old with a sore knee",
        "6 weeks after my ACL reconstruction, can I squat past 90?",
        "when can I put weight on my leg after ankle surgery",
        "my 10 year old has sore heels, which stretches?",
    ],
)
def test_beside_these_referrals_no_guidance_is_shown(decide, text):
    assert not decide(text).guidance_allowed
