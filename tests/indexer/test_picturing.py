"""Pages of PDF files are drawn as they are, and quotes of their text are found on them."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import Document, Page, document_id
from corpus.errors import OriginalError, ReadingError
from indexer.drafts import ReadingLimits
from indexer.originals import Original
from indexer.picturing import PagePicture, PagePictures
from indexer.readers import pdf
from indexer.scanning import found_file
from tests.indexer.readers.pdf_files import (
    HEIGHT,
    WIDTH,
    changed_pdf,
    dejavu,
    drawn_pdf,
    flowing_pdf,
    lines_pdf,
    picture_of_text,
    text,
)  # fmt: skip

QUOTE = "Apprentices spend four days a week at sea."


@pytest.fixture(scope="module")
def pictures() -> Iterator[PagePictures]:
    drawing = PagePictures(workers=1)
    yield drawing
    drawing.close()


def original(path: Path) -> Original:
    return Original(path, path.name, found_file(path, path.name).stamp.partition(";")[0], path.stat().st_size)


def document(path: Path) -> Document:
    (draft,) = pdf.read(path, ReadingLimits())
    return Document(
        id=document_id(draft.title, draft.text), title=draft.title, text=draft.text, source=path.name, pages=draft.pages
    )


def drawn(pictures: PagePictures, path: Path, quote: str, page: int = 1) -> tuple[PagePicture, Document]:
    whole = document(path)
    start = whole.text.index(quote)
    return pictures.picture(original(path), whole, page, [(start, start + len(quote))]), whole


def is_inked(picture: PagePicture, place: tuple[float, float, float, float]) -> bool:
    """Whether there is text in a place of the page."""
    image = Image.open(BytesIO(picture.image)).convert("L")
    left, top, right, bottom = place
    area = image.crop(
        (int(left * image.width), int(top * image.height), int(right * image.width), int(bottom * image.height))
    )
    return any(number for number in area.histogram()[:128])


def test_a_quote_is_found_where_it_is_printed(tmp_path: Path, pictures: PagePictures) -> None:
    path = lines_pdf(tmp_path / "sea.pdf", [["The academy and its shipyards.", QUOTE, "Nobody counts the gulls."]])
    picture, _ = drawn(pictures, path, QUOTE)
    assert Image.open(BytesIO(picture.image)).size == (picture.width, picture.height)
    assert picture.pages == 1
    ((place,),) = picture.quotes
    baseline = 1 - (HEIGHT - 114) / HEIGHT
    assert place.left == pytest.approx(72 / WIDTH, abs=0.003)
    assert place.top < baseline < place.bottom < baseline + 8 / HEIGHT
    assert place.top > baseline - 14 / HEIGHT
    assert is_inked(picture, place)


def test_a_quote_over_two_columns_has_its_places_in_both(tmp_path: Path, pictures: PagePictures) -> None:
    words = " ".join(f"word{number}" for number in range(700))
    picture, _ = drawn(pictures, flowing_pdf(tmp_path / "columns.pdf", [text(words)], columns=2), words)
    (places,) = picture.quotes
    assert {place.left < 0.5 for place in places} == {True, False}
    assert not any(place.left < 0.5 < place.right for place in places)
    assert all(is_inked(picture, place) for place in places)


def test_a_word_that_was_parted_at_a_line_end_is_found(tmp_path: Path, pictures: PagePictures) -> None:
    lines = ["The work of the mentors in the ship-", "yards is paid by the region and by the", "companies together."]
    picture, whole = drawn(pictures, lines_pdf(tmp_path / "hyphen.pdf", [lines]), "shipyards is paid")
    assert "shipyards" in whole.text
    assert len(picture.quotes[0]) == 2


def test_ligatures_and_accents_are_found(tmp_path: Path, pictures: PagePictures) -> None:
    font = dejavu()

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 12)
        canvas.drawString(72, 700, "An e\ufb03cient work\ufb02ow for the apprentices of the académie")

    picture, whole = drawn(pictures, drawn_pdf(tmp_path / "ligature.pdf", draw), "efficient workflow")
    assert "efficient workflow" in whole.text
    assert len(picture.quotes[0]) == 1


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_turned_has_the_places_where_they_are_seen(
    tmp_path: Path, pictures: PagePictures, angle: int
) -> None:
    path = lines_pdf(tmp_path / "turned.pdf", [["The academy and its shipyards.", QUOTE, "Nobody counts the gulls."]])
    changed_pdf(path, lambda writer: writer.pages[0].rotate(angle))
    picture, _ = drawn(pictures, path, QUOTE)
    ((place,),) = picture.quotes
    assert (picture.width > picture.height) == (angle != 180)
    assert (place.right - place.left > place.bottom - place.top) == (angle == 180)
    assert is_inked(picture, place)


def test_a_quote_over_two_pages_has_a_piece_on_each(tmp_path: Path, pictures: PagePictures) -> None:
    words = " ".join(f"word{number}" for number in range(1200))
    path = flowing_pdf(tmp_path / "pages.pdf", [text(words)])
    for page in (1, 2):
        picture, _ = drawn(pictures, path, words, page)
        assert picture.found
        assert picture.quotes[0]
        assert picture.pages == 2


def test_a_page_without_quotes_is_drawn_too(tmp_path: Path, pictures: PagePictures) -> None:
    picture, _ = drawn(pictures, lines_pdf(tmp_path / "two.pdf", [[QUOTE], ["Another page."]]), QUOTE, 2)
    assert picture.quotes == ()
    assert picture.found


def test_words_that_are_only_in_a_picture_are_not_found(tmp_path: Path, pictures: PagePictures) -> None:
    path = drawn_pdf(tmp_path / "scan.pdf", lambda canvas: canvas.drawImage(picture_of_text(), 72, 400))
    page = Page(number=1, start=0, end=len(QUOTE))
    scanned = Document.model_validate(
        {"id": "a", "title": "Scan", "text": QUOTE, "source": "scan.pdf", "pages": [page]}
    )
    picture = pictures.picture(original(path), scanned, 1, [(0, len(QUOTE))])
    assert picture.quotes == ((),)
    assert not picture.found


def sized(writer: pypdf.PdfWriter, width: float, height: float) -> None:
    writer.pages[0].mediabox = RectangleObject((0, 0, width, height))


def test_a_huge_page_is_drawn_in_bounds(tmp_path: Path, pictures: PagePictures) -> None:
    path = drawn_pdf(tmp_path / "huge.pdf", lambda canvas: canvas.drawString(72, 7000, QUOTE))
    changed_pdf(
        path, lambda writer: setattr(writer.pages[0], "mediabox", pypdf.generic.RectangleObject((0, 0, 14000, 14000)))
    )
    picture = pictures.picture(original(path), document(path), 1, [])
    assert picture.width * picture.height < 4_000_000
    changed_pdf(
        path, lambda writer: setattr(writer.pages[0], "mediabox", pypdf.generic.RectangleObject((0, 0, 3, 14000)))
    )
    picture = pictures.picture(original(path), document(path), 1, [], 4.0)
    assert picture.height <= 8_001
    assert picture.width >= 1


def test_larger_pictures_have_more_dots(tmp_path: Path, pictures: PagePictures) -> None:
    path = lines_pdf(tmp_path / "larger.pdf", [[QUOTE]])
    usual, larger = (pictures.picture(original(path), document(path), 1, [], zoom) for zoom in (1.0, 2.0))
    assert larger.width == pytest.approx(2 * usual.width, abs=2)


def encrypt(path: Path) -> None:
    changed_pdf(path, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.7\nnothing that a reader could use"), "damaged"),
        (lambda path: path.write_bytes(b""), "empty"),
        (encrypt, "encrypted"),
        (lambda path: path.unlink(), "not_readable"),
    ],
)
def test_what_cannot_be_drawn_is_a_named_failure(
    tmp_path: Path, pictures: PagePictures, spoil: Callable[[Path], object], reason: str
) -> None:
    path = lines_pdf(tmp_path / "spoilt.pdf", [[QUOTE]])
    whole, known = document(path), original(path)
    spoil(path)
    with pytest.raises(ReadingError) as failed:
        pictures.picture(known, whole, 1, [])
    assert failed.value.reason == reason
    assert str(tmp_path) not in str(failed.value)


def test_a_page_that_is_not_there_is_a_named_failure(tmp_path: Path, pictures: PagePictures) -> None:
    path = lines_pdf(tmp_path / "one.pdf", [[QUOTE]])
    with pytest.raises(ReadingError, match=r"one\.pdf"):
        pictures.picture(original(path), document(path), 7, [])


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "slow.pdf", [[QUOTE] * 40])
    whole, known = document(path), original(path)
    slow = PagePictures(ReadingLimits(seconds=0.001), workers=1)
    try:
        with pytest.raises(ReadingError) as failed:
            slow.picture(known, whole, 1, [])
        assert failed.value.reason == "too_slow"
        slow._pool.limits = ReadingLimits()
        assert slow.picture(known, whole, 1, []).pages == 1
    finally:
        slow.close()


def test_pictures_are_kept_up_to_a_number_of_bytes(tmp_path: Path) -> None:
    path = lines_pdf(tmp_path / "many.pdf", [[f"Page {number}", QUOTE] for number in range(6)])
    whole, known = document(path), original(path)
    few = PagePictures(workers=1)
    try:
        first = few.picture(known, whole, 1, [])
        assert few.picture(known, whole, 1, []) is first
        few._most_bytes = 3 * len(first.image)
        for number in range(2, 7):
            few.picture(known, whole, number, [])
        assert few.picture(known, whole, 6, []) is few.picture(known, whole, 6, [])
        assert few.picture(known, whole, 1, []) is not first
    finally:
        few.close()


def test_a_file_that_changed_is_not_drawn(tmp_path: Path, pictures: PagePictures) -> None:
    path = lines_pdf(tmp_path / "changing.pdf", [[QUOTE]])
    whole, known = document(path), original(path)
    lines_pdf(path, [["Something else altogether, and longer than it was."]])
    os.utime(path, ns=(1, 1))
    with pytest.raises(OriginalError, match="has changed"):
        pictures.picture(known, whole, 1, [(0, len(QUOTE))])
