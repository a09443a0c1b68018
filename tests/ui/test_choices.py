"""Filters can be named as people name them, and a name that is not known is answered with near ones."""

import pytest

from corpus.errors import UsageError
from corpus.facets import Filters, Kind
from corpus.vocabulary import load_vocabulary
from ui.choices import filters_from


def test_codes_and_names_in_any_language_are_understood() -> None:
    filters = filters_from(
        load_vocabulary(),
        countries=["nl", "Nederland", "Suomi", "Spanien", "Euskadi", "GB-SCT"],
        kinds=["good practice", "survey_summary"],
        languages=["Dutch", "suomi", "pt-BR"],
        year_from=2019,
    )
    assert filters == Filters(
        countries=("NL", "FI", "ES", "ES-PV", "GB-SCT"),
        kinds=(Kind.GOOD_PRACTICE, Kind.SURVEY_SUMMARY),
        languages=("nl", "fi", "pt"),
        year_from=2019,
    )


def test_every_theme_can_be_named_by_its_id_and_by_each_of_its_labels() -> None:
    vocabulary = load_vocabulary()
    for theme in vocabulary.themes.values():
        assert filters_from(vocabulary, themes=[theme.id]).themes == (theme.id,)
        assert filters_from(vocabulary, themes=[theme.labels["fi"]]).themes == (theme.id,)


@pytest.mark.parametrize(
    ("facet", "name", "near"),
    [
        ("countries", "Netherland", "Netherlands"),
        ("countries", "Deutchland", "Deutschland"),
        ("kinds", "good_practise", "good_practice"),
        ("languages", "Duthc", "Dutch"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(facet: str, name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        filters_from(load_vocabulary(), **{facet: [name]})  # type: ignore[arg-type]
    assert repr(name) in str(caught.value)
    assert repr(near) in str(caught.value)


def test_a_name_near_nothing_is_answered_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="project_report, publication, survey_summary"):
        filters_from(load_vocabulary(), kinds=["zzzzzz"])


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError, match="2022 is after 2019"):
        filters_from(load_vocabulary(), year_from=2022, year_to=2019)
