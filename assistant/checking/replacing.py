"""Replacing: a name in the place of the one that stands in the sentence which says all the rest of a statement.

The sources may well have that name elsewhere: of somebody else.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.meaning import Embedded
from assistant.checking.names import Name, names_in
from assistant.checking.shapes import Difference
from assistant.checking.turning import Side
from corpus.vocabulary import Vocabulary

_SAID_BY_IT = 0.55
_FEWEST = 2


def replaced_names(
    said: Embedded, names: Sequence[Name], carrier: Embedded, alike: NDArray[np.float32], vocabulary: Vocabulary
) -> Iterator[Difference]:
    """Yield the names that a statement has where the sentence that carries it has others.

    `alike` is how alike the words of the statement (rows) are to those of that sentence. Where others stand is told by
    the word before a name, or behind it.
    """
    side = said.side
    inside = {index for index, term in enumerate(side.terms) for name in names if name.start <= term.start < name.end}
    rest = [index for index, term in enumerate(side.terms) if not term.small and index not in inside]
    if len(rest) < _FEWEST or float(alike[rest].max(axis=1, initial=0.0).mean()) < _SAID_BY_IT:
        return
    own = {term.folded for name in names for term in name.words}
    others = [
        each
        for each in names_in(carrier.side.text, carrier.side.language)
        if own.isdisjoint(term.folded for term in each.words)
    ]
    for name in names:
        if any(carrier.found.holds(term, side.language) for term in name.words if not term.small):
            continue
        found = next((each for each in others if _in_its_place(side, name, carrier.side, each)), None)
        if found is None:
            continue
        one, two = side.text[name.start : name.end], carrier.side.text[found.start : found.end]
        places = {each.code for each in vocabulary.find_places(one, side.language)}
        there_places = {each.code for each in vocabulary.find_places(two, carrier.side.language)}
        # Of two sorts, or of one place, or the first letters of each other, they take no place of each other's.
        same = bool(places & there_places) or one.upper() == _initials(two) or two.upper() == _initials(one)
        if bool(places) == bool(there_places) and not same:
            yield Difference.at("place" if places else "name", side.text, name.start, name.end, (two,))


def _in_its_place(said: Side, name: Name, there: Side, other: Name) -> bool:
    before, behind = _beside(said, name)
    before_other, behind_other = _beside(there, other)
    return bool((before and before == before_other) or (behind and behind == behind_other))


def _beside(side: Side, name: Name) -> tuple[str, str]:
    """Return the words before and behind a name, empty where there is none."""
    before = next((term.folded for term in reversed(side.terms) if term.end <= name.start), "")
    behind = next((term.folded for term in side.terms if term.start >= name.end), "")
    return before, behind


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.split()).upper()
