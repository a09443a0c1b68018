"""The labels of practices on the sample corpus: words that stand in the documents, and enough of every sort."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus
from assistant.evaluating.matching import folded
from assistant.evaluating.practicelabels import PracticeLabels, read_practice_labels
from assistant.practices.shapes import Dimension
from corpus.errors import ReadingError
from indexer.reading import ReadingPool

HELD_OUT = "held_out"
SAMPLES = Path(corpus.__file__).parent / "samples"
LABELS = Path(__file__).parents[1] / "benchmarks" / "questions"


@pytest.fixture(scope="module")
def labels() -> PracticeLabels:
    return read_practice_labels(LABELS / "cells.jsonl", LABELS / "comparable.jsonl")


@pytest.fixture(scope="module")
def texts() -> Mapping[str, str]:
    """What every practice and report says, folded, by path; each file holds one document."""
    folders = (SAMPLES / "practices", SAMPLES / "reports")
    files = [path for folder in folders for path in sorted(folder.iterdir()) if not path.name.endswith(".meta.yaml")]
    found = {}
    with ReadingPool() as pool:
        for path, drafts in pool.read_many(files):
            assert not isinstance(drafts, ReadingError), drafts
            (draft,) = drafts
            found[path.relative_to(SAMPLES).as_posix()] = folded(draft.text)
    return found


def test_there_are_enough_cells_of_every_sort(labels: PracticeLabels) -> None:
    cells = labels.cells
    assert len(cells) >= 150
    assert sum(not cell.stated for cell in cells) >= 40
    assert len({cell.document for cell in cells}) >= 20
    assert len({cell.language for cell in cells}) >= 8
    assert {cell.dimension for cell in cells} == set(Dimension)
    assert {cell.split for cell in cells} == {"dev", "test"}


def test_every_labelled_word_stands_in_its_document(labels: PracticeLabels, texts: Mapping[str, str]) -> None:
    assert {cell.document for cell in labels.cells} <= set(texts)
    wrong = [
        (cell.id, words)
        for cell in labels.cells
        for words in cell.words
        if folded(words) not in texts[cell.document]
    ]  # fmt: skip
    assert not wrong


def test_every_practice_is_judged_against_all_others(labels: PracticeLabels, texts: Mapping[str, str]) -> None:
    judged: dict[str, list[str]] = defaultdict(list)
    for each in labels.judgements:
        judged[each.practice].append(each.candidate)
    assert len(judged) >= 12
    for practice, candidates in judged.items():
        assert Counter(candidates) == Counter(set(texts) - {practice}), practice


def test_every_starting_practice_has_something_comparable(labels: PracticeLabels) -> None:
    best: dict[str, int] = defaultdict(int)
    for each in labels.judgements:
        best[each.practice] = max(best[each.practice], each.grade)
    assert min(best.values()) >= 2
    assert {each.grade for each in labels.judgements} == {0, 1, 2, 3}


def test_every_start_is_read_twice(labels: PracticeLabels) -> None:
    held_out = {each.practice for each in labels.judgements if each.split == HELD_OUT}
    others = {each.practice for each in labels.judgements} - held_out
    assert len(others) >= 17
    assert len(held_out) >= 8
    assert not [each for each in labels.judgements if each.second is None]
    assert not [each for each in labels.judgements if abs(each.grade - each.mean) >= 1]


def test_nothing_is_in_two_splits_or_in_another_than_its_questions(labels: PracticeLabels) -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for line in (LABELS / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        for key in ("document", "near"):
            if key in question:
                splits[question[key]].add(question["split"])
        for file in [*question.get("documents", []), *question.get("also", [])]:
            splits[file].add(question["split"])
    for cell in labels.cells:
        splits[cell.document].add(cell.split)
    for each in labels.judgements:
        if each.split != HELD_OUT:
            splits[each.practice].add(each.split)
    assert not [file for file, names in splits.items() if len(names) > 1]
