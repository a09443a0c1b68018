"""Draws one page of a PDF file, and finds where on it words stand; meant for the child process that reads files."""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import ReadingError
from indexer.placing import Found, Letters, PageFacts, PageOrder, Rectangle, find, letters_of
from indexer.readers.pdf import fill_in, opened
from indexer.readers.pdf_characters import readable

_DOTS_PER_INCH = 120
_MOST_PIXELS = 3_000_000
_LONGEST_SIDE = 8_000
_MOST_CHARACTERS = 300_000
_HEAVY = 1_500_000
_WHOLE = 1_000_000
_MARGIN = 0.001


def draw(path: Path, order: PageOrder) -> tuple[PageFacts, bytes]:
    """Return what is known of a page's picture, and the picture. Raises `ReadingError`."""
    document = opened(path)
    try:
        if order.number > len(document):
            raise _damaged(path)
        try:
            if document.get_formtype() != pdfium.FORMTYPE_NONE:
                fill_in(document, order.number - 1)
            page = document[order.number - 1]
        except pypdfium2.PdfiumError as error:
            raise _damaged(path) from error
        image, (width, height), mime = _image(path, page, order.zoom)
        found = list(_found(page, order))
        return PageFacts(
            mime=mime,
            width=width,
            height=height,
            pages=len(document),
            places=tuple(places for places, _ in found),
            shares=tuple(share for _, share in found),
        ), image
    finally:
        document.close()


def _damaged(path: Path) -> ReadingError:
    return ReadingError("damaged", f"This page of {path.name} cannot be drawn: it is damaged, or not there.")


def _image(path: Path, page: pypdfium2.PdfPage, zoom: float) -> tuple[bytes, tuple[int, int], str]:
    width, height = page.get_size()
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise _damaged(path)
    scale = min(
        zoom * _DOTS_PER_INCH / 72,
        math.sqrt(_MOST_PIXELS * zoom / (width * height)),
        _LONGEST_SIDE / max(width, height),
    )
    picture = page.render(scale=scale).to_pil()
    data = BytesIO()
    picture.save(data, "PNG", compress_level=3)
    if data.tell() <= _HEAVY:
        return data.getvalue(), picture.size, "image/png"
    data = BytesIO()
    picture.convert("RGB").save(data, "JPEG", quality=85)
    return data.getvalue(), picture.size, "image/jpeg"


def _found(page: pypdfium2.PdfPage, order: PageOrder) -> Iterator[tuple[tuple[Rectangle, ...], float]]:
    if not order.spans:
        return
    text_page = page.get_textpage()
    try:
        characters = [
            readable(pdfium.FPDFText_GetUnicode(text_page.raw, index))
            for index in range(min(text_page.count_chars(), _MOST_CHARACTERS))
        ]
        letters = letters_of(characters)
        for start, end in order.spans:
            found = find(order.text, start, end, letters)
            quoted = order.text[start:end]
            yield tuple(_rectangles(page, text_page, _indices(found, letters, characters, quoted))), found.share
    finally:
        text_page.close()


def _indices(found: Found, letters: Letters, characters: Sequence[str], quoted: str) -> Iterator[int]:
    """Yield the page's characters that are quoted, with the punctuation between them and after them."""
    for first, last in found.runs:
        begin, end = letters.places[first], letters.places[last] + 1
        while (
            end < len(characters)
            and characters[end]
            and characters[end] in quoted[-3:]
            and not _is_space(characters[end])
        ):
            end += 1
        yield from (index for index in range(begin, end) if not _is_space(characters[index]))


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def _rectangles(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, indices: Iterable[int]
) -> Iterator[Rectangle]:
    """Yield the places of characters on the page as it is seen, those of a line together."""
    size = page.get_size()
    current: Rectangle | None = None
    for index in indices:
        box = _box(page, text_page, index)
        if box is None:
            continue
        if current and _follows(current, box, _runs_down(page, text_page, index), size):
            current = Rectangle(
                min(current.left, box.left),
                min(current.top, box.top),
                max(current.right, box.right),
                max(current.bottom, box.bottom),
            )
            continue
        if current:
            yield _within(current)
        current = box
    if current:
        yield _within(current)


def _box(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int) -> Rectangle | None:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, box):
        return None
    corners = [_seen(page, x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    place = Rectangle(min(across), min(down), max(across), max(down))
    if place.right <= place.left or place.bottom <= place.top:
        return None
    return place if place.left < 1 and place.top < 1 and place.right > 0 and place.bottom > 0 else None


def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the page's own system is seen, after the page's turning and cutting."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _WHOLE, _WHOLE, 0, x, y, across, down)
    return across.value / _WHOLE, down.value / _WHOLE


def _runs_down(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether a character's line is seen to run down or up the page."""
    angle = pdfium.FPDFText_GetCharAngle(text_page.raw, index)
    return abs(math.sin(angle + math.radians(page.get_rotation()))) > 0.7


def _follows(one: Rectangle, other: Rectangle, runs_down: bool, size: tuple[float, float]) -> bool:
    """Whether a character stands in the same line as the ones before it, no farther off than a wide space."""
    width, height = size
    if runs_down:
        width, height = height, width
        one, other = (Rectangle(each.top, each.left, each.bottom, each.right) for each in (one, other))
    thickness = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    gap = max(one.left, other.left) - min(one.right, other.right)
    return shared > 0.5 * thickness and gap * width < 2 * thickness * height


def _within(place: Rectangle) -> Rectangle:
    return Rectangle(
        round(max(place.left - _MARGIN, 0.0), 5),
        round(max(place.top - _MARGIN, 0.0), 5),
        round(min(place.right + _MARGIN, 1.0), 5),
        round(min(place.bottom + _MARGIN, 1.0), 5),
    )
