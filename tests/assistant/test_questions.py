import pytest

from assistant.questions import detect_language, expected_answer, understand
from assistant.words import Expected
from corpus.facets import Filters, Kind
from corpus.vocabulary import load_vocabulary

LANGUAGES = ("en", "nl", "fi", "es", "de", "fr")


def filters_of(question: str, filters: Filters = Filters()) -> Filters:
    return understand(question, filters, load_vocabulary(), LANGUAGES).filters


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many companies take part?", "en"),
        ("Hoeveel bedrijven doen mee?", "nl"),
        ("Kuinka monta yritystä on mukana?", "fi"),
        ("¿Cuántas empresas participan?", "es"),
        ("Wie viele Betriebe machen mit?", "de"),
        ("Combien d'entreprises participent ?", "fr"),
        ("Quante aziende partecipano?", "it"),
        ("Quantas empresas participam?", "pt"),
        ("Kiek įmonių dalyvauja?", "lt"),
        ("Mitu ettevõtet osaleb?", "et"),
        ("Zenbat enpresak hartzen dute parte?", "eu"),
        ("kwaliteitszorg in het mbo", "nl"),
        ("In what year?", "en"),
    ],
)
def test_the_language_of_a_question_is_heard(question: str, language: str) -> None:
    assert detect_language(question, LANGUAGES, "en") == language


@pytest.mark.parametrize("otherwise", ["nl", "fi"])
def test_names_alone_lean_to_the_readers_language(otherwise: str) -> None:
    assert detect_language("Jet-Net TechNet", LANGUAGES, otherwise) == otherwise


@pytest.mark.parametrize(
    ("question", "countries"),
    [
        ("How is work-based learning organised in Finland?", ("FI",)),
        ("Hoe werken scholen en bedrijven samen in Nederland?", ("NL",)),
        ("Miten oppisopimus toimii Suomessa?", ("FI",)),
        ("¿Qué prácticas hay en España?", ("ES",)),
        ("Wie funktioniert die Ausbildung in Deutschland?", ("DE",)),
        ("What do schools do in Scotland?", ("GB-SCT",)),
        ("How do teachers learn in Finland and the Netherlands?", ("FI", "NL")),
        ("Why did Denmark copy Jet-Net?", ()),
        ("Which countries took part in the survey, as in Finland?", ()),
        ("What can Finland learn from Estonia?", ()),
        ("Waarom nam Denemarken Jet-Net over?", ()),
        ("What is the Dutch approach?", ()),
        ("What did Finland do about drop-out?", ()),
        ("How do schools train sailors in Japan?", ("JP",)),
        ("Which Finnish schools work with companies?", ("FI",)),
        ("Welke Vlaamse scholen doen mee?", ("BE-VLG",)),
        ("¿Qué hacen las escuelas finlandesas?", ("FI",)),
        ("Compare Finland and Scotland on quality assurance", ("FI", "GB-SCT")),
        ("How do Finland and Scotland involve companies?", ("FI", "GB-SCT")),
        ("Hoe betrekken Finland, Schotland en Vlaanderen bedrijven?", ("FI", "GB-SCT", "BE-VLG")),
        ("How do Finland and Japan assess apprentices?", ("FI", "JP")),
        ("Why did Denmark copy what the Netherlands had begun?", ()),
        ("Wat is het verschil tussen Nederland en Finland?", ("NL", "FI")),
        ("Nola lan egiten dute ikastetxeek Euskadin?", ("ES-PV",)),
    ],
)
def test_places_narrow_only_when_something_in_them_is_asked_for(question: str, countries: tuple[str, ...]) -> None:
    filters = filters_of(question)
    assert filters.countries == countries
    assert ("countries" in filters.inferred) == bool(countries)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Which practices started since 2018?", (2018, None)),
        ("Welke praktijken zijn er sinds 2018?", (2018, None)),
        ("What happened after 2018?", (2019, None)),
        ("What was done before 2015?", (None, 2014)),
        ("Projects between 2016 and 2019", (2016, 2019)),
        ("How many companies took part in 2016?", (None, None)),
        ("Which projects were there in 2016?", (2016, 2016)),
        ("What do we know about mobility in 2019?", (2019, 2019)),
        ("Was geschah seit 2018?", (2018, None)),
        ("Zer egin da 2018tik?", (2018, None)),
        ("What was the 2020 target?", (None, None)),
    ],
)
def test_years_narrow_when_a_period_is_asked_for(question: str, years: tuple[int | None, int | None]) -> None:
    filters = filters_of(question)
    assert (filters.year_from, filters.year_to) == years
    assert ("years" in filters.inferred) == any(years)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Which good practices involve girls?", (Kind.GOOD_PRACTICE,)),
        ("Welke praktijken zijn er?", (Kind.GOOD_PRACTICE,)),
        ("According to surveys, what do leaders want?", (Kind.SURVEY_SUMMARY,)),
        ("Welche Umfragen gibt es zur Mobilität?", (Kind.SURVEY_SUMMARY,)),
        ("¿Qué informes hablan de movilidad?", (Kind.PROJECT_REPORT, Kind.PUBLICATION)),
        ("Zein inkesta dago?", (Kind.SURVEY_SUMMARY,)),
        ("How many leaders were asked in the survey?", ()),
        ("In practice, what do schools do?", ()),
        ("¿Cuántas prácticas hacen los alumnos?", ()),
    ],
)
def test_kinds_narrow_when_documents_of_a_kind_are_asked_for(question: str, kinds: tuple[Kind, ...]) -> None:
    assert filters_of(question).kinds == kinds


def test_what_the_asker_wants_wide_is_not_narrowed() -> None:
    question = "Which practices started in Finland since 2018?"
    understood = understand(question, Filters(), load_vocabulary(), LANGUAGES, keep_wide={"countries", "years"})
    assert understood.filters.inferred == ("kinds",)
    assert "finland" in [term.word for term in understood.terms]


def test_words_that_only_say_what_is_wanted_are_not_searched_for() -> None:
    understood = understand("What do we know about early leaving?", Filters(), load_vocabulary(), LANGUAGES)
    assert understood.focus == "early leaving?"
    assert [term.word for term in understood.terms] == ["early", "leaving"]
    assert understood.themes


def test_explicit_filters_win() -> None:
    given = Filters(countries=("NL",), year_from=2010)
    assert filters_of("What is done in Finland since 2018?", given) == given


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many companies take part?", Expected.NUMBER),
        ("What is the yearly budget?", Expected.AMOUNT),
        ("Wanneer begon het?", Expected.DATE),
        ("Who coordinates it?", Expected.PERSON),
        ("¿Dónde se celebró?", Expected.PLACE),
        ("Wie hoch ist der Anteil?", Expected.NUMBER),
        ("Why did it fail?", None),
    ],
)
def test_a_question_says_what_kind_of_answer_it_expects(question: str, expected: Expected | None) -> None:
    found = expected_answer(question)
    assert found == expected


def test_terms_of_the_vocabulary_are_carried_into_the_librarys_languages() -> None:
    understood = understand("Wat doet Denemarken?", Filters(), load_vocabulary(), ("en", "nl"))

    term = next(term for term in understood.terms if term.word == "denemarken")
    assert "denmark" in term.translations["en"]
    assert "wat" not in [term.word for term in understood.terms]
