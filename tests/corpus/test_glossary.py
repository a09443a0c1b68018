"""The glossary finds a field's terms in what people write, and knows what they are called elsewhere."""

import pytest

from corpus.fulltext import words_in
from corpus.glossary import load_glossary

LANGUAGES = ("en", "nl", "de", "fr", "es", "it", "pt", "fi", "et", "lt", "eu")


def named(text: str, language: str, into: str) -> set[str]:
    glossary = load_glossary()
    return {
        term for mention in glossary.find(words_in(text), language) for term in glossary.terms(mention.concept, into)
    }


@pytest.mark.parametrize(
    ("text", "language", "into", "expected"),
    [
        ("leerbedrijven", "nl", "en", "training company"),
        ("stagiairs", "nl", "es", "prácticas"),
        ("schooluitval", "nl", "en", "dropout"),
        ("recognition of prior learning", "en", "nl", "EVC"),
        ("trade unions", "en", "de", "Gewerkschaft"),
        ("Auszubildenden", "de", "en", "apprentice"),
        ("oppisopimuskoulutuksessa", "fi", "en", "apprenticeship"),
        ("yrityksissä", "fi", "en", "company"),
        ("irakasleek", "eu", "es", "profesorado"),
        ("mokytojų", "lt", "en", "teacher"),
        ("õpetajate", "et", "fi", "opettaja"),
        ("entreprises", "fr", "nl", "bedrijf"),
        ("cuesta el proyecto", "es", "en", "project"),
    ],
)
def test_terms_are_known_in_their_forms(text: str, language: str, into: str, expected: str) -> None:
    assert expected in named(text, language, into)


def test_the_longest_term_counts() -> None:
    found = load_glossary().find(["trade", "unions"], "en")
    assert {(mention.first, mention.after) for mention in found} == {(0, 2)}


@pytest.mark.parametrize(("word", "language"), [("praktijkcentrum", "nl"), ("Betriebspraktikum", "de")])
def test_a_compound_is_known_by_its_parts(word: str, language: str) -> None:
    english = named(word, language, "en")
    assert english & {"practice", "internship"}
    assert english & {"centre", "company"}


@pytest.mark.parametrize("word", ["xylofoon", "abc", "", "Turku"])
def test_other_words_are_left_alone(word: str) -> None:
    assert named(word, "nl", "en") == set()


def test_every_concept_has_a_name_in_every_language() -> None:
    glossary = load_glossary()
    concepts = range(len(glossary))
    assert len(concepts) >= 250
    lacking = [
        (concept, language)
        for concept in concepts
        for language in LANGUAGES
        if not all(words_in(term) for term in glossary.terms(concept, language) or ("",))
    ]
    assert lacking == []
