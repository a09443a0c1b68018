"""The table of all practices of a library, by which one is compared with all of them at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.practices.columns import AmountColumns, CodeColumns, KindColumns
from assistant.practices.kinds import AXES, load_kinds
from assistant.practices.likeness import DIMENSIONS, Scores, mean_of, years_apart
from assistant.practices.shapes import Dimension
from assistant.practices.texts import Languages, TextColumns
from assistant.practices.traits import CODED, TOLD, Described, Traits

# What a whole text says is done says more than the one or two sentences that a cell quotes.
_KINDS_COUNT = 2.0
_SAME_SENTENCES = 0.5


class PracticeTable:
    """Practices in arrays; threads may share it.

    `reads_all` says that the embedding model reads all languages well.
    """

    def __init__(
        self,
        traits: Sequence[Traits],
        vectors: Sequence[NDArray[np.float32]],
        related: Mapping[str, Sequence[str]],
        reads_all: bool = False,
    ) -> None:
        """Take the traits of practices, their vectors in the order of `Traits.told`, and related codes."""
        self.ids = [each.document_id for each in traits]
        self.rows = {identifier: row for row, identifier in enumerate(self.ids)}
        self.countries = [frozenset(each.countries) - {"EU"} for each in traits]
        languages = Languages(traits, vectors, reads_all)
        self._codes = {each: CodeColumns(each, traits, related) for each in CODED}
        self._texts = {each: TextColumns(each, traits, vectors, languages) for each in TOLD}
        self._kinds = {AXES[axis]: KindColumns(AXES[axis], traits, kinds.near) for axis, kinds in load_kinds().items()}
        self._amounts = {each: AmountColumns(each, traits) for each in (Dimension.SCALE, Dimension.FUNDING)}
        self._years = np.array([each.years or (np.nan, np.nan) for each in traits], np.float32).reshape(-1, 2)
        self._sentences = np.array([each for one in traits for each in one.sentences], dtype=np.int64)
        self._sentence_rows = np.repeat(np.arange(len(traits)), [len(each.sentences) for each in traits])
        self._sentence_counts = np.array([len(each.sentences) for each in traits], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    def likeness(self, asked: Described) -> Scores:
        """Return the likeness of every practice to one, (practices, DIMENSIONS): NaN where either says nothing."""
        table = np.full((len(self), len(DIMENSIONS)), np.nan, dtype=np.float32)
        if not len(self):
            return table
        for column, dimension in enumerate(DIMENSIONS):
            parts = []
            if dimension in self._codes:
                parts.append((1.0, self._codes[dimension].overlap(asked.traits)))
            if dimension in self._texts:
                parts.append((1.0, self._texts[dimension].alike(asked)))
            if dimension in self._kinds:
                parts.append((_KINDS_COUNT, self._kinds[dimension].alike(asked.traits)))
            if dimension in self._amounts:
                parts.append((1.0, self._amounts[dimension].near(asked.traits)))
            if dimension is Dimension.PERIOD:
                parts.append((1.0, years_apart(asked.traits.years, self._years)))
            if parts:
                table[:, column] = mean_of(parts)
        return table

    def same_as(self, asked: Traits) -> NDArray[np.bool_]:
        """Return which practices are the asked one, or say much of it word for word."""
        found = np.array([each == asked.document_id for each in self.ids], dtype=bool)
        if asked.sentences:
            common = np.isin(self._sentences, np.array(asked.sentences, dtype=np.int64))
            shared = np.bincount(self._sentence_rows[common], minlength=len(self))
            fewer = np.maximum(np.minimum(self._sentence_counts, len(asked.sentences)), 1)
            found |= shared >= np.maximum(_SAME_SENTENCES * fewer, 1)
        return found

    def elsewhere(self, countries: Sequence[str]) -> NDArray[np.float32]:
        """Return for each practice which part of its countries is none of these; 0 where nothing is known."""
        own = frozenset(countries) - {"EU"}
        if not own:
            return np.zeros(len(self), dtype=np.float32)
        return np.array([len(each - own) / len(each) if each else 0 for each in self.countries], dtype=np.float32)

    def similar_texts(
        self,
        asked: Described,
        vectors: NDArray[np.float32],
        named: Sequence[Mapping[str, int]],
        language: str | None,
    ) -> Scores:
        """Return how much texts in a language are about what a practice is about, given their vectors and concepts."""
        return self._texts[Dimension.THEME].similar(asked, vectors, named, language)
