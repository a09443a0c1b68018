"""A comparison as a workbook, a Word document and CSV, each opened again by what people open it with."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from assistant.exporting.comparison import comparison_name, comparison_rows
from assistant.exporting.csv import as_csv
from assistant.exporting.docx_table import comparison_docx
from assistant.exporting.xlsx import comparison_xlsx
from assistant.practices.sidebyside import as_own, side_by_side
from corpus.vocabulary import load_vocabulary
from tests.assistant.practices.invented import HOSTILE, HOSTILE_SOURCE, hostile, robots, ships
from ui.texts import Texts, languages

NAMES, ENGLISH, BASE = load_vocabulary(), Texts("en"), "http://127.0.0.1:8501"
COMPARED = side_by_side([ships(), robots(), hostile()])


def book(language: str = "en"):
    return load_workbook(BytesIO(comparison_xlsx(COMPARED, NAMES, Texts(language), BASE)))


def table_of(workbook) -> dict[str, list[str]]:
    sheet = workbook.worksheets[0]
    return {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True)}


def test_a_workbook_has_the_table_and_its_sources() -> None:
    workbook = book()
    assert workbook.sheetnames == ["Practices side by side", "Sources"]
    rows = table_of(workbook)
    assert rows["Dimension"][:2] == ["Ships and apprentices", "Robots in class"]
    funding = rows["Funding and budget"]
    assert "“The budget is EUR 1.6 million a year.” [" in funding[0]
    assert "→ EUR 1,600,000 a year (highest)" in funding[0]
    assert "→ EUR 200,000 a year (lowest)" in funding[1]
    assert funding[2] == "not stated"
    assert funding[3] == "different"
    assert rows["Years and status"][:2] == ["2015–2019", "2018"]
    sources = list(workbook.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in sources] == [f"[{each.number}]" for each in COMPARED.citations]
    assert [row[2] for row in sources] == [each.quote for each in COMPARED.citations]
    links = [row[4].hyperlink.target for row in workbook.worksheets[1].iter_rows(min_row=2)]
    assert all(link.startswith(f"{BASE}/document?d=") for link in links)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    workbook = book()
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK(") for cell in cells), "the hostile title is there, as text"
    # What turns the direction of writing around is left out of titles, and stays in quotes.
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert all(link.startswith((BASE, "https://practice.example/")) for link in links)
    data = comparison_xlsx(COMPARED, NAMES, ENGLISH, BASE)
    for name in ZipFile(BytesIO(data)).namelist():
        assert b"<f>" not in ZipFile(BytesIO(data)).read(name)
    assert workbook.properties.creator in (None, "")


def test_a_word_document_has_a_landscape_table_whose_marks_lead_to_sources() -> None:
    document = Document(BytesIO(comparison_docx(COMPARED, NAMES, ENGLISH, BASE)))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.sections[0].page_width > document.sections[0].page_height
    (table,) = document.tables
    cells = {row.cells[0].text.splitlines()[0]: [cell.text for cell in row.cells] for row in table.rows}
    assert cells["Dimension"][1:3] == ["Ships and apprentices", "Robots in class"]
    assert "“It cost 200 000 euro per year.” [" in cells["Funding and budget"][2]
    assert cells["Funding and budget"][0].splitlines()[1] == "different"
    assert cells["Transferability"][1:] == ["not stated"] * 3
    body = document.element.body
    bookmarks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert anchors == bookmarks
    assert len(bookmarks) == len(COMPARED.citations)
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert document.core_properties.author == ""


def test_hostile_words_stay_words_in_a_word_document() -> None:
    document = Document(BytesIO(comparison_docx(COMPARED, NAMES, ENGLISH, BASE)))
    text = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "<script>alert(1)</script>" in text
    targets = [each.target_ref for each in document.part.rels.values() if each.is_external]
    assert not [each for each in targets if each.startswith("http://evil")]


def test_csv_cannot_act_and_opens_as_utf_8() -> None:
    data = as_csv(comparison_rows(COMPARED, NAMES, ENGLISH, BASE))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["Dimension", "Ships and apprentices", "Robots in class"]
    assert rows[0][3].startswith("'=HYPERLINK(")
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@"))]
    assert ["Sources"] in rows
    assert rows[-1][0] == f"[{len(COMPARED.citations)}]"


def test_ones_own_words_have_no_link() -> None:
    comparison = side_by_side([as_own(ships(), "Mine"), robots()])
    sources = load_workbook(BytesIO(comparison_xlsx(comparison, NAMES, ENGLISH, BASE))).worksheets[1]
    links = {row[1].value: row[4].hyperlink for row in sources.iter_rows(min_row=2)}
    assert links["Mine"] is None
    assert links["Robots in class"].target.startswith(BASE)


def test_every_row_of_a_workbook_is_high_enough_and_both_sheets_are_printed_across_one_page() -> None:
    for sheet in book():
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        for number, row in enumerate(sheet.iter_rows(), start=1):
            longest = max(
                len(str(cell.value or "")) / (1.4 * sheet.column_dimensions[cell.column_letter].width) for cell in row
            )
            assert min(409, 12 * longest) <= sheet.row_dimensions[number].height <= 409


@pytest.mark.parametrize("language", languages())
def test_it_is_written_in_every_language(language: str) -> None:
    say = Texts(language)
    rows = table_of(book(language))
    assert rows[say("dimension_transferability")][0] == say("not_stated")
    assert comparison_docx(COMPARED, NAMES, say)


def test_a_file_is_named_after_its_first_practice() -> None:
    assert comparison_name(["Éco-école: ships!", "x"], "xlsx") == "comparison-eco-ecole-ships.xlsx"
    assert comparison_name([HOSTILE], "csv").replace("-", "").isascii()
    assert comparison_name([], "csv") == "comparison.csv"
    assert HOSTILE_SOURCE.title == HOSTILE
