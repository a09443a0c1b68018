"""Reads presentations (PPTX): one page a slide, the slide's title as heading."""

import re
import zipfile
from pathlib import Path
from typing import Any

from corpus.documents import Page
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.archives import parse_xml
from indexer.readers.cleaning import clean_line, shorten, shows_something
from indexer.readers.composing import Composer
from indexer.readers.failures import check_length, failure
from indexer.readers.labels import record_field
from indexer.readers.rows import row_lines
from indexer.readers.titles import LONGEST, title_from_name

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,6})\.xml")
_NO_TEXT = {"sldNum", "dt", "ftr", "hdr"}


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the presentation as one draft; the container must have been checked before. Raises `ReadingError`."""
    composer = Composer()
    pages = []
    title = ""
    with zipfile.ZipFile(path) as archive:
        slides = sorted((int(match.group(1)), name) for name in archive.namelist() if (match := _SLIDE.fullmatch(name)))
        if len(slides) > limits.pages:
            raise failure(
                path, "too_many_pages", f"it has {len(slides):,} slides, the limit is {limits.pages:,}. Split it."
            )
        for number, (_, name) in enumerate(slides, start=1):
            start = composer.length + (2 if composer.length else 0)
            try:
                heading = _add_slide(parse_xml(archive.read(name)), composer)
            except (ValueError, zipfile.BadZipFile, OSError):
                raise failure(path, "damaged", f"slide {number} is damaged. Open and save the file again.") from None
            title = title or heading
            if composer.length > start:
                pages.append(Page(number=number, start=start, end=composer.length))
    text = composer.text()
    if not shows_something(text):
        raise failure(path, "no_text", "its slides hold no text. Save it as PDF with recognised text.")
    check_length(path, len(text), limits)
    return (
        Draft(
            title=shorten(title, LONGEST) or title_from_name(path),
            text=text,
            pages=tuple(pages),
            sections=composer.sections(),
        ),
    )


def _add_slide(root: Any, composer: Composer) -> str:
    title = ""
    for shape in root.iter(f"{_P}sp", f"{_A}tbl"):
        if shape.tag == f"{_A}tbl":
            rows = [[" ".join(_paragraphs(cell)) for cell in row.iter(f"{_A}tc")] for row in shape.iter(f"{_A}tr")]
            composer.block("\n".join(row_lines(rows)))
            continue
        placeholder = next(shape.iter(f"{_P}ph"), None)
        kind = placeholder.get("type", "") if placeholder is not None else ""
        paragraphs = [paragraph for paragraph in _paragraphs(shape) if shows_something(paragraph)]
        if kind in _NO_TEXT or not paragraphs:
            continue
        if kind in ("title", "ctrTitle") and not title:
            title = clean_line(" ".join(paragraphs))
            composer.heading(title, field=record_field(title))
        else:
            composer.block("\n".join(paragraphs))
    return title


def _paragraphs(shape: Any) -> list[str]:
    paragraphs = []
    for paragraph in shape.iter(f"{_A}p"):
        runs = [" " if run.tag == f"{_A}br" else run.text or "" for run in paragraph.iter(f"{_A}t", f"{_A}br")]
        paragraphs.append(clean_line("".join(runs)))
    return paragraphs
