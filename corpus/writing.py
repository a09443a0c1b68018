"""Writing to the Library: one writer at a time, one transaction a document, nothing visible before it is published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from corpus.documents import Document, Passage, content_hash
from corpus.errors import LibraryBusy
from corpus.facets import Facets
from corpus.fulltext import FullTextEntry, analyse, scope_words
from corpus.library import TOKEN_SCALE, FileRecord, GenerationRecord, Library, document_of, visible
from corpus.schema import (
    document_facets_table,
    documents_table,
    embeddings_table,
    files_table,
    generations_table,
    passages_table,
    settings_table,
    sources_table,
)

_BATCH = 500
_Item = TypeVar("_Item")


class StoredEmbedding(NamedTuple):
    """What the Library keeps of a passage's embedding: `vector` (dimension,), `sentences` (sentences, dimension).

    `tokens` (tokens, token dimension) are unit rows, `token_rows` (sentences, 2) those of each sentence, from and to.
    """

    key: str
    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]
    tokens: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)
    token_rows: NDArray[np.int64] = np.empty((0, 2), dtype=np.int64)


class LibraryWriter:
    """Prepares the generation after the current one; `target` is its number.

    Rows are written as belonging to `target` and so stay unseen until `publish`. A writer that is killed leaves work
    that the next one goes on with. Make one with `writing`.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.engine = library.engine
        with self.engine.connect() as connection:
            self.target = (connection.scalar(select(func.max(generations_table.c.number))) or 0) + 1

    def put_setting(self, key: str, value: str) -> None:
        """Keep one of the library's own values."""
        with self.engine.begin() as connection:
            _set(connection, key, value)

    def remember(self, path: str) -> None:
        """Remember a path as a source."""
        with self.engine.begin() as connection:
            if not connection.scalar(select(sources_table.c.path).where(sources_table.c.path == path)):
                connection.execute(insert(sources_table).values(path=path, added_at=_now()))

    def forget(self, path: str) -> bool:
        """Stop indexing a source; says whether it was one. Its files are removed by the next synchronisation."""
        with self.engine.begin() as connection:
            return connection.execute(delete(sources_table).where(sources_table.c.path == path)).rowcount > 0

    def unknown_embeddings(self, keys: Iterable[str], model: str) -> set[str]:
        """Return those of the keys for which no embedding of the model is kept, or none with its tokens."""
        unknown = set(keys)
        with self.engine.connect() as connection:
            for batch in _batches(sorted(unknown)):
                statement = select(embeddings_table.c.key).where(
                    embeddings_table.c.model == model,
                    embeddings_table.c.key.in_(batch),
                    embeddings_table.c.tokens.is_not(None),
                )
                unknown.difference_update(connection.scalars(statement))
        return unknown

    def keep(
        self,
        path: str,
        document: Document,
        passages: Sequence[tuple[Passage, str]],
        embeddings: Sequence[StoredEmbedding],
        model: str,
    ) -> str | None:
        """Keep one document of a file, with its passages (and the keys of their embeddings) and new embeddings.

        Returns None, or the path of another file that already holds the same document; then nothing is kept.
        """
        version = _version(document, passages)
        with self.engine.begin() as connection:
            existing = connection.execute(
                select(documents_table.c.row, documents_table.c.path, documents_table.c.version).where(
                    documents_table.c.id == document.id, *visible(self.target)
                )
            ).first()
            if existing and existing.path != path:
                return str(existing.path)
            _keep_embeddings(connection, embeddings, model)
            if existing and existing.version == version:
                return None
            if existing:
                self._remove_rows(connection, [existing.row])
            self._insert(connection, path, document, passages, version)
        return None

    def finish_file(self, record: FileRecord, kept: Iterable[str]) -> int:
        """Note that a file was read, or failed, and remove its documents other than `kept`. Returns how many went."""
        with self.engine.begin() as connection:
            rows = connection.execute(
                select(documents_table.c.row, documents_table.c.id).where(
                    documents_table.c.path == record.path, *visible(self.target)
                )
            ).all()
            keep = set(kept)
            gone = [row.row for row in rows if row.id not in keep]
            self._remove_rows(connection, gone)
            _put_file(connection, record)
        return len(gone)

    def note_file(self, record: FileRecord) -> None:
        """Note something of a file whose documents stay as they are."""
        with self.engine.begin() as connection:
            _put_file(connection, record)

    def remove_file(self, path: str) -> int:
        """Remove a file and its documents. Returns how many documents went."""
        with self.engine.begin() as connection:
            rows = connection.scalars(
                select(documents_table.c.row).where(documents_table.c.path == path, *visible(self.target))
            ).all()
            self._remove_rows(connection, rows)
            connection.execute(delete(files_table).where(files_table.c.path == path))
        return len(rows)

    def move_file(self, old_path: str, record: FileRecord) -> None:
        """Note that a file has another name now; its documents keep their ids and are not embedded again."""
        with self.engine.begin() as connection:
            for row in connection.execute(
                select(documents_table).where(documents_table.c.path == old_path, *visible(self.target))
            ).all():
                document = document_of(row._mapping).model_copy(update={"source": record.source})
                passages = [
                    (passage, key)
                    for passage, key in zip(
                        self.library.passages_of(self.target, document.id),
                        connection.scalars(
                            select(passages_table.c.embedding)
                            .where(passages_table.c.document_row == row.row)
                            .order_by(passages_table.c.ordinal)
                        ),
                        strict=True,
                    )
                ]
                self._remove_rows(connection, [row.row])
                self._insert(connection, record.path, document, passages, _version(document, passages))
            connection.execute(delete(files_table).where(files_table.c.path == old_path))
            _put_file(connection, record)

    def orphaned(self) -> list[str]:
        """Return the paths of files one of whose documents was kept of another file that no longer has it."""
        files = [record for record in self.library.files() if record.shadowed]
        wanted = sorted({identifier for record in files for identifier in record.shadowed})
        held: set[str] = set()
        with self.engine.connect() as connection:
            for batch in _batches(wanted):
                statement = select(documents_table.c.id).where(documents_table.c.id.in_(batch), *visible(self.target))
                held.update(connection.scalars(statement))
        return [record.path for record in files if not held.issuperset(record.shadowed)]

    def pending(self) -> bool:
        """Whether the target generation differs from the current one."""
        columns = documents_table.c
        with self.engine.connect() as connection:
            return bool(
                connection.scalar(
                    select(columns.row)
                    .where(or_(columns.added_in == self.target, columns.removed_in == self.target))
                    .limit(1)
                )
            )

    def publish(self, record: GenerationRecord, keep: int) -> None:
        """Make a generation the current one; in the same transaction let go of all but the last `keep`.

        What only the generations let go held is gone from the Library too.
        """
        with self.engine.begin() as connection:
            connection.execute(delete(generations_table).where(generations_table.c.number == record.number))
            connection.execute(insert(generations_table).values(**record.model_dump()))
            _set(connection, "current_generation", str(record.number))
            newest_first = select(generations_table.c.number).order_by(generations_table.c.number.desc())
            oldest = min(connection.scalars(newest_first.limit(keep)))
            connection.execute(delete(generations_table).where(generations_table.c.number < oldest))
            stale = connection.scalars(
                select(documents_table.c.row).where(documents_table.c.removed_in <= oldest)
            ).all()
            self._delete_rows(connection, stale)
            connection.execute(
                delete(embeddings_table).where(
                    ~select(passages_table.c.row).where(passages_table.c.embedding == embeddings_table.c.key).exists()
                )
            )

    def _insert(
        self,
        connection: Connection,
        path: str,
        document: Document,
        passages: Sequence[tuple[Passage, str]],
        version: str,
    ) -> None:
        facets = document.facets
        row = connection.scalar(
            insert(documents_table)
            .returning(documents_table.c.row)
            .values(
                id=document.id,
                version=version,
                added_in=self.target,
                path=path,
                source=document.source,
                ordinal=document.ordinal,
                title=document.title,
                url=document.url,
                year_from=facets.year_from or facets.year_to,
                year_to=facets.year_to or facets.year_from,
                facets=facets.model_dump(mode="json"),
                structure=document.model_dump(mode="json", include={"pages", "sections", "fields", "notes"}),
                text=document.text,
            )
        )
        values = [{"document_row": row, "facet": facet, "value": value} for facet, value in _facet_values(facets)]
        if values:
            connection.execute(insert(document_facets_table), values)
        if not passages:
            return
        # The rows are numbered here, not by the database, so that all passages go in with two statements.
        first = (connection.scalar(select(func.max(passages_table.c.row))) or 0) + 1
        connection.execute(
            insert(passages_table),
            [
                {
                    "row": first + index,
                    "document_row": row,
                    "id": passage.id,
                    "ordinal": passage.ordinal,
                    "start": passage.locator.start,
                    "end": passage.locator.end,
                    "text": passage.text,
                    "locator": passage.locator.model_dump(mode="json"),
                    "sentences": passage.sentences,
                    "embedding": key,
                }
                for index, (passage, key) in enumerate(passages)
            ],
        )
        title, scope = " ".join(analyse(document.title, facets.language)), " ".join(scope_words(facets))
        bodies = (" ".join(analyse(passage.text, facets.language)) for passage, _ in passages)
        entries = [FullTextEntry(first + index, title, body, scope) for index, body in enumerate(bodies)]
        self.library.full_text.add(connection, entries)

    def _remove_rows(self, connection: Connection, rows: Sequence[int]) -> None:
        """Take documents out of the target generation: those that only it had seen are deleted."""
        for batch in _batches(rows):
            own = connection.scalars(
                select(documents_table.c.row).where(
                    documents_table.c.row.in_(batch), documents_table.c.added_in == self.target
                )
            ).all()
            self._delete_rows(connection, own)
            connection.execute(
                update(documents_table).where(documents_table.c.row.in_(batch)).values(removed_in=self.target)
            )

    def _delete_rows(self, connection: Connection, rows: Sequence[int]) -> None:
        for batch in _batches(rows):
            passages = connection.scalars(
                select(passages_table.c.row).where(passages_table.c.document_row.in_(batch))
            ).all()
            if passages:
                self.library.full_text.remove(connection, passages)
            for table in (passages_table, document_facets_table):
                connection.execute(delete(table).where(table.c.document_row.in_(batch)))
            connection.execute(delete(documents_table).where(documents_table.c.row.in_(batch)))


@contextmanager
def writing(library: Library, lock: Path) -> Iterator[LibraryWriter]:
    """Be the library's one writer. Raises LibraryBusy when another process is.

    The lock is the operating system's, on the file `lock`: it is let go when its holder ends, however that happens.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    file_lock = FileLock(lock, timeout=0)
    try:
        file_lock.acquire()
    except Timeout:
        raise LibraryBusy(
            "Another run is indexing into this library. Wait until it is done, then start again; what is indexed so"
            " far can be asked meanwhile."
        ) from None
    try:
        yield LibraryWriter(library)
    finally:
        file_lock.release()


def _version(document: Document, passages: Sequence[tuple[Passage, str]]) -> str:
    return content_hash(document.model_dump_json(), *(part for passage, key in passages for part in (passage.id, key)))


def _facet_values(facets: Facets) -> Iterator[tuple[str, str]]:
    several: Mapping[str, Sequence[str]] = {
        "countries": facets.countries,
        "regions": facets.regions,
        "themes": facets.themes,
        "education_levels": facets.education_levels,
        "eqavet_phases": facets.eqavet_phases,
        "kind": (facets.kind,),
        "language": (facets.language,) if facets.language else (),
    }
    for facet, values in several.items():
        for value in dict.fromkeys(values):
            yield facet, str(value)


def _keep_embeddings(connection: Connection, embeddings: Sequence[StoredEmbedding], model: str) -> None:
    new = {embedding.key: embedding for embedding in embeddings}
    if not new:
        return
    # An embedding is made again only if what was kept of it is not all.
    connection.execute(
        delete(embeddings_table).where(
            embeddings_table.c.model == model, embeddings_table.c.key == bindparam("old_key")
        ),
        [{"old_key": key} for key in new],
    )
    connection.execute(insert(embeddings_table), [_embedding_row(embedding, model) for embedding in new.values()])


def _embedding_row(embedding: StoredEmbedding, model: str) -> dict[str, object]:
    # One byte a number: sentences and tokens only rank within passages that are found already.
    scale = float(np.abs(embedding.sentences).max(initial=1e-9)) / 127
    return {
        "key": embedding.key,
        "model": model,
        "vector": np.ascontiguousarray(embedding.vector, dtype=np.float32).tobytes(),
        "sentences": np.round(embedding.sentences / scale).astype(np.int8).tobytes(),
        "scale": scale,
        "tokens": np.round(embedding.tokens * TOKEN_SCALE).astype(np.int8).tobytes(),
        "token_rows": embedding.token_rows.astype("<u2").tobytes(),
    }


def _put_file(connection: Connection, record: FileRecord) -> None:
    connection.execute(delete(files_table).where(files_table.c.path == record.path))
    connection.execute(insert(files_table).values(**record.model_dump(mode="json")))


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(settings_table).where(settings_table.c.key == key))
    connection.execute(insert(settings_table).values(key=key, value=value))


def _batches(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
