"""Practices side by side: what each says in every dimension, cited by numbers, and where they differ; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation
from assistant.practices.shapes import Cell, Described, Dimension, Figure, Practice, Strength

MOST_PRACTICES = 5
"""How many practices a table for people holds; more columns than these cannot be read."""

OWN = "own"
"""The id of a practice that a visitor told of: it stands in no library, and nothing can link to it."""

Agreement = Literal["same", "partly", "different", "open"]
"""How the practices that state something in a dimension stand to each other, as far as codes and figures tell.

same: all say the same. partly: they have something in common. different: they have nothing in common. open: fewer than
two state something, or only words that cannot be compared as codes and figures can.
"""

Standing = Literal["highest", "lowest"]

_NEAR = 0.005


class ComparedFigure(BaseModel):
    """A figure of a cell; `standing` says whether it is the highest or lowest of those that can be compared with it."""

    model_config = ConfigDict(frozen=True)

    figure: Figure
    standing: Standing | None = None


class ComparedCell(BaseModel):
    """What one practice says in one dimension: numbers of the table's citations, figures and codes; or nothing.

    `common` are those of its codes that every practice has that states any, `own` those that no other has.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    stated: bool
    citations: tuple[int, ...] = ()
    figures: tuple[ComparedFigure, ...] = ()
    codes: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    origin: str | None = None


class Row(BaseModel):
    """One dimension: a cell for each practice, in their order."""

    model_config = ConfigDict(frozen=True)

    dimension: Dimension
    agreement: Agreement
    cells: tuple[ComparedCell, ...]


class Column(Described):
    """One practice; `strength_citation` is the number of what says how strong its evidence is."""

    strength: Strength = "none"
    strength_citation: int | None = None


class Comparison(BaseModel):
    """Practices side by side. `citations` are numbered from 1 in the order of reading, each place of a text once."""

    model_config = ConfigDict(frozen=True)

    practices: tuple[Column, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...]

    def cited(self, number: int) -> Citation:
        """Return the citation of a number. Raises IndexError for one that there is not."""
        if not 0 < number <= len(self.citations):
            raise IndexError(number)
        return self.citations[number - 1]


def side_by_side(practices: Sequence[Practice]) -> Comparison:
    """Return practices side by side: their evidence, then a row for every dimension, stated by any of them or not."""
    numbers = Numbers()
    columns = tuple(_column(practice, numbers) for practice in practices)
    rows = tuple(_row(dimension, practices, numbers) for dimension in Dimension)
    return Comparison(practices=columns, rows=rows, citations=tuple(numbers.citations))


def as_own(practice: Practice, title: str) -> Practice:
    """Return a practice that a visitor told of under the id that no document has."""

    def own(citation: Citation) -> Citation:
        return citation.model_copy(update={"document_id": OWN, "title": title, "source": title})

    cells = {
        dimension: cell.model_copy(update={"citations": tuple(map(own, cell.citations))})
        for dimension, cell in practice.cells.items()
    }
    said = practice.strength_citation
    changed = {"cells": cells, "strength_citation": own(said) if said else None}
    return practice.model_copy(update={"document_id": OWN, "title": title, "source": title, **changed})


class Numbers:
    """Gives citations their numbers, from 1 in the order in which they are asked for; the same place has the same."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._known: dict[tuple[str, int, int], int] = {}

    def of(self, citation: Citation) -> int:
        """Return the number of a citation's place."""
        key = (citation.document_id, citation.locator.start, citation.locator.end)
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.citations) + 1
            self.citations.append(citation.model_copy(update={"number": number}))
        return number


def _column(practice: Practice, numbers: Numbers) -> Column:
    said = practice.strength_citation
    return Column(
        **practice.model_dump(include=Column.model_fields.keys() - {"strength_citation"}),
        strength_citation=numbers.of(said) if said else None,
    )


def _row(dimension: Dimension, practices: Sequence[Practice], numbers: Numbers) -> Row:
    cells = [practice.cells.get(dimension, Cell(dimension=dimension)) for practice in practices]
    coded = [frozenset(cell.codes) for cell in cells if cell.codes]
    everywhere = frozenset.intersection(*coded) if len(coded) > 1 else frozenset()
    standings = _standings(cells)
    # Years are the ends of a range: the same end says little.
    single = dimension is not Dimension.PERIOD
    compared = tuple(
        ComparedCell(
            document_id=practice.document_id,
            stated=cell.stated,
            citations=tuple(dict.fromkeys(numbers.of(citation) for citation in cell.citations)),
            figures=tuple(
                ComparedFigure(figure=figure, standing=standings.get((column, index)))
                for index, figure in enumerate(cell.figures)
                if figure.unit != "year"  # nobody writes a year otherwise: the quote says it as well
            ),
            codes=cell.codes,
            common=tuple(code for code in cell.codes if code in everywhere) if single else (),
            own=_own(column, cells) if single and len(coded) > 1 else (),
            origin=cell.origin,
        )
        for column, (practice, cell) in enumerate(zip(practices, cells, strict=True))
    )
    return Row(dimension=dimension, agreement=_agreement(coded, cells), cells=compared)


def _own(column: int, cells: Sequence[Cell]) -> tuple[str, ...]:
    elsewhere = {code for at, other in enumerate(cells) if at != column for code in other.codes}
    return tuple(code for code in cells[column].codes if code not in elsewhere)


def _agreement(coded: Sequence[frozenset[str]], cells: Sequence[Cell]) -> Agreement:
    if len(coded) > 1:
        if all(codes == coded[0] for codes in coded):
            return "same"
        if cells[0].dimension is Dimension.PERIOD:
            spans = [years for codes in coded if (years := years_of(codes))]
            meeting = any(max(a[0], b[0]) <= min(a[1], b[1]) for at, a in enumerate(spans) for b in spans[:at])
            return "partly" if meeting else "different"
        return "partly" if any(a & b for at, a in enumerate(coded) for b in coded[:at]) else "different"
    groups = [values for values in _comparable(cells).values() if len({column for column, _, _ in values}) > 1]
    if not groups:
        return "open"
    same = [_all_near([value for _, _, value in group]) for group in groups]
    return "same" if all(same) else "partly" if any(same) else "different"


def _standings(cells: Sequence[Cell]) -> Mapping[tuple[int, int], Standing]:
    """Return by (column, place in its figures) which figures are the highest and lowest of their kind."""
    return dict(_extremes(cells))


def _extremes(cells: Sequence[Cell]) -> Iterator[tuple[tuple[int, int], Standing]]:
    for values in _comparable(cells).values():
        amounts = [value for _, _, value in values]
        # Several figures of one practice are parts or years of one thing: which of them counts, only a reader knows.
        if len({column for column, _, _ in values}) < max(2, len(values)) or _all_near(amounts):
            continue
        for column, index, value in values:
            if value == max(amounts):
                yield (column, index), "highest"
            elif value == min(amounts):
                yield (column, index), "lowest"


def _comparable(cells: Sequence[Cell]) -> Mapping[tuple[str, str | None, str | None], list[tuple[int, int, float]]]:
    """Return figures by what they count (unit, of what, per what), each as (column, place, value).

    Bounds and ranges are no values, and a percentage or a year says of itself not of what it is.
    """
    found: dict[tuple[str, str | None, str | None], list[tuple[int, int, float]]] = {}
    for column, cell in enumerate(cells):
        for index, figure in enumerate(cell.figures):
            exact = figure.upto is None and not (figure.at_least or figure.at_most)
            if exact and figure.of and figure.unit in ("money", "count", "duration"):
                found.setdefault((figure.unit, figure.of, figure.per), []).append((column, index, figure.value))
    return found


def years_of(codes: Iterable[str]) -> tuple[int, int] | None:
    """Return the first and last year that codes of a period name; None where they name none."""
    years = [int(code) for code in codes if len(code) == 4 and code.isascii() and code.isdecimal()]
    return (min(years), max(years)) if years else None


def _all_near(values: Sequence[float]) -> bool:
    return max(values) - min(values) <= _NEAR * max(map(abs, values))
