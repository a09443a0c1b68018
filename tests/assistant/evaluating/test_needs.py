"""Figures about what sections of proposals need: right, missed, nothing given, rightly empty; and labels."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.citations import Citation
from assistant.evaluating.needrunning import measure
from assistant.evaluating.needs import DEPTH, NeedLabel, NeedVerdict, evaluate_needs, need_outcome, read_needs
from assistant.evaluating.needwording import need_part
from assistant.proposals.shapes import EvidenceItem, QuestionEvidence
from corpus.documents import Locator
from corpus.errors import UsageError
from corpus.facets import Kind
from corpus.proposals import Brief

BRIEF = Brief(title="Placements", idea="Teachers go into companies.")


def item(quote: str, source: str = "practices/a.md") -> EvidenceItem:
    citation = Citation(
        number=1, document_id="d", title="t", kind=Kind.GOOD_PRACTICE, source=source, quote=quote,
        locator=Locator(start=0, end=len(quote)),
    )  # fmt: skip
    return EvidenceItem(citation=citation, relation="supports", reason="r", score=0.5)


def label(*words: str, question: str = "needs", split: str = "dev") -> NeedLabel:
    evidence = [{"document": "a.md", "any": words}] if words else []
    return NeedLabel.model_validate(
        {"id": "n", "split": split, "brief": BRIEF, "section": "relevance", "question": question, "evidence": evidence,
         "none": not words}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "given", "verdict"),
    [
        (label("814 teachers"), [item("It trained 814 TEACHERS.")], "right"),
        (label("no such words", "814 teachers"), [item("Else."), item("It trained 814 teachers.")], "right"),
        (label("814 teachers"), [item("It trained 814 teachers.", "practices/b.md")], "missed"),
        (label("814 teachers"), [*[item("Else.")] * DEPTH, item("814 teachers")], "missed"),
        (label("814 teachers"), [], "nothing"),
        (label(), [], "empty"),
        (label(), [item("Else.")], "invented"),
    ],
)
def test_what_comes_of_a_need(wanted: NeedLabel, given: list[EvidenceItem], verdict: NeedVerdict) -> None:
    assert need_outcome(wanted, given).verdict == verdict


def test_figures_are_of_what_has_evidence_and_of_what_has_none() -> None:
    outcomes = [
        need_outcome(label("x y"), [item("x y"), item("z")]),
        need_outcome(label("x y", split="test"), [item("z"), item("x y")]),
        need_outcome(label("x y", split="test"), []),
        need_outcome(label(), []),
        need_outcome(label(), [item("z")]),
    ]
    figures = {(each.by, each.name): each for each in evaluate_needs(outcomes).figures}
    assert set(figures) == {("all", "all needs"), ("split", "dev"), ("split", "test")}
    found = figures["all", "all needs"]
    assert found.evidence_at_5.value == pytest.approx(2 / 3)
    assert found.evidence_at_1.value == pytest.approx(1 / 3)
    assert found.precision.value == pytest.approx(2 / 4)
    assert found.left_empty.value == pytest.approx(1 / 2)
    assert figures["split", "test"].left_empty.value is None


def test_without_needs_there_are_no_figures() -> None:
    assert evaluate_needs([]).figures == ()


def test_a_section_is_asked_for_once_and_each_question_has_its_own() -> None:
    asked = []

    def find(brief: Brief, section: str) -> list[QuestionEvidence]:
        asked.append((brief.title, section))
        return [QuestionEvidence(section=section, question="needs", items=(item("x y"),))]

    evaluation = measure([label("x y"), label("x y", question="innovation")], find)
    assert asked == [("Placements", "relevance")]
    assert [each.verdict for each in evaluation.outcomes] == ["right", "nothing"]


def test_everything_that_went_wrong_is_told() -> None:
    outcomes = [
        need_outcome(label("x y"), [item("z")]),
        need_outcome(label("x y"), []),
        need_outcome(label(), [item("z")]),
    ]
    part = need_part(evaluate_needs(outcomes))
    assert [len(misses) for _, misses in part.misses] == [1, 1, 1]
    assert "3 needs of sections in 1 briefs; for 1 of them the library has nothing." in part.summary
    told = str(part.misses)
    for said in ("a.md: “x y”", "“z” (supports), practices/a.md", "Placements · relevance, needs (en, dev)"):
        assert said in told
    assert all(len(heads) == len(row) for heads, rows in part.tables for row in rows)


def test_a_need_has_either_evidence_or_none() -> None:
    fields = {"id": "n", "split": "dev", "brief": {}, "section": "s", "question": "q"}
    good = {"document": "a.md", "any": ["x"]}
    for wrong in ({}, {"none": True, "evidence": [good]}, {"evidence": [{**good, "any": []}]},
                  {"evidence": [{**good, "any": ["the"]}]}, {"evidence": [good], "brief": {"unknown": 1}}):  # fmt: skip
        with pytest.raises(ValidationError):
            NeedLabel.model_validate({**fields, **wrong})


def test_labels_that_cannot_be_used_are_named_by_line(tmp_path: Path) -> None:
    good = json.dumps({"id": "n", "split": "dev", "brief": {}, "section": "s", "question": "q", "none": True})
    path = tmp_path / "needs.jsonl"
    path.write_text("\n".join([good, "{", good.replace("true", "7"), good]), encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_needs(path)
    for said in ("line 2, is not valid JSON", "line 3, `none`", "line 4", "labelled twice"):
        assert said in str(error.value)
