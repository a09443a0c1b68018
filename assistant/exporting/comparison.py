"""A comparison of practices as every export shows it: rows of cells in words, and the list of its sources."""

from collections.abc import Iterable
from typing import NamedTuple

from assistant.citations import Citation
from assistant.exporting.thread import Reference, Says, fit, hyphened, line_of, reference_of
from assistant.naming import places_shown
from assistant.practices.sidebyside import OWN, Column, ComparedCell, Comparison, Row
from assistant.practices.wording import codes_shown, dimension_label, figure_shown, strength_label
from corpus.vocabulary import Vocabulary


class Said(NamedTuple):
    """A cell in words: labels of codes, quotes with their numbers, and what their figures come to."""

    labels: tuple[str, ...]
    quotes: tuple[Citation, ...]
    figures: tuple[str, ...]

    @property
    def stated(self) -> bool:
        """Whether anything is said."""
        return bool(self.labels or self.quotes or self.figures)


class Line(NamedTuple):
    """One row: what it is about, how its cells stand to each other (nothing where that is open), and the cells."""

    label: str
    agreement: str
    cells: tuple[Said, ...]


def lines_of(comparison: Comparison, names: Vocabulary, say: Says) -> list[Line]:
    """Return the rows: where, how strong the evidence is, then every dimension."""
    return [
        Line(say("column_countries"), "", tuple(_places(column, names, say) for column in comparison.practices)),
        Line(say("evidence"), "", tuple(_evidence(column, comparison, say) for column in comparison.practices)),
        *(_line(row, comparison, names, say) for row in comparison.rows),
    ]


def sources_of(comparison: Comparison, names: Vocabulary, say: Says, base: str = "") -> list[Reference]:
    """Return the list of sources by number; with `base`, the address of the page, each has a lasting link."""
    return [
        reference_of(each, names, say, "" if each.document_id == OWN else base, quoted=False)
        for each in comparison.citations
    ]


def cell_text(said: Said, say: Says) -> str:
    """Return a cell as plain text, quotes in quotation marks with their numbers."""
    if not said.stated:
        return say("not_stated")
    quotes = (f"“{fit(each.quote).strip()}” [{each.number}]" for each in said.quotes)
    return "\n".join(["; ".join(said.labels), *quotes, *(f"→ {figure}" for figure in said.figures)]).strip()


def comparison_rows(comparison: Comparison, names: Vocabulary, say: Says, base: str = "") -> list[list[str]]:
    """Return a comparison as rows of plain cells: the table, and below it the sources."""
    head = [say("dimension"), *(line_of(column.title) for column in comparison.practices), say("agreement")]
    table = [
        [line.label, *(cell_text(cell, say) for cell in line.cells), line.agreement]
        for line in lines_of(comparison, names, say)
    ]
    sources = [
        [f"[{each.number}]", each.title, each.facts, each.link or "", each.url or ""]
        for each in sources_of(comparison, names, say, base)
    ]
    return [head, *table, [], [say("sources")], *sources]


def comparison_name(titles: Iterable[str], extension: str) -> str:
    """Return a short name for the file of a comparison, safe everywhere: the first words of the first title."""
    return f"{hyphened('comparison', next(iter(titles), ''))}.{extension}"


def _places(column: Column, names: Vocabulary, say: Says) -> Said:
    shown = places_shown(column.countries, column.regions, names, say.language)
    return Said((shown,) if shown else (), (), ())


def _evidence(column: Column, comparison: Comparison, say: Says) -> Said:
    number = column.strength_citation
    label = (strength_label(column.strength, say),) if column.strength != "none" else ()
    return Said(label, (comparison.cited(number),) if number else (), ())


def _line(row: Row, comparison: Comparison, names: Vocabulary, say: Says) -> Line:
    agreement = "" if row.agreement == "open" else say(f"agreement_{row.agreement}")
    cells = tuple(_said(row, cell, comparison, names, say) for cell in row.cells)
    return Line(dimension_label(row.dimension, say), agreement, cells)


def _said(row: Row, cell: ComparedCell, comparison: Comparison, names: Vocabulary, say: Says) -> Said:
    labels = map(line_of, codes_shown(row.dimension, cell.codes, names, say.language))
    figures = []
    for each in cell.figures:
        standing = f" ({say(f'standing_{each.standing}')})" if each.standing else ""
        figures.append(line_of(figure_shown(each.figure, say)) + standing)
    quotes = tuple(comparison.cited(number) for number in cell.citations)
    return Said(tuple(labels), quotes, tuple(dict.fromkeys(figures)))
