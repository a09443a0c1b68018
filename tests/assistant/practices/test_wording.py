"""Figures and codes in words of the reader's language."""

from typing import get_args

import pytest

from assistant.practices.shapes import Dimension, Figure, Strength
from assistant.practices.wording import codes_shown, dimension_label, figure_shown, strength_label
from corpus.vocabulary import load_vocabulary
from ui.texts import Texts, languages

NAMES = load_vocabulary()


def made(unit, value, **more) -> Figure:
    return Figure(unit=unit, value=value, text="x", start=0, end=1, **more)


@pytest.mark.parametrize(
    ("figure", "language", "shown"),
    [
        (made("money", 1_600_000, of="EUR", per="year"), "en", "EUR 1,600,000 a year"),
        (made("money", 1_600_000, of="EUR", per="year"), "nl", "EUR 1.600.000 per jaar"),
        (made("money", 2.5, of="GBP", per="pupil"), "en", "GBP 2.50 per pupil"),
        (made("percent", 12.5), "en", "12.5%"),
        (made("percent", 5, upto=10), "en", "5 to 10%"),
        (made("count", 1200, of="pupils", about=True), "en", "about 1,200 pupils"),
        (made("count", 1200, of="pupils", at_least=True), "fi", "vähintään 1 200 pupils"),
        (made("duration", 3, of="year", at_most=True), "en", "at most 3 years"),
        (made("year", 2019), "es", "2019"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(figure: Figure, language: str, shown: str) -> None:
    assert figure_shown(figure, Texts(language)).replace("\xa0", " ").replace("\u202f", " ") == shown


def test_codes_are_labels_and_years_a_range() -> None:
    assert codes_shown(Dimension.PERIOD, ["2015", "2019"], NAMES, "en") == ("2015–2019",)
    assert codes_shown(Dimension.EQAVET, ["review"], NAMES, "nl") == ("Bijstelling",)
    assert codes_shown(Dimension.SECTOR, ["health-care"], NAMES, "en") == ("Health and care",)
    assert codes_shown(Dimension.PARTNERS, ["whatever"], NAMES, "en") == ("whatever",)


@pytest.mark.parametrize("language", languages())
def test_every_dimension_and_strength_has_a_name(language: str) -> None:
    say = Texts(language)
    assert len({dimension_label(each, say) for each in Dimension}) == len(Dimension)
    kinds = get_args(Strength)
    assert len({strength_label(each, say) for each in kinds}) == len(kinds)
