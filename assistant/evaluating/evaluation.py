"""An evaluation: what is measured, what each figure is called and means, and the shape in which it is handed on."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.evaluating.claims import ClaimsEvaluation
from assistant.evaluating.metrics import Bin, Estimate
from assistant.evaluating.needs import NeedsEvaluation
from assistant.evaluating.practices import PracticesEvaluation
from assistant.evaluating.running import DEPTH, Outcome

Miss = Literal["failed", "wrongly_refused", "not_found", "not_quoted", "not_first", "not_refused", "not_outside"]

MISSES: Mapping[Miss, str] = {
    "failed": "Could not be asked",
    "wrongly_refused": "Answerable, but refused",
    "not_found": f"No answering passage among the first {DEPTH}",
    "not_quoted": "Passage found, but none of the quotes answers",
    "not_first": "Answered, but not by the first quote",
    "not_refused": "Not answerable, but answered",
    "not_outside": "The answer lies outside the filters, but was given as if inside",
}
"""The ways to go wrong, in the order in which a question is sorted into them."""

FIGURES: Mapping[str, str] = {
    "recall_at_1": "Passage Recall@1",
    "recall_at_5": "Passage Recall@5",
    "recall_at_10": "Passage Recall@10",
    "ndcg_at_10": "Passage nDCG@10",
    "mrr": "Passage MRR",
    "evidence_at_1": "Evidence@1",
    "evidence_at_3": "Evidence@3",
    "citation_precision": "Citation precision",
    "citation_document_precision": "Citations from the document",
    "citation_recall": "Citation recall",
    "wrongly_refused": "Answerable, refused",
    "refused": "Unanswerable, refused",
    "outside_kept": "Outside the filters, kept out",
    "outside_told": "Outside the filters, told so",
}

MEANINGS: Mapping[str, str] = {
    "recall_at_1": "the first passage is from the labelled document and holds a labelled answer",
    "recall_at_5": "one of the first five does",
    "recall_at_10": "one of the first ten does",
    "ndcg_at_10": "each labelled document counts once, where its first answering passage stands; ideal: all at the top",
    "mrr": f"1 / rank of the first answering passage, 0 beyond rank {DEPTH}",
    "evidence_at_1": "the first quote is from the labelled document and holds a labelled answer",
    "evidence_at_3": "one of the first three quotes does",
    "citation_precision": "of the quotes shown for an answerable question, the share that hold a labelled answer; a"
    " lower bound, for a label names one place and others may answer too",
    "citation_document_precision": "of the quotes shown for an answerable question, the share from a labelled document",
    "citation_recall": "of the labelled documents, the share of which an answering quote is shown; 0 when refused",
    "wrongly_refused": "answerable questions told that there is no evidence",
    "refused": "unanswerable questions told that there is no evidence",
    "outside_kept": "questions whose filters leave the answer out, not `answered`; they count in no other figure",
    "outside_told": "of the same questions, those where the answer says that it may lie outside the filters",
}
"""What each figure means, in words."""


class Group(BaseModel):
    """The figures of the questions that have something in common: `by` says what, `name` its value."""

    model_config = ConfigDict(frozen=True)

    by: str
    name: str
    questions: int
    figures: Mapping[str, Estimate]


class Refusal(BaseModel):
    """How one set of unanswerable questions is told from the answerable ones, and what became of its questions.

    `auroc` is how often an answerable question has the higher score, ties counting half.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    questions: int
    auroc: Estimate
    refused: Estimate
    statuses: Mapping[str, int]


class Calibration(BaseModel):
    """How far `score` is the probability that the library answers, over all questions, `answerable` of them so.

    Questions whose filters leave the answer out are no part of it.
    """

    model_config = ConfigDict(frozen=True)

    brier: Estimate
    error: Estimate
    answerable: float | None
    bins: tuple[Bin, ...]


class Latency(BaseModel):
    """Seconds a question takes, after the first."""

    model_config = ConfigDict(frozen=True)

    ask_median: Estimate
    ask_p95: Estimate
    search_median: Estimate
    search_p95: Estimate


class Library(BaseModel):
    """What the questions were put to."""

    model_config = ConfigDict(frozen=True)

    documents: int
    passages: int
    generation: int
    model: str
    settings: str


class Evaluation(BaseModel):
    """All that was measured; `model_dump(mode="json")` is what `evaluate --json` prints.

    `figures` are over all questions, `groups` over parts of them. `exact_quotes` is the share of quotes that stand
    word for word at the place they name. `misses` names for each way to go wrong the ids of its questions.
    `practices`, `needs` (of sections of proposals) and `claims` are None where nothing about them was measured.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    library: Library
    questions: int
    answerable: int
    figures: Mapping[str, Estimate]
    exact_quotes: Estimate
    statuses: Mapping[str, int]
    groups: tuple[Group, ...]
    refusal: tuple[Refusal, ...]
    calibration: Calibration
    latency: Latency
    misses: Mapping[Miss, tuple[str, ...]]
    unused_fields: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...]
    practices: PracticesEvaluation | None = None
    needs: NeedsEvaluation | None = None
    claims: ClaimsEvaluation | None = None
