"""The packaged model is verified before it is used."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelError
from assistant.index import embedding


@pytest.fixture(autouse=True)
def forget_verification() -> None:
    embedding._packaged_folder.cache_clear()


def test_the_packaged_weights_are_the_expected_ones() -> None:
    folder, identity = embedding.find_model("")
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    assert found == identity.sha256 == embedding.PACKAGED_SHA256


def test_altered_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "PACKAGED_SHA256", "f" * 64)
    with pytest.raises(ModelError, match="not the expected ones") as caught:
        embedding.find_model("")
    assert "force-reinstall" in caught.value.mend


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ModelError, match="is not installed"):
        embedding.find_model("")


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model\.safetensors"):
        embedding.find_model(str(tmp_path))


@pytest.mark.slow
def test_real_embeddings_have_length_one_and_meaning() -> None:
    folder, _ = embedding.find_model("")
    vectors = embedding.SentenceEmbedder(folder).embed(["my knee hurts", "pain in the knee", "the price of tea"])
    assert vectors.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.6 > vectors[0] @ vectors[2]
