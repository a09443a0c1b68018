"""Reads Word documents (DOCX), and hands presentations (PPTX) and OpenDocument texts (ODT) to their readers."""

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

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
from indexer.readers.word_elements import (
    FALLBACK,
    Style,
    W,
    blocks,
    cells_of,
    list_key,
    numbered_lists,
    rows_of,
    styles_of,
    table_texts,
    text_of,
)

_NO_TITLE = re.compile(
    r"microsoft word|document ?\d*$|untitled|title$|word document|template|powerpoint presentation|presentation ?\d*$"
    r"|dia ?\d+$|slide ?\d+$|.*\.(?:docx?|pptx?|odt|dotx?)$",
    re.IGNORECASE,
)
_NO_AUTHOR = {"python-docx", "microsoft office user", "windows user", "user", "admin", "unknown", "author"}


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
        if _is_strict(path):
            raise failure(
                path, "unsupported", "this is 'Strict Open XML'. Save it as an ordinary Word document."
            ) from None
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


def _is_strict(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
        return b"http://purl.oclc.org/ooxml/" in part.read(10_000)


class _Body:
    """Goes through a document's body in order."""

    def __init__(self, document: Any) -> None:
        self.composer = Composer()
        self.title = ""
        self.first_heading = ""
        self.pairs: list[tuple[str, str]] = []
        self._document = document
        self._styles = styles_of(document)
        self._numbered = numbered_lists(document)
        self._counts: Counter[tuple[str, str]] = Counter()
        self._list: list[str] = []

    def add(self, parent: Any) -> None:
        """Add everything below an element."""
        for element in blocks(parent):
            if element.tag == f"{W}tbl":
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
                notes = [clean_line(text_of(note)) for note in root if note.get(f"{W}type") is None]
                if any(notes):
                    self.composer.heading("Footnotes")
                    self.composer.block("\n".join(note for note in notes if note))

    def _add_paragraph(self, element: Any) -> None:
        text = clean(text_of(element))
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
        for box in element.iter(f"{W}txbxContent"):
            if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
                self.add(box)

    def _add_table(self, element: Any) -> None:
        rows = table_texts(element)
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
            for row in rows_of(element):
                for cell in cells_of(row):
                    self.add(cell)
            return
        self.composer.block("\n".join(row_lines(rows)))

    def _style_of(self, element: Any) -> Style:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return Style()
        named = properties.find(f"{W}pStyle")
        style = self._styles.get(named.get(f"{W}val", "") if named is not None else "", Style())
        outline = properties.find(f"{W}outlineLvl")
        if outline is not None and outline.get(f"{W}val", "9") in "012345678":
            style = style._replace(level=int(outline.get(f"{W}val")) + 1)
        return style._replace(list_key=list_key(properties) or style.list_key)

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
