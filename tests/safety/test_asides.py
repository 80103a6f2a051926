"""What is told beside a question counts for nothing that only refers; a complaint of the writer's own always does."""

import pytest

from assistant.domain import Route

_SOUGHT = {Route.REFER, Route.URGENT, Route.EMERGENCY, Route.CRISIS}


@pytest.mark.parametrize(
    "text",
    [
        # Over, and told as over.
        "My heel was sore for the best part of a year. It has not returned. Should I keep up the calf raises?",
        "Shin splints plagued me for months in my forties, nothing since. How fast may I add miles?",
        "My back hurt for months, but that was when I drove a cab. No pain since. Is rowing fine?",
        # Somebody else's, while the writer is well.
        "My aunt has had a bad shoulder for two years. I'm fine myself. How do I look after mine?",
        "A bloke at the club had sciatica for a year and now he's running again. How does a disc heal?",
        "Our goalie was out with his knee for months and he's back playing. What stops that happening?",
        "My late father's knees ached for decades. What keeps knees strong?",
        "My cousin had a knee operation last autumn and she's back cycling. What exercises do people usually do?",
        # Parted over two messages.
        "Mum had a sore hip for years. || She passed away in 2012. || I'm well, so what keeps hips going?",
    ],
)
def test_what_is_told_beside_a_question_refers_nobody(decide, text):
    assert decide(*text.split(" || ")).route is Route.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "My heel has been sore for the best part of a year. Should I keep up the calf raises?",
        "My heel was sore for a year, then fine, and since March it is sore every morning. Calf raises?",
        "I had knee pain for four months, no pain at rest. Which exercises?",
        "My aunt has had a bad shoulder for two years. I'm fine myself. What can she do for it?",
        "My aunt's shoulder is better and I'm fine, only my own has ached for two months. What helps?",
        "A bloke at the club had sciatica for a year. Mine has hurt for ten weeks. How does a disc heal?",
        "Our goalie is back playing but my knee has been sore for months. What helps?",
        "My dad's knees have ached for years. Which exercises help him?",
        "Mum had a sore hip for years. || She passed away in 2012. || Now mine has ached for five months, what helps?",
        "19 weeks and my wrist started hurting at work, can you say I'm ok to lift",
    ],
)
def test_a_complaint_is_believed_whatever_stands_beside_it(decide, text):
    assert decide(*text.split(" || ")).route in _SOUGHT


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour had a stroke and she's back walking, I'm fine. Now my face has dropped on one side.",
        "Dad's hip was bad for years, I'm well. My calf is swollen and hot since the flight.",
        "I'm well. My mum has chest pain and is sweating.",
        "My daughter was in a cast for months when she was four. She's 11 now and has limped since yesterday.",
        "Pregnant with my second, 22 weeks, bleeding since lunch.",
    ],
)
def test_danger_is_never_an_aside(decide, text):
    assert decide(text).route in {Route.URGENT, Route.EMERGENCY}
