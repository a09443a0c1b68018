"""Finds a quote among the characters of a page, whatever was cleaned, joined or put in another order since."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

_AROUND = 60
_LEAST_BLOCK = 8
_LEAST_SHARE = 0.7
_MOST_OCCURRENCES = 200


class Rectangle(NamedTuple):
    """A place on a page, as fractions of its width and height from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PageOrder(BaseModel):
    """Which page to draw, from 1, and which spans of the text that was read from it to find there.

    `zoom` multiplies the resolution, as far as the bounds allow.
    """

    model_config = ConfigDict(frozen=True)

    number: int = Field(ge=1)
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    zoom: float = Field(default=1.0, ge=0.1, le=4.0)


class PageFacts(BaseModel):
    """What is known of a page's picture: its type, size in pixels, and how many pages the file has.

    `places` are the rectangles of each span, in the order of the spans, none for one that was not found; `shares` say
    which part of each span's letters were found.
    """

    model_config = ConfigDict(frozen=True)

    mime: str
    width: int
    height: int
    pages: int
    places: tuple[tuple[Rectangle, ...], ...] = ()
    shares: tuple[float, ...] = ()


class Letters(NamedTuple):
    """The letters and digits of a text, nothing else, and for each of them where in that text it stands."""

    text: str
    places: tuple[int, ...]


class Found(NamedTuple):
    """Where a quote stands: stretches of letters (first, last), and which share of the quote's letters they hold."""

    runs: tuple[tuple[int, int], ...]
    share: float


def letters_of(characters: Iterable[str]) -> Letters:
    """Return the letters of a text, or of the characters of a page, each of which may stand for several letters.

    Spaces, hyphens, punctuation and accents are left out, and ligatures are taken apart: those are what a page and
    the text that was read from it write differently.
    """
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(characters):
        letters = _letters(character)
        kept.append(letters)
        places.extend([place] * len(letters))
    return Letters("".join(kept), tuple(places))


def find(text: str, start: int, end: int, page: Letters) -> Found:
    """Return where `text[start:end]` stands among the letters of a page; `text` is what was read from that page.

    Where the same words stand there more than once, what is around them decides.
    """
    quote = letters_of(text[start:end]).text
    if not quote:
        return Found((), 0.0)
    before = letters_of(text[max(start - 3 * _AROUND, 0) : start]).text[-_AROUND:]
    after = letters_of(text[end : end + 3 * _AROUND]).text[:_AROUND]
    places = [match.start() for _, match in zip(range(_MOST_OCCURRENCES), _all(quote, page.text), strict=False)]
    if places:
        place = max(places, key=lambda each: _likeness(page.text, each, each + len(quote), before, after))
        return Found(((place, place + len(quote) - 1),), 1.0)
    found = _found(_blocks(quote, page.text), quote)
    return found if found.runs else _found(_cells(text[start:end], page.text), quote)


def _all(quote: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(f"(?={re.escape(quote)})", text)


def _likeness(page: str, start: int, end: int, before: str, after: str) -> int:
    """Return how many letters around a stretch of a page are those that are expected there."""
    preceding = page[max(start - len(before), 0) : start]
    same_before = _same(zip(reversed(preceding), reversed(before), strict=False))
    return same_before + _same(zip(page[end : end + len(after)], after, strict=False))


def _same(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _found(runs: Iterable[tuple[int, int]], quote: str) -> Found:
    kept = tuple(runs)
    share = sum(last - first + 1 for first, last in kept) / len(quote)
    return Found(kept if share >= _LEAST_SHARE else (), share)


def _cells(quoted: str, page: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a table's row stand, or the lines of a label, each nearest to the one before it."""
    last = 0
    for cell in re.split(r"[\t\n]", quoted):
        letters = letters_of(cell).text
        places = [match.start() for _, match in zip(range(_MOST_OCCURRENCES), _all(letters, page), strict=False)]
        if letters and places:
            place = min(places, key=lambda each: abs(each - last))
            last = place + len(letters)
            yield place, last - 1


def _blocks(quote: str, page: str) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches of a quote that stand on a page, in the quote's order, nearest to one another."""
    position, last = 0, 0
    while len(quote) - position >= _LEAST_BLOCK:
        if quote[position : position + _LEAST_BLOCK] not in page:
            position += 1
            continue
        length = _longest(quote, position, page)
        block = quote[position : position + length]
        place = page.find(block, last)
        if place < 0:
            place = page.find(block)
        yield place, place + length - 1
        position, last = position + length, place + length


def _longest(quote: str, position: int, page: str) -> int:
    """Return how many letters from a position on stand on a page in one stretch; at least one block does."""
    known, too_long = _LEAST_BLOCK, len(quote) - position + 1
    while too_long - known > 1:
        middle = (known + too_long) // 2
        if quote[position : position + middle] in page:
            known = middle
        else:
            too_long = middle
    return known


@lru_cache(maxsize=4096)
def _letters(character: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", character) if each.isalnum())


def pieces(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the parts of spans that lie between two offsets, counted from the first of these."""
    cut = ((max(first, start) - start, min(last, end) - start) for first, last in spans)
    return tuple((first, last) for first, last in cut if first < last)
