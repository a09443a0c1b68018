"""The paragraphs of a PDF's pages put together: one text, with its pages, its headings and its title."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.documents import Page, Section
from indexer.readers.pdf_paragraphs import FINISHED as _FINISHED
from indexer.readers.pdf_paragraphs import PAGE_BREAK, Paragraph, joined, vocabulary
from indexer.readers.pdf_properties import OutlineEntry, Properties

_LONGEST_HEADING = 160
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[A-Z]\.)\s+")


class Assembled(NamedTuple):
    """A whole document's text with what stands where in it; `title` is the largest text of its first page."""

    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    title: str | None


class _Placed(NamedTuple):
    paragraph: Paragraph
    page: int
    start: int
    end: int


def assemble(pages: Sequence[Sequence[Paragraph]], body_size: float, stated: Properties) -> Assembled:
    """Return the text of all pages; `body_size` is the font size, in points, of the running text."""
    words = vocabulary(paragraph.text for page in pages for paragraph in page)
    parts: list[str] = []
    placed: list[_Placed] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    length = 0
    last: tuple[int, Paragraph] | None = None
    for number, paragraph in _flowing(pages):
        text = joined(paragraph.text, words)
        if not text.strip(PAGE_BREAK):
            continue
        if last:
            listed = last[1].form == paragraph.form != "text" and last[0] == number
            parts.append("\n" if listed else "\n\n")
            length += len(parts[-1])
        pieces = text.split(PAGE_BREAK)
        begin = length
        for later, piece in enumerate(pieces):
            starts.setdefault(number + later, length)
            length += len(piece)
            ends[number + later] = length
        parts.append("".join(pieces))
        placed.append(_Placed(paragraph, number, begin, length))
        last = (number + len(pieces) - 1, paragraph)
    text = "".join(parts)
    return Assembled(
        text,
        tuple(_spans(len(pages), starts, ends, stated.labels)),
        tuple(_sections(text, placed, body_size, stated.outline)),
        _title(text, placed, body_size),
    )


def _flowing(pages: Sequence[Sequence[Paragraph]]) -> Iterator[tuple[int, Paragraph]]:
    """Yield each paragraph with the index of its page, those that run over a column's or page's end as one.

    Where a page ends within a paragraph, its text has a page break.
    """
    pending: tuple[int, Paragraph] | None = None
    for number, page in enumerate(pages):
        for paragraph in page:
            if pending:
                turned = number - pending[0] - pending[1].text.count(PAGE_BREAK)
                if turned <= 1 and paragraph.opens and _goes_on(pending[1], paragraph):
                    text = f"{pending[1].text}\n{PAGE_BREAK * turned}{paragraph.text}"
                    pending = (pending[0], pending[1]._replace(text=text))
                    continue
                yield pending
            pending = (number, paragraph)
    if pending:
        yield pending


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether the first paragraph of a column or page clearly is the rest of the last one of the one before."""
    if "row" in (before.form, paragraph.form) or paragraph.form == "item" or before.bold != paragraph.bold:
        return False
    if abs(before.size - paragraph.size) > 0.05 * before.size or _FINISHED.search(before.text):
        return False
    return paragraph.text[0].islower() and len(before.text) > 40


def _spans(count: int, starts: Mapping[int, int], ends: Mapping[int, int], labels: Sequence[str]) -> Iterator[Page]:
    end = 0
    for index in range(count):
        label = labels[index] if index < len(labels) else ""
        start = starts.get(index, end)
        end = ends.get(index, end)
        yield Page(number=index + 1, label=label or None, start=start, end=end)


def _sections(
    text: str, placed: Sequence[_Placed], body_size: float, outline: Sequence[OutlineEntry]
) -> Iterator[Section]:
    headings = _outlined(text, placed, outline)
    if len(headings) < max(2, len(outline) / 2):
        headings = _by_size(placed, body_size)
    levels = [level for _, level in headings]
    for index, (heading, level) in enumerate(headings):
        following = (headings[later][0].start for later in range(index + 1, len(headings)) if levels[later] <= level)
        end = next(following, len(text))
        start = heading.end + len(text[heading.end : end]) - len(text[heading.end : end].lstrip())
        end = start + len(text[start:end].rstrip())
        yield Section(title=text[heading.start : heading.end], level=level, start=start, end=end)


def _outlined(text: str, placed: Sequence[_Placed], outline: Sequence[OutlineEntry]) -> list[tuple[_Placed, int]]:
    """Return the headings that the outline names and the text holds, in the text's order, with their levels."""
    by_name: dict[str, list[_Placed]] = {}
    for one in placed:
        if one.end - one.start <= _LONGEST_HEADING:
            by_name.setdefault(_name(text[one.start : one.end]), []).append(one)
    found: dict[int, tuple[_Placed, int]] = {}
    for entry in outline:
        alike = by_name.get(_name(entry.title), [])
        here = [one for one in alike if entry.page == one.page] if entry.page is not None else alike[-1:]
        if here:
            found.setdefault(here[0].start, (here[0], entry.level))
    return [found[start] for start in sorted(found)]


def _name(heading: str) -> str:
    return re.sub(r"\W+", "", _NUMBERED.sub("", heading)).casefold()


def _by_size(placed: Sequence[_Placed], body_size: float) -> list[tuple[_Placed, int]]:
    """Return the headings that stand out by size or weight, the largest at level 1."""
    bold = sum(one.end - one.start for one in placed if one.paragraph.bold)
    mostly_bold = bold > 0.4 * sum(one.end - one.start for one in placed)
    found = [one for one in placed if _is_heading(one, body_size, mostly_bold)]
    looks = sorted({_look(one) for one in found}, reverse=True)
    return [(one, min(looks.index(_look(one)) + 1, 6)) for one in found]


def _look(one: _Placed) -> tuple[float, bool]:
    return round(one.paragraph.size * 2) / 2, one.paragraph.bold


def _is_heading(one: _Placed, body_size: float, mostly_bold: bool) -> bool:
    paragraph = one.paragraph
    length = one.end - one.start
    if paragraph.form == "row" or not 3 <= length <= _LONGEST_HEADING or not re.search(r"[^\W\d_]{2}", paragraph.text):
        return False
    if paragraph.size > 1.12 * body_size:
        return not _FINISHED.search(paragraph.text) or paragraph.text.rstrip()[-1] in "?!"
    bold = paragraph.bold and not mostly_bold and paragraph.size > 0.95 * body_size
    return bold and not _FINISHED.search(paragraph.text)


def _title(text: str, placed: Sequence[_Placed], body_size: float) -> str | None:
    """Return the largest text of the first page that has any, if it stands out and is as short as a title."""
    first = [one for one in placed if one.page == placed[0].page and one.paragraph.form != "row"] if placed else []
    large = [one for one in first if one.paragraph.size > 1.12 * body_size and 4 <= one.end - one.start <= 300]
    title = max(large, key=lambda one: (round(one.paragraph.size), -one.start), default=None)
    return text[title.start : title.end] if title else None
