"""Finds where in a document's text a declared result stands: the one sentence or row with its figure and its words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.surveys.shapes import Stands, is_percent
from assistant.surveys.words import PERCENT
from corpus.documents import Document
from corpus.mentions import fold
from corpus.records import SurveyResult
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary

_FIGURE = re.compile(
    r"(?<![\w.,])[-−]?\d{1,3}(?:[ .,'\xa0\u202f]\d{3})+(?:[.,]\d+)?(?![\w%]*\d)|(?<![\w.,])[-−]?\d+(?:[.,]\d+)?"
)
_MARKER = re.compile(r"\s*[(#]?(\d{1,2})(?:[.):]|\s)")
_RANK_WORDS = re.compile(
    r"(?:rank\w*|position|rang\w*|plaats|sija\w*|puesto|posición|postua|platz|posizione|vieta|koht|#|nr\.?|no\.?)\W{0,3}(\d{1,2})\b",
    re.IGNORECASE,
)
_IN_COLUMN = re.compile(r"([^;:\n]{2,60}): (\d{1,2})(?=[;.]|$)", re.MULTILINE)
_WORD = re.compile(r"\w{4,}")
_BEGINNING = 5
_ENOUGH_WORDS = 0.5
_LONGEST = 1_500


class Place(NamedTuple):
    """Where a result stands, and what of it is said there."""

    start: int
    end: int
    stands: tuple[Stands, ...]


class _Sentence(NamedTuple):
    start: int
    end: int
    words: frozenset[str]
    figures: frozenset[float]
    percent: bool
    rank: frozenset[int]


class Placer:
    """Finds results in one document's text, which is cut into sentences once."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self._text = document.text
        self._language = document.facets.language
        self._vocabulary = vocabulary
        self._named: dict[int, frozenset[str]] = {}
        title_end = len(document.title) if document.text.startswith(document.title) else 0
        self._sentences = [
            _sentence(document.text, start, end)
            for start, end in sentence_spans(document.text, self._language)
            if end > title_end and end - start <= _LONGEST
        ]

    def place(self, result: SurveyResult) -> Place | None:
        """Return where a result stands; None where no sentence says enough of it."""
        words = _beginnings(result.statement)
        best: tuple[float, Place] | None = None
        for sentence in self._sentences:
            weight, stands = self._weigh(sentence, result, words)
            if stands and (best is None or weight > best[0]):
                best = weight, Place(sentence.start, sentence.end, stands)
        return best[1] if best else None

    def _weigh(
        self, sentence: _Sentence, result: SurveyResult, words: frozenset[str]
    ) -> tuple[float, tuple[Stands, ...]]:
        shared = len(words & sentence.words) / len(words) if words else 0.0
        if result.rank is not None and self._ranks_in_column(sentence, result):
            sentence = sentence._replace(rank=sentence.rank | {result.rank})
        stands: list[Stands] = []
        if result.value is not None:
            if result.value not in sentence.figures or (is_percent(result.unit) and not sentence.percent):
                return 0.0, ()
            if not shared and not self._names(sentence, result.country):
                return 0.0, ()
            stands.append("value")
        else:
            enough = shared >= _ENOUGH_WORDS if result.rank is None else shared and result.rank in sentence.rank
            if not enough:
                return 0.0, ()
        if result.rank in sentence.rank:
            stands.append("rank")
        if shared >= _ENOUGH_WORDS:
            stands.append("statement")
        return shared + 0.5 * self._names(sentence, result.country), tuple(stands)

    def _ranks_in_column(self, sentence: _Sentence, result: SurveyResult) -> bool:
        """Whether a row of a table has the rank below its country: "Finland: 2;"."""
        code = self._vocabulary.place_code(result.country) if result.country else None
        return code is not None and any(
            int(each[2]) == result.rank and self._vocabulary.place_code(each[1].strip()) == code
            for each in _IN_COLUMN.finditer(self._text, sentence.start, sentence.end)
        )

    def _names(self, sentence: _Sentence, country: str | None) -> bool:
        code = self._vocabulary.place_code(country) if country else None
        if code is None:
            return False
        if code == "EU":
            return "europ" in sentence.words
        return code in self._places(sentence.start, sentence.end)

    def _places(self, start: int, end: int) -> frozenset[str]:
        if start not in self._named:
            found = self._vocabulary.find_places(self._text[start:end], self._language)
            self._named[start] = frozenset(each.code for each in found)
        return self._named[start]


def _sentence(text: str, start: int, end: int) -> _Sentence:
    words = text[start:end]
    marker = _MARKER.match(words)
    ranks = {int(each[1]) for each in _RANK_WORDS.finditer(words)}
    return _Sentence(
        start,
        end,
        _beginnings(words),
        frozenset(_figures(words)),
        PERCENT.search(words) is not None or "%" in words,
        frozenset({*ranks, int(marker[1])} if marker else ranks),
    )


def _beginnings(text: str) -> frozenset[str]:
    """Return how the longer words of a text begin: enough to know a word again in another form."""
    return frozenset(fold(word)[:_BEGINNING] for word in _WORD.findall(text) if not word.isdigit())


def _figures(text: str) -> Iterator[float]:
    """Yield the numbers of a text; "1.600" may be either of two."""
    for match in _FIGURE.finditer(text):
        written = re.sub(r"[ '\xa0\u202f]", "", match.group()).replace("−", "-")
        readings = {re.sub(r"[.,](?=\d{3}(?:\D|$))", "", written), written}
        for reading in readings:
            try:
                yield float(reading.replace(",", "."))
            except ValueError:
                continue
