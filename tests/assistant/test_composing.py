import pytest

from assistant.composing import arranged, interleaved, plan_for, raise_odds, reranked, with_first
from assistant.evidence import Evidence
from assistant.intents import Intent


def evidence(document: str, score: float, start: int = 0) -> Evidence:
    return Evidence(document_id=document, passage_id=f"{document}-p", start=start, end=start + 10, score=score)


def test_a_list_takes_the_best_of_each_document_first() -> None:
    found = [evidence("a", 0.9), evidence("a", 0.8, 20), evidence("b", 0.5), evidence("c", 0.3)]
    order = arranged(found, plan_for(Intent.LIST, 5, None))
    assert [each.document_id for each in order] == ["a", "b", "c", "a"]


def test_a_fact_takes_the_strongest_and_leaves_what_is_much_weaker() -> None:
    found = [evidence("a", 0.9), evidence("a", 0.8, 20), evidence("b", 0.5), evidence("c", 0.05)]
    order = arranged(found, plan_for(Intent.FACT, 5, None))
    assert [each.score for each in order] == [0.9, 0.8, 0.5]


@pytest.mark.parametrize("intent", list(Intent))
def test_the_limit_that_was_asked_for_holds(intent: Intent) -> None:
    assert plan_for(intent, 5, 2).limit == 2


def test_sides_take_turns_and_nothing_is_taken_twice() -> None:
    shared = evidence("shared", 0.9)
    order = interleaved([[shared, evidence("a", 0.5)], [shared, evidence("b", 0.4)]])
    assert [each.document_id for each in order] == ["shared", "a", "b"]


def test_what_was_best_stays_among_the_first() -> None:
    best, *others = [evidence("a", 0.9), evidence("b", 0.8), evidence("b", 0.7, 20), evidence("b", 0.6, 40)]
    order = with_first([*others, best], best, 2)
    assert [(each.document_id, each.start) for each in order] == [("b", 0), ("a", 0), ("b", 20), ("b", 40)]
    assert [each.score for each in order] == sorted((each.score for each in order), reverse=True)


def test_odds_are_multiplied_and_stay_probabilities() -> None:
    assert raise_odds(0.5, 3.0) == pytest.approx(0.75)
    assert raise_odds(1.0, 6.0) == 1.0
    order = reranked([evidence("a", 0.6), evidence("b", 0.5)], lambda each: 3.0 if each.document_id == "b" else 1.0)
    assert [(each.document_id, round(each.score, 2)) for each in order] == [("b", 0.75), ("a", 0.6)]
