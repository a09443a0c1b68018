"""What a PDF says about itself: title, author, language, page labels and outline."""

import ctypes
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf_characters import clean

_MOST_ENTRIES = 5_000
_LONGEST_VALUE = 2_000

_TOOLS = re.compile(
    r"microsoft (?:word|powerpoint|excel)|untitled|ohne titel"
    r"|^(?:\(?anonymous\)?|title|document ?\d*|slide \d+|powerpoint.*)$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|pptx?|xlsx?|indd|odt|rtf|tmp|html?|qxd|dvi|tex|ps|eps|ai)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:user|admin\w*|author|owner|anonymous|unknown|unspecified|root|office|windows|guest|default|\(anonymous\)|.)$",
    re.IGNORECASE,
)


class OutlineEntry(NamedTuple):
    """One entry of a PDF's outline: its title, its depth from 1, its page counted from 0."""

    title: str
    level: int
    page: int | None


class Properties(NamedTuple):
    """What a PDF states about itself, as far as it can be believed."""

    title: str | None = None
    author: str | None = None
    language: str | None = None
    labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def properties(document: pypdfium2.PdfDocument) -> Properties:
    """Return what a PDF states about itself, as PDFium tells it, for files under any kind of encryption."""
    return Properties(
        title=usable_title(_stated(document, "Title")),
        author=usable_author(_stated(document, "Author")),
        language=_language(document),
        labels=_labels(document),
        outline=tuple(_entries(document)),
    )


def _stated(document: pypdfium2.PdfDocument, key: str) -> str:
    return _told(partial(pdfium.FPDF_GetMetaText, document.raw, key.encode() + b"\0"))


def _told(ask: Callable[[Any, int], int]) -> str:
    """Return what one of PDFium's functions tells, which fills a buffer with UTF-16 and returns its size in bytes."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return _folded(buffer.raw.decode("utf-16-le", "replace"))


def _folded(value: str) -> str:
    return " ".join(clean(value[:_LONGEST_VALUE].replace("\n", " ")).split())


def usable_title(title: str) -> str | None:
    """Return a stated title on one line, or None if no person gave it."""
    title = _folded(title)
    if not 4 <= len(title) <= 300 or _TOOLS.search(title) or _FILE_NAME.search(title):
        return None
    # A title in one word with underscores or digits is a file's name or a number of the office.
    return None if re.fullmatch(r"\S*[_\d]\S*", title) or not re.search(r"[^\W\d_]{3}", title) else title


def usable_author(author: str) -> str | None:
    """Return a stated author on one line, or None if it names nobody."""
    author = _folded(author)
    is_name = 2 < len(author) <= 200 and not _NOBODY.match(author) and re.search(r"[^\W\d_]{2}", author)
    return author if is_name else None


def _language(document: pypdfium2.PdfDocument) -> str | None:
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    return usable_language(bytes(buffer).decode("utf-16-le", "replace"))


def usable_language(language: str) -> str | None:
    """Return a stated language if it has the form of one, such as `nl` or `nl-BE`."""
    language = _folded(language)
    return language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) else None


def _labels(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    labels = tuple(_told(partial(pdfium.FPDF_GetPageLabel, document.raw, index)) for index in range(len(document)))
    return labels if any(labels) else ()


def _entries(document: pypdfium2.PdfDocument) -> Iterator[OutlineEntry]:
    for entry in islice(document.get_toc(max_depth=10), _MOST_ENTRIES):
        title = _told(partial(pdfium.FPDFBookmark_GetTitle, entry.raw))
        if title:
            destination = entry.get_dest()
            yield OutlineEntry(title, entry.level + 1, destination.get_index() if destination else None)
