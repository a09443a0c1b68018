"""Numbers as values: how texts write them, and which of them stand in a source."""

import pytest

from assistant.checking.counting import numbers_of
from assistant.checking.numbers import Sourced, number_differences

NOTHING = numbers_of("", "en")


def differs(statement: str, sourced: str, language: str = "en", source_language: str | None = None) -> bool:
    there = numbers_of(sourced, source_language or language)
    return any(number_differences(numbers_of(statement, language), Sourced([there], [there], NOTHING)))


@pytest.mark.parametrize(
    ("statement", "sourced"),
    [
        ("4,500 companies took part.", "4 500 companies took part."),
        ("Nearly 5,000 companies took part.", "4,900 companies took part."),
        ("About 4,500 companies took part.", "4,523 companies took part."),
        ("Just over EUR 103,000 was paid.", "EUR 103,461 was paid."),
        ("EUR 7.6 million was paid.", "EUR 7,612,400 was paid."),
        ("The project lasted 24 months.", "The project lasted two years."),
        ("Half of the schools took part.", "50 % of the schools took part."),
        ("One in eight schools took part.", "12 % of the schools took part."),
        ("More than half of the schools took part.", "57 % of the schools took part."),
        ("It ran for three years.", "It ran from 2016 to 2019."),
        ("Five countries took part.", "Austria, Italy, Malta, Spain and Poland took part."),
        ("It met on 14 December 2017.", "It met on 14/12/2017."),
        ("They have 56 organisations and 52.", "They have 56 and 52 organisations."),
        ("It is updated every two years.", "It is updated every second year."),
        ("Half a million euros was paid.", "EUR 512,000 was paid."),
    ],
)
def test_the_same_value_in_another_way(statement: str, sourced: str) -> None:
    assert not differs(statement, sourced)


@pytest.mark.parametrize(
    ("statement", "sourced"),
    [
        ("4,600 companies took part.", "4,500 companies took part."),
        ("More than 5,000 companies took part.", "4,900 companies took part."),
        ("Fewer than 4,500 companies took part.", "Over 4,500 companies took part."),
        ("40 schools took part.", "12 schools and 40 pupils took part."),
        ("EUR 500 was paid.", "USD 500 was paid."),
        ("12 % of the schools took part.", "12 schools took part."),
        ("The project lasted two months.", "Key Action 2: the project lasted two years."),
        ("EUR 500 a month was paid.", "EUR 500 a year was paid."),
        ("It met on 14 November 2017.", "It met on 14 December 2017."),
        ("It has two units.", "It has three units."),
        ("A third of the schools took part.", "Half of the schools took part."),
    ],
)
def test_another_value_unit_or_thing(statement: str, sourced: str) -> None:
    assert differs(statement, sourced)


def test_counted_nouns_meet_across_languages() -> None:
    assert not differs("40 pupils", "40 leerlingen en 12 scholen", "en", "nl")
    assert differs("40 schools", "40 leerlingen en 12 scholen", "en", "nl")


@pytest.mark.parametrize(
    ("statement", "sourced", "language", "wrong"),
    [
        ("It takes over four thousand periods.", "4,200 periods are planned.", "en", False),
        ("Applications rose to almost 250.", "Applications rose to 247.", "en", False),
        ("Applications rose to almost 350.", "Applications rose to 247.", "en", True),
        ("The stays lasted between roughly three and four months.", "The stays lasted 86 to 116 days.", "en", False),
        ("It lasted two and a half years.", "It ran from November 2016 to April 2019.", "en", False),
        ("The course takes 120 hours.", "The course takes 30 hours in class and 90 hours online.", "en", False),
        ("The project scored 95 %.", "The project scored 95 points of 100.", "en", False),
        ("It began on 1 September 2023.", "It began on 1.9.2023.", "en", False),
        ("Each lecturer gives one day.", "Each lecturer gives one hour.", "en", True),
        ("The stays were four-week ones; staże czteromiesięczne.", "Staże czterotygodniowe.", "pl", True),
        ("It is assessed three times a year.", "It is assessed twice a year.", "en", True),
        ("The monthly budget is EUR 5,000.", "The yearly budget is EUR 5,000.", "en", True),
        ("They repair 85 tonnes.", "They repair 85 kilograms.", "en", True),
        ("A mast of 30 kilometres.", "A mast of 30 metres.", "en", True),
        ("La tasa subió del 61 % al 94 %.", "La tasa subió del 61 % en 2017 al 74 % en 2021.", "es", True),
        ("The number doubled.", "The number rose.", "en", True),
        ("The number doubled.", "The number rose from 40 to 81.", "en", False),
    ],
)
def test_numbers_in_other_words(statement: str, sourced: str, language: str, *, wrong: bool) -> None:
    assert differs(statement, sourced, language) is wrong


@pytest.mark.parametrize(
    ("statement", "sourced", "language", "source_language"),
    [
        ("Half a dozen schools took part.", "Six schools took part.", "en", "en"),
        ("Two dozen teachers came.", "24 teachers came.", "en", "en"),
        ("The plan looks half a decade ahead.", "The plan is for five years.", "en", "en"),
        ("Les séjours durent une quinzaine de jours.", "The stays last two weeks.", "fr", "en"),
        ("Four in five pupils passed.", "Acht van de tien leerlingen slaagden.", "en", "nl"),
        ("Quatre élèves sur cinq ont réussi.", "80 % of the pupils passed.", "fr", "en"),
        ("Joka kymmenes hanke on verkosto.", "Of the 50 projects five are networks.", "fi", "en"),
        ("More than four fifths of the schools agreed.", "Of the 120 schools, 101 agreed.", "en", "en"),
        ("In total 75 people were trained.", "It trained 50 teachers and 25 people from companies.", "en", "en"),
        ("Together the two calls drew some 670 bids.", "One call drew 247 bids and the other 425.", "en", "en"),
        ("On average each school had 17 pupils abroad.", "The ten schools sent 171 pupils abroad.", "en", "en"),
        ("The course takes thirty hours.", "De cursus duurt dertig contacturen.", "en", "nl"),
        ("The budget shrank by a third.", "The budget went from EUR 300,000 to EUR 200,000.", "en", "en"),
        ("The five networks met.", "Five regional or national networks met.", "en", "en"),
        ("It was paid from Key Action 3.", "It was a KA3 project.", "en", "en"),
        ("The partners closed work package 4.", "WP4 was closed.", "en", "en"),
        ("The fair was held in 05/2017.", "The fair was held in May 2017.", "en", "en"),
        ("Veletrh se konal 7. 3. 2019.", "The fair was held on 7 March 2019.", "cs", "en"),
        ("De beurs duurde van 05/2017 tot 06/2017.", "De beurs duurde van mei tot en met juni 2017.", "nl", "nl"),
        ("They met in months 2 and 4 of 2021.", "They met in Feb 2021 and Apr. 2021.", "en", "en"),
        ("Die Messe war 05.2017.", "Die Messe war im Mai 2017.", "de", "de"),
        ("Each visit takes sixty minutes.", "Each visit takes one hour.", "en", "en"),
        ("They stay for half a year.", "They stay for six months.", "en", "en"),
        ("They were asked a year and a half later.", "They were asked eighteen months later.", "en", "en"),
        ("Hogeita hamabost ikasle etorri ziren.", "35 ikasle etorri ziren.", "eu", "eu"),
        ("Kahdessatoista koulussa on puutarha.", "12 koulussa on puutarha.", "fi", "fi"),
        ("Aed on neljateistkümnel koolil.", "The 14 schools have a garden.", "et", "en"),
        ("Learners of three cities took part.", "Learners of Porto, Ghent and Riga took part.", "en", "en"),
        ("Seven bakers said it was dear.", "Of 31 bakers two left. Seven said it was dear.", "en", "en"),
        ("They met on two occasions.", "They met twice, in a park.", "en", "en"),
    ],
)
def test_a_figure_said_in_another_way_passes(statement: str, sourced: str, language: str, source_language: str) -> None:
    assert not differs(statement, sourced, language, source_language)


@pytest.mark.parametrize(
    ("statement", "sourced"),
    [
        ("Half a dozen schools took part.", "Eight schools took part."),
        ("Two in five pupils passed.", "80 % of the pupils passed."),
        ("Every tenth pupil left.", "A third of the pupils left."),
        ("In total 85 people were trained.", "It trained 50 teachers and 25 people from companies."),
        ("The budget shrank by half.", "The budget went from EUR 300,000 to EUR 200,000."),
        ("The plan looks a decade ahead.", "The plan is for five years."),
        ("Two schools in five countries took part.", "Two schools in six countries took part."),
        ("Four schools in six towns took part.", "Six schools in four towns took part."),
        ("The fair was held in 05/2017.", "The fair was held in June 2017."),
        ("The fair was held in 05/2017.", "The fair was held in May 2018."),
        ("It was paid from Key Action 1.", "It was a KA2 project, of one school and one firm."),
        ("They stay for half a year.", "They stay for eight months."),
        (
            "The school received five teachers and sent fourteen.",
            "The school received fourteen teachers and sent five.",
        ),
    ],
)
def test_a_figure_said_in_another_way_is_told_when_it_is_another(statement: str, sourced: str) -> None:
    assert differs(statement, sourced)


@pytest.mark.parametrize(
    ("statement", "sourced", "language"),
    [
        ("Six of the starters did not finish.", "Of the 26 starters 20 finished.", "en"),
        ("Attendance improved by nineteen points.", "Attendance rose from 62 % to 81 % in a year.", "en"),
        ("Four in ten schools did not reply.", "Of the schools, 60 % replied.", "en"),
        ("About two thirds of the vouchers were used.", "Vouchers issued: 15,600. Used: 10,200.", "en"),
        ("The fund paid some 63,000 euros of it.", "It cost 190,000 euros, of which the fund paid a third.", "en"),
        ("The building is let for ten years.", "It was let in 2018. The lease ends in 2028.", "en"),
        ("It is held every twelve months.", "It is held each year.", "en"),
        (
            "According to the chamber 210 vacancies were open.",
            "Of vacancies, 210 of the 1,500 vacancies were open.",
            "en",
        ),
        ("Well over a thousand pupils attend.", "The school has 1,150 pupils.", "en"),
        ("The two schools signed it in 1994.", "The school and its sister school signed it in 1994.", "en"),
        ("Jars are lacking in 31 of the kitchens.", "Of the 90 kitchens, 59 have jars.", "en"),
        ("Jars stand in 59 of the kitchens.", "Jars are lacking in 31 of the 90 kitchens.", "en"),
        ("Cooks have eight more hours of it than before.", "Cooks have 20 hours of it instead of twelve.", "en"),
        ("Each cook got 500 euros on average.", "The 30 cooks got 15,000 euros.", "en"),
        ("There were 1,200 cooks before.", "The number of cooks doubled to 2,400.", "en"),
        ("Three quarters of the 40 hours are online.", "It has ten hours in class and thirty online.", "en"),
        ("In media ogni scuola ha corsi.", "Le scuole sono 9, il 40 per cento ha corsi.", "it"),
        ("La maggior parte delle scuole risponde.", "Rispondono le scuole di giugno.", "it"),
    ],
)
def test_a_figure_worked_out_from_those_of_the_source_passes(statement: str, sourced: str, language: str) -> None:
    assert not differs(statement, sourced, language)


@pytest.mark.parametrize(
    ("statement", "sourced"),
    [
        ("Eight of the starters did not finish.", "Of the 26 starters 20 finished."),
        ("Attendance improved by thirty points.", "Attendance rose from 62 % to 81 % in a year."),
        ("Six in ten schools did not reply.", "Of the schools, 45 % replied."),
        ("About half of the vouchers were used.", "Vouchers issued: 15,600. Used: 10,200."),
        ("Jars stand in 49 of the kitchens.", "Jars are lacking in 31 of the 90 kitchens."),
        ("Each cook got 700 euros on average.", "The 30 cooks got 15,000 euros."),
        ("There were 1,500 cooks before.", "The number of cooks doubled to 2,400."),
        ("The building is let for six years.", "It was let in 2018. The lease ends in 2028."),
        ("The stays lasted 86 to 160 days.", "The stays lasted 86 to 116 days."),
        ("Fewer than 4,500 firms took part.", "Over 4,500 firms took part, and 83 schools."),
    ],
)
def test_a_figure_that_the_source_does_not_come_to_is_told(statement: str, sourced: str) -> None:
    assert differs(statement, sourced)


def test_what_a_compound_says_the_hours_are_of_stays_with_its_figure() -> None:
    text = "De cursus heeft veertig lesuren en zestig uur thuis."
    assert not differs("De cursus heeft veertig lesuren en zestig uur thuis.", text, "nl")
    assert differs("De cursus heeft zestig lesuren en veertig uur thuis.", text, "nl")
