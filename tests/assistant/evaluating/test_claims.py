"""Figures about checking claims: what is caught and wrongly marked, how sentences are classed, and their labels."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.checking.shapes import Difference, Outcome, Source, Verdict
from assistant.citations import cite
from assistant.evaluating.claimlabels import (
    CitedQuote,
    ClaimLabel,
    ClaimLabels,
    StatementLabel,
    read_claim_labels,
)
from assistant.evaluating.claimrunning import Cited, marked_up, measure
from assistant.evaluating.claims import (
    ClaimOutcome,
    StatementOutcome,
    claim_figures,
    claim_outcome,
    evaluate_claims,
    statement_figures,
    statement_outcome,
)
from assistant.evaluating.claimwording import claim_part
from assistant.evaluating.metrics import estimate_macro_f1
from assistant.proposals.shapes import CheckedSentence, Standing
from corpus.documents import Document
from corpus.errors import UsageError

TEXT = "The port has 40 cranes.\n\nIt was built in 1969."
PORT = Document(id="d", title="The port", text=TEXT, source="port.md")
QUOTE = CitedQuote(document="port.md", quote="The port has 40 cranes.")


def statement(
    kind: str = "paraphrase", id: str = "w1", split: str = "dev", document: str = "port.md"
) -> StatementLabel:
    faithful = kind == "paraphrase"
    return StatementLabel.model_validate(
        {
            "id": id, "split": split, "language": "en", "statement": "Forty cranes stand there.", "kind": kind,
            "cites": [{"document": document, "quote": QUOTE.quote}],
            "label": "supported" if faithful else "unsupported", "note": None if faithful else "changed",
        }
    )  # fmt: skip


def given(label: StatementLabel, outcome: Outcome, quoted: bool = True) -> StatementOutcome:
    return statement_outcome(label, Verdict(outcome=outcome), quoted)


def claim(label: Standing, kind: str | None = None, split: str = "dev") -> ClaimLabel:
    cites = (QUOTE,) if label in ("supported", "differs") else ()
    fields = {"id": "c", "split": split, "language": "en", "sentence": "The port is large.", "cites": cites}
    return ClaimLabel.model_validate({**fields, "label": label, "kind": kind})


def classed(label: ClaimLabel, standing: Standing | None) -> ClaimOutcome:
    return ClaimOutcome(label=label, standing=standing)


def test_wrong_statements_are_caught_unless_they_pass_and_faithful_ones_marked_unless_they_do() -> None:
    wrong, right = statement("changed_figure"), statement()
    outcomes = [
        given(wrong, "unsupported"), given(wrong, "partial"), given(wrong, "supported"), given(wrong, "unsupported"),
        given(right, "supported"), given(right, "supported", quoted=False), given(right, "partial"),
        statement_outcome(right, None),
    ]  # fmt: skip
    figures = statement_figures(outcomes)[0]
    assert figures.statements == 8
    assert figures.caught.value == pytest.approx(3 / 4)
    assert figures.struck.value == pytest.approx(2 / 4)
    assert figures.marked.value == pytest.approx(2 / 4)
    assert figures.quoted.value == pytest.approx(1 / 2)


def test_a_wrong_statement_whose_source_is_missing_was_not_caught() -> None:
    assert statement_figures([statement_outcome(statement("invented"), None)])[0].caught.value == 0


def test_statements_are_grouped_by_core_split_kind_and_language() -> None:
    outcomes = [
        given(statement("negation"), "unsupported"),
        given(statement("overstated"), "supported"),
        given(statement("changed_name", split="test"), "unsupported"),
        given(statement(split="test"), "supported"),
    ]
    by_name = {(each.by, each.name): each for each in statement_figures(outcomes)}
    assert by_name["all", "all statements"].caught.value == pytest.approx(2 / 3)
    core = {name.split(":")[0]: each.statements for (by, name), each in by_name.items() if by == "core"}
    assert core == {"figures, names, negations, swapped citations": 2, "dev": 1, "test": 1}
    assert by_name["split", "dev"].caught.value == 0.5
    assert by_name["kind", "overstated"].caught.value == 0
    assert by_name["kind", "paraphrase"].caught.value is None
    assert not [name for by, name in by_name if by == "language"]


def test_intervals_are_of_whole_documents() -> None:
    outcomes = [
        given(statement("negation", document=f"{number}.md"), "unsupported" if number % 2 else "supported")
        for number in range(20)
        for _ in range(5)
    ]
    caught = statement_figures(outcomes)[0].caught
    assert caught.low is not None
    assert caught.high is not None
    assert caught.high - caught.low > 0.35


def test_macro_f1_is_the_mean_of_the_classes() -> None:
    outcomes = [
        classed(claim("supported"), "supported"),
        classed(claim("supported"), "differs"),
        classed(claim("differs", "figure"), "differs"),
        classed(claim("needs_evidence"), "own"),
        classed(claim("own"), "own"),
        classed(claim("own"), None),
    ]
    figures = claim_figures(outcomes)[0]
    assert figures.f1["supported"] == pytest.approx(2 / 3)
    assert figures.f1["differs"] == pytest.approx(2 / 3)
    assert figures.f1["needs_evidence"] == 0
    assert figures.f1["own"] == pytest.approx(1 / 2)
    assert figures.macro_f1.value == pytest.approx((2 / 3 + 2 / 3 + 1 / 2) / 4)
    assert figures.confusion["own"] == {"supported": 0, "differs": 0, "needs_evidence": 0, "own": 1, "none": 1}


def test_changed_figures_that_pass_are_counted() -> None:
    outcomes = [
        classed(claim("differs", "figure"), "supported"),
        classed(claim("differs", "date"), "differs"),
        classed(claim("differs", "name"), "supported"),
    ]
    figures = claim_figures(outcomes)[0]
    assert (figures.figures_changed, figures.figures_passed) == (2, 1)


def test_macro_f1_has_an_interval_around_it() -> None:
    labels = ["a", "b"] * 30
    said = ["a", "b"] * 25 + ["b", "a"] * 5
    estimate = estimate_macro_f1(labels, said, [None] * 60)
    assert estimate.value == pytest.approx(50 / 60)
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0.7 < estimate.low < 50 / 60 < estimate.high < 0.95
    assert estimate_macro_f1([], [], []).value is None


def test_a_sentence_read_as_several_counts_as_the_one_that_needs_most() -> None:
    checked = [CheckedSentence(start=0, end=1, standing=each) for each in ("own", "differs", "supported")]
    assert claim_outcome(claim("supported"), checked).standing == "differs"
    assert claim_outcome(claim("own"), []).standing is None


def test_marks_stand_before_the_full_stop() -> None:
    assert marked_up("It has 40 cranes.", ["source-1", "source-2"]) == "It has 40 cranes [@source-1; @source-2]."
    assert marked_up("It has 40 cranes", ["a"]) == "It has 40 cranes [@a]"
    assert marked_up("We will build.", []) == "We will build."


class Strict:
    """A checker that takes for supported what stands in a source to the letter."""

    def check(self, statement: str, sources: Sequence[Source], language: str | None = None) -> Verdict:
        for document, start, end in sources:
            at = document.text.find(statement, start, end)
            if at >= 0:
                return Verdict(outcome="supported", citation=cite(document, at, at + len(statement), 1))
        said = Difference(reason="figure", said=statement[:3], start=0, end=3, found=("40",))
        return Verdict(outcome="unsupported", differences=(said,))


def find(cited: CitedQuote) -> Cited | None:
    if cited.document != "port.md":
        return None
    start = TEXT.index(cited.quote)
    return Cited(PORT, start, start + len(cited.quote), (Source(PORT, 0, 23),))


def test_statements_are_checked_against_the_passages_of_what_they_cite() -> None:
    faithful = statement().model_copy(update={"statement": QUOTE.quote})
    wrong = statement("changed_figure", "w2").model_copy(update={"statement": "The port has 41 cranes."})
    elsewhere = statement("swapped_citation", "w3").model_copy(update={"statement": "It was built in 1969."})
    missing = statement("invented", "w4", document="none.md")
    labels = ClaimLabels((faithful, wrong, elsewhere, missing))
    evaluation = measure(labels, find, Strict())  # type: ignore[arg-type]
    assert [each.outcome for each in evaluation.statement_outcomes] == [
        "supported", "unsupported", "unsupported", None,
    ]  # fmt: skip
    assert [each.quoted for each in evaluation.statement_outcomes] == [True, False, False, False]


def test_every_miss_is_told_with_its_reason() -> None:
    said = Difference(reason="figure", said="41", start=13, end=15, found=("40",))
    marked = statement_outcome(statement(), Verdict(outcome="unsupported", differences=(said,)))
    passed = given(statement("changed_figure", "w2"), "supported")
    other = given(statement("changed_name", "w3"), "partial")
    evaluation = evaluate_claims([marked, passed, other], [classed(claim("own"), "needs_evidence")])
    part = claim_part(evaluation)
    told = {heading: [miss.title.split()[0] for miss in misses] for heading, misses in part.misses}
    assert told == {
        "Wrong, but taken for supported": ["w2"],
        "Faithful, but marked": ["w1"],
        "Sentence labelled “own”, classed otherwise": ["c"],
    }
    facts = dict(dict(part.misses)["Faithful, but marked"][0].facts)
    assert facts["Differs"] == "figure: “41”; the source has “40”"
    assert "3 statements, 1 of them faithful, and 1 sentences of drafts, on 1 documents" in part.summary
    assert all(len(row) == len(heads) for heads, rows in part.tables for row in rows)


Line = dict[str, object]


def without(key: str) -> Callable[[Line], Line]:
    return lambda line: {name: value for name, value in line.items() if name != key}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (without("cites"), "line 1, `cites`: Field required"),
        (lambda line: {**line, "cites": []}, "line 1, `cites`"),
        (lambda line: {**line, "kind": "negation"}, "does not go with the `label` 'supported'"),
        (lambda line: {**line, "kind": "negation", "label": "partial"}, "`note` is missing"),
        (lambda line: {**line, "verdict": 1}, "line 1, `verdict`: Extra inputs"),
        (lambda line: {**line, "original": "w9"}, "'w9', no faithful statement"),
    ],
)
def test_a_statement_that_cannot_be_used_is_named(tmp_path: Path, change: Callable[[Line], Line], said: str) -> None:
    path = tmp_path / "statements.jsonl"
    path.write_text(json.dumps(change(statement().model_dump(mode="json"))))
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        read_claim_labels(path, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cites": []}, "`cites` must name a source"),
        ({"label": "own"}, "`cites` must be empty"),
        ({"kind": None}, "`kind` is for `label` 'differs'"),
        ({"sentence": " "}, "line 1, `sentence`"),
    ],
)
def test_a_claim_that_cannot_be_used_is_named(tmp_path: Path, change: Line, said: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps({**claim("differs", "figure").model_dump(mode="json"), **change}))
    with pytest.raises(UsageError, match=said):
        read_claim_labels(None, path)


def test_two_lines_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "statements.jsonl"
    path.write_text("\n".join([json.dumps(statement().model_dump(mode="json"))] * 2))
    with pytest.raises(UsageError, match="line 2, w1 are labelled twice"):
        read_claim_labels(path, None)


def test_a_split_is_taken_from_both() -> None:
    labels = ClaimLabels((statement(), statement(split="test")), (claim("own", split="test"),))
    assert [len(each) for each in labels.of("test")] == [1, 1]
    assert [len(each) for each in labels.of("dev")] == [1, 0]
    assert labels.of(None) == labels
