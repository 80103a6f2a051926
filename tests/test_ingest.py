"""`python ingest.py`: status and output."""

import json
from pathlib import Path

import pytest

from assistant.index import command
from tests.fakes import WordEmbeddings
from tests.index.test_build import MODEL


@pytest.fixture(autouse=True)
def small_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_model", lambda setting: (Path(), MODEL))
    monkeypatch.setattr(command, "SentenceEmbedder", lambda folder: WordEmbeddings())


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "walking.txt").write_text("Walking\n\nShorter steps are easier on the knee.\n")
    monkeypatch.setenv("ASSISTANT_CORPUS_DIR", str(folder))
    return folder


def test_it_ingests_the_configured_folder_and_says_what_it_did(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([]) == 0
    assert "1 documents, 1 chunks, 1 sentences; embedded 1 chunks" in capsys.readouterr().out
    assert command.main(["--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["embedded_chunks"], printed["reused_chunks"], printed["documents"]) == (0, 1, 1)


def test_status_tells_what_the_index_holds(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--status"]) == 0
    assert "there is no index" in capsys.readouterr().out
    command.main([])
    capsys.readouterr()
    assert command.main(["--status"]) == 0
    assert "walking: 1 chunks, 1 sentences, from walking.txt" in capsys.readouterr().out


def test_if_stale_does_nothing_when_fresh_and_ingests_when_not(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main([])
    capsys.readouterr()
    assert command.main(["--if-stale"]) == 0
    assert "up to date" in capsys.readouterr().out
    (corpus / "more.txt").write_text("Resting\n\nTwo rest days are a usual start.\n")
    assert command.main(["--if-stale"]) == 0
    assert "1 documents added" in capsys.readouterr().out


def test_a_path_that_is_missing_ends_with_2_and_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nowhere.txt"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nowhere.txt: does not exist\n  To mend: correct the path" in printed.err


def test_an_unknown_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ASSISTANT_INDEXDIR", "x")
    assert command.main(["--status"]) == 2
    assert "ASSISTANT_INDEX_DIR" in capsys.readouterr().err


def test_check_refuses_guidance_that_breaks_the_form(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "knees.md").write_text(
        "---\nid: knees\ntitle: Knees\ntopic: knees\nsummary: s\naudience: a\nbased_on: []\nlicence: l\n"
        "reviewed_on: 2026-01-01\nreview_by: 2099-01-01\n---\n\n# Knees\n\n## Do knees rest?\n\nThis is fine.\n"
        "Hold for 30. Knees like rest.\n"
    )
    assert command.main(["--check"]) == 2
    found = capsys.readouterr().err
    assert "knees.md:17: a sentence opens with a word that leans on another" in found
    assert "knees.md:18: a number has no unit" in found
    assert "does not say when to stop" in found
