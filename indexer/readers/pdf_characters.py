"""The characters of a PDF as a reader should see them: no controls, no ligatures, no private signs."""

import unicodedata

SOFT_HYPHEN = "\u00ad"
_LINE_END_HYPHENS = {0x2, 0xFFFE}
_PRIVATE_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF0A8, 0xF06E, 0xF071, 0xF0E0, 0xF02D), "•")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _character_table() -> dict[int, str]:
    table: dict[int, str] = dict.fromkeys((*range(8192, 8203), 9, 32, 160, 8239, 8287, 12288), " ")
    table.update(_LIGATURES)
    table.update(_PRIVATE_BULLETS)
    table.update(dict.fromkeys(_LINE_END_HYPHENS, "-"))
    # What Windows calls a curly quote or a dash is often left without translation, as a control character.
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", "ignore")
    table.update({0x2010: "-", 0x2011: "-", 0xAD: SOFT_HYPHEN})
    return table


CHARACTERS = _character_table()
"""What to show for the code points met so far; `readable` adds to it."""


def readable(code: int) -> str:
    """Return what a reader should see for a code point: nothing for what has no shape or no meaning."""
    known = CHARACTERS.get(code)
    if known is None:
        character = chr(code) if code <= 0x10FFFF else ""
        known = "" if not character or unicodedata.category(character)[0] == "C" or code == 0xFFFD else character
        CHARACTERS[code] = known
    return known


def clean(text: str) -> str:
    """Return text without control characters, zero-width and direction marks, in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", "".join(readable(ord(character)) for character in text))
