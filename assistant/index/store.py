"""The vector store: Chroma, embedded in a folder or on a server. The one place that imports it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from assistant.domain import Chunk, Embedder, Vector
from assistant.errors import VectorIndexError

COLLECTION = "guidance"
_BATCH = 500
# Searches this wide are exact on a few thousand chunks; HNSW's default of 100 may miss a neighbour.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 500, "max_neighbors": 32}


class _LangChainEmbeddings:
    """An `Embedder` in the shape that langchain-chroma calls."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text."""
        if self._embedder is None:
            raise RuntimeError("this store was opened without an embedder")
        return [row.tolist() for row in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the text's vector."""
        return self.embed_documents([text])[0]


class ChromaStore:
    """Chunks and their embeddings in one Chroma collection."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self.name = name
        self._chroma: Any = None

    @classmethod
    def open(cls, folder: Path, url: str, generation: str) -> "ChromaStore":
        """Connect to the store of an index generation; nothing is created.

        Raises:
            VectorIndexError: the folder cannot be opened, or the server does not answer.
        """
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        try:
            if url:
                parts = urlsplit(url)
                tls = parts.scheme == "https"
                client: Any = chromadb.HttpClient(
                    host=parts.hostname or "localhost",
                    port=parts.port or (443 if tls else 8000),
                    ssl=tls,
                    settings=quiet,
                )
                return cls(client, f"{COLLECTION}-{generation}")
            folder.mkdir(parents=True, exist_ok=True)
            return cls(chromadb.PersistentClient(path=str(folder), settings=quiet), COLLECTION)
        except Exception as error:  # chromadb raises errors of its own, of sqlite's and of httpx's
            mend = (
                "start the server, or leave ASSISTANT_CHROMA_URL empty" if url else "run `python ingest.py --rebuild`"
            )
            raise VectorIndexError(f"Chroma cannot be opened: {error}", where=url or str(folder), mend=mend) from error

    def write(self, chunks: Sequence[Chunk], vectors: Vector) -> None:
        """Create the collection and fill it; `vectors` has shape `(len(chunks), dimension)`."""
        import contextlib

        with contextlib.suppress(Exception):  # left by a build that was killed; absent on a clean one
            self._client.delete_collection(self.name)
        collection = self._client.create_collection(self.name, configuration={"hnsw": _HNSW}, embedding_function=None)
        for first in range(0, len(chunks), _BATCH):
            part = chunks[first : first + _BATCH]
            collection.add(
                ids=[chunk.id for chunk in part],
                embeddings=vectors[first : first + _BATCH],
                documents=[chunk.indexed for chunk in part],
                metadatas=[
                    {"document": c.document, "section": c.section, "start": c.start, "end": c.end} for c in part
                ],
            )

    def connect(self, expected: int, embedder: Embedder | None = None) -> None:
        """Open the collection that is there, through LangChain.

        Raises:
            VectorIndexError: the collection is missing or does not hold `expected` chunks.
        """
        from langchain_chroma import Chroma

        where, mend = f"Chroma collection {self.name}", "run `python ingest.py --rebuild`"
        try:
            # Creating a missing one would give an empty index that answers nothing and looks healthy.
            self._chroma = Chroma(
                client=self._client,
                collection_name=self.name,
                embedding_function=_LangChainEmbeddings(embedder),  # type: ignore[arg-type]  # same two methods
                create_collection_if_not_exists=False,
            )
            found = self._client.get_collection(self.name, embedding_function=None).count()
        except Exception as error:  # see `open`
            raise VectorIndexError(f"cannot be opened: {error}", where=where, mend=mend) from error
        if found != expected:
            raise VectorIndexError(f"holds {found} chunks, not {expected}", where=where, mend=mend)

    def nearest(self, vector: Vector, k: int) -> list[tuple[str, float]]:
        """Return `(chunk id, cosine similarity)`, most similar first, at most `k`."""
        found = self._client.get_collection(self.name, embedding_function=None).query(
            query_embeddings=[np.asarray(vector, dtype=np.float32)], n_results=k, include=["distances"]
        )
        # Chroma gives cosine distance (lower is better): turn it into similarity here and nowhere else.
        pairs = [(str(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    @property
    def langchain(self) -> Any:
        """The `langchain_chroma.Chroma` over the same collection, for whoever builds chains of their own."""
        return self._chroma

    def drop_other_generations(self) -> None:
        """On a server: delete the collections of earlier generations."""
        for collection in self._client.list_collections():
            name = str(getattr(collection, "name", collection))
            if name.startswith(f"{COLLECTION}-") and name != self.name:
                self._client.delete_collection(name)

    def close(self) -> None:
        """Release the files; the store cannot be used afterwards."""
        close = getattr(self._client, "close", None)
        if callable(close):
            close()
