"""Health: whether the parts that questions and indexing need are there and agree, and what to do where not."""

import os
from collections.abc import Callable, Iterable, Iterator
from heapq import nsmallest
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from sqlalchemy.exc import SQLAlchemyError

from assistant.answers import Answer, SearchResult
from assistant.settings import Settings
from corpus.documents import Document
from corpus.errors import ModelNotFound, VetError
from corpus.library import GenerationRecord, Library
from indexer.embedding import MULTILINGUAL, Embedder, poorly_read
from indexer.vectors import open_collection

if TYPE_CHECKING:
    from assistant.checking.entailing import EntailmentModel
    from assistant.models.talking import ChatModel

Level = Literal["ok", "warning", "error"]
_LEVELS: tuple[Level, ...] = ("ok", "warning", "error")
State = Literal["ok", "degraded", "failing"]
"""All is well; questions are answered, but something is amiss (more than a file that cannot be read); they are not."""


class HealthLine(NamedTuple):
    """One thing that was checked: `name` is stable for programs, `detail` for people, `action` says what to do."""

    name: str
    level: Level
    detail: str
    action: str | None = None


class Asked(Protocol):
    """What is checked of the assistant (see `assistant.wiring.Assistant`)."""

    @property
    def settings(self) -> Settings:
        """The settings that it was opened with."""
        ...

    @property
    def library(self) -> Library:
        """What it answers from."""
        ...

    def embedder(self) -> Embedder:
        """Return the embedding model. Raises ModelNotFound."""
        ...

    def generation(self) -> GenerationRecord | None:
        """Return the generation that answers now."""
        ...

    def ask(self, question: str) -> Answer:
        """Return the answer to a question."""
        ...

    def search(self, query: str) -> SearchResult:
        """Return the passages nearest to a query."""
        ...

    def entailment(self) -> "EntailmentModel | None":
        """Return the model that judges whether sources entail statements."""
        ...

    def chat_model(self) -> "ChatModel | None":
        """Return the chat model that writes. Raises ChatFault."""
        ...

    def close(self) -> None:
        """Let go of the library's files."""
        ...


# Asking for more documents than this would find out little more.
_MOST_ASKED = 3
_SLOW_SECONDS = 5.0
_LONGEST_QUESTION = 200
_OWN_WORDS, _LONGEST_SEARCH = 40, 600
_ANYTHING = "What is known about apprenticeships?"


def check(settings: Settings, open_assistant: Callable[[], Asked], ask_model: bool = False) -> list[HealthLine]:
    """Return what was found of the home folder, the library, its sources and files, the index, the models, an answer.

    The assistant is opened for the check, and closed after it.
    """
    try:
        assistant = open_assistant()
    except (VetError, OSError) as error:
        return [*_looked("home", lambda: _home(settings.home)), HealthLine("library", "error", str(error))]
    try:
        return check_opened(assistant, ask_model)
    finally:
        assistant.close()


def check_opened(assistant: Asked, ask_model: bool = False) -> list[HealthLine]:
    """Return the same of an assistant that is open, and stays so; with `ask_model` the chat model is asked a word."""
    library, settings = assistant.library, assistant.settings
    return [
        *_looked("home", lambda: _home(settings.home)),
        *_looked("library", lambda: _library(library)),
        *_looked("sources", lambda: _sources(library)),
        *_looked("files", lambda: _files(library)),
        *_looked("model", lambda: _model(library, assistant.embedder())),
        *_looked("index", lambda: _index(library, settings)),
        *_looked("answers", lambda: _answers(assistant)),
        *_looked("entailment_model", lambda: _entailment(assistant.entailment())),
        *_looked("chat_model", lambda: _chat_model(assistant, ask_model)),
    ]


def _looked(name: str, look: Callable[[], Iterator[HealthLine]]) -> list[HealthLine]:
    try:
        return list(look())
    except VetError as error:
        return [HealthLine(name, "error", str(error))]
    except (SQLAlchemyError, OSError) as error:
        # A database that opened can still be damaged further on, or its disk be gone.
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        action = "Restore a backup, or move the file away and index your folders again."
        return [HealthLine(name, "error", f"the library cannot be read: {said}", action)]


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


def _answers(assistant: Asked) -> Iterator[HealthLine]:
    """Ask for what stands in the library, and see whether it is found and how long that takes."""
    record = assistant.generation()
    if record is None or not record.passages:
        return
    took = 0.0
    # The same few documents each time.
    for identifier in nsmallest(_MOST_ASKED, assistant.library.document_ids(record.number)):
        document = assistant.library.document(record.number, identifier)
        found, took = _asked_for(assistant, document)
        if found and took > _SLOW_SECONDS:
            # The first question waits for what is loaded only once.
            found, took = _asked_for(assistant, document)
        if found:
            break
    else:
        detail = "answers: a question about what the library holds does not find it"
        yield HealthLine("answers", "error", detail, "vet-assistant repair; if that does not help: vet-assistant index")
        return
    detail = f"answers: a question about a document of the library found it in {took:.2f} s"
    if took > _SLOW_SECONDS:
        yield HealthLine("answers", "warning", detail, "Look what else the machine does, and whether memory is short.")
    else:
        yield HealthLine("answers", "ok", detail)


def _asked_for(assistant: Asked, document: Document) -> tuple[bool, float]:
    """Return whether a question about a document finds it, and how many seconds that took."""
    started = perf_counter()
    found = _is_found(assistant, document)
    return found, perf_counter() - started


def _is_found(assistant: Asked, document: Document) -> bool:
    question = " ".join(document.title.split())[:_LONGEST_QUESTION] or _ANYTHING
    answer = assistant.ask(question)
    if document.id in (*answer.documents, *(near.document_id for near in answer.nearest)):
        return True
    # Many documents may have that title; its own words tell it from the others.
    own_words = " ".join([question, *document.text.split()[:_OWN_WORDS]])[:_LONGEST_SEARCH]
    return any(document.id == passage.document_id for passage in assistant.search(own_words).passages)


def _entailment(model: "EntailmentModel | None") -> Iterator[HealthLine]:
    if model is None:
        return
    before = "Meanwhile meaning is judged without it."
    try:
        trouble = model.try_out()
    except ModelNotFound as error:
        yield HealthLine("entailment_model", "warning", str(error), before)
        return
    if trouble is None:
        yield HealthLine("entailment_model", "ok", f"entailment model: {model.name}, which judges checked sentences")
    else:
        yield HealthLine("entailment_model", "warning", f"the entailment model {model.name} fails: {trouble}", before)


def _chat_model(assistant: Asked, ask_model: bool) -> Iterator[HealthLine]:
    from assistant.models.trying import try_model

    detail, well = try_model(assistant.chat_model, ask_model)
    action = None if well else "Meanwhile answers consist of quotes. Check the settings of the chat model."
    yield HealthLine("chat_model", "ok" if well else "warning", detail, action)


def state_of(lines: Iterable[HealthLine]) -> State:
    """Return how it is as a whole: whether questions are answered, and as well as they could be."""
    levels = {line.level for line in lines if (line.name, line.level) != ("files", "warning")}
    return "failing" if "error" in levels else "degraded" if "warning" in levels else "ok"


def worst_of_each(lines: Iterable[HealthLine]) -> dict[str, Level]:
    """Return the worst level found of each thing that was checked, in the order of the checks."""
    levels: dict[str, Level] = {}
    for line in lines:
        levels[line.name] = max(levels.get(line.name, "ok"), line.level, key=_LEVELS.index)
    return levels
