"""`python ingest.py`: arguments in, status out."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from assistant.errors import AssistantError
from assistant.guidance.check import check_guidance
from assistant.guidance.chunking import CHUNKING
from assistant.index.build import REFERENCES, IngestResult, Progress, find_files, ingest, read_corpus
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
        print(
            json.dumps({"index": None})
            if as_json
            else f"{settings.index_dir}: there is no index; run `python ingest.py`."
        )
        return 0
    manifest = read_manifest(folder)
    if as_json:
        print(
            json.dumps(
                {"index": manifest.generation, **manifest.model_dump(mode="json"), "corpus_hash": manifest.corpus_hash},
                indent=1,
            )
        )
        return 0
    print(f"Index {manifest.generation} in {settings.index_dir}: {_counts(manifest)}, model {manifest.model}.")
    for entry in manifest.documents:
        print(f"  {entry.id}: {entry.chunks} chunks, {entry.sentences} sentences, from {entry.source}")
    return 0


def _check(paths: Sequence[Path], *, as_json: bool) -> int:
    """Check the guidance against its form; 0 when clean, 2 when something must be mended."""
    documents = read_corpus(paths)
    raw = {name: file.read_text(encoding="utf-8") for file, name in find_files(paths) if file.suffix.lower() == ".md"}
    result = check_guidance(documents, raw, defined=_defined(paths), today=date.today())
    if as_json:
        findings = [{"level": f.level, "where": f.where, "what": f.what, "mend": f.mend} for f in result.findings]
        print(json.dumps({"documents": len(documents), "grades": result.grades, "findings": findings}, indent=1))
        return AssistantError.exit_code if result.errors else 0
    for finding in result.findings:
        print(f"{finding.level}: {finding}", file=sys.stderr)
    for document_id, grade in sorted(result.grades.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  reading grade {grade:.1f}  {document_id}")
    print(
        f"{len(documents)} documents; Flesch-Kincaid grade: median {result.median_grade():.1f}, of topics "
        f"{result.median_grade('topic'):.1f}, of exercises {result.median_grade('exercise'):.1f}, highest "
        f"{max(result.grades.values(), default=0.0):.1f}; {len(result.errors)} errors, "
        f"{len(result.findings) - len(result.errors)} warnings."
    )
    return AssistantError.exit_code if result.errors else 0


def _defined(paths: Sequence[Path]) -> dict[str, bool]:
    """Return the keys of the references files under the paths, and whether each reference was seen."""
    defined: dict[str, bool] = {}
    for path in paths:
        for file in sorted(path.rglob(REFERENCES)) if path.is_dir() else []:
            loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
            entries = loaded.get("references", []) if isinstance(loaded, dict) else loaded or []
            defined.update({str(entry["id"]): bool(entry.get("seen", True)) for entry in entries})
    return defined


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
        f"{_counts(result.manifest)}; "
        f"embedded {result.embedded_chunks} chunks and {result.embedded_sentences} sentences, "
        f"kept {result.reused_chunks} chunks; {len(result.added)} documents added, {len(result.changed)} changed, "
        f"{len(result.removed)} removed."
    )
