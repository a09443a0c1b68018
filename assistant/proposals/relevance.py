"""Relevance: which documents of the library are about what a brief is about, whatever language they are in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest
from math import inf, log
from typing import NamedTuple

from assistant.asking import Reader
from assistant.candidates import QuestionWords
from assistant.practices.kinds import kinds_in
from assistant.questions import LONGEST
from corpus.facets import Filters
from corpus.library import DocumentCard

# A library of so many documents, of which so many are on a theme, is what rarity is told by where ours is small.
_USUAL_LIBRARY, _USUALLY_ON_IT = 60.0, 2.5
_DOCUMENTS_SAMPLED, _DOCUMENTS_COMPARED = 200, 120
_OPENING = 900
# What the rarities of the themes, and of the kinds, of a brief that says enough of itself add up to.
_ENOUGH_THEMES, _ENOUGH_KINDS = 6.0, 9.0
_BEST_FOR_KNOWN = 2

# Learned on briefs of our own, and on briefs of which the library has nothing, on the sample corpus.
_WORDS, _THEMES, _KINDS, _USUAL, _KNOWN, _CONSTANT = 4.2, 5.2, 5.8, -2.0, 5.0, -6.0

# A library with something on a brief has its words, not only its themes; learned on 79 briefs, and 42 on other things.
_USUALLY_KNOWN, _UNKNOWN, _NOTHING = 0.25, 20.0, -0.7
# In languages that put words together and bend them in many ways, fewer of a brief's words are met again.
_SELDOM_MET = {"fi": 0.1, "et": 0.1}


class Read(NamedTuple):
    """What is compared of a document: the kinds of practice it names, and the stems of each of its passages."""

    kinds: frozenset[str]
    passages: tuple[frozenset[str], ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the whole document."""
        return frozenset().union(*self.passages)


class Meant(NamedTuple):
    """What a brief is about: its language, themes and kinds of practice, and its words by the language of the texts."""

    language: str
    themes: frozenset[str]
    kinds: frozenset[str]
    words: Mapping[str | None, QuestionWords]


class Seen(NamedTuple):
    """How a document compares with a brief, each from 0 to 1.

    `words` is the part of the brief's words, rare ones counting more, in one of its passages, `all_words` in all;
    `usual` are the kinds that it shares with other documents of the library on average.
    """

    words: float
    all_words: float
    themes: float
    kinds: float
    usual: float


class About(NamedTuple):
    """Which documents are about what a brief is about: the odds (logarithms) of those that match, by their ids.

    `best` are the highest odds of any document of the library, whether it matches or not; `known` is the part of the
    brief's words, rare ones counting more, that the documents have that have most of them.
    """

    odds: Mapping[str, float]
    best: float
    known: float

    @property
    def nothing(self) -> bool:
        """Whether the library has nothing on the subject."""
        return self.best + _UNKNOWN * (self.known - _USUALLY_KNOWN) < _NOTHING


class Subjects:
    """The documents of one generation as they are compared with briefs, read when first needed; not for threads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[str, Read] = {}
        cards = reader.cards()
        self._count = len(cards)
        self._themes = Counter(theme for card in cards for theme in set(card.facets.themes))
        sampled = cards[:: len(cards) // _DOCUMENTS_SAMPLED + 1]
        self._kinds = Counter(kind for card in sampled for kind in self.read(card).kinds)
        self._openings = {card.id: self._kinds_in(card, _OPENING) for card in sampled}
        self._usual: dict[str, float] = {}

    def read(self, card: DocumentCard) -> Read:
        """Return what is compared of a document."""
        if card.id not in self._read:
            stems = tuple(each.stems for each in self._reader.passages_read(card.id))
            self._read[card.id] = Read(self._kinds_in(card), stems)
        return self._read[card.id]

    def meant(self, text: str, language: str, themes: frozenset[str]) -> Meant:
        """Return what a brief is about, given all it says of its project."""
        return Meant(language, themes, _kinds_of(text, language), self._reader.words(text[:LONGEST], language))

    def about(self, meant: Meant, filters: Filters, also: Collection[str]) -> About:
        """Return how likely the documents that match are about what a brief is about.

        In a large library those are compared that share its themes, and those whose ids are in `also`.
        """
        every = self._compared(meant, Filters(), also)
        known = nlargest(_BEST_FOR_KNOWN, (each.all_words for each in every.values()))
        share = sum(known) / len(known) if known else 0.0
        matching = self._compared(meant, filters, also) if filters.active else every
        return About(
            odds={identifier: _odds(each, share) for identifier, each in matching.items()},
            best=max((_odds(each, share) for each in every.values()), default=-inf),
            known=share + _SELDOM_MET.get(meant.language, 0.0),
        )

    def _compared(self, meant: Meant, filters: Filters, also: Collection[str]) -> Mapping[str, Seen]:
        cards = self._reader.cards(filters)
        if len(cards) > _DOCUMENTS_COMPARED:
            themed = nlargest(_DOCUMENTS_COMPARED, cards, key=lambda card: self._on_themes(meant, card.facets.themes))
            chosen = {card.id for card in themed if self._on_themes(meant, card.facets.themes)}.union(also)
            cards = [card for card in cards if card.id in chosen]
        return {card.id: self.seen(meant, card) for card in cards}

    def seen(self, meant: Meant, card: DocumentCard) -> Seen:
        """Return how a document compares with a brief."""
        read = self.read(card)
        words = meant.words.get(card.facets.language) or meant.words[None]
        return Seen(
            words=max((words.share(passage) for passage in read.passages), default=0.0),
            all_words=words.share(read.stems),
            themes=self._on_themes(meant, card.facets.themes),
            kinds=self._like(meant.kinds, read.kinds),
            usual=self._usually(card),
        )

    def _usually(self, card: DocumentCard) -> float:
        """Return how many of the kinds of others a document names on average: a long one is near to everything."""
        if card.id not in self._usual:
            kinds = self.read(card).kinds
            others = [self._like(opening, kinds) for each, opening in self._openings.items() if each != card.id]
            self._usual[card.id] = sum(others) / max(len(others), 1)
        return self._usual[card.id]

    def _like(self, wanted: frozenset[str], kinds: frozenset[str]) -> float:
        return _shared(wanted, kinds, self._kinds, len(self._openings), _ENOUGH_KINDS)

    def _kinds_in(self, card: DocumentCard, characters: int | None = None) -> frozenset[str]:
        return _kinds_of(self._reader.document(card.id).text[:characters], card.facets.language or "en")

    def _on_themes(self, meant: Meant, themes: Iterable[str]) -> float:
        return _shared(meant.themes, themes, self._themes, self._count, _ENOUGH_THEMES)


def best_of(about: Mapping[str, float], least: float, most: int) -> list[str]:
    """Return the ids of the documents that are about it with at least those odds, the likeliest first."""
    return nlargest(most, (each for each, odds in about.items() if odds >= least), key=lambda each: about[each])


def _shared(
    wanted: Iterable[str], there: Iterable[str], counts: Mapping[str, int], documents: int, enough: float
) -> float:
    """Return how much of what is wanted is there, the rare counting more; who wants little is not served by it."""
    rarity = {each: _rarity(counts.get(each, 0), documents) for each in wanted}
    found = sum(rarity[each] for each in set(there).intersection(rarity))
    return found / max(sum(rarity.values()), enough)


def _kinds_of(text: str, language: str) -> frozenset[str]:
    return frozenset(kind for counted in kinds_in(text, language).values() for kind in counted)


def _rarity(count: int, documents: int) -> float:
    return log((documents + 1 + _USUAL_LIBRARY) / (count + 0.5 + _USUALLY_ON_IT))


def _odds(seen: Seen, known: float) -> float:
    told = _WORDS * seen.words + _THEMES * seen.themes + _KINDS * seen.kinds + _USUAL * seen.usual
    return told + _KNOWN * known + _CONSTANT
