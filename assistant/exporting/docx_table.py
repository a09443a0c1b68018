"""A comparison of practices as a Word document: a landscape table with numbered marks, and the list of its sources."""

from io import BytesIO

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.run import Run

from assistant.citations import Citation
from assistant.exporting.comparison import Line, Said, lines_of, sources_of
from assistant.exporting.thread import Says, line_of
from assistant.exporting.word import QUIET, WordWriter, lines, set_page, speak
from assistant.practices.sidebyside import Comparison
from corpus.vocabulary import Vocabulary

_ANCHOR = "comparison"
_TABLE_WIDTH, _FIRST_WIDTH = 26.7, 3.6
_CELL = "Vet Cell"


def comparison_docx(comparison: Comparison, names: Vocabulary, say: Says, base: str = "") -> bytes:
    """Return a comparison as the bytes of a DOCX file. `base` is the page's address, and makes lasting links."""
    return _Writer(comparison, names, say, base).file()


class _Writer(WordWriter):
    def __init__(self, comparison: Comparison, names: Vocabulary, say: Says, base: str) -> None:
        super().__init__(say)
        style = self.document.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = self.document.styles["Normal"], Pt(9)
        style.paragraph_format.space_after = Pt(2)
        self.comparison, self.names, self.base = comparison, names, base

    def file(self) -> bytes:
        kept = self.document.core_properties
        kept.author = kept.last_modified_by = kept.comments = ""
        kept.title, kept.language = self.say("compare_title"), self.say.language
        set_page(self.document, landscape=True)
        self.paragraph(self.say("compare_title"), "Title")
        self.paragraph(self.say("export_exact"), "Vet Facts")
        self._table()
        self.paragraph(self.say("sources"), "Heading 2")
        for entry in sources_of(self.comparison, self.names, self.say, self.base):
            self.entry(entry, _ANCHOR)
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _table(self) -> None:
        columns = self.comparison.practices
        table = self.document.add_table(rows=1, cols=1 + len(columns), style="Table Grid")
        table.autofit = False
        head = table.rows[0]
        _repeat(head)
        self._plain(head.cells[0], self.say("dimension"), bold=True)
        for cell, column in zip(head.cells[1:], columns, strict=True):
            run = self._plain(cell, line_of(column.title), bold=True)
            speak([run], column.language)
        for line in lines_of(self.comparison, self.names, self.say):
            self._row(table.add_row(), line)
        width = (_TABLE_WIDTH - _FIRST_WIDTH) / max(1, len(columns))
        for index, grid in enumerate(table.columns):
            grid.width = Cm(width if index else _FIRST_WIDTH)
        for row in table.rows:
            for index, cell in enumerate(row.cells):
                cell.width = Cm(width if index else _FIRST_WIDTH)

    def _row(self, row: WordRow, line: Line) -> None:
        _keep_together(row)
        self._plain(row.cells[0], line.label, bold=True)
        if line.agreement:
            row.cells[0].add_paragraph(style=_CELL).add_run(line.agreement).font.color.rgb = QUIET
        for cell, said, column in zip(row.cells[1:], line.cells, self.comparison.practices, strict=True):
            self._said(cell, said, column.language)

    def _said(self, cell: WordCell, said: Said, language: str | None) -> None:
        if not said.stated:
            run = self._plain(cell, self.say("not_stated"))
            run.italic, run.font.color.rgb = True, QUIET
            return
        parts = ["; ".join(said.labels)] if said.labels else []
        for index, part in enumerate([*parts, *said.quotes, *said.figures]):
            paragraph = cell.add_paragraph(style=_CELL) if index else cell.paragraphs[0]
            paragraph.style = _CELL
            if isinstance(part, Citation):
                speak([paragraph.add_run(f"“{lines(part.quote).strip()}”")], language)
                self.marks(paragraph, [part.number], _ANCHOR)
            elif index < len(parts):
                paragraph.add_run(part)
            else:
                paragraph.add_run(f"→ {part}").bold = True

    def _plain(self, cell: WordCell, text: str, *, bold: bool = False) -> Run:
        paragraph = cell.paragraphs[0]
        paragraph.style = _CELL
        run: Run = paragraph.add_run(text)
        run.bold = bold
        return run


def _repeat(row: WordRow) -> None:
    """Have the heading at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader", attrs={qn("w:val"): "true"}))


def _keep_together(row: WordRow) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit", attrs={qn("w:val"): "true"}))
