"""The glossary: terms of the field and words that questions use, in the languages of our readers."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import count
from typing import NamedTuple, TypeVar

from corpus.fulltext import analyse, words_in
from corpus.stemlist import COMPOUNDING, LINKING, RICH_IN_ENDINGS

KeyT = TypeVar("KeyT")

_SHORTEST_PART = 4
_SHARED = 5
_LISTED_REST = 3
_MET_REST = 6


class Mention(NamedTuple):
    """A concept that words of a question name: its number, and the first word and the one after the last."""

    concept: int
    first: int
    after: int


class Glossary:
    """Concepts, each with the terms that name it by language; the first term of a language is the usual one."""

    def __init__(self, concepts: Sequence[Mapping[str, tuple[str, ...]]]) -> None:
        self._concepts = concepts
        self._indexes: dict[str, _Index] = {}

    def __len__(self) -> int:
        return len(self._concepts)

    def terms(self, concept: int, language: str) -> tuple[str, ...]:
        """Return the terms that name a concept in a language, as written; none when we know none."""
        return self._concepts[concept].get(language, ())

    def find(self, words: Sequence[str], language: str) -> list[Mention]:
        """Return the concepts that words of a text name, the longest terms first found; one term may name several.

        A word that is no term itself may be another form of one, or be made of two (Dutch `leerbedrijf`).
        """
        index = self._index(language)
        stems = [_stem(word, language) for word in words]
        found: list[Mention] = []
        first = 0
        while first < len(words):
            after, concepts = index.longest(stems, first)
            if not concepts:
                after, concepts = first + 1, index.related(words[first])
            found += [Mention(concept, first, after) for concept in concepts]
            first = after
        return found

    def _index(self, language: str) -> "_Index":
        if language not in self._indexes:
            terms = ((number, concept.get(language, ())) for number, concept in zip(count(), self._concepts))
            self._indexes[language] = _Index(language, terms)
        return self._indexes[language]


class _Index:
    """The terms of one language, by their stems."""

    def __init__(self, language: str, concepts: Iterator[tuple[int, tuple[str, ...]]]) -> None:
        self._language = language
        self._by_stems: dict[tuple[str, ...], list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        listed = [(number, term) for number, terms in concepts for term in terms]
        # One call for all: calling a stemmer costs more than its work.
        stems = iter(analyse("\n".join(term for _, term in listed), language))
        for number, term in listed:
            words = words_in(term)
            _add(self._by_stems, tuple(next(stems) for _ in words), number)
            if len(words) == 1:
                _add(self._by_word, _folded(words[0]), number)
        self._longest = max(map(len, self._by_stems), default=0)
        self._sorted = sorted(self._by_word)

    def longest(self, stems: Sequence[str], first: int) -> tuple[int, list[int]]:
        """Return the end of the longest term that begins at a word, and the concepts that it names."""
        for after in range(min(first + self._longest, len(stems)), first, -1):
            if concepts := self._by_stems.get(tuple(stems[first:after])):
                return after, concepts
        return first, []

    def related(self, word: str) -> list[int]:
        """Return the concepts of a term that a word is another form of, or of the terms that it is made of."""
        folded = _folded(word)
        if folded in self._by_word:
            return self._by_word[folded]
        if self._language in RICH_IN_ENDINGS and (near := self._other_form(folded)):
            return near
        return self._parts(folded) if self._language in COMPOUNDING else []

    def _other_form(self, word: str) -> list[int]:
        place = bisect_left(self._sorted, word)
        near = [(_shared(word, listed), listed) for listed in self._sorted[max(place - 1, 0) : place + 1]]
        shared, listed = max(near, default=(0, ""))
        alike = shared >= _SHARED and len(listed) - shared <= _LISTED_REST and len(word) - shared <= _MET_REST
        return self._by_word[listed] if alike else []

    def _parts(self, word: str) -> list[int]:
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if (last := self._named(word[cut:])) and (first := self._joined(word[:cut])):
                return list(dict.fromkeys((*first, *last)))
        return []

    def _joined(self, part: str) -> list[int]:
        for linking in LINKING:
            stump = part.removesuffix(linking)
            if len(stump) >= _SHORTEST_PART and part.endswith(linking) and (concepts := self._named(stump)):
                return concepts
        return []

    def _named(self, part: str) -> list[int]:
        return self._by_word.get(part) or self._by_stems.get((_stem(part, self._language),), [])


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """Return the glossary of `corpus/vocabularies/terms.tsv`, read once."""
    text = (files("corpus.vocabularies") / "terms.tsv").read_text(encoding="utf-8")
    return Glossary(list(read_glossary(text)))


def read_glossary(text: str) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Return the concepts of a table: a line each, tabs between languages, commas between the terms of one.

    The first line names the columns; the first column says what the concepts are about. A term that nobody has
    checked begins with a question mark, and counts all the same.
    """
    header, *lines = text.splitlines()
    languages = header.split("\t")[1:]
    for line in lines:
        cells = line.split("\t")[1:]
        yield {
            language: tuple(term.strip().removeprefix("?") for term in cell.split(","))
            for language, cell in zip(languages, cells, strict=True)
            if cell
        }


def _add(index: dict[KeyT, list[int]], key: KeyT, number: int) -> None:
    concepts = index.setdefault(key, [])
    if number not in concepts:
        concepts.append(number)


def _stem(word: str, language: str) -> str:
    return " ".join(analyse(word, language))


def _folded(word: str) -> str:
    return "".join(analyse(word, None))


def _shared(one: str, other: str) -> int:
    """Return with how many letters two words begin alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
