"""Kinds of practice: what a text in any of our languages says is done, for whom, and in which branch."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from assistant.practices.shapes import Dimension
from corpus.mentions import fold, tokens_of
from corpus.stemlist import COMPOUNDING
from corpus.termwords import TermFinder
from corpus.vocabulary import load_vocabulary

AXES: Mapping[str, Dimension] = MappingProxyType(
    {"doing": Dimension.ACTIVITIES, "people": Dimension.TARGET_GROUP, "branch": Dimension.SECTOR}
)
"""The lists of `corpus/vocabularies/kinds.yaml`, and the dimension that each is about."""

_ABROAD = "stay-abroad"
_GONE = frozenset({"work-placement", "job-shadowing", "teacher-placement", "stay-prepared"})
_SHORTEST_TAIL, _SHORTEST_HEAD = 6, 3
_ENDING, _ANY_ENDING = 2, 6


class _Tail(NamedTuple):
    """The last part of a word made of two: what it names, and how many letters may follow."""

    id: str
    endings: int


class Kinds:
    """The entries of one list, and what finds them in a text."""

    def __init__(self, entries: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.near = {each: tuple(terms.get("near", ())) for each, terms in entries.items()}
        self._finder = TermFinder(entries)
        self._tails = {language: dict(_tails(entries, language)) for language in COMPOUNDING}

    def find(self, text: str, language: str) -> Iterator[str]:
        """Yield the entries that a text names, one for each mention."""
        mentions = self._finder.find(text, language)
        yield from (each.id for each in mentions)
        if language in COMPOUNDING:
            taken = {each.start for each in mentions}
            for token in tokens_of(text):
                if token.start not in taken and (found := self._at_end(token.folded, language)):
                    yield found

    def _at_end(self, word: str, language: str) -> str | None:
        """Return what the last part of a word made of two names, in whatever form the term allows."""
        tails = self._tails[language]
        for first in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            for end in range(len(word), first + _SHORTEST_TAIL - 1, -1):
                if (found := tails.get(word[first:end])) and len(word) - end <= found.endings:
                    return found.id
        return None


def _tails(entries: Mapping[str, Mapping[str, Sequence[str]]], language: str) -> Iterator[tuple[str, _Tail]]:
    for each, terms in entries.items():
        for term in terms.get(language, ()):
            plain = fold(term.removesuffix("*"))
            if plain.isalpha() and len(plain) >= _SHORTEST_TAIL:
                yield plain, _Tail(each, _ANY_ENDING if term.endswith("*") else _ENDING)


def kinds_in(text: str, language: str, home: Collection[str] = ()) -> dict[Dimension, Counter[str]]:
    """Return what a text says is done, for whom and in which branch, with how often; the same in every language.

    A placement or a visit in another country than those of `home`, where these are known, is one abroad, too.
    """
    found = {AXES[axis]: Counter(kinds.find(text, language)) for axis, kinds in load_kinds().items()}
    doing = found[Dimension.ACTIVITIES]
    if home and _ABROAD not in doing and not _GONE.isdisjoint(doing):
        countries = {place.code.split("-")[0] for place in load_vocabulary().find_places(text, language)}
        if countries - {*home, "EU"}:
            doing[_ABROAD] = 1
    return found


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, Kinds]:
    """Return the lists of `corpus/vocabularies/kinds.yaml`, read once."""
    import yaml

    text = (files("corpus.vocabularies") / "kinds.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return MappingProxyType({axis: Kinds(read[axis]) for axis in AXES})
