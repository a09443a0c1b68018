"""The labelled questions on the sample corpus: labels that stand in the documents, and enough of every sort."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import corpus
from assistant.evaluating.matching import folded
from corpus.errors import ReadingError
from indexer.reading import ReadingPool

SAMPLES = Path(corpus.__file__).parent / "samples"
QUESTIONS = Path(__file__).parents[1] / "benchmarks" / "questions" / "samples.jsonl"
SIDECAR = ".meta.yaml"

Question = Mapping[str, Any]


class Text(NamedTuple):
    """One document of a file: its title, what it says, and the same as answers are compared."""

    title: str
    exact: str
    folded: str


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts() -> Mapping[str, list[Text]]:
    """The documents of every file of the samples, as the readers give them, by path."""
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file() and not path.name.endswith(SIDECAR)]
    found: dict[str, list[Text]] = defaultdict(list)
    with ReadingPool() as pool:
        for path, drafts in pool.read_many(files):
            assert not isinstance(drafts, ReadingError), drafts
            for draft in drafts:
                text = Text(draft.title, draft.text, folded(draft.text))
                found[path.relative_to(SAMPLES).as_posix()].append(text)
    return found


def files_of(question: Question) -> list[str]:
    """Return the files in which a question's answer stands: those it asks for, and those that say the same."""
    files: list[str] = [question["document"]] if "document" in question else [*question.get("documents", [])]
    return [*files, *question.get("also", [])]


def texts_of(question: Question, file: str, texts: Mapping[str, list[Text]]) -> list[Text]:
    title = question.get("title")
    return [text for text in texts[file] if title is None or file != question.get("document") or text.title == title]


def answers_in(question: Question, text: Text) -> Iterator[str]:
    yield from (answer for answer in question.get("any", []) if folded(answer) in text.folded)
    yield from (evidence for evidence in question.get("evidence", []) if evidence in text.exact)


def test_there_are_enough_questions_of_every_sort(questions: list[Question]) -> None:
    answerable = [question for question in questions if not question.get("abstain")]
    abstaining = [question for question in questions if question.get("abstain")]
    assert len(answerable) >= 120
    assert len(abstaining) >= 30
    assert sum("near" in question for question in abstaining) >= 15
    assert sum(question.get("cross", False) for question in answerable) >= 30
    assert sum(not q.get("cross") and q["language"] != "en" for q in answerable) >= 25
    assert {question["kind"] for question in answerable} >= {
        "fact", "number", "date", "person", "place", "list", "yes_no", "comparison", "overview", "definition",
        "document", "follow_up", "filter",
    }  # fmt: skip


def test_every_question_is_told_apart(questions: list[Question]) -> None:
    ids = [question["id"] for question in questions]
    assert len(set(ids)) == len(ids)
    asked = [
        (question["question"], *question.get("previous", []), str(question.get("filters"))) for question in questions
    ]
    assert len(set(asked)) == len(asked)


def test_every_question_has_either_an_answer_or_none(questions: list[Question]) -> None:
    for question in questions:
        labelled = bool(files_of(question)) and bool(question.get("any") or question.get("evidence"))
        assert labelled != question.get("abstain", False), question["id"]
        group = "answerable" if labelled else "near" if "near" in question else "absent"
        assert question["set"] == group, question["id"]
        assert bool(question.get("previous")) == (question["kind"] == "follow_up"), question["id"]


def test_every_document_is_there(questions: list[Question], texts: Mapping[str, list[Text]]) -> None:
    for question in questions:
        near = [question["near"]] if "near" in question else []
        assert not [file for file in [*files_of(question), *near] if file not in texts], question["id"]
        if title := question.get("title"):
            assert title in [text.title for text in texts[question["document"]]], question["id"]


def test_every_answer_stands_in_its_document(questions: list[Question], texts: Mapping[str, list[Text]]) -> None:
    wrong = []
    for question in questions:
        found: set[str] = set()
        for file in files_of(question):
            within = {answer for text in texts_of(question, file, texts) for answer in answers_in(question, text)}
            if not within:
                wrong.append((question["id"], file))
            found |= within
        wrong += [
            (question["id"], answer)
            for answer in [*question.get("any", []), *question.get("evidence", [])]
            if answer not in found
        ]
    assert not wrong


def test_no_document_is_in_two_splits(questions: list[Question]) -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        near = [question["near"]] if "near" in question else []
        for file in [*files_of(question), *near]:
            splits[file].add(question["split"])
    assert set().union(*splits.values()) == {"dev", "test"}
    assert not [file for file, names in splits.items() if len(names) > 1]


def test_every_document_is_asked_about(questions: list[Question], texts: Mapping[str, list[Text]]) -> None:
    assert {file for question in questions for file in files_of(question)} == set(texts)
