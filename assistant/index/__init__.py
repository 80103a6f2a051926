"""The index on disk: embeddings, Chroma, word index, documents, and the manifest that says what they were made from."""
