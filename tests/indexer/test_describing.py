"""Facets: stated ones win, others are worked out, and nothing stated is lost without a word."""

from datetime import date

import pytest

from corpus.facets import Facets, Kind, Origin
from corpus.vocabulary import load_vocabulary
from indexer.describing import Description, describe
from indexer.drafts import Draft


def described(draft: Draft, sidecar: dict[str, object] | None = None) -> Description:
    return describe(draft, sidecar, load_vocabulary())


def facets(text: str, title: str = "A title", **more: object) -> Facets:
    return described(Draft.model_validate({"title": title, "text": text, **more})).facets


def test_what_a_document_declares_goes_before_the_sidecar_and_the_text() -> None:
    draft = Draft(title="Schools in Norway", text="Norway and Norway.", declared={"country": ("Netherlands",)})
    result, unknown = described(draft, {"country": "FI", "theme": ["Mobility", "STEM"], "language": "en"})
    assert result.countries == ("NL",)
    assert result.themes == ("mobility", "stem")
    assert result.origins["countries"] is Origin.DECLARED
    assert result.origins["themes"] is Origin.SIDECAR
    assert result.origins["language"] is Origin.SIDECAR
    assert unknown == ()


def test_an_unknown_value_is_reported_with_its_field_and_the_next_source_is_used() -> None:
    draft = Draft(title="T", text="Nothing here.", declared={"country": ("Narnia",), "theme": ("astrology",)})
    result, unknown = described(draft, {"country": "Portugal", "year_start": "soon"})
    assert result.countries == ("PT",)
    assert result.origins["countries"] is Origin.SIDECAR
    assert len(unknown) == 3
    assert any("country" in message and "'Narnia'" in message for message in unknown)
    assert any("theme" in message and "'astrology'" in message for message in unknown)
    assert any("year_start in the sidecar file" in message and "'soon'" in message for message in unknown)


def test_values_of_yaml_are_understood_as_people_mean_them() -> None:
    result, unknown = described(
        Draft(title="T", text="Text."), {"country": [False, "UK"], "year_start": 2016, "year_end": date(2019, 8, 31)}
    )
    assert result.countries == ("NO", "GB")  # YAML reads an unquoted NO as false
    assert (result.year_from, result.year_to) == (2016, 2019)
    assert unknown == ()


def test_one_value_may_name_several_countries() -> None:
    draft = Draft(
        title="T", text="Text.", declared={"country": ("Belgium; the Netherlands, EL and Bosnia and Herzegovina",)}
    )
    assert described(draft).facets.countries == ("BE", "NL", "GR", "BA")


def test_topics_of_erasmus_are_themes_whole_or_listed() -> None:
    topics = "International cooperation, international relations, development cooperation; Social dialogue; Astrology"
    result, unknown = described(Draft(title="T", text="x", declared={"theme": (topics,)}))
    assert result.themes == ("internationalisation", "governance")
    assert unknown == ("theme: 'Astrology' is not a theme we know, so it was left out.",)


def test_a_declared_region_brings_its_country() -> None:
    result = facets("Text.", declared={"region": ("Basque Country",)})
    assert (result.countries, result.regions) == (("ES",), ("ES-PV",))
    assert result.origins["regions"] is result.origins["countries"] is Origin.DECLARED


def test_an_inferred_region_must_lie_in_the_declared_country() -> None:
    result = facets("Colleges in Scotland. Scotland again, and Flanders, Flanders.", declared={"country": ("UK",)})
    assert (result.countries, result.regions) == (("GB",), ("GB-SCT",))
    assert result.origins["countries"] is Origin.DECLARED
    assert result.origins["regions"] is Origin.INFERRED


def test_the_heading_above_a_record_gives_its_country() -> None:
    result = facets("In 2012 a version was launched in Denmark. Denmark renamed it.", heading="Netherlands")
    assert result.countries == ("NL",)
    assert result.origins["countries"] is Origin.INFERRED


def test_a_long_text_that_names_a_country_once_is_not_about_it() -> None:
    text = "Schools in the Netherlands work with companies. " * 40 + "Denmark has copied this."
    assert facets(text).countries == ("NL",)


def test_a_list_of_partner_countries_counts_them_all() -> None:
    text = "The partners come from Belgium, the Netherlands, Germany, Italy and France. " + "They met often. " * 150
    assert facets(text).countries == ("BE", "NL", "DE", "IT", "FR")


def test_a_text_about_a_region_is_about_its_country() -> None:
    result = facets("VET leaders in Finland, Northern Ireland, Scotland and the Basque Country were asked.")
    assert result.countries == ("FI", "GB", "ES")
    assert result.regions == ("GB-NIR", "GB-SCT", "ES-PV")


def test_a_project_number_and_an_address_tell_the_country() -> None:
    assert facets("Project 2016-1-NL01-KA201-022970 ended.").countries == ("NL",)
    assert facets("A note on schools.", url="https://www.example.ee/leht").countries == ("EE",)
    assert facets("A note on schools.", url="https://www.example.eu/page").countries == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De samenwerking tussen scholen en bedrijven in de regio.", "nl"),
        ("Ammatillisen koulutuksen järjestäjät kehittävät laatua yhdessä.", "fi"),
        ("Ikastetxeek Lanbide Heziketako eremu estrategikoak ebaluatu dituzte.", "eu"),
        ("Kutsekoolid osalevad koostööprojektides sageli partnerina.", "et"),
        ("Mokytojai stebėjo darbą ir keitėsi gerąja patirtimi.", "lt"),
        ("2019 – 2021", None),
    ],
)
def test_the_language_is_told_from_the_text_if_there_is_enough(text: str, language: str | None) -> None:
    assert facets(text, title="").language == language


@pytest.mark.parametrize(
    ("title", "text", "years"),
    [
        ("T", "The project ran from October 2019 to April 2022.", (2019, 2022)),
        ("Technology Pact 2016 - 2020", "It was first signed in 2013.", (2016, 2020)),
        ("T", "In de periode 2018-2021 onderzoek.", (2018, 2021)),
        ("T", "Projekt 1.9.2023–30.8.2026", (2023, 2026)),
        ("T", "curso 2023/24", (2023, 2024)),
        ("A survey of 2015", "Asked 275 people.", (2015, 2015)),
        ("T", "Launched in 2004, changed in 2009, closed in 2017.", (None, None)),
        ("T", "Over 2000 companies and 35.000 students, EUR 1.950", (None, None)),
        ("T", "In 1848 and 2150.", (None, None)),
    ],
)
def test_years_are_inferred_only_when_said_plainly(title: str, text: str, years: tuple[int | None, int | None]) -> None:
    result = facets(text, title=title)
    assert (result.year_from, result.year_to) == years
    assert ("years" in result.origins) == (years != (None, None))


def test_the_date_of_a_news_item_is_its_year() -> None:
    result = facets("15 april 2019\n\nStaat uw initiatief al op de kaart? Het onderzoek begon in 2017.")
    assert result.kind is Kind.NEWS
    assert (result.year_from, result.year_to) == (2019, 2019)


def test_declared_years_in_the_wrong_order_are_exchanged_and_reported() -> None:
    result, unknown = described(Draft(title="T", text="x", declared={"year_start": ("2019",), "year_end": ("2015",)}))
    assert (result.year_from, result.year_to) == (2015, 2019)
    assert any("2015" in message and "2019" in message for message in unknown)


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (
            Draft(title="Zorgpact", text="…", fields={"impact": "67 best practices", "reach": "16 regions"}),
            "good_practice",
        ),
        (Draft(title="Leaders", text="…", fields={"population": "VET leaders"}), "survey_summary"),
        (Draft(title="Pact", text="…", fields={"abstract": "…", "author": "PBT"}), "publication"),
        (Draft(title="NoN", text="…", fields={"project_number": "608977-EPP"}), "project_report"),
        (Draft(title="Results of the 2015 Erasmus+ survey", text="…"), "survey_summary"),
        (Draft(title="Meeting", text="…", url="https://example.org/news/12"), "news"),
        (Draft(title="Anything", text="…"), "publication"),
        (Draft(title="A survey", text="…", kind=Kind.NEWS), "news"),
    ],
)
def test_the_kind_shows_in_fields_words_or_address(draft: Draft, kind: str) -> None:
    assert described(draft).facets.kind == kind


def test_themes_are_those_spoken_of_most_and_at_most_five() -> None:
    text = "Apprentices learn in companies. Apprenticeship is growing. " * 20 + "There is also tourism."
    assert facets(text).themes == ("apprenticeship",)
    many = "mobility, quality assurance, inclusion, career guidance, entrepreneurship, migrants, leadership, tourism"
    assert len(facets(many).themes) == 5


def test_levels_and_phases_are_inferred_only_when_clear() -> None:
    assert facets("Some text.", title="Initial VET in Spain").education_levels == ("initial-vet",)
    assert facets("A university was a partner.").education_levels == ()
    assert facets("EQAVET: the planning phase comes first.").eqavet_phases == ("planning",)
    assert facets("The project had a planning phase.").eqavet_phases == ()


def test_every_facet_with_a_value_has_an_origin() -> None:
    result = facets("Mobility from Spain, 2019 to 2021: learners of IVET in Spain went abroad.", title="IVET in Spain")
    assert result.origins.keys() >= {"kind", "countries", "themes", "language", "years", "education_levels"}
    assert set(result.origins.values()) == {Origin.INFERRED}


def test_a_theme_may_be_stated_in_the_plural() -> None:
    result, unknown = described(Draft(title="T", text="A text.", declared={"theme": ("Apprenticeships",)}))
    assert (result.themes, unknown) == (("apprenticeship",), ())
