"""What all tests share. No test touches a real index, settings file or network."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

# Time limits fail on a busy machine; examples from a fixed seed make a red run red again.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.load_profile("suite")

PROJECT = Path(__file__).resolve().parent.parent
# Kept between runs: embedding the whole corpus takes a minute on two cores, and ingest renews only what changed.
CORPUS_INDEX = PROJECT / ".test-index"

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


@pytest.fixture(autouse=True)
def private_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point all state at a temporary folder, and drop the caller's own settings."""
    for name in list(os.environ):
        if name.upper().startswith("ASSISTANT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def corpus_index() -> Path:
    """Return the folder of an index over the repository's own corpus, made by the real model."""
    from assistant.index.build import ingest
    from assistant.index.embedding import SentenceEmbedder, find_model

    folder, model = find_model("")
    with FileLock(f"{CORPUS_INDEX}.lock"):  # tests may run in several processes
        ingest(
            [PROJECT / "corpus"],
            index_dir=CORPUS_INDEX,
            chroma_url="",
            model=model,
            open_embedder=lambda: SentenceEmbedder(folder),
        )
    return CORPUS_INDEX


@pytest.fixture(scope="session")
def assistant(corpus_index: Path) -> Iterator[object]:
    """Return an open Assistant over the repository's own corpus."""
    from datetime import date

    from assistant.assembly import Assistant
    from assistant.settings import Settings

    settings = Settings(index_dir=corpus_index, corpus_dir=PROJECT / "corpus")
    with Assistant.open(settings, today=date(2026, 11, 24)) as opened:
        assert opened.trouble is None, opened.trouble
        yield opened
