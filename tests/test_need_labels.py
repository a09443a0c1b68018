"""The labels of what sections of proposals need: words that stand in the documents, and enough of every sort."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus
from assistant.evaluating.matching import folded
from assistant.evaluating.needs import NeedLabel, read_needs
from assistant.proposals.templates import load_templates
from corpus.errors import ReadingError
from corpus.vocabulary import load_vocabulary
from indexer.reading import ReadingPool

SAMPLES = Path(corpus.__file__).parent / "samples"
QUESTIONS = Path(__file__).parents[1] / "benchmarks" / "questions"


@pytest.fixture(scope="module")
def needs() -> list[NeedLabel]:
    return read_needs(QUESTIONS / "needs.jsonl")


@pytest.fixture(scope="module")
def judged() -> list[NeedLabel]:
    """The same needs, with the evidence that judges of a pool had for right."""
    return read_needs(QUESTIONS / "needs_judged.jsonl")


@pytest.fixture(scope="module")
def texts(needs: list[NeedLabel], judged: list[NeedLabel]) -> Mapping[str, list[str]]:
    """What the labelled files say, folded, by path; a file may hold several documents."""
    named = {good.document for need in (*needs, *judged) for good in need.evidence}
    paths = [SAMPLES / name for name in sorted(named)]
    found: dict[str, list[str]] = defaultdict(list)
    with ReadingPool() as pool:
        for path, drafts in pool.read_many(paths):
            assert not isinstance(drafts, ReadingError), drafts
            found[path.relative_to(SAMPLES).as_posix()] += [folded(draft.text) for draft in drafts]
    return found


def test_there_are_enough_needs_of_every_sort(needs: list[NeedLabel]) -> None:
    assert {need.split for need in needs} == {"dev", "test", "held_out"}
    assert len({need.id for need in needs}) == len(needs)
    answerable = [need for need in needs if not need.nothing and need.split != "held_out"]
    assert len(answerable) >= 48
    assert len([need for need in needs if need.nothing]) >= 10
    assert len({need.brief.title for need in answerable}) >= 8
    assert {need.brief.language for need in answerable} >= {"en", "nl", "es"}
    assert min(Counter(need.brief.title for need in answerable).values()) >= 6


def test_what_is_held_out_is_of_every_sort_too(needs: list[NeedLabel]) -> None:
    held_out = [need for need in needs if need.split == "held_out"]
    answerable = [need for need in held_out if not need.nothing]
    assert len(answerable) >= 25
    assert len(held_out) - len(answerable) >= 4
    assert {need.brief.language for need in answerable} == {"en", "nl", "es", "fi", "de"}
    assert {need.section for need in answerable} == {"relevance", "design", "partnership", "impact"}


def test_what_was_judged_are_the_same_needs(needs: list[NeedLabel], judged: list[NeedLabel]) -> None:
    asked = [(need.id, need.split, need.brief, need.section, need.question) for need in needs]
    assert [(need.id, need.split, need.brief, need.section, need.question) for need in judged] == asked
    assert len([need for need in judged if not need.nothing]) >= 70
    assert {need.id for need in needs if need.nothing} <= {need.id for need in judged if need.nothing}


def test_every_labelled_word_stands_in_its_document(
    needs: list[NeedLabel], judged: list[NeedLabel], texts: Mapping[str, list[str]]
) -> None:
    wrong = [
        (need.id, good.document, words)
        for need in (*needs, *judged)
        for good in need.evidence
        for words in good.words
        if not any(folded(words) in text for text in texts[good.document])
    ]
    assert not wrong


def test_every_need_is_a_question_of_its_template(needs: list[NeedLabel]) -> None:
    templates = load_templates()
    for need in needs:
        sections = {section.id: section for section in templates[need.brief.template].sections}
        assert need.question in {question.id for question in sections[need.section].questions}, need.id


def test_a_brief_is_in_one_split_and_names_countries_that_are_known(needs: list[NeedLabel]) -> None:
    briefs = {need.brief.title: need for need in needs}
    assert all(need.brief == briefs[need.brief.title].brief for need in needs)
    assert all(need.split == briefs[need.brief.title].split for need in needs)
    vocabulary = load_vocabulary()
    assert all(vocabulary.place_code(each) == each for need in needs for each in need.brief.countries)
