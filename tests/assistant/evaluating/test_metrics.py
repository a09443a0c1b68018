"""Metrics against values worked out by hand."""

import time
from math import log2

import numpy as np
import pytest

from assistant.evaluating.metrics import (
    area_under_curve,
    calibration_error,
    estimate_area,
    estimate_calibration_error,
    estimate_mean,
    estimate_percentile,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    reliability,
)


@pytest.mark.parametrize(("rank", "k", "value"), [(1, 1, 1), (2, 1, 0), (5, 5, 1), (6, 5, 0), (None, 10, 0)])
def test_recall(rank: int | None, k: int, value: float) -> None:
    assert recall_at(rank, k) == value


def test_reciprocal_rank() -> None:
    assert [reciprocal_rank(rank) for rank in (1, 2, 4, None)] == [1, 0.5, 0.25, 0]


def test_gain_of_a_single_piece_falls_with_its_rank() -> None:
    assert ndcg_at([0, None], 1, 10) == 1
    assert ndcg_at([None, 0], 1, 10) == pytest.approx(1 / log2(3))
    assert ndcg_at([None, None, None, 0], 1, 3) == 0
    assert ndcg_at([], 1, 10) == 0


def test_gain_counts_each_piece_once_and_the_ideal_has_all_at_the_top() -> None:
    # Pieces 1 and 0 at ranks 1 and 4: (1 + 1/log2(5)) / (1 + 1/log2(3)) = (1 + 0.4307) / (1 + 0.6309)
    assert ndcg_at([1, 1, None, 0], 2, 10) == pytest.approx(1.430677 / 1.630930, abs=1e-6)
    assert ndcg_at([0, 1], 2, 10) == 1
    assert ndcg_at([0, None, 1], 3, 1) == 1
    with pytest.raises(ValueError, match="wanted"):
        ndcg_at([0], 0, 10)


def test_area_counts_pairs_and_halves_ties() -> None:
    # Pairs: 0.9 above both (2), 0.4 ties with 0.4 (0.5) and above 0.1 (1): 3.5 of 4.
    assert area_under_curve([0.9, 0.4], [0.4, 0.1]) == 3.5 / 4
    assert area_under_curve([0.2], [0.8]) == 0
    assert area_under_curve([0.5, 0.5], [0.5]) == 0.5
    assert area_under_curve([], [0.5]) is None
    assert area_under_curve([0.5], []) is None


def test_area_is_that_of_counting_every_pair() -> None:
    generator = np.random.default_rng(1)
    positive, negative = generator.integers(0, 12, 40).tolist(), generator.integers(0, 9, 30).tolist()
    counted = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative) / (40 * 30)
    assert area_under_curve(positive, negative) == pytest.approx(counted)


def test_area_of_many_scores_takes_no_time() -> None:
    generator = np.random.default_rng(2)
    scores = generator.random(200_000).tolist()
    started = time.perf_counter()
    area = area_under_curve(scores[:100_000], scores[100_000:])
    assert time.perf_counter() - started < 5
    assert area == pytest.approx(0.5, abs=0.01)


def test_calibration_error_weighs_each_bin_by_its_questions() -> None:
    scores, labels = [0.1, 0.3, 0.8, 0.9], [False, True, True, True]
    # Two bins: mean 0.2 against a share of 0.5, mean 0.85 against 1; half of the questions each.
    assert calibration_error(scores, labels, bins=2) == pytest.approx(0.5 * 0.3 + 0.5 * 0.15)
    low, high = reliability(scores, labels, bins=2)
    assert (low.low, low.high, low.count, low.share) == (0, 0.5, 2, 0.5)
    assert low.mean_score == pytest.approx(0.2)
    assert (high.count, high.share) == (2, 1)


def test_scores_at_the_ends_have_a_bin_and_empty_bins_say_so() -> None:
    first, middle, last = reliability([0.0, 1.0], [False, True], bins=3)
    assert (first.count, last.count) == (1, 1)
    assert (middle.count, middle.mean_score, middle.share) == (0, None, None)


def test_an_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0] * 10
    names = [f"d{index}" for index in range(80)]
    estimate = estimate_mean(values, names)
    assert estimate == estimate_mean(values, names)
    assert (estimate.value, estimate.count) == (0.625, 80)
    # The normal approximation: 0.625 ± 1.96 · √(0.625 · 0.375 / 80) = 0.519 … 0.731
    assert estimate.low == pytest.approx(0.519, abs=0.02)
    assert estimate.high == pytest.approx(0.731, abs=0.02)


def test_questions_about_one_document_are_drawn_together() -> None:
    values = [1.0] * 40 + [0.0] * 40
    apart = estimate_mean(values, [None] * 80)
    together = estimate_mean(values, [f"d{index // 10}" for index in range(80)])
    assert apart.low is not None
    assert together.low is not None
    assert together.low < apart.low - 0.1


def test_questions_about_no_document_keep_their_part() -> None:
    # 40 questions by themselves and 40 about 4 documents: without keeping them apart, 4 documents would nearly vanish.
    values = [1.0] * 40 + [0.0] * 40
    estimate = estimate_mean(values, [None] * 40 + [f"d{index % 4}" for index in range(40)])
    assert (estimate.value, estimate.low, estimate.high) == (0.5, 0.5, 0.5)


def test_where_all_agree_the_interval_is_wilsons() -> None:
    # n = 10, z² = 3.8415: 10 / (10 + 3.8415)
    all_right = estimate_mean([1.0] * 10, [None] * 10)
    assert all_right.low == pytest.approx(0.7225, abs=1e-4)
    assert all_right.high == 1
    none_right = estimate_mean([0.0] * 10, [None] * 10)
    assert none_right.low == 0
    assert none_right.high == pytest.approx(0.2775, abs=1e-4)


def test_what_cannot_be_known_is_left_out() -> None:
    assert estimate_mean([], []).model_dump() == {"value": None, "low": None, "high": None, "count": 0}
    single = estimate_mean([0.0, 1.0], ["d", "d"])
    assert (single.value, single.low) == (0.5, None)
    assert estimate_area([0.5], [], ["d"], []).value is None
    assert estimate_percentile([], 95).value is None
    assert estimate_calibration_error([], [], []).value is None


def test_an_area_has_an_interval() -> None:
    generator = np.random.default_rng(3)
    positive, negative = generator.normal(1, 1, 200).tolist(), generator.normal(0, 1, 200).tolist()
    estimate = estimate_area(positive, negative, [None] * 200, [None] * 200)
    assert estimate.low is not None
    assert estimate.high is not None
    assert estimate.value is not None
    # Hanley and McNeil give a standard error of about 0.024 here.
    assert 0.03 < estimate.value - estimate.low < 0.07
    assert 0.03 < estimate.high - estimate.value < 0.07
    assert estimate.count == 200


def test_percentiles_lie_between_neighbours() -> None:
    estimate = estimate_percentile([1.0, 2.0, 3.0, 4.0], 50)
    assert estimate.value == 2.5
    assert estimate_percentile([0.0, 10.0], 95).value == pytest.approx(9.5)


def test_the_calibration_error_of_a_sure_and_right_score_is_nothing() -> None:
    estimate = estimate_calibration_error([1.0, 0.0, 1.0], [True, False, True], [None, None, None])
    assert (estimate.value, estimate.low, estimate.high) == (0, 0, 0)
