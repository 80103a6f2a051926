"""Command line: corpus → chunks → embeddings → Chroma."""

from assistant.index.command import main

if __name__ == "__main__":
    raise SystemExit(main())
