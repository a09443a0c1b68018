"""Asking: from a question to an answer, or to ranked passages, out of one generation of the library."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from assistant.answers import Answer, AppliedFilters, Mode, Quoted, SearchResult, quote_answer
from assistant.evidence import Weighed, weigh_evidence
from assistant.messages import Message, message
from assistant.questions import UnderstoodQuestion, understand
from assistant.retrieval import Found, QuestionWords, Shelf, as_result, retrieve, weigh_words
from assistant.settings import Settings
from corpus.documents import Document
from corpus.facets import Filters
from corpus.library import Library
from corpus.vocabulary import Vocabulary
from indexer.embedding import Embedder, Vector
from indexer.vectors import VectorIndex

_DOCUMENTS_KEPT = 128


class _Question(NamedTuple):
    understood: UnderstoodQuestion
    words: Mapping[str | None, QuestionWords]
    vector: Vector


class _Outcome(NamedTuple):
    quoted: Quoted
    weighed: Weighed
    found: list[Found]

    @property
    def sureness(self) -> float:
        return self.weighed.sureness


# By how much the odds must be better outside an implied filter before it is dropped although it left an answer.
_BETTER_ODDS = 20.0

# Someone who asks about Finland is told something of another country as a partial answer at most.
_OUTSIDE = 0.55


class Reader:
    """Answers questions from one generation, which never changes; threads may share it."""

    def __init__(
        self, library: Library, index: VectorIndex, embedder: Embedder, vocabulary: Vocabulary, settings: Settings
    ) -> None:
        self.index = index
        self._library = library
        self._embedder = embedder
        self._vocabulary = vocabulary
        self._settings = settings
        self._number = index.record.number
        self._shelf = Shelf(library, index.record)
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._lock = Lock()

    def ask(
        self, question: str, filters: Filters, mode: Mode, limit: int | None, language: str | None, id: str | None
    ) -> Answer:
        """Return the answer to a question; see `assistant.wiring.Assistant.ask`."""
        started = perf_counter()
        asked = self._understand(question, filters, language)
        used, spoken = asked.understood.filters, asked.understood.language
        notes = self._notes(mode, spoken)
        outcome = self._look(asked, used, limit)
        if used.inferred:
            wider = self._look(asked, filters, limit)
            if _stands_outside(outcome, wider):
                notes.append(message("filter_dropped", spoken, filters=self._inferred_names(asked.understood)))
                outcome, used = self._quote(asked, wider.found, _doubted(wider.weighed), limit), filters
        if filters.active and not self._library.count(self._number, filters):
            notes.append(message("no_matching_documents", spoken))
        return Answer(
            id=id,
            question=asked.understood.text,
            language=spoken,
            mode="quotes",
            notes=tuple(notes),
            filters=AppliedFilters.of(used),
            score=round(outcome.sureness, 4),
            seconds=round(perf_counter() - started, 4),
            generation=self._number,
            settings=self._settings.fingerprint,
            **outcome.quoted._asdict(),
        )

    def search(self, query: str, filters: Filters, limit: int, id: str | None) -> SearchResult:
        """Return ranked passages; see `assistant.wiring.Assistant.search`."""
        started = perf_counter()
        asked = self._understand(query, filters, None)
        found = self._retrieve(asked, filters, max(limit, self._settings.retrieval.fetched))
        return SearchResult(
            id=id,
            query=asked.understood.text,
            passages=tuple(as_result(each) for each in found[:limit]),
            notes=tuple(self._notes("quotes", asked.understood.language)),
            filters=AppliedFilters.of(filters),
            seconds=round(perf_counter() - started, 4),
            generation=self._number,
            settings=self._settings.fingerprint,
        )

    def document(self, document_id: str) -> Document:
        """Return one document whole. Raises DocumentNotFound."""
        with self._lock:
            if document_id in self._documents:
                self._documents.move_to_end(document_id)
                return self._documents[document_id]
        document = self._library.document(self._number, document_id)
        with self._lock:
            self._documents[document_id] = document
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)
        return document

    def _understand(self, question: str, filters: Filters, language: str | None) -> _Question:
        understood = understand(
            question, filters, self._vocabulary, self._shelf.languages, language, self._settings.ui.language
        )
        words = weigh_words(self._shelf, understood.terms, understood.language)
        return _Question(understood, words, self._embedder.embed_question(understood.text))

    def _retrieve(self, asked: _Question, filters: Filters, fetched: int) -> list[Found]:
        return retrieve(self._shelf, self.index, asked.words, asked.vector, filters, fetched)

    def _look(self, asked: _Question, filters: Filters, limit: int | None) -> _Outcome:
        retrieval = self._settings.retrieval
        found = self._retrieve(asked, filters, retrieval.fetched)[: retrieval.kept]
        understood = asked.understood
        weighed = weigh_evidence(found, asked.words, understood.expected, understood.language, understood.text)
        return self._quote(asked, found, weighed, limit)

    def _quote(self, asked: _Question, found: list[Found], weighed: Weighed, limit: int | None) -> _Outcome:
        answering = self._settings.answering
        quoted = quote_answer(
            weighed,
            found,
            self.document,
            asked.understood.language,
            limit or answering.quotes,
            answering.answered_from,
            answering.partial_from,
        )
        return _Outcome(quoted, weighed, found)

    def _notes(self, mode: Mode, language: str) -> list[Message]:
        notes: list[Message] = []
        if mode == "written":
            notes.append(message("written_later" if self._settings.chat.model else "no_chat_model", language))
        if self.index.degraded:
            notes.append(message("slow_index", language))
        return notes

    def _inferred_names(self, understood: UnderstoodQuestion) -> str:
        filters, names = understood.filters, list[str]()
        if "countries" in filters.inferred:
            names += [self._vocabulary.place_label(code, understood.language) for code in filters.countries]
        if "years" in filters.inferred:
            names.append(f"{filters.year_from or ''}–{filters.year_to or ''}")
        return ", ".join(names)


def _doubted(weighed: Weighed) -> Weighed:
    return weighed._replace(sureness=weighed.sureness * _OUTSIDE)


def _stands_outside(narrow: _Outcome, wide: _Outcome) -> bool:
    """Whether the evidence stands outside an implied filter, so that the filter was not meant."""
    if wide.quoted.status == "no_evidence" or wide.sureness <= narrow.sureness:
        return False
    if narrow.quoted.status != "answered":
        return True
    return wide.sureness * (1 - narrow.sureness) > _BETTER_ODDS * narrow.sureness * (1 - wide.sureness)
