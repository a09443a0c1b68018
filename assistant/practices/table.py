"""The table of all practices of a library, by which one is compared with all of them at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.practices.columns import AmountColumns, CodeColumns
from assistant.practices.likeness import (
    DIMENSIONS,
    Scores,
    mean_of,
    rarity,
    text_likeness,
    years_apart,
)
from assistant.practices.shapes import Dimension
from assistant.practices.traits import CODED, TOLD, Described, Traits

# How far the bundled model's vectors tell what a text in a language is about, from its own measurements (see
# `indexer.models.bundled.READS`) and from what it took for alike among the practices of the sample corpus: Finnish
# practices are near each other in it whatever they are about. The rest is told by the concepts that a text names.
_READ: Mapping[str, float] = {"en": 1.0, "es": 0.8, "nl": 0.7, "fr": 0.6, "it": 0.5, "pt": 0.5, "de": 0.5}
_READ_POORLY = 0.15
_MOST_BY_VECTORS = 0.65
# Cosine similarities of practices that do the same, freed of what all texts of the language have in common, and how
# much of the length of a vector, squared, that is.
_VECTORS_SAME, _COMMON = 0.55, 0.35
# The same of the concepts that two texts name, where the first is of texts that have nothing in common.
_CONCEPTS_UNLIKE, _CONCEPTS_SAME = 0.03, 0.4
_USUAL_LENGTH = 0.7
# As if so many more texts had nothing in common: a mean of few is mostly about themselves.
_UNLIKE = 20
_THEME_COUNTS = 1.5
_SAME_SENTENCES = 0.5


class _Texts(NamedTuple):
    """What the practices that say anything in one dimension say in it; `rows` are their rows in the table."""

    rows: NDArray[np.intp]
    vectors: NDArray[np.float32]
    trust: NDArray[np.float32]
    columns: Mapping[str, int]
    weight: NDArray[np.float32]
    concepts: NDArray[np.float32]
    usual: float
    middle: NDArray[np.float32]

    def strength(self, named: Mapping[str, int]) -> dict[str, float]:
        """Return how much each concept of a text says of it; one that no practice names is as rare as can be."""
        most = float(self.weight.max(initial=1))
        return {
            each: float(np.log1p(times)) * (float(self.weight[self.columns[each]]) if each in self.columns else most)
            for each, times in named.items()
        }


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
        self._reads_all = reads_all
        self._codes = {each: CodeColumns(each, traits, related) for each in CODED}
        self._seen = Counter(each.language or "" for each in traits)
        self._language_middles = _language_middles(traits, vectors)
        self._texts = {each: self._texts_of(each, traits, vectors) for each in TOLD}
        self._amounts = {each: AmountColumns(each, traits) for each in (Dimension.SCALE, Dimension.FUNDING)}
        self._years = np.array([each.years or (np.nan, np.nan) for each in traits], np.float32).reshape(-1, 2)
        self._sentences = np.array([each for one in traits for each in one.sentences], dtype=np.int64)
        self._sentence_rows = np.repeat(np.arange(len(traits)), [len(each.sentences) for each in traits])
        self._sentence_counts = np.array([len(each.sentences) for each in traits], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    def likeness(self, asked: Described) -> Scores:
        """Return the likeness of every practice to one, (practices, DIMENSIONS): NaN where either states nothing."""
        table = np.full((len(self), len(DIMENSIONS)), np.nan, dtype=np.float32)
        if not len(self):
            return table
        for column, dimension in enumerate(DIMENSIONS):
            parts = []
            if dimension in self._codes:
                parts.append((1.0, self._codes[dimension].overlap(asked.traits)))
            if dimension in self._texts:
                parts.append((1.0, self._alike_in(dimension, asked)))
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

    def _trust(self, language: str | None) -> float:
        return _MOST_BY_VECTORS * (1.0 if self._reads_all else _READ.get(language or "en", _READ_POORLY))

    def _texts_of(
        self, dimension: Dimension, traits: Sequence[Traits], vectors: Sequence[NDArray[np.float32]]
    ) -> _Texts:
        rows = [row for row, each in enumerate(traits) if dimension in each.told]
        named = [traits[row].concepts[dimension] for row in rows]
        columns = {each: number for number, each in enumerate(dict.fromkeys(each for one in named for each in one))}
        counts = np.zeros((len(rows), len(columns)), dtype=np.float32, order="F")
        for number, one in enumerate(named):
            counts[number, [columns[each] for each in one]] = list(one.values())
        weight = rarity(counts > 0) if rows else np.ones(len(columns), np.float32)
        weight *= np.array([1 if each.isdigit() else _THEME_COUNTS for each in columns], np.float32)
        concepts = np.log1p(counts) * weight
        lengths = np.sqrt((concepts * concepts).sum(axis=1))
        # Two short cells that name one thing are not the same for it: each counts as nearly as long as is usual.
        usual = _USUAL_LENGTH * float(np.median(lengths[lengths > 0])) if lengths.any() else 1e-9
        concepts /= np.maximum(lengths, 1e-9 if dimension is Dimension.THEME else usual)[:, None]
        points = np.array([vectors[row][traits[row].told.index(dimension)] for row in rows], dtype=np.float32)
        points = points.reshape(len(rows), points.shape[-1] if rows else 0)
        for number, row in enumerate(rows):
            points[number] -= self._language_middle(traits[row].language, points.shape[1])
        middle = points.sum(axis=0) / np.float32(len(rows) + _UNLIKE)
        return _Texts(
            rows=np.array(rows, dtype=np.intp),
            vectors=_unit(points - middle),
            trust=np.array([self._trust(traits[row].language) for row in rows], dtype=np.float32),
            columns=columns,
            weight=weight,
            concepts=np.asfortranarray(concepts),
            usual=usual,
            middle=middle,
        )

    def similar_texts(
        self,
        asked: Described,
        vectors: NDArray[np.float32],
        named: Sequence[Mapping[str, int]],
        language: str | None,
    ) -> Scores:
        """Return how much texts in a language are about what a practice is about, given their vectors and concepts."""
        texts = self._texts[Dimension.THEME]
        asked_vector = self._asked_vector(Dimension.THEME, asked)
        if asked_vector is None:
            return np.zeros(len(vectors), dtype=np.float32)
        points = _unit(vectors - self._language_middle(language, vectors.shape[1]) - texts.middle)
        by_vectors = np.einsum("ij,j->i", points, asked_vector)
        strength = texts.strength(asked.traits.concepts[Dimension.THEME])
        strengths = [texts.strength(each) for each in named]
        # What a short sentence names once would be all that it says: it counts as if it were of the usual length.
        usual = float(np.quantile([_length(each) for each in strengths], 0.8)) if strengths else 1.0
        by_concepts = np.array([_cosine(strength, each, usual) for each in strengths], dtype=np.float32)
        trust = np.float32(min(self._trust(language), self._trust(asked.traits.language)))
        return np.asarray(trust * by_vectors + (1 - trust) * by_concepts, dtype=np.float32)

    def _asked_vector(self, dimension: Dimension, asked: Described) -> NDArray[np.float32] | None:
        if dimension not in asked.traits.told or not len(self._texts[dimension].rows):
            return None
        vector = asked.vectors[asked.traits.told.index(dimension)]
        middle = self._language_middle(asked.traits.language, vector.size)
        return _unit((vector - middle - self._texts[dimension].middle)[None]).reshape(-1)

    def _alike_in(self, dimension: Dimension, asked: Described) -> Scores:
        found = np.full(len(self), np.nan, dtype=np.float32)
        texts = self._texts[dimension]
        vector = self._asked_vector(dimension, asked)
        if vector is None:
            return found
        # Not `@`: its threads wait for each other as soon as anything else runs.
        by_vectors = text_likeness(
            np.einsum("ij,j->i", texts.vectors, vector), *self._vectors_alike(asked.traits.language)
        )
        strength = texts.strength(asked.traits.concepts[dimension])
        length = max(_length(strength), texts.usual)
        by_concepts = np.zeros(len(texts.rows), dtype=np.float32)
        for each, value in strength.items():
            if each in texts.columns:
                by_concepts += texts.concepts[:, texts.columns[each]] * np.float32(value / length)
        by_concepts = text_likeness(by_concepts, _CONCEPTS_UNLIKE, _CONCEPTS_SAME)
        trust = np.minimum(texts.trust, np.float32(self._trust(asked.traits.language)))
        found[texts.rows] = trust * by_vectors + (1 - trust) * by_concepts
        return found

    def _vectors_alike(self, language: str | None) -> tuple[float, float]:
        """Return the cosine similarities of unlike and of like texts; of few in a language, the common part is left."""
        seen = self._seen[language or ""]
        left = _COMMON * (_UNLIKE / (seen + _UNLIKE)) ** 2
        return left / (1 - _COMMON + left), (_VECTORS_SAME * (1 - _COMMON) + left) / (1 - _COMMON + left)

    def _language_middle(self, language: str | None, dimension: int) -> NDArray[np.float32]:
        middle = self._language_middles.get(language or "")
        return np.zeros(dimension, dtype=np.float32) if middle is None else middle


def _language_middles(
    traits: Sequence[Traits], vectors: Sequence[NDArray[np.float32]]
) -> dict[str, NDArray[np.float32]]:
    """Return by language the middle of what practices are about, drawn to nought where they are few.

    Embedding models put texts of one language near each other, whatever they are about.
    """
    points: dict[str, list[NDArray[np.float32]]] = {}
    for each, own in zip(traits, vectors, strict=True):
        if Dimension.THEME in each.told:
            points.setdefault(each.language or "", []).append(own[each.told.index(Dimension.THEME)])
    return {language: np.sum(each, axis=0) / np.float32(len(each) + _UNLIKE) for language, each in points.items()}


def _length(strength: Mapping[str, float]) -> float:
    return float(np.sqrt(sum(each * each for each in strength.values()))) or 1.0


def _cosine(one: Mapping[str, float], other: Mapping[str, float], least: float) -> float:
    both = sum(value * other[each] for each, value in one.items() if each in other)
    return both / (_length(one) * max(_length(other), least))


def _unit(points: NDArray[np.float32]) -> NDArray[np.float32]:
    if not points.size:
        return points
    unit: NDArray[np.float32] = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    return unit
