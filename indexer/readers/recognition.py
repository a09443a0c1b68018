"""Recognises what a file is by its content; the extension only decides where the content leaves it open."""

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from corpus.errors import ReadingError
from indexer.readers.decoding import decode, is_binary
from indexer.readers.failures import failure

_BEGINNING = 512 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXTENSIONS = {
    "pdf": (".pdf",),
    "web": (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp"),
    "docx": (".docx", ".docm", ".dotx"),
    "pptx": (".pptx", ".pptm", ".ppsx"),
    "odt": (".odt", ".ott"),
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "text": (".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".log", ".rst", ".asc", ""),
}
_NAMES = {
    "pdf": "a PDF", "web": "a web page (HTML)", "docx": "a Word document (DOCX)", "pptx": "a presentation (PPTX)",
    "odt": "an OpenDocument text (ODT)", "xlsx": "a workbook (XLSX)", "csv": "a table (CSV)", "text": "plain text",
}  # fmt: skip
_READERS = {"docx": "office", "pptx": "office", "odt": "office", "xlsx": "table", "csv": "table"}
_SAVE_AS = "Save it as PDF, DOCX or plain text."
_UNSUPPORTED: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"\xff\xd8\xff", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"GIF8", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"II*\x00", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"MM\x00*", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"BM", "this is an image. Run text recognition (OCR) on it and save the result as PDF or text."),
    (b"RIFF", "this is an image, sound or film. Give its text in a document instead."),
    (b"ID3", "this is a sound recording. Give its transcript as text."),
    (b"OggS", "this is a recording. Give its transcript as text."),
    (b"\x1aE\xdf\xa3", "this is a film. Give its transcript as text."),
    (b"\x1f\x8b", "this is an archive. Unpack it and index the files within."),
    (b"BZh", "this is an archive. Unpack it and index the files within."),
    (b"\xfd7zXZ", "this is an archive. Unpack it and index the files within."),
    (b"7z\xbc\xaf", "this is an archive. Unpack it and index the files within."),
    (b"Rar!", "this is an archive. Unpack it and index the files within."),
    (b"\x28\xb5\x2f\xfd", "this is an archive. Unpack it and index the files within."),
    (b"\x7fELF", "this is a program, not a document. Leave it out."),
    (b"MZ", "this is a program, not a document. Leave it out."),
    (b"\xca\xfe\xba\xbe", "this is a program, not a document. Leave it out."),
    (b"\xcf\xfa\xed\xfe", "this is a program, not a document. Leave it out."),
    (b"SQLite format 3", "this is a database. Export the table that you want as CSV or XLSX."),
    (b"{\\rtf", f"this is a Rich Text (RTF) file. {_SAVE_AS}"),
)
_BINARY_MARKS = (b"BM", b"MZ", b"II*\x00", b"MM\x00*", b"BZh", b"ID3", b"GIF8", b"RIFF", b"OggS", b"Rar!")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(r"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_CODE = {".css", ".js", ".mjs", ".ts", ".py", ".java", ".c", ".cpp", ".h", ".cs", ".sh", ".bat", ".ps1", ".sql", ".ini",
         ".cfg", ".toml", ".yaml", ".yml", ".lock"}  # fmt: skip
_TAG = re.compile(r"</?(?:p|div|span|h[1-6]|ul|li|table|tr|td|br|a|section|title|meta|b|strong)\b[^>]*>", re.IGNORECASE)


class Recognised(NamedTuple):
    """The reader for a file, and a note where its extension says something else."""

    reader: str
    note: str | None = None


def recognise(path: Path) -> Recognised:
    """Return which reader reads the file; raises `ReadingError` for what none can read. The file must be openable."""
    with open(path, "rb") as file:
        beginning = file.read(_BEGINNING)
    form = _form(path, beginning)
    reader = _READERS.get(form, form)
    if form in ("csv", "xlsx"):
        from indexer.readers import erasmus

        reader = "erasmus" if erasmus.is_export(path) else "table"
    elif form == "text":
        from indexer.readers import listing
        from indexer.readers.cleaning import clean

        markdown = path.suffix.casefold() in (".md", ".markdown")
        text = "" if markdown else decode(beginning, path)[0]
        reader = (
            "listing" if not markdown and not text.startswith("---") and listing.is_listing(clean(text)) else "text"
        )
    return Recognised(reader, _note(path, form))


def _form(path: Path, beginning: bytes) -> str:
    if b"%PDF-" in beginning[:1024]:
        return "pdf"
    if beginning.startswith(_OLE):
        raise _ole_failure(path, beginning)
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _form_of_archive(path)
    for mark, explanation in _UNSUPPORTED:
        if beginning.startswith(mark) and (mark not in _BINARY_MARKS or b"\x00" in beginning[:2000]):
            raise failure(path, "unsupported", explanation)
    if beginning[4:8] == b"ftyp":
        raise failure(path, "unsupported", "this is a film, sound or image. Give its text in a document instead.")
    promised = path.suffix.casefold() in (".pdf", ".docx", ".xlsx", ".pptx", ".odt")
    if promised and is_binary(beginning):
        raise failure(path, "damaged", "the file is not what its name says, or is damaged. Download or save it again.")
    return _form_of_text(path, decode(beginning, path)[0])


def _ole_failure(path: Path, beginning: bytes) -> ReadingError:
    with open(path, "rb") as file:
        file.seek(max(path.stat().st_size - _BEGINNING, 0))
        content = beginning + file.read(_BEGINNING)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return failure(path, "encrypted", "the file is protected by a password. Remove the password and save it again.")
    newer = {".xls": "XLSX or CSV", ".ppt": "PDF", ".msg": "PDF or text"}.get(path.suffix.casefold(), "DOCX or PDF")
    return failure(path, "unsupported", f"this is an Office file of the old kind (before 2007). Save it as {newer}.")


def _form_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            encrypted = any(member.flag_bits & 1 for member in archive.infolist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if _is_open_document(archive) else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        raise failure(path, "damaged", "the file is damaged or incomplete. Download or save it again.") from None
    for member, form in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx")):
        if member in names:
            return form
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(("application/vnd.oasis", "application/epub")):
        raise failure(path, "unsupported", "files of this type cannot be read. Save it as PDF, DOCX, XLSX or CSV.")
    if encrypted:
        raise failure(
            path, "encrypted", "this archive is protected by a password. Unpack it and index the files within."
        )
    if "[Content_Types].xml" in names:
        raise failure(path, "damaged", f"this Office file has lost its main part, or is of a rare type. {_SAVE_AS}")
    raise failure(path, "unsupported", "this is an archive. Unpack it and index the files within.")


def _is_open_document(archive: zipfile.ZipFile) -> bool:
    return any(member.filename == "mimetype" and member.file_size < 200 for member in archive.infolist())


def _form_of_text(path: Path, text: str) -> str:
    extension = path.suffix.casefold()
    beginning = text[:60_000].lstrip("\ufeff")
    if len(text) < 60_000 and not beginning.strip("\0 \t\r\n\x0b\x0c\xa0"):
        raise failure(path, "empty", "the file holds nothing but spaces. Save the document again.")
    if _HTML.match(beginning):
        return "web"
    if extension in _EXTENSIONS["web"] and _TAG.search(beginning):
        return "web"
    if extension in _CODE:
        raise failure(path, "unsupported", "this is code or settings, for programs. Leave it out.")
    if re.match(r"[\w-]+:", beginning) and _MIME.search(beginning.split("\n\n", 1)[0]):
        raise failure(
            path, "unsupported", "this is an e-mail or a page saved with all its parts (MIME). Save it as PDF or HTML."
        )
    if re.match(r"\s*<\?xml|\s*<[\w:]+ xmlns", beginning):
        raise failure(path, "unsupported", "this is an XML file for programs. Export it as CSV, HTML, PDF or text.")
    markdown = extension in (".md", ".markdown")
    looks_like_json = not markdown and re.match(r'\s*(?:\{\s*"|\[\s*[\[{"])', beginning)
    if extension in (".json", ".jsonl", ".ndjson", ".geojson") or looks_like_json:
        raise failure(path, "unsupported", "this is JSON, data for programs. Export it as CSV, XLSX or text.")
    if extension in (".csv", ".tsv", ".tab"):
        return "csv"
    if not markdown and len(_TAG.findall(beginning[:20_000])) >= 8:
        return "web"
    if not markdown and _is_table(beginning):
        return "csv"
    return "text"


def _is_table(text: str) -> bool:
    """Return whether at least five first lines are cut into the same number of cells, at least three."""
    lines = [line for line in text.split("\n")[:20] if line.strip()]
    if len(lines) < 5:
        return False
    for delimiter in ("\t", ";", "|", '","'):
        counts = {line.count(delimiter) for line in lines[:-1]}
        if len(counts) == 1 and counts.pop() >= 2:
            return True
    from indexer.readers.erasmus import is_export_header

    return is_export_header(re.split(r"[,;\t|]", lines[0].replace('"', "")))


def _note(path: Path, form: str) -> str | None:
    extension = path.suffix.casefold()
    if extension in _EXTENSIONS[form] or form == "text":
        known = {known for extensions in _EXTENSIONS.values() for known in extensions} - {""}
        if form != "text" or extension not in known or extension in _EXTENSIONS["text"]:
            return None
    ending = f"ends in {extension}" if extension else "has no extension"
    return f"The file's name {ending}, but it is {_NAMES[form]} and was read as such."
