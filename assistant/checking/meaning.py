"""Meaning: how near the sentences of a source come to a statement, by its words, their vectors, and the sentences'."""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.reading import Found, Term, alike, clauses_of, terms_of
from assistant.checking.turning import Side, clause_runs, turns_of
from corpus.mentions import fold
from indexer.embedding import Embedder, PassageInput

FILE = Path(__file__).with_name("meaning.json")

SIGNALS = (
    "constant", "coverage", "words", "cosine", "weakest_clause", "facts", "no_facts", "backward", "length", "nearest",
    "nearest_of_clauses", "anywhere",
)  # fmt: skip
"""What is seen of a statement and the sentences that come nearest to it; see `Seen`."""

_KEPT = 4_000
_LOW, _HIGH = 0.40, 0.85
_MOST_ALIKE, _LEXICALLY, _KNOWN = 0.95, 0.75, 0.3
_MOST_SENTENCES = 3
_WORTH_ADDING = 0.06
_LONGEST = 1_500


class Embedded(NamedTuple):
    """A sentence with its vectors: its own, one for each of its words (contextual where the model has them), and one
    for each of its clauses.
    """

    side: Side
    found: Found
    start: int
    end: int
    vector: NDArray[np.float32]
    words: NDArray[np.float32]
    clauses: NDArray[np.float32]


class Seen(NamedTuple):
    """The signals of a statement, in the order of SIGNALS, and what it is compared with.

    `chosen` are the indices of the sentences that carry it, best first; `alike` for each sentence how alike its words
    are to the statement's: (words of the statement, words of the sentence), 0 to 1.
    """

    signals: NDArray[np.float32]
    chosen: tuple[int, ...]
    alike: tuple[NDArray[np.float32], ...]
    covered: NDArray[np.float32]


class Vectors:
    """Embeds sentences; those of sources are kept by document and place. Threads may share it."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[tuple[str, ...], Embedded] = OrderedDict()
        self._lock = Lock()

    def sentences(
        self, key: tuple[str, ...], text: str, spans: Sequence[tuple[int, int]], language: str | None
    ) -> tuple[Embedded, ...]:
        """Return sentences of a text with their vectors; `key` names the text for good, and each is embedded once."""
        embedder = self._embedder()
        keys = [(*key, embedder.name, str(start), str(end)) for start, end in spans]
        with self._lock:
            for each in keys:
                if each in self._kept:
                    self._kept.move_to_end(each)
            found = {each: self._kept[each] for each in keys if each in self._kept}
        missing = [span for span, each in zip(spans, keys, strict=True) if each not in found]
        new = zip(
            [each for each in keys if each not in found], _embedded(embedder, text, missing, language), strict=True
        )
        added = dict(new)
        with self._lock:
            self._kept.update(added)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return tuple(found.get(each) or added[each] for each in keys)


def _embedded(embedder: Embedder, text: str, spans: Sequence[tuple[int, int]], language: str | None) -> list[Embedded]:
    sides = [side_of(_cut(embedder, text[start:end]), language) for start, end in spans]
    if not sides:
        return []
    results = embedder.embed_passages(
        [PassageInput(side.text, [(0, len(side.text)), *_words(side), *_clauses(side)]) for side in sides]
    )
    return [
        Embedded(
            side, Found.of(side.terms), start, end, rows[0], rows[1 : len(side.terms) + 1], rows[len(side.terms) + 1 :]
        )
        for side, (start, end), rows in zip(sides, spans, (result.sentences for result in results), strict=True)
    ]


def _words(side: Side) -> list[tuple[int, int]]:
    return [(term.start, term.end) for term in side.terms]


def _clauses(side: Side) -> list[tuple[int, int]]:
    return [(side.terms[first].start, side.terms[after - 1].end) for first, after in side.clauses]


def _cut(embedder: Embedder, text: str) -> str:
    """Return as much of a sentence as the model reads."""
    text = text[:_LONGEST]
    while len(text) > 40 and embedder.count_tokens([text])[0] > embedder.max_tokens - 4:
        text = text[: len(text) * 3 // 4]
    return text


def side_of(text: str, language: str | None) -> Side:
    """Return a sentence as it is compared."""
    terms = terms_of(text, language)
    clauses = clause_runs(tuple(clauses_of(text, terms)), terms)
    return Side(text, terms, turns_of(text, terms, language), clauses, language)


def see(
    statement: Embedded,
    sentences: Sequence[Embedded],
    known: Found,
    weights: NDArray[np.float32],
    standing: Sequence[NDArray[np.float32]],
) -> Seen:
    """Return how near sentences come to a statement.

    `known` are the words that need no source (title and headings): they count little. `weights` are what each word of
    the statement counts for; `standing` says of each sentence which of the statement's words are figures or names that
    it has: 1, or that it lacks: -1, or neither: 0.
    """
    pairs = tuple(_alike(statement, each, fact) for each, fact in zip(sentences, standing, strict=True))
    terms = statement.side.terms
    is_fact = np.array([any(fact[index] for fact in standing) for index in range(len(terms))], dtype=bool)
    counting, free = _counting(statement, known, is_fact)
    weighted = counting * weights
    total = max(float(weighted.sum()), 1e-6)
    best = [
        np.maximum.reduce([each.max(axis=1) if each.shape[1] else free, free, np.maximum(fact, 0.0)])
        for each, fact in zip(pairs, standing, strict=True)
    ]
    cosines = np.array([float(each.vector @ statement.vector) for each in sentences], dtype=np.float32)
    scores = [float(row @ weighted) / total + 0.5 * cosine for row, cosine in zip(best, cosines, strict=True)]
    order = sorted(range(len(sentences)), key=lambda index: -scores[index])
    chosen = [order[0]]
    covered = best[order[0]].copy()
    while len(chosen) < _MOST_SENTENCES:
        gains = [
            (float(np.maximum(covered, best[index]) @ weighted - covered @ weighted) / total, index)
            for index in order
            if index not in chosen
        ]
        gain, index = max(gains, default=(0.0, -1))
        if gain < _WORTH_ADDING:
            break
        chosen.append(index)
        covered = np.maximum(covered, best[index])
    coverage = float(covered @ weighted) / total
    clauses = [_share(covered, weighted, run) for run in statement.side.clauses]
    weakest = min((share for share in clauses if share is not None), default=coverage)
    main = sentences[chosen[0]]
    own = [index for index, term in enumerate(main.side.terms) if not term.small]
    backward = float(pairs[chosen[0]][:, own].max(axis=0).mean()) if own and len(terms) else 0.0
    facts = [max(standing[each][index] for each in chosen) > 0 for index in np.flatnonzero(is_fact)]
    signals = np.array(
        [
            1.0,
            coverage,
            float((covered >= _LEXICALLY) @ weighted) / total,
            float(cosines[chosen[0]]),
            weakest,
            sum(facts) / len(facts) if facts else 0.0,
            len(facts) == 0,
            backward,
            min(float((counting > 0).sum()), 15.0) / 15.0,
            *_nearest(statement, sentences),
            _anywhere(statement, pairs),
        ],
        dtype=np.float32,
    )
    return Seen(signals, tuple(chosen), pairs, covered)


def _anywhere(statement: Embedded, alike: Sequence[NDArray[np.float32]]) -> float:
    """Return how far (0 to 1) the words of a statement stand anywhere in the sources."""
    saying = [index for index, term in enumerate(statement.side.terms) if not term.small]
    best = np.maximum.reduce([each.max(axis=1, initial=0.0) for each in alike])
    return float(best[saying].mean()) if saying else 0.0


def _nearest(statement: Embedded, sentences: Sequence[Embedded]) -> tuple[float, float]:
    """Return how near anything in the sources comes to a statement, and to the clause of it that is least near.

    That is a sentence, a clause of one, or two sentences that stand together.
    """
    whole = np.stack([each.vector for each in sentences])
    pairs = whole[:-1] + whole[1:]
    pairs /= np.maximum(np.linalg.norm(pairs, axis=1, keepdims=True), 1e-6)
    there = np.concatenate([whole, pairs, *(each.clauses for each in sentences if len(each.clauses) > 1)])
    own = statement.clauses if len(statement.clauses) else statement.vector[None]
    return float((there @ statement.vector).max()), float((there @ own.T).max(axis=0).min())


def _counting(
    statement: Embedded, known: Found, is_fact: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what each word counts for before it is weighed, and how far it stands without any source."""
    counting, free = [], []
    for term, fact in zip(statement.side.terms, is_fact, strict=True):
        title = not term.small and known.holds(term, statement.side.language)
        counting.append(1.0 if fact else 0.0 if term.small else _KNOWN if title else 1.0)
        free.append(0.8 if title and not fact else 0.0)
    return np.array(counting, dtype=np.float32), np.array(free, dtype=np.float32)


def clause_shares(statement: Embedded, seen: Seen) -> list[tuple[tuple[int, int], float, int]]:
    """Return for each clause of a statement how far it is carried (0 to 1), and how many of its words say something."""
    terms = statement.side.terms
    counts = np.array([0.0 if term.small and not term.folded.isdigit() else 1.0 for term in terms], dtype=np.float32)
    shares = []
    for run in statement.side.clauses:
        share = _share(seen.covered, counts, run)
        shares.append((run, 1.0 if share is None else share, int(counts[run[0] : run[1]].sum())))
    return shares


def _share(covered: NDArray[np.float32], weights: NDArray[np.float32], run: tuple[int, int]) -> float | None:
    total = float(weights[run[0] : run[1]].sum())
    return float(covered[run[0] : run[1]] @ weights[run[0] : run[1]]) / total if total > 0 else None


def _alike(statement: Embedded, sentence: Embedded, standing: NDArray[np.float32]) -> NDArray[np.float32]:
    cosines = statement.words @ sentence.words.T
    soft = np.clip((cosines - _LOW) / (_HIGH - _LOW), 0.0, _MOST_ALIKE)
    language = statement.side.language
    for row, term in enumerate(statement.side.terms):
        if standing[row]:
            soft[row] = 0.0
        if not term.small and sentence.found.holds(term, language):
            for column, other in enumerate(sentence.side.terms):
                if (same := _one_alike(term, other, language)) > soft[row, column]:
                    soft[row, column] = same
    return np.asarray(soft, dtype=np.float32)


def _one_alike(term: Term, other: Term, language: str | None) -> float:
    if other.small:
        return 0.0
    shared = term.keys & other.keys
    if not shared:
        return 1.0 if alike(term.folded, frozenset({other.folded}), language) else 0.0
    return 1.0 if any(key[0] not in "#~" for key in shared) else 0.95 if any(key[0] == "#" for key in shared) else 0.8


def term_weights(terms: Sequence[Term], frequency: Mapping[str, int]) -> NDArray[np.float32]:
    """Return what each word of a statement counts for: less, the oftener its document uses it."""
    return np.array([1.0 / (1.0 + 0.35 * np.log1p(frequency.get(term.folded, 0))) for term in terms], np.float32)


@lru_cache(maxsize=64)
def word_counts(text: str) -> Mapping[str, int]:
    """Return how often each word stands in a document."""
    counts: dict[str, int] = {}
    for word in fold(text[:200_000]).split():
        plain = word.strip(".,;:!?()[]\"'“”„»«")
        counts[plain] = counts.get(plain, 0) + 1
    return counts


class Weighing(NamedTuple):
    """The coefficients of a logistic regression over SIGNALS, and how likely it must be to count as said."""

    coefficients: NDArray[np.float32]
    threshold: float

    def likelihood(self, signals: NDArray[np.float32]) -> float:
        """Return how likely (0 to 1) the sentences say what the statement says."""
        return 1.0 / (1.0 + float(np.exp(-np.clip(self.coefficients @ signals, -30, 30))))


@lru_cache(maxsize=1)
def load_weighings() -> Mapping[str, Weighing]:
    """Return the learned coefficients by how the languages stand to each other (see `assistant.scoring.PAIRINGS`)."""
    data = json.loads(FILE.read_text("utf-8"))
    return {
        name: Weighing(
            np.array([each["coefficients"][signal] for signal in SIGNALS], dtype=np.float32), float(each["threshold"])
        )
        for name, each in data.items()
    }
