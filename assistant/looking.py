"""Looking: the evidence for a question that is understood, under given filters, place by place where several count."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.bearing import Asked, bearing_on, sentence_of, themes_of
from assistant.composing import Plan, arranged, by_side, interleaved, reranked, with_first
from assistant.defining import defines
from assistant.evidence import Evidence, weigh_evidence
from assistant.intents import Intent
from assistant.retrieval import Found, retrieve
from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.surveys.answering import Answering, SurveyAnswers
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary, load_vocabulary
from indexer.vectors import VectorIndex

# How many times as good the odds are of a sentence in a document that the question names, or that was spoken of.
_NAMED, _SPOKEN_OF = 2.0, 6.0

# The same for a sentence that names the place that is asked about, and for one that names only another of them.
_OF_THIS_PLACE, _OF_ANOTHER_PLACE = 1.5, 0.05

# The same for a sentence of a summary, or of a document's beginning, where something is asked about as a whole.
_SUMS_UP = 3.0

# The same for a sentence of a document on the theme that is asked about, where many documents are wanted.
_OF_THE_THEME = 4.0

_AMONG_THE_FIRST = 2
_FEWEST_TO_QUOTE, _FURTHER, _NOT_LONG = 5, 10, 1_000
_LOOKED_AT_FOR_PLACES = 20
_NAMES_PLACES = 3.0


class Outcome(NamedTuple):
    """What was found: evidence in the order in which it is to be quoted, and how sure we are that it answers.

    `missing` are the sides (codes of places, or names of documents) of which nothing was found. `shown`: it is to be
    shown however unsure, as one side of it is sure or the reader asked for more of one document. `bears`:
    many documents are wanted, and some share the theme or the words of the question.
    """

    evidence: tuple[Evidence, ...]
    sureness: float
    found: tuple[Found, ...]
    missing: tuple[str, ...] = ()
    shown: bool = False
    bears: bool = False


class Looker:
    """Looks for evidence in one generation of the library; threads may share it."""

    def __init__(self, shelf: Shelf, index: VectorIndex, vocabulary: Vocabulary, settings: Settings) -> None:
        self._shelf = shelf
        self._index = index
        self._vocabulary = vocabulary
        self._settings = settings
        self._surveys = SurveyAnswers(shelf, vocabulary)

    def found(self, asked: Asked, filters: Filters, fetched: int, wanted: int) -> list[Found]:
        """Return the passages in which the answer to a question may stand, likeliest first."""
        found = retrieve(self._shelf, self._index, asked.sought, filters, fetched, wanted, asked.own_words)
        flooded = len(found) >= wanted and sum(any(each.read.quotable) for each in found) < _FEWEST_TO_QUOTE
        if flooded and len(asked.understood.focus) <= _NOT_LONG:
            # Documents that repeat the question's words without end must not hide all others.
            further = fetched * _FURTHER
            found = retrieve(self._shelf, self._index, asked.sought, filters, further, further, asked.own_words)
        return found

    def look(self, asked: Asked, filters: Filters, plan: Plan) -> Outcome:
        """Return the evidence for a question among the documents that match the filters."""
        outcome = self._weighed(asked, filters, plan)
        understood = asked.understood
        if understood.intent is Intent.OVERVIEW:
            outcome = self._on_theme(asked, outcome)
        elif understood.intent is Intent.LIST and "kinds" in filters.inferred and outcome.bears:
            outcome = self._partial(outcome)  # the documents of that kind are what is asked for
        if len(asked.compared) > 1:
            return _of_documents(outcome, asked.compared)
        return outcome._replace(evidence=tuple(arranged(outcome.evidence, plan)))

    def look_at_each(self, asked: Asked, filters: Filters, plan: Plan) -> Outcome:
        """Return the evidence for each place that a question asks about, in turns, so that all have their share."""
        sides = asked.understood.sides
        least = self._settings.answering.partial_from
        outcomes: dict[str, Outcome] = {}
        for side in sides:
            inside = filters.model_copy(update={"countries": (side,)})
            outcome = self._on_theme(asked, self._weighed(asked, inside, plan))
            outcomes[side] = self._of_place(outcome, side, sides)
        covered = {side: outcome for side, outcome in outcomes.items() if outcome.sureness >= least}
        groups = [arranged(outcome.evidence, plan) for outcome in (covered or outcomes).values()]
        return Outcome(
            evidence=tuple(interleaved(groups)),
            sureness=sum(outcome.sureness for outcome in outcomes.values()) / len(sides),
            found=_merged([outcome.found for outcome in outcomes.values()]),
            missing=tuple(side for side in sides if side not in covered),
            shown=bool(covered),
        )

    def _weighed(self, asked: Asked, filters: Filters, plan: Plan) -> Outcome:
        retrieval, understood, resolved = self._settings.retrieval, asked.understood, asked.resolved
        fetched = retrieval.fetched * (plan.fetched if not resolved.only else 4)
        found = self.found(asked, filters, fetched, fetched if resolved.only else retrieval.kept * plan.kept)
        if resolved.only and resolved.documents:
            found = [each for each in found if each.card.id in resolved.documents]
        found = found[: retrieval.kept * plan.kept]
        weighed = weigh_evidence(found, asked.sought)
        evidence, bears = self._reranked(asked, weighed.evidence, found), False
        if understood.intent.gathers and not resolved.only:
            bearing = bearing_on(evidence, found, asked)
            evidence, bears = bearing or evidence[:1], bool(bearing)
        sureness = weighed.sureness
        if stated := self._surveys.find(asked, found):
            first = _states(evidence, stated)
            if first:
                evidence = with_first(evidence, first[0], 1)
                sureness = max(sureness, self._settings.answering.answered_from)
        outcome = Outcome(evidence, sureness, tuple(found), shown=resolved.only and resolved.repeated, bears=bears)
        return self._naming_places(outcome) if understood.asks_for_places and bears else outcome

    def _on_theme(self, asked: Asked, outcome: Outcome) -> Outcome:
        """Return an outcome as at least partial if it has evidence from documents on the theme that is asked about."""
        on_it = {each.card.id for each in outcome.found if not asked.themes_apart(themes_of(each))}
        if not any(each.document_id in on_it for each in outcome.evidence):
            return outcome
        return self._partial(outcome)

    def _partial(self, outcome: Outcome) -> Outcome:
        return outcome._replace(sureness=max(outcome.sureness, self._settings.answering.partial_from))

    def _reranked(self, asked: Asked, evidence: tuple[Evidence, ...], found: Sequence[Found]) -> tuple[Evidence, ...]:
        subject, resolved = asked.understood.subject, asked.resolved
        named = {document for _, documents in asked.named for document in documents}
        spoken_of = set(resolved.documents or ()) if resolved.refers else set[str]()
        themes = asked.understood.themes if asked.understood.intent.gathers else ()
        as_a_whole = subject is not None or asked.understood.intent is Intent.OVERVIEW
        if not (as_a_whole or named or spoken_of or themes):
            return evidence
        passages = {each.passage.id: each for each in found}

        def odds(each: Evidence) -> float:
            times = _NAMED if each.document_id in named else 1.0
            times *= _SPOKEN_OF if each.document_id in spoken_of else 1.0
            times *= _SUMS_UP if as_a_whole and _sums_up(passages[each.passage_id]) else 1.0
            times *= _OF_THE_THEME if themes and not asked.themes_apart(themes_of(passages[each.passage_id])) else 1.0
            if subject:
                source = passages[each.passage_id]
                times *= defines(sentence_of(each, source), subject, source.card.facets.language)
            return times

        order = reranked(evidence, odds)
        # A document that is named must not hide a better answer elsewhere.
        return with_first(order, evidence[0], _AMONG_THE_FIRST) if named and evidence and not subject else order

    def _naming_places(self, outcome: Outcome) -> Outcome:
        """Return an outcome with sentences that name several places first, as at least partial if there are any."""
        passages = {each.passage.id: each for each in outcome.found}
        naming: set[int] = set()
        for each in outcome.evidence[:_LOOKED_AT_FOR_PLACES]:
            source = passages[each.passage_id]
            places = self._vocabulary.find_places(sentence_of(each, source), source.card.facets.language)
            if len({place.code for place in places if not place.weak}) > 1:
                naming.add(id(each))
        if not naming:
            return outcome
        evidence = reranked(outcome.evidence, lambda each: _NAMES_PLACES if id(each) in naming else 1.0)
        return self._partial(outcome._replace(evidence=evidence))

    def _of_place(self, outcome: Outcome, side: str, sides: Sequence[str]) -> Outcome:
        """Return an outcome with what is said of other places alone put last: documents may be about several."""
        passages = {each.passage.id: each for each in outcome.found}
        looked_at = {id(each) for each in outcome.evidence[:_LOOKED_AT_FOR_PLACES]}

        def odds(each: Evidence) -> float:
            found = passages[each.passage_id]
            facets = found.card.facets
            if id(each) not in looked_at or len({*facets.countries, *facets.regions}) < 2:
                return 1.0
            mentioned = self._vocabulary.find_places(sentence_of(each, found), facets.language)
            codes = {place.code for place in mentioned} | {place.code.split("-")[0] for place in mentioned}
            if side in codes:
                return _OF_THIS_PLACE
            return _OF_ANOTHER_PLACE if codes.intersection(sides) else 1.0

        evidence = reranked(outcome.evidence, odds)
        if not evidence:
            return outcome
        fallen = min(evidence[0].score / max(outcome.evidence[0].score, 1e-9), 1.0)
        return outcome._replace(evidence=evidence, sureness=outcome.sureness * fallen)


def _states(evidence: Sequence[Evidence], stated: Answering) -> list[Evidence]:
    """Return the evidence that stands where a survey's result does."""
    return [
        each
        for each in evidence
        if each.document_id == stated.document_id and each.start < stated.end and stated.start < each.end
    ]


def _sums_up(found: Found) -> bool:
    heading = found.passage.locator.heading or ""
    return found.passage.ordinal == 0 or load_vocabulary().field_name(heading) in ("summary", "abstract")


def _of_documents(outcome: Outcome, compared: Mapping[str, Sequence[str]]) -> Outcome:
    """Return the evidence of the documents that are compared, in turns."""
    groups = by_side(outcome.evidence, compared)
    missing = tuple(name for name, group in groups.items() if not group)
    rest = [each for each in outcome.evidence if not any(each in group for group in groups.values())]
    evidence = [*interleaved(list(groups.values())), *rest]
    return outcome._replace(evidence=tuple(evidence), missing=missing)


def _merged(found: Sequence[Sequence[Found]]) -> tuple[Found, ...]:
    merged = {each.passage.id: each for group in found for each in group}
    return tuple(sorted(merged.values(), key=lambda each: -each.score))
