"""Chroma, for reading: one generation's vectors, opened, checked and searched."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GenerationError
from corpus.facets import Facets, Filters
from corpus.library import GenerationRecord, Library
from indexer import exact
from indexer.exact import ExactIndex

COLLECTION = "passages"
MANIFEST = "manifest.json"
_SELECTIONS_KEPT = 64


class VectorIndex:
    """The vectors of one generation, searched by cosine similarity; threads may share it.

    Chroma searches all of them. Under a filter its graph is slow and misses some, so all vectors that pass are compared
    instead: those saved beside Chroma's files or, with a Chroma server, the Library's. So it is for every question when
    there is no usable Chroma index (`degraded` says why), until the generation is built again.
    """

    def __init__(
        self,
        library: Library,
        record: GenerationRecord,
        collection: Any | None,
        folder: Path | None = None,
        degraded: str | None = None,
    ) -> None:
        self.record = record
        self.degraded = degraded
        self._library = library
        self._collection = collection
        self._folder = folder
        self._loaded: ExactIndex | None = None
        self._selections: OrderedDict[Filters, NDArray[np.intp]] = OrderedDict()
        self._lock = Lock()

    def nearest(self, vector: NDArray[np.float32], filters: Filters, limit: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine similarity) of the passages nearest to a unit vector, best first."""
        if filters.active:
            return self._exact().nearest(vector, limit, self._selected(filters))
        if self._collection is None:
            return self._exact().nearest(vector, limit)
        try:
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=max(1, min(limit, self.record.passages)),
                include=["distances"],
            )
        except BaseException as error:  # Chroma's core panics with a BaseException when its files are not what it wrote
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            self._collection, self.degraded = None, f"the Chroma index failed while it was searched ({_said(error)})"
            return self.nearest(vector, filters, limit)
        return [
            (identifier, 1.0 - distance)
            for identifier, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def matrix(self) -> ExactIndex:
        """Return all vectors of the generation, by document, for what compares documents with each other."""
        return self._exact()

    def _exact(self) -> ExactIndex:
        with self._lock:
            if self._loaded is None and self._folder is not None:
                self._loaded = ExactIndex.load(self._folder)
            if self._loaded is None:
                self._loaded = ExactIndex.gather(self._library, self.record.number, self.record.model)
            return self._loaded

    def _selected(self, filters: Filters) -> NDArray[np.intp]:
        """Return the rows that pass; since a generation never changes, they are kept for the next question."""
        key = filters.model_copy(update={"inferred": ()})
        with self._lock:
            if key in self._selections:
                self._selections.move_to_end(key)
                return self._selections[key]
        rows = self._exact().rows_of(self._library.document_ids(self.record.number, filters))
        with self._lock:
            self._selections[key] = rows
            while len(self._selections) > _SELECTIONS_KEPT:
                self._selections.popitem(last=False)
        return rows


def open_index(library: Library, record: GenerationRecord, folder: Path, chroma_url: str | None = None) -> VectorIndex:
    """Open a generation's vectors; when they are missing or damaged, degraded (see VectorIndex)."""
    try:
        collection = open_collection(record, folder, chroma_url)
        return VectorIndex(library, record, collection, folder / record.location if chroma_url is None else None)
    except GenerationError as error:
        return VectorIndex(library, record, None, degraded=str(error))


def open_collection(record: GenerationRecord, folder: Path, chroma_url: str | None = None) -> Any:
    """Return the Chroma collection of a generation. Raises GenerationError when it is missing or damaged."""
    if record.passages == 0:
        return None
    try:
        if chroma_url is None:
            check_manifest(folder / record.location)
            collection = folder_client(folder / record.location).get_collection(COLLECTION, embedding_function=None)
        else:
            collection = server_client(chroma_url).get_collection(record.location, embedding_function=None)
        held = collection.count()
    except GenerationError:
        raise
    except BaseException as error:  # see VectorIndex.nearest
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise GenerationError(
            f"The Chroma index of generation {record.number} cannot be opened ({_said(error)})."
        ) from error
    if held != record.passages:
        raise GenerationError(
            f"The Chroma index of generation {record.number} holds {held} passages instead of {record.passages}."
        )
    return collection


def folder_client(folder: Path) -> Any:
    """Return a client of the Chroma store in a folder, made if there is none."""
    import chromadb

    return chromadb.PersistentClient(str(folder), settings=_client_settings())


def server_client(url: str) -> Any:
    """Return a client of the Chroma server at an address such as http://127.0.0.1:8000."""
    from urllib.parse import urlsplit

    import chromadb

    parts = urlsplit(url)
    return chromadb.HttpClient(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or (443 if parts.scheme == "https" else 8000),
        ssl=parts.scheme == "https",
        settings=_client_settings(),
    )


def _client_settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, allow_reset=False)


def vector_metadata(document_id: str, facets: Facets) -> dict[str, Any]:
    """Return what Chroma keeps of a passage besides its vector: its document's id and facets that have a value.

    We filter without it (see VectorIndex); it is for programs that read the Chroma store themselves.
    """
    first, last = facets.year_from or facets.year_to, facets.year_to or facets.year_from
    values: dict[str, Any] = {
        "document": document_id,
        "kind": str(facets.kind),
        "countries": [*facets.countries, *facets.regions],
        "themes": list(facets.themes),
        "education_levels": list(facets.education_levels),
        "language": facets.language,
        "year_from": first,
        "year_to": last,
    }
    return {key: value for key, value in values.items() if value not in (None, [])}


def check_manifest(folder: Path) -> None:
    """Raise GenerationError unless a generation's files are those that were verified when it was built."""
    try:
        manifest: Mapping[str, str] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GenerationError(f"The Chroma index in {folder.name} is missing or incomplete.") from error
    if file_hashes(folder) != manifest:
        raise GenerationError(f"The Chroma index in {folder.name} is damaged: its files are not those that were built.")


def file_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a generation that nobody writes to once it is built.

    Readers touch Chroma's own database, and a graph that was never written down since it is tiny: of these only the
    presence is noted, as an empty hash.
    """
    hashes: dict[str, str] = {}
    lasting: list[tuple[str, Path]] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or name.startswith("chroma.sqlite3-") or not path.is_file():
            continue
        hashes[name] = ""
        if name in exact.FILES or path.with_name("index_metadata.pickle").exists():
            lasting.append((name, path))
    # Side by side, since they are nearly all there is to the time that opening a large index takes.
    with ThreadPoolExecutor() as threads:
        hashes.update(threads.map(lambda item: (item[0], _sha256(item[1])), lasting))
    return hashes


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
