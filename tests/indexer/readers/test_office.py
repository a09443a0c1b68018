"""Word documents, presentations and OpenDocument texts."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import ReadingError
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.office import read


def draft_of(path: Path) -> Draft:
    (draft,) = read(path, ReadingLimits())
    return draft


def saved(folder: Path, document: object) -> Path:
    path = folder / "document.docx"
    document.save(str(path))  # type: ignore[attr-defined]
    return path


def rewritten(path: Path, member: str, old: bytes, new: bytes) -> Path:
    """Return a copy of an Office file with one of its parts changed."""
    copy = path.with_name(f"changed{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == member else data)
    return copy


def test_headings_lists_and_tables_come_in_the_documents_order(tmp_path):
    document = Document()
    document.core_properties.title = "Microsoft Word - final_v3.docx"
    document.core_properties.author = "A teacher"
    document.add_heading("Learning in companies", 0)
    document.add_heading("Impact", 1)
    document.add_paragraph("Nine in ten learners finish.")
    document.add_heading("Numbers", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Year", "Learners", "2019", "120"], strict=True):
        cell.text = text
    document.add_paragraph("First step", style="List Number")
    document.add_paragraph("Second step", style="List Number")
    document.add_paragraph("An aside", style="List Bullet")
    draft = draft_of(saved(tmp_path, document))
    assert draft.title == "Learning in companies"
    assert draft.text == (
        "Learning in companies\n\nImpact\n\nNine in ten learners finish.\n\nNumbers\n\nYear: 2019; Learners: 120.\n\n"
        "1. First step\n2. Second step\n- An aside"
    )
    impact, numbers = draft.sections
    assert (impact.field, impact.level, numbers.level) == ("impact", 1, 2)
    assert draft.text[numbers.start : numbers.end].startswith("Year: 2019")
    assert draft.fields["author"] == "A teacher"


def test_a_form_made_as_a_table_declares_what_it_says(tmp_path):
    document = Document()
    document.add_paragraph("Good practice form")
    table = document.add_table(3, 2)
    texts = ["Country", "Spain; Portugal", "Target group", "Adults", "Impact", "Forty firms\nand ten schools"]
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    document.add_paragraph("Signed by the school.")
    draft = draft_of(saved(tmp_path, document))
    assert draft.declared["country"] == ("Spain", "Portugal")
    assert draft.fields["impact"] == "Forty firms\nand ten schools"
    assert draft.text.endswith("Impact\n\nForty firms\nand ten schools\n\nSigned by the school.")
    assert all("Signed" not in draft.text[section.start : section.end] for section in draft.sections)


def test_deleted_text_stays_deleted_and_inserted_text_is_read(tmp_path):
    document = Document()
    document.add_paragraph("Body text stays.")
    path = rewritten(
        saved(tmp_path, document),
        "word/document.xml",
        b"<w:t>Body text stays.</w:t></w:r>",
        b"<w:t>Body text </w:t></w:r><w:ins><w:r><w:t>stays.</w:t></w:r></w:ins>"
        b"<w:del><w:r><w:delText>secret</w:delText></w:r></w:del>",
    )
    assert draft_of(path).text == "Body text stays."


def test_a_presentation_has_a_page_for_each_slide(tmp_path):
    path = tmp_path / "slides.pptx"
    shape = (
        "<p:sp><p:nvSpPr><p:nvPr>{}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    head = (
        '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p/>")
        for number, title in ((2, "Results"), (10, "Thanks"), (1, "Project")):
            title_shape = shape.format('<p:ph type="title"/>', title)
            archive.writestr(f"ppt/slides/slide{number}.xml", f"{head}{title_shape}{shape.format('', 'Text.')}</p:sld>")
    draft = draft_of(path)
    assert draft.title == "Project"
    assert draft.text == "Project\n\nText.\n\nResults\n\nText.\n\nThanks\n\nText."
    assert [draft.text[page.start : page.end] for page in draft.pages][1] == "Results\n\nText."


def test_an_opendocument_text_is_read(tmp_path):
    path = tmp_path / "text.odt"
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text><text:h text:outline-level='1'>Impact</text:h>"
            "<text:p>Nine in<text:s/>ten <text:span>finish</text:span>.</text:p><text:list><text:list-item><text:p>One"
            "</text:p></text:list-item></text:list></office:text></office:body></office:document-content>",
        )
    draft = draft_of(path)
    assert draft.text == "Impact\n\nNine in ten finish.\n\n- One"
    assert draft.fields["impact"] == "Nine in ten finish.\n\n- One"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>', "damaged"),
        (b"</w:body>", b"", "damaged"),
        (b"Text", b"", "no_text"),
        (b"<w:body>", b"<w:body>" + b" " * 110_000_000, "too_large"),
    ],
)
def test_what_is_wrong_with_a_document_is_named(tmp_path, old, new, reason):
    document = Document()
    document.add_paragraph("Text")
    with pytest.raises(ReadingError) as caught:
        read(rewritten(saved(tmp_path, document), "word/document.xml", old, new), ReadingLimits())
    assert caught.value.reason == reason


def test_what_a_reader_of_the_page_would_not_see_is_left_out(tmp_path):
    document = Document()
    document.add_paragraph("A plan for the harbour.")
    document.add_paragraph().add_run("A hidden remark.").font.hidden = True
    invitation = (
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r>"
        "<w:t>Click here to enter text.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, parse_xml(invitation))
    document.save(tmp_path / "plan.docx")
    (draft,) = read(tmp_path / "plan.docx", ReadingLimits())
    assert draft.text == "A plan for the harbour."


def test_a_cell_that_spans_rows_counts_in_each(tmp_path):
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("Sector", "Year", "Left"), ("Care", "1", "9 %"), ("", "2", "6 %"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Care"
    document.save(tmp_path / "table.docx")
    (draft,) = read(tmp_path / "table.docx", ReadingLimits())
    assert draft.text == "Sector: Care; Year: 1; Left: 9 %.\nSector: Care; Year: 2; Left: 6 %."
