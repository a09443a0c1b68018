"""Exchanging: a word of a statement that stands in the place of another one of its source."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.reading import alike
from assistant.checking.shapes import Difference
from assistant.checking.turning import Side

_UNLIKE, _COVERED = 0.4, 0.75
_FEWEST_COVERED = 2
_SHORTEST = 4


def exchanged_words(said: Side, carrying: Sequence[tuple[Side, NDArray[np.float32]]]) -> Iterator[Difference]:
    """Yield words that stand between the same words as another one does in a sentence of the same language.

    `carrying` are the sentences that carry the statement, each with how alike its words are to the statement's.
    """
    for side, likeness in carrying:
        if side.language != said.language or not likeness.size:
            continue
        covered = likeness.max(axis=1)
        plain = [index for index, term in enumerate(said.terms) if not term.small]
        for row in plain:
            if covered[row] >= _UNLIKE or len(said.terms[row].folded) < _SHORTEST:
                continue
            if said.language != "en" and (row or said.language == "de"):
                continue  # the model tells synonyms in English alone; a first word may be a name
            rest = [each for each in plain if each != row]
            if sum(covered[each] >= _COVERED for each in rest) < max(_FEWEST_COVERED, 0.75 * len(rest)):
                continue
            for column, other in enumerate(side.terms):
                if other.small or len(other.folded) < _SHORTEST or not _same_place(said, row, side, column):
                    continue
                if likeness[:, column].max() < _UNLIKE and not alike(
                    said.terms[row].folded, frozenset({other.folded}), said.language
                ):
                    term = said.terms[row]
                    yield Difference.at(
                        "meaning", said.text, term.start, term.end, (side.text[other.start : other.end],)
                    )
                    break


def _same_place(said: Side, row: int, side: Side, column: int) -> bool:
    """Whether the words before and behind are the same; at the beginning or end, the two beside."""
    before = _beside(said, row, -1), _beside(side, column, -1)
    behind = _beside(said, row, 1), _beside(side, column, 1)
    return before[0] == before[1] and behind[0] == behind[1] and (before[0] != "" or behind[0] != "")


def _beside(side: Side, index: int, step: int) -> str:
    return side.terms[index + step].folded if 0 <= index + step < len(side.terms) else ""
