"""Amounts: what a practice counts, what it pays and when it runs, so that it can be compared."""

import re
from math import log10

from assistant.practices.concepts import counted_thing
from assistant.practices.shapes import Cell, Dimension, Figure, Practice

# On a scale on which ten times as much is half as near, a rough rate will do (euro for one, 2024).
_EUROS = {
    "EUR": 1.0, "GBP": 1.17, "USD": 0.92, "CHF": 1.05, "DKK": 0.134, "SEK": 0.087, "NOK": 0.086, "PLN": 0.23,
    "CZK": 0.04, "HUF": 0.0025, "ISK": 0.0067, "RON": 0.2, "BGN": 0.51, "TRY": 0.028,
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d{2}")


def amounts_of(practice: Practice, language: str) -> dict[Dimension, dict[str, float]]:
    """Return what a practice counts or pays, by dimension and thing, as decimal logarithms (euro, single units)."""
    found: dict[Dimension, dict[str, float]] = {}
    for dimension in (Dimension.SCALE, Dimension.FUNDING):
        for figure in cell.figures if (cell := practice.cells.get(dimension)) else ():
            thing, value = _thing(figure, language), figure.value
            if figure.unit == "money":
                value *= _EUROS.get(figure.of or "EUR", 0)
            if thing and value > 0:
                amounts = found.setdefault(dimension, {})
                amounts[thing] = max(amounts.get(thing, 0), round(log10(value), 3))
    return found


def _thing(figure: Figure, language: str) -> str | None:
    if figure.unit == "money":
        return "money" if figure.per is None else "money a year" if figure.per == "year" else "money for each"
    if figure.unit != "count" or not figure.of:
        return None
    return counted_thing(figure.of, language)


def years_of(cell: Cell | None) -> tuple[int, int] | None:
    """Return the first and the last year that a cell names; None where it names none."""
    if cell is None:
        return None
    years = [int(year) for code in cell.codes for year in _YEAR.findall(code)]
    if not years:
        for figure in cell.figures:
            if figure.unit == "year":
                years += [int(figure.value), int(figure.upto or figure.value)]
    return (min(years), max(years)) if years else None
