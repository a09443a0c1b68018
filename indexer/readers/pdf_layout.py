"""The lines of a page in the order in which a person reads them: columns one after the other, tables row by row."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.readers.pdf_columns import columns_in
from indexer.readers.pdf_glyphs import Rules, Segment
from indexer.readers.pdf_rows import Row, rows_of

_LEADERS = re.compile(r"\s*(?:[.·…_]\s?){4,}\s*")


class Line(NamedTuple):
    """One line of text, or one row of a table with a tab between its cells.

    A line break within `text` is a line's end within a cell; it remains to be joined.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    row: bool = False


def regions(rows: Sequence[Row], rules: Rules) -> Iterator[list[Line]]:
    """Yield the stretches of a page that are read one after the other, each as its lines."""
    if not rows:
        return
    found = columns_in(rows, rules) if len(rows) > 3 else None
    if not found:
        yield list(_lines(rows, rules))
        return
    start, end, middle = found
    if start:
        yield from regions(rows[:start], rules)
    within = [segment for row in rows[start:end] for segment in row]
    yield from regions(rows_of([segment for segment in within if segment.right <= middle]), rules)
    yield from regions(rows_of([segment for segment in within if segment.right > middle]), rules)
    if end < len(rows):
        yield from regions(rows[end:], rules)


def _flush(rows: Sequence[Row]) -> list[Row]:
    """Join the two words of a line that was stretched, where most lines reach both edges of their column."""
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    full = [row[0].left - left < 0.25 * (right - left) and right - row[-1].right < 1.5 for row in rows]
    if sum(full) < max(3, 0.4 * len(rows)):
        return list(rows)
    return [
        (row[0]._replace(text=f"{row[0].text} {row[1].text}", right=row[1].right),)
        if is_full and len(row) == 2 and len(row[0].text.split()) * len(row[1].text.split()) == 1
        else row
        for row, is_full in zip(rows, full, strict=True)
    ]


def _lines(rows: Sequence[Row], rules: Rules) -> Iterator[Line]:
    rows = _flush(rows)
    index = 0
    while index < len(rows):
        gutters, end = _table(rows, index)
        if end - index > 1:
            yield from _table_rows(rows[index:end], gutters, rules)
            index = end
        else:
            yield _line(rows[index])
            index += 1


def _line(row: Row) -> Line:
    parts = [row[0].text]
    for last, segment in pairwise(row):
        parts += ["\t" if segment.left - last.right > 2.5 * segment.size else " ", segment.text]
    text = _LEADERS.sub("\t", "".join(parts)).strip(" ")
    longest = max(row, key=lambda segment: len(segment.text))
    return Line(
        text,
        row[0].left,
        row[-1].right,
        longest.baseline,
        longest.size,
        all(segment.bold for segment in row),
        "\t" in text,
    )


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(last.right, segment.left) for last, segment in pairwise(row)]


def _table(rows: Sequence[Row], start: int) -> tuple[list[tuple[float, float]], int]:
    """Return the gaps between the columns of a table that starts at a row, and where it ends; no table: end = start."""
    gutters = _gaps(rows[start])
    end, several = start, 0
    for index in range(start, len(rows)):
        row = rows[index]
        if index > start and row[0].baseline - rows[index - 1][0].baseline > 4 * row[0].size:
            break
        if len(row) > 1:
            kept = _shared(gutters, _gaps(row), row)
            if not kept:
                break
            gutters, several, end = kept, several + 1, index + 1
        elif any(row[0].left < right and row[0].right > left for left, right in gutters) or index == start:
            break
        elif row[0].left > gutters[0][0]:
            if row[0].baseline - rows[index - 1][0].baseline > 1.6 * row[0].size:
                break
            end = index + 1
        elif row[0].baseline - rows[index - 1][0].baseline > 1.3 * row[0].size:
            break  # A line in the first column alone may end a label, or be the text below the table.
    return (gutters, end) if several > 1 or end - start > 2 else (gutters, start)


def _shared(gutters: list[tuple[float, float]], gaps: list[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """Return what remains of the gutters beside a further row, and the new ones that it shows."""
    shared = [
        (max(left, low), min(right, high))
        for left, right in gutters
        for low, high in gaps
        if min(right, high) - max(left, low) > 2
    ]
    outside = [(left, right) for left, right in gutters if left > row[-1].right or right < row[0].left]
    return sorted({*shared, *outside}) if shared else []


def _table_rows(rows: Sequence[Row], gutters: list[tuple[float, float]], rules: Rules) -> Iterator[Line]:
    for group in _grouped(rows, gutters, rules):
        cells: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
        for row in group:
            parts: dict[int, list[str]] = {}
            for segment in row:
                parts.setdefault(_column(segment, gutters), []).append(segment.text)
            for column, texts in parts.items():
                cells[column].append(" ".join(texts))
        text = _LEADERS.sub("\t", "\t".join("\n".join(cell) for cell in cells)).rstrip("\t")
        first = group[0][0]
        right = max(segment.right for row in group for segment in row)
        bold = all(segment.bold for row in group for segment in row)
        yield Line(text, first.left, right, group[-1][0].baseline, first.size, bold, True)


def _column(segment: Segment, gutters: list[tuple[float, float]]) -> int:
    return sum((left + right) / 2 < segment.left for left, right in gutters)


def _grouped(rows: Sequence[Row], gutters: list[tuple[float, float]], rules: Rules) -> Iterator[list[Row]]:
    """Yield the lines that make up one row of a table: between two drawn lines, or until the first column goes on."""
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    top, bottom = rows[0][0].baseline, rows[-1][0].baseline
    wide = 0.6 * (right - left)
    between = [
        rule.place
        for rule in rules.along
        if min(rule.end, right) - max(rule.start, left) > wide and top < rule.place < bottom
    ]
    starts = sum(row[0].left < gutters[0][0] for row in rows)
    ruled = len(between) >= 2 and len(between) >= 0.3 * starts
    pitches = [row[0].baseline - above[0].baseline for above, row in pairwise(rows)]
    tight = (min(pitches) + max(pitches)) / 2 if max(pitches) > 1.25 * min(pitches) else 0.0
    group = [rows[0]]
    for row in rows[1:]:
        last = group[-1][0].baseline
        distance = row[0].baseline - last
        if ruled:
            goes_on = not any(last < y < row[0].baseline for y in between)
        elif row[0].left > gutters[0][0]:
            goes_on = distance < 1.6 * row[0].size
        else:
            goes_on = distance < min(tight, 1.35 * row[0].size) and _is_wrapped(group[-1], row, rows, gutters)
        if goes_on:
            group.append(row)
        else:
            yield group
            group = [row]
    yield group


def _is_wrapped(above: Row, row: Row, rows: Sequence[Row], gutters: list[tuple[float, float]]) -> bool:
    """Whether each cell of a line goes on with a cell of the line above it, which had no room for its first word."""
    for segment in row:
        column = _column(segment, gutters)
        upper = [one for one in above if _column(one, gutters) == column]
        edge = max(one.right for line in rows for one in line if _column(one, gutters) == column)
        word = len(segment.text.split(" ")[0]) * 0.45 * segment.size
        if not upper or upper[-1].right + word < edge or segment.text[0].isdigit():
            return False
    return True
