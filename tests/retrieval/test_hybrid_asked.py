"""A section is found by the other ways to ask for it as by its heading."""

import numpy as np

from assistant.domain import Chunk, Document, Section, Sentence, Vector
from assistant.retrieval.hybrid import Asked, HybridRanking, Wanted, asks_so
from assistant.retrieval.keywords import KeywordIndex, Stemmer


def ranking(asked: list[Vector]) -> HybridRanking:
    sections = tuple(Section((f"Heading {n}",), 0, 5, (Sentence(0, 5),)) for n in range(2))
    document = Document("a", "A", "Rest.", sections, "a.md", "hash", kind="topic")
    chunks = {f"c{n}": Chunk(f"c{n}", "a", n, 0, 5, f"heading {n}") for n in range(2)}
    headings = np.eye(4, dtype=np.float32)[:2]
    keywords = KeywordIndex([chunk.indexed for chunk in chunks.values()], Stemmer())
    return HybridRanking(chunks, {"a": document}, keywords, headings, lambda vector, k: [], asked_vectors=asked)


def test_the_likest_way_to_ask_counts() -> None:
    question = np.eye(4, dtype=np.float32)[2]
    other = np.eye(4, dtype=np.float32)[3:]
    plain = ranking([]).rank([Asked("elsewhere", question)])
    best = ranking([other, np.stack([other[0], question])]).rank([Asked("elsewhere", question)])
    assert best[0].chunk.id == "c1"
    assert best[0].heading == 1.0
    assert best[0].score > plain[0].score
    assert best[1].heading == 0.0


def test_what_is_asked_so_counts_beyond_its_likeness_and_by_a_reading_without_weight() -> None:
    question, talk = np.eye(4, dtype=np.float32)[2], np.eye(4, dtype=np.float32)[3]
    ranks = ranking([np.stack([question]), np.stack([talk])])
    alone = ranks.rank([Asked("elsewhere", talk)])
    beside = ranks.rank([Asked("elsewhere", talk), Asked("instead", question, 0.0)])
    assert [passage.asks_so for passage in alone] == [float(asks_so(np.float32(1.0))), 0.0]
    assert {passage.asks_so for passage in beside} == {float(asks_so(np.float32(1.0)))}


def test_a_way_to_ask_decides_only_within_what_the_conversation_names() -> None:
    question = np.eye(4, dtype=np.float32)[2]
    ranks = ranking([np.stack([question]), np.stack([question])])
    named = ranks.rank([Asked("elsewhere", question)], Wanted(named=("another",)))
    assert all(passage.asks_so == 0.0 for passage in named)


def test_only_what_is_nearly_the_same_counts_as_asked_so() -> None:
    assert asks_so(np.float32(0.75)) == 0.0 < asks_so(np.float32(0.9)) < asks_so(np.float32(1.0))
