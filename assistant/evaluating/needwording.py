"""How the figures about what sections of proposals need, and what went wrong, are written; plain text."""

from collections.abc import Sequence

from assistant.evaluating.needs import (
    DEPTH,
    NEED_VERDICTS,
    NeedFigures,
    NeedOutcome,
    NeedsEvaluation,
    NeedVerdict,
)
from assistant.evaluating.parts import Part, PartMiss
from assistant.evaluating.wording import interval_of, value_of

_HEADS = (
    "section needs", "number", f"evidence@{DEPTH}", "95 % interval", "evidence@1", f"precision@{DEPTH}",
    "95 % interval", "nothing there, left empty",
)  # fmt: skip
_METHOD = (
    f"Section needs: for a brief and a guiding question, evidence@{DEPTH} is the share of needs of which one of the"
    f" first {DEPTH} quotes is from a labelled document and holds labelled words (compared without case, punctuation,"
    f" a, an and the). Precision@{DEPTH} is the share of such quotes among all that were given; a lower bound, for a"
    " quote that no label names may serve as well. Whole briefs are drawn for the intervals.",
)
_FAILED: tuple[NeedVerdict, ...] = ("invented", "nothing", "missed")


def need_part(needs: NeedsEvaluation) -> Part:
    """Return what a report tells about needs."""
    return Part(
        heading="Proposals: evidence for what a section needs",
        summary=_summary(needs),
        tables=[(_HEADS, [_row(each) for each in needs.figures])],
        method=_METHOD,
        misses=_misses(needs),
    )


def _summary(needs: NeedsEvaluation) -> str:
    briefs = len({each.label.brief.title for each in needs.outcomes})
    nothing = sum(each.label.nothing for each in needs.outcomes)
    return f"{len(needs.outcomes)} needs of sections in {briefs} briefs; for {nothing} of them the library has nothing."


def _row(figures: NeedFigures) -> tuple[str, ...]:
    return (
        figures.name,
        str(figures.needs),
        value_of(figures.evidence_at_5),
        interval_of(figures.evidence_at_5),
        value_of(figures.evidence_at_1),
        value_of(figures.precision),
        interval_of(figures.precision),
        value_of(figures.left_empty),
    )


def _misses(needs: NeedsEvaluation) -> list[tuple[str, Sequence[PartMiss]]]:
    found = (
        (NEED_VERDICTS[verdict], [_miss(each) for each in needs.outcomes if each.verdict == verdict])
        for verdict in _FAILED
    )
    return [(heading, misses) for heading, misses in found if misses]


def _miss(outcome: NeedOutcome) -> PartMiss:
    label = outcome.label
    facts = [
        ("Expected", f"{good.document}: {' or '.join(f'“{words}”' for words in good.words)}") for good in label.evidence
    ] or [("Expected", "nothing")]
    facts += [("Given", f"“{each.quote}” ({each.relation}), {each.source}") for each in outcome.quotes]
    return PartMiss(
        f"{label.id} · {label.brief.title} · {label.section}, {label.question} ({label.brief.language}, {label.split})",
        tuple(facts),
    )
