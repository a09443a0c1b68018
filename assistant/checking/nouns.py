"""Nouns: whether a number of a statement counts what it counts in its sources, told by the words behind it."""

import re
from collections.abc import Sequence

from assistant.checking.counting import Numbers, same
from assistant.checking.deriving import REST, YEARS_FROM
from assistant.checking.reading import Term, terms_of
from assistant.practices.shapes import Figure

_BEHIND = 5
_OF_WHOLES = frozenset("of van von de der des du di da sur su op auf em en ze z iš".split())
_TELLING = frozenset(
    "who which that are were is was had have has did die dat zijn waren hadden hebben sind haben hatten qui sont ont"
    " etaient avaient que son eran han habian che sono erano hanno sao eram tem tinham jotka on oli ovat olivat kes mis"
    " yra buvo kurie ktorzy ktore sa byly bylo kteri jsou dira ziren".split()
)
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
    following = min((start for _, start, _ in said.values if start >= end), default=len(said.text))
    counted = [term for term in _words_behind(said, end) if term.start < following]
    alone = any(stands_alone(numbers, value, counted) for numbers in carrying)
    if alone or not found or any(same(other, value) for other, _ in found):
        return []
    return [text for _, text in found]


def stands_alone(numbers: Numbers, value: float, counted: Sequence[Term] = ()) -> bool:
    """Whether a number stands in a text without what it counts: "87 are new", "the remaining eight", "nine said".

    `counted` are the words behind it in a statement, of which a later one may stand behind it there at once.
    """
    terms = terms_of(numbers.text, numbers.language)
    for other, start, stop in numbers.values:
        if not same(other, value):
            continue
        before = next((term for term in reversed(terms) if term.end <= start), None)
        behind = next((term for term in terms if term.start >= stop), None)
        if _next_noun(numbers, stop) is None or (before is not None and before.folded in REST):
            return True
        if behind is not None and (behind.folded in _TELLING or _goes_on_with(behind, before, counted[1:])):
            return True
    return False


def _goes_on_with(behind: Term, before: Term | None, counted: Sequence[Term]) -> bool:
    """Whether the word behind a number is one of a statement's, and the number no whole: "three out of nine met"."""
    whole = before is not None and before.folded in _OF_WHOLES
    return not behind.small and not whole and any(behind.keys & term.keys for term in counted)


def _next_noun(numbers: Numbers, end: int) -> Term | None:
    """Return the first word behind a number that says something."""
    behind = [term for term in terms_of(numbers.text, numbers.language) if term.start >= end][:3]
    starts = {start for _, start, _ in numbers.values}
    for term in behind:
        if term.folded in REST:
            continue
        if numbers.text[end : term.start].strip() and any(mark in ".,;:(" for mark in numbers.text[end : term.start]):
            return None
        if term.folded.isdigit() or term.start in starts:
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
