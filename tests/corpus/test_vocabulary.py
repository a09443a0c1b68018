"""The vocabulary: what it knows, what it finds in texts, and what it leaves alone."""

from collections import defaultdict

import pytest

from corpus.facets import Kind
from corpus.placenames import READING_LANGUAGES
from corpus.records import FIELDS
from corpus.termwords import term_words
from corpus.vocabulary import load_vocabulary, read_vocabulary

VOCABULARY = load_vocabulary()


def places_in(text: str, language: str | None = None) -> list[str]:
    return [mention.code for mention in VOCABULARY.find_places(text, language)]


def themes_in(text: str, language: str | None = None) -> list[str]:
    return [mention.id for mention in VOCABULARY.find_themes(text, language)]


def test_there_are_25_to_40_themes_labelled_in_every_language() -> None:
    assert 25 <= len(VOCABULARY.themes) <= 40
    for theme in VOCABULARY.themes.values():
        assert theme.definition.endswith(".")
        for language in READING_LANGUAGES:
            assert theme.labels.get(language), f"{theme.id} has no label in {language}"
            assert theme.synonyms.get(language), f"{theme.id} has no synonym in {language}"


@pytest.mark.parametrize("language", READING_LANGUAGES)
def test_no_term_belongs_to_two_themes(language: str) -> None:
    owners = defaultdict(set)
    for theme in VOCABULARY.themes.values():
        for term in (theme.labels[language], *theme.synonyms[language]):
            owners[tuple(term_words(term, language))].add(theme.id)
    assert not [themes for themes in owners.values() if len(themes) > 1]


def test_related_themes_exist_and_every_alignment_names_its_source() -> None:
    for theme in VOCABULARY.themes.values():
        assert set(theme.related) <= VOCABULARY.themes.keys() - {theme.id}
        for alignment in theme.alignments:
            assert alignment.source.strip()
            assert alignment.label.strip()
    unchecked = {each.scheme for theme in VOCABULARY.themes.values() for each in theme.alignments if not each.checked}
    assert unchecked == {"erasmus-vet-priorities", "cedefop-themes"}


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Three schools in Denmark took part.", "en", "DK"),
        ("in the Netherlands", "en", "NL"),
        ("what do schools in finland do", "en", "FI"),
        ("De scholen in Duitsland doen mee", "nl", "DE"),
        ("Koulutus Suomessa ja muualla", "fi", "FI"),
        ("yritykset Islannissa", "fi", "IS"),
        ("oppilaitokset Kreikassa", "fi", "GR"),
        ("vierailu Alankomaihin", "fi", "NL"),
        ("los centros de España", "es", "ES"),
        ("Los Países Bajos participan", "es", "NL"),
        ("Espainian eta Europan", "eu", "ES"),
        ("Alemaniako enpresak", "eu", "DE"),
        ("die Schulen in den Niederlanden", "de", "NL"),
        ("les lycées d’Espagne", "fr", "ES"),
        ("empresas da Alemanha", "pt", "DE"),
        ("scuole della Germania", "it", "DE"),
        ("praktika Latvijoje", "lt", "LV"),
        ("praktika Jungtinėje Karalystėje", "lt", "GB"),
        ("mokyklos iš Lietuvos", "lt", "LT"),
        ("koolid Soomes", "et", "FI"),
        ("Eestis ja Lätis", "et", "EE"),
        ("staż w Niemczech", "pl", "DE"),
        ("szkoły w Polsce", "pl", "PL"),
        ("skolor i Sverige", "sv", "SE"),
        ("izglītība Latvijā", "lv", "LV"),
        ("školy v České republice", "cs", "CZ"),
    ],
)
def test_a_country_is_found_in_any_language_and_case(text: str, language: str, code: str) -> None:
    assert code in places_in(text, language)
    assert code in places_in(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("VET leaders in Northern Ireland and Scotland", ["GB-NIR", "GB-SCT"]),
        ("the Basque Country", ["ES-PV"]),
        ("Lanbide Heziketa Euskadin", ["ES-PV"]),
        ("Pohjois-Irlannissa ja Skotlannissa", ["GB-NIR", "GB-SCT"]),
        ("scholen in Vlaanderen en Wallonië", ["BE-VLG", "BE-WAL"]),
        ("skolor på Åland", ["FI-01"]),
        ("w Kraju Basków", ["ES-PV"]),
    ],
)
def test_regions_are_found_and_not_taken_for_the_country_in_their_name(text: str, codes: list[str]) -> None:
    assert places_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "They had turkey for lunch.",
        "It may help us; no one is in it.",
        "An island of calm, and many islands.",
        "A school in New England.",
        "See https://www.gov.uk/education and https://example.de/page.",
        "La escuela es para todos, y el malta no.",
        "The material is in english and in french.",
        "(Dutch only)",
        "The reports are in Dutch, German and French.",
        "El informe está en español.",
    ],
)
def test_common_words_are_no_countries(text: str) -> None:
    assert places_in(text) == []
    assert places_in(text, "en") == []


def test_a_mention_says_where_it_stands_and_adjectives_are_weak() -> None:
    text = "Dutch schools and partners in Portugal."
    dutch, portugal = VOCABULARY.find_places(text, "en")
    assert (dutch.code, dutch.weak) == ("NL", True)
    assert (portugal.code, portugal.weak) == ("PT", False)
    assert text[portugal.start : portugal.end] == portugal.surface == "Portugal"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("What do Dutch schools do?", "NL"),
        ("Was machen niederländische Schulen?", "NL"),
        ("suomalaiset oppilaitokset", "FI"),
        ("los centros vascos", "ES-PV"),
        ("wat doen Vlaamse scholen", "BE-VLG"),
    ],
)
def test_adjectives_are_found_as_weak_mentions(text: str, code: str) -> None:
    assert [(mention.code, mention.weak) for mention in VOCABULARY.find_places(text)] == [(code, True)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("EL", "GR"), ("UK", "GB"), ("nl", "NL"), ("UK-SCT", "GB-SCT"), ("es-pv", "ES-PV"), ("EU", "EU")),
        *(("Niederlande", "NL"), ("HOLLAND", "NL"), ("Herbehereak", "NL"), ("Paises Bajos", "NL"), ("Kypros", "CY")),
        *(("the Czech Republic", "CZ"), ("Écosse", "GB-SCT"), ("Ελλάδα", "GR"), ("Türkiye", "TR"), ("Kenya", "KE")),
        *(("European Union", "EU"), ("Eurooppa", "EU"), ("Narnia", None), ("", None)),
    ],
)
def test_a_place_is_known_by_name_or_code(name: str, code: str | None) -> None:
    assert VOCABULARY.place_code(name) == code


def test_regions_lie_in_their_countries() -> None:
    regions = [place for place in VOCABULARY.places.values() if place.country]
    assert len(regions) >= 20
    for place in regions:
        assert place.code.startswith(f"{place.country}-")
        assert VOCABULARY.country_of(place.code) == place.country
        assert set(READING_LANGUAGES) <= place.names.keys()
    assert VOCABULARY.country_of("NL") == "NL"
    assert VOCABULARY.country_of("XX-YY") is None


@pytest.mark.parametrize(
    ("text", "language", "theme"),
    [
        ("Apprentices and their companies", "en", "apprenticeship"),
        ("quality assurance in schools", "en", "quality-assurance"),
        ("de kwaliteitszorg van de school", "nl", "quality-assurance"),
        ("laadunvarmistuksen menetelmiä", "fi", "quality-assurance"),
        ("kokybės užtikrinimo sistema", "lt", "quality-assurance"),
        ("kvaliteedi tagamise süsteem", "et", "quality-assurance"),
        ("garantia da qualidade", "pt", "quality-assurance"),
        ("la formacion del profesorado", "es", "teachers-and-trainers"),
        ("irakasleen prestakuntza", "eu", "teachers-and-trainers"),
        ("die Digitalisierung der Berufsschule", "de", "digital-skills"),
        ("les stages en entreprise", "fr", "work-based-learning"),
        ("apprendimento basato sul lavoro", "it", "work-based-learning"),
        ("zapewnianiu jakości", "pl", "quality-assurance"),
        ("ikasleen mugikortasunaren kudeaketa", "eu", "mobility"),
    ],
)
def test_a_theme_is_found_in_any_language_and_inflection(text: str, language: str, theme: str) -> None:
    assert theme in themes_in(text, language)


@pytest.mark.parametrize("text", ["It stems from the government.", "A hospital and its steam engine.", "Two digits."])
def test_words_of_the_same_stem_are_not_always_of_the_theme(text: str) -> None:
    assert themes_in(text, "en") == []


def test_the_longest_term_wins_and_punctuation_parts_terms() -> None:
    text = "work-based learning, mobility"
    assert [mention.surface for mention in VOCABULARY.find_themes(text, "en")] == ["work-based learning", "mobility"]
    assert "special-needs" not in themes_in("What is special? Needs differ.", "en")


def test_themes_levels_and_kinds_are_known_by_any_label() -> None:
    assert VOCABULARY.theme_id("Kwaliteitszorg") == "quality-assurance"
    assert VOCABULARY.theme_id("work_based_learning") == "work-based-learning"
    assert VOCABULARY.theme_id("astrology") is None
    assert VOCABULARY.level_id("IVET") == "initial-vet"
    assert VOCABULARY.kind_of("Good practices") is Kind.GOOD_PRACTICE
    assert VOCABULARY.kind_of("survey_summary") is Kind.SURVEY_SUMMARY
    assert VOCABULARY.phase_id("Plan") == "planning"
    assert VOCABULARY.language_code("Nederlands") == "nl"
    assert VOCABULARY.language_code("en-GB") == "en"
    assert VOCABULARY.language_code("Klingon") is None


def test_every_kind_and_field_has_a_label_in_every_language() -> None:
    assert set(VOCABULARY.kinds) == {kind.value for kind in Kind}
    assert set(FIELDS) <= VOCABULARY.fields.keys()
    for terms in (VOCABULARY.kinds, VOCABULARY.fields, VOCABULARY.levels, VOCABULARY.phases):
        for term in terms.values():
            assert set(READING_LANGUAGES) <= term.labels.keys()


@pytest.mark.parametrize(
    ("label", "field"),
    [
        *(("Short summary", "summary"), ("Description and objectives:", "description"), ("Source / author", "author")),
        *(("Budget and funding model", "budget"), ("Quote data pages", "quote"), ("Year start", "year_start")),
        *(("Title (dropdown menu)", "title"), ("Doelgroep", "target_group"), ("Education level", "education_level")),
        ("Logo or photo", None),
    ],
)
def test_labels_in_documents_lead_to_fields(label: str, field: str | None) -> None:
    assert VOCABULARY.field_name(label) == field


def test_labels_are_given_in_the_language_asked_for_else_in_english() -> None:
    assert VOCABULARY.place_label("NL", "eu") == "Herbehereak"
    assert VOCABULARY.place_label("GB-SCT", "fi") == "Skotlanti"
    assert VOCABULARY.place_label("EU", "nl") == "Europa"
    assert VOCABULARY.place_label("QQ", "en") == "QQ"
    assert VOCABULARY.theme_label("mobility", "mt") == "Learning mobility"
    assert VOCABULARY.language_label("fi", "nl") == "Fins"
    assert VOCABULARY.kind_label(Kind.NEWS, "fi") == "Uutinen"
    assert VOCABULARY.field_label("budget", "nl") == "Budget en financiering"


def test_actions_have_labels() -> None:
    assert read_vocabulary("programmes")["actions"]["KA202"].startswith("Strategic partnerships")
