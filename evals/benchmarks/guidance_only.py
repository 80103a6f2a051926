"""The answering steps alone: understanding, retrieval, abstaining and composition, without the safety layer.

Constants are chosen on these steps; the safety layer has figures of its own.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answer.citing import cite
from assistant.answer.compose import compose
from assistant.answer.selection import Evidence
from assistant.assembly import _guidance, _open_index  # the same wiring as `Assistant.open`, less the safety data
from assistant.domain import Message, Route
from assistant.retrieval.answerable import Outcome, outcome
from assistant.retrieval.finding import find_passages
from assistant.settings import read_settings
from assistant.turn import Guidance
from evals.cases import Case
from evals.grading.words import plain, stands_in, word_count
from evals.reading import read_sets


@dataclass(frozen=True, slots=True)
class Given:
    """What the answering steps made of one conversation."""

    outcome: Outcome
    sentences: tuple[str, ...]
    documents: tuple[str, ...]
    """Cited, in the order of their first citation."""
    elapsed_ms: float

    @property
    def words(self) -> int:
        """Words of guidance shown."""
        return word_count(self.sentences)

    def missing(self, case: Case) -> list[tuple[str, ...]]:
        """Return the groups of facts of which nothing is shown."""
        text = plain("\n".join(self.sentences))
        return [group for group in case.expect.facts if not any(stands_in(words, text) for words in group)]


def open_guidance() -> Guidance:
    """Open the configured index."""
    embedder, _, (index, store) = _open_index(read_settings())
    return _guidance(index, store, embedder)


def answer(guidance: Guidance, turns: Sequence[str]) -> Given:
    """Answer the last of the user's turns."""
    started = time.perf_counter()
    questions = guidance.understanding.read([Message(turn) for turn in turns])
    found = find_passages(guidance, questions)
    results = [outcome(q, p, guidance.stemmer, guidance.vocabulary) for q, p in found]
    parts = [
        Evidence(question, guidance.retriever.embedder.embed([question.text])[0], passages)
        for (question, passages), result in zip(found, results, strict=True)
        if result == "answerable"
    ]
    quotations = compose(parts, guidance.sentences).quotations if parts else ()
    cited = cite(quotations, lambda name: guidance.documents[name])
    return Given(
        outcome="answerable" if parts else results[0],
        sentences=tuple(sentence.text for sentence in cited.sentences),
        documents=tuple(dict.fromkeys(citation.document for citation in cited.citations)),
        elapsed_ms=(time.perf_counter() - started) * 1000,
    )


def read_cases(paths: Sequence[Path], split: str) -> list[Case]:
    """Return the cases of a split that have facts or documents, or say whether to abstain."""
    cases = [case for one in read_sets(paths) for case in one.cases]
    return [
        case
        for case in cases
        if case.split == split
        and (not case.expect.route or Route.ANSWER in case.expect.route)
        and (case.expect.facts or case.expect.documents or case.expect.abstain is not None)
    ]
