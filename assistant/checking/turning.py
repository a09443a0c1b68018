"""Turning round: whether negations, directions and quantifiers agree with the sentence that carries a statement."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.polaritywords import (
    DIRECTIONS,
    LACKING,
    NEGATIONS,
    NOT_NEGATING,
    NOT_QUANTIFYING,
    QUANTIFIERS,
)
from assistant.checking.reading import Term, folded_text
from assistant.checking.shapes import Difference

_NEARLY_BEST = 0.1
_COVERED = 0.62
_FLIPPED_WITHIN = 3
_PREPOSITIONS = frozenset("without zonder ohne sans sin sem senza ilman ilma be bez gabe barik utan uden".split())
_BEHIND = frozenset("gabe barik".split())


class Turns(NamedTuple):
    """The words of a text that turn it round, by the index of the word.

    `negations` negate; `lacking` may; `directions` are pairs of a concept and the side (1 or -1), negations counted
    in; `quantifiers` the names of those that leave nothing out.
    """

    negations: tuple[int, ...]
    lacking: tuple[int, ...]
    directions: tuple[tuple[int, str, int], ...]
    quantifiers: tuple[tuple[int, str], ...]


def turns_of(text: str, terms: Sequence[Term], language: str | None) -> Turns:
    """Return the words of a text that turn it round."""
    known = language if language in NEGATIONS else "en"
    folded = folded_text(text)
    still = _phrase_words(folded, terms, NOT_NEGATING)
    negations = [
        index
        for index, term in enumerate(terms)
        if _matches(term.folded, NEGATIONS[str(known)]) and index not in still
        if not _is_name_like(text, term)
    ]
    lacking = [index for index, term in enumerate(terms) if _matches(term.folded, LACKING.get(str(known), frozenset()))]
    plain = _phrase_words(folded, terms, NOT_QUANTIFYING)
    quantified = [
        (index, name)
        for index, term in enumerate(terms)
        if index not in plain
        for name in _looked_up(term.folded, QUANTIFIERS.get(str(known), {}))
    ]
    directions = []
    for index, term in enumerate(terms):
        for concept, side in _looked_up(term.folded, DIRECTIONS.get(str(known), {})):
            turned = sum(index - _FLIPPED_WITHIN <= each < index for each in negations)
            directions.append((index, concept, -side if turned % 2 else side))
    return Turns(tuple(negations), tuple(lacking), tuple(directions), tuple(quantified))


def _is_name_like(text: str, term: Term) -> bool:
    return text[term.start : term.end].isupper() and not text.isupper()


def _matches(word: str, words: frozenset[str]) -> bool:
    return word in words or any(f"{word[:length]}*" in words for length in range(2, len(word) + 1))


def _looked_up(word: str, words: "Mapping[str, tuple[object, ...]]") -> tuple:  # type: ignore[type-arg]
    found = words.get(word)
    if found is not None:
        return found
    for length in range(len(word), 1, -1):
        if (found := words.get(f"{word[:length]}*")) is not None:
            return found
    return ()


def _phrase_words(folded: str, terms: Sequence[Term], phrases: Sequence[str]) -> frozenset[int]:
    """Return the indices of words that stand in one of the phrases."""
    indices: set[int] = set()
    for phrase in phrases:
        if f" {phrase} " not in folded:
            continue
        words = phrase.split()
        for first in range(len(terms) - len(words) + 1):
            if all(terms[first + number].folded == word for number, word in enumerate(words)):
                indices.update(range(first, first + len(words)))
    return frozenset(indices)


class Side(NamedTuple):
    """A text as it is compared: its words, what turns it round, and its clauses as runs of word indices."""

    text: str
    terms: tuple[Term, ...]
    turns: Turns
    clauses: tuple[tuple[int, int], ...]
    language: str | None


def turning_differences(
    said: Side, carrying: Sequence[tuple[Side, NDArray[np.float32]]], around: Sequence[Side]
) -> Iterator[Difference]:
    """Yield where a statement is turned round.

    `carrying` are the sentences that carry it, each with how alike its words are to the statement's: shape (words of
    the statement, words of the sentence). `around` are all sentences of the sources, where a quantifier may stand.
    """
    yield from _directions(said, [side for side, _ in carrying])
    yield from _negations(said, carrying)
    yield from _quantifiers(said, around)


def _directions(said: Side, carrying: Sequence[Side]) -> Iterator[Difference]:
    told: dict[str, dict[int, list[str]]] = {}
    for side in carrying:
        for index, concept, pole in side.turns.directions:
            term = side.terms[index]
            told.setdefault(concept, {}).setdefault(pole, []).append(side.text[term.start : term.end])
    words: dict[int, list[tuple[str, int]]] = {}
    for index, concept, pole in said.turns.directions:
        words.setdefault(index, []).append((concept, pole))
    for index, poles in words.items():
        # A word that stands for several concepts agrees if it does in one of them.
        against = [told[concept][-pole] for concept, pole in poles if concept in told and pole not in told[concept]]
        agrees = any(pole in told.get(concept, {}) for concept, pole in poles)
        if against and not agrees and not _stands(said.terms[index], carrying):
            term = said.terms[index]
            yield Difference(
                reason="direction",
                said=said.text[term.start : term.end],
                start=term.start,
                end=term.end,
                found=tuple(dict.fromkeys(against[0]))[:3],
            )


def _stands(term: Term, carrying: Sequence[Side]) -> bool:
    return any(term.folded == each.folded for side in carrying for each in side.terms)


def _negations(said: Side, carrying: Sequence[tuple[Side, NDArray[np.float32]]]) -> Iterator[Difference]:
    for first, after in said.clauses:
        own = [index for index in range(first, after) if not said.terms[index].small]
        if not own:
            continue
        hard = [index for index in said.turns.negations if first <= index < after]
        soft = [index for index in said.turns.lacking if first <= index < after]
        near = _nearest_clauses(own, carrying)
        if hard:
            if len(hard) % 2 == 0 or any(_negates(side, clause, soft=True) for side, _, clause in near):
                continue
            if any(side.turns.negations for side, _, _ in near) and len(said.clauses) == 1:
                continue
            term = said.terms[hard[0]]
            found = [side.text[_span(side, clause)] for side, _, clause in near[:1]]
            yield _turned(said, term.start, term.end, found)
        elif not soft and near and all(_negates(side, clause, soft=False) for side, _, clause in near):
            side, alike, clause = near[0]
            denied = [index for index in side.turns.negations if clause[0] <= index < clause[1]]
            if any(_is_denied(side, index, clause, alike) for index in denied):
                start, end = said.terms[first].start, said.terms[after - 1].end
                yield _turned(said, start, end, [side.text[_span(side, clause)]])


def _nearest_clauses(
    own: Sequence[int], carrying: Sequence[tuple[Side, NDArray[np.float32]]]
) -> list[tuple[Side, NDArray[np.float32], tuple[int, int]]]:
    """Return the clauses of the carrying sentences that are nearest to a clause of a statement, nearest first."""
    scored = []
    for side, alike in carrying:
        for clause in side.clauses:
            if clause[1] > clause[0]:
                score = float(alike[list(own), clause[0] : clause[1]].max(axis=1).mean())
                scored.append((score, side, alike, clause))
    scored.sort(key=lambda each: -each[0])
    return [(side, alike, clause) for score, side, alike, clause in scored if score >= scored[0][0] - _NEARLY_BEST]


def _negates(side: Side, clause: tuple[int, int], *, soft: bool) -> bool:
    inside = range(*clause)
    return any(index in inside for index in side.turns.negations) or (
        soft and any(index in inside for index in side.turns.lacking)
    )


def _is_denied(side: Side, negation: int, clause: tuple[int, int], alike: NDArray[np.float32]) -> bool:
    """Whether what a negation of the source denies is what the statement says."""
    word = side.terms[negation].folded
    saying = [index for index in range(*clause) if not side.terms[index].small and index != negation]
    behind = [index for index in saying if index > negation][:2]
    before = [index for index in saying if index < negation][-2:]
    scope = before if word in _BEHIND else behind if word in _PREPOSITIONS else [*behind, *before[-1:]]
    if not scope:
        return False
    best = alike.max(axis=0)
    covered = [float(best[index]) >= _COVERED for index in scope]
    return all(covered[:1]) if word in _PREPOSITIONS else sum(covered) * 2 >= len(covered)


def _span(side: Side, clause: tuple[int, int]) -> slice:
    return slice(side.terms[clause[0]].start, side.terms[clause[1] - 1].end)


def _turned(said: Side, start: int, end: int, found: Sequence[str]) -> Difference:
    return Difference(reason="negation", said=said.text[start:end], start=start, end=end, found=tuple(found))


def _quantifiers(said: Side, around: Sequence[Side]) -> Iterator[Difference]:
    there = {name for side in around for _, name in side.turns.quantifiers}
    by_word: dict[int, list[str]] = {}
    for index, name in said.turns.quantifiers:
        by_word.setdefault(index, []).append(name)
    for index, names in by_word.items():
        term = said.terms[index]
        if there.isdisjoint(names) and not _stands(term, around) and not _negated(said, index):
            yield Difference(
                reason="meaning", said=said.text[term.start : term.end], start=term.start, end=term.end
            )


def _negated(said: Side, index: int) -> bool:
    return any(index - 2 <= each < index for each in said.turns.negations)


@lru_cache(maxsize=4_096)
def clause_runs(spans: tuple[tuple[int, int], ...], terms: tuple[Term, ...]) -> tuple[tuple[int, int], ...]:
    """Return clauses, given as offsets, as runs of word indices."""
    runs = []
    for start, end in spans:
        inside = [index for index, term in enumerate(terms) if start <= term.start < end]
        if inside:
            runs.append((inside[0], inside[-1] + 1))
    return tuple(runs)
