"""The shelf: the passages of one generation as they are compared with questions, read when first needed."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import NamedTuple

from assistant.quotable import quotable
from corpus.documents import Passage
from corpus.fulltext import analyse
from corpus.library import DocumentCard, GenerationRecord, Library, PassageVectors

_PASSAGES_KEPT = 2_048


class ReadPassage(NamedTuple):
    """A passage as it is compared with questions: all its stems, those of title and sentences, and its vectors.

    `quotable` says which sentences may answer something; the others are headings and the like.
    """

    passage: Passage
    card: DocumentCard
    title: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    quotable: tuple[bool, ...]
    counts: Mapping[str, int]
    stems: frozenset[str]
    words: int
    vectors: PassageVectors


class Shelf:
    """The passages of one generation, read when they are first needed and kept while they are in use."""

    def __init__(self, library: Library, record: GenerationRecord) -> None:
        self.library = library
        self.record = record
        self.cards = {card.id: card for card in library.documents(record.number)}
        languages = dict.fromkeys(card.facets.language for card in self.cards.values())
        self.languages = tuple(language for language in languages if language)
        self._kept: OrderedDict[str, ReadPassage] = OrderedDict()
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
        return self.library.rarity(sorted(set(stems)))

    def _load(self, ids: Sequence[str]) -> dict[str, ReadPassage]:
        if not ids:
            return {}
        vectors = self.library.passage_vectors(self.record.number, ids, self.record.model)
        return {
            identifier: read_passage(passage, self.cards[passage.document_id], vectors[identifier])
            for identifier, passage in self.library.passages(self.record.number, ids).items()
            if identifier in vectors and passage.document_id in self.cards
        }


def read_passage(passage: Passage, card: DocumentCard, vectors: PassageVectors) -> ReadPassage:
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
        quotable=quotable(passage, card.title),
        counts=counts,
        stems=title.union(counts),
        words=sum(counts.values()),
        vectors=vectors,
    )
