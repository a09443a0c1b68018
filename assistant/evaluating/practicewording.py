"""How the figures about practices, and what went wrong with them, are written in every report; plain text."""

from collections.abc import Sequence

from assistant.evaluating.parts import Part, PartMiss
from assistant.evaluating.practices import (
    DEPTH,
    READERS,
    VERDICTS,
    CellFigures,
    CellOutcome,
    PracticesEvaluation,
    RankingFigures,
    RankingOutcome,
    Verdict,
)
from assistant.evaluating.wording import interval_of, value_of

_HEADING = "Practices: comparable ones, and what they say"

_RANKING_HEADS = ("ranking by", "practices", f"nDCG@{DEPTH}", "95 % interval", "not judged")
_CELL_HEADS = (
    "cells", "number", "precision", "95 % interval", "recall", "95 % interval", "not stated, left empty",
    "first quote right", "quotes a cell",
)  # fmt: skip

_METHOD = (
    f"Comparable practices: nDCG@{DEPTH} with gains of 2 ** grade - 1 for grades from 0 to 3, the mean of both where"
    " two readers judged. Candidates that nobody judged are skipped; how many is in the table. Intervals are of draws"
    f" of whole starting practices. “{READERS.capitalize()}” is what the ranking can be held against: each reader's"
    " grades taken as a ranking and measured by the other's alone, ties by the mean of all orders, and the mean of both"
    " directions.",
    "Cells: one that is stated is right when one of its quotes holds the labelled words (compared without case,"
    " punctuation, a, an and the) and, where a figure is labelled, the figure is the same. Precision is the share of"
    " right ones among all cells said to be stated, so that saying something where the document says nothing counts"
    " against it; recall is their share among those that the document states. Whole documents are drawn for the"
    " intervals.",
)

_FAILED_VERDICTS: tuple[Verdict, ...] = ("failed", "invented", "wrong", "missed")
_GOOD = 0.85
_POOR = "Comparable practices that are not among the first"


def practice_part(practices: PracticesEvaluation) -> Part:
    """Return what a report tells about practices."""
    return Part(
        heading=_HEADING,
        summary=summary_of_practices(practices),
        tables=practice_tables(practices),
        method=_METHOD,
        misses=practice_misses(practices),
    )


def practice_tables(practices: PracticesEvaluation) -> list[tuple[Sequence[str], list[tuple[str, ...]]]]:
    """Return the tables of figures: their heads and their rows, whose first cell is a name and the others numbers."""
    tables: list[tuple[Sequence[str], list[tuple[str, ...]]]] = []
    if practices.ranking:
        tables.append((_RANKING_HEADS, [_ranking_row(each) for each in practices.ranking]))
    if practices.cells:
        tables.append((_CELL_HEADS, [_cell_row(each) for each in practices.cells]))
    return tables


def practice_misses(practices: PracticesEvaluation) -> list[tuple[str, list[PartMiss]]]:
    """Return what went wrong, under headings: practices that the first way to rank did not do well by, and cells."""
    first = practices.ranking[0].way if practices.ranking else None
    poor = [each for each in practices.rankings if each.way == first and each.ndcg < _GOOD]
    found = [(_POOR, [_ranking_miss(each) for each in sorted(poor, key=lambda each: each.ndcg)])]
    for verdict in _FAILED_VERDICTS:
        cells = [_cell_miss(each) for each in practices.outcomes if each.verdict == verdict]
        found.append((VERDICTS[verdict], cells))
    return [(heading, misses) for heading, misses in found if misses]


def summary_of_practices(practices: PracticesEvaluation) -> str:
    """Return in a sentence what was labelled."""
    starts = len({each.practice for each in practices.rankings})
    empty = sum(not each.label.stated for each in practices.outcomes)
    documents = len({each.label.document for each in practices.outcomes})
    return (
        f"{practices.judgements} judgements of candidates for {starts} practices;"
        f" {len(practices.outcomes)} cells of {documents} documents, {empty} of them not stated there."
    )


def _ranking_row(figures: RankingFigures) -> tuple[str, ...]:
    return (
        figures.way if figures.split == "all" else f"{figures.way} ({figures.split})",
        str(figures.practices),
        value_of(figures.ndcg),
        interval_of(figures.ndcg),
        str(figures.unjudged),
    )


def _cell_row(figures: CellFigures) -> tuple[str, ...]:
    return (
        figures.name.replace("_", " "),
        str(figures.cells),
        value_of(figures.precision),
        interval_of(figures.precision),
        value_of(figures.recall),
        interval_of(figures.recall),
        value_of(figures.not_stated),
        value_of(figures.first_right),
        "–" if figures.quotes is None else f"{figures.quotes:.1f}",
    )


def _ranking_miss(outcome: RankingOutcome) -> PartMiss:
    shown = (f"{each.document} ({'?' if each.grade is None else f'{each.grade:g}'})" for each in outcome.ranked)
    facts = [("First", "; ".join(shown) or "nothing")]
    facts += [
        ("Left out", f"{each.candidate} ({each.mean:g}): {each.reason}") for each in outcome.missing if each.mean > 1
    ]
    return PartMiss(f"{outcome.practice}: nDCG@{DEPTH} {outcome.ndcg:.3f} ({outcome.split})", tuple(facts))


def _cell_miss(outcome: CellOutcome) -> PartMiss:
    label = outcome.label
    facts = []
    if label.stated:
        figures = "; ".join(f"{each.value:g} {each.of or each.unit}" for each in label.figures)
        wanted = " or ".join(f"“{words}”" for words in label.words)
        facts.append(("Expected", f"{wanted}{f', with {figures}' if figures else ''}"))
    else:
        facts.append(("Expected", "not stated"))
    facts += [("Quoted", quote) for quote in outcome.quotes]
    facts += _listed("Codes", outcome.codes) + _listed("Figures", outcome.figures)
    return PartMiss(
        f"{label.id} · {label.document} · {label.dimension} ({label.language}, {label.split})", tuple(facts)
    )


def _listed(name: str, values: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, ", ".join(values))] if values else []
