"""Mixing: names that a statement puts together of parts of several names in its sources: one's first name, another's
last.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checking.names import Known, Name
from assistant.checking.shapes import Difference
from assistant.checking.turning import Side
from corpus.mentions import tokens_of

_TOGETHER = 4


def mixed_names(
    said: Side, names: Sequence[Name], known: Sequence[Known], sentences: Sequence[Side]
) -> Iterator[Difference]:
    """Yield the names of two words that stand in the sources with other words each, and never together."""
    written = {name: [token.folded for token in tokens_of(name)] for each in known for name in each.names}
    for name in names:
        for one, other in pairwise(name.words):
            if one.small or other.small or any(key[0] in "#~" for key in (*one.keys, *other.keys)):
                continue
            first = [each for each, words in written.items() if one.folded in words]
            last = [each for each, words in written.items() if other.folded in words]
            if not first or not last or any(len(written[each]) < 2 for each in first) or set(first) & set(last):
                continue
            if not any(_near(side, one.folded, other.folded) for side in sentences):
                start, end = name.start, name.end
                yield Difference.at("name", said.text, start, end, (first[0], last[0]))
                break


def _near(side: Side, one: str, other: str) -> bool:
    """Whether two words stand not far from one another in a sentence."""
    places = [[index for index, term in enumerate(side.terms) if term.folded == word] for word in (one, other)]
    return any(abs(first - last) <= _TOGETHER for first in places[0] for last in places[1])
