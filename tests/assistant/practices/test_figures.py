"""Figures as people write them across Europe, and what must never be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.practices.figures import figures_in
from assistant.practices.shapes import Figure


def only(text: str, language: str | None = "en") -> Figure:
    """Return the one figure of a text that is no year."""
    (figure,) = [each for each in figures_in(text, language) if each.unit != "year"]
    return figure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It costs EUR 1.6 million.", "en"),
        ("It costs €1,600,000.", "en"),
        ("It costs € 1.6m.", "en"),
        ("The grant was 1 600 000 euro.", "en"),
        ("Het kost 1,6 miljoen euro.", "nl"),
        ("Het kost € 1.600.000.", "nl"),
        ("Kosten: 1,6 Mio. € im Haushalt.", "de"),
        ("Das sind 1.600.000 Euro.", "de"),
        ("Das sind 1'600'000 EUR.", "de"),
        ("Un budget de 1,6 million d'euros.", "fr"),
        ("Un budget de 1 600 000 €.", "fr"),
        ("Cuesta 1,6 millones de euros.", "es"),
        ("Custa 1,6 milhões de euros.", "pt"),
        ("Costa 1,6 milioni di euro.", "it"),
        ("Budjetti on 1,6 miljoonaa euroa.", "fi"),
        ("Eelarve on 1,6 miljonit eurot.", "et"),
        ("Biudžetas 1,6 mln. eurų.", "lt"),
        ("Wartość 1,6 mln euro.", "pl"),
        ("Rozpočet 1 600 tis. eur.", "cs"),
        ("Aurrekontua 1,6 milioi euro da.", "eu"),
    ],
)
def test_one_amount_is_the_same_however_it_is_written(text: str, language: str) -> None:
    figure = only(text, language)
    assert (figure.unit, figure.value, figure.of) == ("money", 1_600_000, "EUR")
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("text", "language", "value", "currency"),
    [
        ("It had £120,000.", "en", 120_000, "GBP"),
        ("It had USD 2 million.", "en", 2_000_000, "USD"),
        ("Koszt: 350 tys. zł.", "pl", 350_000, "PLN"),
        ("Støtten var DKK 5 mio.", "da", 5_000_000, "DKK"),
        ("Eesti sai peaaegu miljon eurot.", "et", 1_000_000, "EUR"),
        ("103 461 €", "fr", 103_461, "EUR"),
        ("cinco mil euros", "es", 5_000, "EUR"),
        ("about €45.5 million", "en", 45_500_000, "EUR"),
    ],
)
def test_other_amounts(text: str, language: str, value: float, currency: str) -> None:
    figure = only(text, language)
    assert (figure.unit, figure.value, figure.of) == ("money", value, currency)


@pytest.mark.parametrize(
    ("text", "language", "value", "upto"),
    [
        ("5 to 10 % more", "en", 5, 10),
        ("5 - 10% more", "en", 5, 10),
        ("59.5 per cent of all", "en", 59.5, None),
        ("ruim 65 procent", "nl", 65, None),
        ("rund 8,5 % davon", "de", 8.5, None),
        ("el 40,3 % de las ofertas", "es", 40.3, None),
        ("cuarenta por ciento", "es", 40, None),
        ("57 prosenttia kertoo", "fi", 57, None),
        ("ikasleen % 6 mugitzea", "eu", 6, None),
        ("four out of ten pupils", "en", 40, None),
        ("cuatro de cada diez piensan", "es", 40, None),
        ("zes op de tien leerlingen", "nl", 60, None),
    ],
)
def test_shares(text: str, language: str, value: float, upto: float | None) -> None:
    figure = only(text, language)
    assert (figure.unit, figure.value, figure.upto) == ("percent", value, upto)


@pytest.mark.parametrize(
    ("text", "language", "value", "of"),
    [
        ("reaching some 60,000 pupils", "en", 60_000, "learners"),
        ("814 STEM teachers were trained", "en", 814, "teachers"),
        ("over 230 companies", "en", 230, "companies"),
        ("about one hundred large technology companies", "en", 100, "companies"),
        ("361 (pre-university) secondary schools", "en", 361, "schools"),
        ("40 barriers for cooperation", "en", 40, "barriers"),
        ("Over 2000 companies are involved", "en", 2_000, "companies"),
        ("ruim 4.500 bedrijven deden mee", "nl", 4_500, "companies"),
        ("83 mbo-instellingen", "nl", 83, "schools"),
        ("fünf Berufsschulen", "de", 5, "schools"),
        ("treize établissements agricoles", "fr", 13, "schools"),
        ("catorce docentes vascos", "es", 14, "teachers"),
        ("48 estagiários", "pt", 48, "learners"),
        ("dodici aziende", "it", 12, "companies"),
        ("viisi suomalaista organisaatiota", "fi", 5, "organisations"),
        ("üheksal Eesti koolil", "et", 9, "schools"),
        ("penkiose šalyse", "lt", 5, "countries"),
        ("ponad 20 uczniów", "pl", 20, "learners"),
        ("více než 30 žáků", "cs", 30, "learners"),
        ("34 pertsonak parte hartu dute", "eu", 34, "people"),
    ],
)
def test_counts_have_one_name_in_every_language(text: str, language: str, value: float, of: str) -> None:
    figure = only(text, language)
    assert (figure.unit, figure.value, figure.of) == ("count", value, of)


@pytest.mark.parametrize(
    ("text", "language", "value", "upto", "of"),
    [
        ("three to four weeks", "en", 3, 4, "week"),
        ("nearly three years", "en", 3, None, "year"),
        ("de trois à quatre semaines", "fr", 3, 4, "week"),
        ("entre 86 e 116 dias", "pt", 86, 116, "day"),
        ("keturias savaites", "lt", 4, None, "week"),
        ("a 3-year programme", "en", 3, None, "year"),
        ("negentig uur online", "nl", 90, None, "hour"),
    ],
)
def test_durations(text: str, language: str, value: float, upto: float | None, of: str) -> None:
    figure = only(text, language)
    assert (figure.unit, figure.value, figure.upto, figure.of) == ("duration", value, upto, of)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("EUR 5 million per year", "en"),
        ("EUR 5 million a year", "en"),
        ("its yearly budget for the office is EUR 5 million", "en"),
        ("5 miljoen euro per jaar", "nl"),
        ("5 Millionen Euro im Jahr", "de"),
        ("5 millions d'euros par an", "fr"),
        ("5 millones de euros al año", "es"),
        ("5 milhões de euros por ano", "pt"),
        ("5 milioni di euro all'anno", "it"),
        ("5 miljoonaa euroa vuodessa", "fi"),
        ("5 miljonit eurot aastas", "et"),
        ("5 milioi euro urtean", "eu"),
        ("5 mln eurų per metus", "lt"),
        ("5 mln euro rocznie", "pl"),
    ],
)
def test_what_is_for_each_year_is_kept_apart(text: str, language: str) -> None:
    figure = only(text, language)
    assert (figure.value, figure.per) == (5_000_000, "year")
    assert only("EUR 5 million").per is None


def test_a_rate_counts_for_both_of_two_counts() -> None:
    learners, teachers = figures_in("more than 35.000 students and 3.800 teachers annually", "en")
    assert (learners.value, learners.per, learners.at_least) == (35_000, "year", True)
    assert (teachers.value, teachers.per, teachers.at_least) == (3_800, "year", False)


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("at least 20 schools", "en", "at_least"),
        ("up to 20 schools", "en", "at_most"),
        ("around 20 schools", "en", "about"),
        ("ruim 20 scholen", "nl", "at_least"),
        ("höchstens 20 Schulen", "de", "at_most"),
        ("environ 20 écoles", "fr", "about"),
        ("más de 20 escuelas", "es", "at_least"),
        ("circa 20 scuole", "it", "about"),
        ("cerca de 20 escolas", "pt", "about"),
        ("yli 20 koulua", "fi", "at_least"),
        ("umbes 20 kooli", "et", "about"),
        ("ne mažiau kaip 20 mokyklų", "lt", "at_least"),
        ("ponad 20 szkół", "pl", "at_least"),
        ("gutxienez 20 ikastetxe", "eu", "at_least"),
    ],
)
def test_bounds(text: str, language: str, bound: str) -> None:
    figure = only(text, language)
    assert figure.value == 20
    assert [name for name in ("about", "at_least", "at_most") if getattr(figure, name)] == [bound]
    assert figure.text.startswith(text.split()[0])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from 2016 to 2019", 2016, 2019),
        ("2013 - 2020", 2013, 2020),
        ("van 2018 tot en met 2021", 2018, 2021),
        ("from November 2016 to April 2019", 2016, 2019),
        ("from 1 October 2018 to 30 September 2020", 2018, 2020),
        ("oktoobrist 2018 kuni augustini 2020", 2018, 2020),
        ("od września 2017 r. do sierpnia 2019 r.", 2017, 2019),
        ("(1.9.2023–30.8.2026)", 2023, 2026),
        ("curso 2023/24", 2023, 2024),
        ("in 2011", 2011, None),
    ],
)
def test_years_and_their_spans(text: str, first: int, last: int | None) -> None:
    (figure,) = figures_in(text, None)
    assert (figure.unit, figure.value, figure.upto) == ("year", first, last)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Project 2016-1-NL01-KA202-022914", "en"),
        ("Project 608977-EPP-1-2019-1-NL-EPPKA3-VET-NETPAR", "en"),
        ("Signed on 13 May 2013 by all.", "en"),
        ("Op 15 april 2019 ging het open.", "nl"),
        ("Stand: 01.09.2023", "de"),
        ("El 15 de enero de 2025", "es"),
        ("Tel. +31 20 123 45 67", "en"),
        ("https://example.org/2019/45-schools", "en"),
        ("See page 12 and Table 3, work package 4.", "en"),
        ("objective 4 of the strategy", "en"),
        ("Covid-19 and KA2", "en"),
        ("The call EACEA/37/2018", "en"),
        ("Jugendliche über 15 Jahre", "de"),
        ("jongeren van 14 tot 18 jaar", "nl"),
        ("quienes tienen entre 15 y 19 años", "es"),
        ("one of the schools", "en"),
        ("the 5th largest economy", "en"),
        ("CC BY-SA 4.0", "en"),
    ],
)
def test_what_is_no_figure(text: str, language: str) -> None:
    assert figures_in(text, language) == ()


@given(st.integers(1_900, 2_099), st.sampled_from(["In", "since", "until", "By", "after"]))
def test_a_year_is_never_a_count(year: int, before: str) -> None:
    assert [each.unit for each in figures_in(f"{before} {year} schools joined the network.", "en")] == ["year"]


@given(st.integers(2_100, 9_999_999), st.sampled_from([",", ".", " ", "\u202f", "'"]))
def test_thousands_may_be_parted_by_any_mark(number: int, mark: str) -> None:
    figure = only(f"It reached {number:,} students.".replace(",", mark), "en")
    assert (figure.value, figure.of) == (number, "learners")


@given(st.text(max_size=200), st.sampled_from(["en", "nl", "de", "fi", "eu", "xx", None]))
def test_any_text_is_read_and_every_figure_stands_where_it_says(text: str, language: str | None) -> None:
    end = 0
    for figure in figures_in(text, language):
        assert text[figure.start : figure.end] == figure.text
        assert end <= figure.start < figure.end
        end = figure.end


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Over four and a half thousand schools took part.", "en", 4500),
        ("Vierentwintig scholen doen mee.", "nl", 24),
        ("Tweeëntwintig scholen doen mee.", "nl", 22),
        ("Fünfundzwanzig Schulen machen mit.", "de", 25),
        ("Participan veinticinco centros.", "es", 25),
        ("Partecipano ventotto scuole.", "it", 28),
        ("Il y a soixante-dix élèves.", "fr", 70),
        ("Mukana on kolmekymmentä koulua.", "fi", 30),
        ("Osales kolmkümmend viis kooli.", "et", 35),
        ("Dalyvavo trisdešimt mokyklų.", "lt", 30),
        ("Udział wzięło trzydzieści szkół.", "pl", 30),
        ("Hogeita bost ikastetxe daude.", "eu", 25),
    ],
)
def test_numbers_of_several_parts_in_words(text: str, language: str, value: float) -> None:
    assert only(text, language).value == value


def test_each_month_is_a_rate_as_a_month_is() -> None:
    assert only("It reaches 3,800 teachers each month.").per == "month"
