"""Practices side by side: numbers, what is alike and what differs, and what is not stated."""

from typing import Any

import pytest

from assistant.citations import verify
from assistant.practices.shapes import Dimension
from assistant.practices.sidebyside import OWN, Comparison, as_own, side_by_side, years_of
from tests.assistant.practices.invented import (
    ROBOTS,
    SHIPS,
    cell,
    figure,
    hostile,
    practice,
    robots,
    ships,
)


def row(comparison: Comparison, dimension: Dimension):
    return next(each for each in comparison.rows if each.dimension is dimension)


def test_every_dimension_has_a_row_and_every_practice_a_cell_in_it() -> None:
    comparison = side_by_side([ships(), robots(), hostile()])
    assert [each.dimension for each in comparison.rows] == list(Dimension)
    ids = [SHIPS.id, ROBOTS.id, "3" * 16]
    assert all([cell.document_id for cell in each.cells] == ids for each in comparison.rows)
    unstated = row(comparison, Dimension.TRANSFERABILITY)
    assert not any(cell.stated or cell.citations or cell.figures or cell.codes for cell in unstated.cells)
    assert unstated.agreement == "open"


def test_citations_are_numbered_in_the_order_of_reading_and_each_place_once() -> None:
    comparison = side_by_side([ships(), robots()])
    assert [each.number for each in comparison.citations] == list(range(1, len(comparison.citations) + 1))
    places = [(each.document_id, each.locator.start, each.locator.end) for each in comparison.citations]
    assert len(set(places)) == len(places)
    by_id = {SHIPS.id: SHIPS, ROBOTS.id: ROBOTS}
    assert all(verify(each, by_id[each.document_id]) for each in comparison.citations)
    # What says how strong the evidence is stands in the evaluation cell, too.
    (number,) = row(comparison, Dimension.EVALUATION).cells[0].citations
    assert comparison.practices[0].strength_citation == number == 1
    assert comparison.cited(number).quote == "An outside bureau evaluated it."
    for missing in (0, -1, 99):
        with pytest.raises(IndexError):
            comparison.cited(missing)


def test_codes_in_common_and_of_one_alone_are_told_apart() -> None:
    comparison = side_by_side([ships(), robots()])
    theme = row(comparison, Dimension.THEME)
    assert theme.agreement == "partly"
    assert [each.common for each in theme.cells] == [("company-cooperation",)] * 2
    assert [each.own for each in theme.cells] == [("apprenticeship",), ("teachers-and-trainers",)]
    assert row(comparison, Dimension.EQAVET).agreement == "same"
    alone = row(side_by_side([ships(), hostile()]), Dimension.THEME)
    assert alone.agreement == "open"
    assert all(not each.common and not each.own for each in alone.cells)


@pytest.mark.parametrize(
    ("first", "second", "agreement"),
    [
        (["2015", "2019"], ["2018"], "partly"),
        (["2015", "2019"], ["2020", "2022"], "different"),
        (["2015", "2019"], ["2015", "2019"], "same"),
        (["2015"], [], "open"),
    ],
)
def test_years_agree_as_ranges(first: list[str], second: list[str], agreement: str) -> None:
    pair = [
        practice(each, cell(each, Dimension.PERIOD, codes=codes)) for each, codes in ((SHIPS, first), (ROBOTS, second))
    ]
    assert row(side_by_side(pair), Dimension.PERIOD).agreement == agreement


def test_the_highest_and_lowest_of_comparable_figures_stand_out() -> None:
    comparison = side_by_side([ships(), robots()])
    funding = row(comparison, Dimension.FUNDING)
    assert funding.agreement == "different"
    assert [each.figures[0].standing for each in funding.cells] == ["highest", "lowest"]
    assert [each.figures[0].figure.value for each in funding.cells] == [1_600_000, 200_000]


@pytest.mark.parametrize(
    "other",
    [
        {"of": "GBP", "per": "year"},
        {"of": "EUR", "per": None},
        {"of": "EUR", "per": "year", "at_least": True},
        {"of": "EUR", "per": "year", "upto": 300_000.0},
    ],
)
def test_figures_of_different_things_are_not_compared(other: dict[str, Any]) -> None:
    words = "200 000 euro per year"
    pair = [
        ships(),
        practice(ROBOTS, cell(ROBOTS, Dimension.FUNDING, figures=[figure(ROBOTS, words, "money", 200_000, **other)])),
    ]
    funding = row(side_by_side(pair), Dimension.FUNDING)
    assert funding.agreement == "open"
    assert all(each.standing is None for cell in funding.cells for each in cell.figures)


def test_the_same_amount_written_otherwise_is_the_same() -> None:
    words = "200 000 euro per year"
    amount = figure(ROBOTS, words, "money", 1_600_000, of="EUR", per="year")
    pair = [ships(), practice(ROBOTS, cell(ROBOTS, Dimension.FUNDING, figures=[amount]))]
    funding = row(side_by_side(pair), Dimension.FUNDING)
    assert funding.agreement == "same"
    assert all(each.standing is None for cell in funding.cells for each in cell.figures)


def test_ones_own_practice_stands_under_an_id_that_no_document_has() -> None:
    comparison = side_by_side([as_own(ships(), "Your own"), robots()])
    own = comparison.practices[0]
    assert (own.document_id, own.title, own.source) == (OWN, "Your own", "Your own")
    assert {each.document_id for each in comparison.citations} == {OWN, ROBOTS.id}
    assert SHIPS.id not in comparison.model_dump_json()


def test_years_of_codes() -> None:
    assert years_of(["2019", "2015"]) == (2015, 2019)
    assert years_of(["ongoing"]) is None
