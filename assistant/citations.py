"""Citations: numbered pointers from statements to exact quotes, built and verified by pure functions."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from corpus.documents import Document, Locator
from corpus.facets import Kind


class Citation(BaseModel):
    """A numbered pointer to evidence. `quote` is `document.text[locator.start:locator.end]`, byte for byte."""

    model_config = ConfigDict(frozen=True)

    number: int
    document_id: str
    title: str
    kind: Kind
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    language: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    source: str
    url: str | None = None
    quote: str
    locator: Locator
    passage_id: str | None = None


def cite(document: Document, start: int, end: int, number: int, passage_id: str | None = None) -> Citation:
    """Return the citation of `document.text[start:end]`."""
    facets = document.facets
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        kind=facets.kind,
        countries=facets.countries,
        regions=facets.regions,
        themes=facets.themes,
        language=facets.language,
        year_from=facets.year_from,
        year_to=facets.year_to,
        source=document.source,
        url=document.url,
        quote=document.text[start:end],
        locator=document.locate(start, end),
        passage_id=passage_id,
    )


def verify(citation: Citation, document: Document) -> bool:
    """Whether the quote is exactly what stands at its place in that document, and the page is the one it starts on."""
    locator = citation.locator
    return (
        citation.document_id == document.id
        and bool(citation.quote)
        and locator.end <= len(document.text)
        and document.text[locator.start : locator.end] == citation.quote
        and document.locate(locator.start, locator.end).page == locator.page
    )


def says_the_same(quote: str, others: Sequence[str], share: float = 0.8) -> int | None:
    """Return which of the others holds nearly all words of a quote, or has nearly all of its own in it; None if none.

    `share` is the part of the words of the shorter one that must be common.
    """
    words = _words(quote)
    for index, other in enumerate(map(_words, others)):
        fewer = min(len(words), len(other))
        if fewer and len(words & other) >= share * fewer:
            return index
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))
