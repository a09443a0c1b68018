"""How the figures about checking claims, and every claim that was judged wrongly, are written in every report."""

from collections.abc import Callable, Sequence

from assistant.checking.shapes import Difference
from assistant.evaluating.claimlabels import CitedQuote
from assistant.evaluating.claims import (
    STANDINGS,
    ClaimFigures,
    ClaimOutcome,
    ClaimsEvaluation,
    StatementFigures,
    StatementOutcome,
)
from assistant.evaluating.parts import Part, PartMiss
from assistant.evaluating.wording import interval_of, value_of

_HEADING = "Claims: does the source say so?"

_METHOD = (
    "Statements, as a chat model would write them, are checked against the whole passages that hold what they cite."
    " Caught is the share of wrong ones that were not taken for supported, struck out the share taken for unsupported;"
    " wrongly marked is the share of faithful ones that were not taken for supported. Right quote: of the faithful ones"
    " taken for supported, those whose shown sentence overlaps the labelled one.",
    "Sentences of drafts are classed as on the page, without anything marked as the writer's own. F1 is 2 * right /"
    " (labelled so + classed so), the macro F1 the mean over the four classes. Intervals are of draws of whole cited"
    " documents; sentences that cite nothing are drawn one by one.",
)

_STATEMENT_HEADS = (
    "statements", "number", "wrong ones caught", "95 % interval", "struck out", "faithful wrongly marked",
    "95 % interval", "right quote",
)  # fmt: skip
_CLAIM_HEADS = ("sentences of drafts", "number", "macro F1", "95 % interval", *(f"F1 {each}" for each in STANDINGS))
_CONFUSION_HEADS = ("labelled", *(f"classed {each}" for each in STANDINGS), "not seen")


def claim_part(claims: ClaimsEvaluation) -> Part:
    """Return what a report tells about checking claims."""
    return Part(
        heading=_HEADING,
        summary=_summary(claims),
        tables=_tables(claims),
        method=_METHOD,
        misses=_misses(claims),
    )


def _tables(claims: ClaimsEvaluation) -> list[tuple[Sequence[str], list[tuple[str, ...]]]]:
    """Return the tables of figures: their heads and their rows, whose first cell is a name and the others numbers."""
    tables: list[tuple[Sequence[str], list[tuple[str, ...]]]] = []
    if claims.statements:
        tables.append((_STATEMENT_HEADS, [_statement_row(each) for each in claims.statements]))
    if claims.claims:
        tables.append((_CLAIM_HEADS, [_claim_row(each) for each in claims.claims]))
        confusion = claims.claims[0].confusion
        rows = [(label, *(str(confusion[label][given]) for given in (*STANDINGS, "none"))) for label in STANDINGS]
        tables.append((_CONFUSION_HEADS, [tuple(each.replace("_", " ") for each in row) for row in rows]))
    return [(tuple(each.replace("_", " ") for each in heads), rows) for heads, rows in tables]


def _misses(claims: ClaimsEvaluation) -> list[tuple[str, list[PartMiss]]]:
    """Return all that was judged wrongly, under headings."""
    statements: list[tuple[str, Callable[[StatementOutcome], bool]]] = [
        ("The library does not hold what a statement cites", lambda each: each.outcome is None),
        ("Wrong, but taken for supported", lambda each: each.outcome == "supported"),
        ("Faithful, but marked", lambda each: each.label.faithful),
    ]
    wrong = [each for each in claims.statement_outcomes if not each.right]
    found = []
    for heading, so in statements:
        found.append((heading, [_statement_miss(each) for each in wrong if so(each)]))
        wrong = [each for each in wrong if not so(each)]
    missed = [each for each in claims.claim_outcomes if each.standing != each.label.label]
    for label in STANDINGS:
        heading = f"Sentence labelled “{label.replace('_', ' ')}”, classed otherwise"
        found.append((heading, [_claim_miss(each) for each in missed if each.label.label == label]))
    return [(heading, misses) for heading, misses in found if misses]


def _summary(claims: ClaimsEvaluation) -> str:
    """Return in a sentence what was labelled."""
    statements, sentences = claims.statement_outcomes, claims.claim_outcomes
    faithful = sum(each.label.faithful for each in statements)
    figures = claims.claims[0] if claims.claims else None
    changed = (
        f" {figures.figures_passed} of {figures.figures_changed} changed figures and dates were classed as supported."
        if figures
        else ""
    )
    cites = [cited for each in statements for cited in each.label.cites]
    cites += [cited for each in sentences for cited in each.label.cites]
    return (
        f"{len(statements)} statements, {faithful} of them faithful, and {len(sentences)} sentences of drafts, on"
        f" {len({each.document for each in cites})} documents.{changed}"
    )


def _statement_row(figures: StatementFigures) -> tuple[str, ...]:
    return (
        figures.name.replace("_", " "),
        str(figures.statements),
        value_of(figures.caught),
        interval_of(figures.caught),
        value_of(figures.struck),
        value_of(figures.marked),
        interval_of(figures.marked),
        value_of(figures.quoted),
    )


def _claim_row(figures: ClaimFigures) -> tuple[str, ...]:
    classes = (f"{figures.f1[label]:.3f}" for label in STANDINGS)
    return figures.name, str(figures.claims), value_of(figures.macro_f1), interval_of(figures.macro_f1), *classes


def _statement_miss(outcome: StatementOutcome) -> PartMiss:
    label = outcome.label
    facts = [("Statement", label.statement), *_cited(label.cites)]
    if label.note is not None:
        facts.append(("Wrong", label.note))
    facts.append(("Found", f"{outcome.outcome or 'nothing'}, score {outcome.score:.2f}"))
    facts += _reasons(outcome.differences, outcome.quote)
    return PartMiss(f"{label.id} · {label.kind.replace('_', ' ')} ({label.language}, {label.split})", tuple(facts))


def _claim_miss(outcome: ClaimOutcome) -> PartMiss:
    label = outcome.label
    facts = [("Sentence", label.sentence), *_cited(label.cites)]
    if label.note is not None:
        facts.append(("Note", label.note))
    facts.append(("Classed", (outcome.standing or "not seen as a claim").replace("_", " ")))
    facts += _reasons(outcome.differences, outcome.quote)
    return PartMiss(f"{label.id} · {label.label.replace('_', ' ')} ({label.language}, {label.split})", tuple(facts))


def _cited(cites: Sequence[CitedQuote]) -> list[tuple[str, str]]:
    return [("Cites", f"{each.document}: {each.quote}") for each in cites]


def _reasons(differences: Sequence[Difference], quote: str | None) -> list[tuple[str, str]]:
    facts = [("Differs", f"{each.reason}: “{each.said}”{_instead(each.found)}") for each in differences]
    return facts if quote is None else [*facts, ("Shown", quote)]


def _instead(found: Sequence[str]) -> str:
    return f"; the source has {', '.join(f'“{each}”' for each in found)}" if found else ""
