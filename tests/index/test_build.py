"""Ingest is incremental, and swaps in whole or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from assistant.errors import GuidanceError, VectorIndexError
from assistant.guidance.chunking import CHUNKING
from assistant.index.build import IngestResult, ingest
from assistant.index.embedding import ModelIdentity
from assistant.index.folder import CHROMA, read_index
from assistant.index.manifest import check_matches, current_folder
from assistant.index.store import ChromaStore
from tests.fakes import WordEmbeddings

MODEL = ModelIdentity("words", "0" * 64)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "walking.txt").write_text(
        "Walking downhill\n\nShorter steps are easier on the knee. Poles take some load.\n"
    )
    (folder / "resting.txt").write_text("Resting\n\nTwo rest days are a usual start. Sleep helps muscles to recover.\n")
    return folder


def run(
    corpus: Path, index: Path, *, model: ModelIdentity = MODEL, rebuild: bool = False
) -> tuple[IngestResult, WordEmbeddings]:
    embedder = WordEmbeddings()
    result = ingest(
        [corpus], index_dir=index, chroma_url="", model=model, open_embedder=lambda: embedder, rebuild=rebuild
    )
    return result, embedder


def texts(index: Path) -> str:
    folder = current_folder(index)
    assert folder is not None
    return " ".join(document.text for document in read_index(folder).documents.values())


def test_a_second_ingest_embeds_nothing(corpus: Path, tmp_path: Path) -> None:
    first, _ = run(corpus, tmp_path / "i")
    second, embedder = run(corpus, tmp_path / "i")
    assert first.embedded_chunks == first.manifest.chunks > 0
    assert embedder.seen == []
    assert second.is_unchanged
    assert second.manifest.generation == first.manifest.generation


def test_one_edited_sentence_embeds_its_own_chunk_and_itself_only(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "i")
    path = corpus / "walking.txt"
    path.write_text(path.read_text().replace("some load", "a little load"))
    result, embedder = run(corpus, tmp_path / "i")
    assert result.changed == ("walking",)
    assert (result.embedded_chunks, result.embedded_sentences) == (1, 1)
    assert all("a little load" in text for text in embedder.seen)
    assert "a little load" in texts(tmp_path / "i")


def test_removed_content_leaves_the_index(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "i")
    (corpus / "resting.txt").unlink()
    result, embedder = run(corpus, tmp_path / "i")
    assert result.removed == ("resting",)
    assert embedder.seen == []
    assert "rest days" not in texts(tmp_path / "i")


def test_another_model_embeds_everything_again(corpus: Path, tmp_path: Path) -> None:
    first, _ = run(corpus, tmp_path / "i")
    other, _ = run(corpus, tmp_path / "i", model=ModelIdentity("other", "1" * 64))
    assert other.embedded_chunks == first.manifest.chunks


def test_rebuild_makes_the_same_generation_again(corpus: Path, tmp_path: Path) -> None:
    first, _ = run(corpus, tmp_path / "i")
    again, embedder = run(corpus, tmp_path / "i", rebuild=True)
    assert again.manifest.generation == first.manifest.generation
    assert embedder.seen
    assert "rest days" in texts(tmp_path / "i")


def test_a_bad_file_leaves_the_old_index(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "i")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(GuidanceError, match=r"broken\.pdf"):
        run(corpus, tmp_path / "i")
    assert "rest days" in texts(tmp_path / "i")


def test_an_empty_folder_is_refused_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GuidanceError, match="holds no guidance") as caught:
        run(tmp_path / "empty", tmp_path / "i")
    assert "put guidance files there" in caught.value.mend


def test_two_files_with_one_id_are_refused(corpus: Path, tmp_path: Path) -> None:
    (corpus / "Walking!.txt").write_text("Walking\n\nWalking on grass is soft.\n")
    with pytest.raises(GuidanceError, match="has the id `walking`"):
        run(corpus, tmp_path / "i")


def test_the_store_answers_by_similarity(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "i")
    folder = current_folder(tmp_path / "i")
    assert folder is not None
    index = read_index(folder)
    store = ChromaStore.open(folder / CHROMA, "", index.manifest.generation)
    store.connect(index.manifest.chunks)
    found = store.nearest(WordEmbeddings().embed(["sleep muscles recover rest days"])[0], 2)
    store.close()
    assert found[0][0].startswith("resting:")
    assert 0.0 < found[0][1] <= 1.0001
    assert found[0][1] > found[1][1]


@pytest.mark.parametrize("damage", ["manifest.json", "documents.json", "vectors.npz"])
def test_a_damaged_index_is_refused_and_ingest_mends_it(corpus: Path, tmp_path: Path, damage: str) -> None:
    run(corpus, tmp_path / "i")
    folder = current_folder(tmp_path / "i")
    assert folder is not None
    (folder / damage).write_bytes(b"damaged")
    with pytest.raises(VectorIndexError, match="damaged") as caught:
        read_index(folder)
    assert "--rebuild" in caught.value.mend
    run(corpus, tmp_path / "i", rebuild=True)
    assert "rest days" in texts(tmp_path / "i")


def test_a_missing_collection_is_an_error_not_an_empty_answer(tmp_path: Path) -> None:
    store = ChromaStore.open(tmp_path / "chroma", "", "none")
    with pytest.raises(VectorIndexError, match="cannot be opened"):
        store.connect(3)


def test_an_index_of_another_model_names_both(corpus: Path, tmp_path: Path) -> None:
    result, _ = run(corpus, tmp_path / "i")
    with pytest.raises(VectorIndexError, match=r"made by the model words .* but other"):
        check_matches(result.manifest, model="other", model_sha256="1" * 64, chunking=CHUNKING, where="i")
    with pytest.raises(VectorIndexError, match="was cut by"):
        check_matches(result.manifest, model="words", model_sha256="0" * 64, chunking="other", where="i")


@pytest.mark.parametrize("stage", ["embedding", "writing", "swap"])
def test_killed_at_any_stage_the_old_index_still_answers(corpus: Path, tmp_path: Path, stage: str) -> None:
    run(corpus, tmp_path / "i")
    (corpus / "walking.txt").write_text("Walking uphill\n\nLonger steps are harder on the calf.\n")
    script = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from assistant.index import build
        from tests.fakes import WordEmbeddings
        from tests.index.test_build import MODEL

        def die(*_):
            os.kill(os.getpid(), signal.SIGKILL)

        if {stage!r} == "swap":
            build._replace_text = die
        build.ingest([Path({str(corpus)!r})], index_dir=Path({str(tmp_path / "i")!r}), chroma_url="", model=MODEL,
            open_embedder=WordEmbeddings, progress=lambda name, *_: die() if name == {stage!r} else None)
    """)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert "Shorter steps" in texts(tmp_path / "i")
    run(corpus, tmp_path / "i")
    assert "Longer steps" in texts(tmp_path / "i")
    assert not list((tmp_path / "i").glob("building-*"))
