"""A net whose files are not those of its record is refused, with the mend."""

import hashlib
import json

import pytest

from assistant.errors import ModelError
from assistant.index.net_model import read_card


def write_record(folder, digest):
    (folder / "net.json").write_text(json.dumps({"files": {"adapter.safetensors": digest}, "max_tokens": 160}))


def test_a_file_that_matches_its_record_is_taken(tmp_path):
    (tmp_path / "adapter.safetensors").write_bytes(b"weights")
    write_record(tmp_path, hashlib.sha256(b"weights").hexdigest())
    assert read_card(tmp_path)["max_tokens"] == 160


def test_an_altered_file_is_refused(tmp_path):
    (tmp_path / "adapter.safetensors").write_bytes(b"other weights")
    write_record(tmp_path, hashlib.sha256(b"weights").hexdigest())
    with pytest.raises(ModelError, match="not the file of the record") as refused:
        read_card(tmp_path)
    assert "restore the folder" in refused.value.mend


@pytest.mark.parametrize("record", [None, "not json", "{}"])
def test_a_missing_or_broken_record_is_refused(tmp_path, record):
    if record is not None:
        (tmp_path / "net.json").write_text(record)
    with pytest.raises(ModelError, match="record"):
        read_card(tmp_path)
