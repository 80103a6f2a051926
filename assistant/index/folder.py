"""An index generation on disk, read back as one object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from assistant.domain import Chunk, Document, Vector
from assistant.errors import VectorIndexError
from assistant.guidance.chunking import chunk_document
from assistant.index.manifest import Manifest, read_manifest

DOCUMENTS = "documents.json"
VECTORS = "vectors.npz"
CHROMA = "chroma"

_DOCUMENTS = TypeAdapter(tuple[Document, ...])


@dataclass(frozen=True)
class IndexedGuidance:
    """The documents of an index with their chunks and the embedding of every sentence."""

    manifest: Manifest
    documents: Mapping[str, Document]
    vectors: Mapping[str, Vector]
    """Embedding by text hash; see `text_hash`."""

    @cached_property
    def chunks(self) -> Mapping[str, Chunk]:
        """Every chunk by id, in document order."""
        return {chunk.id: chunk for document in self.documents.values() for chunk in chunk_document(document)}

    def document(self, document_id: str) -> Document:
        """Return the document; `KeyError` names an unknown id."""
        return self.documents[document_id]

    def sentence_vector(self, document: Document, start: int, end: int) -> Vector:
        """Return the embedding of a sentence of an ingested document, shape `(dimension,)`."""
        return self.vectors[text_hash(document.text[start:end])]


def text_hash(text: str) -> str:
    """Return the key under which a text's embedding is kept."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:24]


def write_documents(folder: Path, documents: Sequence[Document]) -> None:
    """Write the ingested documents: the text that every span points into."""
    (folder / DOCUMENTS).write_bytes(_DOCUMENTS.dump_json(tuple(documents)))


def write_vectors(folder: Path, vectors: Mapping[str, Vector]) -> None:
    """Write embeddings by text hash."""
    keys = sorted(vectors)
    rows: Any = np.stack([vectors[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)
    np.savez(folder / VECTORS, keys=np.array(keys), rows=rows)


def read_vectors(folder: Path) -> dict[str, Vector]:
    """Read embeddings by text hash.

    Raises:
        VectorIndexError: the file is missing or damaged.
    """
    path = folder / VECTORS
    try:
        with np.load(path, allow_pickle=False) as stored:
            rows = stored["rows"]
            return {str(key): rows[number] for number, key in enumerate(stored["keys"])}
    except (OSError, ValueError, KeyError) as error:
        raise VectorIndexError(
            "the embeddings are missing or damaged", where=str(path), mend="run `python ingest.py --rebuild`"
        ) from error


def read_index(folder: Path) -> IndexedGuidance:
    """Read an index generation, all but the vector store.

    Raises:
        VectorIndexError: a file is missing or damaged, or does not agree with the manifest.
    """
    manifest = read_manifest(folder)
    path = folder / DOCUMENTS
    try:
        documents = {document.id: document for document in _DOCUMENTS.validate_json(path.read_bytes())}
    except (OSError, ValueError) as error:
        raise VectorIndexError(
            "the ingested documents are missing or damaged", where=str(path), mend="run `python ingest.py --rebuild`"
        ) from error
    if {entry.id: entry.content_hash for entry in manifest.documents} != {
        document.id: document.content_hash for document in documents.values()
    }:
        raise VectorIndexError(
            "the ingested documents are not those of the manifest",
            where=str(path),
            mend="run `python ingest.py --rebuild`",
        )
    return IndexedGuidance(manifest, documents, read_vectors(folder))
