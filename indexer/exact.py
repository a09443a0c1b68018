"""The exact search: all vectors of a generation in one matrix, compared with a question's one by one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.library import Library

_VECTORS, _PASSAGES = "vectors.npy", "passages.json"
FILES = (_VECTORS, _PASSAGES)
# To pick rows out is to copy them: above this share of all, the product with all of them is faster.
_FEW = 0.05


class ExactIndex:
    """Vectors in a matrix of shape (passages, dimension), unit rows, in the order of `passages`: ids by document."""

    def __init__(self, passages: Mapping[str, Sequence[str]], vectors: NDArray[np.float32]) -> None:
        self.passages = passages
        self.vectors = vectors
        self.ids = [identifier for ids in passages.values() for identifier in ids]
        self._numbers = {document: number for number, document in enumerate(passages)}
        self._documents = np.repeat(np.arange(len(passages)), [len(ids) for ids in passages.values()])

    @classmethod
    def gather(cls, library: Library, generation: int, model: str) -> Self:
        """Return the vectors of a generation out of the Library; passages that have none are left out."""
        passages = library.passages_by_document(generation)
        ids, vectors = library.vectors(generation, [each for ids in passages.values() for each in ids], model)
        rows = {identifier: row for row, identifier in enumerate(ids)}
        found = {document: [each for each in ids if each in rows] for document, ids in passages.items()}
        order = [rows[each] for ids in found.values() for each in ids]
        return cls(found, vectors[order] if order else vectors)

    @classmethod
    def load(cls, folder: Path) -> Self | None:
        """Return what was saved in a folder, the matrix left on the disk; None when it is not there (any more)."""
        try:
            passages = json.loads((folder / _PASSAGES).read_text("utf-8"))
            return cls(passages, np.load(folder / _VECTORS, mmap_mode="r"))
        except (OSError, ValueError):
            return None

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        (folder / _PASSAGES).write_text(json.dumps(self.passages), "utf-8")
        np.save(folder / _VECTORS, self.vectors)

    def rows_of(self, documents: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows of the passages of documents, by id."""
        chosen = np.zeros(len(self.passages), dtype=bool)
        chosen[[self._numbers[each] for each in documents if each in self._numbers]] = True
        return np.flatnonzero(chosen[self._documents])

    def nearest(
        self, vector: NDArray[np.float32], limit: int, rows: NDArray[np.intp] | None = None
    ) -> list[tuple[str, float]]:
        """Return (passage id, cosine similarity) of the passages nearest to a unit vector, best first, among `rows`."""
        if rows is None:
            rows = np.arange(len(self.ids))
        if len(rows) == 0:
            return []
        few = len(rows) < _FEW * len(self.ids)
        # Not `@`: its threads wait for each other as soon as anything else runs, and are no faster when nothing does.
        among = np.einsum("ij,j->i", self.vectors[rows] if few else self.vectors, vector)
        similarities = among if few else among[rows]
        best = np.arange(len(rows))
        if limit < len(rows):
            best = np.argpartition(-similarities, limit - 1)[:limit]
        best = best[np.lexsort((best, -similarities[best]))]
        return [(self.ids[rows[each]], float(similarities[each])) for each in best]
