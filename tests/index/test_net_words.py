"""The reader of words computes over the buckets a text fills what training computes over all of them."""

import numpy as np
import pytest
from scipy.special import softmax

from assistant.index.net_words import BLOCKS, WordClassifier, features

TEXTS = ("my knee hurts on the outside, knee again", "hot swollen calf after a flight", "ok", "", "…!?", "héllo’s knee")


@pytest.fixture(scope="module")
def classifier():
    dice = np.random.default_rng(7)
    sizes = [buckets for _, _, buckets in BLOCKS]
    rarity = tuple(np.where(dice.random(size) < 0.3, 0.0, dice.random(size)).astype(np.float32) for size in sizes)
    return WordClassifier(rarity, dice.normal(size=(6, sum(sizes))).astype(np.float32), np.arange(6, dtype=np.float32))


def test_gives_what_the_whole_matrix_gives(classifier):
    expected = softmax(features(TEXTS, classifier.rarity) @ classifier.weights.T + classifier.bias, axis=1)
    assert classifier.probabilities(TEXTS) == pytest.approx(expected, abs=1e-5)


def test_a_text_without_a_word_is_judged_by_the_bias_alone(classifier):
    assert classifier.probabilities([""])[0] == pytest.approx(softmax(classifier.bias), abs=1e-6)
