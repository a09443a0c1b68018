"""Turning round: the words of a text that do so, and whether directions agree with the sentence of the source."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.checking.polaritywords import (
    ALSO,
    DENYING,
    DIRECTION_PHRASES,
    DIRECTIONS,
    LACKING,
    NEGATIONS,
    NOT_DIRECTING,
    NOT_NEGATING,
    NOT_QUANTIFYING,
    QUANTIFIER_PHRASES,
    QUANTIFIERS,
)
from assistant.checking.reading import Term, folded_text
from assistant.checking.shapes import Difference
from assistant.checking.sharing import is_number_word
from assistant.practices.figurewords import AT_LEAST, AT_MOST
from corpus.mentions import fold

_NEARLY_BEST = 0.1
_TURNED_WITHIN, _TURNED_BEFORE = 3, 2
_PARTED_BY = 6
_TOLD_WITHIN = 5
_ALIKE, _SURELY = 0.6, 0.95
_EITHER = frozenset({"duty", "acceptance", "success", "inclusion", "need"})
"""Concepts of which what is not on one side is on the other: what is not compulsory is voluntary."""

_HALF = frozenset({"n", "ne"})
_ALL = frozenset(
    "all every everyone everybody everything alle iedere ieder elke elk iedereen alles jede jeder jedes jeden tous tout"
    " toutes toute todos todas todo tutti tutte tutto tudo kaikki koik visi visos wszyscy wszystkie vsichni vsechny"
    " guztiak".split()
)
_NEARLY_NOT = frozenset({"guere", "que", "qu"})
_DENIED_BEHIND = frozenset({"nl", "de", "fr", "sv", "da"})
_NOTHING = frozenset("nothing niets nichts rien nada niente nulla".split())


_KINDS = frozenset({"sex", "town", "size", "level", "openness", "years", "stage"})
"""Concepts that say what kind of thing something is, rather than where it goes."""

_ALONGSIDE = {
    concept: tuple({*([ALSO[concept]] if concept in ALSO else ()), *(each for each in ALSO if ALSO[each] == concept)})
    for concept in {*ALSO, *ALSO.values()}
}
_VIEWS = frozenset({"agreement", "need", "worth", "dependence"})
"""Concepts that a sentence seldom has of two things at once."""
_DIGITS = re.compile(r"\d+")
_COMPARED = 3
_THAN: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "than", "nl": "dan", "de": "als", "fr": "que qu", "es": "que", "pt": "que", "it": "che", "fi": "kuin",
        "et": "kui", "lt": "nei negu", "pl": "niz", "cs": "nez", "eu": "baino", "sv": "an", "da": "end",
    }.items()
}  # fmt: skip


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
        if not _is_name_like(text, term) and not _is_only_half(terms, index)
    ]
    lacking = [index for index, term in enumerate(terms) if _matches(term.folded, LACKING.get(str(known), frozenset()))]
    plain = _phrase_words(folded, terms, NOT_QUANTIFYING)
    quantified = [
        (index, name)
        for index, term in enumerate(terms)
        if index not in plain and index not in still
        for name in _quantifying(terms, index, str(known))
    ]
    directions = []
    undirected = _phrase_words(folded, terms, NOT_DIRECTING) | _bounds(folded, terms, str(known))
    for index, concept, side in _sided(terms, str(known)):
        if index in undirected:
            continue
        turned = sum(
            terms[each].folded not in _HALF and not is_not_all(terms, each) and turns(terms, each, index, language)
            for each in negations
        )
        directions.append((index, concept, -side if turned % 2 else side))
    return Turns(tuple(negations), tuple(lacking), tuple(directions), tuple(quantified))


def _quantifying(terms: Sequence[Term], index: int, language: str) -> Iterator[str]:
    word, behind = terms[index].folded, terms[index + 1].folded if index + 1 < len(terms) else ""
    yield from _looked_up(word, QUANTIFIERS.get(language, {}))
    for other, name in QUANTIFIER_PHRASES.get(language, {}).get(word, ()):
        if other == behind:
            yield name


def denying_words(terms: Sequence[Term], language: str | None) -> list[int]:
    """Return the words that deny as surely as a negation does: "excluded", "forbidden"."""
    words = DENYING.get(language or "en", frozenset())
    return [index for index, term in enumerate(terms) if _matches(term.folded, words)]


def is_not_all(terms: Sequence[Term], negation: int) -> bool:
    """Whether a negation leaves some: "not all", "niet iedere"."""
    return negation + 1 < len(terms) and terms[negation + 1].folded in _ALL


def turns(terms: Sequence[Term], negation: int, index: int, language: str | None) -> bool:
    """Whether a negation turns the word with an index: one that stands a little before it, or right behind."""
    if negation < index:
        return index - negation <= _TURNED_WITHIN
    if language in _DENIED_BEHIND:
        return negation - index <= _TURNED_BEFORE
    return negation == index + 1 and terms[negation].folded in _NOTHING


def _bounds(folded: str, terms: Sequence[Term], language: str) -> frozenset[int]:
    """Return the indices of words that bound a figure: "more than four in five"."""
    words = _phrase_words(folded, terms, _bounding(language))
    return frozenset(
        index
        for index in words
        for last in [next(each for each in range(index, len(terms)) if each + 1 not in words)]
        if any(is_number_word(term.folded, language) for term in terms[last + 1 : last + 2])
    )


@lru_cache(maxsize=32)
def _bounding(language: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for table in (AT_LEAST, AT_MOST) for phrase in table.get(language, ()) if " " in phrase)


def _sided(terms: Sequence[Term], language: str) -> Iterator[tuple[int, str, int]]:
    """Yield the words that say which way something goes, and the verbs that do so with a word behind: "went down"."""
    for index, term in enumerate(terms):
        for concept, side in _looked_up(term.folded, DIRECTIONS.get(language, {})):
            yield index, concept, side
        for behind, concept, side in DIRECTION_PHRASES.get(language, {}).get(term.folded, ()):
            if any(each.folded == behind for each in terms[index + 1 : index + 1 + _PARTED_BY]):
                yield index, concept, side


def _is_abessive(word: str, language: str) -> bool:
    """Whether a verb says that something is not done: Finnish `kokeilematta`, Estonian `tegemata`."""
    ending = {"fi": "matta", "et": "mata"}.get(language)
    return ending is not None and word.endswith(ending) and len(word) > len(ending) + 2


def _is_only_half(terms: Sequence[Term], index: int) -> bool:
    """Whether a French "ne" goes with a word that denies less than all: "ne … guère", "ne … que"."""
    behind = {term.folded for term in terms[index + 1 : index + 1 + _PARTED_BY]}
    return terms[index].folded in _HALF and bool(behind & _NEARLY_NOT) and not behind & {"pas", "plus", "jamais"}


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


def _own_directions(side: Side) -> list[tuple[int, str, int]]:
    """Return the directions of a text, each word's under its own concept alone."""
    known = set(side.turns.directions)
    doubled = {(index, ALSO[concept], pole) for index, concept, pole in known if concept in ALSO}
    return [each for each in side.turns.directions if each not in doubled]


def _told(carrying: Iterable[tuple[Side, tuple[int, int]]]) -> dict[str, dict[int, list[str]]]:
    """Return the directions that clauses tell of: by concept and side, the words."""
    told: dict[str, dict[int, list[str]]] = {}
    for side, (first, after) in carrying:
        for index, concept, pole in _own_directions(side):
            if first <= index < after:
                term = side.terms[index]
                told.setdefault(concept, {}).setdefault(pole, []).append(side.text[term.start : term.end])
    return told


def direction_differences(said: Side, carrying: Sequence[tuple[Side, NDArray[np.float32]]]) -> Iterator[Difference]:
    """Yield the words by which a statement goes one way, and the sentences that carry it the other.

    `carrying` are these sentences, each with how alike its words are to the statement's: shape (words of the statement,
    words of the sentence).
    """
    anywhere = _told((side, (0, len(side.terms))) for side, _ in carrying)
    main = _told((side, (0, len(side.terms))) for side, _ in carrying[:1])
    sides = [side for side, _ in carrying]
    spoken = {(concept, pole) for _, concept, pole in _own_directions(said)}
    words: dict[int, list[tuple[str, int]]] = {}
    for index, concept, pole in _own_directions(said):
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
        both = {concept for concept, pole in spoken if (concept, -pole) in spoken}
        if any(concept in both and len(main.get(concept, {})) > 1 for concept, _ in poles):
            # one thing opened and another closed, on both sides
            if crossed := _crossed(said, index, poles, carrying):
                yield Difference.at("direction", said.text, said.terms[index].start, said.terms[index].end, (crossed,))
            continue
        if _is_denied(said, index) and not any(concept in _EITHER for concept, _ in poles):
            continue  # what is not better is not worse
        poles += [(other, pole) for concept, pole in poles for other in _ALONGSIDE.get(concept, ())]
        # A word that stands for several concepts agrees if it does in one of them.
        against = [
            told[concept][-pole]
            for concept, pole in poles
            if concept in told
            and pole not in told[concept]
            and (
                (concept in near and (concept, pole) in spoken)
                or (concept in main and concept in _VIEWS)
                or _told_of_the_same(said, index, concept, pole, carrying)
            )
        ]
        agrees = any(pole in told.get(concept, {}) for concept, pole in poles)
        if (
            against
            and not agrees
            and not _swapped(said, index, poles, carrying)
            and not _stands(said.terms[index], sides, near or main)
        ):
            term = said.terms[index]
            yield Difference.at("direction", said.text, term.start, term.end, tuple(dict.fromkeys(against[0]))[:3])


def _is_denied(said: Side, index: int) -> bool:
    return any(turns(said.terms, negation, index, said.language) for negation in said.turns.negations)


def _beside(side: Side, index: int) -> list[int]:
    """Return the words around one that goes some way: what it is told of."""
    going = {each for each, _, _ in side.turns.directions}
    around = range(max(0, index - _TOLD_WITHIN), min(len(side.terms), index + _TOLD_WITHIN + 1))
    return [each for each in around if each not in going and not side.terms[each].small]


def _figures(side: Side, index: int) -> frozenset[str]:
    """Return the figures in the clause of a word."""
    clause = next((run for run in side.clauses if run[0] <= index < run[1]), (0, len(side.terms)))
    end = side.terms[clause[1]].start if clause[1] < len(side.terms) else len(side.text)
    return frozenset(_DIGITS.findall(side.text[side.terms[clause[0]].start : end]))


def _told_of_the_same(
    said: Side, index: int, concept: str, pole: int, carrying: Sequence[tuple[Side, NDArray[np.float32]]]
) -> bool:
    """Whether a sentence goes the other way than a statement in what stands beside, too: not in another matter."""
    own = _beside(said, index)
    figures = _figures(said, index)
    return any(
        bool(alike[np.ix_(own, theirs)].max(initial=0.0) >= _ALIKE) or bool(figures & _figures(side, column))
        for side, alike in carrying
        for column, other, other_pole in _own_directions(side)
        if (other, other_pole) == (concept, -pole) and (theirs := _beside(side, column))
    )


def _crossed(
    said: Side, index: int, poles: Sequence[tuple[str, int]], carrying: Sequence[tuple[Side, NDArray[np.float32]]]
) -> str | None:
    """Return what a source says of a thing that goes one way, where the statement lets it go the other.

    The thing is the word right behind on both sides: "opened the kitchen", "closed the kitchen".
    """
    behind = next((each for each in range(index + 1, len(said.terms)) if not said.terms[each].small), None)
    found: list[tuple[bool, str]] = []
    for side, alike in carrying:
        for column, concept, pole in side.turns.directions:
            thing = next((each for each in range(column + 1, len(side.terms)) if not side.terms[each].small), None)
            if behind is None or thing is None or alike[behind, thing] < _SURELY:
                continue
            if concept not in _KINDS and any(concept == each for each, _ in poles):
                word = side.text[side.terms[column].start : side.terms[thing].end]
                found.append(((concept, pole) in poles, word))
    return found[0][1] if found and not any(agrees for agrees, _ in found) else None


def _swapped(
    said: Side, index: int, poles: Sequence[tuple[str, int]], carrying: Sequence[tuple[Side, NDArray[np.float32]]]
) -> bool:
    """Whether a source compares the same two things in the other order: "less than the boys", "more than the girls"."""
    than = _than(said, index)
    if than is None:
        return False
    behind = [each for each in range(than + 1, len(said.terms)) if not said.terms[each].small][:_COMPARED]
    for side, alike in carrying:
        for column, concept, pole in side.turns.directions:
            if (concept, -pole) not in poles or _than(side, column) is None:
                continue
            before = float(alike[behind, :column].max(initial=0.0)) if behind else 0.0
            after = float(alike[behind, column + 1 :].max(initial=0.0)) if behind else 0.0
            if before >= _ALIKE and before > after:
                return True
    return False


def _than(side: Side, index: int) -> int | None:
    """Return the word behind which stands what something is compared with."""
    words = _THAN.get(side.language or "en", frozenset())
    return next((each for each in range(index + 1, len(side.terms)) if side.terms[each].folded in words), None)


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


@lru_cache(maxsize=4_096)
def clause_runs(spans: tuple[tuple[int, int], ...], terms: tuple[Term, ...]) -> tuple[tuple[int, int], ...]:
    """Return clauses, given as offsets, as runs of word indices."""
    runs = []
    for start, end in spans:
        inside = [index for index, term in enumerate(terms) if start <= term.start < end]
        if inside:
            runs.append((inside[0], inside[-1] + 1))
    return tuple(runs)
