"""Columns of the table of practices: their codes, kinds, words and amounts, compared with those of one."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.practices.likeness import (
    Scores,
    alike_codes,
    amounts_apart,
    code_overlap,
    rarity,
    rarity_of,
    text_likeness,
)
from assistant.practices.shapes import Dimension
from assistant.practices.traits import Traits

# How alike two kinds are that are much the same, and from which part of the usual length on what is named counts: one
# thing, named once, does not make two texts the same.
_NEAR, _USUAL_LENGTH = 0.5, 0.7
# The cosine similarity of texts that tell of the same: they share names and a few words of many.
_SAME_WORDS = 0.25


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


class WordColumns:
    """How the words of practices begin. Most are in few practices: each has a list of those, and none of the others."""

    def __init__(self, traits: Sequence[Traits]) -> None:
        self._columns: dict[str, int] = {}
        entries = [
            (self._columns.setdefault(word, len(self._columns)), row, times)
            for row, each in enumerate(traits)
            for word, times in each.words.items()
        ]
        column, row, times = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        number = len(traits)
        having = np.bincount(column, minlength=len(self._columns))
        self._weight = rarity_of(having, number)
        values = np.log1p(times) * self._weight[column]
        self._lengths = np.sqrt(np.bincount(row, values * values, minlength=number))
        self._usual = _USUAL_LENGTH * float(np.median(self._lengths[self._lengths > 0])) if entries else 1.0
        order = np.argsort(column, kind="stable")
        self._rows = row[order].astype(np.int32)
        self._values = (values / np.maximum(self._lengths, self._usual)[row])[order].astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(having)])

    def alike(self, asked: Traits) -> Scores:
        """Return how much each practice is told in the same words as one, by the cosine of what few say."""
        most = float(self._weight.max(initial=1))
        strength = {
            word: float(np.log1p(times)) * (float(self._weight[self._columns[word]]) if word in self._columns else most)
            for word, times in asked.words.items()
        }
        found = np.zeros(len(self._lengths), dtype=np.float32)
        length = max(float(np.sqrt(sum(each * each for each in strength.values()))), self._usual)
        for word, value in strength.items():
            if word in self._columns:
                start, end = self._starts[self._columns[word] :][:2]
                found[self._rows[start:end]] += self._values[start:end] * np.float32(value / length)
        known = (self._lengths > 0) & bool(strength)
        return np.where(known, text_likeness(found, 0, _SAME_WORDS), np.nan).astype(np.float32)


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
