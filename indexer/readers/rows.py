"""Writes tables as text that can be quoted: one line a row, each value beside its column's name."""

import re
from collections.abc import Sequence

from indexer.readers.cleaning import clean_line, shows_something

_NUMBER = re.compile(r"[\d\s.,%€$£+\-–/:]+")


def row_lines(rows: Sequence[Sequence[str]], has_header: bool | None = None) -> list[str]:
    """Return a line for each row: 'Header: value; Header: value.' where the first row names the columns, else 'a | b'.

    `has_header` says whether it does, where the file knows; otherwise it is judged by the first row.
    """
    cleaned = [[clean_line(cell) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(cell for cell in row)]
    if not cleaned:
        return []
    if has_header is None:
        has_header = looks_like_header(cleaned[0]) and len(cleaned) > 1
    if not has_header:
        return [" | ".join(_without_repeats(row)) for row in cleaned]
    return [line for row in cleaned[1:] if (line := labelled_line(cleaned[0], row))]


def labelled_line(header: Sequence[str], row: Sequence[str]) -> str:
    """Return 'Header: value; Header: value.' for the cells that hold something."""
    pairs = []
    for number, cell in enumerate(row):
        name = header[number] if number < len(header) else ""
        if cell:
            pairs.append(f"{name}: {cell}" if name and name != cell else cell)
    line = "; ".join(pairs)
    return line if not line or line.endswith((".", "!", "?")) else f"{line}."


def looks_like_header(row: Sequence[str]) -> bool:
    """Return whether a row names columns: at least two different short names, none of them a number."""
    names = [cell for cell in row if cell]
    if len(names) < 2 or len(names) < len(row) / 2 or len(set(names)) < len(names):
        return False
    # One column in ten may explain itself at length.
    long = sum(len(name) > 100 for name in names)
    return 10 * long <= len(names) and all(shows_something(name) and not _NUMBER.fullmatch(name) for name in names)


def _without_repeats(row: Sequence[str]) -> list[str]:
    """Cells merged in the file come back once for each column that they span."""
    return [cell for number, cell in enumerate(row) if cell and (number == 0 or cell != row[number - 1])]
