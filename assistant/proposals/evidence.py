"""Evidence: for each guiding question of a section, the quotes of the library that serve a brief best."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from statistics import fmean

from assistant.choosing import chosen_quotes
from assistant.citations import Citation
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.practices.own import LONGEST_TEXT, OwnPractice, own_practice
from assistant.proposals.aspects import Sought
from assistant.proposals.known import KnownLibrary
from assistant.proposals.picking import Candidate, Picker
from assistant.proposals.relations import told
from assistant.proposals.relevance import best_of
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
# What says how a project is run counts as if it bore on the brief that much, though it is on another subject.
_ALONE = Signals(subject=-3.2, question=-4.4, about=-1.5, similar=0.0, country=0.0, says=0.0, wanted=0.75)
# What the sentences of a document that bear most on the brief count for beside what the whole is about.
_NEAREST, _NEARNESS, _USUALLY_NEAR = 2, 1.2, -2.8
_FAR = _NEARNESS * (_FOREIGN - _USUALLY_NEAR)
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
            about = library.about(text_of(brief), self._subject, filters, self._similar)
            self.about = {} if about.nothing else about.odds
        if self.about:
            looked_into = [*best_of(self.about, _ON_IT, _MOST_ON_IT), *self._similar]
            self._pool = bearing_on_brief(library.reader, self._subject, brief, filters, looked_into)
        self._passages = best_passages(self._pool)
        self._near = _nearness(self._pool.values())

    def section(self, section: TemplateSection, limit: int) -> list[QuestionEvidence]:
        """Return the evidence for the questions of a section; a quote that serves one ranks lower for the next."""
        picker = Picker(self._weights, self.brief.countries, self._quote)
        found: list[QuestionEvidence] = []
        for question in section.questions:
            given = {_place(item): each.question for each in reversed(found) for item in each.items}
            items = [
                each.model_copy(update={"given_before": given.get(_place(each))})
                for each in self._items(question, picker, limit)
            ]
            found.append(QuestionEvidence(section=section.id, question=question.id, items=tuple(items)))
        return found

    # One question

    def _items(self, question: GuidingQuestion, picker: Picker, limit: int) -> tuple[EvidenceItem, ...]:
        alone = self._alone(question)
        floors = self._weights.floor, self._weights.floor_alone
        worth = [
            each
            for each in self.candidates(question)
            if each.odds >= floors[each.bearing.key in alone] and each.signals.aspect >= _LEAST_ASPECT
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
        asked = bearing_on_question(self._library.reader, question, self._subject.language, self._passages)
        most = Signals(*(0.0,) * 6, aspect=1.0, wanted=1.0, running=0.5)
        least = self._weights.floor_alone - most.weighed(self._weights)
        found: list[Candidate] = []
        alone = self._alone(question)
        for key, bearing in {**alone, **self._pool, **asked}.items():
            about = self.about.get(bearing.card.id, _OFF_IT)
            if about <= _OFF_IT and key not in alone:
                continue
            signals = self._signals(bearing, self._pool.get(key), asked.get(key), about)
            if key in alone:
                signals = signals.at_least(_ALONE)
            # Whatever it says of what is asked for, it would stay below the floor.
            if signals.weighed(self._weights) >= least:
                found.append(self._candidate(bearing, signals, question, sought))
        return sorted(found, key=lambda each: -each.odds)

    def _alone(self, question: GuidingQuestion) -> Mapping[Key, Bearing]:
        return self._library.running(question, self._filters, self._subject.language)

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
            about=min(about, _MOST_ABOUT) + self._near.get(bearing.card.id, _FAR),
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
        wanted = max(_how_wanted(relation.relation, question.wants), signals.wanted)
        spoken = self._library.speaks(bearing, sought)
        signals = signals._replace(aspect=spoken, wanted=wanted, running=spoken - 0.5 if sought.running else 0.0)
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


def _place(item: EvidenceItem) -> tuple[str, int]:
    return item.citation.document_id, item.citation.locator.start


def own_of(brief: Brief, vocabulary: Vocabulary) -> OwnPractice | None:
    """Return a brief as a practice of one's own, None when it says too little to be compared."""
    try:
        return own_practice(text_of(brief)[:LONGEST_TEXT], vocabulary, brief.title)
    except UsageError:
        return None


def _nearness(bearings: Iterable[Bearing]) -> Mapping[str, float]:
    """Return how near what a document says comes to a brief, by its id: what the likeliest of its sentences count."""
    odds: dict[str, list[float]] = {}
    for each in bearings:
        odds.setdefault(each.card.id, []).append(each.odds)
    return {
        identifier: _NEARNESS * (max(fmean(nlargest(_NEAREST, each)), _FOREIGN) - _USUALLY_NEAR)
        for identifier, each in odds.items()
    }


def _how_wanted(relation: Relation, wants: Sequence[Relation]) -> float:
    return 1.0 - 0.25 * wants.index(relation) if relation in wants else 0.0
