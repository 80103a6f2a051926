"""Side by side with the stack that tutorials build: recursive splitter, same embedding model, Chroma, the nearest four.

`python -m evals.benchmarks.tutorial` asks both every answerable question of the content sets, over the same corpus, in
one run, and prints a Markdown table. The tutorial's text is what it would hand to a language model: its four chunks,
nearest first, cut after as many words as our answer to the same question shows. Both times begin at the typed question
and end at the text; neither has the safety layer in it.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain import Document, Embedder
from evals.benchmarks.guidance_only import answer, open_guidance, read_cases
from evals.benchmarks.ranking import SETS
from evals.cases import Case
from evals.grading.words import plain, stands_in
from evals.intervals import wilson

NEAREST = 4
CHUNK_CHARS, OVERLAP_CHARS = 1000, 200  # what LangChain's tutorials use
SEPARATORS = ("\n\n", "\n", " ")


def split_recursively(text: str, separators: Sequence[str] = SEPARATORS) -> list[str]:
    """Cut a text as LangChain's recursive splitter does: at the coarsest separator whose pieces fit, with overlap."""
    if len(text) <= CHUNK_CHARS or not separators:
        return [text.strip()] if text.strip() else []
    pieces: list[str] = []
    for piece in text.split(separators[0]):
        pieces += [piece] if len(piece) <= CHUNK_CHARS else split_recursively(piece, separators[1:])
    chunks: list[str] = []
    window: list[str] = []
    for piece in pieces:
        if window and len(separators[0].join([*window, piece])) > CHUNK_CHARS:
            chunks.append(separators[0].join(window))
            while window and len(separators[0].join([*window, piece])) > CHUNK_CHARS:
                window.pop(0)
            while len(separators[0].join(window)) > OVERLAP_CHARS:
                window.pop(0)
        window.append(piece)
    return [chunk.strip() for chunk in [*chunks, separators[0].join(window)] if chunk.strip()]


class TutorialStack:
    """Splitter, embeddings and a Chroma collection in memory."""

    def __init__(self, documents: Sequence[Document], embedder: Embedder) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        texts = [text for document in documents for text in split_recursively(document.text)]
        vectors = np.stack([embedder.embed([text])[0] for text in texts])
        client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
        self._collection: Any = client.create_collection("tutorial", configuration={"hnsw": {"space": "cosine"}})
        for first in range(0, len(texts), 500):
            part = slice(first, first + 500)
            ids = [str(n) for n in range(len(texts))[part]]
            self._collection.add(ids=ids, embeddings=vectors[part], documents=texts[part])
        self._embedder = embedder
        self.size = len(texts)

    def answer(self, turns: Sequence[str]) -> str:
        """Return the nearest chunks to the last message, nearest first."""
        vector = self._embedder.embed([turns[-1]])[0]
        found = self._collection.query(query_embeddings=[vector], n_results=NEAREST)
        return "\n\n".join(found["documents"][0])


@dataclass(frozen=True, slots=True)
class Pair:
    """Both answers to one question."""

    ours: bool
    theirs: bool  # after as many words as ours
    theirs_whole: bool
    our_ms: float
    their_ms: float


def ask_both(cases: Sequence[Case], stack: TutorialStack, guidance: Any) -> list[Pair]:
    """Ask both, question by question, taking turns at who is first."""
    pairs = []
    for number, case in enumerate(cases):
        if number % 2:
            text, their_ms = _timed(stack, case.turns)
            given = answer(guidance, case.turns)
        else:
            given = answer(guidance, case.turns)
            text, their_ms = _timed(stack, case.turns)
        cut = " ".join(text.split()[: given.words])
        ours = not given.missing(case)
        pairs.append(Pair(ours, _holds(case, cut), _holds(case, text), given.elapsed_ms, their_ms))
    return pairs


def _timed(stack: TutorialStack, turns: Sequence[str]) -> tuple[str, float]:
    started = time.perf_counter()
    text = stack.answer(turns)
    return text, (time.perf_counter() - started) * 1000


def _holds(case: Case, text: str) -> bool:
    folded = plain(text)
    return all(any(stands_in(words, folded) for words in group) for group in case.expect.facts)


def table(pairs: Sequence[Pair]) -> list[str]:
    """Return the comparison as a Markdown table."""

    def rate(held: Sequence[bool]) -> str:
        interval = wilson(sum(held), len(held))
        within = f" [{interval[0]:.1%}, {interval[1]:.1%}]" if interval else ""
        return f"{sum(held)}/{len(held)} = {sum(held) / len(held):.1%}{within}"

    ours, theirs = (statistics.median(times) for times in ([p.our_ms for p in pairs], [p.their_ms for p in pairs]))
    return [
        "| | this assistant | tutorial stack |",
        "| --- | --- | --- |",
        f"| every fact shown, at equal length | {rate([p.ours for p in pairs])} | {rate([p.theirs for p in pairs])} |",
        f"| every fact in all four chunks | | {rate([p.theirs_whole for p in pairs])} |",
        f"| time per question, median | {ours:.1f} ms | {theirs:.1f} ms |",
        "",
        f"Ratio of medians: {ours / theirs:.2f}.",
    ]


class _Once:
    """Embeds without a memory, so that each side pays for its own embeddings."""

    def __init__(self, embedder: Any) -> None:
        self._inner: Embedder = embedder._embedder

    def embed(self, texts: Sequence[str]) -> Any:
        return self._inner.embed(texts)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks.tutorial", description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="test", help="cases to ask (default: test)")
    arguments = parser.parse_args(argv)
    guidance = open_guidance()
    paths: list[Path] = sorted(SETS.glob("content-*.yaml"))
    cases = [case for case in read_cases(paths, arguments.split) if case.expect.facts]
    stack = TutorialStack(list(guidance.documents.values()), _Once(guidance.retriever.embedder))
    answer(guidance, cases[0].turns)
    stack.answer(cases[0].turns)  # both have loaded what is loaded on first use
    print(f"{len(cases)} questions of the {arguments.split} split; the tutorial's corpus is {stack.size} chunks.\n")
    print("\n".join(table(ask_both(cases, stack, guidance))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
