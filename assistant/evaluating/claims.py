"""How well claims are checked: pure functions from labels and what checking said to figures."""

from collections.abc import Callable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.checking.shapes import Difference, Outcome, Verdict
from assistant.evaluating.claimlabels import ClaimLabel, StatementLabel
from assistant.evaluating.metrics import Estimate, estimate_macro_f1, estimate_mean
from assistant.proposals.shapes import CheckedSentence, Standing

STANDINGS: tuple[Standing, ...] = ("supported", "differs", "needs_evidence", "own")
"""What a sentence of a draft can be, in the order of the tables."""

CORE = ("changed_figure", "changed_name", "negation", "swapped_citation")
"""The kinds of wrong statements that must be caught before all others."""

_CORE_NAME = "figures, names, negations, swapped citations"
_WORST_FIRST: tuple[Standing, ...] = ("differs", "needs_evidence", "supported", "own")


class StatementOutcome(BaseModel):
    """A labelled statement, and what checking made of it; `outcome` is None where the library lacks what it cites.

    `quote` is the sentence that is said to carry it; `quoted` whether that overlaps one of the labelled ones.
    """

    model_config = ConfigDict(frozen=True)

    label: StatementLabel
    outcome: Outcome | None
    differences: tuple[Difference, ...] = ()
    quote: str | None = None
    quoted: bool = False
    score: float = 0.0

    @property
    def right(self) -> bool:
        """Whether a faithful statement passed unmarked, or a wrong one did not."""
        return self.outcome is not None and (self.outcome == "supported") == self.label.faithful


class ClaimOutcome(BaseModel):
    """A labelled sentence, and what it was classed as; None if it was not seen as a claim, or its source is missing."""

    model_config = ConfigDict(frozen=True)

    label: ClaimLabel
    standing: Standing | None
    differences: tuple[Difference, ...] = ()
    quote: str | None = None


class StatementFigures(BaseModel):
    """The figures of some statements: `by` says what they share (split, core, kind, language), `name` its value.

    `caught`: of the wrong ones, those not taken for supported; `struck`: those taken for unsupported. `marked`: of the
    faithful ones, those not taken for supported. `quoted`: of the faithful ones that were, those whose shown quote
    overlaps a labelled one.
    """

    model_config = ConfigDict(frozen=True)

    by: str
    name: str
    statements: int
    caught: Estimate
    struck: Estimate
    marked: Estimate
    quoted: Estimate


class ClaimFigures(BaseModel):
    """The figures of the sentences of one split, `all` for all of them.

    `confusion[label][standing]` counts sentences, `none` those that were not seen as claims. `figures_passed` is how
    many of `figures_changed` sentences, whose source has another figure, were classed as supported.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    claims: int
    macro_f1: Estimate
    f1: Mapping[Standing, float]
    confusion: Mapping[Standing, Mapping[str, int]]
    figures_changed: int
    figures_passed: int


class ClaimsEvaluation(BaseModel):
    """All that was measured about checking claims."""

    model_config = ConfigDict(frozen=True)

    statements: tuple[StatementFigures, ...]
    claims: tuple[ClaimFigures, ...]
    statement_outcomes: tuple[StatementOutcome, ...]
    claim_outcomes: tuple[ClaimOutcome, ...]


def statement_outcome(label: StatementLabel, verdict: Verdict | None, quoted: bool = False) -> StatementOutcome:
    """Return what came of a statement; None stands for one whose sources the library does not hold."""
    if verdict is None:
        return StatementOutcome(label=label, outcome=None)
    return StatementOutcome(
        label=label,
        outcome=verdict.outcome,
        differences=verdict.differences,
        quote=verdict.citation.quote if verdict.citation else None,
        quoted=quoted,
        score=verdict.score,
    )


def claim_outcome(label: ClaimLabel, checked: Sequence[CheckedSentence]) -> ClaimOutcome:
    """Return what came of a sentence; where it was read as several, the one that needs most to be done counts."""
    if not checked:
        return ClaimOutcome(label=label, standing=None)
    worst = min(checked, key=lambda each: _WORST_FIRST.index(each.standing))
    quote = worst.citation.quote if worst.citation else None
    return ClaimOutcome(label=label, standing=worst.standing, differences=worst.differences, quote=quote)


def evaluate_claims(statements: Sequence[StatementOutcome], claims: Sequence[ClaimOutcome]) -> ClaimsEvaluation:
    """Return all figures of what came of the labels."""
    return ClaimsEvaluation(
        statements=tuple(statement_figures(statements)),
        claims=tuple(claim_figures(claims)),
        statement_outcomes=tuple(statements),
        claim_outcomes=tuple(claims),
    )


def statement_figures(outcomes: Sequence[StatementOutcome]) -> list[StatementFigures]:
    """Return the figures of all statements and of their core, of each split and its core, of kinds and languages."""
    figures = [_of_statements("all", "all statements", outcomes)] if outcomes else []
    core = [each for each in outcomes if each.label.kind in CORE]
    if core:
        figures.append(_of_statements("core", _CORE_NAME, core))
    splits = dict.fromkeys(sorted(each.label.split for each in core))
    if len(splits) > 1:
        figures += [
            _of_statements("core", f"{split}: {_CORE_NAME}", [each for each in core if each.label.split == split])
            for split in splits
        ]
    for by, name_of in _GROUPINGS.items():
        names = dict.fromkeys(sorted(name_of(each) for each in outcomes))
        if len(names) > 1:
            figures += [
                _of_statements(by, name, [each for each in outcomes if name_of(each) == name]) for name in names
            ]
    return figures


def claim_figures(outcomes: Sequence[ClaimOutcome]) -> list[ClaimFigures]:
    """Return the figures of all sentences, then of each split."""
    splits = dict.fromkeys(sorted(each.label.split for each in outcomes))
    figures = [_of_claims("all", outcomes)] if outcomes else []
    if len(splits) > 1:
        figures += [_of_claims(split, [each for each in outcomes if each.label.split == split]) for split in splits]
    return figures


_GROUPINGS: Mapping[str, Callable[[StatementOutcome], str]] = {
    "split": lambda each: each.label.split,
    "kind": lambda each: each.label.kind,
    "language": lambda each: each.label.language,
}


def _of_statements(by: str, name: str, outcomes: Sequence[StatementOutcome]) -> StatementFigures:
    wrong = [each for each in outcomes if not each.label.faithful]
    faithful = [each for each in outcomes if each.label.faithful]
    return StatementFigures(
        by=by,
        name=name,
        statements=len(outcomes),
        caught=_share(wrong, lambda each: each.right),
        struck=_share(wrong, lambda each: each.outcome == "unsupported"),
        marked=_share(faithful, lambda each: not each.right),
        quoted=_share([each for each in faithful if each.right], lambda each: each.quoted),
    )


def _of_claims(name: str, outcomes: Sequence[ClaimOutcome]) -> ClaimFigures:
    labels = [each.label.label for each in outcomes]
    given = [each.standing for each in outcomes]
    confusion: dict[Standing, dict[str, int]] = {
        label: {
            standing or "none": sum(pair == (label, standing) for pair in zip(labels, given, strict=True))
            for standing in (*STANDINGS, None)
        }
        for label in STANDINGS
    }
    changed = [each for each in outcomes if each.label.kind in ("figure", "date")]
    return ClaimFigures(
        name=name,
        claims=len(outcomes),
        macro_f1=estimate_macro_f1(labels, given, [_document_of(each.label) for each in outcomes]),
        f1={label: _f1(confusion, label) for label in STANDINGS},
        confusion=confusion,
        figures_changed=len(changed),
        figures_passed=sum(each.standing == "supported" for each in changed),
    )


def _f1(confusion: Mapping[Standing, Mapping[str, int]], label: Standing) -> float:
    right = confusion[label][label]
    both = sum(confusion[label].values()) + sum(row[label] for row in confusion.values())
    return 2 * right / both if both else 0.0


def _document_of(label: StatementLabel | ClaimLabel) -> str | None:
    return label.cites[0].document if label.cites else None


def _share(outcomes: Sequence[StatementOutcome], so: Callable[[StatementOutcome], bool]) -> Estimate:
    return estimate_mean([float(so(each)) for each in outcomes], [_document_of(each.label) for each in outcomes])
