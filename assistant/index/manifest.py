"""What an index was made from. Everything else in the index folder is worthless without it."""

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import VectorIndexError

FORMAT = 1
MANIFEST = "manifest.json"
POINTER = "current"


class DocumentEntry(BaseModel):
    """One ingested document."""

    model_config = ConfigDict(frozen=True)

    id: str
    source: str
    content_hash: str
    chunks: int
    sentences: int


class Manifest(BaseModel):
    """The record beside an index. A missing field counts as a mismatch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    model: str
    model_sha256: str
    dimension: int
    chunking: str
    roots: tuple[str, ...]
    """The paths that were ingested, as given."""
    documents: tuple[DocumentEntry, ...]

    @property
    def corpus_hash(self) -> str:
        """Identity of the ingested content."""
        parts = sorted((entry.id, entry.content_hash) for entry in self.documents)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @property
    def generation(self) -> str:
        """Identity of the index: content, model and chunking. The same input gives the same name."""
        parts = [self.format, self.corpus_hash, self.model_sha256, self.chunking]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    @property
    def chunks(self) -> int:
        """How many chunks are indexed."""
        return sum(entry.chunks for entry in self.documents)


def current_folder(index_dir: Path) -> Path | None:
    """Return the folder of the index in use, None when there is none."""
    try:
        name = (index_dir / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    folder = index_dir / name
    return folder if name and folder.is_dir() else None


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an index.

    Raises:
        VectorIndexError: it is missing, damaged, or of another format.
    """
    path = folder / MANIFEST
    mend = "run `python ingest.py --rebuild`"
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        raise VectorIndexError("the index's manifest is missing or damaged", where=str(path), mend=mend) from error
    if manifest.format != FORMAT:
        raise VectorIndexError(f"the index has format {manifest.format}, not {FORMAT}", where=str(path), mend=mend)
    return manifest


def check_matches(manifest: Manifest, *, model: str, model_sha256: str, chunking: str, where: str) -> None:
    """Refuse an index made by another model or another way of chunking.

    Raises:
        VectorIndexError: they differ.
    """
    mend = "run `python ingest.py --rebuild`, or set ASSISTANT_EMBEDDING_MODEL to the model the index was made by"
    if manifest.model_sha256 != model_sha256:
        raise VectorIndexError(
            f"the index was made by the model {manifest.model} ({manifest.model_sha256[:12]}…), "
            f"but {model} ({model_sha256[:12]}…) is set",
            where=where, mend=mend,
        )  # fmt: skip
    if manifest.chunking != chunking:
        raise VectorIndexError(
            f"the index was cut by {manifest.chunking}, not {chunking}",
            where=where,
            mend="run `python ingest.py --rebuild`",
        )
