"""The Library: the one database of what we know, read at a generation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, bindparam, func, or_, select

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
from corpus.stemlist import StemList

_BATCH = 500
_WORDS_COUNTED = 100_000
# Full text takes a millisecond for about a thousand passages that hold a word.
_MOST_HOLDING = 20_000
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


TOKEN_DIMENSION = 64
"""How many dimensions the vectors of single tokens have."""

TOKEN_SCALE = 127
"""By what the token vectors, unit rows, are multiplied to be kept as whole numbers of one byte."""


class PassageVectors(NamedTuple):
    """What is kept of a passage's embedding: `vector` (dimension,), `sentences` (sentences, dimension), unit rows.

    `tokens` (tokens, token dimension) are unit rows times TOKEN_SCALE; `token_rows` (sentences, 2) says which are of
    each sentence, from and to. Both are empty for a model that gives no tokens.
    """

    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]
    tokens: NDArray[np.int8]
    token_rows: NDArray[np.uint16]


class _Counts(NamedTuple):
    newest: int
    passages: int
    of: dict[str, int]


class Library:
    """Documents, passages, embeddings and facets, as they stood at a generation.

    Everything that reads takes the number of a generation and sees exactly what that generation holds, whatever is
    being written meanwhile. Instances can be shared between threads.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.full_text = full_text_for(engine.dialect.name)
        self._counted = _Counts(0, 0, {})
        self._stem_list: tuple[int, StemList] | None = None

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

    def field_values(self, generation: int, field: str) -> dict[str, str]:
        """Return what the documents that have a record field (see `corpus.records`) state in it, by document id."""
        value = documents_table.c.structure["fields"][field].as_string().label("value")
        statement = select(documents_table.c.id, value).where(*visible(generation))
        with self.engine.connect() as connection:
            return {row.id: row.value for row in connection.execute(statement) if row.value}

    def path_of(self, generation: int, document_id: str) -> str:
        """Return the path of the file that a document was read from. Raises DocumentNotFound."""
        with self.engine.connect() as connection:
            path = connection.scalar(
                select(documents_table.c.path).where(documents_table.c.id == document_id, *visible(generation))
            )
        if path is None:
            raise DocumentNotFound(document_id)
        return cast(str, path)

    def document_ids_of(self, generation: int, source: str) -> dict[str, int]:
        """Return the ids of the documents of a file, by its `source` as shown to people, each with its ordinal."""
        statement = select(documents_table.c.id, documents_table.c.ordinal)
        statement = statement.where(documents_table.c.source == source, *visible(generation))
        with self.engine.connect() as connection:
            return {row.id: row.ordinal for row in connection.execute(statement)}

    def file_of(self, generation: int, document_id: str) -> FileRecord | None:
        """Return what is known of the file that a document was read from, as the document was read from it.

        None where the file has been read again since, and held something else. Raises DocumentNotFound.
        """
        columns = documents_table.c
        with self.engine.connect() as connection:
            document = connection.execute(
                select(columns.path, columns.removed_in).where(columns.id == document_id, *visible(generation))
            ).first()
            if document is None:
                raise DocumentNotFound(document_id)
            row = connection.execute(select(files_table).where(files_table.c.path == document.path)).first()
        return FileRecord.model_validate(dict(row._mapping)) if row and document.removed_in is None else None

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

    def passage_ids(self, generation: int, filters: Filters = Filters()) -> list[str]:
        """Return the ids of the passages whose document matches."""
        return [each for ids in self.passages_by_document(generation, filters).values() for each in ids]

    def passages_by_document(self, generation: int, filters: Filters = Filters()) -> dict[str, list[str]]:
        """Return the ids of the documents that match and have passages, each with the ids of its passages."""
        statement = (
            select(documents_table.c.id, passages_table.c.id)
            .join(documents_table, documents_table.c.row == passages_table.c.document_row)
            .where(*visible(generation), *_matching(filters))
        )
        found: dict[str, list[str]] = {}
        with self.engine.connect() as connection:
            for document, passage in connection.execute(statement):
                found.setdefault(document, []).append(passage)
        return found

    def document_ids(self, generation: int, filters: Filters = Filters()) -> list[str]:
        """Return the ids of the documents that match."""
        statement = select(documents_table.c.id).where(*visible(generation), *_matching(filters))
        with self.engine.connect() as connection:
            return list(connection.scalars(statement))

    def vectors(self, generation: int, ids: Sequence[str], model: str) -> tuple[list[str], NDArray[np.float32]]:
        """Return the ids that have a vector of the model, and their vectors: shape (ids, dimension), unit rows."""
        rows = {
            identifier: np.frombuffer(vector, dtype=np.float32)
            for identifier, vector in self._embeddings(generation, ids, model, embeddings_table.c.vector)
        }
        return list(rows), np.vstack(list(rows.values())) if rows else np.empty((0, 0), dtype=np.float32)

    def passage_vectors(self, generation: int, ids: Sequence[str], model: str) -> dict[str, PassageVectors]:
        """Return all that is kept of the embeddings of passages, by id, of those that have one."""
        columns = embeddings_table.c
        rows = self._embeddings(
            generation, ids, model, columns.vector, columns.sentences, columns.scale, columns.tokens, columns.token_rows
        )
        found: dict[str, PassageVectors] = {}
        for identifier, vector, sentences, scale, tokens, token_rows in rows:
            places = np.frombuffer(token_rows or b"", dtype="<u2").reshape(-1, 2)
            found[identifier] = PassageVectors(
                vector=np.frombuffer(vector, dtype=np.float32),
                sentences=np.frombuffer(sentences, dtype=np.int8).reshape(-1, len(vector) // 4).astype(np.float32)
                * np.float32(scale),
                tokens=np.frombuffer(tokens or b"", dtype=np.int8).reshape(-1, TOKEN_DIMENSION),
                token_rows=places if tokens else places[:0],
            )
        return found

    def facet_counts(self, generation: int, filters: Filters = Filters()) -> dict[FacetName, dict[str, int]]:
        """Return for each facet how many documents have each value, under the filters of the other facets."""
        counts: dict[FacetName, dict[str, int]] = {facet: {} for facet in _COUNTED}
        # Facets that are not filtered by have the same filters beside them, and are counted together.
        together: dict[Filters, list[FacetName]] = {}
        for facet in _COUNTED:
            together.setdefault(filters.model_copy(update={_FILTER_OF[facet]: ()}), []).append(facet)
        columns = document_facets_table.c
        with self.engine.connect() as connection:
            for others, facets in together.items():
                matching = select(documents_table.c.row).where(*visible(generation), *_matching(others))
                statement = (
                    select(columns.facet, columns.value, func.count())
                    .where(columns.facet.in_(facets), columns.document_row.in_(matching))
                    .group_by(columns.facet, columns.value)
                )
                for facet, value, count in connection.execute(statement):
                    counts[facet][value] = count
        return counts

    def pairs(
        self, generation: int, filters: Filters, facet: FacetName, other: FacetName
    ) -> dict[tuple[str, str], int]:
        """Return how many documents have a value of one facet and a value of another, under the remaining filters.

        Pairs that no document has are missing. With the same facet twice, each two different values of it stand both
        ways round.
        """
        remaining = filters.model_copy(update={_FILTER_OF[facet]: (), _FILTER_OF[other]: ()})
        columns = document_facets_table.c
        # Counted here, from a row for each document: SQLite may take minutes to join the values with themselves.
        statement = (
            select(columns.document_row, columns.facet, func.aggregate_strings(columns.value, "\n"))
            .where(
                columns.facet.in_((facet, other)),
                columns.document_row.in_(
                    select(documents_table.c.row).where(*visible(generation), *_matching(remaining))
                ),
            )
            .group_by(columns.document_row, columns.facet)
        )
        values: dict[int, dict[str, list[str]]] = {}
        with self.engine.connect() as connection:
            for row, name, joined in connection.execute(statement):
                values.setdefault(row, {})[name] = joined.split("\n")
        counts = Counter(pair for each in values.values() for pair in product(each.get(facet, ()), each.get(other, ())))
        return {pair: count for pair, count in counts.items() if facet != other or pair[0] != pair[1]}

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
        """Return (passage id, score) of passages that hold any of the stems (see `stems`), best first.

        In a large library the commonest stems are left out when there are rarer ones.
        """
        asked = list(dict.fromkeys(words))[:MOST_WORDS_ASKED]
        if not asked:
            return []
        with self.engine.connect() as connection:
            chosen = _telling(self._counts(connection, asked).of)
            return self.full_text.search(connection, generation, chosen, filters, limit)

    def stems(self, text: str, languages: Iterable[str | None]) -> dict[str, list[str]]:
        """Return for each word of a text its different stems in several languages."""
        by_language = [analyse(text, language) for language in dict.fromkeys((None, *languages))]
        return {folded: list(dict.fromkeys(stems)) for folded, *stems in zip(by_language[0], *by_language, strict=True)}

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Return for each stem its inverse document frequency over all passages, as BM25 has it; 0 or more."""
        with self.engine.connect() as connection:
            counts = self._counts(connection, words)
        return {word: rarity(counts.passages, count) for word, count in counts.of.items()}

    def stem_list(self) -> StemList:
        """Return the stems of all passages, to be looked up by how they begin and end."""
        with self.engine.connect() as connection:
            newest = connection.scalar(select(func.max(passages_table.c.row))) or 0
            if self._stem_list is None or self._stem_list[0] != newest:
                self._stem_list = newest, StemList(self.full_text.stems(connection))
        return self._stem_list[1]

    def _counts(self, connection: Connection, words: Sequence[str]) -> _Counts:
        """Return in how many passages each word stands; what was counted holds until a passage is added."""
        newest = connection.scalar(select(func.max(passages_table.c.row))) or 0
        known = self._counted
        if newest != known.newest or len(known.of) > _WORDS_COUNTED:
            passages = connection.execute(select(func.count()).select_from(passages_table)).scalar_one()
            known = self._counted = _Counts(newest, passages, {})
        fresh = self.full_text.frequencies(connection, [word for word in words if word not in known.of])
        known.of.update(fresh)
        return known._replace(of={word: known.of[word] for word in words})

    def _embeddings(
        self, generation: int, ids: Sequence[str], model: str, *columns: "ColumnElement[Any]"
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the id of each passage that has an embedding, with columns of it."""
        statement = (
            select(passages_table.c.id, *columns)
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
                yield from map(tuple, connection.execute(statement, {"ids": batch}))


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
            facet = document_facets_table.c
            conditions.append(
                columns.row.in_(select(facet.document_row).where(facet.facet.in_(facets), facet.value.in_(values)))
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


def _telling(counts: Mapping[str, int]) -> list[str]:
    """Return the words, rarest first, without the commonest where all together stand in very many passages."""
    chosen: list[str] = []
    holding = 0
    for word in sorted(counts, key=lambda each: counts[each]):
        holding += counts[word]
        if chosen and holding > _MOST_HOLDING:
            break
        chosen.append(word)
    return chosen


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
