"""Columns of the table of practices: their codes, kinds and amounts in one dimension, compared with those of one."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.practices.likeness import Scores, alike_codes, amounts_apart, code_overlap, rarity
from assistant.practices.shapes import Dimension
from assistant.practices.traits import Traits

# How alike two kinds are that are much the same, and from which part of the usual length on what is named counts: one
# thing, named once, does not make two texts the same.
_NEAR, _USUAL_LENGTH = 0.5, 0.7


class CodeColumns:
    """The codes of practices in one dimension."""

    def __init__(self, dimension: Dimension, traits: Sequence[Traits], related: Mapping[str, Sequence[str]]) -> None:
        self._dimension = dimension
        codes = list(dict.fromkeys(code for each in traits for code in each.codes.get(dimension, ())))
        self._columns = {code: number for number, code in enumerate(codes)}
        self._present = np.zeros((len(traits), len(codes)), dtype=bool)
        for row, each in enumerate(traits):
            self._present[row, [self._columns[code] for code in each.codes.get(dimension, ())]] = True
        self._related = related
        self._alike = alike_codes(codes, related)
        self._weight = rarity(self._present)

    def overlap(self, asked: Traits) -> Scores:
        """Return how much the codes of each practice overlap with those of one."""
        codes = tuple(dict.fromkeys(asked.codes.get(self._dimension, ())))
        strange = [code for code in codes if code not in self._columns]
        if not strange:
            return code_overlap([self._columns[each] for each in codes], self._present, self._weight, self._alike)
        # What no practice of the table has counts, too: it is what they lack.
        every = [*self._columns, *strange]
        present = np.pad(self._present, ((0, 0), (0, len(strange))))
        number = {code: column for column, code in enumerate(every)}
        alike = alike_codes(every, self._related)
        return code_overlap([number[each] for each in codes], present, rarity(present), alike)


class KindColumns:
    """What practices say is done, for whom or in which branch: the kinds that they name in one dimension."""

    def __init__(self, dimension: Dimension, traits: Sequence[Traits], near: Mapping[str, Sequence[str]]) -> None:
        """Take all kinds of the dimension, each with those that are much the same."""
        self._dimension = dimension
        self._columns = {kind: number for number, kind in enumerate(near)}
        counts = np.array([self._counts(each) for each in traits], np.float32).reshape(len(traits), len(near))
        self._weight = rarity(counts > 0)
        self._alike = alike_codes(list(near), near, _NEAR)
        named = np.log1p(counts) * self._weight
        self._named = named @ self._alike
        lengths = np.sqrt(np.einsum("ij,ij->i", named, self._named))
        self._usual = _USUAL_LENGTH * float(np.median(lengths[lengths > 0])) if lengths.any() else 1.0
        self._named[lengths == 0] = np.nan
        self._named /= np.maximum(lengths, self._usual)[:, None]

    def alike(self, asked: Traits) -> Scores:
        """Return how much each practice names the same as one, by the cosine of what they name."""
        named = np.log1p(self._counts(asked)) * self._weight
        length = float(np.sqrt(named @ self._alike @ named))
        if not length:
            return np.full(len(self._named), np.nan, dtype=np.float32)
        found = np.einsum("ij,j->i", self._named, named / max(length, self._usual))
        return np.asarray(np.minimum(found, 1), dtype=np.float32)

    def _counts(self, traits: Traits) -> NDArray[np.float32]:
        counts = np.zeros(len(self._columns), dtype=np.float32)
        for kind, times in traits.kinds.get(self._dimension, {}).items():
            if kind in self._columns:
                counts[self._columns[kind]] = times
        return counts


class AmountColumns:
    """What practices count or pay in one dimension."""

    def __init__(self, dimension: Dimension, traits: Sequence[Traits]) -> None:
        self._dimension = dimension
        things = dict.fromkeys(thing for each in traits for thing in each.amounts.get(dimension, ()))
        self._columns = {thing: number for number, thing in enumerate(things)}
        self._values = np.full((len(traits), len(things)), np.nan, dtype=np.float32)
        for row, each in enumerate(traits):
            for thing, value in each.amounts.get(dimension, {}).items():
                self._values[row, self._columns[thing]] = value

    def near(self, asked: Traits) -> Scores:
        """Return how near the amounts of each practice are to those of one."""
        own = np.full(len(self._columns), np.nan, dtype=np.float32)
        for thing, value in asked.amounts.get(self._dimension, {}).items():
            if thing in self._columns:
                own[self._columns[thing]] = value
        return amounts_apart(own, self._values)
