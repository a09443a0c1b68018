"""Words that are nearly alike in several languages are known as such, and words that only look so are not."""

import pytest

from corpus.cognates import beginnings, cognates
from corpus.fulltext import analyse


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("photosynthesis", "Fotosynthese", "de"),
        ("photosynthesis", "fotosíntesis", "es"),
        ("revolution", "revolución", "es"),
        ("revolution", "Revolution", "de"),
        ("democracy", "Demokratie", "de"),
        ("democracy", "democracia", "es"),
        ("satellite", "satélite", "es"),
        ("molecules", "moléculas", "es"),
        ("architect", "arquitecto", "es"),
        ("organisatie", "organisation", "en"),
        ("mechatronica", "mekatroniikka", "fi"),
        ("luther", "Lutero", "es"),
    ],
)
def test_cognates_are_found_among_stems(word: str, other: str, language: str) -> None:
    (stem,) = analyse(other, language)
    assert stem.startswith(beginnings(word))
    assert list(cognates(word, [stem])) == [stem]


@pytest.mark.parametrize(
    ("word", "stem"),
    [("station", "statement"), ("constitution", "construc"), ("form", "formul"), ("contains", "constant"), ("", "a")],
)
def test_words_that_begin_alike_are_not_enough(word: str, stem: str) -> None:
    assert list(cognates(word, [stem])) == []


def test_short_words_have_none() -> None:
    assert beginnings("bank") == ()
