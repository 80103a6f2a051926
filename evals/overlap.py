"""Runs of eight words that the guidance shares with its sources: `python -m evals.overlap CORPUS SOURCE …`.

Sentences and headings are written anew; names of people, papers and exercises are all that may be shared. A source is a
text or Markdown file, or a folder of them.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Document
from assistant.errors import AssistantError, GuidanceError
from assistant.index.build import read_corpus

RUN = 8
_SUFFIXES = (".md", ".markdown", ".txt")
_HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CITATION = re.compile(r"\[[^\]\n]*\]")
# A new paragraph, list item, heading or table row begins: a run over it is nobody's sentence.
_BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•#|]|\d+[.)]\s))")


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of the guidance that stand in a source too."""

    document: str
    text: str
    run: str
    source: str

    def __str__(self) -> str:
        return f"{self.document}: {self.text!r} shares {self.run!r} with {self.source}"


def shingles(text: str) -> Iterator[tuple[str, ...]]:
    """Give every run of `RUN` words, lower case, without marks."""
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def runs_of(text: str) -> set[tuple[str, ...]]:
    """Return the runs of a source, with and without the citations inside its sentences."""
    found: set[tuple[str, ...]] = set()
    for paragraph in _BREAK.split(_HEADER.sub("", text.replace("\r\n", "\n"))):
        found.update(shingles(paragraph))
        found.update(shingles(_CITATION.sub(" ", paragraph)))
    return found


def shared_runs(documents: Sequence[Document], sources: Sequence[tuple[str, str]]) -> list[Shared]:
    """Find every sentence and heading that shares a run of words with a source.

    Args:
        documents: the guidance.
        sources: name and text of each source.
    """
    known: dict[tuple[str, ...], str] = {}
    for name, text in sources:
        known.update(dict.fromkeys(runs_of(text), name))
    found = []
    for document in documents:
        for text in _own_words(document):
            run = next((run for run in shingles(text) if run in known), None)
            if run:
                found.append(Shared(document.source, text, " ".join(run), known[run]))
    return found


def _own_words(document: Document) -> Iterator[str]:
    yield document.summary
    for section in document.sections:
        yield from section.ways_to_ask
        for sentence in section.sentences:
            yield document.text[sentence.start : sentence.end]


def read_sources(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Read the sources, folders file by file.

    Raises:
        GuidanceError: a path is missing, a folder holds no text, or a file is not UTF-8.
    """
    files: list[Path] = []
    for path in paths:
        inside = (
            sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
        )
        if not inside or not all(file.is_file() for file in inside):
            raise GuidanceError("there is no text to compare with", where=str(path), mend="name a .md or .txt file")
        files.extend(inside)
    try:
        return [(file.name, file.read_text(encoding="utf-8-sig")) for file in files]
    except UnicodeDecodeError as error:
        raise GuidanceError("a source is not UTF-8 text", where=str(paths[0]), mend="save it as UTF-8") from error


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is shared; 0 when nothing is, 1 when something is, 2 on bad input."""
    parser = argparse.ArgumentParser(prog="python -m evals.overlap", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of the guidance")
    parser.add_argument("sources", nargs="+", type=Path, help="files or folders that it was written from")
    arguments = parser.parse_args(argv)
    try:
        documents = read_corpus([arguments.corpus])
        sources = read_sources(arguments.sources)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    found = shared_runs(documents, sources)
    for shared in found:
        print(shared)
    print(
        f"{len(found)} of the sentences, headings and other ways to ask of {len(documents)} documents "
        f"share a run of {RUN} words with {len(sources)} sources."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
