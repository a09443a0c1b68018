"""Makes every reader's text clean in the same way: what remains is what a person would read."""

import re
import unicodedata

# Combining marks: normalising a long run of them takes quadratic time, and no language stacks more than a few.
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0e31-\u0e4e\u1ab0-\u1aff"
_MARKS += "\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f\U0001d165-\U0001d1ad"
_STACKED_MARKS = re.compile(f"([{_MARKS}]{{6}})[{_MARKS}]+")
# Controls, format characters (zero-width, bidi, soft hyphen, tags), surrogates, private use, selectors, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_ASCII_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc", "•"))
_LETTERS = {
    **_BULLETS,
    **str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb06": "st"}),
}
"""Characters that only a font's makers mean, and what a person would type for them."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A single space before or after words stays as it is, which is what nearly all matches would be.
_OTHER_SPACES = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[ {_OTHER_SPACES}]{{2,}}|[{_OTHER_SPACES}]")
_SPACE_AT_LINE_END = re.compile(" \n ?|\n ")
_EMPTY_LINES = re.compile("\n{3,}")
_WHITESPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, with single spaces and at most one empty line in a row."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = _STACKED_MARKS.sub(r"\1", _INVISIBLE.sub("", text.translate(_LETTERS)))
        text = unicodedata.normalize("NFC", text)
    else:
        text = _ASCII_CONTROLS.sub("", text)
    return _EMPTY_LINES.sub("\n\n", _SPACE_AT_LINE_END.sub("\n", _SPACES.sub(" ", text))).strip()


def clean_line(text: str) -> str:
    """Return the text cleaned and on one line."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _WHITESPACE.sub(" ", clean(text))


def shorten(text: str, length: int) -> str:
    """Return the text cut at a word's end to at most `length` characters, with an ellipsis where it was cut."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rfind(" ", length // 2)
    return head[: cut if cut > 0 else None].rstrip(" ,;:–-") + "…"


def shows_something(text: str) -> bool:
    """Return whether the text holds a letter or a digit at all."""
    return any(character.isalnum() for character in text)
