"""What surveys say as records: recognised in text or declared, with the place that says so, and never mixed."""

import json
from pathlib import Path

import pytest

from assistant.citations import verify
from assistant.settings import load_settings
from assistant.surveys.comparing import common_ground, contrasts, counted_once, only_in, same_surveys
from assistant.surveys.gathering import survey_of, surveys_of
from assistant.surveys.shapes import Result, Survey
from assistant.wiring import Assistant, index_sources
from corpus.documents import Document
from corpus.facets import Facets, Filters, Kind
from corpus.vocabulary import load_vocabulary
from indexer.drafts import Draft, ReadingLimits
from indexer.readers.table import read as read_table

SAMPLES = Path("corpus/samples/surveys")
VOCABULARY = load_vocabulary()

TOP_FIVE = """What leaders of vocational schools think

An online survey was held amongst leaders of vocational schools in Finland and the Netherlands in April 2020.

{lead}

  1. {items[0]}
  2. {items[1]}

3. {items[2]}

Nothing more was asked.
"""
LEADS = {
    "en": "This is the top 3 of topics that respondents named:",
    "nl": "Dit zijn volgens de enquête de drie belangrijkste thema's:",
    "fi": "Kyselyn mukaan kolme tärkeintä aihetta ovat:",
    "es": "Según la encuesta, los tres temas principales son:",
    "eu": "Inkestaren arabera, hiru gai nagusiak hauek dira:",
    "de": "Laut Umfrage sind die drei wichtigsten Themen:",
    "fr": "Selon l'enquête, les trois principaux thèmes sont :",
    "it": "Secondo l'indagine i tre principali temi sono:",
    "pt": "Segundo o inquérito, os três principais temas são:",
    "lt": "Pagal apklausą trys svarbiausios temos:",
    "et": "Küsitluse järgi on kolm olulisemat teemat:",
}


def document(text: str, kind: Kind = Kind.PUBLICATION, language: str = "en", **fields: str) -> Document:
    facets = Facets(kind=kind, language=language, countries=("FI", "NL"), year_from=2020, year_to=2020)
    return Document(id="0" * 16, title="A survey", text=text, source="survey.txt", facets=facets, fields=fields)


def read(text: str, kind: Kind = Kind.PUBLICATION, language: str = "en", **fields: str) -> Survey | None:
    return survey_of(document(text, kind, language, **fields), VOCABULARY)


@pytest.mark.parametrize("language", LEADS)
def test_a_ranked_list_is_recognised_with_its_sentence_as_source(language: str) -> None:
    text = TOP_FIVE.format(lead=LEADS[language], items=("Lifelong learning.", "Mobility", "Digital skills."))
    survey = read(text, language=language)
    assert survey is not None
    assert [(each.statement, each.rank, each.of) for each in survey.results] == [
        ("Lifelong learning.", 1, 3),
        ("Mobility", 2, 3),
        ("Digital skills.", 3, 3),
    ]
    for each in survey.results:
        assert each.citation is not None
        assert each.quoted
        assert verify(each.citation, document(text, language=language))
        assert each.citation.quote.startswith(f"{each.rank}.")
        assert each.asked is not None
        assert each.asked.quote == LEADS[language]


def test_what_was_asked_of_whom_and_when_is_quoted_from_running_text() -> None:
    survey = read(TOP_FIVE.format(lead=LEADS["en"], items=("Inclusion", "Mobility", "Stem")))
    assert survey is not None
    assert survey.population
    assert survey.method
    assert survey.period
    said = (
        "An online survey was held amongst leaders of vocational schools in Finland and the Netherlands in April 2020."
    )
    assert survey.population.text == survey.method.text == survey.period.text == said
    assert survey.n is None


@pytest.mark.parametrize(
    "lead",
    [
        "The project has three key activities:",
        "Under Key Action 3 the partners agreed on the following:",
        "After the survey, the project is structured as follows:",
    ],
)
def test_a_numbered_list_of_something_else_is_no_result(lead: str) -> None:
    assert read(TOP_FIVE.format(lead=lead, items=("Activity 1", "Activity 2", "Activity 3"))) is None


def test_a_ranking_that_nobody_was_asked_for_is_no_result() -> None:
    text = "The college lists its top 3 of workshops:\n\n1. Welding\n2. Baking\n3. Sewing\n"
    assert read(text) is None


def test_lists_below_the_names_of_countries_are_results_of_these_countries() -> None:
    text = (
        "A survey of leaders asked for the most important topics, in order of importance.\n\n"
        "Finland\n\n1. Lifelong learning\n2. Mobility\n3. Inclusion\n\n"
        "The Netherlands\n\n1. Mobility\n2. Digital skills\n3. Lifelong learning\n"
    )
    survey = read(text)
    assert survey is not None
    assert [(each.country, each.rank) for each in survey.results] == [
        ("FI", 1), ("FI", 2), ("FI", 3), ("NL", 1), ("NL", 2), ("NL", 3),
    ]  # fmt: skip
    (contrast,) = contrasts([survey])
    assert (contrast.more.country, contrast.less.country) == ("FI", "NL")


def test_shares_are_taken_from_sentences_that_say_whose_they_are() -> None:
    text = (
        "A survey with 310 respondents was held in May 2022. Of the respondents, 62 per cent ask for"
        " time, and 18 % want better workshops. Enrolment in STEM grew by 59.5 per cent."
    )
    survey = read(text)
    assert survey is not None
    assert survey.n == 310
    assert [(each.value, each.statement) for each in survey.results] == [
        (62.0, "Of the respondents, 62 per cent ask for time"),
        (18.0, "18 % want better workshops."),
    ]
    assert read("Enrolment in STEM grew by 59.5 per cent. Pupils took part in a survey.") is None


def declared(*results: dict[str, object]) -> str:
    return json.dumps(results)


def test_a_declared_result_is_cited_where_the_text_says_it_and_else_marked_as_declared() -> None:
    text = "The survey\n\nNearly 40 % of the pupils wish to open a shop of their own. Eight in ten have worked before."
    survey = read(
        text,
        Kind.SURVEY_SUMMARY,
        sample_size="about 1 250 pupils",
        results=declared(
            {"statement": "Pupils who want their own shop", "country": "FI", "value": 40, "unit": "%"},
            {"statement": "Pupils who worked before", "country": "FI", "value": 80, "unit": "%"},
            {"statement": "Teachers who want a tent", "country": "FI", "value": 40, "unit": "%"},
        ),
    )
    assert survey is not None
    assert survey.n == 1250
    own, worked, tent = survey.results
    assert own.quoted
    assert own.citation is not None
    assert own.citation.quote == "Nearly 40 % of the pupils wish to open a shop of their own."
    assert (worked.quoted, worked.citation, worked.stands) == (False, None, ())
    assert (tent.quoted, tent.citation) == (False, None)


def test_a_figure_of_another_sort_does_not_pass_for_a_percentage() -> None:
    results = declared({"statement": "Pupils who want their own shop", "value": 40, "unit": "%"})
    survey = read("In all 40 pupils wish to open a shop of their own.", Kind.SURVEY_SUMMARY, results=results)
    assert survey is not None
    assert not survey.results[0].quoted


def test_a_declared_rank_is_cited_from_the_item_with_its_number() -> None:
    text = "They put first:\n\n1. Experience abroad for pupils.\n2. Lifelong learning.\n"
    survey = read(
        text,
        Kind.SURVEY_SUMMARY,
        results=declared({"statement": "Lifelong learning", "rank": 2}, {"statement": "Lifelong learning", "rank": 3}),
    )
    assert survey is not None
    second, third = survey.results
    assert second.quoted
    assert second.citation is not None
    assert second.citation.quote == "2. Lifelong learning."
    assert not third.quoted


def test_hostile_fields_do_no_harm() -> None:
    text = "9" * 5000 + " %. " + "1. " * 3000 + "\n" + "a survey of respondents " * 500 + "\n1.\n2.\n3.\n"
    read(text, Kind.SURVEY_SUMMARY, sample_size="n" * 9000, results="[{not json")
    read(text, Kind.SURVEY_SUMMARY, results=declared({"statement": "", "value": 1e308}, {"statement": "x", "rank": -4}))


def table(tmp_path: Path, name: str, *rows: str) -> Draft:
    path = tmp_path / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (draft,) = read_table(path, ReadingLimits())
    return draft


@pytest.mark.parametrize(
    ("rows", "expected", "unit"),
    [
        (
            [
                "Wishes of leaders: rank by country",
                "Theme,Finland,Países Bajos",
                "Lifelong learning,1,3",
                "Mobility,2,1",
            ],
            [("FI", 1, None), ("NL", 3, None), ("FI", 2, None), ("NL", 1, None)],
            None,
        ),
        (
            ["Wishes of leaders", "What they ask for,FI,NL", "Lifelong learning,62%,55.5%", "Mobility,,41%"],
            [("FI", None, 62), ("NL", None, 55.5), ("NL", None, 41)],
            "%",
        ),
        (
            ["Thema,Land,Waarde,Eenheid", 'Mobility,FI,"1,600",aanvragen', "Mobility,NL,48,aanvragen"],
            [("FI", None, 1600), ("NL", None, 48)],
            "aanvragen",
        ),
    ],
)
def test_tables_of_results_become_records_with_their_rows_as_source(
    tmp_path: Path, rows: list[str], expected: list[tuple[str, int | None, float | None]], unit: str | None
) -> None:
    draft = table(tmp_path, "wishes.csv", *rows)
    assert draft.kind == Kind.SURVEY_SUMMARY
    assert set(draft.declared["country"]) == {"FI", "NL"}
    found = read(draft.text, Kind.SURVEY_SUMMARY, **draft.fields)
    assert found is not None
    assert [(each.country, each.rank, each.value) for each in found.results] == expected
    assert {each.unit for each in found.results} == {unit}
    assert all(each.quoted for each in found.results), [each for each in found.results if not each.quoted]
    assert all(each.citation and "\n" not in each.citation.quote for each in found.results)


def test_a_table_with_country_codes_for_something_else_is_no_survey(tmp_path: Path) -> None:
    assert table(tmp_path, "people.csv", "Name,ID,City", "Anna,12,Oulu", "Bea,13,Turku").kind is None


# Comparing


def survey(
    key: str, *results: Result, places: tuple[str, ...] = ("FI",), year: int = 2020, n: int | None = None
) -> Survey:
    return Survey(
        document_id=key, title=key, source=key, countries=places, year_from=year, year_to=year, n=n, results=results
    )


def ranked(theme: str, rank: int, country: str | None = None) -> Result:
    return Result(statement=theme, themes=(theme,), country=country, rank=rank, of=5)


def share(theme: str, value: float, country: str | None = None) -> Result:
    return Result(statement=theme, themes=(theme,), country=country, value=value, unit="%")


def test_common_ground_keeps_every_figure_and_puts_first_what_several_put_high() -> None:
    one = survey("one", ranked("mobility", 2), ranked("stem", 5))
    other = survey("other", share("mobility", 80), share("stem", 10), share("inclusion", 90), places=("NL",))
    common = common_ground([one, other])
    assert [(each.theme, each.high) for each in common] == [("mobility", True), ("stem", False)]
    assert [(voice.result.rank, voice.result.value) for voice in common[0].voices] == [(2, None), (None, 80)]
    assert [(each.document_id, themes) for each, themes in only_in([one, other])] == [("other", ("inclusion",))]


def test_two_reports_of_one_survey_count_once() -> None:
    results = (ranked("mobility", 1), ranked("stem", 2))
    one, again = survey("one", *results), survey("again", *results)
    later = survey("later", *results, year=2023)
    assert same_surveys([one, again, later]) == [(one, again)]
    assert counted_once([one, again, later]) == [one, later]
    assert common_ground([one, again]) == []


def test_contrasts_stay_within_one_survey_one_question_and_one_scale() -> None:
    one = survey("one", share("mobility", 60, "FI"), share("mobility", 20, "NL"), ranked("stem", 1, "FI"))
    other = survey("other", share("stem", 10, "NL"), share("inclusion", 41, "FI"), share("inclusion", 44, "NL"))
    assert [(each.more.value, each.less.value) for each in contrasts([one, other])] == [(60, 20)]


# A library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = load_settings({}, tmp_path_factory.mktemp("home"))
    index_sources(settings, [SAMPLES])
    return Assistant.open(settings)


def test_the_samples_are_read_with_their_places(library: Assistant) -> None:
    found = {Path(each.source).name: each for each in surveys_of(library.library, 1)}
    assert len(found) == 8
    leaders = found["vet-leaders-2020.md"]
    assert leaders.places == ("FI", "NL", "GB-NIR", "GB-SCT", "ES-PV")
    assert [each.rank for each in leaders.results if each.quoted] == [1, 2, 3, 4, 5]
    results = [each for survey in found.values() for each in survey.results]
    assert [each.statement for each in results if not each.quoted] == ["Tienen experiencia laboral"]
    for survey in found.values():
        whole = library.document(survey.document_id)
        facts = (survey.population, survey.method, survey.period, survey.sample)
        cited = [*(each.citation for each in survey.results), *(each.citation for each in facts if each)]
        assert all(verify(each, whole) for each in cited if each)
    assert found["alumnado-fp-ccc.md"].n == 700
    italian = [each for each in surveys_of(library.library, 1, Filters(countries=("IT",))) if each.results]
    assert {Path(each.source).suffix for each in italian} == {".csv", ".md"}


def test_a_result_answers_in_the_words_in_which_it_is_declared(library: Assistant) -> None:
    answer = library.ask("¿Qué porcentaje de estudiantes quiere montar su negocio?")
    assert answer.status == "answered"
    assert "el 40 % desea abrir un negocio propio" in answer.citations[0].quote
    other = library.ask("¿Qué porcentaje de profesores quiere montar su negocio?")
    assert other.status != "answered"
