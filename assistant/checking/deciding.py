"""Deciding: what comes of the differences found, and of how far each clause of a statement is carried."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.checking.meaning import SIGNALS, Seen, clause_shares
from assistant.checking.shapes import Difference, Outcome
from assistant.checking.stretches import Statement

_CLAUSE_CARRIED, _CLAUSE_ADDED, _CLAUSE_LACKING = 0.45, 0.5, 0.2
_CLAUSE_UNHEARD = 0.05
_WORDS_OF_CLAUSE = 3
_FEW_WORDS, _FEW_COVERED, _LEAST_COVERED = 4, 0.4, 0.22


class Compared(NamedTuple):
    """A statement beside its sources: what is seen of its meaning, and the differences found."""

    seen: Seen
    pair: str
    differences: tuple[Difference, ...]


def says_too_little(said: Statement, compared: Compared) -> bool:
    """Whether the sources lack nearly all words of a statement, or most of a short one, "Read more at"."""
    signals = dict(zip(SIGNALS, compared.seen.signals.tolist(), strict=True))
    words = sum(not term.small for term in said.embedded.side.terms)
    fewest = _CLAUSE_CARRIED if words < _WORDS_OF_CLAUSE else _FEW_COVERED
    if signals["coverage"] < _LEAST_COVERED and compared.pair != "other_language":
        return True
    return words <= _FEW_WORDS and signals["no_facts"] == 1 and signals["words"] < fewest


def outcome_of(
    said: Statement, compared: Compared, near: bool, entailed: bool = False
) -> tuple[Outcome, Sequence[Difference]]:
    """Return the outcome, and with it the differences: those found, and the parts that no source carries.

    Of a statement that a source entails, every part is carried.
    """
    shares = clause_shares(said.embedded, compared.seen)
    hard = list(compared.differences)
    lacking = [
        run
        for run, share, words in shares
        if not entailed
        and (
            (share < _CLAUSE_LACKING and words >= _WORDS_OF_CLAUSE and compared.pair != "other_language")
            or (share < _CLAUSE_UNHEARD and words > _WORDS_OF_CLAUSE)
        )
    ]
    carried = [
        run
        for run, share, words in shares
        if share >= _CLAUSE_CARRIED and words >= 2 and not any(_inside(said, run, difference) for difference in hard)
    ]
    if not hard and not lacking:
        return ("supported", ()) if near else ("unsupported", [_meaning(said, (0, len(said.embedded.side.terms)))])
    added = [_meaning(said, run) for run in lacking if not any(_inside(said, run, difference) for difference in hard)]
    # What is wrong in a clause that the source says nothing of is added; elsewhere it is changed.
    changed = any(
        each.reason in ("negation", "direction") or _said_beside(said, compared.seen, each) >= _CLAUSE_ADDED
        for each in hard
    )
    partly = bool(carried) and not changed
    return ("partial" if partly else "unsupported"), [*hard, *added]


def _said_beside(said: Statement, seen: Seen, difference: Difference) -> float:
    """Return how far (0 to 1) the sources say the rest of the clause that a difference is in."""
    side = said.embedded.side
    words = [
        index
        for run in side.clauses
        if _inside(said, run, difference)
        for index in range(*run)
        if not side.terms[index].small and not difference.start <= side.terms[index].start < difference.end
    ]
    return float(seen.covered[words].mean()) if words else 1.0


def _inside(said: Statement, run: tuple[int, int], difference: Difference) -> bool:
    terms = said.embedded.side.terms
    return terms[run[0]].start < difference.end and difference.start < terms[run[1] - 1].end


def _meaning(said: Statement, run: tuple[int, int]) -> Difference:
    terms = said.embedded.side.terms
    start, end = (terms[run[0]].start, terms[run[1] - 1].end) if terms else (0, len(said.text))
    return Difference.at("meaning", said.text, start, end)
