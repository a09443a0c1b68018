"""Reads OpenDocument texts (ODT)."""

import zipfile
from pathlib import Path
from typing import Any

from indexer.drafts import Draft, ReadingLimits
from indexer.readers.archives import parse_xml
from indexer.readers.cleaning import clean, clean_line, shorten, shows_something
from indexer.readers.composing import Composer
from indexer.readers.failures import check_length, failure
from indexer.readers.labels import record_field
from indexer.readers.rows import row_lines
from indexer.readers.stating import fields_of, labelled_pairs, stated
from indexer.readers.titles import LONGEST, title_from_name, title_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LEFT_OUT = (f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}sequence-decls", f"{_OFFICE}annotation")


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the document as one draft; the container must have been checked before. Raises `ReadingError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml")[:1_000_000]:
                raise failure(
                    path, "encrypted", "it is protected by a password. Remove the password and save it again."
                )
            root = parse_xml(archive.read("content.xml"))
            meta = parse_xml(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (ValueError, zipfile.BadZipFile, KeyError, OSError):
        raise failure(path, "damaged", "the document is damaged or incomplete. Open and save it again.") from None
    composer = Composer()
    pairs: list[tuple[str, str]] = []
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    _add(body if body is not None else root, composer, pairs)
    text = composer.text()
    if not shows_something(text):
        raise failure(path, "no_text", "it holds no text. If it holds scanned pages, run text recognition (OCR) first.")
    check_length(path, len(text), limits)
    sections = composer.sections()
    declared, fields = stated(pairs)
    stated_title = clean_line(meta.findtext(f".//{_TITLE}") or "") if meta is not None else ""
    return (
        Draft(
            title=shorten(stated_title or title_of(text.split("\n\n", 40), path), LONGEST) or title_from_name(path),
            text=text,
            declared=declared,
            fields={**fields_of(text, sections), **fields},
            sections=sections,
        ),
    )


def _add(parent: Any, composer: Composer, pairs: list[tuple[str, str]]) -> None:
    for element in parent:
        if element.tag == f"{_TEXT}h":
            title = clean_line(_text(element))
            level = element.get(f"{_TEXT}outline-level", "1")
            composer.heading(title, level=int(level) if level.isdigit() else 1, field=record_field(title))
        elif element.tag == f"{_TEXT}p":
            composer.block(_text(element))
        elif element.tag == f"{_TEXT}list":
            items = [clean_line(_text(item)) for item in element.iter(f"{_TEXT}p", f"{_TEXT}h")]
            composer.block("\n".join(f"- {item}" for item in items if item))
        elif element.tag == f"{_TABLE}table":
            _add_table(element, composer, pairs)
        elif element.tag not in _LEFT_OUT:
            _add(element, composer, pairs)


def _add_table(table: Any, composer: Composer, pairs: list[tuple[str, str]]) -> None:
    rows = [
        [
            "\n".join(_text(part) for part in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))
            for cell in row.iter(f"{_TABLE}table-cell")
        ]
        for row in table.iter(f"{_TABLE}table-row")
    ]
    found = labelled_pairs(rows)
    if not found:
        composer.block("\n".join(row_lines(rows)))
    for label, value in found:
        pairs.append((label, clean(value)))
        if shows_something(value):
            composer.heading(label, level=6, field=record_field(label))
            composer.block(value)
    composer.end_sections(6)


def _text(element: Any) -> str:
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" ")
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\n" if child.tag.endswith("break") else " ")
        elif child.tag not in _LEFT_OUT and child.tag != f"{_TEXT}note":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
