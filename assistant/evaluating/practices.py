"""How well practices are described and compared: pure functions from labels and what was given to figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isclose, log2
from statistics import fmean
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.evaluating.matching import folded, holds
from assistant.evaluating.metrics import Estimate, estimate_mean
from assistant.evaluating.practicelabels import CellLabel, Judgement, LabelledFigure
from assistant.practices.shapes import Cell

DEPTH = 5
"""How many ranks of comparable practices are measured."""

Verdict = Literal["right", "wrong", "missed", "invented", "empty", "failed"]

READERS = "one reader, by the other's grades"
"""What stands among the ways to rank for the readers themselves: how well one careful reader does by another."""

VERDICTS: Mapping[Verdict, str] = {
    "failed": "The library does not hold the document",
    "invented": "Said to be stated, but the document does not say it",
    "wrong": "Stated, but quoted from the wrong place or with another figure",
    "missed": "Stated, but said not to be",
    "right": "Stated, and quoted from a right place",
    "empty": "Not stated, and said not to be",
}
"""What can come of a labelled cell; the first four are misses."""


class CellOutcome(BaseModel):
    """A labelled cell, and what was made of it."""

    model_config = ConfigDict(frozen=True)

    label: CellLabel
    verdict: Verdict
    first: bool = False
    quotes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


class Ranked(BaseModel):
    """A candidate at its rank, with its grade, the mean of two readers'; None for one that nobody judged."""

    model_config = ConfigDict(frozen=True)

    document: str
    grade: float | None


class RankingOutcome(BaseModel):
    """What one way to rank put first for one practice: all down to the last rank that is measured.

    `ndcg` skips candidates that nobody judged; `missing` are those of the best grades that did not come. For a reader
    (see `reader_outcome`) both are empty: candidates of one grade stand in no order.
    """

    model_config = ConfigDict(frozen=True)

    practice: str
    split: str
    way: str
    ranked: tuple[Ranked, ...]
    ndcg: float
    missing: tuple[Judgement, ...] = ()

    @property
    def unjudged(self) -> int:
        """How many candidates were skipped."""
        return sum(each.grade is None for each in self.ranked)


class CellFigures(BaseModel):
    """The figures of some cells: `by` says what they share (split, dimension, language), `name` its value.

    `precision`: of the cells said to be stated, those that are right; `first_right` asks it of the first quote alone.
    `recall`: of the stated cells, those that are right. `not_stated`: of the others, those left empty. `quotes` is how
    many quotes a stated cell has on average.
    """

    model_config = ConfigDict(frozen=True)

    by: str
    name: str
    cells: int
    precision: Estimate
    recall: Estimate
    not_stated: Estimate
    first_right: Estimate
    quotes: float | None


class RankingFigures(BaseModel):
    """The figures of one way to rank over the practices of a split."""

    model_config = ConfigDict(frozen=True)

    way: str
    split: str
    practices: int
    ndcg: Estimate
    unjudged: int


class PracticesEvaluation(BaseModel):
    """All that was measured about practices."""

    model_config = ConfigDict(frozen=True)

    judgements: int
    ranking: tuple[RankingFigures, ...]
    cells: tuple[CellFigures, ...]
    rankings: tuple[RankingOutcome, ...]
    outcomes: tuple[CellOutcome, ...]


def graded_ndcg(grades: Sequence[float | None], judged: Iterable[float], depth: int = DEPTH) -> float:
    """Return the normalised discounted cumulative gain of the first `depth` judged ranks.

    A grade gains 2 ** grade - 1, divided by log2(rank + 1) (Burges and others, 2005); where two readers judged, the
    grade is the mean of theirs, so that 2.5 gains 4.7. Candidates that nobody judged (None) are skipped, as if they had
    not been ranked. The ideal puts the best of all `judged` grades first; with none above 0 there is none: ValueError.
    """
    found = [_gain(grade) for grade in grades if grade is not None]
    return _discounted(found[:depth]) / _ideal(judged, depth)


def tied_ndcg(given: Sequence[float], judged: Sequence[float], depth: int = DEPTH) -> float:
    """Return the nDCG that `given` grades of candidates have as a ranking, by the `judged` grades of the same.

    Candidates that were given one grade stand in no order: this is the mean over all their orders, in which each of
    their ranks has the mean of their gains. Raises ValueError as `graded_ndcg` does.
    """
    groups: dict[float, list[float]] = {}
    for mine, other in zip(given, judged, strict=True):
        groups.setdefault(mine, []).append(_gain(other))
    expected = [fmean(groups[grade]) for grade in sorted(groups, reverse=True) for _ in groups[grade]]
    return _discounted(expected[:depth]) / _ideal(judged, depth)


def reader_outcome(judgements: Sequence[Judgement], depth: int = DEPTH) -> RankingOutcome | None:
    """Return how well each of two readers ranks for one practice by the other's grades: the mean of both directions.

    `judgements` are all those of the practice. None where not every pair was read twice, or one of the readers found
    nothing comparable.
    """
    first = [each.grade for each in judgements]
    second = [each.second for each in judgements if each.second is not None]
    if len(second) < len(first) or not (any(first) and any(second)):
        return None
    both = (tied_ndcg(first, second, depth), tied_ndcg(second, first, depth))
    start = judgements[0]
    return RankingOutcome(practice=start.practice, split=start.split, way=READERS, ranked=(), ndcg=fmean(both))


def ranking_outcome(
    practice: str, way: str, ranked: Iterable[str], judgements: Sequence[Judgement], depth: int = DEPTH
) -> RankingOutcome:
    """Return what came of one ranking of documents, best first; `judgements` are all those of the practice."""
    grades = {each.candidate: each.mean for each in judgements}
    shown: list[Ranked] = []
    for document in ranked:
        if sum(each.grade is not None for each in shown) == depth:
            break
        shown.append(Ranked(document=document, grade=grades.get(document)))
    there = {each.document for each in shown}
    best = sorted(judgements, key=lambda each: -each.mean)[:depth]
    least = max(best[-1].mean, 1)
    return RankingOutcome(
        practice=practice,
        split=judgements[0].split,
        way=way,
        ranked=tuple(shown),
        ndcg=graded_ndcg([each.grade for each in shown], grades.values(), depth),
        missing=tuple(each for each in best if each.mean >= least and each.candidate not in there),
    )


def cell_outcome(label: CellLabel, cell: Cell | None) -> CellOutcome:
    """Return what a cell is worth; None stands for a document that is not there."""
    if cell is None:
        return CellOutcome(label=label, verdict="failed")
    quotes = tuple(each.quote for each in cell.citations)
    first = bool(quotes) and label.stated and holds(quotes[0], label.words)
    return CellOutcome(
        label=label,
        verdict=_verdict(label, cell, quotes),
        first=first or (label.stated and not quotes and _coded(label, cell)),
        quotes=quotes,
        codes=cell.codes,
        figures=tuple(f"{each.value:g} {each.of or each.unit}" for each in cell.figures),
    )


def cell_figures(outcomes: Sequence[CellOutcome]) -> list[CellFigures]:
    """Return the figures of all cells, then of each split, dimension and language."""
    figures = [_figures("all", "all cells", outcomes)] if outcomes else []
    for by, name_of in _GROUPINGS.items():
        names = dict.fromkeys(sorted(name_of(each) for each in outcomes))
        groups = [_figures(by, name, [each for each in outcomes if name_of(each) == name]) for name in names]
        figures += groups if len(groups) > 1 else []
    return figures


def ranking_figures(outcomes: Sequence[RankingOutcome]) -> list[RankingFigures]:
    """Return the figures of each way to rank, over all practices and over those of each split."""
    figures = []
    splits = list(dict.fromkeys(sorted(each.split for each in outcomes)))
    for split in ["all", *(splits if len(splits) > 1 else [])]:
        for way in dict.fromkeys(each.way for each in outcomes):
            chosen = [each for each in outcomes if each.way == way and split in ("all", each.split)]
            if not chosen:
                continue
            ndcg = estimate_mean([each.ndcg for each in chosen], [each.practice for each in chosen])
            unjudged = sum(each.unjudged for each in chosen)
            figures.append(RankingFigures(way=way, split=split, practices=len(chosen), ndcg=ndcg, unjudged=unjudged))
    return figures


def evaluate_practices(
    judgements: int, rankings: Sequence[RankingOutcome], cells: Sequence[CellOutcome]
) -> PracticesEvaluation:
    """Return all figures of what came of the labels, of which `judgements` are of pairs."""
    return PracticesEvaluation(
        judgements=judgements,
        ranking=tuple(ranking_figures(rankings)),
        cells=tuple(cell_figures(cells)),
        rankings=tuple(rankings),
        outcomes=tuple(cells),
    )


_GROUPINGS: Mapping[str, Callable[[CellOutcome], str]] = {
    "split": lambda each: each.label.split,
    "dimension": lambda each: each.label.dimension.value,
    "language": lambda each: each.label.language,
}


def _gain(grade: float) -> float:
    return float(2.0**grade - 1)


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _ideal(judged: Iterable[float], depth: int) -> float:
    ideal = _discounted(sorted(map(_gain, judged), reverse=True)[:depth])
    if not ideal:
        raise ValueError("An ideal needs at least one candidate with a grade above 0.")
    return ideal


def _verdict(label: CellLabel, cell: Cell, quotes: Sequence[str]) -> Verdict:
    if not label.stated:
        return "invented" if cell.stated else "empty"
    if not cell.stated:
        return "missed"
    said = any(holds(quote, label.words) for quote in quotes) if quotes else _coded(label, cell)
    return "right" if said and _counted(label.figures, cell) else "wrong"


def _coded(label: CellLabel, cell: Cell) -> bool:
    return not {folded(code) for code in label.codes}.isdisjoint(folded(code) for code in cell.codes)


def _counted(wanted: Sequence[LabelledFigure], cell: Cell) -> bool:
    """Whether one of the figures is in the cell; a year may stand among its codes as well."""
    return not wanted or any(
        (figure.unit == "year" and f"{figure.value:.0f}" in cell.codes)
        or any(
            each.unit == figure.unit and isclose(each.value, figure.value) and figure.of in (None, each.of)
            for each in cell.figures
        )
        for figure in wanted
    )


def _figures(by: str, name: str, outcomes: Sequence[CellOutcome]) -> CellFigures:
    said = [each for each in outcomes if each.verdict in ("right", "wrong", "invented")]
    quotes = [len(each.quotes) for each in said]
    return CellFigures(
        by=by,
        name=name,
        cells=len(outcomes),
        precision=_share(said, lambda each: each.verdict == "right"),
        recall=_share([each for each in outcomes if each.label.stated], lambda each: each.verdict == "right"),
        not_stated=_share(
            [each for each in outcomes if not each.label.stated], lambda each: each.verdict == "empty"
        ),
        first_right=_share(said, lambda each: each.verdict == "right" and each.first),
        quotes=sum(quotes) / len(quotes) if quotes else None,
    )  # fmt: skip


def _share(outcomes: Sequence[CellOutcome], so: Callable[[CellOutcome], bool]) -> Estimate:
    return estimate_mean([float(so(each)) for each in outcomes], [each.label.document for each in outcomes])
