"""The Library: the one database of what we know, read at a generation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, bindparam, exists, func, or_, select

from corpus.documents import Document, Locator, Passage
from corpus.errors import DocumentNotFound
from corpus.facets import FacetName, Facets, Filters
from corpus.fulltext import MOST_WORDS_ASKED, analyse, full_text_for, rarity
from corpus.schema import (
    document_facets_table,
    documents_table,
    embeddings_table,
    files_table,
    generations_table,
    open_engine,
    passages_table,
    settings_table,
    sources_table,
)

_BATCH = 500
_COUNTED: tuple[FacetName, ...] = ("kind", "countries", "regions", "themes", "language", "education_levels")
_FILTER_OF: Mapping[str, str] = {
    "kind": "kinds",
    "countries": "countries",
    "regions": "countries",
    "themes": "themes",
    "language": "languages",
    "education_levels": "education_levels",
}


class GenerationRecord(BaseModel):
    """One complete index: its number, the model of its vectors, how many passages it holds, and where it lies."""

    model_config = ConfigDict(frozen=True)

    number: int
    model: str
    dimension: int
    passages: int
    location: str
    finished_at: str


class DocumentCard(BaseModel):
    """What a list of documents shows of each."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    source: str
    url: str | None
    facets: Facets
    passages: int


class FileRecord(BaseModel):
    """One file of the sources: when it failed, why; what a person should know of it.

    `stamp` changes whenever the file does; `fingerprint` says what it was read with. `documents` counts those kept of
    it; `shadowed` names those that another file holds as well, by id, with that file's path.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    source: str
    stamp: str | None = None
    sha256: str | None = None
    fingerprint: str | None = None
    reason: str | None = None
    message: str | None = None
    notes: tuple[str, ...] = ()
    documents: int = 0
    shadowed: Mapping[str, str] = {}


class Library:
    """Documents, passages, embeddings and facets, as they stood at a generation.

    Everything that reads takes the number of a generation and sees exactly what that generation holds, whatever is
    being written meanwhile. Instances can be shared between threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.full_text = full_text_for(engine.dialect.name)

    @classmethod
    def open(cls, url: str) -> "Library":
        """Open the library at a SQLAlchemy URL, made if there is none. Raises LibraryDamaged."""
        return cls(open_engine(url))

    def close(self) -> None:
        """Let go of the database's files."""
        self.engine.dispose()

    def setting(self, key: str) -> str | None:
        """Return one of the library's own values, such as its name."""
        with self.engine.connect() as connection:
            return _setting(connection, key)

    def current(self) -> GenerationRecord | None:
        """Return the generation that answers now, or None when nothing was ever indexed."""
        with self.engine.connect() as connection:
            number = _setting(connection, "current_generation")
            if number is None:
                return None
            row = connection.execute(
                select(generations_table).where(generations_table.c.number == int(number))
            ).one_or_none()
        return GenerationRecord.model_validate(dict(row._mapping)) if row else None

    def generations(self) -> list[GenerationRecord]:
        """Return the generations that are kept, oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(generations_table).order_by(generations_table.c.number)).all()
        return [GenerationRecord.model_validate(dict(row._mapping)) for row in rows]

    def sources(self) -> list[str]:
        """Return the paths that are indexed, as remembered."""
        with self.engine.connect() as connection:
            return list(connection.scalars(select(sources_table.c.path).order_by(sources_table.c.path)))

    def files(self) -> list[FileRecord]:
        """Return every file that was ever met in the sources and is still there, by path."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(files_table).order_by(files_table.c.path)).all()
        return [FileRecord.model_validate(dict(row._mapping)) for row in rows]

    def documents(self, generation: int, filters: Filters = Filters()) -> list[DocumentCard]:
        """Return the documents that match, by title."""
        passages = (
            select(func.count())
            .select_from(passages_table)
            .where(passages_table.c.document_row == documents_table.c.row)
            .scalar_subquery()
        )
        columns = documents_table.c
        statement = select(
            columns.id, columns.title, columns.source, columns.url, columns.facets, passages.label("passages")
        ).where(*visible(generation), *_matching(filters))
        with self.engine.connect() as connection:
            rows = connection.execute(statement.order_by(func.lower(columns.title), columns.id)).all()
        return [DocumentCard.model_validate(dict(row._mapping)) for row in rows]

    def document(self, generation: int, document_id: str) -> Document:
        """Return one document whole. Raises DocumentNotFound."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(documents_table).where(documents_table.c.id == document_id, *visible(generation))
            ).first()
        if row is None:
            raise DocumentNotFound(document_id)
        return document_of(row._mapping)

    def path_of(self, generation: int, document_id: str) -> str:
        """Return the path of the file that a document was read from. Raises DocumentNotFound."""
        with self.engine.connect() as connection:
            path = connection.scalar(
                select(documents_table.c.path).where(documents_table.c.id == document_id, *visible(generation))
            )
        if path is None:
            raise DocumentNotFound(document_id)
        return cast(str, path)

    def passages(self, generation: int, ids: Sequence[str]) -> dict[str, Passage]:
        """Return passages by id; ids that this generation does not hold are missing."""
        statement = _passages(generation).where(passages_table.c.id.in_(bindparam("ids", expanding=True)))
        found: dict[str, Passage] = {}
        with self.engine.connect() as connection:
            for batch in _batches(ids):
                for row in connection.execute(statement, {"ids": batch}):
                    found[row.id] = _passage_of(row._mapping)
        return found

    def passages_of(self, generation: int, document_id: str) -> list[Passage]:
        """Return the passages of one document, in order."""
        statement = _passages(generation).where(documents_table.c.id == document_id)
        with self.engine.connect() as connection:
            rows = connection.execute(statement.order_by(passages_table.c.ordinal)).all()
        return [_passage_of(row._mapping) for row in rows]

    def passage_ids(self, generation: int, filters: Filters = Filters(), limit: int | None = None) -> list[str]:
        """Return the ids of the passages whose document matches, at most `limit`."""
        statement = (
            select(passages_table.c.id)
            .join(documents_table, documents_table.c.row == passages_table.c.document_row)
            .where(*visible(generation), *_matching(filters))
            .limit(limit)
        )
        with self.engine.connect() as connection:
            return list(connection.scalars(statement))

    def vectors(self, generation: int, ids: Sequence[str], model: str) -> tuple[list[str], NDArray[np.float32]]:
        """Return the ids that have a vector of the model, and their vectors: shape (ids, dimension), unit rows."""
        found: list[str] = []
        rows: list[NDArray[np.float32]] = []
        for identifier, vector, _, _ in self._embeddings(generation, ids, model):
            found.append(identifier)
            rows.append(np.frombuffer(vector, dtype=np.float32))
        return found, np.vstack(rows) if rows else np.empty((0, 0), dtype=np.float32)

    def sentence_vectors(self, generation: int, ids: Sequence[str], model: str) -> dict[str, NDArray[np.float32]]:
        """Return for each passage the vectors of its sentences: shape (sentences, dimension), unit rows."""
        return {
            identifier: np.frombuffer(sentences, dtype=np.int8).reshape(-1, len(vector) // 4).astype(np.float32) * scale
            for identifier, vector, sentences, scale in self._embeddings(generation, ids, model)
        }

    def facet_counts(self, generation: int, filters: Filters = Filters()) -> dict[FacetName, dict[str, int]]:
        """Return for each facet how many documents have each value, under the filters of the other facets."""
        counts: dict[FacetName, dict[str, int]] = {}
        with self.engine.connect() as connection:
            for facet in _COUNTED:
                others = filters.model_copy(update={_FILTER_OF[facet]: ()})
                statement = (
                    select(document_facets_table.c.value, func.count())
                    .join(documents_table, documents_table.c.row == document_facets_table.c.document_row)
                    .where(document_facets_table.c.facet == facet, *visible(generation), *_matching(others))
                    .group_by(document_facets_table.c.value)
                )
                counts[facet] = dict(connection.execute(statement).all())
        return counts

    def count(self, generation: int, filters: Filters = Filters()) -> int:
        """Return how many documents match."""
        statement = select(func.count()).select_from(documents_table).where(*visible(generation), *_matching(filters))
        with self.engine.connect() as connection:
            return connection.execute(statement).scalar_one()

    def years(self, generation: int) -> tuple[int | None, int | None]:
        """Return the first and the last year that any document is about."""
        statement = select(func.min(documents_table.c.year_from), func.max(documents_table.c.year_to))
        with self.engine.connect() as connection:
            first, last = connection.execute(statement.where(*visible(generation))).one()
        return first, last

    def languages(self, generation: int) -> dict[str, int]:
        """Return how many documents there are in each language."""
        return self.facet_counts(generation)["language"]

    def search_text(
        self, generation: int, words: Iterable[str], filters: Filters, limit: int
    ) -> list[tuple[str, float]]:
        """Return (passage id, score) of passages that hold any of the stems (see `stems`), best first."""
        asked = list(dict.fromkeys(words))[:MOST_WORDS_ASKED]
        if not asked:
            return []
        with self.engine.connect() as connection:
            return self.full_text.search(connection, generation, asked, filters, limit)

    def stems(self, text: str, languages: Iterable[str | None]) -> dict[str, list[str]]:
        """Return for each word of a text its different stems in several languages."""
        by_language = [analyse(text, language) for language in dict.fromkeys((None, *languages))]
        return {folded: list(dict.fromkeys(stems)) for folded, *stems in zip(by_language[0], *by_language, strict=True)}

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Return for each stem its inverse document frequency over all passages, as BM25 has it; 0 or more."""
        with self.engine.connect() as connection:
            total = connection.execute(select(func.count()).select_from(passages_table)).scalar_one()
            counts = self.full_text.frequencies(connection, words)
        return {word: rarity(total, count) for word, count in counts.items()}

    def _embeddings(self, generation: int, ids: Sequence[str], model: str) -> Iterator[tuple[str, bytes, bytes, float]]:
        statement = (
            select(
                passages_table.c.id, embeddings_table.c.vector, embeddings_table.c.sentences, embeddings_table.c.scale
            )
            .distinct()
            .join(documents_table, documents_table.c.row == passages_table.c.document_row)
            .join(embeddings_table, embeddings_table.c.key == passages_table.c.embedding)
            .where(
                embeddings_table.c.model == model,
                passages_table.c.id.in_(bindparam("ids", expanding=True)),
                *visible(generation),
            )
        )
        with self.engine.connect() as connection:
            for batch in _batches(ids):
                for row in connection.execute(statement, {"ids": batch}):
                    yield row[0], row[1], row[2], row[3]


def visible(generation: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which a row of `documents` belongs to a generation."""
    columns = documents_table.c
    return columns.added_in <= generation, or_(columns.removed_in.is_(None), columns.removed_in > generation)


def document_of(row: Mapping[Any, Any]) -> Document:
    """Return the document of a row of `documents`."""
    return Document.model_validate(
        {
            **row["structure"],
            "id": row["id"],
            "title": row["title"],
            "text": row["text"],
            "source": row["source"],
            "ordinal": row["ordinal"],
            "url": row["url"],
            "facets": row["facets"],
        }
    )


def _setting(connection: Connection, key: str) -> str | None:
    return connection.scalar(select(settings_table.c.value).where(settings_table.c.key == key))


def _matching(filters: Filters) -> list[ColumnElement[bool]]:
    columns = documents_table.c
    conditions: list[ColumnElement[bool]] = []
    for facets, values in (
        (("countries", "regions"), filters.countries),
        (("themes",), filters.themes),
        (("kind",), filters.kinds),
        (("language",), filters.languages),
        (("education_levels",), filters.education_levels),
    ):
        if values:
            facet = document_facets_table.alias().c
            conditions.append(
                exists().where(facet.document_row == columns.row, facet.facet.in_(facets), facet.value.in_(values))
            )
    if filters.year_from is not None:
        conditions.append(columns.year_to >= filters.year_from)
    if filters.year_to is not None:
        conditions.append(columns.year_from <= filters.year_to)
    return [and_(True, *conditions)]


def _passages(generation: int) -> "Select[Any]":
    return (
        select(passages_table, documents_table.c.id.label("document_id"))
        .join(documents_table, documents_table.c.row == passages_table.c.document_row)
        .where(*visible(generation))
    )


def _passage_of(row: Mapping[Any, Any]) -> Passage:
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        ordinal=row["ordinal"],
        text=row["text"],
        locator=Locator.model_validate(row["locator"]),
        sentences=tuple((start, end) for start, end in row["sentences"]),
    )


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
