"""What a person finds of a PDF file: its text, pages, headings, title, and why a file cannot be read."""

from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.xmp import XmpInformation
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import ReadingError
from indexer.drafts import REASONS, Draft, ReadingLimits
from indexer.readers.pdf import read
from tests.indexer.readers.pdf_files import (
    changed_pdf,
    dejavu,
    drawn_pdf,
    flowing_pdf,
    lines_pdf,
    picture_of_text,
    text,
)

REPORT = [
    "The learners kept a diary of their weeks in the company, and",
    "their teachers read it before each visit.",
]


def one(path: Path) -> Draft:
    (draft,) = read(path, ReadingLimits())
    return draft


def reason(path: Path, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(ReadingError) as caught:
        read(path, limits or ReadingLimits())
    assert caught.value.reason in REASONS
    assert path.name in str(caught.value)
    assert str(path.parent) not in str(caught.value)
    return caught.value.reason


def test_lines_become_a_paragraph_and_pages_say_where_it_stands(tmp_path: Path) -> None:
    draft = one(lines_pdf(tmp_path / "diary.pdf", [REPORT, ["A second page."]]))
    assert draft.text == " ".join(REPORT) + "\n\nA second page."
    assert [draft.text[page.start : page.end] for page in draft.pages] == [" ".join(REPORT), "A second page."]
    assert [page.number for page in draft.pages] == [1, 2]
    assert draft.title == "diary"
    assert draft.notes == ()


def test_paragraph_that_runs_over_a_page_is_whole_and_both_pages_are_right(tmp_path: Path) -> None:
    first = "The partners agreed that every school visits at least two compa-"
    second = "nies a year, whatever their size and wherever they are."
    draft = one(lines_pdf(tmp_path / "over.pdf", [[first], [second, "", "Another begins here."]]))
    assert draft.text == (
        "The partners agreed that every school visits at least two companies a year, whatever their size and"
        " wherever they are.\n\nAnother begins here."
    )
    assert [draft.text[page.start : page.end] for page in draft.pages] == [
        "The partners agreed that every school visits at least two compa",
        "nies a year, whatever their size and wherever they are.\n\nAnother begins here.",
    ]


def test_printed_page_labels_are_kept(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "labels.pdf", [[f"Text of page {name}."] for name in ("one", "two", "three", "four")])

    def label(writer: PdfWriter) -> None:
        writer.set_page_label(0, 1, style=PageLabelStyle.LOWERCASE_ROMAN)
        writer.set_page_label(2, 3, style=PageLabelStyle.DECIMAL, start=1)

    assert [page.label for page in one(changed_pdf(path, label)).pages] == ["i", "ii", "1", "2"]


def test_outline_gives_sections_with_levels(tmp_path: Path) -> None:
    lines = [
        "Background",
        "",
        "Why the project began.",
        "",
        "Partners",
        "",
        "Six schools.",
        "",
        "Results",
        "",
        "A course.",
    ]
    path = lines_pdf(tmp_path / "outline.pdf", [lines])

    def outline(writer: PdfWriter) -> None:
        background = writer.add_outline_item(title="1. Background", page_number=0)
        writer.add_outline_item(title="1.1 Partners", page_number=0, parent=background)
        writer.add_outline_item(title="2. Results", page_number=0)

    draft = one(changed_pdf(path, outline))
    assert [(section.title, section.level, draft.text[section.start : section.end]) for section in draft.sections] == [
        ("Background", 1, "Why the project began.\n\nPartners\n\nSix schools."),
        ("Partners", 2, "Six schools."),
        ("Results", 1, "A course."),
    ]


def test_large_text_gives_title_and_headings(tmp_path: Path) -> None:
    story = [
        text("Apprentices abroad", "Title"),
        text("Where we began", "Heading1"),
        text("Ten apprentices went to Tartu for three weeks. " * 9),
        text("What they learned", "Heading2"),
        text("They learned to plan their own work. " * 9),
        text("What remains", "Heading1"),
        text("A handbook for companies remains. " * 9),
    ]
    draft = one(flowing_pdf(tmp_path / "x.pdf", story, title="Microsoft Word - final_v3.docx", author="user"))
    assert draft.title == "Apprentices abroad"
    assert draft.fields == {}
    assert [(section.title, section.level) for section in draft.sections[1:]] == [
        ("Where we began", 1),
        ("What they learned", 2),
        ("What remains", 1),
    ]
    learned = draft.sections[2]
    assert draft.text[learned.start : learned.end] == ("They learned to plan their own work. " * 9).strip()


def test_what_the_file_states_about_itself(tmp_path: Path) -> None:
    story = [text(" ".join(REPORT))]
    path = tmp_path / "stated.pdf"
    draft = one(flowing_pdf(path, story, title="Diaries of learners", author="Maija Esimerkki", lang="fi-FI"))
    assert draft.title == "Diaries of learners"
    assert draft.fields == {"author": "Maija Esimerkki"}
    assert draft.declared == {"language": ("fi-FI",)}


def test_what_only_the_metadata_stream_says_is_read(tmp_path: Path) -> None:
    plain = lines_pdf(tmp_path / "plain.pdf", [["Studenten lopen drie maanden stage in Portugal."]])
    writer = PdfWriter(clone_from=plain)
    metadata = XmpInformation.create()
    metadata.dc_title = {"x-default": "Stages in Portugal"}
    metadata.dc_language = ["nl"]
    writer.xmp_metadata = metadata
    writer.write(tmp_path / "described.pdf")

    draft = one(tmp_path / "described.pdf")

    assert draft.title == "Stages in Portugal"
    assert draft.declared["language"] == ("nl",)


def test_a_damaged_metadata_stream_costs_nothing_else(tmp_path: Path) -> None:
    plain = lines_pdf(tmp_path / "plain.pdf", [["Studenten lopen drie maanden stage in Portugal."]])
    writer = PdfWriter(clone_from=plain)
    writer.xmp_metadata = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><unclosed"
    writer.write(tmp_path / "damaged.pdf")

    assert one(tmp_path / "damaged.pdf").text == "Studenten lopen drie maanden stage in Portugal."


def test_letters_of_every_language(tmp_path: Path) -> None:
    words = "Ēriks, žurnāls, ő és ű, Ørsted, ñandú, ųžuolas, ßtraße, Ελλάδα, България"

    def draw(canvas: Canvas) -> None:
        canvas.setFont(dejavu(), 12)
        canvas.drawString(72, 700, words)
        canvas.drawString(72, 660, "Cafe\u0301 of\ufb01ce \u200bzero\u200b \u202ereversed\u202c \ue123 end")

    assert one(drawn_pdf(tmp_path / "letters.pdf", draw)).text == words + "\n\nCafé office zero reversed end"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_the_same(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(-200, 14, REPORT[0])
        canvas.drawString(-200, 0, REPORT[1])

    path = drawn_pdf(tmp_path / "turned.pdf", draw)
    assert one(path).text == " ".join(REPORT)
    assert one(changed_pdf(path, lambda writer: writer.pages[0].rotate(turn))).text == " ".join(REPORT)


def test_pages_without_text_are_noted(tmp_path: Path) -> None:
    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(picture_of_text(), 72, 400)

    def written(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Only this page can be read.")

    draft = one(drawn_pdf(tmp_path / "some.pdf", written, scanned, scanned, written, scanned))
    assert draft.notes == ("Pages 2–3, 5 hold no text (scanned?).",)
    assert [page.number for page in draft.pages] == [1, 2, 3, 4, 5]
    assert reason(drawn_pdf(tmp_path / "scan.pdf", scanned, scanned)) == "no_text"


@pytest.mark.parametrize("bits", [40, 128])
def test_only_a_password_that_readers_need_keeps_a_file_out(tmp_path: Path, bits: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, " ".join(REPORT)[:60])

    options = {"canPrint": 0, "canCopy": 0, "strength": bits}
    locked = drawn_pdf(tmp_path / "owner.pdf", draw, encrypt=StandardEncryption("", "owner", **options))
    assert one(locked).text == " ".join(REPORT)[:60]
    secret = drawn_pdf(tmp_path / "user.pdf", draw, encrypt=StandardEncryption("user", "owner", **options))
    assert reason(secret) == "encrypted"


def test_files_that_are_no_whole_pdf(tmp_path: Path) -> None:
    whole = lines_pdf(tmp_path / "whole.pdf", [REPORT] * 5).read_bytes()
    for name, content, expected in (
        ("nothing.pdf", b"", "empty"),
        ("zeros.pdf", bytes(2000), "empty"),
        ("page.pdf", b"<html><body>Sign in</body></html>", "damaged"),
        ("header.pdf", whole[:20], "damaged"),
        ("cut.pdf", whole[:500], "damaged"),
    ):
        (tmp_path / name).write_bytes(content)
        assert reason(tmp_path / name) == expected, name
    assert reason(tmp_path / "missing.pdf") == "not_readable"
    assert reason(tmp_path) == "not_readable"


def test_too_many_pages_and_too_many_megabytes(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "long.pdf", [["Page."]] * 3)
    assert reason(path, ReadingLimits(pages=2)) == "too_many_pages"
    assert reason(path, ReadingLimits(megabytes_file=0.001)) == "too_large"


def test_more_text_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "long.pdf", [REPORT] * 5)
    assert reason(path, ReadingLimits(characters=300)) == "too_large"
    assert read(path, ReadingLimits(characters=1000))


def test_what_was_typed_into_a_form_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Name of the school:")
        canvas.acroForm.textfield(name="school", value="Rakvere Ametikool", x=190, y=692, width=200, height=20)

    path = drawn_pdf(tmp_path / "form.pdf", draw)
    before = path.read_bytes()
    assert one(path).text.split() == ["Name", "of", "the", "school:", "Rakvere", "Ametikool"]
    assert path.read_bytes() == before


def test_text_that_a_broken_file_puts_miles_away_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(6):
            canvas.drawString(72, 700 - 14 * number, f"line {number} of what can be seen here")
            canvas.drawString(10**9, 700 - 14 * number, "a line of text far outside")

    assert "outside" not in one(drawn_pdf(tmp_path / "far.pdf", draw)).text


def test_three_thousand_small_pages_are_read_in_seconds(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "many.pdf", [[f"Entry {number} of the register."] for number in range(3000)])
    (draft,) = read(path, ReadingLimits(pages=5000))
    assert len(draft.pages) == 3000
    last = draft.pages[-1]
    assert draft.text[last.start : last.end] == "Entry 2999 of the register."


@pytest.mark.parametrize("at", range(5, 100, 10))
def test_a_cut_or_scrambled_file_is_read_or_refused(tmp_path: Path, at: int) -> None:
    whole = lines_pdf(tmp_path / "whole.pdf", [REPORT] * 20).read_bytes()
    place = len(whole) * at // 100
    for name, content in (
        ("cut", whole[:place]),
        ("scrambled", whole[:place] + bytes(range(256)) + whole[place + 256 :]),
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        with suppress(ReadingError):
            (draft,) = read(path, ReadingLimits())
            assert all(page.start <= page.end <= len(draft.text) for page in draft.pages)
