"""Figures about practices: graded ranks, cells that are right, wrong, missed, invented or rightly empty, and labels."""

from collections.abc import Sequence
from itertools import permutations
from math import log2
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from assistant.citations import Citation
from assistant.evaluating.practicelabels import (
    CellLabel,
    Judgement,
    LabelledFigure,
    PracticeLabels,
    read_practice_labels,
)
from assistant.evaluating.practicerunning import measure, plain_cosine
from assistant.evaluating.practices import (
    READERS,
    cell_figures,
    cell_outcome,
    evaluate_practices,
    graded_ndcg,
    ranking_figures,
    ranking_outcome,
    reader_outcome,
    tied_ndcg,
)
from assistant.evaluating.practicewording import practice_misses, practice_tables, summary_of_practices
from assistant.practices.shapes import Cell, Dimension, Figure, Practice
from corpus.documents import Locator
from corpus.errors import UsageError
from corpus.facets import Kind

COST = "It costs EUR 1.6 million a year."


def citation(quote: str) -> Citation:
    locator = Locator(start=0, end=len(quote))
    return Citation(
        number=1, document_id="d", title="t", kind=Kind.GOOD_PRACTICE, source="a.md", quote=quote, locator=locator
    )


def cell(*quotes: str, codes: tuple[str, ...] = (), figures: tuple[Figure, ...] = ()) -> Cell:
    citations = tuple(map(citation, quotes))
    return Cell(dimension=Dimension.FUNDING, citations=citations, codes=codes, figures=figures)


def money(value: float, currency: str = "EUR") -> Figure:
    return Figure(unit="money", value=value, of=currency, text="…", start=0, end=1)


def label(
    *words: str, document: str = "a.md", codes: tuple[str, ...] = (), figures: tuple[LabelledFigure, ...] = ()
) -> CellLabel:
    return CellLabel(
        id="c", document=document, language="en", split="dev", dimension=Dimension.FUNDING, stated=bool(words),
        any=words, codes=codes, figures=figures,
    )  # fmt: skip


def judged(
    candidate: str, grade: int, practice: str = "a.md", split: str = "dev", second: int | None = None
) -> Judgement:
    return Judgement(
        id=candidate, practice=practice, candidate=candidate, split=split, grade=grade, second=second, reason="Why."
    )


def test_ndcg_weighs_grades_by_rank() -> None:
    assert graded_ndcg([3, 2, 1, 0, 0], [0, 1, 2, 3, 0]) == 1
    swapped = (3 + 7 / log2(3) + 1 / 2) / (7 + 3 / log2(3) + 1 / 2)
    assert graded_ndcg([2, 3, 1, 0, 0], [3, 2, 1]) == pytest.approx(swapped)
    assert graded_ndcg([], [3]) == 0


def test_ndcg_has_no_gain_beyond_the_depth() -> None:
    assert graded_ndcg([0, 0, 0, 0, 0, 3], [3]) == 0
    assert graded_ndcg([2] * 5, [2] * 9) == 1


def test_ndcg_skips_what_nobody_judged() -> None:
    assert graded_ndcg([None, 3, None, 1], [3, 1]) == 1


def test_ndcg_needs_something_comparable() -> None:
    with pytest.raises(ValueError, match="grade above 0"):
        graded_ndcg([0], [0, 0])
    with pytest.raises(ValueError, match="grade above 0"):
        tied_ndcg([1], [0])


def test_ties_count_as_the_mean_of_all_their_orders() -> None:
    judgements = [3, 1, 0, 2, 0, 0, 1]
    given = [1, 1, 1, 0, 0, 2, 0]
    orders = [
        [judgements[at] for at in (5, *ahead, *behind)]
        for ahead in permutations((0, 1, 2))
        for behind in permutations((3, 4, 6))
    ]
    mean = sum(graded_ndcg(order, judgements) for order in orders) / len(orders)
    assert tied_ndcg(given, judgements) == pytest.approx(mean)
    assert tied_ndcg(judgements, judgements) == 1


def test_a_pair_that_was_read_twice_counts_with_the_mean() -> None:
    judgements = [judged("b.md", 2, second=3), judged("c.md", 3, second=3), judged("d.md", 1, second=0)]
    outcome = ranking_outcome("a.md", "way", ["b.md", "c.md", "d.md"], judgements)
    assert [each.grade for each in outcome.ranked] == [2.5, 3, 0.5]
    assert outcome.ndcg == pytest.approx(graded_ndcg([2.5, 3, 0.5], [3, 2.5, 0.5]))


def test_one_reader_ranks_by_the_grades_of_the_other() -> None:
    judgements = [judged("b.md", 3, second=2), judged("c.md", 2, second=3), judged("d.md", 0, second=0)]
    outcome = reader_outcome(judgements)
    assert outcome is not None
    assert outcome.ndcg == pytest.approx((3 + 7 / log2(3)) / (7 + 3 / log2(3)))
    assert reader_outcome([*judgements, judged("e.md", 1)]) is None
    assert reader_outcome([judged("b.md", 1, second=0)]) is None


def test_a_ranking_tells_what_was_skipped_and_what_did_not_come() -> None:
    judgements = [judged("b.md", 3), judged("c.md", 2), *(judged(f"x{number}.md", 0) for number in range(5))]
    ranked = ["unknown.md", *(f"x{number}.md" for number in range(4)), "c.md", "b.md"]
    outcome = ranking_outcome("a.md", "way", ranked, judgements)
    assert outcome.unjudged == 1
    assert [each.document for each in outcome.ranked][-1] == "c.md"
    assert [each.candidate for each in outcome.missing] == ["b.md"]
    assert 0 < outcome.ndcg < 0.3


@pytest.mark.parametrize(
    ("wanted", "given", "verdict"),
    [
        (label("1.6 million"), cell(COST), "right"),
        (label("no such words", "1.6 MILLION"), cell("Another sentence.", COST), "right"),
        (label("1.6 million"), cell("It has 16 regions."), "wrong"),
        (label("1.6 million"), cell(), "missed"),
        (label(), cell(COST), "invented"),
        (label(), cell(codes=("grant",)), "invented"),
        (label(), cell(), "empty"),
        (label("1.6 million"), None, "failed"),
    ],
)
def test_what_comes_of_a_cell(wanted: CellLabel, given: Cell | None, verdict: str) -> None:
    assert cell_outcome(wanted, given).verdict == verdict


def test_a_labelled_figure_must_be_the_same() -> None:
    wanted = label("1.6 million", figures=(LabelledFigure(unit="money", value=1_600_000, of="EUR"),))
    assert cell_outcome(wanted, cell(COST, figures=(money(1_600_000),))).verdict == "right"
    assert cell_outcome(wanted, cell(COST, figures=(money(1.6),))).verdict == "wrong"
    assert cell_outcome(wanted, cell(COST, figures=(money(1_600_000, "GBP"),))).verdict == "wrong"
    assert cell_outcome(wanted, cell(COST)).verdict == "wrong"


def test_a_year_may_stand_among_the_codes() -> None:
    wanted = label("since 2012", figures=(LabelledFigure(unit="year", value=2012),))
    assert cell_outcome(wanted, cell("It runs since 2012.", codes=("2012",))).verdict == "right"
    assert cell_outcome(wanted, cell("It runs since 2012.", codes=("2013",))).verdict == "wrong"


def test_codes_count_only_for_a_cell_without_quotes() -> None:
    wanted = label("technology", codes=("Technology",))
    assert cell_outcome(wanted, cell(codes=("technology",))).verdict == "right"
    assert cell_outcome(wanted, cell(codes=("health",))).verdict == "wrong"
    assert cell_outcome(wanted, cell("Something else.", codes=("Technology",))).verdict == "wrong"


def test_precision_counts_what_was_invented_and_recall_what_was_missed() -> None:
    given = [(label("x y"), cell("x y")), (label("x y"), cell("z")), (label(), cell("z")), (label("x y"), cell()),
             (label(), cell())]  # fmt: skip
    (figures,) = cell_figures([cell_outcome(*each) for each in given])
    assert figures.precision.value == pytest.approx(1 / 3)
    assert figures.recall.value == pytest.approx(1 / 3)
    assert figures.not_stated.value == pytest.approx(1 / 2)
    assert figures.quotes == 1


def test_the_first_quote_is_measured_by_itself() -> None:
    (figures,) = cell_figures([cell_outcome(label("x y"), cell("z", "x y"))])
    assert (figures.precision.value, figures.first_right.value) == (1, 0)


def test_without_cells_there_are_no_figures_and_with_few_no_precision() -> None:
    assert cell_figures([]) == []
    (figures,) = cell_figures([cell_outcome(label(), cell())])
    assert figures.precision.value is None
    assert figures.recall.value is None


def test_figures_of_each_way_and_split() -> None:
    first = [judged("b.md", 2), judged("c.md", 0)]
    second = [judged("b.md", 2, "z.md", "test"), judged("c.md", 0, "z.md", "test")]
    outcomes = [
        ranking_outcome(judgements[0].practice, way, ranked, judgements)
        for judgements in (first, second)
        for way, ranked in (("good", ["b.md"]), ("bad", ["c.md"]))
    ]
    values = {(each.split, each.way): each.ndcg.value for each in ranking_figures(outcomes)}
    assert values == {
        (split, way): value for split in ("all", "dev", "test") for way, value in (("good", 1), ("bad", 0))
    }


def test_plain_cosine_ranks_by_the_mean_of_passages() -> None:
    passages = {"a": ["1", "2"], "b": ["3"], "empty": [], "c": ["4"]}
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8], [1, 0]], np.float32)
    rank = plain_cosine(passages, vectors)
    assert rank("a") == ["b", "c"]
    assert rank("empty") == []


def test_labels_are_put_to_a_library_by_the_names_of_files() -> None:
    practice = Practice(document_id="1", title="t", source="a.md", cells={Dimension.FUNDING: cell(COST)})
    labels = PracticeLabels(
        (label("1.6 million"), label("1.6 million", document="gone.md")), (judged("b.md", 2), judged("c.md", 1))
    )
    sources = {"1": "folder/a.md", "2": "folder/b.md", "3": "folder/c.md"}
    evaluation = measure(labels, sources, lambda _: practice, {"way": lambda _: ["2", "3"]})
    assert [each.verdict for each in evaluation.outcomes] == ["right", "failed"]
    assert [each.ndcg for each in evaluation.rankings] == [1]
    assert [each.document for each in evaluation.rankings[0].ranked] == ["b.md", "c.md"]


def test_the_readers_stand_beside_the_ways_to_rank_where_two_have_read() -> None:
    twice = [judged("b.md", 2, second=2), judged("c.md", 0, second=0)]
    once = [judged("b.md", 2, "z.md", "held_out"), judged("c.md", 0, "z.md", "held_out")]
    sources = {name: f"{name}.md" for name in "abcz"}
    evaluation = measure(
        PracticeLabels((), (*twice, *once)), sources, lambda _: pytest.fail("read"), {"way": lambda _: ["b"]}
    )
    rows = [(each.split, each.way, each.practices, each.ndcg.value) for each in evaluation.ranking]
    readers = [("all", READERS, 1, 1), ("dev", READERS, 1, 1)]
    assert rows == [("all", "way", 2, 1), readers[0], ("dev", "way", 1, 1), readers[1], ("held_out", "way", 1, 1)]


def test_a_practice_that_the_library_lacks_has_nothing_comparable() -> None:
    labels = PracticeLabels((), (judged("b.md", 2),))
    evaluation = measure(labels, {"2": "b.md"}, lambda _: pytest.fail("read"), {"way": lambda _: ["2"]})
    assert evaluation.rankings[0].ndcg == 0


def test_everything_that_went_wrong_is_listed() -> None:
    judgements = [judged("b.md", 3), *(judged(f"x{number}.md", 0) for number in range(5))]
    ranking = ranking_outcome("a.md", "way", [f"x{number}.md" for number in range(5)], judgements)
    cells = [cell_outcome(label("x y"), cell()), cell_outcome(label(), cell(COST))]
    evaluation = evaluate_practices(len(judgements), [ranking], cells)
    listed = dict(practice_misses(evaluation))
    assert len(listed) == 3
    told = str(listed)
    assert "b.md (3): Why." in told
    assert COST in told
    assert "“x y”" in told
    assert "2 cells of 1 documents, 1 of them not stated" in summary_of_practices(evaluation)
    assert [len(heads) == len(rows[0]) for heads, rows in practice_tables(evaluation)] == [True, True]


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_labels_that_cannot_be_used_are_named_by_line(tmp_path: Path) -> None:
    good = judged("b.md", 2).model_dump_json()
    path = write(tmp_path / "pairs.jsonl", [good, "", "{", good.replace('"grade":2', '"grade":7'), good])
    with pytest.raises(UsageError) as error:
        read_practice_labels(None, path)
    for said in ("line 3", "line 4, `grade`", "labelled twice"):
        assert said in str(error.value)
    with pytest.raises(UsageError, match="cannot be read"):
        read_practice_labels(tmp_path / "none.jsonl", None)


def test_labels_of_one_split(tmp_path: Path) -> None:
    lines = [judged("b.md", 2).model_dump_json(), judged("b.md", 2, "z.md", "test").model_dump_json()]
    labels = read_practice_labels(None, write(tmp_path / "pairs.jsonl", lines))
    assert [each.practice for each in labels.of("test").judgements] == ["z.md"]
    assert labels.of(None) == labels


def test_a_label_says_either_what_is_stated_or_that_nothing_is() -> None:
    for fields in ({"stated": True}, {"stated": False, "any": ["x"]}, {"stated": True, "any": ["the"]}):
        with pytest.raises(ValidationError):
            CellLabel.model_validate(
                {"id": "c", "document": "a.md", "language": "en", "split": "dev", "dimension": "funding", **fields}
            )
