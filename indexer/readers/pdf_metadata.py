"""The metadata stream (XMP) of a PDF: pypdf reads it, with limits of its own, and PDFium does not."""

import logging
from pathlib import Path

import pypdf

from indexer.readers.pdf_properties import Properties, usable_author, usable_language, usable_title

_LONGEST = 1_000_000
_MOST_ELEMENTS = 10_000


def supplemented(stated: Properties, path: Path) -> Properties:
    """Return the properties, with what only the metadata stream says filled in.

    Many programs write title and language nowhere else. A stream that cannot be read says nothing.
    """
    if stated.title and stated.language:
        return stated
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pypdf.overwrite_configuration(xmp_maximum_input_length=_LONGEST, xmp_maximum_element_count=_MOST_ELEMENTS)
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        metadata = reader.xmp_metadata
        if metadata is None:
            return stated
        titles = metadata.dc_title or {}
        title = str(titles.get("x-default") or next(iter(titles.values()), ""))
        author = ", ".join(map(str, metadata.dc_creator or []))
        language = next(map(str, metadata.dc_language or []), "")
    except Exception:  # noqa: BLE001  the text was read; what a damaged stream raises depends on how it is damaged
        return stated
    return stated._replace(
        title=stated.title or usable_title(title),
        author=stated.author or usable_author(author),
        language=stated.language or usable_language(language),
    )
