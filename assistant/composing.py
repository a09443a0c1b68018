"""Composing: which evidence makes the answer, and in which order, by what the question wants."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from assistant.evidence import Evidence
from assistant.intents import Intent

# Weaker evidence than this part of the best is not worth a reader's time beside it.
_WORTH_QUOTING = 0.2
# Where all are wanted that bear on the question, the best of them says little about how many there are.
_WORTH_LISTING = 0.04
_WORTH_WHEN_LEANING = 0.08
_ALIKE = 0.8


class Plan(NamedTuple):
    """How an answer is put together.

    `limit` quotes at most, `per_document` of one document; `worth` is the part of the best score that a quote needs,
    `alike` the share of common words from which two quotes say the same. `fetched` and `kept` are how many times as
    many passages as for a fact are searched for and looked into. With `spread`, each document's best comes first.
    """

    limit: int
    per_document: int
    worth: float = _WORTH_QUOTING
    alike: float = _ALIKE
    fetched: int = 1
    kept: int = 1
    spread: bool = False


def plan_for(intent: Intent, quotes: int, limit: int | None, sides: int = 0, leans: bool = False) -> Plan:
    """Return how an answer of an intent is put together; `quotes` is how many a fact has, `limit` what was asked for.

    Lists and overviews take more quotes, from many documents; `sides` are answered for each. A question that `leans` on
    another takes weaker evidence too: the sentence that answers often does not name what it is about.
    """
    if sides > 1 or intent is Intent.COMPARISON:
        most = limit or max(3 * sides, quotes)
        return Plan(most, most)
    if intent is Intent.LIST:
        return Plan(limit or max(12, quotes), 2, worth=_WORTH_LISTING, fetched=2, kept=4, spread=True)
    if intent is Intent.OVERVIEW:
        return Plan(limit or max(8, quotes), 2, worth=_WORTH_LISTING, alike=0.6, fetched=2, kept=3, spread=True)
    return Plan(limit or quotes, limit or quotes, _WORTH_WHEN_LEANING if leans else _WORTH_QUOTING)


def reranked(evidence: Iterable[Evidence], odds: Callable[[Evidence], float]) -> tuple[Evidence, ...]:
    """Return the evidence with its odds multiplied, best first."""
    scored = ((each, odds(each)) for each in evidence)
    raised = (
        each if times == 1.0 else each.model_copy(update={"score": raise_odds(each.score, times)})
        for each, times in scored
    )
    return tuple(sorted(raised, key=lambda each: -each.score))


def with_first(evidence: Sequence[Evidence], kept: Evidence, among: int) -> tuple[Evidence, ...]:
    """Return the evidence with one of it, which may have been reranked, moved up to be among so many first."""
    place = next((number for number, each in enumerate(evidence) if _place(each) == _place(kept)), len(evidence))
    if place < among or place == len(evidence):
        return tuple(evidence)
    before = evidence[among - 1]
    moved = evidence[place].model_copy(update={"score": before.score})
    return (*evidence[: among - 1], moved, *evidence[among - 1 : place], *evidence[place + 1 :])


def raise_odds(probability: float, times: float) -> float:
    """Return the probability whose odds are so many times as good."""
    return probability * times / (1 - probability + probability * times)


def arranged(evidence: Sequence[Evidence], plan: Plan) -> list[Evidence]:
    """Return the evidence that is worth quoting, in the order in which quotes are taken from it."""
    best = evidence[0].score if evidence else 0.0
    by_document: dict[str, list[Evidence]] = {}
    for each in evidence:
        if each.score >= plan.worth * best:
            by_document.setdefault(each.document_id, []).append(each)
    if not plan.spread:
        return [each for each in evidence if each.score >= plan.worth * best]
    return interleaved(list(by_document.values()))


def interleaved(groups: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """Return the first of each group, then the second of each, and so on; none twice."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for row in zip_longest(*groups):
        for each in row:
            if each is not None:
                found.setdefault(_place(each), each)
    return list(found.values())


def by_side(evidence: Iterable[Evidence], sides: Mapping[str, Sequence[str]]) -> dict[str, list[Evidence]]:
    """Return the evidence for each side, of which `sides` gives the ids of its documents."""
    listed = list(evidence)
    return {side: [each for each in listed if each.document_id in documents] for side, documents in sides.items()}


def _place(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document_id, evidence.start, evidence.end
