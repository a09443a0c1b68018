"""Gives the rows of CSV files and of workbooks, as text, one at a time."""

import contextlib
import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple

from indexer.drafts import ReadingLimits
from indexer.readers.archives import check_archive
from indexer.readers.decoding import encoding_of, repair
from indexer.readers.failures import failure

Row = list[str]
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 1_000_000
_MOST_LINES_IN_CELL = 2000
_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}


class Sheet(NamedTuple):
    """A sheet of a workbook, or a whole CSV file, whose name is None. `rows` can be gone through once."""

    name: str | None
    rows: Iterator[Row]


@contextlib.contextmanager
def open_sheets(path: Path, limits: ReadingLimits) -> Iterator[Iterator[Sheet]]:
    """Give the sheets of a CSV file or a workbook, one after another; raises `ReadingError` where it is damaged."""
    with open(path, "rb") as file:
        is_workbook = file.read(2) == b"PK"
    if not is_workbook:
        yield iter([Sheet(None, _csv_rows(path))])
        return
    # Given a path, openpyxl would refuse a workbook for its name alone.
    with open(path, "rb") as file:
        yield from _open_workbook(path, file, limits)


def _open_workbook(path: Path, file: BinaryIO, limits: ReadingLimits) -> Iterator[Iterator[Sheet]]:
    check_archive(path, limits, share=0.5)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile):
        raise failure(path, "damaged", "the workbook is damaged or incomplete. Open and save it again.") from None
    try:
        yield (
            Sheet(sheet.title, _sheet_rows(sheet)) for sheet in workbook.worksheets if sheet.sheet_state == "visible"
        )
    finally:
        workbook.close()


def first_row(path: Path) -> Row:
    """Return the first row that holds something, of a file that may be large; an empty one where there is none."""
    with open_sheets(path, ReadingLimits()) as sheets:
        for sheet in itertools.islice(sheets, 3):
            for row in itertools.islice(sheet.rows, 20):
                if any(cell.strip() for cell in row):
                    return row
    return []


def delimiter_of(text: str) -> str:
    """Return the character between a CSV file's cells, judged by its beginning; a comma if nothing speaks for any."""
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in itertools.islice(csv.reader(io.StringIO(text), delimiter=delimiter), 40) if row]
        except csv.Error:
            continue
        # The last row may be cut off, and quotes that belong to another delimiter make nonsense rows.
        widths = [len(row) for row in (rows[:-1] if len(rows) > 2 else rows)]
        if not widths:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width), width))
        score = widths.count(common) / len(widths) * (common > 1) + min(common, 100) / 1000
        if common > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _csv_rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    with open(path, "rb") as file:
        beginning = file.read(256 * 1024)
    encoding = encoding_of(beginning, path)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = beginning.decode(encoding, errors)
    lines = text.lstrip().split("\n", 1)
    declared = lines[0].strip().casefold() if lines else ""
    with open(path, encoding=encoding, errors=errors, newline="") as stream:
        if declared.startswith("sep=") and len(declared) == 5:
            stream.readline()
            delimiter = declared[-1]
        else:
            delimiter = delimiter_of(text[:60_000])
        reader = csv.reader(stream, delimiter=delimiter)
        try:
            for row in reader:
                if any(cell.count("\n") > _MOST_LINES_IN_CELL for cell in row if len(cell) > _MOST_LINES_IN_CELL):
                    raise csv.Error
                yield [repair(cell).lstrip("\ufeff") for cell in row]
        except csv.Error:
            raise failure(
                path,
                "damaged",
                f"near line {reader.line_num} a cell never ends: a quotation mark is missing. Correct it.",
            ) from None


def _sheet_rows(sheet: object) -> Iterator[Row]:
    # Sheets may claim a million columns: without the claim only what is there is read.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        yield [_cell_text(cell.value, cell) for cell in row]


def _cell_text(value: object, cell: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        # Looking a format up is slow, and larger numbers are no percentages.
        return str(value) if isinstance(value, int) and value > 10 else _number_text(value, cell)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    text = str(value)
    return "" if text in _ERRORS else text


def _number_text(value: int | float, cell: object) -> str:
    if "%" in str(getattr(cell, "number_format", "")):
        return f"{round(value * 100, 2):g} %"
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.10g}"
