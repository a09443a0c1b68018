"""Turning round: whether negations, directions and quantifiers agree with the sentence that carries a statement."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from assistant.practices.figurewords import NUMBER_WORDS

_NEARLY_BEST = 0.1
_FLIPPED_WITHIN = 3


class Turns(NamedTuple):
    """The words of a text that turn it round, by the index of the word.

    `negations` negate; `lacking` may; `directions` are pairs of a concept and the side (1 or -1), negations counted
    in; `quantifiers` the names of those that leave nothing out.
    """

    negations: tuple[int, ...]
    lacking: tuple[int, ...]
    directions: tuple[tuple[int, str, int], ...]
    quantifiers: tuple[tuple[int, str], ...]


NO_TURNS = Turns((), (), (), ())


def turns_of(text: str, terms: Sequence[Term], language: str | None) -> Turns:
    """Return the words of a text that turn it round."""
    known = language if language in NEGATIONS else "en"
    folded = folded_text(text)
    still = _phrase_words(folded, terms, NOT_NEGATING)
    negations = [
        index
        for index, term in enumerate(terms)
        if (_matches(term.folded, NEGATIONS[str(known)]) or _is_abessive(term.folded, str(known)))
        and index not in still
        if not _is_name_like(text, term)
    ]
    lacking = [index for index, term in enumerate(terms) if _matches(term.folded, LACKING.get(str(known), frozenset()))]
    plain = _phrase_words(folded, terms, NOT_QUANTIFYING)
    quantified = [
        (index, name)
        for index, term in enumerate(terms)
        if index not in plain and index not in still
        for name in _looked_up(term.folded, QUANTIFIERS.get(str(known), {}))
    ]
    directions = []
    for index, term in enumerate(terms):
        for concept, side in _looked_up(term.folded, DIRECTIONS.get(str(known), {})):
            turned = sum(index - _FLIPPED_WITHIN <= each < index for each in negations)
            directions.append((index, concept, -side if turned % 2 else side))
    return Turns(tuple(negations), tuple(lacking), tuple(directions), tuple(quantified))


def _is_abessive(word: str, language: str) -> bool:
    """Whether a verb says that something is not done: Finnish `kokeilematta`, Estonian `tegemata`."""
    ending = {"fi": "matta", "et": "mata"}.get(language)
    return ending is not None and word.endswith(ending) and len(word) > len(ending) + 2


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
    yield from _directions(said, carrying)
    yield from _quantifiers(said, [side for side, _ in carrying], around)


def _told(carrying: Iterable[tuple[Side, tuple[int, int]]]) -> dict[str, dict[int, list[str]]]:
    """Return the directions that clauses tell of: by concept and side, the words."""
    told: dict[str, dict[int, list[str]]] = {}
    for side, (first, after) in carrying:
        for index, concept, pole in side.turns.directions:
            if first <= index < after:
                term = side.terms[index]
                told.setdefault(concept, {}).setdefault(pole, []).append(side.text[term.start : term.end])
    return told


def _directions(said: Side, carrying: Sequence[tuple[Side, NDArray[np.float32]]]) -> Iterator[Difference]:
    anywhere = _told((side, (0, len(side.terms))) for side, _ in carrying)
    main = _told((side, (0, len(side.terms))) for side, _ in carrying[:1])
    sides = [side for side, _ in carrying]
    spoken = {(concept, pole) for _, concept, pole in said.turns.directions}
    words: dict[int, list[tuple[str, int]]] = {}
    for index, concept, pole in said.turns.directions:
        words.setdefault(index, []).append((concept, pole))
    for index, poles in words.items():
        own = [
            each
            for first, after in said.clauses
            if first <= index < after
            for each in range(first, after)
            if each != index and not said.terms[each].small
        ]
        near = _told((side, clause) for side, _, clause in (nearest_clauses(own, carrying) if own else ()))
        told = {**anywhere, **main, **near}
        both = {concept for _, concept, pole in said.turns.directions if (concept, -pole) in spoken}
        if any(concept in both and len(main.get(concept, {})) > 1 for concept, _ in poles):
            continue  # one thing opened and another closed, on both sides
        # A word that stands for several concepts agrees if it does in one of them.
        against = [told[concept][-pole] for concept, pole in poles if concept in told and pole not in told[concept]]
        agrees = any(pole in told.get(concept, {}) for concept, pole in poles)
        if against and not agrees and not _stands(said.terms[index], sides, near or main):
            term = said.terms[index]
            yield Difference(
                reason="direction",
                said=said.text[term.start : term.end],
                start=term.start,
                end=term.end,
                found=tuple(dict.fromkeys(against[0]))[:3],
            )


def _stands(term: Term, carrying: Sequence[Side], near: Mapping[str, object] | None = None) -> bool:
    return not near and any(term.folded == each.folded for side in carrying for each in side.terms)


def nearest_clauses(
    own: Sequence[int], carrying: Sequence[tuple[Side, NDArray[np.float32]]], within: float = _NEARLY_BEST
) -> list[tuple[Side, NDArray[np.float32], tuple[int, int]]]:
    """Return the clauses of the carrying sentences that are nearest to a clause of a statement, nearest first."""
    scored = []
    for side, alike in carrying:
        for clause in side.clauses:
            if clause[1] > clause[0]:
                score = float(alike[list(own), clause[0] : clause[1]].max(axis=1).mean())
                scored.append((score, side, alike, clause))
    scored.sort(key=lambda each: -each[0])
    return [(side, alike, clause) for score, side, alike, clause in scored if score >= scored[0][0] - within]


def clause_span(side: Side, clause: tuple[int, int]) -> slice:
    """Return where a clause stands in its text."""
    return slice(side.terms[clause[0]].start, side.terms[clause[1] - 1].end)


def _quantifiers(said: Side, carrying: Sequence[Side], around: Sequence[Side]) -> Iterator[Difference]:
    there = {
        name
        for side in around
        for index, name in side.turns.quantifiers
        if name != "only" or not any(abs(index - each) <= _NOT_ALONE for each in side.turns.negations)
    }
    denied = any(name == "only" for side in around for _, name in side.turns.quantifiers) and "only" not in there
    if any(_FEW & {term.folded for term in side.terms} for side in around) and not denied:
        there.add("only")
    main = [name for _, name in carrying[0].turns.quantifiers] if carrying else []
    weaker = bool(carrying) and any(
        term.folded in _SOME or term.folded.isdigit() or _is_number(term, carrying[0]) for term in carrying[0].terms
    )
    weakly = weaker or any(term.folded in _SOME for side in carrying for term in side.terms)
    if weaker and "all" not in main and len(carrying[0].terms) > 2:
        there.discard("all")
    by_word: dict[int, list[str]] = {}
    for index, name in said.turns.quantifiers:
        by_word.setdefault(index, []).append(name)
    for index, named in by_word.items():
        term, names = said.terms[index], named
        if names == ["only"] and index + 1 < len(said.terms) and said.terms[index + 1].folded.isdigit():
            continue  # "only 12 %" is a view of a figure
        if names == ["first"] or (_is_each(term) and not weakly):
            continue  # the first of what, and each one, are said in too many ways
        if term.folded == "most" and not (index and said.terms[index - 1].folded in ("the", "its", "their")):
            names = ["most"]
        if (
            names == ["most"]
            and all(side.language != said.language for side in carrying)
            and not any(_SOME & {each.folded for each in side.terms} for side in carrying)
        ):
            continue
        if _WHOLE.fullmatch(term.folded) and _BEFORE_NAME.match(said.text, term.end):
            continue  # "the whole of Austria" is Austria
        if there.isdisjoint(names) and (denied or not _stands(term, around)) and not _negated(said, index):
            yield Difference(reason="meaning", said=said.text[term.start : term.end], start=term.start, end=term.end)


_WHOLE = re.compile(r"whole|entire|ganz|heel|hele|toute|toda|tutta|koko|kogu|visa|cala|cela|osoa")
_BEFORE_NAME = re.compile(r"\s(?:of |the |l'|la |el |il |o |a )*[A-ZÀ-Ž][^\W\d_A-Z]{3,}")


def _is_each(term: Term) -> bool:
    return any(term.folded.startswith(start) for start in _EACH)


def _is_number(term: Term, side: Side) -> bool:
    return term.folded in NUMBER_WORDS.get(side.language or "en", NUMBER_WORDS["en"]) and not term.small


_NOT_ALONE = 6
_EACH = (
    "every", "elk", "ieder", "jede", "chaque", "cada", "ogni", "joka", "iga", "kiekvien", "kazd", "bakoitz",
)  # fmt: skip
_FEW = frozenset(
    "few mere just little alone weinig enkel slechts wenige wenig lediglich peu pocos pocas poco poca pochi poche harva"
    " harvat muutama vahan vahe vahesed mazai nedaug malo niewiele gutxi gutxik".split()
)
_SOME = frozenset(
    "some several many most almost nearly part few certain enige enkele sommige veel meeste bijna einige manche viele"
    " meisten fast plusieurs certains certaines beaucoup plupart presque algunos algunas varios varias muchos muchas"
    " mayoria casi alguni alcune molti molte quasi alguns algumas varios muitos jotkut joitakin monet useat useimmat"
    " lahes moni monta mitmed moned paljud enamik kai kurie daug dauguma niektore wiele wiekszosc prawie nekteri mnoho"
    " vetsina batzuk asko gehienak ia".split()
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
