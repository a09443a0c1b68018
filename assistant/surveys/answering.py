"""Lets the records of surveys answer: a declared result says in its own words what the text may say in others."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.bearing import Asked
from assistant.intents import Intent
from assistant.retrieval import Found
from assistant.shelf import Shelf
from assistant.surveys.gathering import survey_of
from assistant.surveys.shapes import Result, Survey
from corpus.facets import Kind
from corpus.fulltext import analyse
from corpus.vocabulary import Vocabulary

_KEPT = 256
_MOST_LOOKED_AT = 4
# Which part of a question's words, by rarity, a result with its survey must hold, and which part its statement alone;
# words that ask for a share are answered by any percentage.
_ENOUGH, _OF_ITS_OWN = 0.85, 0.4
_LEAST_WORDS = 2
_SHARE_WORDS = (
    "share percentage percent proportion part aandeel deel percentage osuus prosentti porcentaje proporción parte"
    " ehuneko anteil prozent pourcentage percentuale quota percentagem dalis procentas osakaal protsent"
)


class Answering(NamedTuple):
    """A place in a document that says the result that is asked for."""

    document_id: str
    start: int
    end: int
    share: float


class _Known(NamedTuple):
    """A survey's declared results that its text states, each with the stems of its words, and those of the rest."""

    survey: Survey
    results: tuple[tuple[Result, frozenset[str]], ...]
    about: dict[str | None, frozenset[str]]


class SurveyAnswers:
    """Finds the declared results of surveys that a question asks for, in one generation; threads may share it."""

    def __init__(self, shelf: Shelf, vocabulary: Vocabulary) -> None:
        self._shelf = shelf
        self._vocabulary = vocabulary
        self._known: dict[str, _Known | None] = {}
        self._share_stems: dict[str | None, frozenset[str]] = {}

    def find(self, asked: Asked, found: Sequence[Found]) -> Answering | None:
        """Return where the result stands that a question asks for, among the surveys of passages that were found.

        Only where the text states its figure; None where no result holds nearly all that the question says.
        """
        if asked.understood.intent is not Intent.FACT:
            return None
        cards = dict.fromkeys(each.card.id for each in found if each.card.facets.kind == Kind.SURVEY_SUMMARY)
        best: Answering | None = None
        for document_id in list(cards)[:_MOST_LOOKED_AT]:
            known = self._survey(document_id)
            for result, own in known.results if known else ():
                share = self._share(asked, known, result, own) if known else 0.0
                if share >= _ENOUGH and (best is None or share > best.share) and result.citation:
                    locator = result.citation.locator
                    best = Answering(document_id, locator.start, locator.end, share)
        return best

    def _share(self, asked: Asked, known: _Known, result: Result, own: frozenset[str]) -> float:
        language, spoken = known.survey.language, asked.understood.language
        words = asked.words.get(language)
        if words is None or words.share(own) == 0:
            return 0.0
        if result.scale == "percent":
            shares = self._shares_in(language) | self._shares_in(spoken)
            words = words.only([stems.isdisjoint(shares) for stems in words.stems])
        if len(words.stems) < _LEAST_WORDS or words.share(own) < _OF_ITS_OWN:
            return 0.0
        return words.share(own | self._about(known, language) | self._about(known, spoken))

    def _about(self, known: _Known, language: str | None) -> frozenset[str]:
        """Return the stems of what a survey says of itself, its places named in a language."""
        if language not in known.about:
            survey = known.survey
            places = [self._vocabulary.place_label(code, language or "en") for code in survey.places]
            population = survey.population.text if survey.population else ""
            text = " ".join([survey.title, survey.organisation or "", population, *places])
            known.about[language] = frozenset(analyse(text, language))
        return known.about[language]

    def _shares_in(self, language: str | None) -> frozenset[str]:
        if language not in self._share_stems:
            self._share_stems[language] = frozenset(analyse(_SHARE_WORDS, language))
        return self._share_stems[language]

    def _survey(self, document_id: str) -> _Known | None:
        if document_id not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            document = self._shelf.library.document(self._shelf.record.number, document_id)
            self._known[document_id] = self._read(survey_of(document, self._vocabulary))
        return self._known.get(document_id)

    def _read(self, survey: Survey | None) -> _Known | None:
        if survey is None or not survey.declared:
            return None
        stated = (each for each in survey.results if each.quoted and each.scale != "none")
        results = tuple(
            (each, frozenset(analyse(f"{each.statement} {each.unit or ''}", survey.language))) for each in stated
        )
        return _Known(survey, results, {})
