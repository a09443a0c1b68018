"""Known: what finding evidence needs of each document and question, worked out once for a generation of the library."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import NamedTuple

from assistant.asking import Reader
from assistant.candidates import QuestionWords
from assistant.practices.ranking import Practices
from assistant.practices.sentences import Sentence, sentences_of
from assistant.practices.shapes import Strength
from assistant.proposals.aspects import Sought, sought_by
from assistant.proposals.relevance import About, Subjects
from assistant.proposals.searching import Bearing, Key, Subject, bearing_on_running
from assistant.proposals.shapes import GuidingQuestion
from assistant.surveys.gathering import survey_of
from corpus.documents import Document
from corpus.facets import Filters, Kind
from corpus.fulltext import analyse
from corpus.vocabulary import Vocabulary

_DOCUMENTS_KEPT, _QUESTIONS_KEPT = 512, 256

ENOUGH_ALONE = 0.5
"""How much a sentence on another subject speaks of how a project is run, at least, to serve a question on that."""


class KnownDocument(NamedTuple):
    """A document: its sentences, where results of surveys stand in it, and how strong its evidence is."""

    sentences: Sequence[Sentence]
    results: Sequence[tuple[int, int]]
    strength: Strength

    def sentence(self, start: int) -> Sentence | None:
        """Return what is known of the sentence at a place of the text."""
        return next((each for each in self.sentences if each.start <= start < each.end), None)

    def has_result(self, start: int) -> bool:
        """Whether a result of a survey stands at a place of the text."""
        return any(first <= start < last for first, last in self.results)


class KnownLibrary:
    """What is known of the documents of one generation; threads may share it."""

    def __init__(self, reader: Reader, practices: Callable[[], Practices], vocabulary: Vocabulary) -> None:
        self.reader = reader
        self.vocabulary = vocabulary
        self._load_practices = practices
        self._documents: OrderedDict[str, KnownDocument] = OrderedDict()
        self._questions: OrderedDict[str, Sought] = OrderedDict()
        self._running: OrderedDict[tuple[str, Filters, str], Mapping[Key, Bearing]] = OrderedDict()
        self._subjects: Subjects | None = None
        self._lock = RLock()

    @cached_property
    def practices(self) -> Practices:
        """The practices of the library."""
        return self._load_practices()

    def document(self, document_id: str) -> KnownDocument:
        """Return what is known of a document. Raises DocumentNotFound."""
        with self._lock:
            known = self._documents.get(document_id) or self._read(document_id)
            self._documents[document_id] = known
            self._documents.move_to_end(document_id)
            while len(self._documents) > _DOCUMENTS_KEPT:
                self._documents.popitem(last=False)
            return known

    def about(self, text: str, subject: Subject, filters: Filters, also: Collection[str]) -> About:
        """Return how likely documents are about what a brief says; see `Subjects`."""
        with self._lock:
            if self._subjects is None:
                self._subjects = Subjects(self.reader)
            return self._subjects.about(self._subjects.meant(text, subject.language, subject.themes), filters, also)

    def running(self, question: GuidingQuestion, filters: Filters, language: str) -> Mapping[Key, Bearing]:
        """Return what documents on any subject say to a question on how a project is run; for another, nothing.

        It is put in the language of a brief, and in English.
        """
        key = question.model_dump_json(), filters, language
        with self._lock:
            found = self._running.get(key)
            if found is None:
                found = self._running[key] = self._told_by_any(question, filters, language)
            self._running.move_to_end(key)
            while len(self._running) > _QUESTIONS_KEPT:
                self._running.popitem(last=False)
            return found

    def sought(self, question: GuidingQuestion) -> Sought:
        """Return what a question asks for."""
        key = question.model_dump_json()
        with self._lock:
            known = self._questions.get(key) or self._understood(question)
            self._questions[key] = known
            while len(self._questions) > _QUESTIONS_KEPT:
                self._questions.popitem(last=False)
            return known

    def speaks(self, bearing: Bearing, sought: Sought) -> float:
        """Return how much a sentence speaks of what a question asks for, from 0 to 1."""
        facets = bearing.card.facets
        known = self.document(bearing.card.id)
        sentence = known.sentence(bearing.start)
        # The label of a record's field says which field it is; a heading of the author's own says what it is about.
        heading = "" if sentence and sentence.field else bearing.found.passage.locator.heading or ""
        stems = bearing.stems.union(analyse(heading, facets.language))
        surveyed = known.has_result(bearing.start)
        return sought.speaks(sentence, bearing.text, facets.language, stems, facets.themes, survey_result=surveyed)

    def _told_by_any(self, question: GuidingQuestion, filters: Filters, language: str) -> Mapping[Key, Bearing]:
        sought = self.sought(question)
        if not sought.running:
            return {}
        found = bearing_on_running(self.reader, question, filters, language)
        return {key: each for key, each in found.items() if self.speaks(each, sought) >= ENOUGH_ALONE}

    def _read(self, document_id: str) -> KnownDocument:
        document: Document = self.reader.document(document_id)
        survey = survey_of(document, self.vocabulary)
        results = [each.citation.locator for each in survey.results if each.citation] if survey else []
        practice = self.practices.practice(document_id) if document_id in self.practices else None
        strength: Strength = practice.strength if practice else "none"
        if strength == "none" and document.facets.kind is Kind.SURVEY_SUMMARY:
            strength = "survey"
        return KnownDocument(
            sentences_of(document, self.vocabulary), [(each.start, each.end) for each in results], strength
        )

    def _understood(self, question: GuidingQuestion) -> Sought:
        words = {language: self.reader.words(text, language) for language, text in _worded(question).items()}
        # In a language that the question has words in, those; in others, what its English words stand for.
        own: dict[str | None, QuestionWords] = {
            language: each[language] for language, each in words.items() if language in each
        }
        others = words.get("en") or next(iter(words.values()), {})
        return sought_by(question, {**others, **own}, self.vocabulary)


def _worded(question: GuidingQuestion) -> dict[str, str]:
    return {language: text for language, text in (question.search or question.text).items() if text.strip()}
