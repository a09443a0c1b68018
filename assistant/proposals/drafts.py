"""Drafts as they are handed over: the paragraphs of a Word, Markdown or text file, with their notes and references."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import ReadingError
from indexer.drafts import ReadingLimits
from indexer.handed import Handed
from indexer.readers.decoding import decode
from indexer.readers.word_elements import W, blocks, styles_of, text_of

LIMITS = ReadingLimits(seconds=30, megabytes_memory=512, megabytes_file=20, pages=500, characters=400_000)
"""What reading one draft may cost."""

_LARGEST_UNPACKED = 80_000_000
_MOST_NOTES = 2_000
_LONGEST_NOTE = 2_000
_NOTE_LINE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.+(?:\n[ \t]+.+)*)", re.MULTILINE)
_LISTED_LINE = re.compile(r"^\s*(?:\[(\d{1,3})\]|(\d{1,3})\.)\s+(.{8,})$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$", re.MULTILINE)
_REFERENCES = re.compile(
    r"^(?:references|bibliography|sources|works cited|footnotes|endnotes|bronnen|literatuur|bibliografie"
    r"|literatuurlijst"
    r"|lähteet|lähdeluettelo|kirjallisuus|referencias|bibliografía|fuentes|bibliografia|iturriak|erreferentziak|quellen"
    r"|literatur\w*|références|bibliographie|fonti|riferimenti|fontes|referências|šaltiniai|allikad|źródła|zdroje)\W*$",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """What stands under one heading of a draft. Notes are marked `[^n]` in the text."""

    heading: str | None
    text: str


class DraftText(NamedTuple):
    """A draft as read: its parts, the texts of its notes by mark, the lines of its list of references, and its name."""

    name: str
    parts: tuple[Part, ...]
    notes: dict[str, str]
    references: tuple[str, ...]


def read_draft(name: str, data: bytes, limits: ReadingLimits | None = None) -> DraftText:
    """Return the paragraphs of a draft in DOCX, Markdown or plain text.

    The file is first read in a child process with limits; what fails there is not opened here. Raises ReadingError.
    """
    limits = limits or LIMITS
    file = Handed(name, data)
    if file.suffix not in (".docx", ".md", ".markdown", ".txt", ".text", ""):
        raise ReadingError("unsupported", f"{file.shown}: a draft is read as DOCX, Markdown or plain text.")
    (file if file.suffix else Handed(f"{name}.txt", data)).read(limits or LIMITS)
    if file.suffix == ".docx":
        return _word(file.shown, data)
    text, _ = decode(data, Path(file.shown))
    return _markdown(file.shown, text)


def _markdown(name: str, text: str) -> DraftText:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    notes = {match.group(1): " ".join(match.group(2).split()) for match in _NOTE_LINE.finditer(text)}
    text = _NOTE_LINE.sub("", text)
    parts: list[Part] = []
    start, heading = 0, None
    for match in _HEADING.finditer(text):
        parts.append(Part(heading, text[start : match.start()].strip("\n")))
        start, heading = match.end(), match.group(2).strip()
    parts.append(Part(heading, text[start:].strip("\n")))
    return _draft(name, parts, notes)


def _word(name: str, data: bytes) -> DraftText:
    from docx import Document
    from docx.opc.exceptions import OpcError

    damaged = ReadingError("damaged", f"{name}: the document is damaged or incomplete. Open and save it again.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            # What an archive says of a part's size is all that is ever unpacked of it.
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                raise ReadingError("too_large", f"{name}: it is too large. Take out its pictures.")
        document = Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError):
        raise damaged from None
    styles = styles_of(document)
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    for element in _paragraphs(document.element.body):
        text = " ".join(_marked(element).split(" ")).strip()
        named = element.find(f"{W}pPr/{W}pStyle")
        style = styles.get(named.get(f"{W}val", "") if named is not None else "")
        if not text:
            continue
        if style is not None and (style.level is not None or style.is_title) and len(text) <= 300:
            parts.append((" ".join(text.split()), []))
        else:
            parts[-1][1].append(text)
    return _draft(name, [Part(heading, "\n\n".join(lines)) for heading, lines in parts], dict(_notes(document)))


def _paragraphs(parent: Any) -> Iterator[Any]:
    for element in blocks(parent):
        if element.tag == f"{W}tbl":
            yield from element.iter(f"{W}p")
        else:
            yield element


def _marked(element: Any) -> str:
    """Return a paragraph's text with a mark where a note is."""
    for kind in ("footnote", "endnote"):
        for reference in list(element.iter(f"{W}{kind}Reference")):
            mark = reference.makeelement(f"{W}t", {})
            mark.text = f"[^{kind[0]}{reference.get(f'{W}id', '')[:12]}]"
            reference.getparent().replace(reference, mark)
    return text_of(element)


def _notes(document: Any) -> Iterator[tuple[str, str]]:
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        for note in list(parse_xml(relation.target_part.blob))[:_MOST_NOTES]:
            if note.get(f"{W}type") is None:
                yield f"{kind[0]}{note.get(f'{W}id', '')}", " ".join(text_of(note).split())[:_LONGEST_NOTE]


def _draft(name: str, parts: list[Part], notes: dict[str, str]) -> DraftText:
    kept: list[Part] = []
    references: list[str] = []
    for part in parts:
        if part.heading is not None and _REFERENCES.match(part.heading):
            lines = [" ".join(line.split()) for line in part.text.splitlines() if line.strip()]
            references += lines[:_MOST_NOTES]
            for match in _LISTED_LINE.finditer(part.text):
                notes.setdefault(match.group(1) or match.group(2), match.group(3).strip()[:_LONGEST_NOTE])
        elif part.text.strip() or part.heading:
            kept.append(part)
    if not any(any(map(str.isalnum, part.text)) for part in kept):
        raise ReadingError("no_text", f"{name}: no text could be found in it.")
    return DraftText(name, tuple(kept), notes, tuple(references))
