"""Evidence: for each guiding question of a section, the quotes of the library that serve a brief best."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.choosing import chosen_quotes
from assistant.citations import Citation, says_the_same
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.practices.own import LONGEST_TEXT, OwnPractice, own_practice
from assistant.practices.shapes import Strength
from assistant.proposals.aspects import Sought
from assistant.proposals.known import KnownLibrary
from assistant.proposals.relations import Told, told
from assistant.proposals.searching import (
    Bearing,
    Key,
    Subject,
    bearing_on_brief,
    bearing_on_question,
    probability,
    subject_of,
    text_of,
)
from assistant.proposals.shapes import EvidenceItem, GuidingQuestion, QuestionEvidence, Relation, TemplateSection
from corpus.errors import UsageError
from corpus.facets import Filters
from corpus.fulltext import analyse
from corpus.proposals import Brief
from corpus.vocabulary import Vocabulary

_MOST_OF_ONE_DOCUMENT = 2
_LOOKED_AT = 60
_ALIKE = 0.6
# The odds of a sentence that was not found at all: as those of the last that are.
_UNSEEN = -8.0
_NO_PLAN = Plan(1, 1, spread=True)
_SIMILAR_FROM, _SIMILAR_TO_BEST, _MOST_SIMILAR = 0.2, 0.5, 12


class Weights(NamedTuple):
    """What each thing counts for, in logarithms of odds; chosen on briefs of our own on the sample corpus."""

    subject: float = 0.35
    question: float = 0.2
    document: float = 0.3
    aspect: float = 2.5
    wanted: float = 0.6
    theme: float = 1.8
    similar: float = 1.6
    country: float = 1.5
    used: float = 0.5
    same_document: float = 0.6
    floor: float = -3.2


class Signals(NamedTuple):
    """What tells whether a sentence serves a question.

    `subject` and `question` are odds (logarithms) that it bears on what the brief says, and on the question as the
    brief would ask it, `document` those of what bears best on the brief in its document. The others are from 0 to 1: it speaks of what is asked for; its relation is wanted; its document
    is on the brief's themes, of a practice like the one planned, of a partner country.
    """

    subject: float
    question: float
    aspect: float
    wanted: float
    theme: float
    similar: float
    country: float
    document: float

    def weighed(self, weights: Weights) -> float:
        """Return the odds (a logarithm) that the sentence serves the question."""
        return (
            weights.subject * self.subject
            + weights.question * self.question
            + weights.aspect * self.aspect
            + weights.wanted * self.wanted
            + weights.theme * self.theme
            + weights.similar * self.similar
            + weights.country * self.country
            + weights.document * self.document
        )


class _Candidate(NamedTuple):
    bearing: Bearing
    told: Told
    signals: Signals
    odds: float
    strength: Strength


class EvidenceFinder:
    """Finds evidence for one brief among the documents that match the filters, in one generation of the library."""

    def __init__(
        self,
        library: KnownLibrary,
        brief: Brief,
        filters: Filters = Filters(),
        weights: Weights = Weights(),
    ) -> None:
        self.brief = brief
        self._library = library
        self._filters = filters
        self._weights = weights
        self._subject: Subject = subject_of(brief, library.vocabulary)
        self.own = own_of(brief, library.vocabulary)
        self._similar = self._similar_practices()
        found = bearing_on_brief(library.reader, self._subject, brief, filters) if self._subject.texts else {}
        self._pool: Mapping[Key, Bearing] = found
        self._document_odds = _best_of_documents(found.values())
        self._used: Counter[Key] = Counter()

    def section(self, section: TemplateSection, limit: int) -> list[QuestionEvidence]:
        """Return the evidence for the questions of a section; a quote that serves one ranks lower for the next."""
        self._used = Counter()
        return [self._question(section, question, limit) for question in section.questions]

    # One question

    def _question(self, section: TemplateSection, question: GuidingQuestion, limit: int) -> QuestionEvidence:
        candidates = self.candidates(question)
        items = list(self._chosen(candidates, limit))
        return QuestionEvidence(section=section.id, question=question.id, items=tuple(items))

    def candidates(self, question: GuidingQuestion) -> list[_Candidate]:
        """Return the sentences that may serve a question, likeliest first."""
        if not self._pool:
            return []
        sought = self._library.sought(question)
        asked = bearing_on_question(self._library.reader, self._subject, question, self._filters)
        pool = {**self._pool, **asked}
        found = (
            self._candidate(each, self._pool.get(key), asked.get(key), question, sought) for key, each in pool.items()
        )
        return sorted(found, key=lambda each: -each.odds)

    def _candidate(
        self,
        bearing: Bearing,
        on_subject: Bearing | None,
        on_question: Bearing | None,
        question: GuidingQuestion,
        sought: Sought,
    ) -> _Candidate:
        facets = bearing.card.facets
        known = self._library.document(bearing.card.id)
        sentence = known.sentence(bearing.start)
        language = facets.language
        heading = bearing.found.passage.locator.heading or ""
        stems = bearing.stems.union(analyse(heading, language))
        similar = self._similar.get(bearing.card.id, 0.0)
        relation = told(
            bearing.text,
            sentence,
            language,
            facets.kind,
            survey_result=known.has_result(bearing.start),
            similar=bool(similar),
            wants=question.wants,
            seeks_trouble=sought.trouble,
        )
        signals = Signals(
            subject=on_subject.odds if on_subject else _UNSEEN,
            question=on_question.odds if on_question else _UNSEEN,
            aspect=sought.speaks(sentence, bearing.text, language, stems),
            wanted=_how_wanted(relation.relation, question.wants),
            theme=self._on_theme(facets.themes),
            similar=similar,
            country=float(bool({*facets.countries, *facets.regions}.intersection(self.brief.countries))),
            document=self._document_odds.get(bearing.card.id, _UNSEEN),
        )
        return _Candidate(bearing, relation, signals, signals.weighed(self._weights), known.strength)

    def _chosen(self, candidates: Sequence[_Candidate], limit: int) -> Iterator[EvidenceItem]:
        of_document: Counter[str] = Counter()
        quotes: list[str] = []
        left = list(candidates[:_LOOKED_AT])
        while left and len(quotes) < limit:
            best = max(left, key=lambda each: self._in_turn(each, of_document))
            left.remove(best)
            if best.odds < self._weights.floor:
                continue
            identifier = best.bearing.card.id
            if of_document[identifier] >= _MOST_OF_ONE_DOCUMENT:
                continue
            citation = self._quote(best)
            if citation is None or says_the_same(citation.quote, quotes, _ALIKE) is not None:
                continue
            quotes.append(citation.quote)
            of_document[identifier] += 1
            self._used[best.bearing.key] += 1
            yield EvidenceItem(
                citation=citation.model_copy(update={"number": len(quotes)}),
                relation=best.told.relation,
                reason=best.told.reason,
                strength=best.strength,
                score=round(probability(best.odds), 4),
            )

    def _in_turn(self, candidate: _Candidate, of_document: Counter[str]) -> float:
        """Return the odds of a candidate beside what was chosen before, for this question and those before it."""
        again = self._weights.same_document * of_document[candidate.bearing.card.id]
        return candidate.odds - again - self._weights.used * self._used[candidate.bearing.key]

    def _quote(self, candidate: _Candidate) -> Citation | None:
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

    def _on_theme(self, themes: Iterable[str]) -> float:
        """Return which part of a document's themes the brief has, or of the brief's the document."""
        shared = self._subject.themes.intersection(themes)
        return min(1.0, len(shared) / min(2, max(len(self._subject.themes), 1)))


def own_of(brief: Brief, vocabulary: Vocabulary) -> OwnPractice | None:
    """Return a brief as a practice of one's own, None when it says too little to be compared."""
    try:
        return own_practice(text_of(brief)[:LONGEST_TEXT], vocabulary, brief.title)
    except UsageError:
        return None


def _best_of_documents(bearings: Iterable[Bearing]) -> dict[str, float]:
    best: dict[str, float] = {}
    for each in bearings:
        best[each.card.id] = max(best.get(each.card.id, each.odds), each.odds)
    return best


def _how_wanted(relation: Relation, wants: Sequence[Relation]) -> float:
    return 1.0 - 0.25 * wants.index(relation) if relation in wants else 0.0

