"""A comparison of practices as a workbook: the table on one sheet, its sources on another; every cell is text."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.exporting.comparison import cell_text, lines_of, sources_of
from assistant.exporting.thread import Says, fit, line_of
from assistant.practices.sidebyside import Comparison
from corpus.vocabulary import Vocabulary

_MOST_CHARACTERS = 32_767
_LONGEST_SHEET = 31
_FONT = "Calibri"
# In characters: what a landscape page of A4 shows in letters that can be read is shared among the practices.
_FIRST_WIDTH, _LAST_WIDTH, _SHARED_WIDTH, _NARROWEST, _WIDEST = 18, 14, 132, 24, 46
_SOURCE_WIDTHS = (6, 30, 62, 34, 24, 24)
_LETTERS, _LINE_HEIGHT, _HIGHEST = 1.1, 13.5, 409
_LINE = Side(style="thin", color="C3CED3")
_HEAD = PatternFill("solid", start_color="0F6B73")
_SOFT = PatternFill("solid", start_color="EFF4F5")


def comparison_xlsx(comparison: Comparison, names: Vocabulary, say: Says, base: str = "") -> bytes:
    """Return a comparison as the bytes of an XLSX file. `base` is the page's address, and makes lasting links.

    What a document says is written as text, so that none of it is ever a formula. The file says nothing of who made it.
    """
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.title = say("compare_title")
    book.properties.created = book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    table = book.active
    assert isinstance(table, Worksheet)
    table.title = _sheet_name(say("compare_title"))
    _table(table, comparison, names, say)
    _sources(book.create_sheet(_sheet_name(say("sources"))), comparison, names, say, base)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _table(sheet: Worksheet, comparison: Comparison, names: Vocabulary, say: Says) -> None:
    titles = [line_of(column.title) for column in comparison.practices]
    _row(sheet, [say("dimension"), *titles, say("agreement")], head=True)
    for line in lines_of(comparison, names, say):
        cells = _row(sheet, [line.label, *(cell_text(cell, say) for cell in line.cells), line.agreement])
        cells[0].font, cells[0].fill = _font(bold=True), _SOFT
        for cell, said in zip(cells[1:], line.cells, strict=False):
            if not said.stated:
                cell.font = _font(italic=True, color="4C5A61")
    width = min(max(_SHARED_WIDTH / max(len(titles), 1), _NARROWEST), _WIDEST)
    _lay_out(sheet, [_FIRST_WIDTH, *(width for _ in titles), _LAST_WIDTH], "B2")


def _sources(sheet: Worksheet, comparison: Comparison, names: Vocabulary, say: Says, base: str) -> None:
    heads = ("column_title", "quote", "place", "lasting_link", "field_web")
    _row(sheet, ["#", *map(say, heads)], head=True)
    quotes = {each.number: each.quote for each in comparison.citations}
    for each in sources_of(comparison, names, say, base):
        link = say("export_open") if each.link else ""
        written = [f"[{each.number}]", each.title, quotes[each.number], each.facts, link, each.url or ""]
        cells = _row(sheet, written)
        for cell, address in ((cells[4], each.link), (cells[5], each.url)):
            if address:
                shown = str(cell.value)
                cell.hyperlink, cell.font = address, _font(color="0B5C77", underline="single")
                _write(cell, shown)
    _lay_out(sheet, _SOURCE_WIDTHS, "A2")


def _row(sheet: Worksheet, values: Iterable[str], *, head: bool = False) -> list[Cell]:
    number = sheet.max_row + (1 if sheet["A1"].value is not None else 0)
    cells = []
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)
        _write(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=_LINE)
        cell.font = _font(bold=True, color="FFFFFF") if head else _font()
        if head:
            cell.fill = _HEAD
        cells.append(cell)
    return cells


def _write(cell: Cell, value: str) -> None:
    """Write text as text, whatever it begins with; a spreadsheet that imports it again is told so, too."""
    shown = fit(value).replace("\r\n", "\n").replace("\r", "\n")
    cell.value = shown if len(shown) <= _MOST_CHARACTERS else f"{shown[: _MOST_CHARACTERS - 1]}…"
    cell.data_type = "s"
    cell.quotePrefix = True


def _font(**more: Any) -> Font:
    return Font(name=_FONT, size=10, **more)


def _lay_out(sheet: Worksheet, widths: Sequence[float], freeze: str) -> None:
    """Set how wide columns and how high rows are, and how the sheet is printed: across one page, with its heading.

    Programs that open the file do not all work out how high a row of several lines must be.
    """
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(sheet.iter_rows(max_col=len(widths)), start=1):
        lines = max(_lines(str(cell.value or ""), width) for cell, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT + 3, _HIGHEST)
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.75, footer=0.35)
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = "&P / &N"


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many digits, than which letters are narrower."""
    return sum(max(1, len(wrap(line, max(int(width * _LETTERS), 1)))) for line in text.split("\n"))


def _sheet_name(name: str) -> str:
    return "".join(each for each in name if each not in "[]:*?/\\")[:_LONGEST_SHEET]
