"""Tables as CSV that spreadsheets open as UTF-8, and in which no cell can act as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8 with a byte order mark, every cell harmless."""
    written = StringIO(newline="")
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """Return a cell that is no formula: an apostrophe before it makes it text (as OWASP advises)."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
