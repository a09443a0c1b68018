"""Retrieval: passages for a question, from vectors and full text, filtered and fused."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.questions import Term
from corpus.documents import Locator, Passage
from corpus.facets import Filters, Kind
from corpus.fulltext import analyse
from corpus.library import DocumentCard, GenerationRecord, Library
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


BALANCED = PassageWeights()


class QuestionWords(NamedTuple):
    """The words of a question that matter: for each, the stems that stand for it, and its part in all (by rarity)."""

    stems: tuple[frozenset[str], ...]
    weights: tuple[float, ...]

    def share(self, present: frozenset[str]) -> float:
        """Return which part of the question's words is there, rare words counting more."""
        return sum(
            weight for stems, weight in zip(self.stems, self.weights, strict=True) if not stems.isdisjoint(present)
        )


class ReadPassage(NamedTuple):
    """A passage as it is compared with questions: all its stems, those of title and sentences, and its vectors."""

    passage: Passage
    card: DocumentCard
    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    counts: Mapping[str, int]
    stems: frozenset[str]
    words: int
    vector: NDArray[np.float32]
    sentence_vectors: NDArray[np.float32]


class Found(NamedTuple):
    """A passage that was found, what was seen in it, and its score (0 to 1).

    `sentence_cosines` has the similarity of each sentence's vector to the question's.
    """

    read: ReadPassage
    sentence_cosines: NDArray[np.float32]
    cosine: float
    coverage: float
    score: float

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.read.passage

    @property
    def card(self) -> DocumentCard:
        """What there is to know of its document."""
        return self.read.card


class Shelf:
    """The passages of one generation, read when they are first needed and kept while they are in use."""

    def __init__(self, library: Library, record: GenerationRecord) -> None:
        self.library = library
        self.record = record
        self.cards = {card.id: card for card in library.documents(record.number)}
        languages = dict.fromkeys(card.facets.language for card in self.cards.values())
        self.languages = tuple(language for language in languages if language)
        self._kept: OrderedDict[str, ReadPassage] = OrderedDict()
        self._rarities: dict[str, float] = {}
        self._lock = Lock()

    def read(self, ids: Sequence[str]) -> list[ReadPassage]:
        """Return the passages of those ids that this generation holds, in that order."""
        with self._lock:
            known = {each: self._kept[each] for each in ids if each in self._kept}
        known |= self._load([each for each in ids if each not in known])
        with self._lock:
            for identifier, passage in known.items():
                self._kept[identifier] = passage
                self._kept.move_to_end(identifier)
            while len(self._kept) > _PASSAGES_KEPT:
                self._kept.popitem(last=False)
        return [known[each] for each in ids if each in known]

    def rarity(self, stems: Iterable[str]) -> Mapping[str, float]:
        """Return the inverse document frequency of each stem, 0 or more."""
        wanted = set(stems)
        with self._lock:
            if len(self._rarities) > _RARITIES_KEPT:
                self._rarities = {}
            known = {stem: self._rarities[stem] for stem in wanted if stem in self._rarities}
        fresh = self.library.rarity(sorted(wanted - known.keys())) if wanted - known.keys() else {}
        with self._lock:
            self._rarities |= fresh
        return known | fresh

    def _load(self, ids: Sequence[str]) -> dict[str, ReadPassage]:
        if not ids:
            return {}
        number, model = self.record.number, self.record.model
        vectors = dict(zip(*self.library.vectors(number, ids, model), strict=True))
        sentences = self.library.sentence_vectors(number, ids, model)
        return {
            identifier: read_passage(
                passage, self.cards[passage.document_id], vectors[identifier], sentences[identifier]
            )
            for identifier, passage in self.library.passages(number, ids).items()
            if identifier in vectors and identifier in sentences and passage.document_id in self.cards
        }


_PASSAGES_KEPT = 2_048
_FEWEST_LETTERS = 5
_RARITIES_KEPT = 100_000
_TYPICAL_WORDS = 120
_SATURATION = 1.2
_LENGTH = 0.5


def weigh_words(shelf: Shelf, terms: Sequence[Term], language: str) -> Mapping[str | None, QuestionWords]:
    """Return, for texts of each language, the stems that stand for the question's words, and how rare each word is.

    A word that stands in the library under several stems, or in translation, is as rare as the commonest of these.
    """
    spoken = tuple(dict.fromkeys((None, language, *shelf.languages)))
    stems = {each: tuple(_stems_in(term, each, language) for term in terms) for each in spoken}
    groups = [frozenset[str]().union(*group) for group in zip(*stems.values(), strict=True)]
    rarity = shelf.rarity(frozenset[str]().union(*groups))
    rare = [min((rarity[stem] for stem in group), default=0.0) for group in groups]
    total = sum(rare) or 1.0
    weights = tuple(each / total for each in rare)
    return {each: QuestionWords(stems[each], weights) for each in spoken}


def _stems_in(term: Term, language: str | None, asked: str) -> frozenset[str]:
    """Return the stems that a word of the question may have in texts of a language."""
    if language == asked:
        return frozenset(analyse(term.word, language))
    translated = {stem for word in term.translations for stem in analyse(word, language)}
    # Names and learned words are alike in many languages. Of a short foreign word a stemmer may make a word of its own.
    alike = {*analyse(term.word, language), *analyse(term.word, asked)}
    same = {stem for stem in alike if len(stem) >= _FEWEST_LETTERS} | set(analyse(term.word, None))
    return frozenset(translated | same)


def retrieve(
    shelf: Shelf,
    index: VectorIndex,
    words: Mapping[str | None, QuestionWords],
    vector: NDArray[np.float32],
    filters: Filters,
    fetched: int,
    weights: PassageWeights = BALANCED,
) -> list[Found]:
    """Return the passages nearest to a question, best first: up to `fetched` by vectors and as many by full text."""
    near = index.nearest(vector, filters, fetched)
    stems = sorted({stem for each in words.values() for group in each.stems for stem in group})
    told = shelf.library.search_text(shelf.record.number, stems, filters, fetched)
    ids = list(dict.fromkeys(identifier for identifier, _ in (*near, *told)))
    found = [_compare(read, words[read.card.facets.language], vector, weights) for read in shelf.read(ids)]
    return sorted(found, key=lambda each: (-each.score, each.passage.id))


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


def _compare(read: ReadPassage, words: QuestionWords, question: NDArray[np.float32], weights: PassageWeights) -> Found:
    cosine = float(read.vector @ question)
    cosines = read.sentence_vectors @ question if len(read.sentence_vectors) else np.array([cosine], dtype=np.float32)
    coverage = words.share(read.stems)
    signals = PassageWeights(
        cosine=max(cosine, 0.0),
        sentence_cosine=max(float(cosines.max()), 0.0),
        words=_matching(words, read),
        sentence_words=max((words.share(sentence) for sentence in read.sentences), default=0.0),
        coverage=coverage,
    )
    score = sum(signal * weight for signal, weight in zip(signals, weights, strict=True)) / sum(weights)
    return Found(read, cosines, cosine, coverage, min(score, 1.0))


def _matching(words: QuestionWords, read: ReadPassage) -> float:
    """Return BM25 of title and text, as a part of the most that it could be; a word in the title counts once more."""
    longer = _SATURATION * (1 - _LENGTH + _LENGTH * read.words / _TYPICAL_WORDS)
    total = 0.0
    for stems, weight in zip(words.stems, words.weights, strict=True):
        if not stems.isdisjoint(read.stems):
            count = sum(read.counts.get(stem, 0) + (stem in read.title) for stem in stems)
            total += weight * count / (count + longer)
    return total


def read_passage(
    passage: Passage, card: DocumentCard, vector: NDArray[np.float32], sentence_vectors: NDArray[np.float32]
) -> ReadPassage:
    """Return a passage as it is compared with questions."""
    language = card.facets.language
    sentences = [analyse(passage.text[start:end], language) for start, end in passage.sentences]
    counts = Counter(stem for sentence in sentences for stem in sentence)
    title = frozenset(analyse(card.title, language))
    return ReadPassage(
        passage=passage,
        card=card,
        title=title,
        sentences=tuple(frozenset(sentence) for sentence in sentences),
        counts=counts,
        stems=title.union(counts),
        words=sum(counts.values()),
        vector=vector,
        sentence_vectors=sentence_vectors,
    )
