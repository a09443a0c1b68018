"""The library's tables, and bringing an older database up to them."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import JSON

from corpus.errors import LibraryDamaged, SettingsError

HEAD = "0005"
"""The newest migration in `migrations/versions`."""

metadata = MetaData()

settings_table = Table("library", metadata, Column("key", String, primary_key=True), Column("value", Text))

sources_table = Table("sources", metadata, Column("path", Text, primary_key=True), Column("added_at", String))

files_table = Table(
    "files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("stamp", String),
    Column("sha256", String),
    Column("fingerprint", String),
    Column("reason", String),
    Column("message", Text),
    Column("notes", JSON, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("shadowed", JSON, nullable=False),
)

documents_table = Table(
    "documents",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", String, nullable=False),
    Column("added_in", Integer, nullable=False),
    Column("removed_in", Integer),
    Column("path", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("year_from", Integer),
    Column("year_to", Integer),
    Column("facets", JSON, nullable=False),
    Column("structure", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Index("documents_id", "id"),
    Index("documents_path", "path"),
)

document_facets_table = Table(
    "document_facets",
    metadata,
    Column("document_row", ForeignKey("documents.row", ondelete="CASCADE"), nullable=False),
    Column("facet", String, nullable=False),
    Column("value", String, nullable=False),
    Index("document_facets_value", "facet", "value", "document_row"),
    Index("document_facets_document", "document_row"),
)

passages_table = Table(
    "passages",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document_row", ForeignKey("documents.row", ondelete="CASCADE"), nullable=False),
    Column("id", String, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("locator", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("embedding", String, nullable=False),
    Index("passages_id", "id"),
    Index("passages_document", "document_row"),
    Index("passages_embedding", "embedding"),
)

embeddings_table = Table(
    "embeddings",
    metadata,
    Column("key", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    Column("sentences", LargeBinary, nullable=False),
    Column("scale", Float, nullable=False),
    Column("tokens", LargeBinary),
    Column("token_rows", LargeBinary),
)

generations_table = Table(
    "generations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("model", String, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("location", Text, nullable=False),
    Column("finished_at", String, nullable=False),
)

feedback_table = Table(
    "feedback",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("documents", JSON, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("settings", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Index("feedback_at", "at"),
)

proposals_table = Table(
    "proposals",
    metadata,
    Column("token", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("created_at", String, nullable=False),
    Column("saved_at", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

proposal_versions_table = Table(
    "proposal_versions",
    metadata,
    Column("token", ForeignKey("proposals.token", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("begun_at", String, nullable=False),
    Column("saved_at", String, nullable=False),
    Column("writer", String, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

spending_table = Table(
    "spending",
    metadata,
    Column("day", String, primary_key=True),
    Column("read", Integer, nullable=False),
    Column("written", Integer, nullable=False),
)


def open_engine(url: str) -> Engine:
    """Open the database at a SQLAlchemy URL, made or brought up to date if need be.

    Raises LibraryDamaged when it is no database, or one of a newer version, and SettingsError when its driver lacks.
    """
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(address)
    except ModuleNotFoundError as error:
        raise SettingsError(
            "VET_DATABASE_URL", f"{error.name} is not installed. Run: pip install 'vet-assistant[postgresql]'"
        ) from None
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    try:
        _migrate(engine)
    except DatabaseError as error:
        said = " ".join(str(error.orig).split())
        if engine.dialect.name != "sqlite":
            advice = "Check that the server runs, and the address in VET_DATABASE_URL."
        elif "unable to open" in said or "readonly" in said:
            advice = "Check that you may write to that folder."
        else:
            advice = "Restore a backup, or move the file away and index your folders again."
        raise LibraryDamaged(
            f"The library at {engine.url.render_as_string()} cannot be opened: {said}. {advice}"
        ) from None
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    if engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA busy_timeout=30000")


def _migrate(engine: Engine) -> None:
    version = _version(engine)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise LibraryDamaged(
            f"The library at {engine.url.render_as_string()} was written by a newer version of VET Assistant"
            f" (schema {version}, this one knows {HEAD}). Update VET Assistant."
        )
    # Imported here: only a database that is new or old pays for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(engine: Engine) -> str | None:
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
