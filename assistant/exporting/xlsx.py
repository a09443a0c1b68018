"""A comparison of practices as a workbook: the table on one sheet, its sources on another; every cell is text."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.exporting.comparison import cell_text, lines_of, sources_of
from assistant.exporting.thread import Says, fit, line_of
from assistant.practices.sidebyside import Comparison
from corpus.vocabulary import Vocabulary

_MOST_CHARACTERS = 32_767
_LONGEST_SHEET = 31
_FIRST_WIDTH, _WIDTH, _LAST_WIDTH = 24, 46, 20
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
        cells[0].font, cells[0].fill = Font(bold=True), _SOFT
        for cell, said in zip(cells[1:], line.cells, strict=False):
            if not said.stated:
                cell.font = Font(italic=True, color="4C5A61")
    _widths(sheet, [_FIRST_WIDTH, *(_WIDTH for _ in titles), _LAST_WIDTH])
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _sources(sheet: Worksheet, comparison: Comparison, names: Vocabulary, say: Says, base: str) -> None:
    heads = ("column_title", "quote", "place", "lasting_link", "field_web")
    _row(sheet, ["#", *map(say, heads)], head=True)
    quotes = {each.number: each.quote for each in comparison.citations}
    for each in sources_of(comparison, names, say, base):
        written = [f"[{each.number}]", each.title, quotes[each.number], each.facts, each.link or "", each.url or ""]
        cells = _row(sheet, written)
        for cell, address in ((cells[4], each.link), (cells[5], each.url)):
            if address:
                cell.hyperlink, cell.font = address, Font(color="0B5C77", underline="single")
                _write(cell, address)
    _widths(sheet, [6, 40, 70, 40, 40, 40])
    sheet.freeze_panes = "A2"


def _row(sheet: Worksheet, values: Iterable[str], *, head: bool = False) -> list[Cell]:
    number = sheet.max_row + (1 if sheet["A1"].value is not None else 0)
    cells = []
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)
        _write(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=_LINE)
        if head:
            cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        cells.append(cell)
    return cells


def _write(cell: Cell, value: str) -> None:
    """Write text as text, whatever it begins with; a spreadsheet that imports it again is told so, too."""
    shown = fit(value).replace("\r\n", "\n").replace("\r", "\n")
    cell.value = shown if len(shown) <= _MOST_CHARACTERS else f"{shown[: _MOST_CHARACTERS - 1]}…"
    cell.data_type = "s"
    cell.quotePrefix = True


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _sheet_name(name: str) -> str:
    return "".join(each for each in name if each not in "[]:*?/\\")[:_LONGEST_SHEET]
