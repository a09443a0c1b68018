"""Likeness: how comparable two practices are in one dimension, from 0 (nothing in common) to 1 (the same).

Every function compares one practice with many at once, and gives NaN where there is nothing to compare.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.practices.shapes import Dimension
from corpus.errors import UsageError

Scores = NDArray[np.float32]

DIMENSIONS: tuple[Dimension, ...] = tuple(Dimension)
"""The order of the columns of every table of likeness."""

DEFAULT_WEIGHTS: Mapping[Dimension, float] = MappingProxyType(
    {
        # What is done, about what and for whom makes a practice comparable; how big, how old and how paid for it is
        # tells whether one could do the same, which matters once it is.
        Dimension.THEME: 3.0,
        Dimension.ACTIVITIES: 3.5,
        Dimension.SECTOR: 0.75,
        Dimension.TARGET_GROUP: 0.5,
        Dimension.PARTNERS: 0.5,
        Dimension.RESULTS: 0.5,
        Dimension.EDUCATION_LEVEL: 0.5,
        Dimension.EVALUATION: 0.25,
        Dimension.TRANSFERABILITY: 0.25,
        Dimension.EQAVET: 0.25,
        Dimension.FUNDING: 0.25,
        Dimension.SCALE: 0.25,
        Dimension.PERIOD: 0.1,
    }
)
"""How much each dimension counts when nobody says otherwise."""

ELSEWHERE_BONUS = 0.03
"""What is added to the score (0 to 1) of a practice of another country, where those are preferred."""

SHARED_FROM, DIFFERENT_TO = 0.4, 0.2
"""From which likeness a dimension counts as shared, and up to which as different."""

# What any two practices have in common, and as if so many had been seen to have that much.
_USUAL_LIKENESS, _USUAL_SEEN = 0.2, 5
_RELATED = 0.4
_DECADES_APART = 2.0
_YEARS_APART = 8.0


def weights_of(chosen: Mapping[Dimension, float]) -> NDArray[np.float64]:
    """Return the weight of each dimension, those that nobody chose by default. Raises UsageError for a negative one."""
    weights = np.array([chosen.get(each, DEFAULT_WEIGHTS[each]) for each in DIMENSIONS], dtype=np.float64)
    for each, weight in chosen.items():
        if not (isfinite(weight) and weight >= 0):
            raise UsageError(f"The weight of {each.value} must be 0 or more, not {weight}.")
    return weights if weights.any() else np.ones(len(DIMENSIONS))


def scores(likeness: Scores, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a score (0 to 1) for each row of likeness (practices, dimensions), where NaN is not known.

    That is the weighted mean over the dimensions that are known of any practice. One that a practice does not state
    counts neither for nor against it: as if it were as alike in it as practices are on average.
    """
    known = ~np.isnan(likeness)
    number = known.sum(axis=0)
    usual = (np.where(known, likeness, 0).sum(axis=0) + _USUAL_LIKENESS * _USUAL_SEEN) / (number + _USUAL_SEEN)
    counted = np.where(number > 0, weights, 0)
    if not counted.any():
        counted = (number > 0).astype(np.float64)
    found: NDArray[np.float64] = np.where(known, likeness, usual) @ counted / max(counted.sum(), 1e-9)
    return found


def alike_codes(
    codes: Sequence[str], related: Mapping[str, Sequence[str]], likeness: float = _RELATED
) -> NDArray[np.float32]:
    """Return how alike codes are, (codes, codes): 1 for the same, less for those that are related."""
    alike = np.eye(len(codes), dtype=np.float32)
    place = {code: number for number, code in enumerate(codes)}
    for code, others in related.items():
        for other in others:
            if code in place and other in place:
                one, two = place[code], place[other]
                alike[one, two] = alike[two, one] = max(alike[one, two], np.float32(likeness))
    return alike


def rarity(present: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return for each column of (practices, codes) how much sharing it says: more, the fewer practices have it."""
    number, having = len(present), present.sum(axis=0)
    # As if ten practices more had none of them: in a library of five, nothing is known to be rare.
    found: NDArray[np.float32] = np.log1p((number + 10) / (having + 1)).astype(np.float32)
    return found


def code_overlap(
    own: Sequence[int], present: NDArray[np.bool_], weight: NDArray[np.float32], alike: NDArray[np.float32]
) -> Scores:
    """Return how much a practice's codes overlap with those of others (practices, codes), weighted, both ways round.

    `own` are columns. Both ways: of what the one has, how much the other has something like it.
    """
    if not own:
        return np.full(len(present), np.nan, dtype=np.float32)
    columns = list(own)
    theirs = present @ weight
    nearest = alike[columns].max(axis=0)
    backward = present @ (weight * nearest)
    forward = np.zeros(len(present), dtype=np.float32)
    for column in columns:
        forward += weight[column] * (present * alike[column]).max(axis=1, initial=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        overlap = (forward / weight[columns].sum() + backward / theirs) / 2
    return np.where(theirs > 0, overlap, np.nan).astype(np.float32)


def amounts_apart(own: NDArray[np.float32], others: NDArray[np.float32]) -> Scores:
    """Return how near amounts are in size, of the same thing: (things,) and (practices, things), decimal logarithms.

    The same is 1, ten times as much a half, a hundred times as much 0. NaN stands for an amount that is not stated.
    """
    near = 1 - np.abs(others - own) / _DECADES_APART
    known = ~np.isnan(near)
    near = np.where(known, np.clip(near, 0, 1), 0).sum(axis=1)
    count = known.sum(axis=1)
    return np.where(count > 0, near / np.maximum(count, 1), np.nan).astype(np.float32)


def years_apart(own: tuple[int, int] | None, others: NDArray[np.float32]) -> Scores:
    """Return how near the years are, of (practices, 2) first and last years: 1 where they overlap, less by distance."""
    if own is None:
        return np.full(len(others), np.nan, dtype=np.float32)
    gap = np.maximum(np.maximum(others[:, 0] - own[1], own[0] - others[:, 1]), 0)
    return np.exp(-gap / _YEARS_APART).astype(np.float32)


def text_likeness(cosines: NDArray[np.float32], unlike: float, same: float) -> Scores:
    """Return likeness from cosine similarities: 0 at `unlike` and below, 1 at `same` and above."""
    return np.asarray(np.clip((cosines - unlike) / (same - unlike), 0, 1), dtype=np.float32)


def mean_of(parts: Sequence[tuple[float, Scores]]) -> Scores:
    """Return the weighted mean of several likenesses in one dimension, of those that are known."""
    stacked = np.stack([part for _, part in parts])
    weights = np.array([weight for weight, _ in parts], dtype=np.float32)[:, None] * ~np.isnan(stacked)
    total = weights.sum(axis=0)
    mean = (np.nan_to_num(stacked) * weights).sum(axis=0) / np.where(total > 0, total, 1)
    return np.where(total > 0, mean, np.nan).astype(np.float32)


def by_dimension(likeness: NDArray[np.floating[Any]]) -> dict[Dimension, float]:
    """Return by dimension what is known of one practice's likeness."""
    return {each: value for each, value in zip(DIMENSIONS, likeness.tolist(), strict=True) if value == value}
