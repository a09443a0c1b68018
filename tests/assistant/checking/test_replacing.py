"""A name that a source has elsewhere does not bear out what it says of another."""

import pytest

from assistant.checking.checker import Checker
from assistant.wiring import Assistant
from tests.assistant.checking.sources import source

TWO_TOWNS = source(
    "Ombria College in Turku planned the year with Lantern School in Porto. Tutors get two hours a week for their"
    " apprentices in Porto. Welders from Ghana and cooks trained at sites in the EU."
)


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return assistant.checker()


@pytest.mark.parametrize(
    ("statement", "wrong", "right"),
    [
        ("Tutors get two hours a week for their apprentices in Turku.", "Turku", "Porto"),
        ("Welders from Porto and cooks trained at sites in the EU.", "Porto", "Ghana"),
    ],
)
def test_a_name_in_the_place_of_another_is_told_with_the_one_that_stands_there(
    checker: Checker, statement: str, wrong: str, right: str
) -> None:
    verdict = checker.check(statement, [TWO_TOWNS], "en")
    assert verdict.outcome != "supported"
    assert any(each.said == wrong and right in " ".join(each.found) for each in verdict.differences)


@pytest.mark.parametrize(
    "statement",
    [
        "Tutors get two hours a week for their apprentices in Porto.",
        "Cooks trained at sites in the European Union.",
        "In Turku, Ombria College planned the year with Lantern School.",
        "Tutors in Porto get two hours a week for their apprentices.",
    ],
)
def test_the_same_name_written_otherwise_or_elsewhere_in_the_sentence_is_no_difference(
    checker: Checker, statement: str
) -> None:
    assert checker.check(statement, [TWO_TOWNS], "en").outcome == "supported"
