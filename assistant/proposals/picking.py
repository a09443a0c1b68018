"""Picking: which of the sentences that may serve a question are shown, so that they are various."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.citations import Citation, says_the_same
from assistant.practices.shapes import Strength
from assistant.proposals.relations import Told
from assistant.proposals.searching import Bearing, Key
from assistant.proposals.weighing import Signals, Weights

_MOST_OF_ONE_DOCUMENT = 2
_LOOKED_AT = 60
_ALIKE = 0.6


class Candidate(NamedTuple):
    """A sentence that may serve a question: what it is to the brief, and the odds (a logarithm) that it does."""

    bearing: Bearing
    told: Told
    signals: Signals
    odds: float
    strength: Strength

    def is_of(self, country: str) -> bool:
        """Whether its document is of a country or region."""
        facets = self.bearing.card.facets
        return country in facets.countries or country in facets.regions


Picked = list[tuple[Candidate, Citation]]
"""What is shown, best first, with what is quoted."""


class Picker:
    """Picks quotes for the questions of one section; what serves one question ranks lower for the next."""

    def __init__(
        self, weights: Weights, countries: Sequence[str], quote: Callable[[Candidate], Citation | None]
    ) -> None:
        self._weights = weights
        self._countries = countries
        self._quote = quote
        self._used: Counter[Key] = Counter()

    def pick(self, worth: Sequence[Candidate], limit: int) -> Picked:
        """Return what is shown of candidates that are worth it, likeliest first: something of each country."""
        kept: Picked = []
        left = list(worth[:_LOOKED_AT])
        while left and len(kept) < limit:
            of_document = _of_document(kept)
            best = max(left, key=lambda each: self._in_turn(each, of_document))
            left.remove(best)
            self._take(best, kept)
        for country in self._countries:
            if not any(each.is_of(country) for each, _ in kept):
                self._take_of(country, worth, kept, limit)
        return kept

    def _in_turn(self, candidate: Candidate, of_document: Counter[str]) -> float:
        """Return the odds of a candidate beside what was chosen before, for this question and those before it."""
        again = self._weights.same_document * of_document[candidate.bearing.card.id]
        return candidate.odds - again - self._weights.used * self._used[candidate.bearing.key]

    def _take(self, candidate: Candidate, kept: Picked) -> bool:
        """Take a candidate unless it repeats, or is one too many of its document; return whether it was taken."""
        if _of_document(kept)[candidate.bearing.card.id] >= _MOST_OF_ONE_DOCUMENT:
            return False
        citation = self._quote(candidate)
        quotes = [each.quote for _, each in kept]
        if citation is None or says_the_same(citation.quote, quotes, _ALIKE) is not None:
            return False
        kept.append((candidate, citation))
        self._used[candidate.bearing.key] += 1
        return True

    def _take_of(self, country: str, worth: Sequence[Candidate], kept: Picked, limit: int) -> None:
        """Take the best of a country that nothing was taken of, in the place of the last that can be spared."""
        for each in worth:
            if not each.is_of(country):
                continue
            if len(kept) < limit:
                if self._take(each, kept):
                    return
                continue
            spare = self._spared(kept)
            if spare is None:
                return
            removed = kept.pop(spare)
            if self._take(each, kept):
                self._used[removed[0].bearing.key] -= 1
                return
            kept.insert(spare, removed)

    def _spared(self, kept: Picked) -> int | None:
        """Return the place of the last one that is not the only one of any of the countries."""
        alone = {country for country in self._countries if sum(each.is_of(country) for each, _ in kept) == 1}
        for place in range(len(kept) - 1, 0, -1):
            if not any(kept[place][0].is_of(country) for country in alone):
                return place
        return None


def _of_document(kept: Picked) -> Counter[str]:
    return Counter(each.bearing.card.id for each, _ in kept)
