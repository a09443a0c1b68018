"""Candidates: the passages that vectors and full text give for a question, and how they compare at a glance."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.late_interaction import match_tokens, token_weights
from assistant.shelf import ReadPassage, Shelf
from assistant.standing import standing_for
from assistant.widening import Term
from assistant.words import Expected
from corpus.facets import Filters
from indexer.embedding import QuestionEmbedding
from indexer.vectors import VectorIndex


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
    tokens: float = 1.5
    names: float = 0.8


BALANCED = PassageWeights()


class QuestionWords(NamedTuple):
    """The words of a question that matter: for each, the stems that stand for it, and its part in all (by rarity)."""

    stems: tuple[frozenset[str], ...]
    weights: tuple[float, ...]

    @property
    def array(self) -> NDArray[np.float32]:
        """The weights: shape (words,)."""
        return np.array(self.weights, dtype=np.float32)

    def present(self, texts: Sequence[frozenset[str]]) -> NDArray[np.float32]:
        """Return 1 where a word stands in a text, given the stems of each: shape (texts, words)."""
        rows = [[not stems.isdisjoint(text) for stems in self.stems] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), len(self.stems))

    def only(self, chosen: Sequence[bool]) -> "QuestionWords":
        """Return the words that are chosen, and what each counts for among these; none may be left."""
        kept = [pair for pair, keep in zip(zip(self.stems, self.weights, strict=True), chosen, strict=True) if keep]
        total = sum(weight for _, weight in kept) or 1.0
        return QuestionWords(tuple(stems for stems, _ in kept), tuple(weight / total for _, weight in kept))

    def share(self, present: frozenset[str]) -> float:
        """Return which part of the question's words is there, rare words counting more."""
        return sum(
            weight for stems, weight in zip(self.stems, self.weights, strict=True) if not stems.isdisjoint(present)
        )


class Sought(NamedTuple):
    """A question as it is compared with passages: its text as embedded, the words that matter, its vectors.

    `words` has the words by language of the texts, `terms` them as they stand in the question, in lower case; `names`
    says which of these are names or numbers, which no translation changes. `reads_all`: the embedding model reads other
    languages as well as English.
    """

    text: str
    language: str
    expected: Expected | None
    terms: tuple[str, ...]
    names: tuple[bool, ...]
    words: Mapping[str | None, QuestionWords]
    embedding: QuestionEmbedding
    reads_all: bool = False


class Importance(NamedTuple):
    """What the tokens of a question count for, in all 1, and which are of its rarer half: both of shape (tokens,)."""

    weights: NDArray[np.float32]
    rarer: NDArray[np.bool_]

    @classmethod
    def of(cls, weights: NDArray[np.float32]) -> "Importance":
        """Return what follows from the weights."""
        return cls(weights, np.asarray(weights >= np.median(weights)))


class Candidate(NamedTuple):
    """A passage that may be found, and how it compares.

    `matched` (1 + sentences, tokens): how well each token of the question is matched in title and heading, and in each
    sentence; `importance`: what the tokens count for. `cosines` (sentences,): likeness of meaning. `tokened`:
    tokens were compared, not only whole texts.
    """

    read: ReadPassage
    matched: NDArray[np.float32]
    importance: Importance
    cosines: NDArray[np.float32]
    cosine: float
    coverage: float
    bm25: float
    score: float
    tokened: bool

    @property
    def passage_match(self) -> NDArray[np.float32]:
        """How well each token of the question is matched anywhere in the passage: shape (tokens,)."""
        return np.asarray(self.matched.max(axis=0))


_TYPICAL_WORDS = 120
_SATURATION = 1.2
_LENGTH = 0.5


def weigh_words(shelf: Shelf, terms: Sequence[Term], language: str) -> Mapping[str | None, QuestionWords]:
    """Return, for texts of each language, the stems that stand for the question's words, and how rare each word is.

    A word for which several stems stand in a language is as rare there as the commonest of these; one for which none
    does, as rare as in the question's own.
    """
    spoken = tuple(dict.fromkeys((language, None, *shelf.languages)))
    known = shelf.library.stem_list()
    stems = {each: tuple(standing_for(term, each, language, known) for term in terms) for each in spoken}
    rarity = shelf.rarity(stem for groups in stems.values() for group in groups for stem in group)
    own = [min((rarity[stem] for stem in group), default=0.0) for group in stems[language]]
    words: dict[str | None, QuestionWords] = {}
    for each, groups in stems.items():
        rare = [min((rarity[stem] for stem in group), default=same) for group, same in zip(groups, own, strict=True)]
        total = sum(rare) or 1.0
        words[each] = QuestionWords(groups, tuple(part / total for part in rare))
    return words


def find_candidates(
    shelf: Shelf,
    index: VectorIndex,
    sought: Sought,
    filters: Filters,
    fetched: int,
    weights: PassageWeights = BALANCED,
) -> list[Candidate]:
    """Return the passages that vectors and full text give, best first by what is seen at a glance."""
    near = index.nearest(sought.embedding.vector, filters, fetched)
    stems = sorted({stem for each in sought.words.values() for group in each.stems for stem in group})
    told = shelf.library.search_text(shelf.record.number, stems, filters, fetched)
    return compare_passages(shelf, list(dict.fromkeys(identifier for identifier, _ in (*near, *told))), sought, weights)


def compare_passages(
    shelf: Shelf, ids: Sequence[str], sought: Sought, weights: PassageWeights = BALANCED
) -> list[Candidate]:
    """Return the passages of those ids as they compare with a question, best first by what is seen at a glance."""
    reads = shelf.read(ids)
    tokened = bool(len(sought.embedding.tokens)) and all(len(read.vectors.tokens) for read in reads)
    if tokened:
        vectors = [read.vectors for read in reads]
        matches = match_tokens(
            sought.embedding, [each.tokens for each in vectors], [each.token_rows for each in vectors]
        )
        tokens = {language: _importance(sought, words) for language, words in sought.words.items()}
    else:
        matches = [_pooled_match(read, sought) for read in reads]
        tokens = dict.fromkeys(sought.words, Importance.of(np.ones(1, dtype=np.float32)))
    names = {language: words.only(sought.names) for language, words in sought.words.items()}
    candidates = [
        _compare(read, match, tokens[read.card.facets.language], sought, names, weights, tokened=tokened)
        for read, match in zip(reads, matches, strict=True)
    ]
    return sorted(candidates, key=lambda each: (-each.score, each.read.passage.id))


def _importance(sought: Sought, words: QuestionWords) -> Importance:
    counted = dict(zip(sought.terms, words.weights, strict=True))
    return Importance.of(token_weights(sought.text, sought.embedding, counted))


def _pooled_match(read: ReadPassage, sought: Sought) -> NDArray[np.float32]:
    """Return the likeness of meaning in the shape of matched tokens, for models that give no tokens."""
    vector = sought.embedding.vector
    sentences = read.vectors.sentences @ vector
    return np.concatenate([[float(read.vectors.vector @ vector)], sentences])[:, None].astype(np.float32)


def _compare(
    read: ReadPassage,
    matched: NDArray[np.float32],
    importance: Importance,
    sought: Sought,
    names: Mapping[str | None, QuestionWords],
    weights: PassageWeights,
    *,
    tokened: bool,
) -> Candidate:
    words, question = sought.words[read.card.facets.language], sought.embedding.vector
    cosine = float(read.vectors.vector @ question)
    cosines = read.vectors.sentences @ question
    coverage, bm25 = words.share(read.stems), _matching(words, read)
    signals = PassageWeights(
        cosine=max(cosine, 0.0),
        sentence_cosine=max(float(cosines.max(initial=0.0)), 0.0),
        words=bm25,
        sentence_words=max((words.share(sentence) for sentence in read.sentences), default=0.0),
        coverage=coverage,
        tokens=max(float(matched.max(axis=0) @ importance.weights), 0.0),
        names=names[read.card.facets.language].share(read.stems),
    )
    score = sum(signal * weight for signal, weight in zip(signals, weights, strict=True)) / sum(weights)
    return Candidate(read, matched, importance, cosines, cosine, coverage, bm25, min(score, 1.0), tokened)


def _matching(words: QuestionWords, read: ReadPassage) -> float:
    """Return BM25 of title and text, as a part of the most that it could be; a word in the title counts once more."""
    longer = _SATURATION * (1 - _LENGTH + _LENGTH * read.words / _TYPICAL_WORDS)
    total = 0.0
    for stems, weight in zip(words.stems, words.weights, strict=True):
        if not stems.isdisjoint(read.stems):
            count = sum(read.counts.get(stem, 0) + (stem in read.title) for stem in stems)
            total += weight * count / (count + longer)
    return total
