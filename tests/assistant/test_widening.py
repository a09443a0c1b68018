"""The words of a question are carried into the languages of the library."""

import pytest

from assistant.standing import standing_for
from assistant.widening import Term, widened_terms
from corpus.fulltext import analyse
from corpus.stemlist import StemList
from corpus.vocabulary import load_vocabulary


def terms_of(question: str, language: str, *languages: str) -> dict[str, Term]:
    vocabulary = load_vocabulary()
    terms = widened_terms(
        question, language, vocabulary.find_places(question, language), (), vocabulary, (language, *languages)
    )
    return {term.word: term for term in terms}


def test_words_of_the_field_and_places_are_translated() -> None:
    terms = terms_of("Wat kost het stageplan in Denemarken?", "nl", "en", "es")
    assert list(terms) == ["kost", "stageplan", "denemarken"]
    assert "costs" in terms["kost"].translations["en"]
    assert "internship" in terms["stageplan"].translations["en"]
    assert terms["denemarken"].translations == {"en": ("denmark",), "es": ("dinamarca",)}


def test_of_a_term_of_several_words_each_gets_what_is_not_the_others() -> None:
    terms = terms_of("Which digital skills do teachers need?", "en", "es")
    assert "digitales" in terms["digital"].translations["es"]
    assert "competencias" not in terms["digital"].translations["es"]
    assert "competencias" in terms["skills"].translations["es"]


def test_one_word_elsewhere_stands_for_every_word_of_a_term() -> None:
    terms = terms_of("What is done about early school leaving?", "en", "nl")
    assert all("schooluitval" in terms[word].translations["nl"] for word in ("early", "school", "leaving"))


def test_nothing_is_translated_where_all_is_in_one_language() -> None:
    assert all(not term.translations for term in terms_of("What does a training company do?", "en").values())


def test_an_article_that_leans_on_its_word_is_no_part_of_it() -> None:
    assert list(terms_of("Qui finance l’apprentissage d'adultes ?", "fr", "en")) == [
        "finance",
        "apprentissage",
        "adultes",
    ]


def library(**texts: str) -> StemList:
    return StemList({stem for language, text in texts.items() for stem in analyse(text, language)})


@pytest.mark.parametrize(
    ("word", "asked", "text", "language"),
    [
        ("crisis", "nl", "la crisis", "es"),
        ("fotosynthese", "nl", "photosynthesis", "en"),
        ("democracy", "en", "die Demokratie", "de"),
    ],
)
def test_cognates_stand_for_a_word(word: str, asked: str, text: str, language: str) -> None:
    stems = library(**{language: text})
    standing = standing_for(Term(word=word), language, asked, stems)
    assert analyse(text, language)[-1] in standing


def test_a_translation_stands_for_a_word_also_within_a_compound() -> None:
    stems = library(de="die Lehrlingsausbildung")
    term = Term(word="apprenticeship", translations={"de": ("Ausbildung",)})
    assert "lehrlingsausbild" in standing_for(term, "de", "en", stems)


def test_in_its_own_language_a_word_is_not_given_other_words() -> None:
    stems = library(en="policy police polite", nl="beleid")
    assert standing_for(Term(word="policy", translations={"nl": ("beleid",)}), "en", "en", stems) == {"polici"}


def test_endings_that_the_stemmer_leaves_do_not_part_a_word_from_its_forms() -> None:
    stems = library(fi="yritys yrityksen yritysten")
    assert standing_for(Term(word="yrityksissä"), "fi", "fi", stems) >= {"yrityks", "yritys"}
