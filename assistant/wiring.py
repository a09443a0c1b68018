"""Wiring: the one place that builds the assistant's parts from settings."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answers import Answer, Mode, SearchResult
from assistant.asking import Reader
from assistant.conversation import Turn
from assistant.health import HealthLine, check
from assistant.messages import message
from assistant.settings import Settings
from assistant.similar import Likeness, Similar
from corpus.documents import Document
from corpus.errors import LibraryEmpty, ModelMismatch
from corpus.facets import FacetName, Filters
from corpus.library import DocumentCard, GenerationRecord, Library
from corpus.vocabulary import Vocabulary, load_vocabulary
from indexer.embedding import Embedder, load_embedder
from indexer.vectors import open_index

if TYPE_CHECKING:
    from assistant.checking.checker import Checker
    from assistant.checking.entailing import EntailmentModel
    from assistant.models.faults import ChatFault
    from assistant.models.talking import ChatModel
    from assistant.practices.ranking import Practices
    from assistant.proposals.workspace import Proposals
    from assistant.written.writing import Heard, Writer
    from corpus.writing import LibraryWriter
    from indexer.generations import Generations
    from indexer.sync import Progress, Report


class Assistant:
    """Answers questions from one library; threads may share it. Use it as a context manager, or close it.

    What is slow to load is loaded at the first question. A new generation is noticed at the next question. All
    methods but `generation` raise LibraryEmpty when nothing was ever indexed.
    """

    def __init__(self, settings: Settings, library: Library, load_embedder: Callable[[], Embedder]) -> None:
        self.settings = settings
        self.library = library
        self._load_embedder = load_embedder
        self._embedder: Embedder | None = None
        self._reader: Reader | None = None
        self._likeness: tuple[GenerationRecord, Likeness] | None = None
        self._practices: Practices | None = None
        self._checker: Checker | None = None
        self._entailment: EntailmentModel | None = None
        self._chat_model: ChatModel | None = None
        self._proposals: Proposals | None = None
        self._lock = RLock()
        self._practices_lock = RLock()

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Return the assistant of the library that the settings name, made if there is none. Raises LibraryDamaged."""
        return cls(settings, open_library(settings), lambda: question_embedder(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the library's files."""
        self.library.close()

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of themes, places, levels and kinds."""
        return load_vocabulary()

    def ask(
        self,
        question: str,
        filters: Filters = Filters(),
        mode: Mode = "quotes",
        limit: int | None = None,
        language: str | None = None,
        id: str | None = None,
        previous: Sequence[Turn] = (),
        keep_wide: Collection[str] = (),
        heard: "Heard | None" = None,
    ) -> Answer:
        """Return the answer to a question from the documents that match the filters, in at most `limit` quotes.

        `language` is the question's (ISO 639-1), found from its words if None. A filter that the question itself
        implies is dropped, with a note, when the evidence stands outside it; one named in `keep_wide` (`countries`,
        `kinds`, `years`) is never implied. `previous` are the questions before it, oldest first, for one that leans on
        them. `id` is handed back as it is. With the mode `written` a chat model writes the answer, if one is set and
        can; `heard` is called with what it has written so far. Raises UsageError for an empty or overlong question,
        ModelMismatch, ModelNotFound.
        """
        reader = self._current()
        writer, fault = self._writer() if mode == "written" else (None, None)
        answer = reader.ask(question, filters, limit, language, id, previous, keep_wide, writer, heard)
        if mode != "written" or writer:
            return answer
        note = fault.told(answer.language) if fault else message("no_chat_model", answer.language)
        instead = (message("quotes_instead", answer.language),) if fault else ()
        return answer.model_copy(update={"notes": (note, *instead, *answer.notes)})

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10, id: str | None = None) -> SearchResult:
        """Return the `limit` passages nearest to a query. Filters are never inferred. Raises as `ask` does."""
        return self._current().search(query, filters, limit, id)

    def generation(self) -> GenerationRecord | None:
        """Return the generation that answers now, or None when nothing was ever indexed."""
        return self.library.current()

    def documents(self, filters: Filters = Filters()) -> list[DocumentCard]:
        """Return the documents that match, by title."""
        return self.library.documents(self._record().number, filters)

    def document(self, document_id: str) -> Document:
        """Return one document whole. Raises DocumentNotFound."""
        return self.library.document(self._record().number, document_id)

    def similar(self, document_id: str, limit: int = 5) -> list[Similar]:
        """Return the documents nearest to one by what they are about, nearest first. Raises as `ask` does."""
        index = self._current().index
        with self._lock:
            if self._likeness is None or self._likeness[0] != index.record:
                matrix = index.matrix()
                languages = {card.id: card.facets.language for card in self.library.documents(index.record.number)}
                self._likeness = index.record, Likeness(matrix.passages, matrix.vectors, languages)
            return self._likeness[1].similar(document_id, limit)

    def practices(self, progress: Callable[[int, int], None] | None = None) -> "Practices":
        """Return the practices of the current generation, to be compared with each other.

        At the first call, and after each change of the library, what is new is worked out, which takes a moment:
        `progress` is called with how much of it is done, and how much there is. Raises LibraryEmpty.
        """
        from assistant.practices.keeping import FILE_NAME
        from assistant.practices.ranking import Practices

        record = self._record()
        # A lock of its own: whoever asks a question does not wait for it.
        with self._practices_lock:
            if self._practices is None or self._practices.record != record:
                file = self.settings.index_folder / FILE_NAME
                self._practices = Practices(
                    self.library, record, self.embedder, self.vocabulary, file, progress=progress
                )
            return self._practices

    def proposals(self) -> "Proposals":
        """Return what the library has for proposals: templates, evidence for their sections, earlier projects."""
        from assistant.proposals.templates import FOLDER_NAME
        from assistant.proposals.workspace import Proposals

        reader = self._current()
        with self._lock:
            if self._proposals is None or self._proposals.reader is not reader:
                folder = self.settings.home / FOLDER_NAME
                self._proposals = Proposals(reader, self.practices, self.vocabulary, folder)
            return self._proposals

    def checker(self) -> "Checker":
        """Return what tells whether sources say what a statement says; its model is loaded at the first check."""
        from assistant.checking.checker import Checker

        with self._lock:
            if self._checker is None:
                self._checker = Checker(self.embedder, self.vocabulary, self.entailment())
            return self._checker

    def entailment(self) -> "EntailmentModel | None":
        """Return the model that judges whether sources entail statements, not yet loaded; None when none is set."""
        from assistant.checking.entailing import EntailmentModel

        with self._lock:
            if self._entailment is None and self.settings.entailment.model:
                self._entailment = EntailmentModel(self.settings.entailment)
            return self._entailment

    def facet_counts(self, filters: Filters = Filters()) -> dict[FacetName, dict[str, int]]:
        """Return for each facet how many documents have each value, under the filters of the other facets."""
        return self.library.facet_counts(self._record().number, filters)

    def languages(self) -> dict[str, int]:
        """Return how many documents there are in each language."""
        return self.library.languages(self._record().number)

    def embedder(self) -> Embedder:
        """Return the embedding model, loaded at the first call. Raises ModelNotFound."""
        with self._lock:
            if self._embedder is None:
                self._embedder = self._load_embedder()
            return self._embedder

    def chat_model(self) -> "ChatModel | None":
        """Return the chat model that writes, None when none is set. Raises ChatFault for one that cannot be."""
        from assistant.models.spending import DayLedger
        from assistant.models.talking import open_chat_model
        from corpus.spending import spend_on, spent_on

        with self._lock:
            if self._chat_model is None:
                chat = self.settings.chat
                ledger = DayLedger(chat, partial(spent_on, self.library), partial(spend_on, self.library))
                self._chat_model = open_chat_model(chat, ledger)
            return self._chat_model

    def writer(self) -> "Writer | None":
        """Return what writes with the chat model, None when none is set. Raises ChatFault for one that cannot be."""
        from assistant.written.writing import Writer

        model = self.chat_model()
        return Writer(model, self.checker()) if model else None

    def _writer(self) -> "tuple[Writer | None, ChatFault | None]":
        from assistant.models.faults import ChatFault

        if not self.settings.chat.model:
            return None, None
        try:
            return self.writer(), None
        except ChatFault as fault:
            return None, fault

    def _record(self) -> GenerationRecord:
        record = self.library.current()
        if record is None:
            raise LibraryEmpty("Nothing is indexed yet. Index a folder of documents: vet-assistant index FOLDER")
        return record

    def _current(self) -> Reader:
        record = self._record()
        with self._lock:
            if self._reader is None or self._reader.index.record != record:
                self._reader = self._read(record)
            return self._reader

    def _read(self, record: GenerationRecord) -> Reader:
        embedder = self.embedder()
        if embedder.name != record.model:
            raise ModelMismatch(
                f"The index was made with the embedding model {record.model!r}, but {embedder.name!r} is set. Set"
                " VET_EMBEDDING_MODEL back, or make the index anew with the model that is set: vet-assistant index"
            )
        index = open_index(self.library, record, self.settings.index_folder, self.settings.chroma_url)
        return Reader(self.library, index, embedder, self.vocabulary, self.settings)


def open_assistant(settings: Settings) -> Assistant:
    """Return the assistant of the library that the settings name, made if there is none. Raises LibraryDamaged."""
    return Assistant.open(settings)


def open_library(settings: Settings) -> Library:
    """Open the library, made if there is none. Raises LibraryDamaged."""
    if settings.library.database_url is None:
        settings.home.mkdir(parents=True, exist_ok=True)
    return Library.open(settings.database_url)


def question_embedder(settings: Settings) -> Embedder:
    """Return the embedding model, in the form that is quick to load. Raises ModelNotFound."""
    return load_embedder(settings.embedding.model, settings.model_cache, "question")


def index_sources(
    settings: Settings,
    paths: Sequence[Path] = (),
    forget: Sequence[Path] = (),
    progress: "Callable[[Progress], None] | None" = None,
    embedder: Embedder | None = None,
) -> "Report":
    """Remember and forget sources, and bring the index up to date with all of them.

    `embedder` stands in for the model that is set; a benchmark may have a quicker one.

    Raises UsageError for a path that is not there, LibraryBusy, EmbeddingError, GenerationError.
    """
    from indexer.generations import Generations
    from indexer.reading import ReadingPool
    from indexer.sync import Synchroniser

    library = open_library(settings)
    try:
        with ReadingPool(settings.reading) as pool:
            report = Synchroniser(
                library,
                Generations(library, settings.index_folder, settings.chroma_url),
                embedder or load_embedder(settings.embedding.model, settings.model_cache, "index"),
                load_vocabulary(),
                pool.read_many,
                settings.lock,
            ).run(paths, forget, progress)
    finally:
        library.close()
    _make_comparable(settings, progress)
    return report


def _make_comparable(settings: Settings, progress: "Callable[[Progress], None] | None") -> None:
    """Work out now what can be compared of new practices, so that the first visitor need not wait for it."""
    from indexer.sync import Progress

    def tell(done: int, total: int) -> None:
        if progress and total:
            progress(Progress("comparing", 0, 0, 0, done, total))

    with Assistant.open(settings) as assistant:
        if assistant.generation():
            assistant.practices(tell)


def repair_index(settings: Settings, progress: Callable[[int, int], None] | None = None) -> int | None:
    """Build a damaged or lost Chroma index again from the library, without reading or embedding anything.

    Returns the number of the healed generation, None when nothing was amiss. Raises LibraryBusy, GenerationError.
    """
    with _writing(settings) as (writer, generations):
        healed = generations.heal(writer, progress)
        return healed.number if healed else None


def restore_previous_index(settings: Settings) -> int | None:
    """Make the generation before the current one answer again, until the next indexing.

    Returns its number, None when no sound one is kept. Raises LibraryBusy.
    """
    with _writing(settings) as (writer, generations):
        previous = generations.roll_back(writer)
        return previous.number if previous else None


@contextmanager
def _writing(settings: Settings) -> "Iterator[tuple[LibraryWriter, Generations]]":
    from corpus.writing import writing
    from indexer.generations import Generations

    library = open_library(settings)
    try:
        with writing(library, settings.lock) as writer:
            yield writer, Generations(library, settings.index_folder, settings.chroma_url)
    finally:
        library.close()


def check_health(settings: Settings) -> list[HealthLine]:
    """Return whether the parts that asking and indexing need are there and agree, and what to do where not.

    A chat model, where one is set, is asked for a word.
    """
    return check(settings, lambda: Assistant.open(settings), ask_model=True)
