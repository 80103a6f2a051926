import pytest

from assistant.safety.lexicon import Lexicon
from assistant.safety.spelling import Corrector
from assistant.safety.words import split_words


def _same(word):
    return word


def test_words_keep_the_characters_they_came_from():
    text = "My KNEE’s swolen… I can't  bend it (38.5°)"
    words = split_words(text, {"swolen": "swollen"}, _same)
    assert words.words == ("my", "knee", "swollen", "i", "cant", "bend", "it", "38.5")
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)][1:3] == ["KNEE’s", "swolen"]


def test_letters_that_grow_in_lower_case_shift_nothing():
    text = "İİİ my knee"
    words = split_words(text, {}, _same)
    assert text[words.starts[-1] : words.ends[-1]] == "knee"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("6wks", ("6", "weeks")), ("14th", ("14",)), ("6/52", ("6/52",)), ("mum's", ("mum",)), ("it's", ("its",))],
)
def test_shorthand(typed, read):
    assert split_words(typed, {"wks": "weeks"}, _same).words == read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("swollenn", "swollen"),
        ("breathles", "breathless"),
        ("nummmb", "numb"),
        ("clogs", "clogs"),
        ("wheezing", "wheezing"),
        ("calf", "calf"),
    ],
)
def test_typing_errors_are_mended_and_other_words_left(typed, meant):
    corrector = Corrector(
        {"swollen", "breathless", "numb", "clots", "weeing", "calves"}, frozenset({"clogs"}), {"wheez"}
    )
    assert corrector(typed) == meant


def test_phrases_match_with_gaps_options_groups_and_prefixes():
    lexicon = Lexicon(
        {"a": ["(cant|unable to) (really)? feel ~2 foot"], "b": ["swell*"], "c": ["on (his|her (left|right)) side"]}
    )
    words = split_words("unable to feel my left foot. swelling on her left side. cant feel my. foot", {}, _same)
    assert {(m.concept, words.words[m.first]) for m in lexicon.match(words)} == {
        ("a", "unable"),
        ("b", "swelling"),
        ("c", "on"),
    }


@pytest.mark.parametrize(("typed", "meant"), [("talkin", "talking"), ("pushd", "pushed"), ("cabin", "cabin")])
def test_an_ending_as_spoken_is_written_out_before_a_prefix_keeps_the_word(typed, meant):
    corrector = Corrector(["talking", "pushed", "talkie"], frozenset({"cabin"}), prefixes=["push"])
    assert corrector(typed) == meant


def test_a_capital_after_a_small_word_names_a_place():
    def noose(word):
        return "noose" if word == "noosa" else word

    assert split_words("we stay in Noosa", {}, noose).words[-1] == "noosa"
    for typed in ("we stay in noosa", "Noosa", "IN NOOSA", "the Noosa"):
        assert split_words(typed, {}, noose).words[-1] == "noose"
