"""Which language a message is in, and dangers named in others than English."""

import pytest

from assistant.safety.language import detect_language
from tests.safety.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("me duele la rodilla cuando corro por la mañana", "es"),
        ("j'ai mal au genou quand je cours le matin", "fr"),
        ("mein Knie tut weh wenn ich morgens laufe", "de"),
        ("mi fa male il ginocchio quando corro la mattina", "it"),
        ("meu joelho dói quando corro de manhã", "pt"),
        ("mijn knie doet pijn als ik ga hardlopen", "nl"),
        ("boli mnie kolano kiedy biegam rano", "pl"),
        ("मेरे घुटने में दर्द है", "hi"),
        ("ਮੇਰੇ ਗੋਡੇ ਵਿੱਚ ਦਰਦ ਹੈ", "pa"),
        ("میرے گھٹنے میں درد ہے", "ur"),
        ("ركبتي تؤلمني عند الجري", "ar"),
        ("我的膝盖疼", "zh"),
    ],
)
def test_other_languages_are_told(engine, text, code):
    assert detect_language(engine.read(text, turn=0, today=TODAY).words) == code


@pytest.mark.parametrize(
    "text",
    [
        "my knee hurts when I run in the morning",
        "knee",
        "squats past parallel bad?",
        "wut stretchs 4 itb pls",
        "ma knee's gey sair",
        "plantar fasciitis exercises",
        "gluteus medius tendinopathy protocol",
        "pes anserinus bursitis",
        "asdf qwer",
        "",
        "🙂",
        "café stop after a parkrun",
        "Is it OK in El Paso or Los Angeles to run in summer",
    ],
)
def test_english_and_what_is_too_short_to_tell_stay_english(engine, text):
    assert detect_language(engine.read(text, turn=0, today=TODAY).words) == "en"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("me duele mucho el pecho y no puedo respirar", "emergency"),
        ("j'ai mal au genou et je veux mourir", "crisis"),
        ("meine Wade ist geschwollen und tut weh", "urgent"),
        ("मेरे सीने में दर्द है", "emergency"),
        ("لا أستطيع التبول وظهري يؤلمني", "emergency"),
    ],
)
def test_a_danger_in_another_language_is_raised(decide, text, route):
    assert decide(text).route == route


@pytest.mark.parametrize(
    "text",
    ["welche Übungen sind gut für mein Knie und die Hüfte", "qué ejercicios son buenos para la rodilla y la cadera"],
)
def test_an_ordinary_question_in_another_language_gets_the_language_card(decide, text):
    decision = decide(text)
    assert (decision.route, decision.card) == ("decline", "language")


def test_a_danger_said_in_english_before_outlives_a_change_of_language(decide):
    said = ("my knee is red hot, huge and I can't bend it", "welche Übungen sind gut für mein Knie und die Hüfte")
    assert decide(*said).route == "emergency"


def test_a_danger_said_in_another_language_outlives_a_change_to_english(decide):
    assert decide("me duele mucho el pecho y no puedo respirar", "which stretches help knees?").route == "emergency"
