"""Similar documents: which others are about what a document is about, whatever language they are in."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Nearness = Literal["very", "fairly", "somewhat"]

# Cosine similarities of documents freed of their language, as measured on the sample corpus: translations and parts of
# one project are above the first; below the last, nothing but the field is shared.
_NEARNESS: tuple[tuple[float, Nearness], ...] = ((0.55, "very"), (0.4, "fairly"), (0.25, "somewhat"))
# As if so many documents of a language had nothing in common: a mean of few is mostly about themselves.
_UNLIKE = 8


class Similar(NamedTuple):
    """A document that is near another, and how near in words."""

    document_id: str
    nearness: Nearness


class Likeness:
    """How near the documents of one generation are to each other; threads may share it.

    A document stands at the mean of its passages' vectors, less the mean of the documents in its language: embedding
    models put documents of one language near each other, whatever they are about.
    """

    def __init__(
        self,
        passages: Mapping[str, Sequence[str]],
        vectors: NDArray[np.float32],
        languages: Mapping[str, str | None],
    ) -> None:
        """Take the ids of passages by document, their unit vectors in that order, and the documents' languages."""
        counts = np.array([len(ids) for ids in passages.values()], dtype=np.intp)
        self._ids = [document for document, count in zip(passages, counts, strict=True) if count]
        self._rows = {document: row for row, document in enumerate(self._ids)}
        starts = np.cumsum(counts) - counts
        sums = np.add.reduceat(vectors, starts[counts > 0], axis=0) if self._ids else np.empty((0, 1), np.float32)
        self._points = _unit(_without_language(_unit(sums), [languages.get(each) for each in self._ids]))

    def similar(self, document_id: str, limit: int = 5) -> list[Similar]:
        """Return the documents nearest to one, nearest first; none for one that has no passages."""
        row = self._rows.get(document_id)
        if row is None:
            return []
        similarities = np.einsum("ij,j->i", self._points, self._points[row])
        similarities[row] = -1
        found = []
        for each in np.argsort(-similarities, kind="stable")[:limit]:
            nearness = next((word for least, word in _NEARNESS if similarities[each] >= least), None)
            if nearness:
                found.append(Similar(self._ids[each], nearness))
        return found


def _without_language(points: NDArray[np.float32], languages: Sequence[str | None]) -> NDArray[np.float32]:
    freed = points.copy()
    of_row = np.array([language or "" for language in languages])
    for language in set(of_row.tolist()):
        same = of_row == language
        number = int(same.sum())
        freed[same] -= points[same].mean(axis=0) * np.float32((number - 1) / (number + _UNLIKE))
    return freed


def _unit(points: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    unit: NDArray[np.float32] = points / lengths
    return unit
