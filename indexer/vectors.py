"""Chroma, for reading: one generation's vectors, opened, checked and searched."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GenerationError
from corpus.facets import Facets, Filters
from corpus.library import GenerationRecord, Library

COLLECTION = "passages"
MANIFEST = "manifest.json"
# When a filter leaves this few passages, an exact product over them is faster than Chroma's filtered search, and
# finds all of them.
_EXACT_BELOW = 2_000


class VectorIndex:
    """The vectors of one generation, searched by cosine similarity.

    Without a usable Chroma index (`degraded` says why), the vectors in the Library are searched one by one instead: the
    same answers, slower, until the generation is built again.
    """

    def __init__(
        self, library: Library, record: GenerationRecord, collection: Any | None, degraded: str | None = None
    ) -> None:
        self.record = record
        self.degraded = degraded
        self._library = library
        self._collection = collection
        self._all: tuple[list[str], NDArray[np.float32]] | None = None

    def nearest(self, vector: NDArray[np.float32], filters: Filters, limit: int) -> list[tuple[str, float]]:
        """Return (passage id, cosine similarity) of the passages nearest to a unit vector, best first."""
        if filters.active:
            few = self._library.passage_ids(self.record.number, filters, limit=_EXACT_BELOW + 1)
            if len(few) <= _EXACT_BELOW or self._collection is None:
                if self._collection is None:
                    few = self._library.passage_ids(self.record.number, filters)
                return _exact(*self._library.vectors(self.record.number, few, self.record.model), vector, limit)
        if self._collection is None:
            if self._all is None:
                ids = self._library.passage_ids(self.record.number)
                self._all = self._library.vectors(self.record.number, ids, self.record.model)
            return _exact(*self._all, vector, limit)
        try:
            found = self._collection.query(
                query_embeddings=[vector],
                n_results=max(1, min(limit, self.record.passages)),
                where=where_clause(filters),
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


def open_index(library: Library, record: GenerationRecord, folder: Path, chroma_url: str | None = None) -> VectorIndex:
    """Open a generation's vectors; when they are missing or damaged, degraded (see VectorIndex)."""
    try:
        return VectorIndex(library, record, open_collection(record, folder, chroma_url))
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
    """Return what Chroma keeps of a passage: the keys that filters need, those without a value left out."""
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


def where_clause(filters: Filters) -> dict[str, Any] | None:
    """Return the filters in Chroma's words; None when there are none."""
    groups: list[dict[str, Any]] = []
    for key, operator, values in (
        ("countries", "$contains", filters.countries),
        ("themes", "$contains", filters.themes),
        ("education_levels", "$contains", filters.education_levels),
        ("kind", "$eq", filters.kinds),
        ("language", "$eq", filters.languages),
    ):
        if values:
            groups.append(_joined("$or", [{key: {operator: str(value)}} for value in values]))
    if filters.year_from is not None:
        groups.append({"year_to": {"$gte": filters.year_from}})
    if filters.year_to is not None:
        groups.append({"year_from": {"$lte": filters.year_to}})
    return _joined("$and", groups) if groups else None


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
    hashes = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MANIFEST or name.startswith("chroma.sqlite3-") or not path.is_file():
            continue
        if name == "chroma.sqlite3" or not path.with_name("index_metadata.pickle").exists():
            hashes[name] = ""
            continue
        with path.open("rb") as file:
            hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def _exact(
    ids: Sequence[str], vectors: NDArray[np.float32], vector: NDArray[np.float32], limit: int
) -> list[tuple[str, float]]:
    if not ids:
        return []
    similarities = vectors @ vector
    best = np.argsort(-similarities, kind="stable")[:limit]
    return [(ids[index], float(similarities[index])) for index in best]


def _joined(operator: str, clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else cast(dict[str, Any], {operator: clauses})


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
