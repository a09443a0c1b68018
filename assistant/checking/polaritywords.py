"""Words that turn a sentence round: negations, directions, and quantifiers that leave nothing out (`polarity.tsv`)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

FILE = Path(__file__).with_name("polarity.tsv")
"""Kind, name, language, words, and those of the other side; `word*` is the start of a word, all folded."""

ALSO: Mapping[str, str] = {"amount": "change", "success": "acceptance"}
"""Concepts whose words stand for another one as well: more goes with rising, and failing with being turned down."""


class _Line(NamedTuple):
    kind: str
    name: str
    language: str
    words: str
    against: str


def _lines() -> Iterator[_Line]:
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield _Line(*line.split("\t"))


def _listed(kind: str) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({each.language: frozenset(each.words.split()) for each in _LINES if each.kind == kind})


def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(each.words for each in _LINES if each.kind == kind)


def _names(line: _Line) -> tuple[str, ...]:
    return (line.name, ALSO[line.name]) if line.name in ALSO else (line.name,)


def _directions() -> Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]]:
    by_language: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for line in _LINES:
        if line.kind == "direction":
            words = by_language.setdefault(line.language, {})
            for side, listed in ((1, line.words), (-1, line.against)):
                for word in (each for each in listed.split() if "+" not in each):
                    words.setdefault(word, []).extend((name, side) for name in _names(line))
    return _frozen(by_language)


def _direction_phrases() -> Mapping[str, Mapping[str, tuple[tuple[str, str, int], ...]]]:
    by_language: dict[str, dict[str, list[tuple[str, str, int]]]] = {}
    for line in _LINES:
        if line.kind == "direction":
            words = by_language.setdefault(line.language, {})
            for side, listed in ((1, line.words), (-1, line.against)):
                for verb, behind in (each.split("+") for each in listed.split() if "+" in each):
                    words.setdefault(verb, []).extend((behind, name, side) for name in _names(line))
    return _frozen(by_language)


def _quantifiers() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    by_language: dict[str, dict[str, list[str]]] = {}
    for line in _LINES:
        if line.kind == "quantifier":
            words = by_language.setdefault(line.language, {})
            for word in (each for each in line.words.split() if "+" not in each):
                words.setdefault(word, []).append(line.name)
    return _frozen(by_language)


def _quantifier_phrases() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    by_language: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for line in _LINES:
        if line.kind == "quantifier":
            words = by_language.setdefault(line.language, {})
            for word, behind in (each.split("+") for each in line.words.split() if "+" in each):
                words.setdefault(word, []).append((behind, line.name))
    return _frozen(by_language)


_Found = TypeVar("_Found")


def _frozen(
    by_language: Mapping[str, Mapping[str, list[_Found]]],
) -> Mapping[str, Mapping[str, tuple[_Found, ...]]]:
    return MappingProxyType(
        {
            language: MappingProxyType({word: tuple(found) for word, found in words.items()})
            for language, words in by_language.items()
        }
    )


_LINES = tuple(_lines())

NEGATIONS = _listed("negation")
"""By language, words that negate what stands beside them."""

LACKING = _listed("lacking")
"""By language, words that may say what a negation says: they bear a negation out, but demand none."""

DENYING = _listed("denying")
"""By language, those of these words that surely deny what stands beside them: excluded, forbidden."""

NOT_NEGATING = _phrases("not_negating")
"""Phrases in which a word of negation negates nothing."""

DIRECTIONS = _directions()
"""By language, words that say which way something goes: for each its concepts, and the side (1 or -1) it is on."""

DIRECTION_PHRASES = _direction_phrases()
"""By language, verbs that say which way something goes with a word behind: `went+down` in the file."""

NOT_DIRECTING = _phrases("not_directing")
"""Phrases in which a word of direction says nothing of the kind."""

QUANTIFIERS = _quantifiers()
"""By language, words that leave nothing out or put something above all else: for each the quantifiers it stands for."""

QUANTIFIER_PHRASES = _quantifier_phrases()
"""By language, words that are quantifiers with the word right behind: `limited+to` in the file."""

NOT_QUANTIFYING = _phrases("not_quantifying")
"""Phrases in which a quantifier says nothing of the kind."""
