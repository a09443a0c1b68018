"""Traits: what of a practice can be compared with others: codes, vectors of what it says, concepts, amounts, years."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log10
from types import MappingProxyType
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from assistant.practices.concepts import concepts_in, counted_thing
from assistant.practices.kinds import AXES, kinds_in
from assistant.practices.shapes import Cell, Dimension, Figure, Practice
from corpus.documents import Document, Passage, content_hash
from corpus.fulltext import words_in

CODED = (
    Dimension.THEME,
    Dimension.TARGET_GROUP,
    Dimension.EDUCATION_LEVEL,
    Dimension.SECTOR,
    Dimension.FUNDING,
    Dimension.EQAVET,
)
"""The dimensions whose codes are compared."""

TOLD = (
    Dimension.THEME,
    Dimension.TARGET_GROUP,
    Dimension.SECTOR,
    Dimension.PARTNERS,
    Dimension.ACTIVITIES,
    Dimension.FUNDING,
    Dimension.RESULTS,
    Dimension.EVALUATION,
    Dimension.TRANSFERABILITY,
    Dimension.EQAVET,
)
"""The dimensions in which what the text says is compared."""

_FIELDS: Mapping[Dimension, frozenset[str]] = {
    Dimension.TARGET_GROUP: frozenset({"target_group"}),
    Dimension.SECTOR: frozenset({"sector"}),
    Dimension.PARTNERS: frozenset({"partners"}),
    Dimension.ACTIVITIES: frozenset({"activities", "description", "objectives", "summary"}),
    Dimension.FUNDING: frozenset({"budget", "grant"}),
    Dimension.RESULTS: frozenset({"results", "impact"}),
    Dimension.EVALUATION: frozenset({"evaluation"}),
    Dimension.TRANSFERABILITY: frozenset({"transferability"}),
}

# On a scale on which ten times as much is half as near, a rough rate will do (euro for one, 2024).
_EUROS = {
    "EUR": 1.0, "GBP": 1.17, "USD": 0.92, "CHF": 1.05, "DKK": 0.134, "SEK": 0.087, "NOK": 0.086, "PLN": 0.23,
    "CZK": 0.04, "HUF": 0.0025, "ISK": 0.0067, "RON": 0.2, "BGN": 0.51, "TRY": 0.028,
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d{2}")
_GIST_CHARACTERS = 6_000
_TITLE_COUNTS, _TITLE_NAMES = 3, 2
_LEAST_SENTENCE = 30


class Embedded(Protocol):
    """A passage's vectors, as the Library keeps them or as an embedder has just made them."""

    @property
    def vector(self) -> NDArray[np.float32]:
        """Shape (dimension,)."""

    @property
    def sentences(self) -> NDArray[np.float32]:
        """Shape (sentences, dimension)."""


class Traits(BaseModel):
    """What of one practice can be compared, but for the vectors; `told` says which dimension each vector is of.

    `concepts` are those that a text names in any language (see `concepts_in`) with how often, `kinds` what it says is
    done, for whom and in which branch (see `kinds_in`), `amounts` decimal logarithms of what is counted or paid,
    `sentences` a number for each sentence, to know documents that say the same.
    """

    model_config = ConfigDict(frozen=True)

    document_id: str
    language: str | None = None
    countries: tuple[str, ...] = ()
    codes: Mapping[Dimension, tuple[str, ...]] = Field(default_factory=dict)
    told: tuple[Dimension, ...] = ()
    concepts: Mapping[Dimension, Mapping[str, int]] = Field(default_factory=dict)
    kinds: Mapping[Dimension, Mapping[str, int]] = Field(default_factory=dict)
    amounts: Mapping[Dimension, Mapping[str, float]] = Field(default_factory=dict)
    years: tuple[int, int] | None = None
    sentences: tuple[int, ...] = ()


class Described(NamedTuple):
    """A practice, its traits, and a vector (unit rows) for each dimension in `traits.told`.

    `named` are the concepts of each sentence of its document; of a long one only where it begins, and what is quoted.
    """

    practice: Practice
    traits: Traits
    vectors: NDArray[np.float32]
    named: Sequence[Mapping[str, int]] = ()


class Sentences(NamedTuple):
    """The sentences of a document that have a vector: (start, end) in its text, and unit rows."""

    places: NDArray[np.int64]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, passages: Iterable[tuple[Passage, Embedded]]) -> "Sentences":
        """Return the sentences of a document's passages."""
        places, vectors = [], []
        for passage, embedded in passages:
            begin = passage.locator.start
            for (start, end), vector in zip(passage.sentences, embedded.sentences, strict=False):
                places.append((begin + start, begin + end))
                vectors.append(vector)
        return cls(
            np.array(places, dtype=np.int64).reshape(-1, 2),
            np.array(vectors, dtype=np.float32).reshape(len(places), vectors[0].size if vectors else 0),
        )

    def reach(self, spans: Iterable[tuple[int, int]]) -> NDArray[np.float32]:
        """Return how many characters of each sentence are in stretches of the text."""
        found = np.zeros(len(self.places), dtype=np.float32)
        for start, end in spans:
            found += np.clip(np.minimum(self.places[:, 1], end) - np.maximum(self.places[:, 0], start), 0, None)
        return found


def describe(document: Document, practice: Practice, passages: Sequence[tuple[Passage, Embedded]]) -> Described:
    """Return the traits of a practice, given its document and the vectors of that document's passages."""
    sentences = Sentences.of(passages)
    language = practice.language or "en"
    reach = {
        dimension: sentences.reach(_spans(document, cell)) > 0
        for dimension in TOLD
        if (cell := practice.cells.get(dimension)) and dimension is not Dimension.THEME
    }
    beginning = sentences.places[:, 0] < _GIST_CHARACTERS
    wanted = np.logical_or.reduce([beginning, *reach.values()])
    named = [
        concepts_in(document.text[start:end], language) if looked_at else Counter[str]()
        for (start, end), looked_at in zip(sentences.places.tolist(), wanted, strict=True)
    ]
    vectors: dict[Dimension, NDArray[np.float32]] = {}
    concepts: dict[Dimension, dict[str, int]] = {}
    if passages:
        title = {each: times * _TITLE_COUNTS for each, times in concepts_in(document.title, language).items()}
        vectors[Dimension.THEME] = _unit(np.mean([embedded.vector for _, embedded in passages], axis=0))
        concepts[Dimension.THEME] = dict(_sum((named[each] for each in np.flatnonzero(beginning)), title))
    for dimension, reached in reach.items():
        if reached.any():
            vectors[dimension] = _unit(sentences.vectors[reached].sum(axis=0))
            concepts[dimension] = dict(_sum(named[each] for each in np.flatnonzero(reached)))
    traits = Traits(
        document_id=practice.document_id,
        language=practice.language,
        countries=practice.countries,
        codes={each: cell.codes for each in CODED if (cell := practice.cells.get(each)) and cell.codes},
        told=tuple(vectors),
        concepts=concepts,
        kinds=_kinds(document, language, [sentences.places[each].tolist() for each in np.flatnonzero(beginning)]),
        amounts=_amounts(practice, language),
        years=_years(practice.cells.get(Dimension.PERIOD)),
        sentences=_numbers(document.text[start:end] for start, end in sentences.places.tolist()),
    )
    rows = np.array(list(vectors.values()), np.float32)
    return Described(practice, traits, rows.reshape(len(vectors), rows.shape[-1] if vectors else 0), named)


def _kinds(document: Document, language: str, sentences: Iterable[Sequence[int]]) -> dict[Dimension, dict[str, int]]:
    """Return what a document says is done, for whom and where, in its title and in sentences (start, end)."""
    home = document.facets.countries
    texts = [document.text[start:end] for start, end in sentences]
    # Of a text without a title of its own, that is how it begins.
    title = document.title.removesuffix(" …")
    titles = [] if document.text == title or document.text.startswith(f"{title} ") else [title]
    parts = [kinds_in(text, language, home) for text in (*titles * _TITLE_NAMES, *texts)]
    counts = {dimension: _sum(each[dimension] for each in parts) for dimension in AXES.values()}
    return {dimension: dict(each) for dimension, each in counts.items() if each}


def _spans(document: Document, cell: Cell) -> list[tuple[int, int]]:
    """Return where a cell's quotes stand, and where the rest of what the record says in that dimension does."""
    fields = _FIELDS.get(cell.dimension, frozenset()) if cell.citations else frozenset()
    return [
        *((each.locator.start, each.locator.end) for each in cell.citations),
        *((each.start, each.end) for each in document.sections if each.field in fields),
    ]


def _sum(counts: Iterable[Mapping[str, int]], first: Mapping[str, int] = MappingProxyType({})) -> Counter[str]:
    total = Counter(first)
    for each in counts:
        total.update(each)
    return total


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _amounts(practice: Practice, language: str) -> dict[Dimension, dict[str, float]]:
    found: dict[Dimension, dict[str, float]] = {}
    for dimension in (Dimension.SCALE, Dimension.FUNDING):
        for figure in cell.figures if (cell := practice.cells.get(dimension)) else ():
            thing, value = _thing(figure, language), figure.value
            if figure.unit == "money":
                value *= _EUROS.get(figure.of or "EUR", 0)
            if thing and value > 0:
                amounts = found.setdefault(dimension, {})
                amounts[thing] = max(amounts.get(thing, 0), round(log10(value), 3))
    return found


def _thing(figure: Figure, language: str) -> str | None:
    if figure.unit == "money":
        return "money" if figure.per is None else "money a year" if figure.per == "year" else "money for each"
    if figure.unit != "count" or not figure.of:
        return None
    return counted_thing(figure.of, language)


def _years(cell: Cell | None) -> tuple[int, int] | None:
    if cell is None:
        return None
    years = [int(year) for code in cell.codes for year in _YEAR.findall(code)]
    if not years:
        for figure in cell.figures:
            if figure.unit == "year":
                years += [int(figure.value), int(figure.upto or figure.value)]
    return (min(years), max(years)) if years else None


def _numbers(sentences: Iterable[str]) -> tuple[int, ...]:
    folded = ("".join(words_in(sentence)) for sentence in sentences)
    return tuple({int(content_hash(each)[:13], 16) for each in folded if len(each) >= _LEAST_SENTENCE})
