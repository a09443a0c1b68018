"""Evidence: for each guiding question of a section, the quotes of the library that serve a brief best."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.choosing import chosen_quotes
from assistant.citations import Citation, says_the_same
from assistant.composing import Plan
from assistant.evidence import Evidence
from assistant.practices.own import LONGEST_TEXT, OwnPractice, own_practice
from assistant.practices.shapes import Dimension, Strength
from assistant.proposals.aspects import Sought
from assistant.proposals.known import KnownLibrary
from assistant.proposals.relations import Told, told
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
_USUAL_THEME = 0.6
# From how much on the theme a document in another language counts as if it bore on the brief, and how much.
_ON_THEME, _FOREIGN, _FOREIGN_ASKED = 0.5, -3.2, -4.8
_A_WHOLE_SENTENCE, _OF_A_TABLE = 8, 0.3
_LEAST_ASPECT = 0.25
# The odds at which a quote is as likely as not to serve, as read on briefs of our own.
_AS_LIKELY_AS_NOT = 5.2
_NO_PLAN = Plan(1, 1, spread=True)
_SIMILAR_FROM, _SIMILAR_TO_BEST, _MOST_SIMILAR = 0.2, 0.4, 12


class Weights(NamedTuple):
    """What each thing counts for, in logarithms of odds; chosen on briefs of our own on the sample corpus."""

    subject: float = 0.45
    question: float = 0.25
    document: float = 0.05
    aspect: float = 4.0
    wanted: float = 1.3
    theme: float = 1.6
    similar: float = 4.0
    country: float = 1.2
    says: float = 1.8
    used: float = 1.2
    same_document: float = 1.0
    floor: float = 4.1


WEIGHTS = Weights()


class Signals(NamedTuple):
    """What tells whether a sentence serves a question.

    `subject` and `question` are odds (logarithms) that it bears on what the brief says, and on the question as the
    brief would ask it, `document` those of what bears best on the brief in its document. The others are from 0 to 1: it
    speaks of what is asked for; its relation is wanted; its document is on the brief's themes, of a practice like the
    one planned, of a partner country; it is a whole sentence.
    """

    subject: float
    question: float
    document: float
    theme: float
    similar: float
    country: float
    says: float
    aspect: float = 0.0
    wanted: float = 0.0

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
            + weights.says * self.says
        )


class _Candidate(NamedTuple):
    bearing: Bearing
    told: Told
    signals: Signals
    odds: float
    strength: Strength


class _Chosen(NamedTuple):
    """What is chosen for a question so far, best first."""

    kept: list[tuple[_Candidate, Citation]]

    @property
    def of_document(self) -> Counter[str]:
        """How many quotes there are of each document."""
        return Counter(each.bearing.card.id for each, _ in self.kept)

    def has(self, country: str) -> bool:
        """Whether there is any of a country or region."""
        return any(_is_of(each, country) for each, _ in self.kept)

    def spared(self, countries: Sequence[str]) -> int | None:
        """Return the place of the last one that is not the only one of any of the countries."""
        alone = {country for country in countries if sum(_is_of(each, country) for each, _ in self.kept) == 1}
        for place in range(len(self.kept) - 1, 0, -1):
            if not any(_is_of(self.kept[place][0], country) for country in alone):
                return place
        return None


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
        self._themes = self._themes_counted()
        self._pool: Mapping[Key, Bearing] = {}
        if self._subject.texts:
            self._pool = bearing_on_brief(library.reader, self._subject, brief, filters, list(self._similar))
        self._passages = best_passages(self._pool)
        self._document_odds = _best_of_documents(self._pool.values())
        self._used: Counter[Key] = Counter()

    def section(self, section: TemplateSection, limit: int) -> list[QuestionEvidence]:
        """Return the evidence for the questions of a section; a quote that serves one ranks lower for the next."""
        self._used = Counter()
        return [self._question(section, question, limit) for question in section.questions]

    # One question

    def _question(self, section: TemplateSection, question: GuidingQuestion, limit: int) -> QuestionEvidence:
        candidates = self.candidates(question)
        items = self._chosen(candidates, limit)
        return QuestionEvidence(section=section.id, question=question.id, items=tuple(items))

    def candidates(self, question: GuidingQuestion) -> list[_Candidate]:
        """Return the sentences that may serve a question, likeliest first."""
        if not self._pool:
            return []
        sought = self._library.sought(question)
        asked = bearing_on_question(self._library.reader, self._subject, question, self._filters, self._passages)
        least = self._weights.floor - self._weights.aspect - self._weights.wanted
        found: list[_Candidate] = []
        for key, bearing in {**self._pool, **asked}.items():
            signals = self._signals(bearing, self._pool.get(key), asked.get(key))
            # Whatever it says of what is asked for, it would stay below the floor.
            if signals.weighed(self._weights) >= least:
                found.append(self._candidate(bearing, signals, question, sought))
        return sorted(found, key=lambda each: -each.odds)

    def _signals(self, bearing: Bearing, on_subject: Bearing | None, on_question: Bearing | None) -> Signals:
        """Return what tells of a sentence without regard to what a question asks for."""
        facets = bearing.card.facets
        subject = on_subject.odds if on_subject else _UNSEEN
        question = on_question.odds if on_question else _UNSEEN
        document = self._document_odds.get(bearing.card.id, _UNSEEN)
        theme = self._on_theme(facets.themes)
        foreign = facets.language != self._subject.language and not self._library.reader.reads_all
        if foreign and theme >= _ON_THEME:
            # The model reads one language poorly beside another: that a document is on the theme counts for more.
            subject, document, question = max(subject, _FOREIGN), max(document, _FOREIGN), max(question, _FOREIGN_ASKED)
        return Signals(
            subject=subject,
            question=question,
            document=document,
            theme=theme,
            similar=self._similar.get(bearing.card.id, 0.0),
            country=float(bool({*facets.countries, *facets.regions}.intersection(self.brief.countries))),
            says=_OF_A_TABLE if "\t" in bearing.text else min(len(bearing.text.split()) / _A_WHOLE_SENTENCE, 1.0),
        )

    def _candidate(self, bearing: Bearing, signals: Signals, question: GuidingQuestion, sought: Sought) -> _Candidate:
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
        return _Candidate(bearing, relation, signals, signals.weighed(self._weights), known.strength)

    def _chosen(self, candidates: Sequence[_Candidate], limit: int) -> list[EvidenceItem]:
        """Return what is shown of the candidates: various, above the floor, something of each partner country."""
        worth = [
            each for each in candidates if each.odds >= self._weights.floor and each.signals.aspect >= _LEAST_ASPECT
        ]
        chosen = _Chosen([])
        left = worth[:_LOOKED_AT]
        while left and len(chosen.kept) < limit:
            best = max(left, key=lambda each: self._in_turn(each, chosen.of_document))
            left.remove(best)
            self._take(best, chosen)
        for country in self.brief.countries:
            if not chosen.has(country):
                self._take_of(country, worth, chosen, limit)
        return [
            EvidenceItem(
                citation=citation.model_copy(update={"number": number}),
                relation=each.told.relation,
                reason=each.told.reason,
                strength=each.strength,
                score=round(probability(each.odds - _AS_LIKELY_AS_NOT), 4),
            )
            for number, (each, citation) in enumerate(chosen.kept, start=1)
        ]

    def _take(self, candidate: _Candidate, chosen: _Chosen) -> bool:
        """Take a candidate unless it repeats, or is one too many of its document; return whether it was taken."""
        if chosen.of_document[candidate.bearing.card.id] >= _MOST_OF_ONE_DOCUMENT:
            return False
        citation = self._quote(candidate)
        quotes = [each.quote for _, each in chosen.kept]
        if citation is None or says_the_same(citation.quote, quotes, _ALIKE) is not None:
            return False
        chosen.kept.append((candidate, citation))
        self._used[candidate.bearing.key] += 1
        return True

    def _take_of(self, country: str, worth: Sequence[_Candidate], chosen: _Chosen, limit: int) -> None:
        """Take the best of a country that nothing was taken of, in the place of the last that can be spared."""
        for each in worth:
            if not _is_of(each, country):
                continue
            if len(chosen.kept) < limit:
                if self._take(each, chosen):
                    return
                continue
            spare = chosen.spared(self.brief.countries)
            if spare is None:
                return
            removed = chosen.kept.pop(spare)
            if self._take(each, chosen):
                self._used[removed[0].bearing.key] -= 1
                return
            chosen.kept.insert(spare, removed)

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

    def _themes_counted(self) -> Mapping[str, float]:
        """Return what each theme counts for: those that the brief names, and less what most similar practices have."""
        of_similar = Counter(
            theme
            for each in self._similar
            for theme in dict.fromkeys(self._library.practices.practice(each).cells[Dimension.THEME].codes)
        )
        usual = {theme for theme, count in of_similar.items() if count >= max(2, len(self._similar) / 3)}
        return {**dict.fromkeys(usual, _USUAL_THEME), **dict.fromkeys(self._subject.themes, 1.0)}

    def _on_theme(self, themes: Iterable[str]) -> float:
        """Return how much a document is on the themes of the brief: two of them are enough."""
        shared = sum(self._themes.get(theme, 0.0) for theme in set(themes))
        return min(1.0, shared / min(2.0, max(sum(self._themes.values()), 1.0)))


def own_of(brief: Brief, vocabulary: Vocabulary) -> OwnPractice | None:
    """Return a brief as a practice of one's own, None when it says too little to be compared."""
    try:
        return own_practice(text_of(brief)[:LONGEST_TEXT], vocabulary, brief.title)
    except UsageError:
        return None


def _is_of(candidate: _Candidate, country: str) -> bool:
    facets = candidate.bearing.card.facets
    return country in facets.countries or country in facets.regions


def _best_of_documents(bearings: Iterable[Bearing]) -> dict[str, float]:
    best: dict[str, float] = {}
    for each in bearings:
        best[each.card.id] = max(best.get(each.card.id, each.odds), each.odds)
    return best


def _how_wanted(relation: Relation, wants: Sequence[Relation]) -> float:
    return 1.0 - 0.25 * wants.index(relation) if relation in wants else 0.0
