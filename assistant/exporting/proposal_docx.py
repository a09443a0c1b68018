"""A proposal as a Word document: sections with footnotes, the references in a style, and a table of its evidence."""

import re
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.exporting.bibliography import Reference
from assistant.exporting.footnotes import Footnotes
from assistant.exporting.proposal import (
    Cited,
    Drafted,
    EvidenceRow,
    Notes,
    Part,
    Piece,
    brief_lines,
    cited_bibliography,
    evidence_of,
    parts_of,
    title_of,
)
from assistant.exporting.thread import Says
from assistant.exporting.word import WordWriter, lines, set_page, speak
from assistant.proposals.shapes import CheckedSentence
from corpus.vocabulary import Vocabulary

_CELL, _ENTRY = "Vet Cell", "Vet Reference"
_LACKING, _DIFFERING, _HEAD = "FFF0B8", "F8D7C6", "E7EEF0"
# The columns of the table of evidence, and how wide they are in centimetres.
_COLUMNS = (
    ("proposal_export_claim", 6.1), ("quote", 7.6), ("column_title", 4.4), ("column_countries", 2.3),
    ("column_years", 1.6), ("place", 2.5), ("proposal_export_state", 2.2),
)  # fmt: skip


def proposal_docx(drafted: Drafted, names: Vocabulary, say: Says) -> bytes:
    """Return a proposal as the bytes of a DOCX file. The file says nothing of who made it.

    `say` gives our own words; the names of sections are in the proposal's own language. Where the proposal was
    checked, sentences found wanting are coloured and have a comment; without it the file is clean.
    """
    return _Writer(drafted, names, say).file()


class _Writer(WordWriter):
    def __init__(self, drafted: Drafted, names: Vocabulary, say: Says) -> None:
        super().__init__(say)
        self.drafted, self.names = drafted, names
        for tag in self.document.styles.element.iter(qn("w:lang")):
            tag.set(qn("w:val"), drafted.language)
        self._add_styles()
        self.footnotes = Footnotes(self.document)

    def file(self) -> bytes:
        kept = self.document.core_properties
        kept.author = kept.last_modified_by = kept.comments = ""
        kept.title, kept.language = title_of(self.drafted, self.say)[:200], self.drafted.language
        set_page(self.document)
        self.paragraph(title_of(self.drafted, self.say), "Title")
        for line in brief_lines(self.drafted, self.names, self.say):
            self.paragraph(line, "Vet Facts")
        notes = Notes(self.drafted, self.say)
        for part in parts_of(self.drafted):
            self._section(part, notes)
        self._references()
        self._table()
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _section(self, part: Part, notes: Notes) -> None:
        points = f" ({self.say('proposal_export_points', points=part.points)})" if part.points else ""
        self.paragraph(part.title + points, "Heading 1")
        for pieces in notes.paragraphs(part, self.drafted.checked.get(part.id, ())):
            if pieces[0].heading:
                self.paragraph(pieces[0].text, "Heading 2")
            else:
                self._pieces(self.paragraph(""), pieces)

    def _pieces(self, paragraph: Paragraph, pieces: Sequence[Piece]) -> None:
        marked: dict[int, tuple[CheckedSentence, list[Run]]] = {}
        for piece in pieces:
            if piece.note:
                note = self.footnotes.add(paragraph)
                for index, cited in enumerate(piece.note.cited):
                    self._cited(note, cited, first=not index)
                continue
            run = paragraph.add_run(lines(piece.text))
            if piece.missing:
                _shade(run, _LACKING)
            if piece.found:
                marked.setdefault(id(piece.found), (piece.found, []))[1].append(run)
        for found, runs in marked.values():
            self._mark(found, runs)

    def _mark(self, found: CheckedSentence, runs: Sequence[Run]) -> None:
        for run in runs:
            _shade(run, _DIFFERING if found.standing == "differs" else _LACKING)
        differing = (" ≠ ".join(filter(None, [each.said, " / ".join(each.found)])) for each in found.differences)
        said = [self.say(f"proposal_export_{found.standing}"), *map(lines, differing)]
        if found.citation and found.standing == "differs":
            said.append(f"“{lines(found.citation.quote)}”")
        self.document.add_comment(list(runs), text="\n".join(said), author="VET Assistant", initials="VET")

    def _cited(self, note: Paragraph, cited: Cited, *, first: bool) -> None:
        if not first:
            note.add_run("\n")
        if cited.full:
            self._styled(note, cited.full)
        else:
            note.add_run(lines(cited.short))
        if cited.seen:
            note.add_run(f", {self.say('proposal_export_see_note', number=cited.seen)}.")
            return
        stop = "" if cited.full or cited.short.endswith(".") else "."
        note.add_run(stop + (f" {cited.place}:" if cited.place else "") + " “")
        speak([note.add_run(" ".join(lines(cited.quote or "").split()))], cited.source.language)
        note.add_run("”")

    def _styled(self, paragraph: Paragraph, reference: Reference) -> None:
        """Write a reference with its italics."""
        for index, text in enumerate(re.split(r"</?i>", reference.html)):
            if text:
                paragraph.add_run(lines(unescape(text))).italic = bool(index % 2)

    def _references(self) -> None:
        entries = cited_bibliography(self.drafted)
        if entries:
            self.paragraph(self.say("proposal_export_references"), "Heading 1")
        for entry in entries:
            self._styled(self.paragraph("", _ENTRY), entry.reference)

    def _table(self) -> None:
        rows = evidence_of(self.drafted, self.names, self.say)
        if not rows:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = 1
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
        self.paragraph(self.say("proposal_export_table"), "Heading 1")
        table = self.document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader", attrs={qn("w:val"): "true"}))
        for cell, (head, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
            self._cell(cell, self.say(head)).bold = True
            cell._tc.get_or_add_tcPr().append(_shading(_HEAD))
        for each in rows:
            cells = table.add_row()
            cells._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit", attrs={qn("w:val"): "true"}))
            self._row(cells.cells, each)
        for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)

    def _row(self, cells: Sequence[WordCell], row: EvidenceRow) -> None:
        link = row.link or row.url
        claim, quote, title, *others = cells
        speak([self._cell(claim, row.claim)], self.drafted.language)
        speak([self._cell(quote, f"“{row.quote}”")], row.source.language)
        speak([self._cell(title, "" if link else row.title)], row.source.language)
        if link:
            self.web_link(title.paragraphs[0], row.title, link)
        for cell, text in zip(others, (row.countries, row.years, row.place, row.state), strict=True):
            self._cell(cell, text)

    def _cell(self, cell: WordCell, text: str) -> Run:
        cell.paragraphs[0].style = _CELL
        run: Run = cell.paragraphs[0].add_run(lines(text))
        return run

    def _add_styles(self) -> None:
        styles = self.document.styles
        cell = styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style, cell.font.size = styles["Normal"], Pt(8.5)
        cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(1.5)
        entry = styles.add_style(_ENTRY, WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = styles["Normal"]
        entry.paragraph_format.left_indent, entry.paragraph_format.first_line_indent = Cm(1), Cm(-1)


def _shade(run: Run, colour: str) -> None:
    run._r.get_or_add_rPr().append(_shading(colour))


def _shading(colour: str) -> Any:
    return OxmlElement("w:shd", attrs={qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): colour})
