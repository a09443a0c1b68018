"""The bundled model for all tests: its file is made once, in the user's cache, and loaded once in each process."""

from functools import cache
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path

from indexer.embedding import BUNDLED, Embedder, load_embedder

CACHE = user_cache_path("vet-assistant-tests")

Purpose = Literal["index", "question"]


@cache
def bundled_model(purpose: Purpose) -> Embedder:
    """Return the bundled model."""
    return load_embedder(BUNDLED, CACHE, purpose)


def shared_model(name: str, folder: Path, purpose: Purpose) -> Embedder:
    """Return an embedder as `load_embedder` does."""
    return bundled_model(purpose) if name in ("", BUNDLED) else load_embedder(name, folder, purpose)


def share_files(home: Path) -> None:
    """Have the programs that are started on a home use the model's file that there is."""
    CACHE.mkdir(parents=True, exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    (home / "models").symlink_to(CACHE, target_is_directory=True)
