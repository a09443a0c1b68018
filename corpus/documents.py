"""Documents, their passages, and the locators that say where a quote stands."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from corpus.facets import Facets


class Locator(BaseModel):
    """Where something stands in a document's text.

    `start` and `end` are character offsets (Python string indices, end exclusive) in `Document.text`. `page` counts
    from 1 as the file does; `page_label` is what is printed on the page, if the file says so.
    """

    model_config = ConfigDict(frozen=True)

    page: int | None = None
    page_label: str | None = None
    heading: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Page(BaseModel):
    """One page of a paged document: where its text starts and ends in the document's text."""

    model_config = ConfigDict(frozen=True)

    number: int = Field(ge=1)
    label: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Section(BaseModel):
    """A stretch of the text under one heading or label, the heading's own line not included.

    `field` is the name of the record field that the section holds (`impact`, `budget`; see `corpus.records`), if any.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    field: str | None = None
    level: int = 1
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Document(BaseModel):
    """One thing that a person would cite: a report, one practice of a listing page, one survey.

    `source` is the file's path as shown to people, relative to the folder that was indexed; `ordinal` counts the
    documents within that file from 0. `fields` holds the record's own fields as stated, by the names of
    `corpus.records`. `notes` says what a reader should know, such as pages without text.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    text: str
    source: str
    ordinal: int = 0
    url: str | None = None
    facets: Facets = Field(default_factory=Facets)
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: Mapping[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def locate(self, start: int, end: int) -> Locator:
        """Return the locator of `text[start:end]`: its first page, and the innermost section that it starts in."""
        page = self._page_at(start)
        sections = [
            section for section in self.sections if section.start <= start < max(section.end, section.start + 1)
        ]
        innermost = max(sections, key=lambda section: (section.start, section.level), default=None)
        return Locator(
            page=page.number if page else None,
            page_label=page.label if page else None,
            heading=innermost.title if innermost else None,
            start=start,
            end=end,
        )

    def _page_at(self, offset: int) -> Page | None:
        if not self.pages:
            return None
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)]


class Passage(BaseModel):
    """A stretch of a document that is embedded: `text` is `document.text[locator.start:locator.end]`, exactly.

    `sentences` are (start, end) character offsets within `text`, in order, not overlapping. `embedded_text` is what
    the model reads: the document's title before the text.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    document_id: str
    ordinal: int
    text: str
    locator: Locator
    sentences: tuple[tuple[int, int], ...] = ()


def document_id(title: str, text: str) -> str:
    """Return the id of a document: 16 hexadecimal digits of a hash of what it says, wherever the file lies."""
    return content_hash(title, text)[:16]


def content_hash(*parts: str) -> str:
    """Return the SHA-256, in hexadecimal, of several strings, unambiguous about where one ends and the next begins."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
