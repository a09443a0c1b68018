"""The reports: whole, well formed, and nothing in them but text, whatever questions and documents say."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from assistant.evaluating.evaluation import Evaluation, Library
from assistant.evaluating.labelled import LabelledQuestion
from assistant.evaluating.markdown import markdown_report
from assistant.evaluating.page import html_report
from assistant.evaluating.practicelabels import CellLabel, Judgement
from assistant.evaluating.practices import (
    PracticesEvaluation,
    cell_outcome,
    evaluate_practices,
    ranking_outcome,
)
from assistant.evaluating.report import evaluate
from assistant.evaluating.running import Outcome, Shown
from assistant.evaluating.wording import shown
from assistant.practices.shapes import Cell, Dimension
from corpus.documents import Locator

EVIL = (
    '</style><script>alert(1)</script><img src=x onerror="alert(1)">'
    " ![x](http://evil.example/p.png) `|` \x1b[2J\u202eabc"
)
LIBRARY = Library(documents=3, passages=9, generation=1, model=EVIL, settings="0123456789ab")


def evaluated(evil: str = EVIL) -> Evaluation:
    locator = Locator(page=2, heading=evil, start=3, end=9)
    quote = Shown(
        document_id="d", title=evil, source=evil, language='en" onclick="x', locator=locator, piece=None, answers=False,
        quote=evil, exact=True,
    )  # fmt: skip
    label = {"line": 1, "id": evil, "question": evil, "kind": evil, "set": evil, "language": evil}
    answerable = LabelledQuestion.model_validate({**label, "documents": (evil,), "any": (evil,), "previous": [evil]})
    unanswerable = LabelledQuestion.model_validate({**label, "abstain": True, "near": evil})
    outcomes = [
        Outcome(question=answerable, status="answered", score=0.7, seconds=0.1, passages=(quote,), quotes=(quote,)),
        Outcome(question=answerable, status="no_evidence", score=0.1, seconds=0.1, nearest=(evil,), doubts=(evil,)),
        Outcome(question=answerable, failure=evil),
        Outcome(question=unanswerable, status="answered", score=0.6, seconds=0.1, quotes=(quote,)),
    ]
    evaluation = evaluate(evil, LIBRARY, outcomes, [evil])
    return evaluation.model_copy(update={"practices": evaluated_practices(evil)})


def evaluated_practices(evil: str) -> PracticesEvaluation:
    ids = {"id": evil, "language": evil, "split": evil, "document": evil, "dimension": "funding"}
    labels = [
        CellLabel.model_validate({**ids, **label}) for label in ({"stated": True, "any": [evil]}, {"stated": False})
    ]
    cells = [Cell(dimension=Dimension.FUNDING), Cell(dimension=Dimension.FUNDING, codes=(evil,))]
    judgements = [
        Judgement(id=evil, practice=evil, candidate=name, split=evil, grade=grade, reason=evil)
        for name, grade in ((evil, 2), ("another", 0))
    ]
    ranking = ranking_outcome(evil, "way", ["another"], judgements)
    return evaluate_practices(2, [ranking], [cell_outcome(*each) for each in zip(labels, cells, strict=True)])


class Page(HTMLParser):
    """Collects what a page is made of, and whether every element that opens closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "rect", "path", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_from_outside_becomes_markup() -> None:
    report = html_report(evaluated())
    page = Page(report)
    assert not page.open
    assert not {"script", "img", "iframe", "link"} & set(page.tags)
    assert not {name for name in page.attributes if name.startswith("on")}
    assert all(address.startswith("#") for address in page.addresses)
    assert "\x1b" not in report
    assert "\u202e" not in report
    assert "<script>alert(1)</script>" in page.text


def test_every_miss_is_there_with_its_quote_and_place() -> None:
    page = Page(html_report(evaluated("plain")))
    for said in ("Answerable, but refused (1)", "No answering passage among the first 10 (1)", "Could not be asked (1)",
                 "Not answerable, but answered (1)", "plain, page 2, characters 3–9", "score 0.70",
                 "“plain” in plain", "no answer; it seems to be in plain"):  # fmt: skip
        assert said in page.text


@pytest.mark.parametrize("report", [html_report, markdown_report])
def test_practices_are_there_with_every_miss(report: Callable[[Evaluation], str]) -> None:
    written = report(evaluated("plain")).replace("\\", "")
    for said in ("nDCG@5", "2 cells of 1 documents", "Stated, but said not to be (1)", "plain (2): plain",
                 "Said to be stated, but the document does not say it (1)"):  # fmt: skip
        assert said in written


def test_charts_stand_for_themselves_and_say_what_they_show() -> None:
    report = html_report(evaluated())
    assert report.count('role="img" aria-label="') == 3
    assert "default-src 'none'" in report
    assert "Evidence@1 0.000" in report


def test_a_report_of_hardly_anything_can_be_written() -> None:
    nothing = LabelledQuestion.model_validate({"line": 1, "id": "1", "question": "x", "abstain": True})
    for outcome in (Outcome(question=nothing, failure="x"), Outcome(question=nothing, status="no_evidence", score=0.0)):
        evaluation = evaluate("q.jsonl", LIBRARY, [outcome])
        assert not Page(html_report(evaluation)).open
        assert markdown_report(evaluation)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a\x00b\x85c"])
def test_texts_without_end_or_sense_do_not_break_a_report(text: str) -> None:
    assert len(html_report(evaluated(text)).encode("utf-8")) < 100_000


def test_half_a_character_is_left_out() -> None:
    assert shown("a\ud800b") == "ab"


def test_markdown_shows_what_the_page_does_and_obeys_nothing() -> None:
    from markdown_it import MarkdownIt

    report = markdown_report(evaluated())
    html = MarkdownIt("commonmark", {"linkify": False}).enable("table").render(report)
    page = Page(html)
    assert not {"script", "img", "a"} & set(page.tags)
    assert page.tags.count("table") >= 4
    assert "Not answerable, but answered (1)" in page.text
    assert "░" in page.text
