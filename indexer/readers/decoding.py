"""Turns a text file's bytes into text, whatever encoding it was saved in."""

import codecs
import re
from collections import Counter
from pathlib import Path

from indexer.readers.failures import failure

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCODINGS = [
    "cp1252", "cp1250", "cp1257", "iso8859_15", "iso8859_2", "iso8859_4", "iso8859_13", "cp1253", "iso8859_7", "cp1251",
    "iso8859_5", "cp1254", "iso8859_9", "iso8859_10", "mac_roman", "cp850",
]  # fmt: skip
_ALPHABETS = (
    "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíòóùú", "áéëïíóöúüè", "åäöé", "æøåéô", "àçèéíïòóúü",
    "áðéíóúýþæö", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "ąčęėįšųūž",
    "āčēģīķļņšūž", "äõöüšž", "çğıöşüâî", "ċġħż", "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςϊϋΐΰ",
)  # fmt: skip
"""The letters beyond ASCII of Europe's languages in Latin and Greek script."""

_SAMPLE = 40_000
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SIGN_IN_WORD = re.compile("[^\\W\\d_][\x80-\xb3\xb5\xb6\xb8-\xbf\xd7\xf7\ufffd\u2200-\u25ff]+[^\\W\\d_]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_FOREIGN_BYTE = re.compile(r"[\udc80-\udcff]")


def decode(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """Return the text and notes for the reader; raises `ReadingError` where the bytes are no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, _lost(text)
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), ()
    if is_binary(data):
        raise failure(path, "unsupported", "this is not a text file. Save the document as PDF, DOCX or plain text.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_older(data)


def encoding_of(beginning: bytes, path: Path) -> str:
    """Return the encoding to open a file with, judged by its beginning; for UTF-8 use the handler 'surrogateescape'."""
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding[:6])
    wide = _wide_encoding(beginning)
    if wide:
        return wide
    if is_binary(beginning):
        raise failure(path, "unsupported", "this is not a text file. Save the document as PDF, DOCX or plain text.")
    foreign, proper = _foreign(beginning.decode("utf-8", "surrogateescape"))
    return "utf-8" if proper >= foreign else _guess(beginning)


def repair(text: str) -> str:
    """Return a text that was decoded as UTF-8 with 'surrogateescape', its foreign bytes read as windows-1252."""
    return text if text.isascii() else _FOREIGN_BYTE.sub(_from_windows, text)


def is_binary(data: bytes) -> bool:
    """Return whether more than one byte in a hundred of the beginning is a control that no text holds."""
    sample = data[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > max(len(sample) // 100, 1) and _wide_encoding(data) is None


def _wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark by where its NUL bytes stand."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_older(data: bytes) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8", "surrogateescape")
    foreign, proper = _foreign(text)
    if proper >= foreign:
        # Mostly UTF-8: parts were pasted from elsewhere, which on the web nearly always is windows-1252.
        repaired = _FOREIGN_BYTE.sub(_from_windows, text)
        return repaired, (
            f"{foreign} characters were not in the file's encoding (UTF-8) and were read as windows-1252.",
        )
    encoding = _guess(data)
    text = data.decode(encoding, "replace")
    return text, _lost(text)


def _foreign(text: str) -> tuple[int, int]:
    """Count the bytes that are not UTF-8, and the characters that are and are not ASCII."""
    foreign = len(_FOREIGN_BYTE.findall(text))
    return foreign, len(_BEYOND_ASCII.findall(text)) - foreign


def _from_windows(match: re.Match[str]) -> str:
    return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")


def _guess(data: bytes) -> str:
    telling = b"\n".join(line[:400] for line in data.split(b"\n") if not line.isascii())[:_SAMPLE]
    fits = {encoding: _fit(telling.decode(encoding, "replace")) for encoding in _ENCODINGS}
    best = max(_ENCODINGS, key=lambda encoding: fits[encoding])
    if fits[best] > 0.9:
        # `max` keeps the first of equals, and the most common encodings come first.
        return best
    from charset_normalizer import from_bytes

    likely = [encoding for encoding in _ENCODINGS if not _SIGN_IN_WORD.search(telling.decode(encoding, "replace"))]
    match = from_bytes(telling, cp_isolation=likely or _ENCODINGS, enable_fallback=False).best()
    return match.encoding if match else next(iter(likely), "cp1252")


def _fit(text: str) -> float:
    """Return the share of letters beyond ASCII that one language's alphabet explains; a sign within a word is none."""
    letters = Counter(character for character in text.lower() if character > "\x7f" and character.isalpha())
    explained = max(sum(letters[letter] for letter in alphabet) for alphabet in _ALPHABETS)
    return explained / (letters.total() + len(_SIGN_IN_WORD.findall(text)) or 1)


def _lost(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} characters could not be decoded.",) if count else ()
