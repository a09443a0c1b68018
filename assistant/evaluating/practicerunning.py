"""Putting the labels of practices to a library: its cells, its ranking, and the plainest ranking beside it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evaluating.matching import is_named
from assistant.evaluating.practicelabels import Judgement, PracticeLabels
from assistant.evaluating.practices import (
    CellOutcome,
    PracticesEvaluation,
    RankingOutcome,
    cell_outcome,
    evaluate_practices,
    ranking_outcome,
    reader_outcome,
)
from assistant.practices.cells import practice_of
from assistant.practices.shapes import Cell, Practice
from assistant.wiring import Assistant
from corpus.errors import LibraryEmpty
from indexer.vectors import open_index

Rank = Callable[[str], Sequence[str]]
"""Ids of documents, the most comparable to one document first, without that document itself."""


def measure_practices(assistant: Assistant, labels: PracticeLabels) -> PracticesEvaluation:
    """Put the labels to the library. Raises LibraryEmpty."""
    record = assistant.generation()
    if record is None:
        raise LibraryEmpty("Nothing is indexed yet. Index the documents first: vet-assistant index FOLDER")
    sources = {card.id: card.source for card in assistant.documents()}
    ways = _ways(assistant, len(sources)) if labels.judgements else {}
    return measure(labels, sources, lambda each: practice_of(assistant.document(each), assistant.vocabulary), ways)


def measure(
    labels: PracticeLabels,
    sources: Mapping[str, str],
    practice_of: Callable[[str], Practice],
    ways: Mapping[str, Rank],
) -> PracticesEvaluation:
    """Return what was measured. `sources` are the files' paths by id of document; `ways` the ways to rank, by name.

    A practice that the library does not hold has no comparable ones: its nDCG is 0.
    """
    ids: dict[str, str | None] = {}

    def id_of(name: str) -> str | None:
        if name not in ids:
            ids[name] = next((known for known, source in sources.items() if is_named(source, name)), None)
        return ids[name]

    names = {known: each.candidate for each in labels.judgements if (known := id_of(each.candidate)) is not None}
    by_practice: dict[str, list[Judgement]] = {}
    for each in labels.judgements:
        by_practice.setdefault(each.practice, []).append(each)
    rankings = [
        _ranking(way, rank, practice, id_of(practice), judgements, {**sources, **names})
        for practice, judgements in by_practice.items()
        for way, rank in ways.items()
    ]
    rankings += [outcome for judgements in by_practice.values() if (outcome := reader_outcome(judgements)) is not None]
    return evaluate_practices(len(labels.judgements), rankings, _cells(labels, id_of, practice_of))


def plain_cosine(passages: Mapping[str, Sequence[str]], vectors: NDArray[np.float32]) -> Rank:
    """Return the ranking by cosine of whole documents: each stands at the mean of its passages' unit vectors.

    `passages` are the ids of passages by document, `vectors` theirs in that order.
    """
    counts = np.array([len(ids) for ids in passages.values()], dtype=np.intp)
    ids = [document for document, count in zip(passages, counts, strict=True) if count]
    starts = (np.cumsum(counts) - counts)[counts > 0]
    points = np.add.reduceat(vectors, starts, axis=0) if ids else np.empty((0, 1), np.float32)
    points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    rows = {document: row for row, document in enumerate(ids)}

    def rank(document_id: str) -> list[str]:
        if document_id not in rows:
            return []
        cosines = np.einsum("ij,j->i", points, points[rows[document_id]])
        return [ids[row] for row in np.argsort(-cosines, kind="stable") if ids[row] != document_id]

    return rank


def _ways(assistant: Assistant, many: int) -> dict[str, Rank]:
    """Return the ranking of the page, the same without its preference for other countries, and the plainest."""
    practices = assistant.practices()
    matrix = open_index(
        assistant.library, practices.record, assistant.settings.index_folder, assistant.settings.chroma_url
    ).matrix()
    cosine = plain_cosine(matrix.passages, matrix.vectors)

    def comparable(prefer_elsewhere: bool) -> Rank:
        return lambda each: [
            match.document_id for match in practices.comparable(each, limit=many, prefer_elsewhere=prefer_elsewhere)
        ]

    return {
        "dimensions, other countries first": comparable(True),
        "dimensions": comparable(False),
        "whole-document cosine": lambda each: [other for other in cosine(each) if other in practices],
    }


def _ranking(
    way: str,
    rank: Rank,
    practice: str,
    document_id: str | None,
    judgements: Sequence[Judgement],
    names: Mapping[str, str],
) -> RankingOutcome:
    ranked = [names.get(each, each) for each in rank(document_id)] if document_id is not None else []
    return ranking_outcome(practice, way, ranked, judgements)


def _cells(
    labels: PracticeLabels, id_of: Callable[[str], str | None], practice_of: Callable[[str], Practice]
) -> list[CellOutcome]:
    practices: dict[str, Practice | None] = {}
    outcomes = []
    for label in labels.cells:
        if label.document not in practices:
            found = id_of(label.document)
            practices[label.document] = practice_of(found) if found is not None else None
        practice = practices[label.document]
        # A dimension that a practice leaves out says nothing.
        cell = practice.cells.get(label.dimension, Cell(dimension=label.dimension)) if practice else None
        outcomes.append(cell_outcome(label, cell))
    return outcomes
