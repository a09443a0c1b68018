"""The exact search over a matrix of vectors."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.exact import ExactIndex


def unit_vectors(count: int) -> NDArray[np.float32]:
    values = np.random.default_rng(1).normal(size=(count, 8)).astype(np.float32)
    return np.asarray(values / np.linalg.norm(values, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def index() -> ExactIndex:
    """Forty documents of five passages."""
    passages = {f"document-{number}": [f"{number}-{place}" for place in range(5)] for number in range(40)}
    return ExactIndex(passages, unit_vectors(200))


def test_the_nearest_come_first_with_their_similarity(index: ExactIndex) -> None:
    question = index.vectors[17]
    found = index.nearest(question, 10)
    assert found[0][0] == "3-2"
    assert found[0][1] == pytest.approx(1, abs=1e-6)
    expected = np.sort(index.vectors @ question)[::-1][:10]
    assert [similarity for _, similarity in found] == pytest.approx(expected.tolist())


@pytest.mark.parametrize("documents", [["document-3"], [f"document-{number}" for number in range(30)]])
def test_only_passages_of_the_documents_asked_for_are_found(index: ExactIndex, documents: list[str]) -> None:
    found = index.nearest(index.vectors[17], 1_000, index.rows_of([*documents, "unknown"]))
    assert len(found) == 5 * len(documents)
    assert {f"document-{identifier.partition('-')[0]}" for identifier, _ in found} == set(documents)
    assert found[0][0] == "3-2"
    assert found == sorted(found, key=lambda each: -each[1])


def test_no_passage_that_passes_is_no_passage_found(index: ExactIndex) -> None:
    assert index.nearest(index.vectors[0], 10, index.rows_of(["unknown"])) == []
    assert ExactIndex({}, np.empty((0, 0), dtype=np.float32)).nearest(index.vectors[0], 10) == []


def test_it_comes_back_from_the_disk_as_it_was(index: ExactIndex, tmp_path: Path) -> None:
    assert ExactIndex.load(tmp_path) is None
    index.save(tmp_path)
    loaded = ExactIndex.load(tmp_path)
    assert loaded is not None
    assert loaded.nearest(index.vectors[9], 20) == index.nearest(index.vectors[9], 20)
    assert loaded.rows_of(["document-3"]).tolist() == [15, 16, 17, 18, 19]
