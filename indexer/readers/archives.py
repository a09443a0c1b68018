"""Checks an Office file's ZIP container before a library opens it: zip bombs and entity tricks stop here."""

import re
import zipfile
from pathlib import Path
from typing import Any

from indexer.drafts import ReadingLimits
from indexer.readers.failures import MEGABYTE, failure

_MOST_MEMBERS = 20_000
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_BEGINNING = 16 * 1024


def parse_xml(data: bytes) -> Any:
    """Return a member's root element, entities unexpanded; raises `ValueError` where it is not well-formed."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        if "memory" in str(error).casefold():
            raise MemoryError from None
        raise ValueError("not well-formed XML") from error


def check_archive(path: Path, limits: ReadingLimits, share: float) -> None:
    """Raise `ReadingError` where the container unpacks to more than a share of the memory limit or declares entities.

    A library never gets more than the declared sizes: `zipfile` stops there.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            parts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            unpacked = sum(member.file_size for member in parts)
            if len(members) > _MOST_MEMBERS or unpacked > limits.megabytes_memory * MEGABYTE * share:
                raise failure(
                    path,
                    "too_large",
                    f"it unpacks to {unpacked / MEGABYTE:,.0f} MB in {len(members):,} parts, more than the memory limit"
                    " allows. Split it, or raise the limit.",
                )
            if any(member.flag_bits & 1 for member in members):
                raise failure(
                    path, "encrypted", "it is protected by a password. Remove the password and save it again."
                )
            for member in parts:
                with archive.open(member) as part:
                    beginning = part.read(_BEGINNING)
                if _DOCTYPE.search(beginning.replace(b"\x00", b"")):
                    raise failure(
                        path, "damaged", "it declares XML entities, which no Office program writes. Save it again."
                    )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise failure(path, "damaged", "the file is damaged or incomplete. Download or save it again.") from None
