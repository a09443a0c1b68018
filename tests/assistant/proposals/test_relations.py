"""Relations: what a quote is to a question, and by which rule."""

import pytest

from assistant.practices.figures import figures_in
from assistant.practices.sentences import Sentence
from assistant.proposals.relations import Told, names_need, names_obstacle, told
from assistant.proposals.shapes import Relation
from corpus.facets import Kind


def of(
    text: str,
    *wants: Relation,
    language: str = "en",
    kind: Kind = Kind.GOOD_PRACTICE,
    similar: bool = False,
    seeks_needs: bool = False,
    survey_result: bool = False,
) -> Told:
    sentence = Sentence(0, len(text), None, {}, figures_in(text, language))
    return told(
        text, sentence, language, kind,
        survey_result=survey_result, similar=similar, wants=wants, seeks_needs=seeks_needs,
    )  # fmt: skip


def test_a_figure_is_a_statistic_but_a_year_or_a_handful_is_none() -> None:
    assert of("In 2016 there were 814 teachers who took part.", "statistic") == ("statistic", "figure")
    assert of("In 2016 three teachers took part.", "statistic") == ("supports", "states")
    assert of("Project 2018-1-LT01-KA116-046805 began on 1 June 2018.", "statistic") == ("supports", "states")


def test_a_result_of_a_survey_says_so() -> None:
    assert of("62 per cent ask for time.", "statistic", kind=Kind.SURVEY_SUMMARY) == ("statistic", "survey_result")
    assert of("Time comes first.", "statistic", survey_result=True) == ("statistic", "survey_result")


def test_an_obstacle_says_otherwise_of_a_method_and_yes_of_a_need() -> None:
    text = "Schools lack the money for it."
    assert of(text, "comparable", "contrasts") == ("contrasts", "obstacle")
    assert of(text, "statistic", "supports", "contrasts", seeks_needs=True) == ("supports", "shows_need")


def test_what_works_already_says_otherwise_of_a_need() -> None:
    text = "In veel regio's werken scholen en bedrijven al samen."
    assert of(text, "contrasts", language="nl", seeks_needs=True) == ("contrasts", "already")


def test_a_practice_like_the_one_planned_is_comparable_where_that_is_wanted() -> None:
    text = "There were 227 companies."
    assert of(text, "comparable", "statistic", similar=True).relation == "comparable"
    assert of(text, "statistic", "comparable", similar=True).relation == "statistic"


def test_the_pandemic_is_an_obstacle_and_no_need() -> None:
    text = "Covid-19 kept everybody at home."
    assert of(text, "contrasts") == ("contrasts", "obstacle")
    assert of(text, "supports", seeks_needs=True) == ("supports", "states")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Joiltakin vastaajilta puuttuu yhteistyölle malli.", "fi"),
        ("Vanzelf blijft dat niet zo.", "nl"),
        ("Es fehlten Lehrplan, Abschluss und Schulbuch.", "de"),
        ("Se señalaban dos causas: la falta de una metodología.", "es"),
        ("Des élèves dont la famille a souvent peu de moyens.", "fr"),
        ("Ez dago lan metodologiarik.", "eu"),
    ],
)
def test_obstacles_are_told_in_many_languages(text: str, language: str) -> None:
    assert names_obstacle(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The school is for learners with special needs.", "en"),
        ("Se usan métodos basados en problemas.", "es"),
        ("Mokinių praktika truko keturias savaites.", "lt"),
        ("Regional events, such as innovation challenges, come on top.", "en"),
    ],
)
def test_words_that_only_look_like_trouble_are_none(text: str, language: str) -> None:
    assert not names_obstacle(text, language)
    assert not names_need(text, language)
