"""Benchmarking: for what is weak, the practices that are strong there, cited."""

from assistant.practices.benchmarking import INDICATORS, PHASES, Block, benchmark, blocks, strong_in
from assistant.practices.shapes import Dimension
from corpus.vocabulary import load_vocabulary
from tests.assistant.practices.invented import ROBOTS, cell, hostile, practice, robots, ships

PLANNING = Block(key="planning", phase="planning")
ALL = [ships(), robots(), hostile()]


def test_the_blocks_are_the_phases_and_the_indicators_that_themes_are_about() -> None:
    every = blocks(load_vocabulary())
    assert [each.phase for each in every if each.phase] == list(PHASES)
    indicators = [each for each in every if each.indicator]
    assert {each.indicator for each in indicators} <= set(INDICATORS)
    assert len(indicators) >= 5
    assert all(each.themes for each in indicators)


def test_what_says_that_it_works_on_a_phase_and_shows_results_is_an_example_with_its_words() -> None:
    (example,) = strong_in(PLANNING, ALL)
    assert example.document_id == ships().document_id
    assert example.reasons == ("phase", "evaluation", "external_evaluation")
    assert [each.quote for each in example.citations] == [
        "It plans every year anew.",
        "An outside bureau evaluated it.",
    ]


def test_a_practice_without_evidence_or_without_words_is_no_example() -> None:
    assert strong_in(PLANNING, [robots(), hostile()]) == ()
    assert strong_in(Block(key="review", phase="review"), ALL) == ()


def test_for_evaluation_what_others_evaluated_is_an_example_whatever_phase_it_names() -> None:
    (example,) = strong_in(Block(key="evaluation", phase="evaluation"), ALL)
    assert example.reasons == ("evaluation", "external_evaluation")
    assert example.citations[0].quote == "An outside bureau evaluated it."


def test_who_works_with_the_whole_cycle_comes_after_who_names_the_phase() -> None:
    whole = practice(
        ROBOTS,
        cell(ROBOTS, Dimension.EQAVET, "Teachers learn robotics."),
        cell(ROBOTS, Dimension.RESULTS, "300 apprentices joined."),
        strength="figures",
        strength_quote="300 apprentices joined.",
    )
    first, second = strong_in(PLANNING, [whole, ships()])
    assert first.document_id == ships().document_id
    assert second.reasons == ("eqavet", "figures")


def test_an_indicator_is_met_by_its_themes() -> None:
    block = Block(key="indicator_5", indicator=5, themes=frozenset({"apprenticeship"}))
    (example,) = strong_in(block, ALL)
    assert example.document_id == ships().document_id
    assert example.reasons[0] == "theme"


def test_what_is_weak_comes_first_and_what_is_strong_needs_nothing() -> None:
    every = [Block(key=phase, phase=phase) for phase in PHASES]
    found = benchmark({"planning": "between", "review": "weak", "evaluation": "strong"}, every, ALL)
    assert list(found) == ["review", "planning"]
    assert [each.document_id for each in found["planning"]] == [ships().document_id]
