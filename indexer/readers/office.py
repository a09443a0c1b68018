"""Reads Word documents (DOCX), and hands presentations (PPTX) and OpenDocument texts (ODT) to their readers."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from indexer.drafts import Draft, ReadingLimits
from indexer.readers import opendocument, presentation
from indexer.readers.archives import check_archive, parse_xml
from indexer.readers.cleaning import clean, clean_line, shorten, shows_something
from indexer.readers.composing import Composer
from indexer.readers.failures import check_length, failure
from indexer.readers.labels import record_field
from indexer.readers.rows import row_lines
from indexer.readers.stating import fields_of, labelled_pairs, stated
from indexer.readers.titles import LONGEST, title_from_name, title_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"microsoft word|document ?\d*$|untitled|title$|word document|template|powerpoint presentation|presentation ?\d*$"
    r"|dia ?\d+$|slide ?\d+$|.*\.(?:docx?|pptx?|odt|dotx?)$",
    re.IGNORECASE,
)
_NO_AUTHOR = {"python-docx", "microsoft office user", "windows user", "user", "admin", "unknown", "author"}


class _Style(NamedTuple):
    """What a paragraph style means for reading: a heading of some level, the title, or neither; and its list."""

    level: int | None = None
    is_title: bool = False
    list_key: tuple[str, str] | None = None


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the document as one draft; raises `ReadingError` where it is damaged, encrypted, or holds no text."""
    # The whole document is held as a tree, which takes some ten times the room of its text.
    check_archive(path, limits, share=0.1)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "ppt/presentation.xml" in names:
        return presentation.read(path, limits)
    if "word/document.xml" not in names:
        return opendocument.read(path, limits)
    return (_read_word(path, limits),)


def sane_title(title: str | None) -> str:
    """Return a title from a file's properties, or nothing where a program or a template left it there."""
    plain = clean_line(title or "")
    return "" if _NO_TITLE.match(plain) or not shows_something(plain) else plain


def sane_author(author: str | None) -> str:
    """Return an author from a file's properties, or nothing where a program left it there."""
    plain = clean_line(author or "")
    return "" if plain.casefold() in _NO_AUTHOR else plain


def _read_word(path: Path, limits: ReadingLimits) -> Draft:
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document = Document(str(path))
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        if "memory" in str(error).casefold():
            raise MemoryError from None
        raise failure(path, "damaged", "the document is damaged or incomplete. Open and save it again.") from None
    body = _Body(document)
    body.add(document.element.body)
    body.add_footnotes()
    text = body.composer.text()
    if not shows_something(text):
        raise failure(path, "no_text", "it holds no text. If it holds scanned pages, run text recognition (OCR) first.")
    check_length(path, len(text), limits)
    properties = document.core_properties
    sections = body.composer.sections()
    declared, fields = stated(body.pairs)
    if properties.language and re.match(r"[a-z]{2,3}\b", properties.language):
        declared.setdefault("language", (properties.language[:2],))
    if author := sane_author(properties.author):
        fields.setdefault("author", author)
    title = body.title or sane_title(properties.title) or body.first_heading or title_of(text.split("\n\n", 40), path)
    return Draft(
        title=shorten(title, LONGEST) or title_from_name(path),
        text=text,
        declared=declared,
        fields={**fields_of(text, sections), **fields},
        sections=sections,
    )


class _Body:
    """Goes through a document's body in order."""

    def __init__(self, document: Any) -> None:
        self.composer = Composer()
        self.title = ""
        self.first_heading = ""
        self.pairs: list[tuple[str, str]] = []
        self._document = document
        self._styles = _styles(document)
        self._numbered = _numbered_lists(document)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._list: list[str] = []

    def add(self, parent: Any) -> None:
        """Add everything below an element."""
        for element in _blocks(parent):
            if element.tag == f"{_W}tbl":
                self._end_list()
                self._add_table(element)
            else:
                self._add_paragraph(element)
        self._end_list()

    def add_footnotes(self) -> None:
        """Add the footnotes at the end, below a heading of their own."""
        for relation in self._document.part.rels.values():
            if relation.reltype.endswith("/footnotes") and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                notes = [clean_line(_text(note)) for note in root if note.get(f"{_W}type") is None]
                if any(notes):
                    self.composer.heading("Footnotes")
                    self.composer.block("\n".join(note for note in notes if note))

    def _add_paragraph(self, element: Any) -> None:
        text = clean(_text(element))
        style = self._style_of(element)
        if style.list_key and style.level is None and text:
            self._list.append(self._marker(style.list_key) + text)
        elif text:
            self._end_list()
            if style.is_title and not self.title:
                self.title = clean_line(text)
                self.composer.block(text)
            elif style.level is not None and len(text) <= 300:
                self.first_heading = self.first_heading or clean_line(text)
                self.composer.heading(text, level=style.level, field=record_field(text))
            else:
                self.composer.block(text)
        for box in element.iter(f"{_W}txbxContent"):
            if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                self.add(box)

    def _add_table(self, element: Any) -> None:
        rows = [[_text(cell) for cell in _cells(row)] for row in _rows(element)]
        if pairs := labelled_pairs(rows):
            self.pairs.extend((label, clean(text)) for label, text in pairs)
            for label, text in pairs:
                if shows_something(text):
                    self.composer.heading(label, level=6, field=record_field(label))
                    self.composer.block(text)
            self.composer.end_sections(6)
            return
        if len(rows) == 1 or max(map(len, rows), default=0) == 1:
            # Such tables only frame text.
            for row in _rows(element):
                for cell in _cells(row):
                    self.add(cell)
            return
        self.composer.block("\n".join(row_lines(rows)))

    def _style_of(self, element: Any) -> _Style:
        properties = element.find(f"{_W}pPr")
        if properties is None:
            return _Style()
        named = properties.find(f"{_W}pStyle")
        style = self._styles.get(named.get(f"{_W}val", "") if named is not None else "", _Style())
        outline = properties.find(f"{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9") in "012345678":
            style = style._replace(level=int(outline.get(f"{_W}val")) + 1)
        return style._replace(list_key=_list_key(properties) or style.list_key)

    def _marker(self, key: tuple[str, str]) -> str:
        if key not in self._numbered:
            return "- "
        self._counts[key] += 1
        for other in [other for other in self._counts if other[0] == key[0] and other[1] > key[1]]:
            del self._counts[other]
        return f"{self._counts[key]}. "

    def _end_list(self) -> None:
        if self._list:
            self.composer.block("\n".join(self._list))
            self._list = []


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order; what a table of contents holds is left out."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}sdt":
            gallery = child.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
            content = child.find(f"{_W}sdtContent")
            if content is not None and (gallery is None or "Contents" not in gallery.get(f"{_W}val", "")):
                yield from _blocks(content)
        elif child.tag in (f"{_W}ins", f"{_W}customXml", f"{_W}smartTag", f"{_W}moveTo"):
            yield from _blocks(child)


def _text(element: Any) -> str:
    """Return an element's text as it shows: no deletions, no field codes, no text boxes (blocks of their own)."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}ptab"):
            parts.append(" " if node.getparent().tag == f"{_W}r" else "")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag not in (f"{_W}txbxContent", _FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"):
            if node.tag == f"{_W}p" and node is not element:
                stack.append("\n")
            stack.extend(reversed(node))
    return "".join(parts)


def _rows(table: Any) -> Iterable[Any]:
    return [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]


def _cells(row: Any) -> Iterable[Any]:
    return [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]


def _list_key(properties: Any) -> tuple[str, str] | None:
    numbering = properties.find(f"{_W}numPr")
    if numbering is None:
        return None
    number, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
    key = number.get(f"{_W}val", "0") if number is not None else "0"
    return (key, level.get(f"{_W}val", "0") if level is not None else "0") if key != "0" else None


def _styles(document: Any) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        label = name.get(f"{_W}val", "") if name is not None else ""
        properties = style.find(f"{_W}pPr")
        heading = _HEADING.fullmatch(label)
        styles[style.get(f"{_W}styleId", "")] = _Style(
            level=int(heading.group(1)) if heading else None,
            is_title=label.casefold() == "title",
            list_key=_list_key(properties) if properties is not None and not heading else None,
        )
    return styles


def _numbered_lists(document: Any) -> set[tuple[str, str]]:
    """Return the lists and levels that count, other than those with bullets."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return set()
    counting: dict[str, set[str]] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        levels = {
            level.get(f"{_W}ilvl", "0")
            for level in abstract.iter(f"{_W}lvl")
            if (kind := level.find(f"{_W}numFmt")) is not None and kind.get(f"{_W}val") not in ("bullet", "none")
        }
        counting[abstract.get(f"{_W}abstractNumId", "")] = levels
    numbered = set()
    for number in root.iter(f"{_W}num"):
        reference = number.find(f"{_W}abstractNumId")
        for level in counting.get(reference.get(f"{_W}val", ""), set()) if reference is not None else ():
            numbered.add((number.get(f"{_W}numId", ""), level))
    return numbered
