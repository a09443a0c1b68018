"""Makes the PDF files that the reader's tests read."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

STYLES = getSampleStyleSheet()
WIDTH, HEIGHT = A4


def lines_pdf(path: Path, pages: Sequence[Sequence[str]], left: float = 72, leading: float = 14) -> Path:
    """Write pages of lines in 12-point Helvetica, each line where it is told to be: below the one before it."""
    canvas = Canvas(str(path), pagesize=A4)
    for lines in pages:
        canvas.setFont("Helvetica", 12)
        for number, line in enumerate(lines):
            canvas.drawString(left, HEIGHT - 100 - number * leading, line)
        canvas.showPage()
    canvas.save()
    return path


def drawn_pdf(path: Path, *draw: Callable[[Canvas], Any], **options: Any) -> Path:
    """Write one page for each function, which draws on the canvas that it is given."""
    canvas = Canvas(str(path), pagesize=A4, **options)
    for draw_page in draw:
        draw_page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def flowing_pdf(
    path: Path,
    story: Sequence[Flowable],
    columns: int = 1,
    on_page: Callable[[Canvas, Any], None] = lambda canvas, document: None,
    title_height: float = 0,
    **options: Any,
) -> Path:
    """Write a story that flows through frames: one of `title_height` above the columns, if given, then the columns."""
    width = (WIDTH - 144 - (columns - 1) * 18) / columns
    frames = [Frame(72, HEIGHT - 72 - title_height, WIDTH - 144, title_height, 0, 0, 0, 0)] if title_height else []
    frames += [
        Frame(72 + index * (width + 18), 72, width, HEIGHT - 144 - title_height, 0, 0, 0, 0) for index in range(columns)
    ]
    document = BaseDocTemplate(str(path), pagesize=A4, **options)
    document.addPageTemplates([PageTemplate("page", frames, onPage=on_page)])
    document.build(list(story))
    return path


def text(words: str, style: str = "Normal", **changes: Any) -> Paragraph:
    """Return a paragraph in one of reportlab's styles, changed as told."""
    return Paragraph(words, ParagraphStyle("changed", parent=STYLES[style], **changes))


def grid(rows: Sequence[Sequence[str]], widths: Sequence[float] | None = None, lines: bool = True) -> Table:
    """Return a table whose cells wrap, with or without lines between them."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if lines else []
    return Table([[text(cell) for cell in row] for row in rows], widths, style=TableStyle(style))


def dejavu() -> str:
    """Return the name of a font that has the letters of every European language."""
    pdfmetrics.registerFont(TTFont("DejaVuSans", "DejaVuSans.ttf"))
    return "DejaVuSans"


def picture_of_text() -> ImageReader:
    """Return a picture that looks like a scanned page."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (400, 200), 255)
    ImageDraw.Draw(image).text((20, 20), "A scanned page of a report", fill=0)
    data = BytesIO()
    image.save(data, "PNG")
    data.seek(0)
    return ImageReader(data)


def changed_pdf(path: Path, change: Callable[[pypdf.PdfWriter], Any]) -> Path:
    """Rewrite a file with what pypdf's writer can change: labels, outline, encryption, rotation."""
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path
