"""Sets a Markdown report as a PDF on A4: title and key facts, running head, page labels, bookmarks, columns, tables."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markdown_it.tree import SyntaxTreeNode
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

AUTHOR = "VET Assistant contributors"
WIDTH, HEIGHT = A4
SIDE, TOP, BOTTOM, GAP = 22 * mm, 26 * mm, 22 * mm, 8 * mm
INNER = WIDTH - 2 * SIDE
FACES = {"Serif": "DejaVuSerifCondensed", "Sans": "DejaVuSansCondensed"}
ADDRESS = re.compile(r"(https?://[^\s]+)$")
ITALICS = {"Serif": "-Italic", "Sans": "-Oblique"}


def register_fonts(folder: Path) -> None:
    """Make the fonts in `folder` known to reportlab as Serif and Sans, each with bold and italic."""
    for name, file in FACES.items():
        for variant, ending in (("", ""), ("-Bold", "-Bold"), ("-Italic", ITALICS[name])):
            pdfmetrics.registerFont(TTFont(name + variant, str(folder / f"{file}{ending}.ttf")))
        pdfmetrics.registerFontFamily(name, name, f"{name}-Bold", f"{name}-Italic", f"{name}-Bold")


def styles_for(accent: colors.Color, narrow: bool) -> dict[str, ParagraphStyle]:
    """Return the paragraph styles by name; `narrow` is for two columns."""
    size = 9.2 if narrow else 10
    body = ParagraphStyle("body", fontName="Serif", fontSize=size, leading=size * 1.42, spaceAfter=size * 0.62)
    sans = ParagraphStyle("sans", fontName="Sans-Bold", textColor=accent, keepWithNext=1)
    return {
        "body": body,
        "lead": ParagraphStyle("lead", body, keepWithNext=1),
        "item": ParagraphStyle("item", body, leftIndent=14, bulletIndent=2, bulletFontSize=size, spaceAfter=2.5),
        "cell": ParagraphStyle("cell", body, fontName="Sans", fontSize=8.1, leading=10.8, spaceAfter=0),
        "head": ParagraphStyle("head", fontName="Sans-Bold", fontSize=8.1, leading=10.8, textColor=colors.white),
        "title": ParagraphStyle("title", sans, fontSize=22, leading=27, spaceAfter=6),
        "subtitle": ParagraphStyle("subtitle", body, fontName="Sans", fontSize=11.5, leading=15.5, spaceAfter=10),
        "h2": ParagraphStyle("h2", sans, fontSize=13 if narrow else 14, leading=17, spaceBefore=10, spaceAfter=5),
        "h3": ParagraphStyle("h3", sans, fontSize=10.5, leading=14, spaceBefore=6, spaceAfter=3),
        "h4": ParagraphStyle("h4", sans, fontSize=8.6, leading=11, spaceBefore=7, spaceAfter=4, textColor=colors.black),
    }


def inline_markup(node: SyntaxTreeNode) -> str:
    """Return a run of Markdown text in reportlab's own markup."""
    wrap = {"strong": ("<b>", "</b>"), "em": ("<i>", "</i>")}
    if node.type == "text":
        return ADDRESS.sub(r'<br/><font name="Sans" size="6.8"><link href="\1">\1</link></font>', escape(node.content))
    if node.type in ("softbreak", "hardbreak"):
        return " "
    before, after = wrap.get(node.type, ("", ""))
    return before + "".join(inline_markup(child) for child in node.children) + after


def rows_of(table: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """Return the cells of a Markdown table, row by row, the heading first."""
    return [list(row.children) for part in table.children for row in part.children]


class Report(BaseDocTemplate):  # type: ignore[misc]
    """A report on A4 with a running head, page numbers, page labels and bookmarks."""

    def __init__(self, target: io.BytesIO, settings: dict[str, Any], title_height: float) -> None:
        metadata = settings["metadata"]
        super().__init__(
            target,
            pagesize=A4,
            invariant=1,
            title=metadata["title"],
            author=AUTHOR,
            subject=settings["subtitle"],
            creator="tools/make_sample_files.py",
            lang=metadata["language"],
        )
        self.accent = colors.HexColor(settings["accent"])
        self.running_head = settings["running_head"]
        self.right_head = settings.get("right_head", "")
        self.body_start = 0
        self.contents = bool(settings.get("contents"))
        columns = settings.get("columns", 1)
        full = HEIGHT - TOP - BOTTOM
        room = full - title_height if columns > 1 else full
        opening = self._columns(columns, room)
        if columns > 1:
            opening.insert(0, self._frame(SIDE, BOTTOM + room, INNER, title_height))
        self.addPageTemplates(
            [
                PageTemplate("front" if self.contents else "body", opening, onPage=self._decorate),
                PageTemplate("later", self._columns(columns, full), onPage=self._decorate),
                PageTemplate("wide", self._columns(1, full), onPage=self._decorate),
            ]
        )

    @staticmethod
    def _frame(x: float, y: float, width: float, height: float) -> Frame:
        return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    def _columns(self, count: int, height: float) -> list[Frame]:
        width = (INNER - GAP * (count - 1)) / count
        return [self._frame(SIDE + i * (width + GAP), BOTTOM, width, height) for i in range(count)]

    def beforeDocument(self) -> None:  # noqa: N802 (reportlab's name)
        self.body_start = 0

    def _decorate(self, canvas: Any, _: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        front = self.contents and self.pageTemplate.id == "front"
        if not front and not self.body_start:
            self.body_start = number
            canvas.addPageLabel(number - 1, style="ARABIC", start=1)
        if front and number == 1:
            canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        label = ("i", "ii", "iii", "iv")[number - 1] if front else str(number - self.body_start + 1)
        canvas.saveState()
        canvas.setFont("Sans", 8)
        canvas.setFillColor(colors.HexColor("#555555"))
        canvas.drawString(SIDE, HEIGHT - 15 * mm, self.running_head)
        canvas.drawRightString(WIDTH - SIDE, HEIGHT - 15 * mm, self.right_head)
        canvas.drawCentredString(WIDTH / 2, 11 * mm, label)
        canvas.setStrokeColor(self.accent)
        canvas.setLineWidth(0.8)
        canvas.line(SIDE, HEIGHT - 17 * mm, WIDTH - SIDE, HEIGHT - 17 * mm)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        if isinstance(flowable, Paragraph) and flowable.style.name in ("h2", "h3"):
            key, level = f"h{self.seq.nextf('heading')}", int(flowable.style.name[1]) - 2
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, level, closed=False)
            if self.contents and level == 0 and self.body_start:
                self.notify("TOCEntry", (0, flowable.getPlainText(), self.page - self.body_start + 1, key))


def table_flowable(rows: list[list[Paragraph]], width: float, accent: colors.Color) -> Table:
    """Return a table as wide as `width`; a column gets what its longest word needs, and more for more text."""
    columns = [[row[i].getPlainText() for row in rows] for i in range(len(rows[0]))]
    words = [[word for text in column for word in text.split()] for column in columns]
    needed = [max(pdfmetrics.stringWidth(word, "Sans-Bold", 8.1) for word in column) for column in words]
    spare = width - sum(needed) - 14 * len(columns)
    lengths = [min(max(len(text) for text in column), 60) for column in columns]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#B9C2CC")),
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.8),
        ("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.HexColor("#F4F6F8"), colors.white]),
        ("BACKGROUND", (0, 0), (-1, 0), accent),
    ]
    return Table(
        rows,
        colWidths=[need + 14 + spare * length / sum(lengths) for need, length in zip(needed, lengths, strict=True)],
        repeatRows=1,
        style=TableStyle(style),
        spaceAfter=10,
    )


def title_flowables(
    settings: dict[str, Any], styles: dict[str, ParagraphStyle], accent: colors.Color
) -> list[Flowable]:
    """Return title, subtitle and the box of key facts."""
    facts = [
        [Paragraph(f"<b>{escape(label)}</b>", styles["cell"]), Paragraph(escape(str(value)), styles["cell"])]
        for label, value in settings["facts"]
    ]
    box = Table(facts, colWidths=[38 * mm, INNER - 38 * mm], spaceAfter=10)
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#EEF2F6")),
                ("LINEBEFORE", (0, 0), (0, -1), 2.5, accent),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
            ]
        )
    )
    title = Paragraph(escape(settings["metadata"]["title"]), styles["title"])
    subtitle = Paragraph(escape(settings["subtitle"]), styles["subtitle"])
    return [title, subtitle, box, HRFlowable(width=INNER, thickness=0.8, color=accent, spaceAfter=8)]


def body_flowables(
    tree: SyntaxTreeNode, settings: dict[str, Any], styles: dict[str, ParagraphStyle], accent: colors.Color
) -> Iterator[Flowable]:
    """Yield the flowables of a Markdown body."""
    columns = settings.get("columns", 1)
    width = (INNER - GAP * (columns - 1)) / columns
    headings: list[Flowable] = []
    for node in tree.children:
        if node.type == "heading":
            headings.append(Paragraph(inline_markup(node), styles[node.tag]))
            continue
        if node.type == "table":
            rows = [
                [Paragraph(inline_markup(cell), styles["head" if i == 0 else "cell"]) for cell in row]
                for i, row in enumerate(rows_of(node))
            ]
            yield KeepTogether([*headings, table_flowable(rows, width, accent)])
        else:
            yield from headings
        headings = []
        if node.type == "paragraph":
            leads = node.next_sibling is not None and node.next_sibling.type.endswith("_list")
            yield Paragraph(inline_markup(node), styles["lead" if leads else "body"])
        elif node.type in ("bullet_list", "ordered_list"):
            for number, item in enumerate(node.children, start=1):
                mark = "•" if node.type == "bullet_list" else f"{number}."
                yield Paragraph(inline_markup(item), styles["item"], bulletText=mark)
            yield Spacer(1, 4)
        elif node.type == "hr":
            yield NextPageTemplate("wide" if columns > 1 else "later")
            yield PageBreak()


def make_pdf(settings: dict[str, Any], tree: SyntaxTreeNode) -> bytes:
    """Return the bytes of the report that a source describes."""
    accent = colors.HexColor(settings["accent"])
    columns = settings.get("columns", 1)
    styles = styles_for(accent, narrow=columns > 1)
    title = title_flowables(settings, styles, accent)
    height = sum(part.wrap(INNER, HEIGHT)[1] + part.getSpaceAfter() + part.getSpaceBefore() for part in title) + 4
    story = [*title, FrameBreak() if columns > 1 else Spacer(1, 1)]
    if settings.get("contents"):
        contents = TableOfContents(dotsMinLevel=0)
        contents.levelStyles = [ParagraphStyle("toc", styles["body"], fontName="Sans", spaceAfter=2)]
        story += [Paragraph(escape(settings["contents"]), ParagraphStyle("contents", styles["h2"])), contents]
    else:
        story.append(NextPageTemplate("later"))
    story += body_flowables(tree, settings, styles, accent)
    target = io.BytesIO()
    Report(target, settings, height).multiBuild(story)
    return target.getvalue()
