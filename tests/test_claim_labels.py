"""The labelled statements and claims on the sample corpus: quotes that stand in the documents, enough of every kind."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus
from assistant.evaluating.claimlabels import FAITHFUL, CitedQuote, ClaimLabels, read_claim_labels
from assistant.evaluating.claims import STANDINGS
from corpus.errors import ReadingError
from indexer.reading import ReadingPool

SAMPLES = Path(corpus.__file__).parent / "samples"
LABELS = Path(__file__).parents[1] / "benchmarks" / "questions"
REWRITTEN = {"figure_rewritten", "date_rewritten", "faithful"}


@pytest.fixture(scope="module")
def labels() -> ClaimLabels:
    return read_claim_labels(LABELS / "statements.jsonl", LABELS / "claims.jsonl")


@pytest.fixture(scope="module")
def cited(labels: ClaimLabels) -> set[CitedQuote]:
    return set(labels.cited)


@pytest.fixture(scope="module")
def texts(cited: set[CitedQuote]) -> Mapping[str, list[str]]:
    """What every cited file says, a text for each document that it holds."""
    files = [SAMPLES / name for name in sorted({each.document for each in cited})]
    found = {}
    with ReadingPool() as pool:
        for path, drafts in pool.read_many(files):
            assert not isinstance(drafts, ReadingError), drafts
            found[path.relative_to(SAMPLES).as_posix()] = [draft.text for draft in drafts]
    return found


def test_every_quote_stands_in_its_document(cited: set[CitedQuote], texts: Mapping[str, list[str]]) -> None:
    assert not [each for each in cited if not any(each.quote in text for text in texts[each.document])]


def test_there_are_enough_statements_of_every_kind(labels: ClaimLabels) -> None:
    statements = labels.statements
    assert len(statements) >= 300
    assert 0.4 <= sum(each.faithful for each in statements) / len(statements) <= 0.5
    kinds = Counter(each.kind for each in statements)
    assert all(many >= 15 for kind, many in kinds.items() if kind not in FAITHFUL)
    assert len([kind for kind in kinds if kind not in FAITHFUL]) == 11
    assert len([kind for kind in kinds if kind in FAITHFUL]) >= 5
    assert len({each.document for statement in statements for each in statement.cites}) >= 35
    assert len({each.language for each in statements}) >= 8


def test_there_are_enough_sentences_of_every_class(labels: ClaimLabels) -> None:
    classes = Counter(each.label for each in labels.claims)
    assert len(labels.claims) >= 100
    assert all(classes[standing] >= 22 for standing in STANDINGS)
    assert {"nl", "es", "fi", "eu"} <= {each.language for each in labels.claims if each.label == "own"}
    assert sum(each.kind == "figure" for each in labels.claims) >= 15


def test_half_of_both_is_held_out(labels: ClaimLabels) -> None:
    for some in ([each.split for each in labels.statements], [each.split for each in labels.claims]):
        splits = Counter(some)
        assert set(splits) == {"dev", "test"}
        assert abs(splits["dev"] - splits["test"]) <= 0.05 * len(some)


def test_no_faithful_statement_is_a_copy(labels: ClaimLabels) -> None:
    copies = [
        each.id
        for each in labels.statements
        if each.faithful and each.kind not in REWRITTEN and any(each.statement in cited.quote for cited in each.cites)
    ]
    assert not copies


def test_no_document_is_in_two_splits_or_in_another_than_its_questions(labels: ClaimLabels) -> None:
    splits: dict[str, set[str]] = defaultdict(set)
    for line in (LABELS / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        keys = [question.get("document"), question.get("near")]
        for file in [*keys, *question.get("documents", []), *question.get("also", [])]:
            if isinstance(file, str):
                splits[file].add(question["split"])
    for cited, named_splits in labels.cited.items():
        splits[cited.document] |= named_splits
    assert not [file for file, names in splits.items() if len(names) > 1]
