"""The lines of a page in the order in which a person reads them: columns one after the other, tables row by row."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from indexer.readers.pdf_glyphs import Rules, Segment

MARKER = re.compile(
    r"(?:[•‣◦▪▫■□●○◆◇➢➔➤✓✔✦∙·*–—-]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
"""What stands before an item of a list: a bullet, a number, a letter."""

_LEADERS = re.compile(r"\s*(?:[.·…_]\s?){4,}\s*")
_STEP = 2.0
_PROSE_CHARACTERS = 16
_PROSE_FILL = 0.4

Row = tuple[Segment, ...]


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


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Return segments that stand side by side as rows, from top to bottom, each from left to right."""
    rows: list[list[Segment]] = []
    anchor: Segment | None = None
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        if anchor and segment.baseline - anchor.baseline <= 0.5 * min(segment.size, anchor.size):
            rows[-1].append(segment)
            anchor = max(anchor, segment, key=lambda one: one.size)
        else:
            rows.append([segment])
            anchor = segment
    return [_merged(_unjustified(sorted(row, key=lambda segment: segment.left))) for row in rows]


def _unjustified(row: list[Segment]) -> list[Segment]:
    """Join words that stand equally far apart, as on a line that was stretched to the width of its column."""
    joined = row[:1]
    stretch = 0.0
    for last, segment, following in zip(row, row[1:], [*row[2:], None], strict=False):
        gap = segment.left - last.right
        after = following.left - segment.right if following else -1.0
        even = stretch if stretch and abs(gap - stretch) < 0.06 * gap + 0.2 else 0.0
        if not even and " " not in last.text and " " not in segment.text and abs(gap - after) < 0.06 * gap + 0.2:
            even = gap
        if even and " " not in segment.text and gap < 4 * segment.size and segment.order == last.order + 1:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {segment.text}", right=segment.right)
        else:
            joined.append(segment)
        stretch = even
    return joined


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


def _merged(row: list[Segment]) -> Row:
    """Join a list marker to its text, and segments that stand so close that they are one."""
    merged = [row[0]]
    for segment in row[1:]:
        last = merged[-1]
        gap = segment.left - last.right
        marker = len(merged) == 1 and gap < 5 * segment.size and MARKER.fullmatch(last.text)
        if not (last.row or segment.row) and (marker or gap < 0.9 * segment.size):
            space = "" if gap < 0.12 * segment.size else " "
            longer = last if len(last.text) >= len(segment.text) else segment
            merged[-1] = longer._replace(
                text=last.text + space + segment.text, left=last.left, right=max(last.right, segment.right)
            )
        else:
            merged.append(segment)
    return tuple(merged)


def regions(rows: Sequence[Row], rules: Rules) -> Iterator[list[Line]]:
    """Yield the stretches of a page that are read one after the other, each as its lines."""
    found = _columns(rows, rules) if len(rows) > 3 else None
    if not found:
        lines = list(_lines(rows, rules))
        if lines:
            yield lines
        return
    start, end, middle = found
    if start:
        yield from regions(rows[:start], rules)
    within = [segment for row in rows[start:end] for segment in row]
    yield from regions(rows_of([segment for segment in within if segment.right <= middle]), rules)
    yield from regions(rows_of([segment for segment in within if segment.right > middle]), rules)
    if end < len(rows):
        yield from regions(rows[end:], rules)


def _columns(rows: Sequence[Row], rules: Rules) -> tuple[int, int, float] | None:
    """Return the first and last row (exclusive) between which columns stand side by side, and a height between them."""
    for start, end, middle in _gutters(rows)[:6]:
        if _is_prose(rows[start:end], middle) and not _is_ruled(rows[start:end], middle, rules):
            return _without_title(rows, start, middle), _without_heading(rows, start, end, middle), middle
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


def _without_title(rows: Sequence[Row], start: int, middle: float) -> int:
    """Return the start of the columns, lines above them that stand apart not counted."""
    while True:
        row, below = rows[start], rows[start + 1]
        beside = any(segment.right <= middle for segment in row) and any(segment.right > middle for segment in row)
        apart = below[0].baseline - row[0].baseline > 1.6 * below[0].size or row[0].size > 1.15 * below[0].size
        if beside or not apart:
            return start
        start += 1


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
