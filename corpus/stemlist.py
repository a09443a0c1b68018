"""The stems that stand in a library, looked up by how they begin and end: for cognates, compounds and other forms."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property, lru_cache

from corpus.cognates import beginnings, cognates

COMPOUNDING = frozenset({"nl", "de", "fi", "et", "sv", "da", "no"})
"""Languages that write compounds as one word."""

RICH_IN_ENDINGS = frozenset({"fi", "et", "lt", "eu"})
"""Languages of which the stemmer leaves several stems of one word."""

LINKING = ("", "s", "n", "e", "en", "er", "es")
"""What may stand between the parts of a compound."""

_SHORTEST_PART = 4
_SHORTEST_WHOLE = 5
_SHORTEST_REST = 3
_LONGEST_ENDING = 2
_LAST = "\U0010ffff"


class StemList:
    """The different stems of a library's texts, in whatever language."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = sorted(stems)
        # A word of a question is looked for in texts of every language in turn.
        self._alike = lru_cache(maxsize=10_000)(self._find_cognates)

    def __contains__(self, stem: str) -> bool:
        place = bisect_left(self._stems, stem)
        return place < len(self._stems) and self._stems[place] == stem

    def beginning(self, start: str) -> list[str]:
        """Return the stems that begin so."""
        return _range(self._stems, start)

    def ending(self, end: str) -> list[str]:
        """Return the stems that end so."""
        return [stem[::-1] for stem in _range(self._backwards, end[::-1])]

    def cognates(self, word: str) -> tuple[str, ...]:
        """Return the stems that are nearly the same as a folded word, in whatever language."""
        return self._alike(word)

    def compounds(self, stem: str) -> list[str]:
        """Return the compounds that begin or end with a stem: `krise` finds `olkrise` and `krisenmanag`."""
        if len(stem) < _SHORTEST_WHOLE:
            return []
        fewest = len(stem) + _SHORTEST_REST
        return [found for found in (*self.beginning(stem), *self.ending(stem)) if len(found) >= fewest]

    def last_parts(self, stem: str) -> list[str]:
        """Return the last word of a compound, where both parts are words of the library."""
        for cut in range(_SHORTEST_PART, len(stem) - _SHORTEST_PART + 1):
            if stem[cut:] in self and self._holds_first(stem[:cut]):
                return [stem[cut:]]
        return []

    def other_forms(self, stem: str) -> list[str]:
        """Return stems that differ from a stem in the last letters only, for languages rich in endings."""
        if len(stem) < _SHORTEST_WHOLE:
            return []
        # Finnish says yritys, yrityksen.
        start = stem[:-2] if stem.endswith("ks") else stem[:-1]
        most = len(stem) + _LONGEST_ENDING
        return [found for found in self.beginning(start) if found != stem and len(found) <= most]

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(stem[::-1] for stem in self._stems)

    def _find_cognates(self, word: str) -> tuple[str, ...]:
        candidates = (stem for start in beginnings(word) for stem in self.beginning(start))
        return tuple(cognates(word, candidates))

    def _holds_first(self, part: str) -> bool:
        stumps = (part[: len(part) - len(linking)] for linking in LINKING if part.endswith(linking))
        return any(len(stump) >= _SHORTEST_PART and stump in self for stump in stumps)


def _range(words: list[str], start: str) -> list[str]:
    return words[bisect_left(words, start) : bisect_left(words, start + _LAST)]
