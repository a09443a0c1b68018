"""Pictures of the pages of PDF files, with the places of quotes on them; drawn in child processes that have limits."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from pydantic import ValidationError

from corpus.documents import Document
from corpus.errors import ReadingError
from indexer.drafts import ReadingLimits
from indexer.originals import Original
from indexer.placing import PageFacts, PageOrder, Rectangle, pieces
from indexer.readers.failures import MEGABYTE, failure
from indexer.reading import ReadingPool

_SECONDS = 20
_STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class PagePicture(NamedTuple):
    """A page as a picture: `image` of type `mime`, `width` and `height` in pixels, `pages` of the whole file.

    `quotes` are the places of each span that has a part on the page: fractions of width and height. A span of which
    no place was found there has none.
    """

    image: bytes
    mime: str
    width: int
    height: int
    pages: int
    quotes: tuple[tuple[Rectangle, ...], ...]

    @property
    def found(self) -> bool:
        """Whether every quote that should stand on the page was found there."""
        return all(self.quotes)


class PagePictures:
    """Draws pages, and keeps the pictures that were drawn last, up to a number of bytes; threads may share it.

    Close it when done, or end the process: its children end with it.
    """

    def __init__(self, limits: ReadingLimits | None = None, most_bytes: int = 48 * MEGABYTE, workers: int = 2) -> None:
        limits = limits or ReadingLimits()
        self._pool = ReadingPool(limits.model_copy(update={"seconds": min(limits.seconds, _SECONDS)}), workers)
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[Original, PageOrder], PagePicture] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def warm_up(self) -> None:
        """Start a child process, so that the first picture need not wait for it. Raises ReadingError."""
        self._pool.warm_up()

    def close(self) -> None:
        """End the child processes."""
        self._pool.close()

    def picture(
        self, original: Original, document: Document, number: int, spans: Sequence[tuple[int, int]], zoom: float = 1.0
    ) -> PagePicture:
        """Return page `number` (from 1) of a document's file, and where spans of the document's text stand on it.

        `zoom` multiplies the resolution, as far as the bounds on it allow. Raises ReadingError for a page that cannot
        be drawn or takes too much, OriginalError where the file changes meanwhile.
        """
        order = _order(document, number, spans, zoom)
        key = original, order
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        picture = _checked(original, self._pool.draw(original.path, order.model_dump()))
        original.check()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = picture
                self._bytes += len(picture.image)
            while self._bytes > self._most_bytes and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1].image)
        return picture


def _order(document: Document, number: int, spans: Sequence[tuple[int, int]], zoom: float) -> PageOrder:
    page = next((page for page in document.pages if page.number == number), None)
    if page is None:
        return PageOrder(number=number, zoom=zoom)
    quoted = pieces(spans, page.start, page.end)
    text = document.text[page.start : page.end] if quoted else ""
    return PageOrder(number=number, text=text, spans=quoted, zoom=zoom)


def _checked(original: Original, answer: bytes) -> PagePicture:
    # The child has read an untrusted file, so what it sends is checked like any input.
    head, _, image = answer.partition(b"\n")
    try:
        facts = PageFacts.model_validate_json(head)
        if not image.startswith(_STARTS[facts.mime]):
            raise KeyError(facts.mime)
    except (ValidationError, KeyError):
        raise _no_answer(original) from None
    return PagePicture(image, facts.mime, facts.width, facts.height, facts.pages, facts.places)


def _no_answer(original: Original) -> ReadingError:
    return failure(original.path, "crashed", "the page could not be drawn. Open the file and save it again.")
