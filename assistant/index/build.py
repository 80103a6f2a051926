"""Ingest: guidance files → chunks → embeddings → a new generation, swapped in whole or not at all."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.domain import Document, Embedder, Reference, Vector
from assistant.errors import GuidanceError, VectorIndexError
from assistant.guidance.chunking import CHUNKING, chunk_document
from assistant.guidance.parse import MAX_BYTES, SUFFIXES, parse_file
from assistant.guidance.references import parse_references
from assistant.index.embedding import ModelIdentity
from assistant.index.folder import CHROMA, read_vectors, text_hash, write_documents, write_vectors
from assistant.index.manifest import FORMAT, MANIFEST, POINTER, DocumentEntry, Manifest, current_folder, read_manifest
from assistant.index.store import ChromaStore

REFERENCES = "references.yaml"
_BUILDING = "building-"
_BATCH = 64

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest did."""

    manifest: Manifest
    embedded_chunks: int
    reused_chunks: int
    embedded_sentences: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether the index was already what was asked for."""
        return not (self.added or self.changed or self.removed or self.embedded_chunks)


def find_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return `(file, name)` of every guidance file under the paths; names are relative to the path given.

    Raises:
        GuidanceError: a path does not exist, a file is of an unknown kind, or nothing is found.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if not path.exists():
            raise GuidanceError("does not exist", where=str(path), mend="correct the path")
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found.extend((file, file.relative_to(path).as_posix()) for file in files if not _is_hidden(file, path))
        else:
            found.append((path, path.name))
    if not found:
        shown = ", ".join(str(path) for path in paths)
        raise GuidanceError(
            "holds no guidance",
            where=shown,
            mend=f"put guidance files there ({', '.join(SUFFIXES)}), or name another folder",
        )
    return found


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith((".", "_")) or part.lower() == "readme.md" for part in file.relative_to(root).parts)


def read_corpus(paths: Sequence[Path], progress: Progress | None = None) -> list[Document]:
    """Read and parse every guidance file under the paths.

    Raises:
        GuidanceError: see `find_files` and `parse_file`; two files have the same id.
    """
    references: dict[Path, Mapping[str, Reference]] = {}
    documents: dict[str, Document] = {}
    files = find_files(paths)
    for number, (file, name) in enumerate(files):
        if progress:
            progress("reading", number, len(files))
        try:
            size = file.stat().st_size
            # A file far too large is refused by its size; it is never read.
            data = file.read_bytes() if size <= MAX_BYTES else b"x" * (MAX_BYTES + 1)
        except OSError as error:
            raise GuidanceError(
                f"cannot be read: {error.strerror}", where=str(file), mend="check its permissions"
            ) from error
        document = parse_file(name, data, _references_for(file, references))
        if document.id in documents:
            raise GuidanceError(
                f"has the id `{document.id}`, as has {documents[document.id].source}",
                where=str(file),
                mend="rename one",
            )
        documents[document.id] = document
    return [documents[key] for key in sorted(documents)]


def _references_for(file: Path, read: dict[Path, Mapping[str, Reference]]) -> Mapping[str, Reference]:
    """Return the references of the nearest folder above that has a references file (two levels at most)."""
    for folder in [file.resolve().parent, *file.resolve().parents[1:3]]:
        path = folder / REFERENCES
        if path in read:
            return read[path]
        if path.is_file():
            try:
                read[path] = parse_references(path.read_text(encoding="utf-8"), str(path))
            except UnicodeDecodeError as error:
                raise GuidanceError("is not UTF-8 text", where=str(path), mend="save it again as UTF-8") from error
            return read[path]
    return {}


def ingest(
    paths: Sequence[Path],
    *,
    index_dir: Path,
    chroma_url: str,
    model: ModelIdentity,
    open_embedder: Callable[[], Embedder],
    rebuild: bool = False,
    progress: Progress | None = None,
) -> IngestResult:
    """Make the index hold exactly the guidance under `paths`; what has not changed is not embedded again.

    Args:
        paths: guidance files and folders.
        index_dir: folder of the index; made when missing.
        chroma_url: a Chroma server, or empty for the embedded store.
        model: identity of the embedding model.
        open_embedder: loads the model; called only when something must be embedded.
        rebuild: embed everything again and write a new generation.
        progress: told of each stage.

    Raises:
        GuidanceError: a guidance file cannot be used; the index is as it was.
        VectorIndexError: the index folder or Chroma cannot be written.
    """
    documents = read_corpus(paths, progress)
    old_folder = current_folder(index_dir)
    old = _usable_manifest(old_folder)
    chunks = [chunk for document in documents for chunk in chunk_document(document)]
    sentences = {
        document.text[sentence.start : sentence.end]
        for document in documents
        for section in document.sections
        for sentence in section.sentences
    }
    known: dict[str, Vector] = {}
    if old and old_folder and not rebuild and old.model_sha256 == model.sha256:
        known = read_vectors(old_folder)
    chunk_texts = [chunk.indexed for chunk in chunks]
    headings = {text for document in documents for section in document.sections for text in section.ways_to_ask}
    needed = {text_hash(text): text for text in [*chunk_texts, *sorted(sentences | headings)]}
    missing = {key: text for key, text in needed.items() if key not in known}
    fresh = _embed(missing, open_embedder, progress) if missing else {}
    vectors = {key: fresh[key] if key in fresh else known[key] for key in needed}
    manifest = _manifest(documents, model, vectors, [str(path) for path in paths])
    embedded = sum(1 for text in chunk_texts if text_hash(text) in fresh)
    result = _compare(old, manifest, embedded, len(chunks), len(missing) - embedded)
    if old and old_folder and not rebuild and old.generation == manifest.generation and not chroma_url:
        if old.roots != manifest.roots:
            _replace_text(old_folder / MANIFEST, manifest.model_dump_json(indent=1))
        return result
    if progress:
        progress("writing", 0, 1)
    _write_generation(index_dir, chroma_url, manifest, documents, vectors, rebuild)
    return result


def _embed(
    missing: Mapping[str, str], open_embedder: Callable[[], Embedder], progress: Progress | None
) -> dict[str, Vector]:
    embedder = open_embedder()
    # Texts of like length go together: padding is what a batch wastes.
    keys = sorted(missing, key=lambda key: (len(missing[key]), key))
    vectors: dict[str, Vector] = {}
    for first in range(0, len(keys), _BATCH):
        part = keys[first : first + _BATCH]
        if progress:
            progress("embedding", first, len(keys))
        rows = embedder.embed([missing[key] for key in part])
        vectors.update(zip(part, rows, strict=True))
    if progress:
        progress("embedding", len(keys), len(keys))
    return vectors


def _usable_manifest(folder: Path | None) -> Manifest | None:
    """Return the manifest of the index in use; a damaged one counts as none, for ingest replaces it."""
    if folder is None:
        return None
    try:
        return read_manifest(folder)
    except VectorIndexError:
        return None


def _manifest(
    documents: Sequence[Document], model: ModelIdentity, vectors: Mapping[str, Vector], roots: list[str]
) -> Manifest:
    dimension = len(next(iter(vectors.values()))) if vectors else 0
    return Manifest(
        format=FORMAT,
        model=model.name,
        model_sha256=model.sha256,
        dimension=dimension,
        chunking=CHUNKING,
        roots=tuple(roots),
        documents=tuple(
            DocumentEntry(
                id=document.id,
                source=document.source,
                content_hash=document.content_hash,
                chunks=len(chunk_document(document)),
                sentences=sum(len(section.sentences) for section in document.sections),
            )
            for document in documents
        ),
    )


def _compare(old: Manifest | None, new: Manifest, embedded: int, chunks: int, sentences: int) -> IngestResult:
    before = {entry.id: entry.content_hash for entry in old.documents} if old else {}
    after = {entry.id: entry.content_hash for entry in new.documents}
    return IngestResult(
        manifest=new,
        embedded_chunks=embedded,
        reused_chunks=chunks - embedded,
        embedded_sentences=sentences,
        added=tuple(sorted(set(after) - set(before))),
        changed=tuple(sorted(key for key in set(after) & set(before) if after[key] != before[key])),
        removed=tuple(sorted(set(before) - set(after))),
    )


def _write_generation(
    index_dir: Path,
    chroma_url: str,
    manifest: Manifest,
    documents: Sequence[Document],
    vectors: Mapping[str, Vector],
    rebuild: bool,
) -> None:
    """Write the generation beside the one in use, then point to it: one rename decides."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        for stale in index_dir.glob(f"{_BUILDING}*"):
            if not _is_running(stale.name.removeprefix(_BUILDING)):
                shutil.rmtree(stale, ignore_errors=True)
        building = index_dir / f"{_BUILDING}{os.getpid()}"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        write_documents(building, documents)
        write_vectors(building, vectors)
        chunks = [chunk for document in documents for chunk in chunk_document(document)]
        rows = np.stack([vectors[text_hash(chunk.indexed)] for chunk in chunks])
        store = ChromaStore.open(building / CHROMA, chroma_url, manifest.generation)
        try:
            store.write(chunks, rows)
        finally:
            store.close()
        (building / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        name = _free_name(index_dir, manifest.generation)
        building.rename(index_dir / name)
        previous = current_folder(index_dir)
        _replace_text(index_dir / POINTER, name)
    except OSError as error:
        raise VectorIndexError(
            f"cannot be written: {error}",
            where=str(index_dir),
            mend="free the disk or mend the permissions, then ingest again",
        ) from error
    _drop_old(index_dir, keep={name, previous.name if previous else ""})


def _is_running(pid: str) -> bool:
    """Say whether another ingest still works in its folder."""
    return pid.isdigit() and int(pid) != os.getpid() and Path(f"/proc/{pid}").exists()


def _free_name(index_dir: Path, generation: str) -> str:
    """Return a folder name not in use: a rebuild may make the same generation again."""
    name, number = generation, 1
    while (index_dir / name).exists():
        number += 1
        name = f"{generation}-{number}"
    return name


def _replace_text(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new, never half."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _drop_old(index_dir: Path, keep: set[str]) -> None:
    """Remove earlier generations; the one before stays, for a process that still answers from it."""
    for folder in index_dir.iterdir():
        if (
            folder.is_dir()
            and not folder.name.startswith(_BUILDING)
            and folder.name not in keep
            and (folder / MANIFEST).is_file()
        ):
            shutil.rmtree(folder, ignore_errors=True)
