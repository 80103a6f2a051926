"""The benchmarks: how the tutorial's text is cut, how weights and lines are fitted, and that the gallery is fresh."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Message, Route, SafetyDecision
from assistant.retrieval.answerable import Features
from assistant.retrieval.hybrid import PARTS, read_weights
from evals.benchmarks import abstaining, ranking, safety_time
from evals.benchmarks.tutorial import CHUNK_CHARS, OVERLAP_CHARS, Pair, split_recursively, table
from evals.gallery import PAGE, read_conversations, rendered
from tests.fakes import WordEmbeddings

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"


def test_a_text_is_cut_at_paragraphs_with_overlap_and_nothing_is_lost() -> None:
    paragraphs = [f"Paragraph {n} " + "of running and rest " * 7 for n in range(30)]
    chunks = split_recursively("\n\n".join(paragraphs))
    assert all(len(chunk) <= CHUNK_CHARS for chunk in chunks)
    assert all(any(paragraph.strip() in chunk for chunk in chunks) for paragraph in paragraphs)
    for before, after in pairwise(chunks):
        shared = after.split("\n\n")[0].strip()
        assert shared in before
        assert len(shared) <= OVERLAP_CHARS


def test_a_long_paragraph_is_cut_at_words() -> None:
    chunks = split_recursively("word " * 900)
    assert len(chunks) > 4
    assert all(len(chunk) <= CHUNK_CHARS and set(chunk.split()) == {"word"} for chunk in chunks)


def test_the_comparison_gives_both_shares_and_the_ratio_of_medians() -> None:
    pairs = [
        Pair(True, False, True, 20.0, 10.0),
        Pair(True, True, True, 30.0, 20.0),
        Pair(False, False, False, 40.0, 30.0),
    ]
    lines = "\n".join(table(pairs))
    assert "2/3 = 66.7%" in lines
    assert "1/3 = 33.3%" in lines
    assert "Ratio of medians: 1.50." in lines


def choice(name: str, right: int, seed: int) -> ranking.Choice:
    parts = np.random.default_rng(seed).random((6, len(PARTS)))
    parts[:, PARTS.index("sparse")] = 0.1
    parts[right, PARTS.index("sparse")] = 0.9  # only the words tell here
    right_ones = np.zeros(6, dtype=bool)
    right_ones[right] = True
    return ranking.Choice(name, parts, right_ones, np.arange(6))


def test_the_fit_leans_on_the_part_that_tells() -> None:
    given = [choice(f"case-{n}", n % 6, n) for n in range(40)]
    fitted = ranking.fit(given, 1.0)
    places = [one.place(fitted) for one in given]
    assert fitted[PARTS.index("sparse")] > 2 * ranking.START.sparse
    assert np.mean([place == 1 for place in places]) > 0.9


def test_the_place_counts_sections_not_chunks() -> None:
    one = ranking.Choice("a", np.array([[3.0], [2.0], [1.0]]), np.array([False, False, True]), np.array([0, 0, 1]))
    assert one.place(np.array([1.0])) == 2


def test_the_weights_in_use_are_those_of_the_data_file() -> None:
    assert read_weights().dense > 0
    text = ranking.written({name: getattr(read_weights(), name) for name in PARTS})
    data = CORPUS.parent / "assistant" / "retrieval" / "data" / "ranking.yaml"
    assert data.read_text(encoding="utf-8") == text


def measured(number: int, is_answerable: bool, score: float) -> abstaining.Measured:
    return abstaining.Measured(f"m{number}", is_answerable, Features(score, 0.0, 0.0, False))


def test_the_curve_counts_both_mistakes_and_the_lowest_good_line_is_taken() -> None:
    given = [measured(n, n % 2 == 0, 1.0) for n in range(4)]
    chance = {"m0": 0.9, "m1": 0.3, "m2": 0.1, "m3": 0.05}
    rows = {line: rest for line, *rest in abstaining.curve(given, chance)}
    assert rows[0.28] == [0.5, 0.5, 0.5]
    assert rows[0.32] == [0.25, 0.0, 0.5]
    assert abstaining.chosen_line(abstaining.curve(given, chance)) == 0.32


def test_the_fitted_score_rises_with_what_was_found() -> None:
    given = [measured(n, n >= 20, 1.0 + n / 20) for n in range(40)]
    limits = abstaining.fit(given)
    assert limits.score > 0


@pytest.mark.usefixtures("corpus_index")
def test_the_gallery_is_a_fresh_rendering(assistant) -> None:
    fresh = rendered(read_conversations(), assistant)
    assert PAGE.read_text(encoding="utf-8") == fresh, "run `python -m evals.gallery`"


def test_the_gallery_covers_every_topic(assistant) -> None:
    conversations = read_conversations()
    cited = {c.document for one in conversations for c in assistant.reply(one.turns).citations}
    topics = {name for name, document in assistant.documents.items() if document.kind == "topic"}
    assert len(conversations) >= 30
    assert topics - cited == set()


def test_the_time_beyond_the_embedding_is_what_the_encoder_did_not_take() -> None:
    watch = safety_time.Stopwatch()
    encode = watch.around(lambda text: text.upper())

    class Screen:
        def decide(self, messages: Sequence[Message], *, today: date) -> SafetyDecision:
            encode(messages[-1].text)
            return SafetyDecision(Route.ANSWER)

    taken = safety_time.measure([["my knee", "which shoes?"], ["a bridge"]], Screen(), watch, WordEmbeddings())
    assert len(taken) == 2
    assert all(0 < each.encoder <= each.whole and each.beyond == each.whole - each.encoder for each in taken)
    assert all(part in safety_time.times_table(taken) for part in safety_time.PARTS)
