"""Tables: records give a document each, other tables one document that can be quoted row by row."""

import datetime
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.errors import ReadingError
from corpus.facets import Kind
from corpus.records import SurveySummary
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.table import read


def drafts_of(folder: Path, content: str | bytes, name: str = "table.csv") -> tuple[Draft, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, ReadingLimits())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_rows_of_records_become_documents(tmp_path, delimiter, encoding):
    rows = [
        ["Titel", "Land", "Samenvatting"],
        ["Praktijk één", "België", '"Een; twee, drie | vier"'],
        ["Twee", "NL", "Kort"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    first, second = drafts_of(tmp_path, content.encode(encoding))
    assert first.title == "Praktijk één"
    assert first.declared["country"] == ("België",)
    assert first.fields["summary"] == "Een; twee, drie | vier"
    assert first.text == "Samenvatting\n\nEen; twee, drie | vier"
    summary = next(section for section in first.sections if section.field == "summary")
    assert first.text[summary.start : summary.end] == "Een; twee, drie | vier"
    assert second.title == "Twee"


def test_any_other_table_is_one_document_with_a_line_a_row(tmp_path):
    (draft,) = drafts_of(tmp_path, "Year,Learners,\n2019,120,\n2020,,note\n", "learners_per_year.csv")
    assert draft.text == "Learners per year\n\nYear: 2019; Learners: 120.\nYear: 2020; note."
    assert draft.title == "Learners per year"


def test_survey_results_become_figures(tmp_path):
    (draft,) = drafts_of(
        tmp_path, "Statement;Country;Rank;Value\nDigital skills;Finland;1;45,3 %\nClimate;Spain;2;1.234,5\n"
    )
    assert draft.kind is Kind.SURVEY_SUMMARY
    first, second = SurveySummary(results=json.loads(draft.fields["results"])).results
    assert (first.statement, first.country, first.rank, first.value, first.unit) == (
        "Digital skills",
        "Finland",
        1,
        45.3,
        "%",
    )
    assert second.value == 1234.5
    assert "Statement: Digital skills; Country: Finland; Rank: 1; Value: 45,3 %." in draft.text


def test_workbooks_show_what_a_person_sees(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Survey"
    sheet["A1"] = "Survey of leaders, 2020"
    sheet.merge_cells("A1:C1")
    sheet.append(["Theme", "Share", "Asked on"])
    sheet.append(["Green skills", 0.453, datetime.date(2020, 4, 1)])
    sheet["B3"].number_format = "0.0%"
    workbook.create_sheet("Empty")
    hidden = workbook.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "secret"
    workbook.save(tmp_path / "book.xlsx")
    (draft,) = read(tmp_path / "book.xlsx", ReadingLimits())
    assert draft.title == "Survey of leaders, 2020"
    assert draft.text == "Survey of leaders, 2020\n\nTheme: Green skills; Share: 45.3 %; Asked on: 2020-04-01."


def test_formulas_without_stored_values_are_explained(tmp_path):
    workbook = Workbook()
    workbook.active["A1"] = "=1+1"
    workbook.save(tmp_path / "book.xlsx")
    with pytest.raises(ReadingError, match="formulas") as caught:
        read(tmp_path / "book.xlsx", ReadingLimits())
    assert caught.value.reason == "no_text"


def test_a_quotation_mark_that_never_ends_is_named_by_line(tmp_path):
    with pytest.raises(ReadingError, match="line") as caught:
        drafts_of(tmp_path, 'a,b,c\n1,"never closed,3\n' + "4,5,6\n" * 5000)
    assert caught.value.reason == "damaged"


def test_a_long_table_is_cut_at_the_limit_and_says_so(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("Year,Learners\n" + "2019,120\n" * 1000, "utf-8")
    (draft,) = read(path, ReadingLimits(characters=500))
    assert len(draft.text) <= 500
    assert "rows" in draft.notes[0]


def test_a_single_column_is_read(tmp_path):
    (draft,) = drafts_of(tmp_path, "Name\nA school\nAnother school\n", "schools.csv")
    assert draft.text == "Schools\n\nName\nA school\nAnother school"


def test_a_workbook_that_is_named_as_csv_is_read(tmp_path):
    workbook = Workbook()
    workbook.active.append(["Only cell"])
    workbook.save(tmp_path / "export.xlsx")
    (tmp_path / "export.xlsx").rename(tmp_path / "export.csv")
    (draft,) = read(tmp_path / "export.csv", ReadingLimits())
    assert "Only cell" in draft.text
