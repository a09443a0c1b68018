"""Recognises the results of surveys in running text: ranked lists, lists a country, shares of those who were asked.

It would rather miss one than take something else for a result: a list counts only where the words before it say that
its order means something, and a share only where the same sentence says whose it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.surveys.words import PERCENT, RANKED, SURVEY
from corpus.documents import Document
from corpus.facets import Kind
from corpus.sentences import sentence_spans
from corpus.vocabulary import Vocabulary

Span = tuple[int, int]

_NUMBERED = re.compile(r"\s*(?:\(?(\d{1,2})[.)]|#(\d{1,2})|(\d{1,2})\s?[:–-]|(\d{1,2})(?=\t))\s+(?=\S)")
_BULLET = re.compile(r"\s*[-•*–·▪]\s+(?=\S)")
_BLANK_LINES = 2
_LOOK_BACK = 1_500
_LEAST, _MOST = 3, 30
_LONGEST_ITEM = 400
_LONGEST_NAME = 60
_LEAST_COUNTRIES = 2


class Recognised(NamedTuple):
    """A result as it stands in a text: where its statement and what says so stand, and the rank or the percentage.

    `asked` is the sentence before the list; `of` how many are ranked there.
    """

    statement: Span
    quote: Span
    country: str | None = None
    rank: int | None = None
    of: int | None = None
    percent: float | None = None
    asked: Span | None = None


class _Line(NamedTuple):
    start: int
    end: int
    number: int | None
    bullet: bool
    body: int


def recognise(document: Document, vocabulary: Vocabulary) -> tuple[Recognised, ...]:
    """Return the results that a document's text states, in the order of the text."""
    text = document.text
    if not _tells_of_a_survey(document):
        return ()
    lines = [line for line in _lines(text) if line.start < line.end]
    by_country = _by_country(text, lines, vocabulary)
    ranked = by_country or list(_ranked(text, lines, document))
    shares = [] if ranked else list(_shares(document))
    return tuple(sorted((*ranked, *shares), key=lambda each: each.statement))


def _tells_of_a_survey(document: Document) -> bool:
    return document.facets.kind == Kind.SURVEY_SUMMARY or SURVEY.search(document.text) is not None


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line.rstrip())
        numbered, bullet = _NUMBERED.match(line), _BULLET.match(line)
        number = int(next(filter(None, numbered.groups()))) if numbered else None
        body = start + (numbered.end() if numbered else bullet.end() if bullet else len(line) - len(line.lstrip()))
        yield _Line(start, end, number, bullet is not None, body)
        start += len(line) + 1


def _ranked(text: str, lines: Sequence[_Line], document: Document) -> Iterator[Recognised]:
    """Yield the items of lists 1, 2, 3, … that stand below a line that says that they are ranked."""
    for index, line in enumerate(lines):
        if line.number != 1 or not index:
            continue
        items = _run(lines, index)
        asked = _asked(text, lines, index, document.facets.language)
        if not _LEAST <= len(items) <= _MOST or asked is None or not _of_people(text, asked, document):
            continue
        for item in items:
            if item.end - item.body <= _LONGEST_ITEM:
                statement = (item.body, item.end)
                yield Recognised(statement, _trimmed(text, item), rank=item.number, of=len(items), asked=asked)


def _run(lines: Sequence[_Line], first: int) -> list[_Line]:
    """Return the lines 1, 2, 3, … from a first one on; what stands between two of them ends the list."""
    items = [lines[first]]
    for line in lines[first + 1 :]:
        if line.number != len(items) + 1:
            break
        items.append(line)
    return items


def _asked(text: str, lines: Sequence[_Line], index: int, language: str | None) -> Span | None:
    """Return the sentence above a list that says that its order means something; None where none does."""
    for line in reversed(lines[max(0, index - _BLANK_LINES) : index]):
        if line.number is not None or line.bullet:
            return None
        for start, end in reversed(sentence_spans(text[line.start : line.end], language)):
            if RANKED.search(text, line.start + start, line.start + end):
                return line.start + start, line.start + end
            break
    return None


def _of_people(text: str, asked: Span, document: Document) -> bool:
    """Whether the list is what people answered: of a survey, or with words that say so near it."""
    near = text[max(0, asked[0] - _LOOK_BACK) : asked[1]]
    return document.facets.kind == Kind.SURVEY_SUMMARY or SURVEY.search(near) is not None


def _by_country(text: str, lines: Sequence[_Line], vocabulary: Vocabulary) -> list[Recognised]:
    """Return the items of lists that stand each below the name of a country, when several countries have one."""
    found: list[Recognised] = []
    countries: set[str] = set()
    if not RANKED.search(text):
        return []
    for index, line in enumerate(lines):
        name = text[line.body : line.end].rstrip(" :")
        if line.number is not None or line.bullet or len(name) > _LONGEST_NAME:
            continue
        code = vocabulary.place_code(name) if len(name) > 2 else None
        if code is None:
            continue
        items = _run(lines, index + 1) if index + 1 < len(lines) and lines[index + 1].number == 1 else []
        if len(items) < _LEAST - 1:
            continue
        countries.add(code)
        found.extend(
            Recognised((item.body, item.end), _trimmed(text, item), code, item.number, len(items)) for item in items
        )
    return found if len(countries) >= _LEAST_COUNTRIES else []


def _shares(document: Document) -> Iterator[Recognised]:
    """Yield the percentages that a survey's own sentences state, each with the part of the sentence that is its own."""
    text = document.text
    own = document.facets.kind == Kind.SURVEY_SUMMARY
    for start, end in sentence_spans(text, document.facets.language):
        if not own and not SURVEY.search(text, start, end):
            continue
        figures = [each for each in PERCENT.finditer(text, start, end) if _number(each[1]) <= 100]
        cuts = [start, *_cuts(text, figures), end]
        if len(cuts) != len(figures) + 1:
            continue
        for figure, (first, last) in zip(figures, pairwise(cuts), strict=True):
            statement = _stripped(text, first, last)
            if len(re.findall(r"\w{3,}", text[statement[0] : statement[1]])) >= 3:
                yield Recognised(statement, (start, end), percent=_number(figure[1]))


_BETWEEN = re.compile(
    r"[,;]\s+(?:(?:and|but|en|maar|ja|mutta|y|e|eta|und|aber|et|mais|ir|ma|ale|i)\s+)?|\s+(?:and|en|ja|y|e|eta|und|et|ir|i)\s+"
)


def _cuts(text: str, figures: Sequence["re.Match[str]"]) -> Iterator[int]:
    """Yield where a sentence with several figures is to be cut: after the last break before each but the first."""
    for before, figure in pairwise(figures):
        breaks = list(_BETWEEN.finditer(text, before.end(), figure.start()))
        if breaks:
            yield breaks[-1].end()


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    tail = text[start:end].rstrip(" ,;\n")
    tail = re.sub(r"[,;]?\s+(?:and|but|en|maar|ja|mutta|y|e|eta|und|aber|et|mais|ir|ma|ale|i)$", "", tail)
    return start, start + len(tail)


def _trimmed(text: str, line: _Line) -> Span:
    start = line.start
    while text[start].isspace():
        start += 1
    return start, line.end


def _number(written: str) -> float:
    return float(written.replace(",", "."))
