"""The child process that builds, or verifies, one Chroma generation aside; nothing else ever writes to Chroma.

It reads one Task as JSON from its standard input, writes its progress as lines of numbers to its standard output, and
ends with 0, or with 3 and a reason on standard error.
"""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from corpus.errors import GenerationError
from corpus.facets import Facets
from corpus.library import Library, visible
from corpus.schema import documents_table, passages_table
from indexer.exact import ExactIndex
from indexer.vectors import COLLECTION, folder_client, server_client, vector_metadata

_BATCH = 2_000
_PAGE = 30_000
_PERSISTED_EVERY = 1_000
_PROBES = 20
_NEIGHBOURS = 10
# How many passages Chroma looks at for each question: one in thirty, within bounds. Of 100,000, with 200 it misses one
# in twenty of the nearest 20, with 3,200 one in a thousand, and takes 3 ms longer.
_LOOKED_AT, _LEAST_LOOKED_AT, _MOST_LOOKED_AT = 1 / 30, 400, 3_200


class Task(BaseModel):
    """What the child is to do: `store` is a folder, or a collection's name on the server at `chroma_url`."""

    model_config = ConfigDict(frozen=True)

    action: Literal["build", "verify"]
    database_url: str
    generation: int
    model: str
    store: str
    chroma_url: str | None = None


def main() -> int:
    """Do the task on standard input."""
    import chromadb  # noqa: F401  loaded while the task is waited for

    line = sys.stdin.readline()
    if not line:
        return 4
    task = Task.model_validate_json(line)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    library = Library.open(task.database_url)
    try:
        (build if task.action == "build" else verify)(library, task)
    except GenerationError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 3
    return 0


def build(library: Library, task: Task) -> None:
    """Bring the store to hold exactly the passages of the generation: delete stale ids, add new ones."""
    client = server_client(task.chroma_url) if task.chroma_url else folder_client(Path(task.store))
    name = task.store if task.chroma_url else COLLECTION
    wanted = _wanted(library, task.generation)
    # Vectors below the threshold stay in Chroma's log, and every reader would build the graph anew.
    threshold = max(2, min(_PERSISTED_EVERY, len(wanted)))
    looked_at = min(max(int(_LOOKED_AT * len(wanted)), _LEAST_LOOKED_AT), _MOST_LOOKED_AT)
    collection = client.get_or_create_collection(
        name,
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": looked_at, "sync_threshold": threshold}},
    )
    if collection.configuration_json["hnsw"]["ef_search"] != looked_at:
        collection.modify(configuration={"hnsw": {"ef_search": looked_at}})
    held = _held(collection)
    for batch in _batches(sorted(held - wanted.keys())):
        collection.delete(ids=batch)
    done = len(held & wanted.keys())
    for batch in _batches([identifier for identifier in wanted if identifier not in held]):
        ids, vectors = library.vectors(task.generation, batch, task.model)
        if len(ids) != len(batch):
            raise GenerationError(f"The library lacks the vectors of {len(batch) - len(ids)} passages; index again.")
        collection.add(ids=ids, embeddings=vectors, metadatas=[wanted[identifier] for identifier in ids])
        done += len(ids)
        print(done, flush=True)  # noqa: T201  this is what the parent reads
    client.close()
    if not task.chroma_url:
        ExactIndex.gather(library, task.generation, task.model).save(Path(task.store))


def verify(library: Library, task: Task) -> None:
    """Raise GenerationError unless the store holds exactly the generation's passages, and finds them."""
    client = server_client(task.chroma_url) if task.chroma_url else folder_client(Path(task.store))
    collection = client.get_collection(task.store if task.chroma_url else COLLECTION, embedding_function=None)
    wanted = _wanted(library, task.generation)
    if (count := collection.count()) != len(wanted):
        raise GenerationError(f"The new Chroma index holds {count} passages instead of {len(wanted)}.")
    if _held(collection) != wanted.keys():
        raise GenerationError("The new Chroma index holds other passages than the library.")
    probes = sorted(wanted)[:: max(1, len(wanted) // _PROBES)]
    ids, vectors = library.vectors(task.generation, probes, task.model)
    _find_themselves(collection, ids, vectors)
    client.close()
    if not task.chroma_url:
        _check_saved(Path(task.store), wanted, ids, vectors)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(4)


def _find_themselves(collection: Any, ids: list[str], vectors: NDArray[np.float32]) -> None:
    if not ids:
        return
    # For the single nearest an approximate index looks less far, and texts that are nearly alike hide one another.
    wanted = min(_NEIGHBOURS, collection.count())
    found = collection.query(query_embeddings=vectors, n_results=wanted, include=["distances"])
    # The same text may stand in several passages: any of them at no distance will do.
    missed = [i for i, hits in enumerate(found["distances"]) if not hits or min(hits) > 1e-3]
    # An approximate index may miss one; more is damage.
    if len(missed) > max(1, len(ids) // 20):
        raise GenerationError(f"The new Chroma index does not find {len(missed)} of {len(ids)} probes.")


def _check_saved(folder: Path, wanted: dict[str, dict[str, Any]], ids: list[str], vectors: NDArray[np.float32]) -> None:
    saved = ExactIndex.load(folder)
    held = [(each, document) for document, passages in saved.passages.items() for each in passages] if saved else []
    if saved is None or sorted(held) != sorted((each, str(wanted[each]["document"])) for each in wanted):
        raise GenerationError("The vectors beside the new Chroma index are of other passages than the library's.")
    rows = {identifier: row for row, identifier in enumerate(saved.ids)}
    if len(saved.vectors) != len(rows) or not np.array_equal(saved.vectors[[rows[each] for each in ids]], vectors):
        raise GenerationError("The vectors beside the new Chroma index are not the library's.")


def _wanted(library: Library, generation: int) -> dict[str, dict[str, Any]]:
    statement = (
        select(passages_table.c.id, documents_table.c.id.label("document_id"), documents_table.c.facets)
        .join(documents_table, documents_table.c.row == passages_table.c.document_row)
        .where(*visible(generation))
    )
    with library.engine.connect() as connection:
        return {
            row.id: vector_metadata(row.document_id, Facets.model_validate(row.facets))
            for row in connection.execute(statement)
        }


def _held(collection: Any) -> set[str]:
    held: set[str] = set()
    while page := collection.get(limit=_PAGE, offset=len(held), include=[])["ids"]:
        held.update(page)
    return held


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


if __name__ == "__main__":
    sys.exit(main())
