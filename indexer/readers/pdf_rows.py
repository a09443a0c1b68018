"""Segments that stand side by side on a PDF page, put together as rows."""

import re
from collections.abc import Sequence

from indexer.readers.pdf_glyphs import Segment

MARKER = re.compile(
    r"(?:[•‣◦▪▫■□●○◆◇➢➔➤✓✔✦∙·*–—-]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
"""What stands before an item of a list: a bullet, a number, a letter."""

Row = tuple[Segment, ...]


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
            joined[-1] = joined[-1]._replace(
                text=f"{joined[-1].text} {segment.text}", right=segment.right, order=segment.order
            )
        else:
            joined.append(segment)
        stretch = even
    return joined


def _merged(row: list[Segment]) -> Row:
    """Join a list marker to its text, and segments that stand so close that they are one."""
    merged = [row[0]]
    for segment in row[1:]:
        last = merged[-1]
        gap = segment.left - last.right
        marker = len(merged) == 1 and gap < 5 * segment.size and MARKER.fullmatch(last.text)
        # What follows soon in the file too may be a wide space; what does not may be the next column.
        near = gap < (0.9 if abs(segment.order - last.order) < 8 else 0.5) * segment.size
        if not (last.row or segment.row) and (marker or near):
            space = "" if gap < 0.12 * segment.size else " "
            longer = last if len(last.text) >= len(segment.text) else segment
            text = last.text + space + segment.text
            right = max(last.right, segment.right)
            merged[-1] = longer._replace(text=text, left=last.left, right=right, order=segment.order)
        else:
            merged.append(segment)
    return tuple(merged)
