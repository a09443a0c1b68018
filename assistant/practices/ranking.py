"""Ranking: the practices of a library by how comparable they are to one of them, or to one's own."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.practices.cells import practice_of
from assistant.practices.keeping import Kept, PracticeFile, code_fingerprint
from assistant.practices.likeness import (
    DEFAULT_WEIGHTS,
    DIFFERENT_TO,
    ELSEWHERE_BONUS,
    SHARED_FROM,
    Scores,
    by_dimension,
    scores,
    weights_of,
)
from assistant.practices.own import OwnPractice
from assistant.practices.shapes import Dimension, Match, Practice
from assistant.practices.showing import Shown
from assistant.practices.table import PracticeTable
from assistant.practices.traits import Described, Embedded, Sentences, Traits, describe
from corpus.documents import Document, Passage, content_hash
from corpus.facets import Filters, Kind
from corpus.library import GenerationRecord, Library
from corpus.vocabulary import Vocabulary
from indexer.chunking import embedded_text, split
from indexer.embedding import Embedder, reads_all

PRACTICE_KINDS = (Kind.GOOD_PRACTICE, Kind.PROJECT_REPORT)
"""The kinds of document that tell of a practice."""

Progress = Callable[[int, int], None]
"""Called with how many practices are described, and how many there are to describe."""

_BATCH = 64
_ASKED_KEPT, _SHOWN_KEPT, _FILTERS_KEPT = 64, 512, 64

ValueT = TypeVar("ValueT")


class _Compared(NamedTuple):
    """All practices compared with one: their likeness, which of them are that one, and how far they are elsewhere."""

    asked: Described
    likeness: Scores
    same: NDArray[np.bool_]
    elsewhere: NDArray[np.float32]


class Practices:
    """The practices of one generation of a library; threads may share it.

    What can be compared of them is worked out when it is made, and kept in `file`: the next time, and for the next
    generation, only what is new is worked out. `kinds` are the kinds of document that are taken for practices.
    """

    def __init__(
        self,
        library: Library,
        record: GenerationRecord,
        embedder: Callable[[], Embedder],
        vocabulary: Vocabulary,
        file: Path | None = None,
        kinds: Sequence[Kind] = PRACTICE_KINDS,
        progress: Progress | None = None,
        practice_of: Callable[[Document, Vocabulary], Practice] = practice_of,
    ) -> None:
        self.record = record
        self.vocabulary = vocabulary
        self._library = library
        self._embedder = embedder
        self._practice_of = practice_of
        self._file = PracticeFile(file)
        self._lock = RLock()
        self._compared: OrderedDict[tuple[str, str], _Compared] = OrderedDict()
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._passing: OrderedDict[Filters, NDArray[np.bool_]] = OrderedDict()
        described = self._described(kinds, progress or (lambda *_: None))
        related = {theme.id: theme.related for theme in vocabulary.themes.values()}
        self.table = PracticeTable(
            [traits for traits, _ in described],
            [vectors for _, vectors in described],
            related,
            reads_all(record.model),
        )

    def __len__(self) -> int:
        return len(self.table)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self.table.rows

    def practice(self, document_id: str) -> Practice:
        """Return what a document of the library says in each dimension. Raises DocumentNotFound."""
        return self._show(document_id).practice

    def comparable(
        self,
        to: str | OwnPractice,
        weights: Mapping[Dimension, float] = DEFAULT_WEIGHTS,
        filters: Filters = Filters(),
        limit: int = 10,
        prefer_elsewhere: bool = True,
    ) -> list[Match]:
        """Return the practices most comparable to a document of the library (its id) or to one's own, best first.

        Only those that match the filters; never the document itself nor what says the same word for word. With
        `prefer_elsewhere` those of other countries get ELSEWHERE_BONUS more, in part when some of their countries are
        others. Weights that are not given are the default ones; another weighing needs nothing to be compared again.
        Raises DocumentNotFound, UsageError for a negative weight.
        """
        chosen = weights_of(weights)
        compared = self._compare(to)
        score = scores(compared.likeness, chosen)
        if prefer_elsewhere:
            score = np.minimum(score + ELSEWHERE_BONUS * compared.elsewhere, 1)
        rows = np.flatnonzero(self._pass(filters) & ~compared.same)
        best = rows[np.lexsort((rows, -score[rows]))][: max(limit, 0)]
        return [self._match(compared, int(row), float(score[row]), chosen) for row in best]

    def likeness(self, to: str | OwnPractice, document_id: str) -> dict[Dimension, float]:
        """Return how alike two practices are in each dimension that both state. Raises DocumentNotFound."""
        row = self.table.rows.get(document_id)
        return by_dimension(self._compare(to).likeness[row]) if row is not None else {}

    # Comparing

    def _match(self, compared: _Compared, row: int, score: float, weights: NDArray[np.float64]) -> Match:
        shown = self._show(self.table.ids[row])
        likeness = by_dimension(compared.likeness[row])
        bearing = by_dimension(compared.likeness[row] * weights)
        # What a text says as a whole may be alike where neither says it in so many words: nothing to show for it.
        told = {each: value for each, value in likeness.items() if shown.tells(each, compared.asked.practice)}
        return Match(
            document_id=self.table.ids[row],
            score=round(score, 4),
            likeness={each: round(value, 3) for each, value in likeness.items()},
            shared=tuple(each for each, value in told.items() if value >= SHARED_FROM),
            different=tuple(each for each, value in told.items() if value <= DIFFERENT_TO),
            why=shown.why(compared.asked, bearing, self.table),
        )

    def _compare(self, to: str | OwnPractice) -> _Compared:
        key = ("", to) if isinstance(to, str) else ("own", content_hash(to.document.model_dump_json()))
        with self._lock:
            found = self._compared.get(key)
            if found is None:
                asked = self._own(to) if isinstance(to, OwnPractice) else self._describe(to)
                found = _Compared(
                    asked,
                    self.table.likeness(asked),
                    self.table.same_as(asked.traits),
                    self.table.elsewhere(asked.practice.countries),
                )
            return _remember(self._compared, key, found, _ASKED_KEPT)

    def _own(self, own: OwnPractice) -> Described:
        embedder = self._embedder()
        passages = split(own.document, embedder)
        embedded = embedder.embed_passages([embedded_text(own.document, passage) for passage in passages])
        return describe(own.document, own.practice, list(zip(passages, embedded, strict=True)))

    def _pass(self, filters: Filters) -> NDArray[np.bool_]:
        """Return which practices match the filters; since a generation never changes, it is kept."""
        key = filters.model_copy(update={"inferred": ()})
        with self._lock:
            found = self._passing.get(key)
            if found is None:
                found = np.full(len(self.table), not filters.active)
                ids = self._library.document_ids(self.record.number, filters) if filters.active else []
                found[[self.table.rows[each] for each in ids if each in self]] = True
            return _remember(self._passing, key, found, _FILTERS_KEPT)

    # Describing

    def _show(self, document_id: str) -> Shown:
        with self._lock:
            found = self._shown.get(document_id)
            if found is None:
                document = self._library.document(self.record.number, document_id)
                passages = self._passages(document_id)
                key = self._keys.get(document_id)
                kept = self._file.practice(key) if key else None
                sentences = Sentences.of(passages)
                if kept is None or len(kept.named) != len(sentences.places):
                    new = describe(document, self._practice_of(document, self.vocabulary), passages)
                    kept = Kept(practice=new.practice, named=tuple(new.named))
                found = Shown(document, kept.practice, sentences, kept.named)
            return _remember(self._shown, document_id, found, _SHOWN_KEPT)

    def _describe(self, document_id: str) -> Described:
        shown = self._show(document_id)
        return describe(shown.document, shown.practice, self._passages(document_id))

    def _passages(self, document_id: str) -> list[tuple[Passage, Embedded]]:
        number = self.record.number
        passages = self._library.passages_of(number, document_id)
        vectors = self._library.passage_vectors(number, [each.id for each in passages], self.record.model)
        return [(passage, vectors[passage.id]) for passage in passages if passage.id in vectors]

    def _described(self, kinds: Sequence[Kind], progress: Progress) -> list[tuple[Traits, NDArray[np.float32]]]:
        """Return the traits and vectors of all practices, from the file those that are there."""
        stamp = f"{self.record.model} {code_fingerprint()} {self._practice_of.__module__}"
        generation = f"{self.record.location} {self.record.number} {stamp} {' '.join(sorted(kinds))}"
        ids = self._library.document_ids(self.record.number, Filters(kinds=tuple(kinds)))
        known = self._file.keys(generation)
        if known is not None and set(known) == set(ids):
            self._keys = known
            held = self._file.load(known.values())
            if len(held) == len(set(known.values())):
                return [held[known[each]] for each in ids]
        self._keys = {each: self._key(each, stamp) for each in ids}
        held = self._file.load(self._keys.values())
        missing = [each for each in ids if self._keys[each] not in held]
        for start in range(0, len(missing), _BATCH):
            progress(start, len(missing))
            new = {self._keys[each]: self._worked_out(each) for each in missing[start : start + _BATCH]}
            self._file.add(new)
            held.update({key: (each.traits, _halved(each.vectors)) for key, each in new.items()})
        progress(len(missing), len(missing))
        self._file.finish(generation, self._keys)
        return [held[self._keys[each]] for each in ids]

    def _worked_out(self, document_id: str) -> Described:
        document = self._library.document(self.record.number, document_id)
        return describe(document, self._practice_of(document, self.vocabulary), self._passages(document_id))

    def _key(self, document_id: str, stamp: str) -> str:
        document = self._library.document(self.record.number, document_id)
        return content_hash(stamp, document.model_dump_json())[:32]


def _halved(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors as they are when they come back from the file, so that nothing ranks otherwise the next time."""
    return vectors.astype(np.float16).astype(np.float32)


def _remember(kept: "OrderedDict[Any, ValueT]", key: Hashable, value: ValueT, most: int) -> ValueT:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
    return value
