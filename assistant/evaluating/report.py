"""The report: from the outcomes of labelled questions to figures with their intervals."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.evaluating.claimwording import claim_part
from assistant.evaluating.evaluation import MISSES, Calibration, Evaluation, Group, Latency, Library, Miss, Refusal
from assistant.evaluating.metrics import (
    Estimate,
    estimate_area,
    estimate_calibration_error,
    estimate_mean,
    estimate_percentile,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    reliability,
)
from assistant.evaluating.needwording import need_part
from assistant.evaluating.parts import Part
from assistant.evaluating.practicewording import practice_part
from assistant.evaluating.running import DEPTH, Outcome


def evaluate(file: str, library: Library, outcomes: Sequence[Outcome], unused_fields: Sequence[str] = ()) -> Evaluation:
    """Return all figures of what came of the questions of a file."""
    misses = {miss: [each.question.id for each in outcomes if miss_of(each) == miss] for miss in MISSES}
    answerable = _answerable(outcomes)
    exact = [(float(bool(quote.exact)), quote.document_id) for each in outcomes for quote in each.quotes]
    return Evaluation(
        file=file,
        library=library,
        questions=len(outcomes),
        answerable=len(answerable),
        figures=figures_of(outcomes),
        exact_quotes=estimate_mean([share for share, _ in exact], [cluster for _, cluster in exact]),
        statuses=_statuses(answerable),
        groups=tuple(_groups(outcomes)),
        refusal=tuple(_refusals(outcomes)),
        calibration=_calibration(outcomes),
        latency=_latency(outcomes),
        misses={miss: tuple(ids) for miss, ids in misses.items() if ids},
        unused_fields=tuple(unused_fields),
        outcomes=tuple(outcomes),
    )


def parts_of(evaluation: Evaluation) -> list[Part]:
    """Return what there is to tell beside the questions."""
    parts: list[Part] = []
    if evaluation.practices:
        parts.append(practice_part(evaluation.practices))
    if evaluation.needs:
        parts.append(need_part(evaluation.needs))
    if evaluation.claims:
        parts.append(claim_part(evaluation.claims))
    return parts


def miss_of(outcome: Outcome) -> Miss | None:
    """Return in which way a question went wrong, None if it did not."""
    if outcome.failure is not None:
        return "failed"
    if outcome.question.abstain:
        return None if outcome.refused else "not_refused"
    if outcome.question.outside:
        return "not_outside" if outcome.status == "answered" else None
    if outcome.refused:
        return "wrongly_refused"
    if outcome.quote_rank is not None:
        return None if outcome.quote_rank == 1 else "not_first"
    return "not_quoted" if outcome.passage_rank is not None else "not_found"


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Return the figures that these questions give; a question that failed counts as one that was not answered."""
    figures: dict[str, Estimate] = {}
    for name, value_of in _VALUES.items():
        asked = [(value, each.question.cluster) for each in outcomes if (value := value_of(each)) is not None]
        if asked:
            figures[name] = estimate_mean([value for value, _ in asked], [cluster for _, cluster in asked])
    return figures


def _ndcg(outcome: Outcome) -> float:
    pieces = [each.piece if each.answers else None for each in outcome.passages]
    return ndcg_at(pieces, len(outcome.question.documents), DEPTH)


def _precision(outcome: Outcome) -> float | None:
    quotes = outcome.quotes
    return sum(quote.answers for quote in quotes) / len(quotes) if quotes else None


def _document_precision(outcome: Outcome) -> float | None:
    quotes = outcome.quotes
    return sum(quote.piece is not None for quote in quotes) / len(quotes) if quotes else None


def _citation_recall(outcome: Outcome) -> float:
    cited = {quote.piece for quote in outcome.quotes if quote.answers}
    return len(cited) / len(outcome.question.documents)


def _of_answerable(value: Callable[[Outcome], float | None]) -> Callable[[Outcome], float | None]:
    return lambda outcome: value(outcome) if outcome.question.answerable else None


_VALUES: Mapping[str, Callable[[Outcome], float | None]] = {
    "recall_at_1": _of_answerable(lambda each: recall_at(each.passage_rank, 1)),
    "recall_at_5": _of_answerable(lambda each: recall_at(each.passage_rank, 5)),
    "recall_at_10": _of_answerable(lambda each: recall_at(each.passage_rank, 10)),
    "ndcg_at_10": _of_answerable(_ndcg),
    "mrr": _of_answerable(lambda each: reciprocal_rank(each.passage_rank)),
    "evidence_at_1": _of_answerable(lambda each: recall_at(each.quote_rank, 1)),
    "evidence_at_3": _of_answerable(lambda each: recall_at(each.quote_rank, 3)),
    "citation_precision": _of_answerable(_precision),
    "citation_document_precision": _of_answerable(_document_precision),
    "citation_recall": _of_answerable(_citation_recall),
    "wrongly_refused": _of_answerable(lambda each: float(each.refused)),
    "refused": lambda each: float(each.refused) if each.question.abstain else None,
    "outside_kept": lambda each: float(each.status in ("partial", "no_evidence")) if each.question.outside else None,
    "outside_told": lambda each: float("outside_filter" in each.notes) if each.question.outside else None,
}


def _answerable(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [each for each in outcomes if each.question.answerable]


def _statuses(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return dict(Counter(each.status or "failed" for each in outcomes).most_common())


def _asked_in(outcome: Outcome) -> str:
    return outcome.question.language or outcome.language or "unknown"


def _languages(outcome: Outcome) -> str | None:
    if not outcome.question.answerable:
        return None
    return f"{_asked_in(outcome)} → {', '.join(outcome.languages) or 'unknown'}"


def _across(outcome: Outcome) -> str | None:
    if not outcome.question.answerable:
        return None
    across = outcome.question.cross
    if across is None:
        across = bool(outcome.languages) and _asked_in(outcome) not in outcome.languages
    return "across languages" if across else "same language"


def refusal_set(outcome: Outcome) -> str | None:
    """Return the set that an unanswerable question belongs to, None for an answerable one."""
    if not outcome.question.abstain:
        return None
    return "near miss" if outcome.question.near else outcome.question.group or "unanswerable"


GROUPINGS: Mapping[str, tuple[str, Callable[[Outcome], str | None]]] = {
    "language": ("Language of the question", _asked_in),
    "languages": ("Question → document", _languages),
    "across": ("Across languages", _across),
    "document_kind": ("Kind of document", lambda each: ", ".join(each.kinds) or None),
    "question_kind": ("Kind of question", lambda each: each.question.kind),
    "set": ("Set", lambda each: each.question.group),
}
"""What questions are grouped by: a heading, and what gives a question's group, None for one in no group."""


def _groups(outcomes: Sequence[Outcome]) -> list[Group]:
    groups = []
    for by, (_, name_of) in GROUPINGS.items():
        members: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            if (name := name_of(outcome)) is not None:
                members.setdefault(name, []).append(outcome)
        largest = sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
        groups += [Group(by=by, name=name, questions=len(each), figures=figures_of(each)) for name, each in largest]
    return groups


def _refusals(outcomes: Sequence[Outcome]) -> list[Refusal]:
    sets: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if (name := refusal_set(outcome)) is not None:
            sets.setdefault(name, []).append(outcome)
    if len(sets) > 1:
        sets["all"] = [each for members in sets.values() for each in members]
    positive = [each for each in _answerable(outcomes) if each.score is not None]
    return [_refusal(name, members, positive) for name, members in sets.items()]


def _refusal(name: str, members: Sequence[Outcome], positive: Sequence[Outcome]) -> Refusal:
    negative = [each for each in members if each.score is not None]
    return Refusal(
        name=name,
        questions=len(members),
        auroc=estimate_area(_scores(positive), _scores(negative), _clusters(positive), _clusters(negative)),
        refused=estimate_mean([float(each.refused) for each in members], _clusters(members)),
        statuses=_statuses(members),
    )


def _calibration(outcomes: Sequence[Outcome]) -> Calibration:
    scored = [each for each in outcomes if each.score is not None and not each.question.outside]
    scores, labels = _scores(scored), [each.question.answerable for each in scored]
    squares = [(score - label) ** 2 for score, label in zip(scores, labels, strict=True)]
    return Calibration(
        brier=estimate_mean(squares, _clusters(scored)),
        error=estimate_calibration_error(scores, labels, _clusters(scored)),
        answerable=sum(labels) / len(labels) if labels else None,
        bins=reliability(scores, labels),
    )


def _latency(outcomes: Sequence[Outcome]) -> Latency:
    asked = [each.seconds for each in outcomes if each.seconds is not None]
    searched = [each.search_seconds for each in outcomes if each.search_seconds is not None]
    return Latency(
        ask_median=estimate_percentile(asked, 50),
        ask_p95=estimate_percentile(asked, 95),
        search_median=estimate_percentile(searched, 50),
        search_p95=estimate_percentile(searched, 95),
    )


def _scores(outcomes: Sequence[Outcome]) -> list[float]:
    return [each.score for each in outcomes if each.score is not None]


def _clusters(outcomes: Sequence[Outcome]) -> list[str | None]:
    return [each.question.cluster for each in outcomes]
