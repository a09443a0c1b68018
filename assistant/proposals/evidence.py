"""Evidence: for each guiding question of a section, the quotes of the library that serve a brief best."""

from collections.abc import Mapping, Sequence

from assistant.choosing import chosen_quotes
from assistant.citations import Citation
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.practices.own import LONGEST_TEXT, OwnPractice, own_practice
from assistant.proposals.aspects import Sought
from assistant.proposals.known import KnownLibrary
from assistant.proposals.picking import Candidate, Picker
from assistant.proposals.relations import told
from assistant.proposals.relevance import NOTHING, best_of
from assistant.proposals.searching import (
    Bearing,
    Key,
    Subject,
    bearing_on_brief,
    bearing_on_question,
    best_passages,
    probability,
    subject_of,
    text_of,
)
from assistant.proposals.shapes import EvidenceItem, GuidingQuestion, QuestionEvidence, Relation, TemplateSection
from assistant.proposals.weighing import WEIGHTS, Signals, Weights
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.fulltext import analyse
from corpus.proposals import Brief
from corpus.vocabulary import Vocabulary

# The odds of a sentence that was not found at all: as those of the last that are.
_UNSEEN = -8.0
# From which odds on a document is looked into whatever its words are, how many are, and what is not about it at all.
_ON_IT, _MOST_ON_IT, _OFF_IT = -0.5, 12, -2.0
# How much a document in another language that is about the brief counts as if it bore on it.
_FOREIGN, _FOREIGN_ASKED = -3.2, -4.8
_MOST_ABOUT = 3.0
_A_WHOLE_SENTENCE, _OF_A_TABLE = 8, 0.3
_LEAST_ASPECT = 0.25
# The odds at which a quote is as likely as not to serve, as read on briefs of our own.
_AS_LIKELY_AS_NOT = 5.9
_NO_PLAN = Plan(1, 1, spread=True)
_SIMILAR_FROM, _SIMILAR_TO_BEST, _MOST_SIMILAR = 0.2, 0.4, 12


class EvidenceFinder:
    """Finds evidence for one brief among the documents that match the filters, in one generation of the library."""

    def __init__(
        self,
        library: KnownLibrary,
        brief: Brief,
        filters: Filters = Filters(),
        weights: Weights = WEIGHTS,
    ) -> None:
        self.brief = brief
        self._library = library
        self._filters = filters
        self._weights = weights
        self._subject: Subject = subject_of(brief, library.vocabulary)
        self.own = own_of(brief, library.vocabulary)
        self._similar = self._similar_practices()
        self.about: Mapping[str, float] = {}
        self._pool: Mapping[Key, Bearing] = {}
        if self._subject.texts:
            self.about = library.about(text_of(brief), self._subject, filters, self._similar)
        if max(self.about.values(), default=NOTHING) > NOTHING:
            looked_into = [*best_of(self.about, _ON_IT, _MOST_ON_IT), *self._similar]
            self._pool = bearing_on_brief(library.reader, self._subject, brief, filters, looked_into)
        self._passages = best_passages(self._pool)

    def section(self, section: TemplateSection, limit: int) -> list[QuestionEvidence]:
        """Return the evidence for the questions of a section; a quote that serves one ranks lower for the next."""
        picker = Picker(self._weights, self.brief.countries, self._quote)
        return [
            QuestionEvidence(section=section.id, question=each.id, items=self._items(each, picker, limit))
            for each in section.questions
        ]

    # One question

    def _items(self, question: GuidingQuestion, picker: Picker, limit: int) -> tuple[EvidenceItem, ...]:
        worth = [
            each
            for each in self.candidates(question)
            if each.odds >= self._weights.floor and each.signals.aspect >= _LEAST_ASPECT
        ]
        return tuple(
            EvidenceItem(
                citation=citation.model_copy(update={"number": number}),
                relation=each.told.relation,
                reason=each.told.reason,
                strength=each.strength,
                score=round(probability(each.odds - _AS_LIKELY_AS_NOT), 4),
            )
            for number, (each, citation) in enumerate(picker.pick(worth, limit), start=1)
        )

    def candidates(self, question: GuidingQuestion) -> list[Candidate]:
        """Return the sentences that may serve a question, likeliest first."""
        if not self._pool:
            return []
        sought = self._library.sought(question)
        asked = bearing_on_question(self._library.reader, self._subject, question, self._filters, self._passages)
        least = self._weights.floor - self._weights.aspect - self._weights.wanted
        found: list[Candidate] = []
        for key, bearing in {**self._pool, **asked}.items():
            about = self.about.get(bearing.card.id, _OFF_IT)
            if about <= _OFF_IT:
                continue
            signals = self._signals(bearing, self._pool.get(key), asked.get(key), about)
            # Whatever it says of what is asked for, it would stay below the floor.
            if signals.weighed(self._weights) >= least:
                found.append(self._candidate(bearing, signals, question, sought))
        return sorted(found, key=lambda each: -each.odds)

    def _signals(
        self, bearing: Bearing, on_subject: Bearing | None, on_question: Bearing | None, about: float
    ) -> Signals:
        """Return what tells of a sentence without regard to what a question asks for."""
        facets = bearing.card.facets
        subject = on_subject.odds if on_subject else _UNSEEN
        question = on_question.odds if on_question else _UNSEEN
        if facets.language != self._subject.language and not self._library.reader.reads_all and about >= _ON_IT:
            # The model reads one language poorly beside another: that a document is about the same counts for more.
            subject, question = max(subject, _FOREIGN), max(question, _FOREIGN_ASKED)
        return Signals(
            subject=subject,
            question=question,
            about=min(about, _MOST_ABOUT),
            similar=self._similar.get(bearing.card.id, 0.0),
            country=float(bool({*facets.countries, *facets.regions}.intersection(self.brief.countries))),
            says=_OF_A_TABLE if "\t" in bearing.text else min(len(bearing.text.split()) / _A_WHOLE_SENTENCE, 1.0),
        )

    def _candidate(self, bearing: Bearing, signals: Signals, question: GuidingQuestion, sought: Sought) -> Candidate:
        facets = bearing.card.facets
        known = self._library.document(bearing.card.id)
        sentence = known.sentence(bearing.start)
        surveyed = known.has_result(bearing.start)
        relation = told(
            bearing.text,
            sentence,
            facets.language,
            facets.kind,
            survey_result=surveyed,
            similar=bool(signals.similar),
            wants=question.wants,
            seeks_needs=sought.needs,
        )
        # The label of a record's field says which field it is; a heading of the author's own says what it is about.
        heading = "" if sentence and sentence.field else bearing.found.passage.locator.heading or ""
        stems = bearing.stems.union(analyse(heading, facets.language))
        spoken = sought.speaks(sentence, bearing.text, facets.language, stems, facets.themes, survey_result=surveyed)
        signals = signals._replace(aspect=spoken, wanted=_how_wanted(relation.relation, question.wants))
        return Candidate(bearing, relation, signals, signals.weighed(self._weights), known.strength)

    def _quote(self, candidate: Candidate) -> Citation | None:
        """Return the stretch that is to be quoted so that the sentence can be understood."""
        bearing = candidate.bearing
        first, last = bearing.found.passage.sentences[bearing.place]
        offset = bearing.found.passage.locator.start
        evidence = Evidence(
            document_id=bearing.card.id,
            passage_id=bearing.found.passage.id,
            start=offset + first,
            end=offset + last,
            score=1.0,
        )
        quotes = chosen_quotes([evidence], [bearing.found], self._library.reader.document, _NO_PLAN)
        return quotes[0].citation if quotes else None

    # What is known beforehand

    def _similar_practices(self) -> Mapping[str, float]:
        if self.own is None:
            return {}
        matches = self._library.practices.comparable(
            self.own, filters=self._filters, limit=_MOST_SIMILAR, prefer_elsewhere=False
        )
        least = max(_SIMILAR_FROM, _SIMILAR_TO_BEST * matches[0].score) if matches else 1.0
        return {each.document_id: each.score for each in matches if each.score >= least}


def own_of(brief: Brief, vocabulary: Vocabulary) -> OwnPractice | None:
    """Return a brief as a practice of one's own, None when it says too little to be compared."""
    try:
        return own_practice(text_of(brief)[:LONGEST_TEXT], vocabulary, brief.title)
    except UsageError:
        return None


def _how_wanted(relation: Relation, wants: Sequence[Relation]) -> float:
    return 1.0 - 0.25 * wants.index(relation) if relation in wants else 0.0
