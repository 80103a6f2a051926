"""Misspelt words: by letters, by sound, and the words that must be left as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.spelling import Speller, read_spellings, sound_of
from assistant.retrieval.vocabulary import Synonyms, Vocabulary

TEXT = (
    "strength strength training insoles insoles arch hip hip knee running running rolling foam beach feet feet cycle "
    "cycling balance balance pregnant gluteal tendinopathy miss missed double layers blocks heel pain means many"
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary([TEXT], Synonyms({}, {}))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("strenth", "strength"),
        ("insoals", "insoles"),
        ("hipp", "hip"),
        ("rollin", "rolling"),
        ("cyle", "cycle"),
        ("balence", "balance"),
        ("pregnent", "pregnant"),
        ("gluteel tendonopathy", "gluteal tendinopathy"),
        ("mised", "missed"),
        ("wen shud i", "when should i"),
        ("b4", "before"),
        ("dose it hurt", "does it hurt"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_meant(vocabulary: Vocabulary, typed: str, read: str) -> None:
    assert vocabulary.mend(typed) == read


@pytest.mark.parametrize("typed", ["lasers", "brooks", "hoka", "rain", "snow", "wash", "paid", "hoop", "EPP", "5k"])
def test_ordinary_words_makes_and_abbreviations_are_left_alone(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.mend(f"about {typed} here") == f"about {typed} here"


@pytest.mark.parametrize(
    ("one", "other"), [("nees", "knees"), ("meny", "many"), ("dubble", "double"), ("fone", "phone")]
)
def test_words_that_sound_alike_share_a_sound(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_a_dose_of_something_is_no_misspelt_does(vocabulary: Vocabulary) -> None:
    assert vocabulary.mend("dose of strength") == "dose of strength"


def test_each_spelling_maps_text_to_other_text() -> None:
    assert all(typed != read and read for typed, read in read_spellings().items())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_is_read_as_itself_or_as_a_known_one_whatever_came_before(word: str) -> None:
    counts = {"strength": 2, "hip": 2, "balance": 1}
    fresh, used = Speller(counts, set(counts)), Speller(counts, set(counts))
    used("strenth")
    assert fresh(word) == used(word)
    assert fresh(word) == word or fresh(word) in counts or fresh(word) == f"{word}g"
