"""The lines drawn on a PDF page, and the tables that stand between them."""

from collections.abc import Iterator, Sequence
from ctypes import c_float
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf_glyphs import Rule, Rules, Segment

_MOST_DRAWN = 3000
_FARTHEST = 20_000.0  # points; PDF allows 14,400
_MOST_GRID_LINES = 400
_MOST_SEGMENTS = 4000  # A page with more is a map or a drawing.


def rules_of(page: pypdfium2.PdfPage, top: float) -> Rules:
    """Return the lines drawn on a page, and the edges of boxes; heights are counted from `top`, as in `PageText`."""
    raw = page.raw
    left, bottom, right, upper = c_float(), c_float(), c_float(), c_float()
    along: list[Rule] = []
    down: list[Rule] = []
    drawn = 0
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        thing = pdfium.FPDFPage_GetObject(raw, index)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        drawn += 1
        if drawn > _MOST_DRAWN:
            return Rules()
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, upper):
            continue
        width, height = right.value - left.value, upper.value - bottom.value
        low, high = -upper.value - top, -bottom.value - top
        if not all(-_FARTHEST < place < _FARTHEST for place in (left.value, right.value, low, high)):
            continue
        if width > 10:
            along += [Rule(left.value, right.value, place) for place in ({low} if height < 4 else {low, high})]
        if height > 6:
            down += [Rule(low, high, place) for place in ({left.value} if width < 4 else {left.value, right.value})]
    return Rules(tuple(_merged(along)), tuple(_merged(down)))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Join lines that continue each other, as the borders of neighbouring cells do."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.place / 2), rule.start)):
        last = merged[-1] if merged else None
        if last and abs(last.place - rule.place) < 2.5 and rule.start <= last.end + 3:
            merged[-1] = Rule(last.start, max(rule.end, last.end), last.place)
        else:
            merged.append(rule)
    return merged


def with_tables(segments: Sequence[Segment], rules: Rules) -> list[Segment]:
    """Return the segments with those between the lines of a table replaced by one segment for each of its rows.

    A row's text has a tab between its cells, and a line break where a line ends within a cell.
    """
    if len(segments) > _MOST_SEGMENTS:
        return list(segments)
    left_over = list(segments)
    tables: list[Segment] = []
    for along in _grids(left_over, rules):
        inside = [segment for segment in left_over if _is_inside(segment, along)]
        drawn = _columns(along, rules)
        columns = drawn or _free_strips(inside)
        parts = _between(inside, along) if drawn else _rows_between(inside, along, columns)
        rows = _without_empty_columns([_row(part, columns) for part in parts])
        # A box around running text is no table, and neither is a chart.
        if columns and sum("\t" in row.text for row in rows) >= 2 and max(row.text.count("\n") for row in rows) < 40:
            taken = {segment.order for segment in inside}
            left_over = [segment for segment in left_over if segment.order not in taken]
            tables += rows
    return left_over + tables


def _grids(segments: Sequence[Segment], rules: Rules) -> Iterator[list[Rule]]:
    """Yield the sets of lines along the page that bound the rows of a table.

    They are of one length, and lines down the page or strips without text go through from one to the next.
    """
    if len(rules.along) > _MOST_GRID_LINES or len(rules.down) > _MOST_GRID_LINES:
        return
    left_over = sorted(rules.along, key=lambda rule: rule.place)
    while len(left_over) >= 3:
        first = left_over[0]
        alike = [rule for rule in left_over if abs(rule.start - first.start) < 6 and abs(rule.end - first.end) < 6]
        left_over = [rule for rule in left_over if rule not in alike]
        run, inside = [first], list[Segment]()
        for rule in alike[1:]:
            above = run[-1].place
            band = [segment for segment in segments if _is_inside(segment, (run[-1], rule))]
            joined = any(down.start - 3 <= above and rule.place <= down.end + 3 for down in rules.down)
            if joined or (band and _free_strips([*inside, *band])):
                run.append(rule)
                inside += band
            else:
                if len(run) >= 3:
                    yield run
                run, inside = [rule], []
        if len(run) >= 3:
            yield run


def _columns(along: Sequence[Rule], rules: Rules) -> list[float]:
    """Return the places of the lines drawn between the columns of a table."""
    top, bottom = along[0].place, along[-1].place
    places = sorted(
        down.place
        for down in rules.down
        if along[0].start + 8 < down.place < along[0].end - 8 and min(down.end, bottom) - max(down.start, top) > 8
    )
    return [place for last, place in pairwise([-9.0, *places]) if place - last > 4]


def _free_strips(segments: Sequence[Segment]) -> list[float]:
    """Return the middles of the strips that no segment touches, from the top of a table to its bottom."""
    strips: list[float] = []
    reached: float | None = None
    for segment in sorted(segments, key=lambda segment: segment.left):
        if reached is not None and segment.left - reached > 3:
            strips.append((segment.left + reached) / 2)
        reached = segment.right if reached is None else max(reached, segment.right)
    return strips


def _rows_between(segments: Sequence[Segment], along: Sequence[Rule], columns: list[float]) -> Iterator[list[Segment]]:
    """Yield the rows of a table that has no lines down: a line may bound one row, or a head from all the rows."""
    for part in _between(segments, along):
        lines = _lines(part)
        begun = [line for line in lines if columns and min(one.left for one in line) < columns[0]]
        if len(along) <= 4 and len(begun) >= 3 and len(begun) > 0.7 * len(lines):
            yield from lines
        else:
            yield part


def _is_inside(segment: Segment, along: Sequence[Rule]) -> bool:
    middle = (segment.left + segment.right) / 2
    height = segment.baseline - 0.3 * segment.size
    return along[0].start < middle < along[0].end and along[0].place < height < along[-1].place


def _between(segments: Sequence[Segment], along: Sequence[Rule]) -> Iterator[list[Segment]]:
    for above, below in pairwise(along):
        part = [one for one in segments if above.place <= one.baseline - 0.3 * one.size < below.place]
        if part:
            yield part


def _row(segments: Sequence[Segment], columns: Sequence[float]) -> Segment:
    cells: list[list[Segment]] = [[] for _ in range(len(columns) + 1)]
    for segment in segments:
        cells[sum((segment.left + segment.right) / 2 > place for place in columns)].append(segment)
    largest = max(segments, key=lambda segment: len(segment.text))
    return largest._replace(
        text="\t".join(_cell(cell) for cell in cells),
        left=min(segment.left for segment in segments),
        right=max(segment.right for segment in segments),
        baseline=max(segment.baseline for segment in segments),
        bold=all(segment.bold for segment in segments),
        row=True,
    )


def _without_empty_columns(rows: Sequence[Segment]) -> list[Segment]:
    """Leave out the columns in which no row has text: two lines may be drawn where a reader sees one."""
    cells = [row.text.split("\t") for row in rows]
    filled = [
        index
        for index in range(max(map(len, cells), default=0))
        if any(index < len(row) and row[index] for row in cells)
    ]
    return [
        row._replace(text="\t".join(texts[index] if index < len(texts) else "" for index in filled).rstrip("\t"))
        for row, texts in zip(rows, cells, strict=True)
    ]


def _cell(segments: Sequence[Segment]) -> str:
    """Return the text of a cell, its lines from top to bottom."""
    return "\n".join(" ".join(one.text for one in line) for line in _lines(segments))


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.baseline):
        if lines and segment.baseline - lines[-1][0].baseline < 0.5 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda one: one.left) for line in lines]
