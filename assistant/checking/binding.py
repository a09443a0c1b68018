"""Binding: whether the figures, years and names of a statement stand with what it says of them.

A passage may hold a figure, and say it of something else. So each fact is looked for in the sentence, or the clause of
one, that says the rest of what the statement says; where another fact of its kind stands there, that one is found.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.reading import Term
from assistant.checking.shapes import Difference, Reason
from assistant.checking.turning import Side

FactKind = Literal["name", "place", "year", "money", "percent", "count", "duration"]

_REASONS: dict[FactKind, Reason] = {
    "name": "name", "place": "place", "year": "date", "money": "figure", "percent": "figure", "count": "figure",
    "duration": "figure",
}  # fmt: skip
_SAYS, _SAYS_ALONE, _APART = 0.45, 0.95, 0.3
_NAMED, _TITLED = 0.33, 0.8
_FACT, _MOST_FACTS = 0.15, 0.3
_CLAUSE_SAYS, _CLAUSE_APART = 0.6, 0.25


class Fact(NamedTuple):
    """A fact of a statement or a sentence: its kind, where it stands, the words there, and what a figure counts."""

    kind: FactKind
    start: int
    end: int
    text: str
    of: str | None = None


class Holding(NamedTuple):
    """A sentence with how alike its words are to the statement's, its facts, and which of the statement's it holds.

    `facts` are its own, `held` for each of the statement's facts at which places it stands there, if it does.
    """

    side: Side
    alike: NDArray[np.float32]
    facts: tuple[Fact, ...]
    held: tuple[tuple[tuple[int, int], ...] | None, ...]


def binding_differences(
    said: Side,
    facts: Sequence[Fact],
    holding: Sequence[Holding],
    known: Sequence[bool],
    places: Sequence[tuple[int, int]] = (),
    titled: Sequence[bool] = (),
) -> Iterator[Difference]:
    """Yield the facts of a statement that its sources say of something else.

    `known` tells of each fact whether a title or heading names it: it may then be left out of any sentence. `places`
    are where the statement names a place, which says nothing of what it is about; `titled` tells of each of its words
    whether a title has it.
    """
    plain = np.array([not term.small and not _in_facts(term, facts) for term in said.terms], dtype=bool)
    plain &= [not any(start <= term.start < end for start, end in places) for term in said.terms]
    free = np.where(np.array(titled or [False] * len(said.terms), dtype=bool), _TITLED, 0.0)
    crossed = dict(_crossed(facts, holding))
    listed = dict(_listed_otherwise(facts, holding))
    for number, fact in enumerate(facts):
        if number in listed and number not in crossed:
            yield Difference.at(_REASONS[fact.kind], said.text, fact.start, fact.end, (listed[number],))
            continue
        if (known[number] or fact.kind == "place") and number not in crossed:
            continue
        if number in crossed:
            yield Difference.at(_REASONS[fact.kind], said.text, fact.start, fact.end, (facts[crossed[number]].text,))
            continue
        beside = _around(said, plain, fact)
        words = beside if beside.any() else plain
        if not words.any():
            continue
        together = [
            index
            for index, other in enumerate(facts)
            if index != number and other.kind == fact.kind != "name" and _in_one_clause(said, fact, other)
        ]
        found = _elsewhere(fact, number, words, holding, free, together) or _exchanged(
            fact, number, said, plain, facts, holding
        )
        if found:
            yield Difference.at(_REASONS[fact.kind], said.text, fact.start, fact.end, found)


def _in_facts(term: Term, facts: Sequence[Fact]) -> bool:
    return any(fact.start <= term.start < fact.end for fact in facts)


def _in_one_clause(said: Side, one: Fact, other: Fact) -> bool:
    """Whether two facts stand in one clause of a statement."""
    places = [
        {
            index
            for index, (first, after) in enumerate(said.clauses)
            if any(each.start <= term.start < each.end for term in said.terms[first:after])
        }
        for each in (one, other)
    ]
    return bool(places[0] & places[1])


def _around(said: Side, plain: NDArray[np.bool_], fact: Fact) -> NDArray[np.bool_]:
    """Return the words beside a fact in its clause."""
    inside = np.zeros(len(said.terms), dtype=bool)
    for first, after in said.clauses:
        if any(fact.start <= term.start < fact.end for term in said.terms[first:after]):
            inside[first:after] = True
    return inside & plain


def _elsewhere(
    fact: Fact,
    number: int,
    words: NDArray[np.bool_],
    holding: Sequence[Holding],
    free: NDArray[np.float64],
    together: Sequence[int],
) -> tuple[str, ...]:
    """Return the facts of its kind in the sentence that says what is said of a fact, where the fact is not in it.

    A sentence that holds another one that the statement says the same of, `together`, says nothing against it.
    """
    plain = [
        float(np.maximum(each.alike[words].max(axis=1), free[words]).mean()) if each.alike.shape[1] else 0.0
        for each in holding
    ]
    if not any(each.held[number] for each in holding):
        return ()
    scores = [score + _company(number, each) for score, each in zip(plain, holding, strict=True)]
    with_it = max(score for score, each in zip(scores, holding, strict=True) if each.held[number])
    if (
        fact.kind == "name"
        and max(score for score, each in zip(plain, holding, strict=True) if each.held[number]) > _NAMED
    ):
        return ()  # the sentence with the name says much of it, and the other one the rest
    without = [index for index, each in enumerate(holding) if not each.held[number]]
    there = max(without, key=lambda index: scores[index], default=-1)
    if there < 0 or scores[there] < with_it + _APART:
        return ()
    if plain[there] < (_SAYS if words.sum() > 1 else _SAYS_ALONE):
        return ()
    if any(holding[there].held[index] for index in together):
        return ()
    return tuple(dict.fromkeys(other.text for other in holding[there].facts if other.kind == fact.kind))[:3]


def _company(number: int, sentence: Holding) -> float:
    """Return what the other facts of the statement add to how likely a sentence is to be the one that it is about."""
    return min(_FACT * sum(bool(held) for index, held in enumerate(sentence.held) if index != number), _MOST_FACTS)


def _exchanged(
    fact: Fact, number: int, said: Side, plain: NDArray[np.bool_], facts: Sequence[Fact], holding: Sequence[Holding]
) -> tuple[str, ...]:
    """Return another fact of the statement that stands in the clause where this one should, and this one in its."""
    for each in holding:
        if each.held[number] is None or len(each.side.clauses) < 2:
            continue
        best = _clause_of(fact, said, plain, each)
        if best is None or _stands(each.side, best, each.held[number] or ()):
            continue
        for index, other in enumerate(facts):
            if index == number or other.kind != fact.kind or other.of != fact.of or each.held[index] is None:
                continue
            theirs = _clause_of(other, said, plain, each)
            if (
                theirs is not None
                and _stands(each.side, best, each.held[index] or ())
                and _stands(each.side, theirs, each.held[number] or ())
                and not _stands(each.side, theirs, each.held[index] or ())
            ):
                return (other.text,)
    return ()


def _paired(facts: Sequence[tuple[int, bool, int]]) -> dict[int, int]:
    """Return which figure goes with which name, of facts in their order: (place, whether it is a name, its number).

    Names and figures either take turns, or all of the one come before all of the other, in the same order.
    """
    ordered = sorted(facts)
    names = [number for _, is_name, number in ordered if is_name]
    figures = [number for _, is_name, number in ordered if not is_name]
    kinds = [is_name for _, is_name, _ in ordered]
    takes_turns = all(kinds[index] != kinds[index + 1] for index in range(len(kinds) - 1))
    in_rows = sum(kinds[index] != kinds[index + 1] for index in range(len(kinds) - 1)) == 1
    if len(names) != len(figures) or len(names) < 2 or not (takes_turns or in_rows):
        return {}
    return dict(zip(names, figures, strict=True))


def _crossed(facts: Sequence[Fact], holding: Sequence[Holding]) -> Iterator[tuple[int, int]]:
    """Yield the figures that a statement gives to another name than the sentence with all of them does, and theirs."""
    for kinds, kind in product((("name",), ("place",), ("year",)), ("count", "percent", "money")):
        names = [number for number, fact in enumerate(facts) if fact.kind in kinds]
        for each in holding:
            figures = [number for number, fact in enumerate(facts) if fact.kind == kind and each.held[number]]
            named = [number for number in names if each.held[number]]
            own = _paired([(facts[number].start, number in names, number) for number in (*named, *figures)])
            theirs = _paired(
                [(min(each.held[number] or ())[0], number in names, number) for number in (*named, *figures)]
            )
            if own and theirs:
                yield from ((own[name], theirs[name]) for name in own if theirs[name] != own[name])
                break


def _listed_otherwise(facts: Sequence[Fact], holding: Sequence[Holding]) -> Iterator[tuple[int, str]]:
    """Yield the figures that a list gives to another name than the one of a statement: "Lazio 72, Veneto 53"."""
    named = [number for number, fact in enumerate(facts) if fact.kind in ("name", "place")]
    figures = [number for number, fact in enumerate(facts) if fact.kind in ("count", "percent", "money")]
    if len(named) != 1 or len(figures) != 1:
        return
    for each in holding:
        name, figure = each.held[named[0]], each.held[figures[0]]
        items = [match.span() for match in _ITEM.finditer(each.side.text)]
        if not name or not figure or len(items) < _FEWEST_ITEMS:
            continue
        with_name = [item for item in items if any(item[0] <= place < item[1] for place, _ in name)]
        with_figure = [item for item in items if any(item[0] <= place < item[1] for place, _ in figure)]
        if len(with_name) == len(with_figure) == 1 and with_name != with_figure:
            both = [each.side.text[slice(*item)] for item in (*with_name, *with_figure)]
            if all(_NAMED_ITEM.match(item) for item in both):
                yield figures[0], both[0].strip()


_ITEM = re.compile(r"[^,;:]+")
_NAMED_ITEM = re.compile(r"\s*(?:\w+ )?[^\W\d_a-z][^\d]*\s\(?[€$£]?\s?\d[\d.,]*\s?%?\)?\.?\s*$")
_FEWEST_ITEMS = 3


def _clause_of(fact: Fact, said: Side, plain: NDArray[np.bool_], sentence: Holding) -> int | None:
    """Return the clause of a sentence that says what a statement says beside a fact; None if that is unsure."""
    words = _around(said, plain, fact)
    if not words.any():
        return None
    scores = [float(sentence.alike[words][:, first:after].max(axis=1).mean()) for first, after in sentence.side.clauses]
    best = int(np.argmax(scores))
    others = [score for index, score in enumerate(scores) if index != best]
    return best if scores[best] >= max(_CLAUSE_SAYS, max(others) + _CLAUSE_APART) else None


def _stands(side: Side, clause: int, places: Sequence[tuple[int, int]]) -> bool:
    first, after = side.clauses[clause]
    start, end = side.terms[first].start, side.terms[after - 1].end
    return any(start <= place < end for place, _ in places)
