"""Trending: whether what a statement says rose or fell does so in figures: "from 14 to 9", "14 in 2015, 9 in 2018"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.counting import Numbers, numbers_of
from assistant.checking.deriving import YEARS_FROM, YEARS_TO
from assistant.checking.shapes import Difference
from assistant.checking.turning import Side
from assistant.practices.shapes import Figure

_CHANGE = "change"
_FROM = re.compile(
    r"(?:(?<!aged )(?<!ages )\b(?:from|van|von|desde|nuo|od|z|ze)|\bpass?\w+ (?:de|du|da|dal|dalla|di))"
    r"(?: (?:around|about|some|ongeveer|etwa))?\W{0,3}(?:EUR |€ ?)?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^[^.;]{0,25}?\b(?:to|naar|tot|auf|à|a|al|alla|para|hasta|iki|do|na)\W{0,3}(?:EUR |€ ?)?$", re.IGNORECASE
)


_AGAINST = re.compile(
    r"^[^.;]{0,45}?(?:\b(?:against|compared (?:with|to)|as opposed to|(?:up|down) from|frente al?|contro|contre"
    r"|gegenüber|tegen(?:over)?|face à)|\((?:19|20)\d\d:) ?(?:the |el |l['’]|la |il |i |le |les |de |den )?$",
    re.IGNORECASE,
)


def trend_differences(said: Side, carrying: Sequence[Side]) -> Iterator[Difference]:
    """Yield the word of a statement by which something goes one way, where figures go the other.

    The figures are its own, or those of the sentence that carries it, if that has no such word itself.
    """
    yield from _reversed(said, carrying)
    told = [(index, pole) for index, concept, pole in said.turns.directions if concept == _CHANGE]
    if len({pole for _, pole in told}) != 1 or said.turns.negations:
        return
    trend, found = _trend(said)
    if not trend and carrying and not any(each[1] == _CHANGE for each in carrying[0].turns.directions):
        trend, found = _trend(carrying[0])
    index, pole = told[0]
    if trend and trend != pole:
        term = said.terms[index]
        yield Difference.at("direction", said.text, term.start, term.end, (" ".join(found.split()),))


def _reversed(said: Side, carrying: Sequence[Side]) -> Iterator[Difference]:
    """Yield the figures between which a statement has something go, where a source has it go the other way."""
    there = [change for side in carrying for change in _changes(side)]
    for change in _changes(said):
        back = [each for each in there if each.old == change.new and each.new == change.old]
        if back and not any(each.old == change.old and each.new == change.new for each in there):
            found = " ".join(back[0].text.split())
            yield Difference(
                reason="direction",
                said=change.text,
                start=change.start,
                end=change.start + len(change.text),
                found=(found,),
            )
            return


def _trend(side: Side) -> tuple[int, str]:
    """Return whether figures of a sentence rise (1) or fall (-1), and the words that say so; 0 if neither is told."""
    change = next(_changes(side), None)
    return (0, "") if change is None else (1 if change.new > change.old else -1, change.text)


class _Change(NamedTuple):
    """Two figures between which something goes, and the words that say so."""

    old: float
    new: float
    text: str
    start: int


def _changes(side: Side) -> Iterator[_Change]:
    numbers = numbers_of(side.text, side.language)
    values = _values(numbers)
    for (one, start, end), (other, begin, after) in pairwise(values):
        if one == other:
            continue
        if _AGAINST.search(side.text[end:begin]):
            yield _Change(other, one, side.text[start:after], start)
        elif _FROM.search(side.text[:start]) and _TO.search(side.text[end:begin]):
            yield _Change(one, other, side.text[start:after], start)
    years = sorted((start, value) for value, start, _ in numbers.values if YEARS_FROM <= value < YEARS_TO)
    if len(years) != 2 or len(values) != 2 or values[0][0] == values[1][0]:
        return
    places = [values[0][1], years[0][0], values[1][1], years[1][0]]
    if sorted(places) not in (places, [places[1], places[0], places[3], places[2]]) or years[0][1] == years[1][1]:
        return
    old, new = (values[0][0], values[1][0]) if years[0][1] < years[1][1] else (values[1][0], values[0][0])
    yield _Change(old, new, side.text[min(places) : values[1][2]], min(places))


def _values(numbers: Numbers) -> list[tuple[float, int, int]]:
    """Return values and their places in a text, years, dates and durations left out."""
    figures: Sequence[Figure] = numbers.figures
    apart = [(each.start, each.end) for each in figures if each.unit in ("year", "duration")]
    apart += [(each.start, each.end) for each in numbers.dates]
    return [
        each
        for each in sorted(numbers.values, key=lambda value: value[1])
        if not any(start <= each[1] < end for start, end in apart) and not YEARS_FROM <= each[0] < YEARS_TO
    ]
