"""Health: whether the parts that questions and indexing need are there and agree, and what to do where not."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.settings import Settings
from corpus.errors import VetError
from corpus.library import Library
from indexer.embedding import MULTILINGUAL, Embedder, poorly_read
from indexer.vectors import open_collection


class HealthLine(NamedTuple):
    """One thing that was checked: `name` is stable for programs, `detail` for people, `action` says what to do."""

    name: str
    level: Literal["ok", "warning", "error"]
    detail: str
    action: str | None = None


def check(
    settings: Settings, open_library: Callable[[], Library], load_embedder: Callable[[], Embedder]
) -> list[HealthLine]:
    """Return what was found of the home folder, the library, its sources and files, the index and the models."""
    lines = _looked("home", lambda: _home(settings.home))
    try:
        library = open_library()
    except (VetError, OSError) as error:
        return [*lines, HealthLine("library", "error", str(error))]
    try:
        lines += _looked("library", lambda: _library(library))
        lines += _looked("sources", lambda: _sources(library))
        lines += _looked("files", lambda: _files(library))
        lines += _looked("model", lambda: _model(library, load_embedder()))
        lines += _looked("index", lambda: _index(library, settings))
    finally:
        library.close()
    model = settings.chat.model
    return [*lines, HealthLine("chat_model", "ok", f"chat model: {model or 'none, so answers consist of quotes'}")]


def _looked(name: str, look: Callable[[], Iterator[HealthLine]]) -> list[HealthLine]:
    try:
        return list(look())
    except VetError as error:
        return [HealthLine(name, "error", str(error))]


def _home(home: Path) -> Iterator[HealthLine]:
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    if os.access(existing, os.W_OK):
        yield HealthLine("home", "ok", f"home folder: {home}")
    else:
        yield HealthLine("home", "warning", f"{home} cannot be written to", "Give write access, or set VET_HOME.")


def _library(library: Library) -> Iterator[HealthLine]:
    record = library.current()
    if record is None:
        yield HealthLine("library", "error", "nothing is indexed yet", "vet-assistant index FOLDER")
        return
    documents = library.count(record.number)
    detail = f"library: {documents} documents, {record.passages} passages, generation {record.number}"
    if record.passages:
        yield HealthLine("library", "ok", detail)
    else:
        yield HealthLine("library", "warning", detail, "vet-assistant index FOLDER")


def _sources(library: Library) -> Iterator[HealthLine]:
    for source in library.sources():
        if Path(source).exists():
            yield HealthLine("sources", "ok", f"source: {source}")
        else:
            action = f"Bring it back, or let go of its documents: vet-assistant index --forget {source}"
            yield HealthLine("sources", "warning", f"source {source} is not there", action)


def _files(library: Library) -> Iterator[HealthLine]:
    for file in library.files():
        if file.reason:
            yield HealthLine("files", "warning", f"{file.source}: {file.message or file.reason}")


def _model(library: Library, embedder: Embedder) -> Iterator[HealthLine]:
    record = library.current()
    if record is not None and record.model != embedder.name:
        detail = f"embedding model {embedder.name} is set, but the index was made with {record.model}"
        yield HealthLine("model", "error", detail, "Set VET_EMBEDDING_MODEL back, or: vet-assistant index")
    else:
        yield HealthLine("model", "ok", f"embedding model: {embedder.name}")
    if record is not None and (poorly := poorly_read(record.model, library.languages(record.number))):
        languages = ", ".join(f"{language} {number}" for language, number in sorted(poorly.items()))
        detail = f"documents in languages that {record.model} reads poorly: {languages}; their words are found as ever"
        yield HealthLine("languages", "ok", detail, f"VET_EMBEDDING_MODEL={MULTILINGUAL} vet-assistant index")


def _index(library: Library, settings: Settings) -> Iterator[HealthLine]:
    record = library.current()
    if record is None:
        return
    try:
        open_collection(record, settings.index_folder, settings.chroma_url)
    except VetError as error:
        yield HealthLine("index", "warning", str(error), "vet-assistant repair")
    else:
        yield HealthLine("index", "ok", f"index: generation {record.number} opens")
