"""The list of documents: its lines in words, what a search finds in it, its order, its pages, and the whole as CSV."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.exporting import csv
from corpus.facets import FacetName, Origin
from corpus.library import DocumentCard
from corpus.mentions import fold
from corpus.vocabulary import Vocabulary
from ui.components.labels import places_shown, themes_shown, years_shown
from ui.texts import Texts

Column = Literal["title", "kind", "countries", "years", "language", "themes"]
COLUMNS: tuple[Column, ...] = ("title", "kind", "countries", "years", "language", "themes")
PAGE_SIZES = (25, 50, 100)
_LONGEST_SEARCH = 200
_LONGEST_PLACES = 60


class Line(NamedTuple):
    """One document of the list, in words of one language.

    `inferred` names the columns whose value was worked out from the text; `held` and `title_held` are what a search
    looks in, `places` is every place by name.
    """

    id: str
    title: str
    kind: str
    countries: str
    years: str
    language: str
    themes: str
    year_from: int | None
    year_to: int | None
    spoken: str | None
    places: str
    organisation: str
    source: str
    url: str
    inferred: frozenset[str]
    held: str
    title_held: str


class Order(NamedTuple):
    """By which column the list is sorted, and whether from the end; `column` None: as well as they match the search."""

    column: Column | None = None
    backwards: bool = False


def line_of(card: DocumentCard, organisation: str, names: Vocabulary, language: str) -> Line:
    """Return a document as a line of the list."""
    facets = card.facets
    places = places_shown(facets.countries, facets.regions, names, language, most=_LONGEST_PLACES)
    every_place = ", ".join(names.place_label(code, language) for code in (*facets.countries, *facets.regions))
    kind, themes = names.kind_label(facets.kind, language), themes_shown(facets, names, language)
    spoken = names.language_label(facets.language, language) if facets.language else ""
    years = years_shown(facets.year_from, facets.year_to)
    words = (card.title, organisation, card.source, kind, every_place, themes, spoken, years, card.url or "")
    return Line(
        id=card.id,
        title=card.title,
        kind=kind,
        countries=places,
        years=years,
        language=spoken,
        themes=themes,
        year_from=facets.year_from,
        year_to=facets.year_to,
        spoken=facets.language,
        places=every_place,
        organisation=organisation,
        source=card.source,
        url=card.url or "",
        inferred=_inferred(facets.origins),
        held=fold("\n".join(words)),
        title_held=fold(card.title),
    )


def _inferred(origins: Mapping[FacetName, Origin]) -> frozenset[str]:
    found = {str(facet) for facet, origin in origins.items() if origin is Origin.INFERRED}
    return frozenset(found | {"countries"} if "regions" in found else found)


def found_in(lines: Sequence[Line], search: str) -> list[Line]:
    """Return the lines that hold every word of a search, or its beginning, whatever its accents and capitals."""
    words = fold(search[:_LONGEST_SEARCH]).split()
    return [line for line in lines if all(word in line.held for word in words)]


def sorted_by(lines: Iterable[Line], order: Order, search: str = "") -> list[Line]:
    """Return the lines in an order; those that have no value there are last, whichever way it goes."""
    by_title = sorted(lines, key=lambda line: (collation(line.title), line.id))
    column = order.column
    if column is None:
        words = fold(search[:_LONGEST_SEARCH]).split()
        return sorted(by_title, key=lambda line: not all(word in line.title_held for word in words))
    if column == "years":
        with_years = [line for line in by_title if line.year_to or line.year_from]
        without = [line for line in by_title if not (line.year_to or line.year_from)]
        with_years.sort(
            key=lambda line: (line.year_to or line.year_from or 0, line.year_from or 0), reverse=order.backwards
        )
        return [*with_years, *without]
    with_value = [line for line in by_title if getattr(line, column)]
    without = [line for line in by_title if not getattr(line, column)]
    with_value.sort(key=lambda line: collation(getattr(line, column)), reverse=order.backwards)
    return [*with_value, *without]


def _last_year(line: Line) -> tuple[int, int]:
    return line.year_to or line.year_from or 0, line.year_from or 0


@lru_cache(maxsize=100_000)
def collation(words: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return what to sort words by: accents, capitals and leading signs do not count, numbers do by their value."""
    plain = re.sub(r"^[\W_]+", "", fold(words)) or words
    # Nobody's numbers have more digits, and long ones cost time to read.
    parts = (part for part in re.split(r"([0-9]{1,9})", plain) if part)
    return tuple((0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part) for part in parts), words


class Pages(NamedTuple):
    """One page of a list: `first` and `last` count its lines from 1, both 0 when there are none."""

    number: int
    of: int
    first: int
    last: int
    total: int


def page_of(total: int, number: int, size: int) -> Pages:
    """Return the page of that number, or the nearest there is."""
    last_page = max(1, -(-total // size))
    number = min(max(number, 1), last_page)
    return Pages(number, last_page, min((number - 1) * size + 1, total), min(number * size, total), total)


def as_csv(lines: Iterable[Line], say: Texts) -> bytes:
    """Return the lines as CSV (RFC 4180) that spreadsheets open as UTF-8; no cell can act as a formula there."""
    heads = ("title", "kind", "countries", "years", "language", "themes")
    head = [*(say(f"column_{each}") for each in heads), *(say(each) for each in _MORE)]
    return csv.as_csv([head, *(_cells(line) for line in lines)])


def _cells(line: Line) -> list[str]:
    own = [line.title, line.kind, line.places, line.years, line.language, line.themes]
    return [*own, line.organisation, line.source, line.url]


_MORE = ("column_organisation", "column_source", "field_web")
