"""Footnotes of a Word document: python-docx has none, so their part of the package is made here."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.story import StoryPart
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

TEXT_STYLE, MARK_STYLE = "footnote text", "footnote reference"
# The line above the notes, and the one where they go on from the page before; Word wants both.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


class Footnotes:
    """The footnotes of a document; Word numbers them in the order of their marks."""

    def __init__(self, document: WordDocument) -> None:
        _add_styles(document)
        package = document.part.package
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._part = StoryPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._notes = 0
        named = OxmlElement("w:footnotePr")
        for kind, number in _SEPARATORS:
            run = OxmlElement("w:r")
            run.append(OxmlElement(f"w:{kind}"))
            self._note(number, kind).append(run)
            named.append(OxmlElement("w:footnote", attrs={qn("w:id"): str(number)}))
        settings = document.settings.element
        # The schema has a fixed order: after these, before `compat`.
        following = settings.find(qn("w:compat"))
        settings.insert(list(settings).index(following) if following is not None else len(settings), named)

    def add(self, paragraph: Paragraph) -> Paragraph:
        """Put a note's mark at the end of a paragraph; returns the paragraph of the note, to be written into."""
        self._notes += 1
        run = paragraph.add_run(style=MARK_STYLE)
        run._r.append(OxmlElement("w:footnoteReference", attrs={qn("w:id"): str(self._notes)}))
        note = Paragraph(self._note(self._notes), self._part)
        note.style = TEXT_STYLE
        note.add_run(style=MARK_STYLE)._r.append(OxmlElement("w:footnoteRef"))
        note.add_run(" ")
        return note

    def _note(self, number: int, kind: str | None = None) -> Any:
        attributes = {qn("w:id"): str(number), **({qn("w:type"): kind} if kind else {})}
        note, paragraph = OxmlElement("w:footnote", attrs=attributes), OxmlElement("w:p")
        note.append(paragraph)
        self._part.element.append(note)
        return paragraph


def _add_styles(document: WordDocument) -> None:
    """Add the styles by the names that Word knows, so that it shows them as its own."""
    text = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style, text.font.size = document.styles["Normal"], Pt(9)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.left_indent, text.paragraph_format.first_line_indent = Cm(0.4), Cm(-0.4)
    mark = document.styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
