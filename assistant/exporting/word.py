"""What every Word document of ours has: its styles, marks that lead to a list of sources, and links."""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.exporting.thread import Reference, Says, fit

ACCENT, QUIET, LINK = RGBColor(0x0F, 0x6B, 0x73), RGBColor(0x4C, 0x5A, 0x61), RGBColor(0x0B, 0x5C, 0x77)
_FONT = "Calibri"


class WordWriter:
    """A Word document that is being written, in the reader's language; it says nothing of who made it."""

    def __init__(self, say: Says) -> None:
        self.say = say
        self.document: WordDocument = Document()
        self._bookmarks = 0
        _set_styles(self.document, say.language)

    def entry(self, entry: Reference, anchor: str) -> None:
        """Write an entry of a list of sources; marks with the same anchor lead to it."""
        paragraph = self.paragraph("", "Vet Source")
        self.bookmark(paragraph.add_run(f"[{entry.number}]"), f"{anchor}_source_{entry.number}")
        paragraph.add_run("\t")
        title = paragraph.add_run(entry.title)
        title.bold = True
        speak([title], entry.language)
        paragraph.add_run(f". {entry.facts}.")
        if entry.quote is not None:
            paragraph.add_run("\n“")
            speak([paragraph.add_run(lines(entry.quote))], entry.language)
            paragraph.add_run("”")
        if entry.url:
            paragraph.add_run("\n")
            self.web_link(paragraph, entry.url, entry.url)
        if entry.link:
            paragraph.add_run("\n")
            self.web_link(paragraph, self.say("export_open"), entry.link)

    def marks(self, paragraph: Paragraph, numbers: Sequence[int], anchor: str) -> None:
        """Add the numbers of sources to a paragraph, each a link to its entry."""
        for number in numbers:
            paragraph.add_run(" ")
            self._link(paragraph, f"[{number}]", {qn("w:anchor"): f"{anchor}_source_{number}"})

    def web_link(self, paragraph: Paragraph, text: str, address: str) -> None:
        """Add a link to an address of the web."""
        name = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self._link(paragraph, text, {qn("r:id"): name})

    def _link(self, paragraph: Paragraph, text: str, target: dict[str, str]) -> None:
        run = paragraph.add_run(text, "Hyperlink")
        link = OxmlElement("w:hyperlink", attrs={**target, qn("w:history"): "1"})
        link.append(run._r)
        paragraph._p.append(link)

    def bookmark(self, run: Run, name: str) -> None:
        """Make words a place that marks lead to."""
        self._bookmarks += 1
        number = str(self._bookmarks)
        run._r.addprevious(OxmlElement("w:bookmarkStart", attrs={qn("w:id"): number, qn("w:name"): name}))
        run._r.addnext(OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): number}))

    def paragraph(self, text: str, style: str | None = None) -> Paragraph:
        """Add a paragraph."""
        return self.document.add_paragraph(text, style)


def lines(quote: str) -> str:
    """Return a quote as Word can hold it; its lines stay."""
    return fit(quote).replace("\r\n", "\n").replace("\r", "\n")


def speak(runs: Sequence[Run], language: str | None) -> None:
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
        font.name, font.size, font.color.rgb = _FONT, Pt(size), ACCENT
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent, quote.paragraph_format.keep_together = Cm(0.6), True
    edge = {"val": "single", "sz": "18", "space": "8", "color": str(ACCENT)}
    borders = OxmlElement("w:pBdr")
    borders.append(OxmlElement("w:left", attrs={qn(f"w:{name}"): value for name, value in edge.items()}))
    quote.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = LINK, True
    for name in ("Vet Facts", "Vet Source"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(10)
    styles["Vet Facts"].font.color.rgb = QUIET
    styles["Vet Facts"].paragraph_format.space_after = Pt(4)
    source = styles["Vet Source"].paragraph_format
    source.left_indent, source.first_line_indent = Cm(0.9), Cm(-0.9)
    source.tab_stops.add_tab_stop(Cm(0.9))


def set_page(document: WordDocument, *, landscape: bool = False) -> None:
    """Make the pages A4, upright or landscape, with their numbers."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    margin = Cm(2.5)
    if landscape:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
        margin = Cm(1.5)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = margin
    footer = page.footer.paragraphs[0]
    footer.alignment = 1
    field = OxmlElement("w:fldSimple", attrs={qn("w:instr"): "PAGE"})
    field.append(footer.add_run("1")._r)
    footer._p.append(field)
