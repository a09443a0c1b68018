"""Columns of running text that stand side by side on a PDF page, told from the columns of a table."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from indexer.readers.pdf_glyphs import Rules
from indexer.readers.pdf_rows import Row, rows_of

_STEP = 2.0
_PROSE_CHARACTERS = 16
_PROSE_FILL = 0.4
_MOST_SEGMENTS = 4000  # A page with more is a map or a drawing.


def columns_in(rows: Sequence[Row], rules: Rules) -> tuple[int, int, float] | None:
    """Return the first and last row (exclusive) between which columns stand side by side, and a place between them."""
    if sum(map(len, rows)) > _MOST_SEGMENTS:
        return None
    for start, end, middle in _gutters(rows)[:6]:
        if _is_prose(rows[start:end], middle) and not _is_ruled(rows[start:end], middle, rules):
            end = _without_heading(rows, start, end, middle)
            return _without_title(rows, start, end, middle), end, middle
    return None


def _gutters(rows: Sequence[Row]) -> list[tuple[int, int, float]]:
    """Return the runs of rows that leave a strip of paper free, those with most text on both sides first."""
    left = min(row[0].left for row in rows)
    right = max(segment.right for row in rows for segment in row)
    sizes = sorted(row[0].size for row in rows)
    margin = max(6.0, 0.8 * sizes[len(sizes) // 2]) / 2
    spans = [[(segment.left - margin, segment.right + margin) for segment in row] for row in rows]
    runs: dict[tuple[int, int], tuple[int, list[float]]] = {}
    steps = int((right - left) / _STEP) + 2
    blocked = [0] * (steps + 1)
    for row in spans:
        for low, high in row:
            blocked[max(int((low - left) / _STEP) + 1, 0)] += 1
            blocked[min(max(int((high - left) / _STEP) + 1, 0), steps)] -= 1
    free = [len(rows) - count for count in accumulate(blocked)]
    for step in range(int(0.12 * (right - left) / _STEP), int(0.88 * (right - left) / _STEP)):
        if free[step] < 4:
            continue
        x = left + step * _STEP
        start = before = after = 0
        for index, row in enumerate([*spans, [(x - 1, x + 1)]]):
            if any(low < x < high for low, high in row):
                if min(before, after) >= 3:
                    runs.setdefault((start, index), (min(before, after), []))[1].append(x)
                start, before, after = index + 1, 0, 0
            else:
                before += row[0][1] <= x
                after += row[-1][0] >= x
    ranked = sorted(runs.items(), key=lambda run: (-run[1][0], run[0]))
    return [(start, end, middle[len(middle) // 2]) for (start, end), (_, middle) in ranked]


def _is_prose(rows: Sequence[Row], middle: float) -> bool:
    """Whether both sides of a gutter read as running text of their own, and not as the cells of a table."""
    segments = [segment for row in rows for segment in row]
    sides = [
        [segment for segment in segments if segment.right <= middle],
        [segment for segment in segments if segment.right > middle],
    ]
    for side in sides:
        longest = [max(line, key=lambda segment: len(segment.text)) for line in rows_of(side)]
        widths = sorted(segment.right - segment.left for segment in longest)
        wide = 0.55 * widths[int(0.9 * (len(widths) - 1))]
        characters = sorted(len(segment.text) for segment in longest)[len(longest) // 2]
        if characters < _PROSE_CHARACTERS or sum(width >= wide for width in widths) < _PROSE_FILL * len(widths):
            return False
    in_file = sorted(segments, key=lambda segment: segment.order)
    switches = sum((one.right <= middle) != (other.right <= middle) for one, other in pairwise(in_file))
    if switches <= 3:
        return True
    lines_beside = min(len(rows_of(side)) for side in sides)
    return switches >= 1.6 * lines_beside and lines_beside >= 8


def _is_ruled(rows: Sequence[Row], middle: float, rules: Rules) -> bool:
    top, bottom = rows[0][0].baseline, rows[-1][0].baseline
    crossing = sum(
        rule.start < middle - 4 and rule.end > middle + 4 and top < rule.place < bottom for rule in rules.along
    )
    return crossing >= 2


def _without_title(rows: Sequence[Row], start: int, end: int, middle: float) -> int:
    """Return the start of the columns, lines above them that stand apart not counted."""
    first = start
    while start + 6 < end and start - first < 6:
        row, below = rows[start], rows[start + 1]
        beside = any(segment.right <= middle for segment in row) and any(segment.right > middle for segment in row)
        apart = below[0].baseline - row[0].baseline > 1.6 * below[0].size or row[0].size > 1.15 * below[0].size
        if beside or not apart:
            return start
        start += 1
    return first


def _without_heading(rows: Sequence[Row], start: int, end: int, middle: float) -> int:
    """Return the end of the columns, a heading that belongs to the full-width text below them not counted."""
    if end == len(rows):
        return end
    first = end
    while first > start + 3 and end - first < 2 and all(segment.right <= middle for segment in rows[first - 1]):
        first -= 1
        gap = rows[first][0].baseline - rows[first - 1][0].baseline
        if gap > 1.6 * rows[first][0].size:
            return first
    return end
