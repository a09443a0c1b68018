"""Reads PDF files: text as a person would read it, pages with their printed labels, and headings."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import ReadingError
from indexer.drafts import Draft, ReadingLimits
from indexer.readers import pdf_layout, pdf_paragraphs
from indexer.readers.pdf_assembly import Assembled, assemble
from indexer.readers.pdf_glyphs import PageText, Rules, page_text
from indexer.readers.pdf_margins import PageRows, without_margins
from indexer.readers.pdf_metadata import supplemented
from indexer.readers.pdf_properties import Properties, properties
from indexer.readers.pdf_rows import rows_of
from indexer.readers.pdf_rules import rules_of, with_tables

_LEAST_CHARACTERS = 3


def read(path: Path, limits: ReadingLimits) -> tuple[Draft, ...]:
    """Return the one document that a PDF file holds.

    Raises `ReadingError` with the reasons `empty`, `encrypted`, `damaged`, `too_large`, `too_many_pages`, `no_text` or
    `not_readable`.
    """
    _check_size(path, limits)
    document = opened(path)
    try:
        if len(document) > limits.pages:
            raise ReadingError(
                "too_many_pages",
                f"{path.name} has {len(document):,} pages; at most {limits.pages:,} are read. Split it into parts, or"
                " raise the limit in the settings.",
            )
        pages = list(_pages(path, document, limits))
        stated = properties(document)
    finally:
        document.close()
    _check_text(path, pages)
    stated = supplemented(stated, path)
    body = _body_size(pages)
    assembled = assemble(_paragraphs(_regions(pages, body), body), body, stated)
    if len(assembled.text.strip()) < _LEAST_CHARACTERS:
        raise _no_text(path)
    return (_draft(path, assembled, stated, pages),)


def _check_size(path: Path, limits: ReadingLimits) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise ReadingError(
            "not_readable", f"{path.name} cannot be opened: {error.strerror}. Check that you may read it."
        ) from error
    if not start.strip(b"\0\t\r\n\f "):
        raise ReadingError("empty", f"{path.name} holds nothing. Save or download it again.")
    if size > limits.megabytes_file * 1_000_000:
        raise ReadingError(
            "too_large",
            f"{path.name} has {size / 1_000_000:,.0f} MB; at most {limits.megabytes_file:,.0f} MB are read. Save it"
            " with smaller pictures, split it, or raise the limit in the settings.",
        )


def opened(path: Path) -> pypdfium2.PdfDocument:
    """Return a PDF file that has pages. Raises `ReadingError`: encrypted, damaged."""
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document):
            return document
        document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise ReadingError(
                "encrypted",
                f"{path.name} opens only with a password. Open it with the password and save it without one.",
            ) from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise ReadingError(
                "encrypted",
                f"{path.name} is protected in a way that cannot be opened. Save it again as a PDF without protection.",
            ) from error
    raise ReadingError(
        "damaged",
        f"{path.name} is damaged, incomplete, or not a PDF. Download it again, or open it in a PDF viewer and save or"
        " print it as a new PDF.",
    )


def _pages(path: Path, document: pypdfium2.PdfDocument, limits: ReadingLimits) -> Iterator[PageText]:
    """Yield the text of each page; a page that is damaged has none."""
    left = limits.characters
    is_form = document.get_formtype() != pdfium.FORMTYPE_NONE
    for index in range(len(document)):
        try:
            if is_form:
                fill_in(document, index)
            page = document[index]
        except pypdfium2.PdfiumError:
            yield PageText()
            continue
        try:
            text = page_text(page, left + 1)
            left -= text.length
            if left < 0:
                raise ReadingError(
                    "too_large",
                    f"{path.name} has more than {limits.characters:,} characters of text. Split it into parts, or raise"
                    " the limit in the settings.",
                )
            yield text if text.turned else text._replace(rules=rules_of(page, text.top))
        finally:
            page.close()


def fill_in(document: pypdfium2.PdfDocument, index: int) -> None:
    """Make what was typed into a page's form fields part of the page's text, in memory only."""
    page = document[index]
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()


def _check_text(path: Path, pages: Sequence[PageText]) -> None:
    readable = sum(page.readable for page in pages)
    unreadable = sum(page.unreadable for page in pages)
    if readable < _LEAST_CHARACTERS and not unreadable:
        raise _no_text(path)
    if unreadable > readable:
        raise ReadingError(
            "no_text",
            f"The fonts in {path.name} do not say which letters they show, so its text cannot be read. Run text"
            " recognition (OCR) on it, or save it again from the program that made it.",
        )


def _no_text(path: Path) -> ReadingError:
    return ReadingError(
        "no_text",
        f"{path.name} holds no text, only pictures or empty pages. Run text recognition (OCR) on it and index the"
        " result.",
    )


def _body_size(pages: Sequence[PageText]) -> float:
    """Return the font size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for segment in itertools.chain.from_iterable(page.directions):
            sizes[round(segment.size * 2) / 2] += len(segment.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _regions(pages: Sequence[PageText], body: float) -> list[list[list[pdf_layout.Line]]]:
    """Return for each page the stretches that are read one after the other, running heads and feet left out."""
    rows = [
        PageRows(
            tuple(rows_of(with_tables(page.directions[0], page.rules) if page.directions else ())),
            page.height,
        )
        for page in pages
    ]
    regions = []
    for page, kept in zip(pages, without_margins(rows, body), strict=True):
        found = list(pdf_layout.regions(kept, page.rules)) if kept else []
        for direction in page.directions[1:]:
            found += pdf_layout.regions(rows_of(direction), Rules())
        regions.append(found)
    return regions


def _paragraphs(
    regions: Sequence[Sequence[Sequence[pdf_layout.Line]]], body: float
) -> list[list[pdf_paragraphs.Paragraph]]:
    leading = pdf_paragraphs.leading(itertools.chain.from_iterable(regions))
    return [
        [paragraph for region in page for paragraph in pdf_paragraphs.paragraphs(region, leading, body)]
        for page in regions
    ]


def _draft(path: Path, assembled: Assembled, stated: Properties, pages: Sequence[PageText]) -> Draft:
    return Draft(
        title=stated.title or assembled.title or re.sub(r"[_\s]+", " ", path.stem).strip() or path.name,
        text=assembled.text,
        declared={"language": (stated.language,)} if stated.language else {},
        fields={"author": stated.author} if stated.author else {},
        pages=assembled.pages,
        sections=assembled.sections,
        notes=tuple(_notes(pages)),
    )


def _notes(pages: Sequence[PageText]) -> Iterator[str]:
    without = [number for number, page in enumerate(pages, 1) if not page.readable]
    if without:
        several = "Pages" if len(without) > 1 else "Page"
        verb = "hold" if len(without) > 1 else "holds"
        yield f"{several} {_ranges(without)} {verb} no text (scanned?)."
    garbled = [number for number, page in enumerate(pages, 1) if page.unreadable > 0.3 * page.readable > 0]
    if garbled:
        yield f"Some letters could not be read on page {_ranges(garbled)}."


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as a person writes them: 1, 3–5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
