"""The Erasmus+ results platform's export and its variants."""

import csv
import io
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.facets import Kind
from indexer.drafts import ReadingLimits
from indexer.readers.erasmus import amount_in_euros, read, stream
from indexer.readers.recognition import recognise

PROJECT = (
    "Programme", "Key Action", "Action Type", "Call year", "Project Identifier", "Project Title", "Topics",
    "Project Summary", "Project Status", "EU Grant award in euros (This amount is indicative.)", "Is Good Practice",
    "Is Success Story", "Project Website", "Results Available", "Results Platform Project Card",
    "Participating countries", "Coordinating organisation name", "Coordinating organisation type",
    "Coordinator's address", "Coordinator's region", "Coordinator's country", "Coordinator's website",
)  # fmt: skip
PARTS = ("name", "organisation type", "address", "region", "country", "website")
HEADER = (*PROJECT, *(f"Partner {number} {part}" for number in range(1, 101) for part in PARTS))
ROW = (
    "Erasmus+", "Cooperation for innovation", "Strategic Partnerships for VET", "2016", "2016-1-XX01-KA202-000001",
    "Shops that learn", "New curricula; Enterprise, industry and SMEs",
    "Three schools teach trade.\n\nThey meet twice.",
    "finalized", "50000.00", "Yes", "No", "http://shops.example", "Yes", "https://cards.example/2016-1-XX01-KA202-000001",
    "DE,EL,UK", "A school", "School", "Street 1", "Bavaria", "DE", "www.school.example",
    "A partner", "Company", "Street 2", "", "EL", "", "", "", "", "", "", "", "Third", "", "", "", "UK", "",
)  # fmt: skip


def export(
    path: Path,
    rows: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([*row, *[""] * (len(header) - len(row))] for row in rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def test_a_row_becomes_a_project_report(tmp_path):
    path = export(tmp_path / "export.csv", [ROW])
    assert len(HEADER) == 622
    assert recognise(path).reader == "erasmus"
    (draft,) = read(path, ReadingLimits())
    assert (draft.title, draft.kind) == ("Shops that learn", Kind.PROJECT_REPORT)
    assert draft.url == "https://cards.example/2016-1-XX01-KA202-000001"
    assert draft.declared == {
        "country": ("DE", "EL", "UK"),
        "theme": ("New curricula", "Enterprise, industry and SMEs"),
        "year_start": ("2016",),
    }
    assert draft.fields["grant"] == "EUR 50,000"
    assert draft.fields["coordinator"] == "A school"
    assert draft.fields["project_number"] == "2016-1-XX01-KA202-000001"
    texts = {section.title: draft.text[section.start : section.end] for section in draft.sections}
    assert texts["Summary"] == "Three schools teach trade.\n\nThey meet twice."
    assert texts["Partners"] == "A partner (Company, EL)\nThird (UK)"
    assert texts["Status"] == "finalized\nGood practice"
    assert draft.text.startswith("Summary\n\nThree schools")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_variants_of_the_export_give_the_same_project(tmp_path, delimiter, encoding):
    names = {
        "Call year": "Funding Year", "Participating countries": "Participating Countries",
        "Project Status": "Project or accreditation status",
    }  # fmt: skip
    header = [names.get(name, name) for name in HEADER[:-1]]
    row = list(ROW)
    row[9] = "50000.0 EUR"
    path = export(tmp_path / "variant.txt", [row] * 6, header, delimiter, encoding)
    assert len(header) == 621
    assert recognise(path).reader == "erasmus"
    standard = read(export(tmp_path / "export.csv", [ROW]), ReadingLimits())[0]
    assert read(path, ReadingLimits()) == (standard,) * 6


def test_a_workbook_gives_the_same_project(tmp_path):
    workbook = Workbook()
    workbook.active.append(list(HEADER))
    workbook.active.append([*ROW[:3], 2016, *ROW[4:9], 50000.0, *ROW[10:]])
    path = tmp_path / "export.xlsx"
    workbook.save(path)
    assert recognise(path).reader == "erasmus"
    assert read(path, ReadingLimits()) == read(export(tmp_path / "export.csv", [ROW]), ReadingLimits())


def test_a_project_without_a_card_gets_the_platforms_address(tmp_path):
    row = list(ROW)
    row[14] = ""
    (draft,) = read(export(tmp_path / "export.csv", [row]), ReadingLimits())
    assert draft.url is not None
    assert draft.url.startswith("https://")
    assert draft.url.endswith("/2016-1-XX01-KA202-000001")


def test_rows_without_a_project_are_left_out(tmp_path):
    assert len(read(export(tmp_path / "export.csv", [[], ROW, ["Erasmus+"]]), ReadingLimits())) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("50000.00", "EUR 50,000"), ("2605.5", "EUR 2,605.50"), ("240000.0 EUR", "EUR 240,000"),
        ("1.234,56", "EUR 1,234.56"), ("1 234 567 €", "EUR 1,234,567"), ("112.527", "EUR 112,527"),
        ("0", None), ("", None), ("unknown", None),
    ],
)  # fmt: skip
def test_grants_are_shown_alike(written, shown):
    assert amount_in_euros(written) == shown


def test_a_long_export_is_never_held_whole(tmp_path):
    path = export(tmp_path / "export.csv", [ROW] * 800)
    tracemalloc.start()
    assert sum(1 for _ in stream(path, ReadingLimits())) == 800
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_an_export_with_shorter_names_of_columns_is_one(tmp_path):
    shorter = {"Project Title": "Title", "Project Summary": "Summary", "Call year": "Call Year"}
    path = export(tmp_path / "export.csv", [ROW], header=[shorter.get(name, name) for name in HEADER])
    assert recognise(path).reader == "erasmus"
    (draft,) = read(path, ReadingLimits())
    assert draft.title == "Shops that learn"


def test_a_table_of_ones_own_projects_keeps_all_its_columns(tmp_path):
    path = export(tmp_path / "own.csv", [["A shop", "Text", "2016-1-XX01-KA202-000001", "Rain"]],
                  header=["Title", "Summary", "Project number", "Weather"])  # fmt: skip
    assert recognise(path).reader == "table"
