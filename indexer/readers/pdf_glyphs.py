"""The characters of a PDF page as PDFium places them, gathered into segments: stretches of text without a wide gap."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.pdf_characters import CHARACTERS, readable

GAP = 0.45
"""The gap between two characters, in font sizes, from which on they belong to different segments."""

_RAISED = 0.85
_FARTHEST = 20_000.0  # points; PDF allows 14,400
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Segment(NamedTuple):
    """A stretch of text on one line, in points from the top left corner of the page as it is read.

    `baseline` is what the letters stand on, `size` the font size, `order` the place in the page's content stream;
    `row`: this is a whole row of a table.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    order: int
    row: bool = False


class Rule(NamedTuple):
    """A line drawn along or down a page: from `start` to `end` points, at `place` points across its direction."""

    start: float
    end: float
    place: float


class Rules(NamedTuple):
    """The lines of a page, in points from its top left corner: along it from left to right, and down it."""

    along: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()


class PageText(NamedTuple):
    """The segments of one page, by direction of writing, the commonest first.

    `top` and `height` are those of the page in that direction, in points; `turned`: it is not the page's own.
    `length` counts all characters, `readable` those that are seen, `unreadable` those that have a shape but no
    meaning, as their font does not say what they are.
    """

    directions: tuple[tuple[Segment, ...], ...] = ()
    top: float = 0.0
    height: float = 0.0
    turned: bool = False
    rules: Rules = Rules()
    length: int = 0
    readable: int = 0
    unreadable: int = 0


class _Glyph(NamedTuple):
    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool
    angle: int


_SPACE = _Glyph(" ", 0, 0, 0, 0, False, 0)


class _Fonts:
    """Size, boldness and direction of the text objects of a page, looked up once for each object."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._page = text_page.raw
        self._bold: dict[int, bool] = {}
        self._matrix = pdfium.FS_MATRIX()

    def look_up(self, index: int) -> tuple[float, bool, int]:
        """Return size in points, boldness, and direction in degrees of the character at `index`."""
        size = abs(pdfium.FPDFText_GetFontSize(self._page, index)) or 1.0
        angle = 0
        if pdfium.FPDFText_GetMatrix(self._page, index, self._matrix):
            matrix = self._matrix
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            direction = math.atan2(matrix.b, matrix.a)
            angle = round(math.degrees(direction)) % 360 if math.isfinite(direction) else 0
        return (min(max(size, 0.5), 1000.0) if math.isfinite(size) else 1.0), self._is_bold(index), angle

    def _is_bold(self, index: int) -> bool:
        weight = pdfium.FPDFText_GetFontWeight(self._page, index)
        if weight >= 600:
            return True
        text_object = pdfium.FPDFText_GetTextObject(self._page, index)
        font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            buffer = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.raw[: max(min(length, 256) - 1, 0)].decode("latin-1").casefold()
            self._bold[address] = any(word in name for word in ("bold", "black", "heavy", "semibold", "demi"))
        return self._bold[address]


def _codes(raw: Any, most: int) -> Iterator[tuple[int, int]]:
    """Yield the index and code point of each character; PDFium tells some of them in two halves."""
    unicode_of = pdfium.FPDFText_GetUnicode
    high = 0
    for index in range(min(pdfium.FPDFText_CountChars(raw), most)):
        code = unicode_of(raw, index)
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code not in (0xA, 0xD):
            yield index, code


def _glyphs(text_page: pypdfium2.PdfTextPage, counts: Counter[str], most: int) -> Iterator[_Glyph]:
    """Yield the characters of a page, those of a word together where nothing changes between them."""
    raw = text_page.raw
    fonts = _Fonts(text_page)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_of = pdfium.FPDFText_GetLooseCharBox
    word: list[str] = []
    left = right = bottom = top = 0.0
    size, bold, angle = 1.0, False, 0
    for index, code in _codes(raw, most):
        text = CHARACTERS.get(code)
        if text is None:
            text = readable(code)
        if not text:
            counts["unreadable"] += code == 0xFFFD or code < 0x20 or 0xE000 <= code < 0xF900
            continue
        if text == " " or not box_of(raw, index, box) or not abs(box.left) + abs(box.right) < _FARTHEST:
            if word:
                yield _Glyph("".join(word), left, -y.value, right, size, bold, 0)
                word = []
            yield _SPACE
            continue
        counts["readable"] += 1
        near = box.left
        if code == 0xAD and box.right - near > 0.1 * (box.top - box.bottom):
            text = "-"  # What can be seen is no soft hyphen, whatever its code.
        if word and box.bottom == bottom and box.top == top and -0.2 * size < near - right < 0.3 * size:
            word.append(text)
            right = box.right
            continue
        if word:
            yield _Glyph("".join(word), left, -y.value, right, size, bold, 0)
        if not pdfium.FPDFText_GetCharOrigin(raw, index, x, y) or not _is_on_paper(x.value, y.value):
            word = []
            continue
        size, bold, angle = fonts.look_up(index)
        if angle == 0:
            word = [text]
            left, right, bottom, top = near, box.right, box.bottom, box.top
        else:
            word = []
            yield _turned(text, (x.value, y.value), box, size, bold, angle)
    if word:
        yield _Glyph("".join(word), left, -y.value, right, size, bold, 0)


def _is_on_paper(*places: float) -> bool:
    """Whether places are such as a page can have; a damaged file may tell of any number, or of none."""
    return all(-_FARTHEST < place < _FARTHEST for place in places)


def _turned(text: str, origin: tuple[float, float], box: Any, size: float, bold: bool, angle: int) -> _Glyph:
    """Return a character of a line that does not run from left to right as if the page were turned so that it did."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    left = origin[0] * cosine + origin[1] * sine
    up = origin[1] * cosine - origin[0] * sine
    corners = ((box.left, box.bottom), (box.right, box.top), (box.left, box.top), (box.right, box.bottom))
    right = max(across * cosine + along * sine for across, along in corners)
    # The box of a slanting character is wider than the character.
    return _Glyph(text, left, -up, right if angle % 90 == 0 else left + 0.5 * size, size, bold, angle)


class _Builder:
    """One segment in the making."""

    def __init__(self, glyph: _Glyph, order: int) -> None:
        self.first = glyph
        self.last = glyph
        self.order = order
        self.parts = [glyph.text]
        self.sizes = {glyph.size: len(glyph.text)}
        self.bold = len(glyph.text) * glyph.bold

    def takes(self, glyph: _Glyph) -> bool:
        """Whether the glyph goes on where the segment ends, on the same line."""
        size = max(self.last.size, glyph.size)
        return (
            glyph.angle == self.first.angle
            and abs(glyph.y - self.first.y) < 0.55 * size
            and -0.6 * size < glyph.x - self.last.right < GAP * size
        )

    def add(self, glyph: _Glyph, spaced: bool) -> None:
        """Append a glyph, with a space before it where the page has one."""
        gap = glyph.x - self.last.right
        if (spaced and gap > -0.1 * glyph.size) or gap > 0.3 * glyph.size:
            self.parts.append(" ")
        text = glyph.text
        if self.last.size <= _RAISED * glyph.size and glyph.y - self.last.y > 0.15 * glyph.size and self._is_number():
            self.parts = [part.translate(_SUPERSCRIPTS) for part in self.parts]
            self.first = glyph._replace(x=self.first.x)
        if glyph.size <= _RAISED * self.first.size and self.first.y - glyph.y > 0.15 * self.first.size:
            text = text.translate(_SUPERSCRIPTS)
        self.parts.append(text)
        self.sizes[glyph.size] = self.sizes.get(glyph.size, 0) + len(glyph.text)
        self.bold += len(glyph.text) * glyph.bold
        self.last = glyph

    def _is_number(self) -> bool:
        return len(self.parts) <= 3 and all(part.isdigit() or part == " " for part in self.parts)

    def build(self, top: float) -> Segment:
        """Return the finished segment, its height counted from `top`."""
        size = max(self.sizes, key=lambda value: self.sizes[value])
        count = sum(self.sizes.values())
        text = unicodedata.normalize("NFC", "".join(self.parts))
        return Segment(
            text, self.first.x, self.last.right, self.first.y - top, size, self.bold > 0.6 * count, self.order
        )


def page_text(page: pypdfium2.PdfPage, most: int) -> PageText:
    """Return the text of a page, at most the first `most` characters of it."""
    text_page = page.get_textpage()
    try:
        counts: Counter[str] = Counter(length=min(text_page.count_chars(), most))
        builders: list[_Builder] = []
        spaced = False
        for glyph in _glyphs(text_page, counts, most):
            if glyph.text == " ":
                spaced = True
            elif builders and builders[-1].takes(glyph):
                builders[-1].add(glyph, spaced)
                spaced = False
            else:
                builders.append(_Builder(glyph, len(builders)))
                spaced = False
    finally:
        text_page.close()
    return _arranged(builders, page.get_bbox(), counts)


def _arranged(builders: list[_Builder], bounds: tuple[float, float, float, float], counts: Counter[str]) -> PageText:
    by_angle: dict[int, list[_Builder]] = {}
    for builder in builders:
        by_angle.setdefault(builder.first.angle, []).append(builder)
    angles = sorted(by_angle, key=lambda angle: -sum(len(builder.parts) for builder in by_angle[angle]))
    main = angles[0] if angles else 0
    extents = {angle: _vertical_extent(bounds, angle) for angle in (*angles, main)}
    return PageText(
        directions=tuple(tuple(builder.build(extents[angle][0]) for builder in by_angle[angle]) for angle in angles),
        top=extents[main][0],
        height=extents[main][1] - extents[main][0],
        turned=main != 0,
        length=counts["length"],
        readable=counts["readable"],
        unreadable=counts["unreadable"],
    )


def _vertical_extent(bounds: tuple[float, float, float, float], angle: int) -> tuple[float, float]:
    left, bottom, right, top = bounds
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    heights = [-(y * cosine - x * sine) for x in (left, right) for y in (bottom, top)]
    return min(heights), max(heights)
