"""Pages as a person reads them: columns, tables, lists, running heads and feet."""

from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.drafts import Draft, ReadingLimits
from indexer.readers.pdf import read
from tests.indexer.readers.pdf_files import HEIGHT, WIDTH, drawn_pdf, flowing_pdf, grid, lines_pdf, text

NAMES = ("alder", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow")


def prose(name: str) -> str:
    """Return a paragraph of a dozen lines in a column, which can be told from all others."""
    again = f", while every {name} teacher went along and kept a diary of what they saw in the company" * 4
    return f"The {name} school sent its learners abroad for ten weeks{again}."


def one(path: Path) -> Draft:
    (draft,) = read(path, ReadingLimits())
    return draft


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other_below_their_title(tmp_path: Path, columns: int) -> None:
    story = [
        text("Learning from trees", "Title"),
        text("Written by six schools together, in one spring and one summer."),
    ]
    story += [text(prose(name), spaceAfter=6, alignment=4) for name in NAMES]
    draft = one(flowing_pdf(tmp_path / "columns.pdf", story, columns, title_height=72))
    assert draft.text.split("\n\n") == [
        "Learning from trees",
        "Written by six schools together, in one spring and one summer.",
        *(prose(name) for name in NAMES),
    ]


def test_full_width_text_between_columns_is_read_between_them(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for block, top in (("upper", 740), ("lower", 500)):
            for side, left in (("left", 72), ("right", 310)):
                for number in range(8):
                    end = "goes on" if number < 7 else "ends."
                    canvas.drawString(left, top - 12 * number, f"line {number} of the {block} {side} column {end}")
        wide = "This sentence goes from the left margin to the right margin of the page, without a stop in the middle."
        canvas.drawString(72, 600, wide)

    whole = one(drawn_pdf(tmp_path / "bands.pdf", draw)).text
    order = [
        "7 of the upper left",
        "0 of the upper right",
        "This sentence",
        "0 of the lower left",
        "0 of the lower right",
    ]
    assert [whole.index(part) for part in order] == sorted(whole.index(part) for part in order)


def test_table_with_lines_keeps_its_rows_and_wrapped_cells(tmp_path: Path) -> None:
    rows = [
        ["Country", "Objective", "Learners in 2021"],
        ["Finland", "To raise the share of adults who take part in learning at their workplace", "1,240"],
        ["Basque Country", "To test every module with at least two groups of learners in each of the schools", "12 %"],
        ["Latvia", "", "7"],
    ]
    draft = one(
        flowing_pdf(tmp_path / "table.pdf", [text(prose("oak")), grid(rows, [60, 180, 90]), text(prose("elm"))])
    )
    assert draft.text.split("\n\n") == [
        prose("oak"),
        "\n".join("\t".join(row) for row in rows),
        prose("elm"),
    ]


def test_table_with_lines_between_its_rows_only(tmp_path: Path) -> None:
    rows = [
        ["Work package", "Subject", "State"],
        ["WP2", "An index of companies, a map of what schools need and of where they are weak", "Completed"],
        ["WP3", "A model and a toolkit", "Opened at the last meeting, which was in Brussels"],
    ]
    table = grid(rows, [72, 180, 110], lines=False)
    table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")])
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    draft = one(flowing_pdf(tmp_path / "rules.pdf", [text(prose("oak")), table, text(prose("elm"))]))
    assert draft.text.split("\n\n")[1] == "\n".join("\t".join(row) for row in rows)


def test_paragraphs_told_by_their_indent_alone(tmp_path: Path) -> None:
    story = [text(prose(name), firstLineIndent=14, alignment=4) for name in NAMES]
    draft = one(flowing_pdf(tmp_path / "indent.pdf", story))
    assert draft.text.split("\n\n") == [prose(name) for name in NAMES]


@pytest.mark.parametrize("leading", [11, 15, 20])
def test_paragraphs_at_any_distance_of_lines(tmp_path: Path, leading: int) -> None:
    story = [text(prose(name), leading=leading, spaceAfter=leading * 0.6) for name in NAMES]
    draft = one(flowing_pdf(tmp_path / "leading.pdf", story))
    assert draft.text.split("\n\n") == [prose(name) for name in NAMES]


def test_bold_heading_of_the_size_of_the_text_is_a_section(tmp_path: Path) -> None:
    story = [
        text("<b>What the schools did</b>"),
        text(prose("oak")),
        text("<b>What came of it</b>"),
        text(prose("elm")),
    ]
    draft = one(flowing_pdf(tmp_path / "bold.pdf", story))
    assert [(section.title, draft.text[section.start : section.end]) for section in draft.sections] == [
        ("What the schools did", prose("oak")),
        ("What came of it", prose("elm")),
    ]


def test_table_without_lines_is_not_taken_for_columns(tmp_path: Path) -> None:
    rows = [
        [f"The name of school {name}", f"{number} learners went abroad", f"20{number}"]
        for number, name in enumerate(NAMES, 10)
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, row in enumerate(rows):
            for left, cell in zip((72, 230, 400), row, strict=True):
                canvas.drawString(left, 700 - 13 * number, cell)

    assert one(drawn_pdf(tmp_path / "plain.pdf", draw)).text == "\n".join("\t".join(row) for row in rows)


def test_labels_beside_wrapped_values_stay_with_them(tmp_path: Path) -> None:
    rows = [["Objectives", prose("oak")], ["Impact", prose("elm")]]
    table = grid(rows, [90, 360], lines=False)
    table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    assert one(flowing_pdf(tmp_path / "form.pdf", [table])).text == "\n".join("\t".join(row) for row in rows)


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    def furnish(canvas: Canvas, document: Any) -> None:
        number = canvas.getPageNumber()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, HEIGHT - 40, "Trees in vocational education")
        if number % 2:
            canvas.drawRightString(WIDTH - 72, 40, f"Page {number} of 9")
        else:
            canvas.drawString(72, 40, f"Page {number} of 9")

    story = [text("Trees in vocational education", "Title")]
    story += [text(prose(name), spaceAfter=90) for name in NAMES * 2]
    draft = one(flowing_pdf(tmp_path / "heads.pdf", story, on_page=furnish))
    assert len(draft.pages) >= 4
    assert draft.text.count("Trees in vocational education") == 1
    assert "Page" not in draft.text
    assert draft.text.split("\n\n")[1:] == [prose(name) for name in NAMES * 2]


def test_chapters_that_begin_at_the_same_height_are_no_running_heads(tmp_path: Path) -> None:
    def page(number: int) -> Any:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 18)
            canvas.drawString(72, 760, f"Chapter {number}")
            canvas.setFont("Helvetica", 10)
            canvas.drawString(72, 720, f"This is all that there is to say about {NAMES[number]}.")

        return draw

    draft = one(drawn_pdf(tmp_path / "chapters.pdf", *[page(number) for number in range(1, 6)]))
    assert [section.title for section in draft.sections] == [f"Chapter {number}" for number in range(1, 6)]


def test_list_items_keep_their_lines(tmp_path: Path) -> None:
    story = [text("The school offers three things:")]
    story += [text(f"• {prose(name)}", leftIndent=18, firstLineIndent=-9) for name in NAMES[:3]]
    story += [text(f"{number}. Step {name}", leftIndent=18) for number, name in enumerate(NAMES[:3], 1)]
    draft = one(flowing_pdf(tmp_path / "list.pdf", story))
    assert draft.text == "\n\n".join(
        (
            "The school offers three things:",
            "\n".join(
                [f"• {prose(name)}" for name in NAMES[:3]]
                + [f"{number}. Step {name}" for number, name in enumerate(NAMES[:3], 1)]
            ),
        )
    )


def test_raised_figures_are_told_from_the_number_before_them(tmp_path: Path) -> None:
    story = [
        text("The law of 2019<super>1</super> changed this, and H<sub>2</sub>O did not."),
        text("<super>1</super> Act 12."),
    ]
    assert one(flowing_pdf(tmp_path / "notes.pdf", story)).text.split("\n")[0] == (
        "The law of 2019¹ changed this, and H2O did not."
    )


def test_a_line_that_recurs_below_a_pages_own_heading_is_kept(tmp_path: Path) -> None:
    pages = [
        ["Annual report", f"Workshop {name}", "Country: Spain", f"It has {number} learners and two teachers."]
        for number, name in enumerate(("Bilbao", "Donostia", "Gasteiz", "Eibar"), 20)
    ]
    draft = one(lines_pdf(tmp_path / "forms.pdf", pages, leading=30))
    assert draft.text.count("Country: Spain") == 4
    assert "Annual report" not in draft.text


def test_what_a_browser_prints_around_a_page_is_left_out(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(24, 820, "3/4/2023, 10:21 AM Txostena")
        canvas.drawString(72, 700, "Ikastetxeak berrogei enpresarekin lan egiten du.")
        canvas.drawString(24, 15, "https://example.eus/txostena 1/1")

    draft = one(drawn_pdf(tmp_path / "page.pdf", page))
    assert draft.text == "Ikastetxeak berrogei enpresarekin lan egiten du."
