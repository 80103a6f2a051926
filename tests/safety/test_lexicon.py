"""The phrases of the concepts: parsed, refused, and every one of them within reach of a message."""

import pytest

from assistant.errors import RuleError
from assistant.safety.engine import read_concepts
from assistant.safety.lexicon import Lexicon
from assistant.safety.words import split_words
from evals.safety.needless import sample_texts
from evals.safety.phrases import own_phrases, read_phrases


def test_every_phrase_is_found_when_it_is_typed_as_it_stands(engine):
    """A phrase with "u13" or "10k" in it would never be: a message is read as "you 13" and "10 k"."""
    concepts = read_phrases(engine.spellings)
    texts = {name: [phrase.text for phrase in own] for name, own in concepts.items()}
    lost = []
    for phrase in own_phrases(concepts):
        text = sample_texts(phrase, texts)[0]
        words = split_words(text, engine.spellings, engine.corrector)
        if not any(match.concept == phrase.concept for match in engine.lexicon.match(words)):
            lost.append(f"{phrase.concept}: {phrase.text}")
    assert lost == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("coaching the u13s", "child"),
        ("L4/L5 disc", "scan-words"),
        ("she is immunosuppressed", "weak-immune"),
        ("on fluoroquinolones", "fluoroquinolone"),
        ("couch to 5k", "bone-stress-load"),
        ("stiff till noon", "morning-stiff"),
        ("third bout of it", "recurs"),
    ],
)
def test_a_phrase_is_read_as_a_message_is(read, text, concept):
    assert concept in read(text).cues


def test_a_concept_holds_the_phrases_of_those_it_includes():
    concepts = read_concepts({})
    assert set(Lexicon(concepts).names) == set(concepts)
    lexicon = Lexicon({"knee": ["knee", "knee cap"], "joint": ["@knee", "elbow"]})
    found = lexicon.match(split_words("knee cap", {}, str))
    assert {(match.concept, match.last) for match in found} == {("knee", 2), ("joint", 2)}


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("(hot|red", "open bracket"),
        ("hot)", "bracket too many"),
        ("(hot)?", "can be empty"),
        ("~ hot", "begins with a gap"),
        ("@nee hot", "unknown concept @nee"),
        (" ".join(["(a|b c)"] * 11), "too many readings"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase, message):
    with pytest.raises(RuleError, match=message):
        Lexicon({"x": [phrase]})
