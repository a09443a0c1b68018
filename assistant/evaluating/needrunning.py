"""Putting the labels of what sections need to a library."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.evaluating.needs import DEPTH, NeedLabel, NeedsEvaluation, evaluate_needs, need_outcome
from assistant.proposals.shapes import EvidenceItem, QuestionEvidence
from assistant.wiring import Assistant
from corpus.proposals import Brief

Find = Callable[[Brief, str], Sequence[QuestionEvidence]]
"""The evidence for a brief in one section: best first for each of its questions."""


class _Place(NamedTuple):
    brief: Brief
    section: str


def measure_needs(assistant: Assistant, labels: Sequence[NeedLabel]) -> NeedsEvaluation:
    """Put the labels to the library. Raises LibraryEmpty, and UsageError for a template that is not there."""
    proposals = assistant.proposals()
    templates = proposals.templates()

    def find(brief: Brief, section: str) -> Sequence[QuestionEvidence]:
        return proposals.evidence(brief, templates.named(brief.template), section, limit=DEPTH)

    return measure(labels, find)


def measure(labels: Sequence[NeedLabel], find: Find) -> NeedsEvaluation:
    """Return what was measured; each section of a brief is asked for once."""
    given: dict[_Place, Mapping[str, Sequence[EvidenceItem]]] = {}
    outcomes = []
    for label in labels:
        place = _Place(label.brief, label.section)
        if place not in given:
            given[place] = {each.question: each.items for each in find(*place)}
        outcomes.append(need_outcome(label, given[place].get(label.question, ())))
    return evaluate_needs(outcomes)
