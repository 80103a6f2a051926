"""`python ingest.py`: arguments in, status out."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import AssistantError
from assistant.guidance.chunking import CHUNKING
from assistant.index.build import IngestResult, Progress, ingest, read_corpus
from assistant.index.embedding import SentenceEmbedder, find_model
from assistant.index.folder import read_index
from assistant.index.manifest import Manifest, current_folder, read_manifest
from assistant.settings import Settings, read_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when done, 2 with one message when it cannot be done."""
    arguments = _parser().parse_args(argv)
    try:
        settings = read_settings()
        if arguments.status:
            return _status(settings, as_json=arguments.json)
        paths = [Path(path) for path in arguments.paths] or [settings.corpus_dir]
        if arguments.check:
            return _check(paths, as_json=arguments.json)
        if arguments.if_stale and _is_fresh(settings, paths):
            print("The index is up to date.")
            return 0
        folder, model = find_model(settings.embedding_model)
        result = ingest(
            paths,
            index_dir=settings.index_dir,
            chroma_url=settings.chroma_url,
            model=model,
            open_embedder=lambda: SentenceEmbedder(folder),
            rebuild=arguments.rebuild,
            progress=_progress(quiet=arguments.json),
        )
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(json.dumps(_as_dict(result), indent=1) if arguments.json else _as_line(result))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ingest.py",
        description="Make the index hold exactly the guidance under PATH (default: the configured corpus folder).",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="guidance files or folders")
    parser.add_argument("--rebuild", action="store_true", help="embed everything again")
    parser.add_argument("--status", action="store_true", help="say what the index holds, change nothing")
    parser.add_argument("--check", action="store_true", help="check the guidance against its form, change nothing")
    parser.add_argument("--if-stale", action="store_true", help="do nothing when the index is up to date")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _progress(*, quiet: bool) -> Progress | None:
    """Show progress on a terminal; print a line a stage elsewhere."""
    if quiet:
        return None
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(stage: str, _done: int, total: int) -> None:
            if stage not in seen:
                seen.add(stage)
                print(f"{stage} {total} …", file=sys.stderr)

        return line
    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=Console(stderr=True))
    bar.start()
    tasks: dict[str, int] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]  # TaskID is an int
        if stage == "writing":
            bar.stop()

    return show


def _is_fresh(settings: Settings, paths: Sequence[Path]) -> bool:
    """Say whether the index holds what is under the paths, made by the model and chunking in use."""
    folder = current_folder(settings.index_dir)
    if folder is None:
        return False
    try:
        manifest = read_manifest(folder)
        read_index(folder)
    except AssistantError:
        return False
    _, model = find_model(settings.embedding_model)
    return (
        manifest.model_sha256 == model.sha256
        and manifest.chunking == CHUNKING
        and {entry.id: entry.content_hash for entry in manifest.documents}
        == {document.id: document.content_hash for document in read_corpus(paths)}
    )


def _status(settings: Settings, *, as_json: bool) -> int:
    folder = current_folder(settings.index_dir)
    if folder is None:
        print(json.dumps({"index": None}) if as_json else f"{settings.index_dir}: there is no index; run `python ingest.py`.")
        return 0
    manifest = read_manifest(folder)
    if as_json:
        print(json.dumps({"index": manifest.generation, **manifest.model_dump(mode="json"), "corpus_hash": manifest.corpus_hash}, indent=1))
        return 0
    print(f"Index {manifest.generation} in {settings.index_dir}: {_counts(manifest)}, model {manifest.model}.")
    for entry in manifest.documents:
        print(f"  {entry.id}: {entry.chunks} chunks, {entry.sentences} sentences, from {entry.source}")
    return 0


def _check(paths: Sequence[Path], *, as_json: bool) -> int:
    documents = read_corpus(paths)
    print(json.dumps({"documents": len(documents)}) if as_json else f"{len(documents)} documents keep the form.")
    return 0


def _counts(manifest: Manifest) -> str:
    sentences = sum(entry.sentences for entry in manifest.documents)
    return f"{len(manifest.documents)} documents, {manifest.chunks} chunks, {sentences} sentences"


def _as_dict(result: IngestResult) -> dict[str, object]:
    return {
        "index": result.manifest.generation,
        "corpus_hash": result.manifest.corpus_hash,
        "model": result.manifest.model,
        "documents": len(result.manifest.documents),
        "chunks": result.manifest.chunks,
        "embedded_chunks": result.embedded_chunks,
        "reused_chunks": result.reused_chunks,
        "embedded_sentences": result.embedded_sentences,
        "added": list(result.added),
        "changed": list(result.changed),
        "removed": list(result.removed),
    }


def _as_line(result: IngestResult) -> str:
    return (
        f"{_counts(result.manifest)}; embedded {result.embedded_chunks} chunks and {result.embedded_sentences} sentences, "
        f"kept {result.reused_chunks} chunks; {len(result.added)} documents added, {len(result.changed)} changed, "
        f"{len(result.removed)} removed."
    )
