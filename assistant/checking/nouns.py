"""Nouns: whether a number of a statement counts what it counts in its sources, told by the words behind it."""

import re
from collections.abc import Sequence

from assistant.checking.counting import Numbers, same
from assistant.checking.deriving import YEARS_FROM
from assistant.checking.reading import Term, terms_of
from assistant.practices.shapes import Figure

_BEHIND = 5
_PARTED = re.compile(r"[.,;:(](?!\d)")


def counted_otherwise(said: Numbers, value: float, end: int, carrying: Sequence[Numbers]) -> list[str]:
    """Return how many there are in the sources of what a number of a statement counts, if it is never that many."""
    noun = _next_noun(said, end)
    if noun is None:
        return []
    found: list[tuple[float, str]] = []
    for numbers in carrying:
        for other, start, stop in numbers.values:
            beside = _next_noun(numbers, stop)
            if beside is not None and other < YEARS_FROM and noun.keys & beside.keys:
                found.append((other, numbers.text[start : beside.end]))
    bare = any(
        same(other, value) and _next_noun(numbers, stop) is None
        for numbers in carrying
        for other, _, stop in numbers.values
    )
    if bare or not found or any(same(other, value) for other, _ in found):
        return []
    return [text for _, text in found]


def _next_noun(numbers: Numbers, end: int) -> Term | None:
    """Return the first word behind a number that says something."""
    behind = [term for term in terms_of(numbers.text, numbers.language) if term.start >= end][:3]
    for term in behind:
        if numbers.text[end : term.start].strip() and any(mark in ".,;:(" for mark in numbers.text[end : term.start]):
            return None
        if term.folded.isdigit():
            return None
        if not term.small:
            return term
    return None


def counted_further_on(figure: Figure, said: Numbers, stretches: Sequence[Numbers]) -> bool:
    """Whether a source has a number with what a figure counts a few words behind it: "five regional networks"."""
    if figure.at_least or figure.at_most:
        return False
    counted = [
        term
        for term in terms_of(said.text, said.language)
        if figure.start <= term.start < figure.end and not term.small
    ]
    return any(
        same(value, figure.value) and any(term.keys & each.keys for term in counted for each in behind)
        for numbers in stretches
        for value, _, end in numbers.values
        for behind in [_words_behind(numbers, end)]
    )


def _words_behind(numbers: Numbers, end: int) -> list[Term]:
    """Return the few words behind a number, up to the next number or mark."""
    words: list[Term] = []
    for term in terms_of(numbers.text, numbers.language):
        if term.start < end:
            continue
        if term.folded.isdigit() and all(each.small for each in words):
            continue  # "210 of the 1,500 vacancies"
        if len(words) >= _BEHIND or term.folded.isdigit() or _PARTED.search(numbers.text, end, term.start):
            break
        words.append(term)
    return words
