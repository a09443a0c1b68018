"""Retrieval: passages for a question, from vectors and full text, filtered and fused."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.questions import Term, UnderstoodQuestion
from corpus.documents import Locator, Passage
from corpus.facets import Filters, Kind
from corpus.fulltext import analyse
from corpus.library import DocumentCard, Library
from indexer.vectors import VectorIndex


class RetrievedPassage(BaseModel):
    """A passage that was found, with what a reader needs to judge it. `score` is 0 to 1, larger is nearer."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    passage_id: str
    title: str
    source: str
    url: str | None = None
    text: str
    score: float
    locator: Locator
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kind: Kind
    language: str | None = None
    year_from: int | None = None
    year_to: int | None = None


class PassageWeights(NamedTuple):
    """What each signal of a passage counts for; the signals are between 0 and 1, and so is their weighted mean.

    Chosen on development questions in English, Spanish and German, also asked in English. What words say counts for
    nothing where question and text share none, so one set serves all languages, read well by the model or poorly.
    """

    cosine: float = 0.2
    sentence_cosine: float = 0.5
    words: float = 0.2
    sentence_words: float = 0.3
    coverage: float = 0.3


class QuestionWords(NamedTuple):
    """The words of a question that matter: for each, the stems that stand for it, and how rare it is (0 to 1 in all)."""

    stems: tuple[frozenset[str], ...]
    weights: tuple[float, ...]

    def share(self, present: "frozenset[str] | Mapping[str, int]") -> float:
        """Return which part of the question's words is there, rare words counting more."""
        return sum(weight for stems, weight in zip(self.stems, self.weights) if any(stem in present for stem in stems))


class ReadPassage(NamedTuple):
    """A passage as it is compared with questions: the stems of its title, of each sentence, and their counts."""

    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    counts: Mapping[str, int]
    words: int


class Found(NamedTuple):
    """A passage that was found, what was seen in it, and its score (0 to 1).

    `sentence_cosines` has the similarity of each sentence's vector to the question's.
    """

    passage: Passage
    card: DocumentCard
    read: ReadPassage
    sentence_cosines: NDArray[np.float32]
    cosine: float
    coverage: float
    score: float


_TYPICAL_WORDS = 120
_SATURATION = 1.2
_LENGTH = 0.5


def weigh_words(library: Library, terms: Sequence[Term], languages: Iterable[str | None]) -> QuestionWords:
    """Return the stems of the question's words in all languages of the library, and how rare each word is.

    A word that stands in the library under several stems, or in translation, is as rare as the commonest of these.
    """
    spoken = tuple(languages)
    groups: list[frozenset[str]] = []
    for term in terms:
        text = " ".join((term.word, *term.translations))
        groups.append(frozenset(stem for stems in library.stems(text, spoken).values() for stem in stems))
    rarity = library.rarity(sorted(set().union(*groups)))
    rare = [min((rarity[stem] for stem in group), default=0.0) for group in groups]
    total = sum(rare) or 1.0
    return QuestionWords(tuple(groups), tuple(each / total for each in rare))


def retrieve(
    library: Library,
    index: VectorIndex,
    cards: Mapping[str, DocumentCard],
    words: QuestionWords,
    vector: NDArray[np.float32],
    filters: Filters,
    fetched: int,
    weights: PassageWeights = PassageWeights(),
) -> list[Found]:
    """Return the passages nearest to a question, best first: up to `fetched` by vectors and as many by full text."""
    generation, model = index.record.number, index.record.model
    near = index.nearest(vector, filters, fetched)
    stems = sorted(set().union(*words.stems)) if words.stems else []
    told = library.search_text(generation, stems, filters, fetched)
    ids = list(dict.fromkeys(identifier for identifier, _ in (*near, *told)))
    passages = library.passages(generation, ids)
    vectors = dict(zip(*library.vectors(generation, ids, model), strict=True))
    sentences = library.sentence_vectors(generation, ids, model)
    found = [
        _compare(passages[each], cards[passages[each].document_id], words, vector, vectors[each], sentences[each], weights)
        for each in ids
        if each in passages and each in vectors and passages[each].document_id in cards
    ]
    return sorted(found, key=lambda each: (-each.score, each.passage.id))


def understood_words(question: UnderstoodQuestion, library: Library, languages: Iterable[str]) -> QuestionWords:
    """Return the question's words as they are searched for in a library of those languages."""
    return weigh_words(library, question.terms, dict.fromkeys((question.language, *languages)))


def as_result(found: Found) -> RetrievedPassage:
    """Return a found passage as it is shown."""
    facets = found.card.facets
    return RetrievedPassage(
        document_id=found.card.id,
        passage_id=found.passage.id,
        title=found.card.title,
        source=found.card.source,
        url=found.card.url,
        text=found.passage.text,
        score=round(found.score, 4),
        locator=found.passage.locator,
        countries=facets.countries,
        regions=facets.regions,
        themes=facets.themes,
        kind=facets.kind,
        language=facets.language,
        year_from=facets.year_from,
        year_to=facets.year_to,
    )


def _compare(
    passage: Passage,
    card: DocumentCard,
    words: QuestionWords,
    question: NDArray[np.float32],
    vector: NDArray[np.float32],
    sentences: NDArray[np.float32],
    weights: PassageWeights,
) -> Found:
    read = read_passage(passage, card.title, card.facets.language)
    cosine = float(vector @ question)
    cosines = sentences @ question if len(sentences) else np.array([cosine], dtype=np.float32)
    coverage = words.share(read.title | read.counts.keys())
    signals = PassageWeights(
        cosine=max(cosine, 0.0),
        sentence_cosine=max(float(cosines.max()), 0.0),
        words=_matching(words, read),
        sentence_words=max((words.share(sentence) for sentence in read.sentences), default=0.0),
        coverage=coverage,
    )
    score = sum(signal * weight for signal, weight in zip(signals, weights)) / sum(weights)
    return Found(passage, card, read, cosines, cosine, coverage, min(score, 1.0))


def _matching(words: QuestionWords, read: ReadPassage) -> float:
    """Return BM25 of title and text, as a part of the most that it could be; a word in the title counts once more."""
    longer = _SATURATION * (1 - _LENGTH + _LENGTH * read.words / _TYPICAL_WORDS)
    total = 0.0
    for stems, weight in zip(words.stems, words.weights):
        count = sum(read.counts.get(stem, 0) + (stem in read.title) for stem in stems)
        total += weight * count / (count + longer)
    return total


def read_passage(passage: Passage, title: str, language: str | None) -> ReadPassage:
    """Return a passage's stems, by sentence."""
    return _read(passage.text, passage.sentences, title, language)


@lru_cache(maxsize=4_096)
def _read(text: str, spans: tuple[tuple[int, int], ...], title: str, language: str | None) -> ReadPassage:
    sentences = [analyse(text[start:end], language) for start, end in spans]
    counts = Counter(stem for sentence in sentences for stem in sentence)
    return ReadPassage(
        title=frozenset(analyse(title, language)),
        sentences=tuple(frozenset(sentence) for sentence in sentences),
        counts=counts,
        words=sum(counts.values()),
    )
