"""Figures from outcomes whose values are worked out by hand."""

from typing import Any

import pytest

from assistant.evaluating.evaluation import Evaluation, Library
from assistant.evaluating.labelled import LabelledQuestion
from assistant.evaluating.report import evaluate, miss_of
from assistant.evaluating.running import Outcome, Shown
from corpus.documents import Locator

LIBRARY = Library(documents=3, passages=9, generation=1, model="model", settings="0123456789ab")


def shown(piece: int | None, answers: bool, quote: str | None = None) -> Shown:
    return Shown(
        document_id="d", title="Title", source="d.md", language="en", locator=Locator(start=0, end=5), piece=piece,
        answers=answers, quote=quote, exact=None if quote is None else True,
    )  # fmt: skip


def outcome(label: dict[str, Any], passages: str = "", quotes: str = "", **known: Any) -> Outcome:
    """An outcome whose passages and quotes are given as `+` (answers), `-` (same document) and `.` (another)."""
    question = LabelledQuestion.model_validate({"line": 1, "id": "1", "question": "What?", "language": "en", **label})
    signs = {"+": (0, True), "2": (1, True), "-": (0, False), ".": (None, False)}
    return Outcome(
        question=question,
        passages=tuple(shown(*signs[sign]) for sign in passages),
        quotes=tuple(shown(*signs[sign], quote="Words") for sign in quotes),
        **{"status": "answered" if quotes else "no_evidence", "score": 0.5, "seconds": 0.01, "search_seconds": 0.01,
           "languages": ("en",), "kinds": ("news",), **known},
    )  # fmt: skip


ANSWERABLE = {"documents": ("d.md",), "any": ("words",)}


def measured(*outcomes: Outcome) -> Evaluation:
    return evaluate("q.jsonl", LIBRARY, outcomes)


def values(evaluation: Evaluation) -> dict[str, float | None]:
    return {name: figure.value for name, figure in evaluation.figures.items()}


def test_passages_and_quotes_are_counted_at_their_ranks() -> None:
    figures = values(
        measured(outcome(ANSWERABLE, ".+..", "-+"), outcome(ANSWERABLE, "......+", "+"), outcome(ANSWERABLE, "."))
    )
    assert figures["recall_at_1"] == 0
    assert figures["recall_at_5"] == pytest.approx(1 / 3)
    assert figures["recall_at_10"] == pytest.approx(2 / 3)
    assert figures["mrr"] == pytest.approx((1 / 2 + 1 / 7) / 3)
    # 1/log2(3) and 1/log2(8)
    assert figures["ndcg_at_10"] == pytest.approx((0.63093 + 1 / 3) / 3, abs=1e-5)
    assert figures["evidence_at_1"] == pytest.approx(1 / 3)
    assert figures["evidence_at_3"] == pytest.approx(2 / 3)
    assert figures["wrongly_refused"] == pytest.approx(1 / 3)


def test_citation_precision_is_over_the_quotes_shown_and_recall_over_the_documents_wanted() -> None:
    both = {"documents": ("d.md", "e.md"), "any": ("words",)}
    figures = values(measured(outcome(both, quotes="+-.."), outcome(both, quotes="2+"), outcome(both)))
    assert figures["citation_precision"] == pytest.approx((1 / 4 + 1) / 2)
    assert figures["citation_document_precision"] == pytest.approx((2 / 4 + 1) / 2)
    assert figures["citation_recall"] == pytest.approx((1 / 2 + 1 + 0) / 3)


def test_refusal_is_told_for_each_set_of_unanswerable_questions() -> None:
    evaluation = measured(
        outcome(ANSWERABLE, quotes="+", score=0.9),
        outcome(ANSWERABLE, quotes="+", score=0.4),
        outcome({"abstain": True, "set": "absent"}, score=0.1),
        outcome({"abstain": True, "set": "squad2", "near": "d.md"}, quotes=".", score=0.4),
    )
    near, absent = sorted(evaluation.refusal[:2], key=lambda each: each.name, reverse=True)
    assert (near.name, near.auroc.value, near.refused.value) == ("near miss", 0.75, 0)
    assert (absent.name, absent.auroc.value, absent.refused.value) == ("absent", 1, 1)
    assert evaluation.refusal[2].name == "all"
    assert evaluation.refusal[2].refused.value == 0.5
    # (0.1² + 0.6² + 0.1² + 0.4²) / 4
    assert evaluation.calibration.brier.value == pytest.approx(0.54 / 4)
    assert evaluation.calibration.answerable == 0.5


def test_every_question_that_went_wrong_is_a_miss_of_one_sort() -> None:
    abstain = {"abstain": True}
    outside = {**ANSWERABLE, "filters": {"country": "FI"}, "outside": True}
    cases = {
        None: [
            outcome(ANSWERABLE, "+", "+"), outcome(abstain), outcome(outside),
            outcome(outside, quotes=".", status="partial"),
        ],
        "failed": [outcome(ANSWERABLE, status=None, score=None, failure="It broke.")],
        "wrongly_refused": [outcome(ANSWERABLE, "+")],
        "not_found": [outcome(ANSWERABLE, ".", ".")],
        "not_quoted": [outcome(ANSWERABLE, ".+", "-")],
        "not_first": [outcome(ANSWERABLE, "+", "-+")],
        "not_refused": [outcome(abstain, ".", ".")],
        "not_outside": [outcome(outside, ".", ".")],
    }  # fmt: skip
    for miss, outcomes in cases.items():
        assert [miss_of(each) for each in outcomes] == [miss] * len(outcomes)


def test_a_question_that_failed_counts_as_not_answered_and_has_no_score() -> None:
    evaluation = measured(
        outcome(ANSWERABLE, "+", "+"),
        outcome(ANSWERABLE, status=None, score=None, seconds=None, search_seconds=None, failure="It broke."),
        outcome({"abstain": True}, status=None, score=None, seconds=None, search_seconds=None, failure="It broke."),
    )
    figures = values(evaluation)
    assert (figures["recall_at_1"], figures["evidence_at_1"], figures["refused"]) == (0.5, 0.5, 0)
    assert evaluation.latency.ask_median.count == 1
    assert evaluation.refusal[0].auroc.value is None
    assert len(evaluation.misses["failed"]) == 2


def test_what_lies_outside_the_filters_counts_by_itself() -> None:
    outside = {**ANSWERABLE, "filters": {"country": "FI"}, "outside": True}
    evaluation = measured(
        outcome(outside, quotes=".", status="partial", notes=("outside_filter",)), outcome(outside, quotes=".")
    )
    assert values(evaluation) == {"outside_kept": 0.5, "outside_told": 0.5}
    assert evaluation.answerable == 0


def test_groups_are_by_language_document_and_question() -> None:
    evaluation = measured(
        outcome({**ANSWERABLE, "language": "nl", "kind": "fact", "set": "a"}, "+", "+"),
        outcome({**ANSWERABLE, "kind": "list"}, ".", "."),
        outcome({**ANSWERABLE, "kind": "list", "cross": True}, "+", "+", kinds=("news", "publication")),
        outcome({"abstain": True, "language": None}, language="fi", languages=(), kinds=()),
    )
    groups = {(group.by, group.name): group for group in evaluation.groups}
    assert groups["languages", "nl → en"].questions == 1
    assert groups["languages", "en → en"].figures["recall_at_1"].value == 0.5
    assert groups["across", "across languages"].questions == 2
    assert groups["across", "same language"].figures["evidence_at_1"].value == 0
    assert groups["document_kind", "news"].questions == 2
    assert groups["document_kind", "news, publication"].questions == 1
    assert groups["question_kind", "list"].questions == 2
    assert groups["language", "fi"].figures["refused"].value == 1
    assert groups["set", "a"].questions == 1
