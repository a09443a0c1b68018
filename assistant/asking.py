"""Asking: from a question to an answer, or to ranked passages, out of one generation of the library."""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.answers import Answer, AppliedFilters, SearchResult
from assistant.bearing import Asked, mostly_own
from assistant.candidates import QuestionWords, compare_passages, find_candidates, weigh_words
from assistant.checking.shapes import Source
from assistant.conversation import Resolved, Turn, resolve
from assistant.looking import Looker
from assistant.messages import Message, message
from assistant.naming import filter_names
from assistant.questions import understand
from assistant.retrieval import Found, as_result, look_into
from assistant.settings import Settings
from assistant.shelf import ReadPassage, Shelf
from assistant.telling import Teller, Told, said_in
from assistant.titles import Titles
from corpus.documents import Document, Passage
from corpus.facets import Filters
from corpus.library import DocumentCard, Library
from corpus.vocabulary import Vocabulary
from indexer.embedding import Embedder, reads_all
from indexer.vectors import VectorIndex

if TYPE_CHECKING:
    from assistant.written.preparing import Prepared
    from assistant.written.writing import Heard, Writer

_DOCUMENTS_KEPT = 128
_COUNTS_KEPT = 1_024
_LOOKED_UP_KEPT = 256
_FACETS = ("countries", "kinds", "years")


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
        self._looker = Looker(self._shelf, index, vocabulary, settings)
        self._teller = Teller(self._looker, self._shelf, self.document, self.count, vocabulary, settings.answering)
        self._titles = Titles((card.id, card.title) for card in self._shelf.cards.values())
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._looked_up: OrderedDict[tuple[str, Filters, str | None], Asked] = OrderedDict()
        self._counts: dict[Filters, int] = {}
        self._lock = Lock()

    def ask(
        self,
        question: str,
        filters: Filters,
        limit: int | None,
        language: str | None,
        id: str | None,
        previous: Sequence[Turn] = (),
        keep_wide: Collection[str] = (),
        writer: "Writer | None" = None,
        heard: "Heard | None" = None,
    ) -> Answer:
        """Return the answer to a question; see `assistant.wiring.Assistant.ask`. Without a `writer` it is quoted."""
        started = perf_counter()
        resolved = self._resolve(question, filters, previous)
        prepared = self._prepared(question, previous, writer, heard)
        if prepared and previous and prepared.standalone != question:
            resolved = Resolved(text=prepared.standalone, asked=question, followed=True)
        asked = self._understand(resolved, filters, language or resolved.language, keep_wide)
        understood = asked.understood
        told = self._teller.tell(asked, filters, limit)
        others = self._told_otherwise(prepared, filters, limit, understood.language, keep_wide)
        told = max([told, *others], key=lambda each: (each.quoted.status != "no_evidence", each.outcome.sureness))
        only = len(resolved.documents or ()) if resolved.only else 0
        searched = only or self.count(told.used)
        notes = [*self._notes(understood.language), *told.notes]
        written = None
        if writer and told.quoted.status != "no_evidence":
            passages = self._passages([told, *(each for each in others if each is not told)])
            written = writer.write(resolved.text, passages, understood.language, heard)
            notes = [*written.notes, *notes]
        if told.quoted.status == "no_evidence" and searched:
            notes.append(self._searched(searched, told.used, understood.language))
        answer = Answer(
            id=id,
            question=" ".join(question.split()) if resolved.followed else understood.text,
            language=understood.language,
            mode="quotes",
            notes=tuple(notes),
            filters=AppliedFilters.of(told.used),
            intent=understood.intent,
            understood_as=self._understood_as(resolved, understood.text),
            missing=told.outcome.missing,
            searched=searched,
            score=round(told.outcome.sureness, 4),
            seconds=round(perf_counter() - started, 4),
            generation=self._number,
            settings=self._settings.fingerprint,
            **told.quoted._asdict(),
        )
        if written and not written.failed and writer:
            from assistant.written.writing import written_answer

            return written_answer(answer, written, writer.model.name)
        return answer

    def search(self, query: str, filters: Filters, limit: int, id: str | None) -> SearchResult:
        """Return ranked passages; see `assistant.wiring.Assistant.search`."""
        started = perf_counter()
        asked = self._understand(Resolved(text=query, asked=query), filters, None)
        found = self._looker.found(asked, filters, max(limit, self._settings.retrieval.fetched), limit)
        return SearchResult(
            id=id,
            query=asked.understood.text,
            passages=tuple(as_result(each) for each in found[:limit]),
            notes=tuple(self._notes(asked.understood.language)),
            filters=AppliedFilters.of(filters),
            seconds=round(perf_counter() - started, 4),
            generation=self._number,
            settings=self._settings.fingerprint,
        )

    def look_up(
        self, text: str, filters: Filters, wanted: int, language: str | None = None, also: Sequence[str] = ()
    ) -> list[Found]:
        """Return the passages that bear on a text, likeliest first, with the odds of each of their sentences.

        They are the best `wanted`, and with them those whose ids are in `also`, whether they were found or not; if none
        are wanted, only these. Filters are never inferred. Raises UsageError for an empty or overlong text.
        """
        asked = self._looked_up_as(text, filters, language)
        fetched = max(wanted, self._settings.retrieval.fetched)
        searched = find_candidates(self._shelf, self.index, asked.sought, filters, fetched) if wanted else []
        candidates = searched[:wanted]
        known = {each.read.passage.id for each in candidates}
        others = [each for each in dict.fromkeys(also) if each not in known]
        return look_into([*candidates, *compare_passages(self._shelf, others, asked.sought)], asked.sought)

    @property
    def reads_all(self) -> bool:
        """Whether the embedding model reads other languages as well as English."""
        return reads_all(self._embedder.name)

    def passages_of(self, document_ids: Sequence[str]) -> list[str]:
        """Return the ids of the passages of documents, in their order."""
        found = (self._library.passages_of(self._number, each) for each in document_ids)
        return [passage.id for passages in found for passage in passages]

    def passages_read(self, document_id: str) -> list[ReadPassage]:
        """Return the passages of a document as they are compared with questions, in their order."""
        return self._shelf.read(self.passages_of([document_id]))

    def cards(self, filters: Filters = Filters()) -> list[DocumentCard]:
        """Return what there is to know of each document that matches."""
        if not filters.active:
            return list(self._shelf.cards.values())
        return self._library.documents(self._number, filters)

    def words(self, text: str, language: str) -> Mapping[str | None, QuestionWords]:
        """Return the words of a text that matter, as they stand in texts of each language."""
        understood = understand(text, Filters(), self._vocabulary, self._shelf.languages, language, keep_wide=_FACETS)
        return weigh_words(self._shelf, understood.terms, language)

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

    def count(self, filters: Filters) -> int:
        """Return how many documents match."""
        if not filters.active:
            return len(self._shelf.cards)
        count = self._counts.get(filters)
        if count is None:
            count = self._library.count(self._number, filters)
            if len(self._counts) < _COUNTS_KEPT:
                self._counts[filters] = count
        return count

    # Understanding

    def _looked_up_as(self, text: str, filters: Filters, language: str | None) -> Asked:
        """Return a text as it is looked up; what was looked up lately is not worked out again."""
        key = text, filters, language
        with self._lock:
            known = self._looked_up.get(key)
        known = known or self._understand(Resolved(text=text, asked=text), filters, language, keep_wide=_FACETS)
        with self._lock:
            self._looked_up[key] = known
            self._looked_up.move_to_end(key)
            while len(self._looked_up) > _LOOKED_UP_KEPT:
                self._looked_up.popitem(last=False)
        return known

    def _resolve(self, question: str, filters: Filters, previous: Sequence[Turn]) -> Resolved:
        otherwise = self._settings.ui.language
        resolved = resolve(question, previous, self._vocabulary, otherwise)
        if resolved.refers and resolved.documents is None:
            # The earlier answer is not known, only its question: it is answered again.
            last = previous[-1]
            answer = self.ask(last.question, filters, None, last.language, None, previous[:-1])
            known = last.model_copy(update={"documents": answer.documents})
            resolved = resolve(question, [*previous[:-1], known], self._vocabulary, otherwise)
        return resolved

    def _understand(
        self, resolved: Resolved, filters: Filters, language: str | None, keep_wide: Collection[str] = ()
    ) -> Asked:
        understood = understand(
            resolved.text,
            filters,
            self._vocabulary,
            self._shelf.languages,
            language,
            self._settings.ui.language,
            resolved.asked if resolved.asked != resolved.text else None,
            keep_wide,
        )
        words = weigh_words(self._shelf, understood.terms, understood.language)
        embedding = self._embedder.embed_question(understood.focus)
        named = tuple(self._titles.named(understood.text))
        own = mostly_own(words, understood.terms, resolved.asked) if resolved.refers else words
        return Asked(understood, words, embedding, resolved, own, named, reads_all(self._embedder.name))

    def _understood_as(self, resolved: Resolved, text: str) -> str | None:
        if not resolved.followed:
            return None
        meant = [self._shelf.cards[each].title for each in resolved.documents or () if each in self._shelf.cards]
        return f"{text} [{meant[0]}]" if resolved.only and meant else text

    # Writing

    def _prepared(
        self, question: str, previous: Sequence[Turn], writer: "Writer | None", heard: "Heard | None"
    ) -> "Prepared | None":
        if writer is None or not writer.model.settings.preparation:
            return None
        return writer.prepare(question, [turn.question for turn in previous], list(self._shelf.languages), heard)

    def _told_otherwise(
        self,
        prepared: "Prepared | None",
        filters: Filters,
        limit: int | None,
        language: str,
        keep_wide: Collection[str],
    ) -> list[Told]:
        """Return what other wordings of a question find; what is said of it is in the question's own language."""
        found = []
        for text, spoken in prepared.others if prepared else ():
            asked = self._understand(Resolved(text=text, asked=text), filters, spoken, keep_wide)
            found.append(said_in(self._teller.tell(asked, filters, limit), language))
        return found

    def _passages(self, told: Sequence[Told]) -> list[Source]:
        """Return the passages that a model is given: those that are quoted, then the likeliest others, in turns."""
        places: dict[str, Source] = {}
        for each in told:
            passages = {found.passage.id: found.passage for found in each.outcome.found}
            for citation in each.quoted.citations:
                passage = passages.get(citation.passage_id or "")
                if passage:
                    places.setdefault(passage.id, self._source(passage))
        for turn in zip_longest(*(each.outcome.found for each in told)):
            for found in filter(None, turn):
                places.setdefault(found.passage.id, self._source(found.passage))
        return list(places.values())

    def _source(self, passage: Passage) -> Source:
        return Source(self.document(passage.document_id), passage.locator.start, passage.locator.end)

    # Notes

    def _searched(self, documents: int, used: Filters, language: str) -> Message:
        names = filter_names(used, self._vocabulary, language)
        if names:
            return message("searched_filtered", language, documents=documents, filters=names)
        return message("searched", language, documents=documents)

    def _notes(self, language: str) -> list[Message]:
        return [message("slow_index", language)] if self.index.degraded else []
