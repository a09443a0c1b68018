"""Metrics: pure functions from ranks, scores and labels to figures, and how sure a figure is."""

from collections.abc import Callable, Sequence
from itertools import count
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Floats = NDArray[np.float64]

ROUNDS = 1000
"""How often the bootstrap draws anew."""

_Z = 1.959964
_AT_ONCE = 4_000_000


class Estimate(BaseModel):
    """A figure with the interval that holds it in 95 of 100 draws; all None where `count` items give no figure."""

    model_config = ConfigDict(frozen=True)

    value: float | None
    low: float | None = None
    high: float | None = None
    count: int


class Bin(BaseModel):
    """The items whose score lies from `low` up to `high`: their mean score, and the share whose label is true."""

    model_config = ConfigDict(frozen=True)

    low: float
    high: float
    count: int
    mean_score: float | None
    share: float | None


def recall_at(rank: int | None, k: int) -> float:
    """Return 1 if what was looked for stands at one of the first `k` ranks (they count from 1), else 0."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None) -> float:
    """Return 1 / rank, 0 if it was not found."""
    return 1 / rank if rank else 0.0


def ndcg_at(pieces: Sequence[int | None], wanted: int, k: int) -> float:
    """Return the normalised discounted cumulative gain of the first `k` ranks, with binary relevance.

    `pieces` says for each rank which of the `wanted` labelled pieces stands there, None for none. A piece gains
    1 / log2(rank + 1) where it stands first and nothing when it comes again, so that saying one thing ten times is
    worth no more than once. The ideal is every wanted piece once, at the first ranks, as far as `k` goes: a question
    with a single piece has its best value, 1, when that stands first.
    """
    if wanted < 1:
        raise ValueError("An ideal needs at least one wanted piece.")
    gain, seen = 0.0, set[int]()
    for rank, piece in enumerate(pieces[:k], start=1):
        if piece is not None and piece not in seen:
            seen.add(piece)
            gain += 1 / log2(rank + 1)
    return gain / sum(1 / log2(rank + 1) for rank in range(1, min(wanted, k) + 1))


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return how often a positive score is above a negative one, ties counting half; None if one side is empty.

    This is the area under the receiver operating characteristic, in n log n steps.
    """
    if not positive or not negative:
        return None
    ranked = _Ranked.of(positive, negative)
    return float(ranked.areas(np.ones((1, len(positive) + len(negative))))[0])


def calibration_error(scores: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error: how far score and share lie apart, averaged over bins of equal width.

    Each bin counts by its number of questions (Naeini and others, 2015).
    """
    gaps = np.bincount(_bins(scores, bins), np.asarray(scores, float) - np.asarray(labels, float), minlength=bins)
    return float(np.abs(gaps).sum() / len(scores))


def reliability(scores: Sequence[float], labels: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Return for bins of equal width how the mean score compares with the share of labels that are true."""
    places, labelled = _bins(scores, bins), np.asarray(labels, float)
    values = np.asarray(scores, float)
    counts = np.bincount(places, minlength=bins)
    sums = np.bincount(places, values, minlength=bins)
    true = np.bincount(places, labelled, minlength=bins)
    return tuple(
        Bin(
            low=index / bins,
            high=(index + 1) / bins,
            count=int(counts[index]),
            mean_score=float(sums[index] / counts[index]) if counts[index] else None,
            share=float(true[index] / counts[index]) if counts[index] else None,
        )
        for index in range(bins)
    )


def estimate_mean(values: Sequence[float], clusters: Sequence[str | None], seed: int = 0) -> Estimate:
    """Return the mean with its interval: a percentile bootstrap that draws whole clusters (see `_drawn`).

    Where all values are 0, or all 1, drawing cannot show any spread: there the interval is Wilson's for as many
    independent trials as there are clusters.
    """
    if not values:
        return Estimate(value=None, count=0)
    data = np.asarray(values, float)
    places, sizes = _clustered(clusters)
    if data.min() == data.max() and data[0] in (0, 1):
        edge = _Z**2 / (sum(sizes) + _Z**2)
        low, high = (0.0, edge) if data[0] == 0 else (1 - edge, 1.0)
        return Estimate(value=float(data[0]), low=low, high=high, count=len(values))
    sums, counts = np.bincount(places, data), np.bincount(places)
    drawn = _drawn(sizes, seed, lambda weights: (weights @ sums) / (weights @ counts))
    return _estimate(float(data.mean()), drawn, len(values))


def estimate_macro_f1(
    labels: Sequence[str], given: Sequence[str | None], clusters: Sequence[str | None], seed: int = 0
) -> Estimate:
    """Return the mean of the labels' F1 with its interval, drawn as `estimate_mean` does.

    F1 is 2 * right / (labelled so + given so). A label that is never given has 0; None stands for an item that was
    given none. In a draw, a label that neither stands for an item nor was given to one is left out.
    """
    if not labels:
        return Estimate(value=None, count=0)
    places, sizes = _clustered(clusters)
    rows = []
    for name in dict.fromkeys(labels):
        labelled = np.asarray([float(each == name) for each in labels])
        said = np.asarray([float(each == name) for each in given])
        rows.append((np.bincount(places, labelled * said), np.bincount(places, labelled + said)))
    right, both = (np.stack(each, axis=1) for each in zip(*rows, strict=True))

    def macro(weights: Floats) -> Floats:
        found, all_of = weights @ right, weights @ both
        with np.errstate(invalid="ignore"):
            means: Floats = np.nanmean(2 * found / all_of, axis=1)
        return means

    value = float(macro(np.ones((1, sum(sizes))))[0])
    return _estimate(value, _drawn(sizes, seed, macro), len(labels))


def estimate_area(
    positive: Sequence[float],
    negative: Sequence[float],
    positive_clusters: Sequence[str | None],
    negative_clusters: Sequence[str | None],
    seed: int = 0,
) -> Estimate:
    """Return `area_under_curve` with its interval; `count` is the number of negatives."""
    area = area_under_curve(positive, negative)
    if area is None:
        return Estimate(value=None, count=len(negative))
    ranked = _Ranked.of(positive, negative)
    places, sizes = _clustered([*positive_clusters, *negative_clusters])
    drawn = _drawn(sizes, seed, lambda weights: ranked.areas(weights[:, places]), len(places))
    return _estimate(area, drawn, len(negative))


def estimate_calibration_error(
    scores: Sequence[float], labels: Sequence[bool], clusters: Sequence[str | None], bins: int = 10, seed: int = 0
) -> Estimate:
    """Return `calibration_error` with its interval."""
    if not scores:
        return Estimate(value=None, count=0)
    places, sizes = _clustered(clusters)
    gaps, counts = np.zeros((sum(sizes), bins)), np.bincount(places)
    np.add.at(gaps, (places, _bins(scores, bins)), np.asarray(scores, float) - np.asarray(labels, float))
    drawn = _drawn(sizes, seed, lambda weights: np.abs(weights @ gaps).sum(axis=1) / (weights @ counts))
    return _estimate(calibration_error(scores, labels, bins), drawn, len(scores))


def estimate_percentile(values: Sequence[float], percent: float, seed: int = 0) -> Estimate:
    """Return a percentile (linear between neighbours) with its bootstrap interval, each value drawn by itself."""
    if not values:
        return Estimate(value=None, count=0)
    data, generator = np.asarray(values, float), np.random.default_rng(seed)
    drawn = [np.percentile(data[generator.integers(0, len(data), len(data))], percent) for _ in range(ROUNDS)]
    return _estimate(float(np.percentile(data, percent)), np.asarray(drawn), len(values))


class _Sizes(NamedTuple):
    named: int
    lone: int


class _Ranked(NamedTuple):
    """Scores in ascending order: where each item comes from, which are positive, and where runs of ties start."""

    order: NDArray[np.intp]
    positive: Floats
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, positive: Sequence[float], negative: Sequence[float]) -> "_Ranked":
        scores = np.asarray([*positive, *negative], float)
        order = np.argsort(scores, kind="stable")
        labels = (order < len(positive)).astype(float)
        ordered = scores[order]
        return cls(order, labels, np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]))

    def areas(self, weights: Floats) -> Floats:
        """Return the area for each row of weights of the items (as given: positive ones, then negative ones).

        NaN for a row that leaves out one side.
        """
        ordered = weights[:, self.order]
        positive = np.add.reduceat(ordered * self.positive, self.starts, axis=1)
        negative = np.add.reduceat(ordered * (1 - self.positive), self.starts, axis=1)
        below = np.cumsum(negative, axis=1) - negative
        pairs = positive.sum(axis=1) * negative.sum(axis=1)
        with np.errstate(invalid="ignore"):
            areas: Floats = (positive * (below + negative / 2)).sum(axis=1) / pairs
        return areas


def _bins(scores: Sequence[float], bins: int) -> NDArray[np.intp]:
    return np.clip((np.asarray(scores, float) * bins).astype(np.intp), 0, bins - 1)


def _clustered(clusters: Sequence[str | None]) -> tuple[NDArray[np.intp], _Sizes]:
    """Return which cluster each item is in, counted from 0, and how many clusters have a name and how many have none.

    Items without a name are clusters of their own, after those with one.
    """
    known = {name: index for index, name in enumerate(dict.fromkeys(name for name in clusters if name is not None))}
    lone = count(len(known))
    places = np.asarray([next(lone) if name is None else known[name] for name in clusters], np.intp)
    return places, _Sizes(len(known), sum(name is None for name in clusters))


def _drawn(sizes: _Sizes, seed: int, figure: Callable[[Floats], Floats], width: int = 0) -> Floats:
    """Return a figure for each of `ROUNDS` draws of as many clusters as there are, with replacement.

    Questions about one document resemble each other; drawing questions one by one would take them for independent and
    make the interval too narrow. Questions that are about no document are drawn one by one, among themselves, so that
    their part in all stays about the same. `figure` takes how often each cluster was drawn, a row a draw.
    """
    if max(sizes) < 2:
        return np.empty(0)
    generator = np.random.default_rng(seed)
    rows = max(_AT_ONCE // max(sum(sizes), width), 1)
    done: list[Floats] = []
    for first in range(0, ROUNDS, rows):
        many = min(rows, ROUNDS - first)
        parts = [generator.multinomial(size, [1 / size] * size, size=many) for size in sizes if size]
        done.append(figure(np.hstack(parts).astype(float)))
    return np.concatenate(done)


def _estimate(value: float, drawn: Floats, count: int) -> Estimate:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return Estimate(value=value, count=count)
    low, high = np.percentile(known, [2.5, 97.5])
    return Estimate(value=value, low=float(low), high=float(high), count=count)
