"""Telling: from evidence to what is said of it, with what is missing, and what lies outside the filters."""

from collections.abc import Callable
from typing import NamedTuple

from assistant.answers import NearestDocument, Quoted, Status, quote_answer, refusal
from assistant.bearing import Asked
from assistant.composing import Plan, plan_for
from assistant.looking import Looker, Outcome
from assistant.messages import Message, message
from assistant.naming import filter_names, inferred_of, places_named
from assistant.settings import AnsweringSettings
from assistant.shelf import Shelf
from corpus.documents import Document
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary

# By how much the odds must be better outside an implied filter before it is dropped although it left an answer; and
# outside a filter that was given before that is worth saying.
_BETTER_ODDS, _WORTH_SAYING = 20.0, 2.0

# Someone who asks about Finland is told something of another country as a partial answer at most.
_OUTSIDE = 0.55

_NEAREST_OUTSIDE = 3


class Told(NamedTuple):
    """An answer in the making: what was found, under which filters, and what to say of it."""

    outcome: Outcome
    quoted: Quoted
    used: Filters
    notes: tuple[Message, ...] = ()


def said_in(told: Told, language: str) -> Told:
    """Return an answer in the making with what is said of it in a language; quotes stay as they are."""

    def again(said: Message) -> Message:
        return message(said.key, language, **said.values)

    quoted, said = told.quoted, again(told.quoted.message)
    answer = said.text + quoted.answer.removeprefix(quoted.message.text)
    return told._replace(
        quoted=quoted._replace(message=said, answer=answer), notes=tuple(again(note) for note in told.notes)
    )


class Teller:
    """Decides under which filters a question is answered, and what is said of the answer; threads may share it."""

    def __init__(
        self,
        looker: Looker,
        shelf: Shelf,
        document: Callable[[str], Document],
        count: Callable[[Filters], int],
        vocabulary: Vocabulary,
        answering: AnsweringSettings,
    ) -> None:
        self._looker = looker
        self._shelf = shelf
        self._document = document
        self._count = count
        self._vocabulary = vocabulary
        self._answering = answering

    def tell(self, asked: Asked, filters: Filters, limit: int | None) -> Told:
        """Return the answer under the filters that were given and those that the question implies, if these hold."""
        understood = asked.understood
        used = understood.filters
        sides = len(understood.sides) or len(asked.compared)
        plan = plan_for(understood.intent, self._answering.quotes, limit, sides, asked.resolved.refers)
        if understood.sides:
            outcome = self._looker.look_at_each(asked, used, plan)
            if len(outcome.missing) < len(understood.sides):
                return Told(outcome, self._quote(asked, outcome, plan), used)
            return self._told_outside(asked, outcome, plan, used, used, ())
        outcome = self._looker.look(asked, used, plan)
        if used.inferred and not asked.resolved.repeated and self._may_stand_outside(outcome, asked):
            wider = self._looker.look(asked, filters, plan)
            if self._stands_outside(outcome, wider):
                widened, notes = self._widened(asked, wider, filters)
                if self._status(widened) != "no_evidence":
                    return self._told_outside(asked, widened, plan, filters, filters, notes)
        # Who asks the same of another place means that place.
        meant = used if asked.resolved.repeated else filters
        return self._told_outside(asked, outcome, plan, meant, used, ())

    def _told_outside(
        self,
        asked: Asked,
        outcome: Outcome,
        plan: Plan,
        given: Filters,
        used: Filters,
        notes: tuple[Message, ...],
    ) -> Told:
        """Look beyond the filters that were given, too, where these leave no full answer."""
        quoted = self._quote(asked, outcome, plan)
        language = asked.understood.language
        if used.active and not self._count(used):
            notes = (*notes, message("no_matching_documents", language))
        if quoted.status == "answered" or not given.active:
            return Told(outcome, quoted, used, notes)
        beyond = self._looker.look(asked, Filters(), plan)
        if self._status(beyond) == "answered" and _better(outcome, beyond):
            nearest = self._nearest_outside(beyond, used)
            if nearest:
                where = "; ".join(self._described(each, language) for each in nearest)
                names = filter_names(used, self._vocabulary, language)
                notes = (*notes, message("outside_filter", language, filters=names, where=where))
                if quoted.status == "no_evidence" or _speaks_of_others(asked, outcome, beyond):
                    quoted = refusal(nearest, language)
        return Told(outcome, quoted, used, notes)

    def _widened(self, asked: Asked, wider: Outcome, filters: Filters) -> tuple[Outcome, tuple[Message, ...]]:
        understood = asked.understood
        implied = inferred_of(understood.filters, filters)
        names = filter_names(implied, self._vocabulary, understood.language)
        # What kind of document says it matters less than of which place and time it says it.
        doubt = _OUTSIDE if set(understood.filters.inferred) - {"kinds"} else 1.0
        note = message("filter_dropped", understood.language, filters=names)
        return wider._replace(sureness=wider.sureness * doubt), (note,)

    def _quote(self, asked: Asked, outcome: Outcome, plan: Plan) -> Quoted:
        language = asked.understood.language
        codes = [name for name in outcome.missing if name in asked.understood.sides]
        names = [name for name in outcome.missing if name not in codes]
        missing = ", ".join(filter(None, [places_named(codes, self._vocabulary, language), *names]))
        status = self._status(outcome)
        return quote_answer(outcome.evidence, outcome.found, self._document, language, status, plan, missing)

    def _status(self, outcome: Outcome) -> Status:
        if outcome.sureness >= self._answering.answered_from and not outcome.missing:
            return "answered"
        return "partial" if outcome.shown or outcome.sureness >= self._answering.partial_from else "no_evidence"

    def _may_stand_outside(self, narrow: Outcome, asked: Asked) -> bool:
        """Whether it is worth looking outside an implied filter: whoever asks which surveys there are wants surveys."""
        understood = asked.understood
        if self._status(narrow) == "no_evidence":
            # What is known about Japan is nothing, not what is known about others.
            return not understood.intent.gathers or self._count(understood.filters) > 0
        return not understood.intent.gathers and set(understood.filters.inferred) != {"kinds"}

    def _stands_outside(self, narrow: Outcome, wide: Outcome) -> bool:
        """Whether the evidence stands outside an implied filter, so that the filter was not meant."""
        if self._status(wide) == "no_evidence" or wide.sureness <= narrow.sureness:
            return False
        return self._status(narrow) != "answered" or _odds(wide.sureness) > _BETTER_ODDS * _odds(narrow.sureness)

    def _nearest_outside(self, beyond: Outcome, used: Filters) -> tuple[NearestDocument, ...]:
        ids = dict.fromkeys(each.document_id for each in beyond.evidence[: 2 * _NEAREST_OUTSIDE])
        near = [self._shelf.cards[each] for each in ids]
        inside = set(self._shelf.library.document_ids(self._shelf.record.number, used))
        if not near or near[0].id in inside:
            return ()
        cards = [card for card in near if card.id not in inside]
        return tuple(
            NearestDocument(document_id=card.id, title=card.title, source=card.source)
            for card in cards[:_NEAREST_OUTSIDE]
        )

    def _described(self, document: NearestDocument, language: str) -> str:
        facets = self._shelf.cards[document.document_id].facets
        places = places_named(facets.regions or facets.countries, self._vocabulary, language)
        kind = self._vocabulary.kind_label(facets.kind, language)
        return f"{document.title} ({', '.join(filter(None, [places, kind]))})"


def _odds(probability: float) -> float:
    return probability / max(1 - probability, 1e-9)


def _speaks_of_others(asked: Asked, narrow: Outcome, beyond: Outcome) -> bool:
    """Whether the question names documents, of which there are none within the filters."""
    named = {document for _, documents in asked.named for document in documents}
    inside = {each.document_id for each in narrow.evidence}
    return bool(named) and named.isdisjoint(inside) and beyond.evidence[0].document_id in named


def _better(narrow: Outcome, beyond: Outcome) -> bool:
    return _odds(beyond.sureness) > _WORTH_SAYING * _odds(narrow.sureness)
