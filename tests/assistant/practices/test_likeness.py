"""Likeness in one dimension: what counts, by how much, and what counts for nothing."""

import numpy as np
import pytest

from assistant.practices.likeness import (
    DEFAULT_WEIGHTS,
    DIMENSIONS,
    alike_codes,
    amounts_apart,
    code_overlap,
    mean_of,
    rarity,
    scores,
    text_likeness,
    weights_of,
    years_apart,
)
from assistant.practices.shapes import Dimension
from corpus.errors import UsageError

NOTHING = np.nan
CODES = ["mobility", "internationalisation", "inclusion", "agriculture-and-food"]


def overlap(own: list[str], *others: list[str]) -> list[float]:
    present = np.array([[code in each for code in CODES] for each in others])
    alike = alike_codes(CODES, {"mobility": ["internationalisation"], "inclusion": ["unknown"]})
    return [float(each) for each in code_overlap([CODES.index(each) for each in own], present, rarity(present), alike)]


def table(**columns: list[float]) -> np.ndarray:
    rows = len(next(iter(columns.values())))
    filled = np.full((rows, len(DIMENSIONS)), NOTHING, dtype=np.float32)
    for name, values in columns.items():
        filled[:, DIMENSIONS.index(Dimension(name))] = values
    return filled


def test_the_same_codes_are_alike_and_related_ones_somewhat() -> None:
    same, related, other, none = overlap(["mobility"], ["mobility"], ["internationalisation"], ["inclusion"], [])
    assert same == 1
    assert 0.2 < related < 0.6
    assert other == 0
    assert np.isnan(none)
    assert np.isnan(overlap([], ["mobility"])).all()


def test_what_the_other_has_besides_makes_it_less_alike() -> None:
    whole, half = overlap(["mobility"], ["mobility"], ["mobility", "inclusion"])
    assert whole == 1
    assert 0.5 < half < 1


def test_sharing_something_rare_says_more_than_sharing_something_common() -> None:
    common, rare, *_ = overlap(
        ["mobility", "agriculture-and-food"], ["mobility"], ["agriculture-and-food"], *[["mobility"]] * 20
    )
    assert rare > common


def test_amounts_of_the_same_thing_are_near_by_their_size() -> None:
    own = np.array([3.0, NOTHING], dtype=np.float32)  # a thousand of one thing
    others = np.array([[3, 3], [4, 3], [5.5, 3], [NOTHING, 3]], dtype=np.float32)
    found = amounts_apart(own, others)
    assert found[:3].tolist() == [1.0, 0.5, 0.0]
    assert np.isnan(found[3])


def test_years_that_overlap_are_the_same_time_and_others_are_apart_by_distance() -> None:
    others = np.array([[2010, 2014], [2016, 2018], [1990, 1995], [NOTHING, NOTHING]], dtype=np.float32)
    during, soon, long_ago, unknown = years_apart((2012, 2013), others).tolist()
    assert during == 1
    assert 1 > soon > 0.5 > long_ago > 0
    assert np.isnan(unknown)
    assert np.isnan(years_apart(None, others)).all()


def test_cosines_become_likeness_between_two_marks() -> None:
    cosines = np.array([-0.5, 0.1, 0.35, 0.6, 0.9], dtype=np.float32)
    assert text_likeness(cosines, 0.1, 0.6).tolist() == pytest.approx([0, 0, 0.5, 1, 1])


def test_what_is_not_known_is_left_out_of_a_mean() -> None:
    one, other = np.array([1, NOTHING, NOTHING], np.float32), np.array([0.5, 0.5, NOTHING], np.float32)
    assert mean_of([(1, one), (3, other)])[:2].tolist() == [0.625, 0.5]
    assert np.isnan(mean_of([(1, one), (3, other)])[2])


def test_a_dimension_that_is_not_stated_counts_neither_for_nor_against() -> None:
    weights = weights_of({})
    usual = table(theme=[0.9] * 40, partners=[0.1] * 40)
    with_less, with_more, silent = usual[:1].copy(), usual[:1].copy(), usual[:1].copy()
    column = DIMENSIONS.index(Dimension.PARTNERS)
    with_less[:, column], with_more[:, column], silent[:, column] = 0.0, 0.6, NOTHING
    less, more, neither, average = scores(np.vstack([with_less, with_more, silent, usual]), weights)[:4]
    assert less < neither < more
    assert neither == pytest.approx(average, abs=0.02)


def test_what_weighs_more_decides() -> None:
    likeness = table(theme=[0.9, 0.1], sector=[0.1, 0.9])
    assert np.argmax(scores(likeness, weights_of({}))) == 0
    assert np.argmax(scores(likeness, weights_of({Dimension.SECTOR: 9}))) == 1
    assert np.argmax(scores(likeness, weights_of({Dimension.THEME: 0}))) == 1
    assert scores(likeness, weights_of(dict.fromkeys(Dimension, 0.0))).tolist() == pytest.approx([0.5, 0.5])


def test_scores_are_between_nought_and_one_even_of_nothing() -> None:
    assert scores(table(theme=[1.0, 0.0]), weights_of({})).tolist() == [1, 0]
    assert scores(np.full((2, len(DIMENSIONS)), NOTHING, np.float32), weights_of({})).tolist() == [0, 0]
    assert scores(np.empty((0, len(DIMENSIONS)), np.float32), weights_of({})).tolist() == []


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_a_weight_that_is_none_is_refused_by_name(weight: float) -> None:
    with pytest.raises(UsageError, match="theme"):
        weights_of({Dimension.THEME: weight})


def test_every_dimension_weighs_something_by_default() -> None:
    assert set(DEFAULT_WEIGHTS) == set(Dimension)
    assert min(DEFAULT_WEIGHTS.values()) > 0
