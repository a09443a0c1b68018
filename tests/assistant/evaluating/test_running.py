"""Labelled questions put to a small library: what counts as found, and that nothing is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluating.labelled import LabelledQuestion, read_labelled
from assistant.evaluating.running import Outcome, run_questions
from assistant.wiring import Assistant
from corpus.errors import VetError
from corpus.facets import Filters


def asked(assistant: Assistant, folder: Path, *lines: dict[str, Any]) -> list[Outcome]:
    questions = labelled(folder, *lines)
    return run_questions(assistant, questions, [Filters()] * len(questions))


def labelled(folder: Path, *lines: dict[str, Any]) -> tuple[LabelledQuestion, ...]:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return read_labelled(path).questions


LAUNCHED = {
    "question": "When were the welding circles launched?",
    "document": "welding.md",
    "any": ["launched in 2014"],
}


def test_an_answer_is_found_quoted_and_timed(assistant: Assistant, tmp_path: Path) -> None:
    (outcome,) = asked(assistant, tmp_path, LAUNCHED)
    assert (outcome.passage_rank, outcome.quote_rank, outcome.refused) == (1, 1, False)
    assert (outcome.languages, outcome.kinds, outcome.doubts) == (("en",), ("good_practice",), ())
    quote = outcome.quotes[0]
    assert quote.quote is not None
    assert "2014" in quote.quote
    assert (quote.source, quote.piece, quote.exact) == ("welding.md", 0, True)
    assert outcome.seconds is not None
    assert 0 < outcome.seconds < 60


def test_the_right_words_of_another_document_do_not_count(assistant: Assistant, tmp_path: Path) -> None:
    (outcome,) = asked(assistant, tmp_path, {**LAUNCHED, "document": "sauna.md"})
    assert (outcome.passage_rank, outcome.quote_rank) == (None, None)
    assert outcome.doubts == ("What the label asks for does not stand in 'sauna.md'.",)


def test_a_document_that_says_the_same_is_as_good(assistant: Assistant, tmp_path: Path) -> None:
    line = {**LAUNCHED, "document": "sauna.md", "also": ["welding.md"], "any": ["2014", "2020"]}
    (outcome,) = asked(assistant, tmp_path, line)
    assert (outcome.quotes[0].piece, outcome.quotes[0].answers, outcome.doubts) == (0, True, ())


def test_a_quote_that_overlaps_the_evidence_counts(assistant: Assistant, tmp_path: Path) -> None:
    evidence = "launched in 2014 by the college of Zwolle"
    line = {"question": LAUNCHED["question"], "document": "welding.md", "evidence": [evidence]}
    (outcome,) = asked(assistant, tmp_path, line)
    assert (outcome.passage_rank, outcome.quote_rank, outcome.doubts) == (1, 1, ())


def test_each_of_several_documents_is_a_piece(assistant: Assistant, tmp_path: Path) -> None:
    line = {
        "question": "Which practices work with companies?", "documents": ["welding.md", "sauna.md"],
        "any": ["companies", "with a company"],
    }  # fmt: skip
    (outcome,) = asked(assistant, tmp_path, line)
    assert {each.piece for each in outcome.passages if each.answers} == {0, 1}


def test_one_record_of_a_file_is_meant_by_its_title(assistant: Assistant, tmp_path: Path) -> None:
    right, wrong = asked(
        assistant, tmp_path, {**LAUNCHED, "title": "Welding Circles"}, {**LAUNCHED, "title": "Welding squares"}
    )
    assert (right.quote_rank, right.doubts) == (1, ())
    assert wrong.quote_rank is None
    assert "with the title 'Welding squares'" in wrong.doubts[0]


def test_a_document_that_is_not_there_is_told(assistant: Assistant, tmp_path: Path) -> None:
    (outcome,) = asked(assistant, tmp_path, {**LAUNCHED, "document": "none.md"})
    assert outcome.doubts == ("The library holds no document of a file 'none.md'.",)
    assert outcome.quotes


def test_a_question_that_fails_is_kept_and_the_others_go_on(assistant: Assistant, tmp_path: Path) -> None:
    failed, fine = asked(
        assistant, tmp_path, LAUNCHED, {**LAUNCHED, "question": "welding " * 20_000}, {**LAUNCHED, "id": "z"}
    )[1:]
    assert failed.failure
    assert (failed.status, failed.score, failed.passage_rank) == (None, None, None)
    assert (fine.failure, fine.quote_rank) == (None, 1)


def test_filters_narrow_and_progress_is_told(assistant: Assistant, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    questions = labelled(tmp_path, LAUNCHED, {**LAUNCHED, "id": "2"})
    filters = [Filters(), Filters(countries=("FI",))]
    wide, narrow = run_questions(assistant, questions, filters, lambda done, total: steps.append((done, total)))
    assert wide.passage_rank == 1
    assert narrow.passage_rank is None
    assert steps == [(1, 2), (2, 2)]


def test_a_question_that_leans_on_an_earlier_one_is_asked_in_its_conversation(
    assistant: Assistant, tmp_path: Path
) -> None:
    before = "What is learning at work in the sauna trade?"
    line = {"question": "When did it start?", "previous": [before], "document": "sauna.md", "any": ["in 2020"]}
    (outcome,) = asked(assistant, tmp_path, line)
    assert outcome.understood_as is not None
    assert "sauna" in outcome.understood_as
    assert (outcome.passage_rank, outcome.quote_rank) == (1, 1)


def test_an_empty_library_stops_everything(tmp_path: Path) -> None:
    from assistant.settings import load_settings

    with Assistant.open(load_settings({}, tmp_path / "home")) as empty, pytest.raises(VetError, match="Nothing is"):
        asked(empty, tmp_path, LAUNCHED)
