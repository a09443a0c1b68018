"""Benchmarking: for what a school says is weak with it, the practices that are strong there; pure functions.

What a school describes itself by are the four phases of the EQAVET quality cycle and some of the ten indicators
(Council Recommendation of 24 November 2020 on VET, annex II).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.citations import Citation
from assistant.practices.shapes import Dimension, Practice, Strength
from corpus.vocabulary import Vocabulary

Level = Literal["weak", "between", "strong"]
"""How a school says it stands."""

PHASES = ("planning", "implementation", "evaluation", "review")
INDICATORS = (2, 4, 5, 6, 8, 9, 10)
"""The indicators that a school can do something about; the others tell of a country or of the system."""

Reason = Literal["phase", "eqavet", "theme", "external_evaluation", "survey", "figures", "self_reported", "evaluation"]
"""Why a practice is strong: it works on the phase, the whole cycle or a theme of the indicator; and its evidence."""

_INDICATOR_MAPPING = "eqavet-indicators"
_EVIDENCE: Mapping[Strength, float] = {
    "external_evaluation": 0.4, "survey": 0.3, "figures": 0.25, "self_reported": 0.1, "none": 0.0,
}  # fmt: skip
_TOLD: Mapping[Strength, Reason] = {
    "external_evaluation": "external_evaluation", "survey": "survey", "figures": "figures",
    "self_reported": "self_reported",
}  # fmt: skip
_MEASURED = ("external_evaluation", "survey")
_STATED = frozenset(["declared", "sidecar"])
_MOST_CITATIONS = 3


class Block(BaseModel):
    """One thing that a school describes itself by: a phase by its id, or an indicator by its number, as in `key`.

    `themes` are those of the vocabulary that an indicator is about.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    phase: str | None = None
    indicator: int | None = None
    themes: frozenset[str] = frozenset()


class Example(BaseModel):
    """A practice that is strong in a block: `score` (0 to 1), why, and the words that say so."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    score: float
    reasons: tuple[Reason, ...]
    citations: tuple[Citation, ...]


def blocks(vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Return what a school describes itself by: the phases, then the indicators that themes of ours are about."""
    themes: dict[int, set[str]] = {number: set() for number in INDICATORS}
    for theme in vocabulary.themes.values():
        for alignment in theme.alignments:
            if alignment.scheme == _INDICATOR_MAPPING and alignment.value.isdecimal():
                themes.setdefault(int(alignment.value), set()).add(theme.id)
    return (
        *(Block(key=phase, phase=phase) for phase in PHASES),
        *(
            Block(key=f"indicator_{number}", indicator=number, themes=frozenset(themes[number]))
            for number in INDICATORS
            if themes[number]
        ),
    )


def benchmark(
    levels: Mapping[str, Level], every: Iterable[Block], practices: Collection[Practice], limit: int = 5
) -> dict[str, tuple[Example, ...]]:
    """Return for each block that a school says is weak (`levels` by `Block.key`) the practices that are strong there.

    What stands in between comes after what is weak; what is strong needs nothing. Every example is cited.
    """
    order = {"weak": 0, "between": 1}
    wanted = [block for block in every if levels.get(block.key) in order]
    wanted.sort(key=lambda block: order[levels[block.key]])
    return {block.key: strong_in(block, practices, limit) for block in wanted}


def strong_in(block: Block, practices: Iterable[Practice], limit: int = 5) -> tuple[Example, ...]:
    """Return the practices that are strong in a block, strongest first: those alone whose own words say so."""
    found = [example for practice in practices if (example := _example(block, practice))]
    return tuple(sorted(found, key=lambda each: (-each.score, each.document_id))[:limit])


def _example(block: Block, practice: Practice) -> Example | None:
    bearing, about = _bearing(block, practice)
    evidence: list[Reason] = []
    if _quoted(practice, Dimension.EVALUATION):
        evidence.append("evaluation")
    if told := _TOLD.get(practice.strength):
        evidence.append(told)
    citations = _citations(block, practice)
    # What only claims to be about a phase is no example for anyone: something must have come of it.
    if not (bearing and evidence and citations):
        return None
    score = bearing + _EVIDENCE[practice.strength] + (0.1 if "evaluation" in evidence else 0)
    return Example(
        document_id=practice.document_id,
        score=min(score, 1.0),
        reasons=(*about, *evidence),
        citations=citations,
    )


def _bearing(block: Block, practice: Practice) -> tuple[float, tuple[Reason, ...]]:
    """Return how much a practice is about a block, 0 if not, and why; most where it says so itself."""
    if block.phase is None:
        cell = practice.cells.get(Dimension.THEME)
        if cell is None or block.themes.isdisjoint(cell.codes):
            return 0, ()
        return 0.5 if cell.origin in _STATED else 0.3, ("theme",)
    cell = practice.cells.get(Dimension.EQAVET)
    if cell and block.phase in cell.codes:
        return 0.5 if cell.origin in _STATED else 0.3, ("phase",)
    if block.phase == "evaluation" and practice.strength in _MEASURED and practice.strength_citation:
        return 0.4, ()
    # Whoever speaks of the cycle without naming a phase works on all of them, or on any.
    if cell and cell.citations and not cell.codes:
        return 0.2, ("eqavet",)
    return 0, ()


def _citations(block: Block, practice: Practice) -> tuple[Citation, ...]:
    """Return what a practice says of a block itself, then of its evidence, then of its results."""
    cell = practice.cells.get(Dimension.EQAVET)
    tells = block.phase and cell and (block.phase in cell.codes or not cell.codes)
    quotes = [*_quoted(practice, Dimension.EQAVET)[:1]] if tells else []
    if practice.strength_citation:
        quotes.append(practice.strength_citation)
    quotes += [*_quoted(practice, Dimension.RESULTS)[:1], *_quoted(practice, Dimension.EVALUATION)[:1]]
    kept: list[Citation] = []
    for each in quotes:
        start, end = each.locator.start, each.locator.end
        if not any(start < other.locator.end and other.locator.start < end for other in kept):
            kept.append(each)
    return tuple(kept[:_MOST_CITATIONS])


def _quoted(practice: Practice, dimension: Dimension) -> tuple[Citation, ...]:
    cell = practice.cells.get(dimension)
    return cell.citations if cell else ()
