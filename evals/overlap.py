"""Runs of eight words that the guidance shares with a source: `python -m evals.overlap SOURCE … [--corpus DIR]`.

Sentences are written anew; names of people, papers and exercises are all that may be shared.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.index.build import read_corpus

RUN = 8
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CITATION = re.compile(r"\[[^\]]*\]")


def shingles(text: str) -> Iterator[tuple[str, ...]]:
    """Give every run of `RUN` words, lower case, without marks."""
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def shared_runs(corpus: Path, sources: Sequence[Path]) -> list[tuple[str, str, str]]:
    """Return `(document, sentence, source)` for every sentence that shares a run of words with a source."""
    known: dict[tuple[str, ...], str] = {}
    for path in sources:
        text = _CITATION.sub(" ", _HEADER.sub("", path.read_text(encoding="utf-8")))
        for line in text.splitlines():  # a run over the end of a line is nobody's sentence
            known.update(dict.fromkeys(shingles(line), path.name))
    found = []
    for document in read_corpus([corpus]):
        for section in document.sections:
            for sentence in section.sentences:
                text = document.text[sentence.start : sentence.end]
                source = next((known[run] for run in shingles(text) if run in known), None)
                if source:
                    found.append((document.source, text, source))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is shared; 0 when nothing is, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    arguments = parser.parse_args(argv)
    found = shared_runs(arguments.corpus, arguments.sources)
    for document, sentence, source in found:
        print(f"{document}: {sentence!r} shares eight words with {source}")
    print(f"{len(found)} sentences share a run of {RUN} words with {len(arguments.sources)} sources.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
