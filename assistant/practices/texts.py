"""What practices say in one dimension, compared with what one says: by vectors, and by the concepts that texts name."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.practices.likeness import Scores, rarity, text_likeness
from assistant.practices.shapes import Dimension
from assistant.practices.traits import Described, Traits

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
_CONCEPTS_UNLIKE, _CONCEPTS_SAME = 0.03, 0.6
_USUAL_LENGTH = 0.7
# As if so many more texts had nothing in common: a mean of few is mostly about themselves.
_UNLIKE = 20
_THEME_COUNTS = 1.5


class Languages:
    """The languages of practices: how well each is read, and what all vectors of its texts have in common."""

    def __init__(self, traits: Sequence[Traits], vectors: Sequence[NDArray[np.float32]], reads_all: bool) -> None:
        """Take the traits of practices and their vectors; `reads_all` says that the model reads all languages well."""
        self._reads_all = reads_all
        self._seen = Counter(each.language or "" for each in traits)
        self._middles = _middles(traits, vectors)

    def trust(self, language: str | None) -> float:
        """Return how much the vectors of texts in a language count, beside the concepts that they name."""
        return _MOST_BY_VECTORS * (1.0 if self._reads_all else _READ.get(language or "en", _READ_POORLY))

    def middle(self, language: str | None, dimension: int) -> NDArray[np.float32]:
        """Return what the vectors of texts in a language have in common."""
        middle = self._middles.get(language or "")
        return np.zeros(dimension, dtype=np.float32) if middle is None else middle

    def alike(self, language: str | None) -> tuple[float, float]:
        """Return the cosine similarities of unlike and of like texts; of few in a language, the common part is left."""
        seen = self._seen[language or ""]
        left = _COMMON * (_UNLIKE / (seen + _UNLIKE)) ** 2
        return left / (1 - _COMMON + left), (_VECTORS_SAME * (1 - _COMMON) + left) / (1 - _COMMON + left)


class TextColumns:
    """What the practices that say anything in one dimension say in it."""

    def __init__(
        self,
        dimension: Dimension,
        traits: Sequence[Traits],
        vectors: Sequence[NDArray[np.float32]],
        languages: Languages,
    ) -> None:
        self._dimension = dimension
        self._languages = languages
        self._number = len(traits)
        rows = [row for row, each in enumerate(traits) if dimension in each.told]
        self._rows = np.array(rows, dtype=np.intp)
        self._columns, self._weight, concepts = _named([traits[row].concepts[dimension] for row in rows])
        lengths = np.sqrt((concepts * concepts).sum(axis=1))
        # Two short cells that name one thing are not the same for it: each counts as nearly as long as is usual.
        self._usual = _USUAL_LENGTH * float(np.median(lengths[lengths > 0])) if lengths.any() else 1e-9
        concepts /= np.maximum(lengths, 1e-9 if dimension is Dimension.THEME else self._usual)[:, None]
        self._concepts = np.asfortranarray(concepts)
        points = np.array([vectors[row][traits[row].told.index(dimension)] for row in rows], dtype=np.float32)
        points = points.reshape(len(rows), points.shape[-1] if rows else 0)
        for number, row in enumerate(rows):
            points[number] -= languages.middle(traits[row].language, points.shape[1])
        self._middle = points.sum(axis=0) / np.float32(len(rows) + _UNLIKE)
        self._vectors = _unit(points - self._middle)
        self._trust = np.array([languages.trust(traits[row].language) for row in rows], dtype=np.float32)

    def alike(self, asked: Described) -> Scores:
        """Return how much alike what each practice says is to what one says."""
        found = np.full(self._number, np.nan, dtype=np.float32)
        vector = self._vector(asked)
        if vector is None:
            return found
        language = asked.traits.language
        # Not `@`: its threads wait for each other as soon as anything else runs.
        by_vectors = text_likeness(np.einsum("ij,j->i", self._vectors, vector), *self._languages.alike(language))
        strength = self._strength(asked.traits.concepts[self._dimension])
        length = max(_length(strength), self._usual)
        by_concepts = np.zeros(len(self._rows), dtype=np.float32)
        for each, value in strength.items():
            if each in self._columns:
                by_concepts += self._concepts[:, self._columns[each]] * np.float32(value / length)
        by_concepts = text_likeness(by_concepts, _CONCEPTS_UNLIKE, _CONCEPTS_SAME)
        trust = np.minimum(self._trust, np.float32(self._languages.trust(language)))
        found[self._rows] = trust * by_vectors + (1 - trust) * by_concepts
        return found

    def similar(
        self,
        asked: Described,
        vectors: NDArray[np.float32],
        named: Sequence[Mapping[str, int]],
        language: str | None,
    ) -> Scores:
        """Return how much texts in a language are about what one says, given their vectors and concepts."""
        asked_vector = self._vector(asked)
        if asked_vector is None:
            return np.zeros(len(vectors), dtype=np.float32)
        points = _unit(vectors - self._languages.middle(language, vectors.shape[1]) - self._middle)
        by_vectors = np.einsum("ij,j->i", points, asked_vector)
        strength = self._strength(asked.traits.concepts[self._dimension])
        strengths = [self._strength(each) for each in named]
        # What a short sentence names once would be all that it says: it counts as if it were of the usual length.
        usual = float(np.quantile([_length(each) for each in strengths], 0.8)) if strengths else 1.0
        by_concepts = np.array([_cosine(strength, each, usual) for each in strengths], dtype=np.float32)
        trust = np.float32(min(self._languages.trust(language), self._languages.trust(asked.traits.language)))
        return np.asarray(trust * by_vectors + (1 - trust) * by_concepts, dtype=np.float32)

    def _strength(self, named: Mapping[str, int]) -> dict[str, float]:
        """Return how much each concept of a text says of it; one that no practice names is as rare as can be."""
        most = float(self._weight.max(initial=1))
        return {
            each: float(np.log1p(times)) * (float(self._weight[self._columns[each]]) if each in self._columns else most)
            for each, times in named.items()
        }

    def _vector(self, asked: Described) -> NDArray[np.float32] | None:
        if self._dimension not in asked.traits.told or not len(self._rows):
            return None
        vector = asked.vectors[asked.traits.told.index(self._dimension)]
        middle = self._languages.middle(asked.traits.language, vector.size)
        return _unit((vector - middle - self._middle)[None]).reshape(-1)


def _named(
    texts: Sequence[Mapping[str, int]],
) -> tuple[dict[str, int], NDArray[np.float32], NDArray[np.float32]]:
    """Return the concepts that texts name by column, how much each says, and how much of it each text has."""
    columns = {each: number for number, each in enumerate(dict.fromkeys(each for one in texts for each in one))}
    counts = np.zeros((len(texts), len(columns)), dtype=np.float32, order="F")
    for number, one in enumerate(texts):
        counts[number, [columns[each] for each in one]] = list(one.values())
    weight = rarity(counts > 0) if len(texts) else np.ones(len(columns), np.float32)
    weight *= np.array([1 if each.isdigit() else _THEME_COUNTS for each in columns], np.float32)
    return columns, weight, np.log1p(counts) * weight


def _middles(traits: Sequence[Traits], vectors: Sequence[NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
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
