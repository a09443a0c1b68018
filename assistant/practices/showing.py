"""Showing why: the sentence of a practice that best shows what it has in common with another."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.citations import Citation, cite
from assistant.practices.shapes import Dimension, Practice
from assistant.practices.table import PracticeTable
from assistant.practices.traits import Described, Sentences
from corpus.documents import Document

_SHORTEST, _LONGEST = 40, 400
_FEWEST_WORDS = 7
_STATED, _TOLD = 0.15, 0.1
_TELLING = ("summary", "description", "objectives", "activities")
_MOST = 40
_NO_PART = ("source_title", "source_url", "author", "publisher", "date", "project_number", "status")


class Shown:
    """A practice that is shown: its document, its cells, and its sentences with their vectors."""

    def __init__(
        self,
        document: Document,
        practice: Practice,
        sentences: Sentences,
        named: Sequence[Mapping[str, int]],
    ) -> None:
        """Take the sentences of the document, and the concepts that each of them names."""
        self.document = document
        self.practice = practice
        self._sentences = sentences
        self._named = named

    def why(self, asked: Described, bearing: Mapping[Dimension, float], table: PracticeTable) -> Citation | None:
        """Return the sentence that is most about what the asked practice is, before others those of shared cells.

        `bearing` says how much each dimension has to do with the likeness. None for a document without sentences.
        """
        if not self._tellable:
            return None
        rows = [number for number, _, _ in self._tellable]
        named = [self._named[row] for row in rows]
        similar = table.similar_texts(asked, self._sentences.vectors[rows], named, self.practice.language)
        total = max(bearing.values(), default=0) or 1.0
        weight = np.array([self._weight(start, end, bearing) / total for _, start, end in self._tellable])
        best = int(np.argmax(similar + _STATED * weight + _TOLD * self._tells))
        _, start, end = self._tellable[best]
        return cite(self.document, start, end, 1)

    def tells(self, dimension: Dimension, other: Practice) -> bool:
        """Return whether this practice and another both have something to show for a likeness in a dimension."""
        cells = (self.practice.cells.get(dimension), other.cells.get(dimension))
        return dimension is Dimension.THEME or all(cell is not None and cell.stated for cell in cells)

    def _weight(self, start: int, end: int, bearing: Mapping[Dimension, float]) -> float:
        return max((bearing.get(each, 0) for each, a, b in self._stated if start < b and a < end), default=0)

    @cached_property
    def _stated(self) -> list[tuple[Dimension, int, int]]:
        return [
            (dimension, each.locator.start, each.locator.end)
            for dimension, cell in self.practice.cells.items()
            for each in cell.citations
        ]

    @cached_property
    def _tellable(self) -> list[tuple[int, int, int]]:
        """The sentences that say something: their row, and where they stand."""
        no_part = [(each.start, each.end) for each in self.document.sections if each.field in _NO_PART]
        found = [
            (number, start, end)
            for number, (start, end) in enumerate(self._sentences.places.tolist())
            if _SHORTEST <= end - start <= _LONGEST
            and len(self.document.text[start:end].split()) >= _FEWEST_WORDS
            and not any(a <= start < b for a, b in no_part)
        ]
        found = [each for each in found if self.document.text[each[2] - 1] in ".!?…»”\"')"] or found
        # Of a long report, what its cells quote: to look at all of it would take longer than to rank.
        quoted = self._sentences.reach((start, end) for _, start, end in self._stated) > 0
        return sorted(found, key=lambda each: not quoted[each[0]])[:_MOST]

    @cached_property
    def _tells(self) -> NDArray[np.float32]:
        """Which sentences stand where a record says in short what is done."""
        told = [(each.start, each.end) for each in self.document.sections if each.field in _TELLING]
        return np.array([any(a <= start < b for a, b in told) for _, start, _ in self._tellable], dtype=np.float32)
