"""Running heads, running feet and page numbers: what stands at the same height of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from indexer.readers.pdf_rows import Row

_EDGE_ROWS = 3
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_SAME_HEIGHT = 5.0
_PAGE_NUMBER = re.compile(
    r"\W*(?:p|page|pg|seite|pagina|página|pàgina|strona|strana|stran|sivu|sida|side|lk|psl|lpp|orria|σελίδα)?\W*(\d{1,4})"
    r"(?:\s*(?:/|[^\W\d]{2,3})\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
"""A page's number in a line of its own: "- 7 -", "Page 7 of 9", "7/9"."""

_PRINTED_AT = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4},? \d{1,2}[:.]\d{2}\b")
_ADDRESS = re.compile(r"(?:https?|file)://\S+ \d+/\d+")


class PageRows(NamedTuple):
    """The rows of one page and its height, in points."""

    rows: tuple[Row, ...]
    height: float


class _Place(NamedTuple):
    edge: str
    text: str


def without_margins(pages: Sequence[PageRows], body_size: float) -> list[tuple[Row, ...]]:
    """Return the rows of each page without what recurs at its top and bottom, numbers aside."""
    heights: dict[_Place, list[float]] = defaultdict(list)
    for page in pages:
        for _, place, distance in _edges(page, body_size):
            heights[place].append(distance)
    needed = 2 if len(pages) == 2 else max(3, round(0.1 * len(pages)))
    if len(pages) == 1:
        return [_without_browser_lines(pages[0].rows)]
    offsets = _number_offsets(pages, body_size)
    kept = [_kept(page, number, heights, needed, offsets, body_size) for number, page in enumerate(pages, 1)]
    return kept if any(kept) else [page.rows for page in pages]


def _without_browser_lines(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return a single page's rows without the date and the address that browsers print around web pages."""
    texts = [" ".join(segment.text for segment in row) for row in rows]
    if len(rows) < 3 or not (_PRINTED_AT.match(texts[0]) and _ADDRESS.fullmatch(texts[-1])):
        return rows
    return rows[1:-1]


def _number_offsets(pages: Sequence[PageRows], body_size: float) -> set[int]:
    """Return by how much the numbers printed at the edge of most pages differ from the pages' place in the file."""
    counts: Counter[int] = Counter()
    for number, page in enumerate(pages, 1):
        printed = {value for row in _outermost(page) for value in _outer_numbers(row, body_size)}
        counts.update(value - number for value in printed)
    return {offset for offset, count in counts.items() if count >= max(3, 0.3 * len(pages))}


def _outermost(page: PageRows) -> tuple[Row, ...]:
    return (page.rows[0], page.rows[-1]) if len(page.rows) > 1 else ()


def _outer_numbers(row: Row, body_size: float) -> set[int]:
    """Return the numbers that a row of usual size begins or ends with."""
    text = " ".join(segment.text for segment in row)
    if len(text) > 120 or row[0].size > 1.15 * body_size:
        return set()
    return {int(match) for match in re.findall(r"^\d{1,4}\b|\b\d{1,4}$", text)}


def _edges(page: PageRows, body_size: float) -> list[tuple[int, _Place, float]]:
    """Return the rows near the edges of a page: index, where and what, distance from that edge in points."""
    found = []
    for index, row in enumerate(page.rows):
        last = len(page.rows) - 1 - index
        baseline = row[0].baseline
        text = " ".join(segment.text for segment in row)
        large = row[0].size > 1.15 * body_size
        pattern = text.casefold() if large else _NUMBERS.sub("#", text.casefold())
        if index < _EDGE_ROWS and baseline < 0.2 * page.height:
            found.append((index, _Place("top", pattern), baseline))
        elif last < _EDGE_ROWS and baseline > 0.8 * page.height:
            found.append((index, _Place("bottom", pattern), page.height - baseline))
    return found


def _kept(
    page: PageRows,
    number: int,
    heights: Mapping[_Place, Sequence[float]],
    needed: int,
    offsets: Iterable[int],
    body_size: float,
) -> tuple[Row, ...]:
    dropped = {
        index
        for index, place, distance in _edges(page, body_size)
        if sum(abs(height - distance) <= _SAME_HEIGHT for height in heights[place]) >= needed
    }
    for index in (0, len(page.rows) - 1):
        if len(page.rows) > 1 and _has_number(page.rows[index], number, offsets, body_size):
            dropped.add(index)
    # What recurs below a line of the page's own, such as a label or the beginning of a form, is no running head.
    first = next((index for index in range(len(page.rows)) if index not in dropped), len(page.rows))
    last = next((index for index in reversed(range(len(page.rows))) if index not in dropped), -1)
    return page.rows[first : last + 1]


def _has_number(row: Row, number: int, offsets: Iterable[int], body_size: float) -> bool:
    """Whether a row at the edge of a page is its number, or begins or ends with it as on most other pages."""
    numbers = _outer_numbers(row, body_size)
    return _is_number(row, number) or any(number + offset in numbers for offset in offsets)


def _is_number(row: Row, number: int) -> bool:
    """Whether a row holds nothing but the number of its page, counted from 1."""
    match = _PAGE_NUMBER.fullmatch(" ".join(segment.text for segment in row))
    return match is not None and int(match[1]) == number
