"""What sections of proposals need: labels of good evidence for a brief and a guiding question, and their figures."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.evaluating.jsonlines import read_labels
from assistant.evaluating.matching import folded, holds, is_named
from assistant.evaluating.metrics import Estimate, estimate_mean
from assistant.proposals.shapes import EvidenceItem, Relation
from corpus.proposals import Brief

DEPTH = 5
"""How many quotes for a guiding question are measured."""

NeedVerdict = Literal["invented", "nothing", "missed", "right", "empty"]

NEED_VERDICTS: Mapping[NeedVerdict, str] = {
    "invented": "The library has nothing for it, but quotes were given",
    "nothing": "The library has something for it, but nothing was given",
    "missed": f"None of the first {DEPTH} quotes is right",
    "right": f"One of the first {DEPTH} quotes is right",
    "empty": "The library has nothing for it, and nothing was given",
}
"""What can come of a labelled need; the first three are misses."""


class GoodEvidence(BaseModel):
    """A document (the name of a file, or the end of its path), and words of which a right quote from it holds one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str = Field(min_length=1)
    words: tuple[str, ...] = Field(alias="any", min_length=1)

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if not all(folded(words) for words in self.words):
            raise ValueError("`any` must hold at least one letter or figure, besides articles")
        return self


class NeedLabel(BaseModel):
    """What is good evidence for a guiding question (`question` in `section` of the brief's template), or that the
    library has nothing for it: `nothing`, in the file `none`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    split: str
    brief: Brief
    section: str = Field(min_length=1)
    question: str = Field(min_length=1)
    evidence: tuple[GoodEvidence, ...] = ()
    nothing: bool = Field(False, alias="none")

    @model_validator(mode="after")
    def _labelled(self) -> Self:
        if self.nothing == bool(self.evidence):
            raise ValueError("give either the `evidence` that is good, or `none` as true where there is nothing")
        return self


class GivenQuote(BaseModel):
    """A quote that was given for a need, and whether the label has it for right."""

    model_config = ConfigDict(frozen=True)

    source: str
    quote: str
    relation: Relation
    right: bool


class NeedOutcome(BaseModel):
    """What was given for one need, down to the last rank that is measured."""

    model_config = ConfigDict(frozen=True)

    label: NeedLabel
    quotes: tuple[GivenQuote, ...] = ()

    @property
    def verdict(self) -> NeedVerdict:
        """What came of it."""
        if self.label.nothing:
            return "invented" if self.quotes else "empty"
        if not self.quotes:
            return "nothing"
        return "right" if any(each.right for each in self.quotes) else "missed"


class NeedFigures(BaseModel):
    """The figures of some needs: `by` says what they share (split, section, language), `name` its value.

    `evidence_at_1` and `evidence_at_5`: of the needs for which the library has something, those of which the first
    quote is right, or one of the first five. `precision`: of the first five quotes for these, those that are right.
    `left_empty`: of the needs for which it has nothing, those that were given nothing.
    """

    model_config = ConfigDict(frozen=True)

    by: str
    name: str
    needs: int
    evidence_at_1: Estimate
    evidence_at_5: Estimate
    precision: Estimate
    left_empty: Estimate


class NeedsEvaluation(BaseModel):
    """All that was measured about needs."""

    model_config = ConfigDict(frozen=True)

    figures: tuple[NeedFigures, ...]
    outcomes: tuple[NeedOutcome, ...]


def read_needs(path: Path) -> list[NeedLabel]:
    """Return the labels of a file. Raises UsageError, naming lines, if it cannot be used."""
    return read_labels(path, NeedLabel, lambda each: (each.brief.title, each.section, each.question))


def need_outcome(label: NeedLabel, given: Sequence[EvidenceItem]) -> NeedOutcome:
    """Return what the evidence that was given, best first, is worth."""
    quotes = tuple(
        GivenQuote(
            source=item.citation.source,
            quote=item.citation.quote,
            relation=item.relation,
            right=any(
                is_named(item.citation.source, good.document) and holds(item.citation.quote, good.words)
                for good in label.evidence
            ),
        )
        for item in given[:DEPTH]
    )
    return NeedOutcome(label=label, quotes=quotes)


def evaluate_needs(outcomes: Sequence[NeedOutcome]) -> NeedsEvaluation:
    """Return the figures of all needs, then of those of each split, section and language of the brief."""
    figures = [_figures("all", "all needs", outcomes)] if outcomes else []
    for by, name_of in _GROUPINGS.items():
        names = dict.fromkeys(sorted(name_of(each) for each in outcomes))
        groups = [_figures(by, name, [each for each in outcomes if name_of(each) == name]) for name in names]
        figures += groups if len(groups) > 1 else []
    return NeedsEvaluation(figures=tuple(figures), outcomes=tuple(outcomes))


_GROUPINGS: Mapping[str, Callable[[NeedOutcome], str]] = {
    "split": lambda each: each.label.split,
    "section": lambda each: each.label.section,
    "language": lambda each: each.label.brief.language,
}


def _figures(by: str, name: str, outcomes: Sequence[NeedOutcome]) -> NeedFigures:
    answerable = [each for each in outcomes if not each.label.nothing]
    quotes = [(float(quote.right), each.label.brief.title) for each in answerable for quote in each.quotes]
    return NeedFigures(
        by=by,
        name=name,
        needs=len(outcomes),
        evidence_at_1=_share(answerable, lambda each: bool(each.quotes) and each.quotes[0].right),
        evidence_at_5=_share(answerable, lambda each: each.verdict == "right"),
        precision=estimate_mean([right for right, _ in quotes], [title for _, title in quotes]),
        left_empty=_share([each for each in outcomes if each.label.nothing], lambda each: not each.quotes),
    )


def _share(outcomes: Sequence[NeedOutcome], so: Callable[[NeedOutcome], bool]) -> Estimate:
    return estimate_mean([float(so(each)) for each in outcomes], [each.label.brief.title for each in outcomes])
