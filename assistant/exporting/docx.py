"""A thread as a Word document: quotes with numbered marks that lead to the list of sources under each answer.

The numbers are those that the page shows, and begin anew with each question; footnotes of Word would count through.
"""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO

from babel.dates import format_date
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.exporting.thread import (
    Quote,
    Reference,
    Says,
    Turn,
    asked,
    fit,
    line_of,
    preface,
    references,
    sources_shown,
    status_of,
    time_of,
    written,
)
from corpus.vocabulary import Vocabulary

_ACCENT, _QUIET, _LINK = RGBColor(0x0F, 0x6B, 0x73), RGBColor(0x4C, 0x5A, 0x61), RGBColor(0x0B, 0x5C, 0x77)
_FONT = "Calibri"


def thread_docx(turns: Sequence[Turn], names: Vocabulary, say: Says, base: str = "") -> bytes:
    """Return a thread as the bytes of a DOCX file: per question a heading, the quotes by document, the sources.

    `say` gives our own words in the reader's language (`ui.texts.Texts`). `base` is the address of the page, such as
    `http://127.0.0.1:8501`, and makes lasting links; without it there are none. The file says nothing of who made it.
    """
    return _Writer(names, say, base).file(turns)


class _Writer:
    def __init__(self, names: Vocabulary, say: Says, base: str) -> None:
        self.names, self.say, self.base = names, say, base
        self.document: WordDocument = Document()
        self._bookmarks = 0

    def file(self, turns: Sequence[Turn]) -> bytes:
        _set_styles(self.document, self.say.language)
        self._set_properties(turns)
        self._paragraph(self.say("export_title"), "Title")
        if turns:
            self._paragraph(format_date(turns[-1].when, "long", locale=self.say.language), "Vet Facts")
        self._paragraph(self.say("export_exact"), "Vet Facts")
        for number, turn in enumerate(turns, start=1):
            self._turn(turn, f"question_{number}")
        _set_page(self.document)
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _set_properties(self, turns: Sequence[Turn]) -> None:
        kept = self.document.core_properties
        kept.author = kept.last_modified_by = kept.comments = ""
        kept.title = line_of(turns[0].answer.question, 200) if turns else self.say("export_title")
        kept.language = self.say.language
        if turns:
            kept.created = kept.modified = turns[-1].when.astimezone(UTC).replace(tzinfo=None)

    def _turn(self, turn: Turn, anchor: str) -> None:
        answer = turn.answer
        heading = self._paragraph(asked(answer), "Heading 1")
        _speak(heading.runs, answer.language)
        self._paragraph(time_of(turn, self.say), "Vet Facts")
        for line in preface(answer, self.names, self.say):
            self._paragraph(line, "Vet Facts")
        word, found = status_of(answer, self.say)
        status = self.document.add_paragraph()
        status.add_run(f"{word}: ").bold = True
        status.add_run(found)
        for sentence in written(answer):
            self._marks(self._paragraph(fit(sentence.text)), sentence.citations, anchor)
        for source in sources_shown(answer, self.names, self.say):
            _speak(self._paragraph(source.title, "Heading 2").runs, source.language)
            self._paragraph(source.facts, "Vet Facts").paragraph_format.keep_with_next = True
            for quote in source.quotes:
                self._quote(quote, source.language, anchor)
        if answer.nearest:
            self._paragraph(self.say("perhaps_of_use"))
            for each in answer.nearest:
                self._paragraph(f"{line_of(each.title)} ({line_of(each.source)})", "List Bullet")
        entries = references(answer, self.names, self.say, self.base)
        if entries:
            self._paragraph(self.say("sources"), "Heading 2")
        for entry in entries:
            self._entry(entry, anchor)

    def _quote(self, quote: Quote, language: str | None, anchor: str) -> None:
        paragraph = self._paragraph("", "Quote")
        _speak([paragraph.add_run(_lines(quote.citation.quote))], language)
        self._marks(paragraph, [quote.citation.number], anchor)
        if quote.same:
            others = "; ".join(f"{line_of(other.title)} [{other.number}]" for other in quote.same)
            self._paragraph(self.say("export_same", others=others), "Vet Facts")

    def _entry(self, entry: Reference, anchor: str) -> None:
        paragraph = self._paragraph("", "Vet Source")
        self._bookmark(paragraph.add_run(f"[{entry.number}]"), f"{anchor}_source_{entry.number}")
        paragraph.add_run("\t")
        title = paragraph.add_run(entry.title)
        title.bold = True
        _speak([title], entry.language)
        paragraph.add_run(f". {entry.facts}.")
        if entry.quote is not None:
            paragraph.add_run("\n“")
            _speak([paragraph.add_run(_lines(entry.quote))], entry.language)
            paragraph.add_run("”")
        if entry.url:
            paragraph.add_run("\n")
            self._web_link(paragraph, entry.url, entry.url)
        if entry.link:
            paragraph.add_run("\n")
            self._web_link(paragraph, self.say("export_open"), entry.link)

    def _marks(self, paragraph: Paragraph, numbers: Sequence[int], anchor: str) -> None:
        for number in numbers:
            paragraph.add_run(" ")
            self._link(paragraph, f"[{number}]", {qn("w:anchor"): f"{anchor}_source_{number}"})

    def _web_link(self, paragraph: Paragraph, text: str, address: str) -> None:
        name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self._link(paragraph, text, {qn("r:id"): name})

    def _link(self, paragraph: Paragraph, text: str, target: dict[str, str]) -> None:
        run = paragraph.add_run(text, "Hyperlink")
        link = OxmlElement("w:hyperlink", attrs={**target, qn("w:history"): "1"})
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, run: Run, name: str) -> None:
        self._bookmarks += 1
        number = str(self._bookmarks)
        run._r.addprevious(OxmlElement("w:bookmarkStart", attrs={qn("w:id"): number, qn("w:name"): name}))
        run._r.addnext(OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): number}))

    def _paragraph(self, text: str, style: str | None = None) -> Paragraph:
        return self.document.add_paragraph(text, style)


def _lines(quote: str) -> str:
    return fit(quote).replace("\r\n", "\n").replace("\r", "\n")


def _speak(runs: Sequence[Run], language: str | None) -> None:
    """Say which language words are in, so that they are spelled, hyphenated and read aloud in it."""
    for run in runs if language else ():
        run._r.get_or_add_rPr().append(OxmlElement("w:lang", attrs={qn("w:val"): language or ""}))


def _set_styles(document: WordDocument, language: str) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for tag in styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 12)):
        font = styles[name].font
        font.name, font.size, font.color.rgb = _FONT, Pt(size), _ACCENT
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent, quote.paragraph_format.keep_together = Cm(0.6), True
    edge = {"val": "single", "sz": "18", "space": "8", "color": str(_ACCENT)}
    borders = OxmlElement("w:pBdr")
    borders.append(OxmlElement("w:left", attrs={qn(f"w:{name}"): value for name, value in edge.items()}))
    quote.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK, True
    for name in ("Vet Facts", "Vet Source"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(10)
    styles["Vet Facts"].font.color.rgb = _QUIET
    styles["Vet Facts"].paragraph_format.space_after = Pt(4)
    source = styles["Vet Source"].paragraph_format
    source.left_indent, source.first_line_indent = Cm(0.9), Cm(-0.9)
    source.tab_stops.add_tab_stop(Cm(0.9))


def _set_page(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    footer = page.footer.paragraphs[0]
    footer.alignment = 1
    field = OxmlElement("w:fldSimple", attrs={qn("w:instr"): "PAGE"})
    field.append(footer.add_run("1")._r)
    footer._p.append(field)
