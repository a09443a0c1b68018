"""The checker: what a source says is supported, what it does not is told with what it has instead."""

from time import perf_counter

import pytest

from assistant.checking.checker import LONGEST_STATEMENT, Checker
from assistant.checking.shapes import Source, Verdict
from assistant.citations import verify
from assistant.wiring import Assistant
from tests.assistant.checking.sources import source

DUTCH = source(
    "De centra begonnen in 2011 als proef. In 2016 deden ruim 4.500 bedrijven en 83 instellingen mee. De overheid"
    " betaalde 45,5 miljoen euro. Het pact gaf zelf geen subsidie. Niet iedere school deed mee: 12 scholen en 40"
    " leerlingen bleven weg.",
    title="Centra voor vakmanschap in Nederland",
    language="nl",
    countries=("NL",),
)
ENGLISH = source(
    "The project BRIDGE was led by Omnia with partners from Lithuania and Portugal. The number of placements rose from"
    " 120 to 164 between 12 March 2018 and May 2020. Most teachers were content with the training. The jury adopted the"
    " plan of Omnia, and rejected that of Karelia. Taking part is voluntary. In Spain 12 % of young people are in"
    " training; the average of other countries is 25 %.",
    title="BRIDGE: placements for learners",
    countries=("FI",),
    year_from=2018,
    year_to=2020,
)


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return assistant.checker()


def reasons(verdict: Verdict) -> set[str]:
    return {each.reason for each in verdict.differences}


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("In 2016 more than 4,500 companies and 83 institutions took part.", "en"),
        ("Over four and a half thousand companies took part in 2016.", "en"),
        ("In 2016 deden ruim 4 500 bedrijven mee.", "nl"),
        ("The government paid EUR 45.5 million.", "en"),
        ("Het pact gaf geen subsidie.", "nl"),
        ("In the Netherlands 83 institutions took part in 2016.", "en"),
    ],
)
def test_what_a_dutch_source_says_is_supported_in_either_language(
    checker: Checker, statement: str, language: str
) -> None:
    verdict = checker.check(statement, [DUTCH], language)
    assert verdict.outcome == "supported", verdict
    assert not verdict.differences
    assert verdict.citation is not None
    assert verify(verdict.citation, DUTCH.document)


@pytest.mark.parametrize(
    ("statement", "language", "reason", "found"),
    [
        ("In 2016 more than 4,600 companies took part.", "en", "figure", "ruim 4.500 bedrijven"),
        ("In 2016 fewer than 4,500 companies took part.", "en", "figure", "ruim 4.500 bedrijven"),
        ("De overheid betaalde 45,5 miljoen dollar.", "nl", "unit", "45,5 miljoen euro"),
        ("40 scholen bleven weg.", "nl", "figure", "12 scholen"),
        ("In 2017 deden ruim 4.500 bedrijven mee.", "nl", "date", "2016"),
        ("Het pact gaf zelf subsidie.", "nl", "negation", "geen"),
        ("In Denemarken deden in 2016 ruim 4.500 bedrijven mee.", "nl", "place", ""),
    ],
)
def test_a_changed_fact_is_told_with_what_the_source_has(
    checker: Checker, statement: str, language: str, reason: str, found: str
) -> None:
    verdict = checker.check(statement, [DUTCH], language)
    assert verdict.outcome != "supported"
    told = [each for each in verdict.differences if each.reason == reason]
    assert told, verdict.differences
    assert statement[told[0].start : told[0].end] == told[0].said
    assert found in " ".join(told[0].found)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("The project BRIDGE was led by Winnova with partners from Lithuania and Portugal.", "name"),
        ("The project BRIDGE was led by Omnia with partners from Latvia and Portugal.", "place"),
        ("The number of placements fell from 164 to 120.", "direction"),
        ("The jury rejected the plan of Omnia.", "direction"),
        ("Taking part is compulsory.", "direction"),
        ("All teachers were content with the training.", "meaning"),
        ("The number of placements rose from 12 April 2018.", "date"),
        ("The number of placements did not rise between 2018 and 2020.", "negation"),
    ],
)
def test_names_places_directions_and_quantifiers_must_agree(checker: Checker, statement: str, reason: str) -> None:
    verdict = checker.check(statement, [ENGLISH], "en")
    assert verdict.outcome != "supported"
    assert reason in reasons(verdict), verdict.differences


@pytest.mark.parametrize(
    "statement",
    [
        "Omnia led BRIDGE, with partners in Lithuania and Portugal.",
        "Between March 2018 and May 2020 the number of placements grew from 120 to 164.",
        "Participation is voluntary.",
        "The project ran from 2018 and had 164 placements in the end; it began with 120.",
    ],
)
def test_wording_is_free(checker: Checker, statement: str) -> None:
    assert not checker.check(statement, [ENGLISH], "en").differences


def test_figures_exchanged_between_two_sentences_are_told(checker: Checker) -> None:
    statement = "In Spain 25 % of young people are in training, against an average of 12 % in other countries."
    assert "figure" in reasons(checker.check(statement, [ENGLISH], "en"))


def test_a_true_sentence_with_the_wrong_source_is_unsupported(checker: Checker) -> None:
    assert checker.check("The government paid EUR 45.5 million.", [ENGLISH], "en").outcome == "unsupported"
    assert checker.check("Taking part is voluntary.", [DUTCH], "en").outcome == "unsupported"


def test_facts_may_stand_in_any_of_the_sources(checker: Checker) -> None:
    statement = "In 2016 more than 4,500 companies took part in the Netherlands."
    verdict = checker.check(statement, [ENGLISH, DUTCH], "en")
    assert verdict.outcome == "supported"
    assert verdict.citation is not None
    assert verdict.citation.document_id == DUTCH.document.id


def test_marks_of_citations_say_nothing(checker: Checker) -> None:
    assert checker.check("Taking part is voluntary [@bridge-1] [12].", [ENGLISH], "en").outcome == "supported"


def test_nothing_cited_is_told(checker: Checker) -> None:
    for verdict in (checker.check("Taking part is voluntary.", [], "en"), checker.check("…", [ENGLISH], "en")):
        assert verdict.outcome == "unsupported"
        assert reasons(verdict) == {"nothing_cited"}
        assert verdict.citation is None


def test_hostile_statements_are_checked_in_bounded_time(checker: Checker) -> None:
    for statement in ("1 " * 50_000, "A" * 100_000, "ne " * 9_000, "(" * 9_000 + "x", "\0\ud800 12 schools", "١٢ ² ½"):
        started = perf_counter()
        assert checker.check(statement, [ENGLISH], "en").outcome != "supported"
        assert perf_counter() - started < 10
    assert LONGEST_STATEMENT <= 10_000


def test_places_outside_the_document_are_no_error(checker: Checker) -> None:
    beyond = ENGLISH._replace(start=10**6, end=10**7)
    assert reasons(checker.check("Taking part is voluntary.", [beyond], "en")) == {"nothing_cited"}


LITHUANIAN = source(
    "Paraiškas teikia mokyklos, įmonės ir kitos organizacijos, bet ne pavieniai asmenys.", "Programa", "lt"
)
CARDS = source(
    "De makers weten dat er nog veel ontbreekt. Zij vragen scholen om te melden wat er mist of niet klopt."
    " Edison ontwikkelt een cursus over ondernemerschap voor docenten.",
    "De kaart",
    "nl",
)


@pytest.mark.parametrize(
    ("statement", "cited", "language", "outcome"),
    [
        ("Individuals may also submit applications.", LITHUANIAN, "en", "unsupported"),
        ("Schools and companies submit the applications, but not individuals.", LITHUANIAN, "en", "supported"),
        ("De makers weten dat er op de kaart niets meer ontbreekt.", CARDS, "nl", "unsupported"),
        ("Erasmix ontwikkelt een cursus over ondernemerschap voor docenten.", CARDS, "nl", "unsupported"),
    ],
)
def test_what_is_denied_and_who_is_named(
    checker: Checker, statement: str, cited: Source, language: str, outcome: str
) -> None:
    assert checker.check(statement, [cited], language).outcome == outcome


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Taking part is not compulsory.", "Pupils may choose. Taking part is voluntary."),
        ("Nobody had to pay for the welding workshop in Ghent.", "The welding workshop in Ghent was free."),
        ("The waiting list for the workshop went down.", "The number of people on the waiting list fell."),
        ("Most pupils passed the exam.", "Of the pupils, 82 % passed the exam."),
        ("The biggest obstacle was a lack of time.", "Lack of time was the main obstacle."),
        ("Enrolment rose from 120 to 180.", "Enrolment was 120 in 2015 and 180 in 2018."),
        ("Not all schools joined the network.", "Some schools joined the network."),
        ("Taking part is no longer voluntary.", "Taking part has become compulsory for all schools."),
        ("The bakery is not the only firm that joined.", "The bakery joined, and so did other firms."),
        (
            "More than four in five pupils passed the exam.",
            "The number of failures fell; 82 % of the pupils passed the exam.",
        ),
    ],
)
def test_denials_directions_and_superlatives_in_other_words_pass(checker: Checker, statement: str, text: str) -> None:
    assert checker.check(statement, [source(text)], "en").outcome == "supported"


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Taking part is compulsory.", "Pupils may choose. Taking part is voluntary."),
        ("The waiting list for the workshop went up.", "The number of people on the waiting list fell."),
        ("All applicants were turned away.", "All applicants were admitted to the course."),
        ("Enrolment fell from 120 to 180.", "Enrolment was 120 in 2015 and 180 in 2018."),
        ("Enrolment dropped between 2015 and 2018.", "Enrolment was 120 in 2015 and 180 in 2018."),
        ("Enrolment climbed from 120 to 180.", "Enrolment fell from 180 to 120."),
        ("The pass rate dropped from 71% to 52%.", "The pass rate is 71%, up from 52%."),
        ("Employers were disappointed with the trainees.", "Employers praised the trainees."),
        ("The alliance was built from the top down.", "The alliance was built from the bottom up."),
    ],
)
def test_a_direction_turned_round_is_told_by_words_and_by_figures(checker: Checker, statement: str, text: str) -> None:
    verdict = checker.check(statement, [source(text)], "en")
    assert verdict.outcome == "unsupported"
    assert "direction" in reasons(verdict)


def test_a_negation_in_words_of_its_own_is_no_difference(checker: Checker) -> None:
    lorry = source("The lorry visits schools with its benches. It was off the road for four months in 2018.")
    verdict = checker.check("For part of one year the vehicle could not be used.", [lorry], "en")
    assert "negation" not in reasons(verdict)
    assert "negation" in reasons(checker.check("The lorry does not visit schools.", [lorry], "en"))


def test_a_name_put_together_of_two_is_told(checker: Checker) -> None:
    looms = source("The looms are a gift from the mill Fratelli Onesti. It is sad, said the head teacher Carla Binni.")
    assert "name" in reasons(checker.check("The head teacher Carla Onesti called it sad.", [looms], "en"))
    assert "name" not in reasons(checker.check("The head teacher Carla Binni called it sad.", [looms], "en"))


def test_words_that_only_look_like_a_direction_are_none(checker: Checker) -> None:
    cork = source("O curso de cortiça começou em abril e dura 14 meses.", language="pt")
    verdict = checker.check("The course, which deals with cork, lasts a little more than a year.", [cork], "en")
    assert "direction" not in reasons(verdict)


def test_a_figure_of_a_list_belongs_to_the_name_beside_it(checker: Checker) -> None:
    regions = source("The most active regions were: Lazio 72, Umbria 64, Toscana 57, Veneto 53.")
    assert checker.check("The most active region was Lazio, with 72.", [regions], "en").outcome == "supported"
    assert checker.check("The most active region was Veneto, with 72.", [regions], "en").outcome != "supported"


def test_a_place_may_be_named_in_the_sources_language(checker: Checker) -> None:
    polish = source("Trzech nauczycieli obserwowało pracę na Krecie.", language="pl")
    assert "place" not in reasons(checker.check("Three teachers watched colleagues at work in Crete.", [polish], "en"))
    assert reasons(checker.check("Three teachers watched colleagues at work in Malta.", [polish], "en"))


def test_a_long_source_is_read_where_it_has_the_words_of_the_statement(checker: Checker) -> None:
    filler = " ".join(f"Department {number} has workshops, a canteen and a yard." for number in range(60, 160))
    told = "The welding school in Ghent admits forty girls a year."
    long = source(f"{filler} {told} {filler}")
    verdict = checker.check("Each year the welding school in Ghent takes on 40 girls.", [long], "en")
    assert verdict.outcome == "supported"
    assert verdict.citation is not None
    assert told in verdict.citation.quote


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("Within TULIP teachers from the European Union met.", "In TULIP teachers from the EU met."),
        ("Visitors found German-language leaflets.", "Visitors found leaflets in German."),
    ],
)
def test_words_around_a_name_are_no_part_of_it(checker: Checker, statement: str, text: str) -> None:
    assert "name" not in reasons(checker.check(statement, [source(text)], "en"))


def test_an_abbreviation_may_end_otherwise_in_another_language(checker: Checker) -> None:
    spanish = source("El proyecto trata de los ODS.", language="es")
    assert "name" not in reasons(checker.check("Le projet porte sur les ODD.", [spanish], "fr"))
    assert "name" in reasons(checker.check("Le projet porte sur les PIB.", [spanish], "fr"))


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("The canteens of the schools are largely identical.", "The schools have canteens that differ."),
        (
            "In Riga the learners opened the bakery and closed the garage.",
            "In Riga the learners closed the bakery and opened the garage.",
        ),
        (
            "The fund excludes bakers and roofers from the grants.",
            "The fund gives grants to bakers and roofers in five regions.",
        ),
        ("The grants are limited to bakers.", "The fund gives grants to bakers and roofers."),
        (
            "For the jury, advice from the parents is dispensable.",
            "For the jury, advice from the parents is essential.",
        ),
    ],
)
def test_what_is_denied_without_a_negation_is_told(checker: Checker, statement: str, text: str) -> None:
    verdict = checker.check(statement, [source(text)], "en")
    assert verdict.outcome != "supported", verdict


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (
            "Bakers used the workshop more than roofers did.",
            "Roofers used the workshop less than bakers did.",
        ),
        ("Money that was not spent went back to the fund.", "Unspent money went back to the fund."),
        (
            "The agreement has not been signed yet.",
            "The agreement will be signed in spring by the schools and the bakers.",
        ),
        (
            "The bakers did not stop hiring helpers without contracts.",
            "The bakers went on hiring helpers without contracts.",
        ),
        (
            "Half of the roofers did not finish the course.",
            "Of the 40 roofers, 20 finished the course.",
        ),
    ],
)
def test_a_negation_that_denies_nothing_of_the_source_is_no_difference(
    checker: Checker, statement: str, text: str
) -> None:
    verdict = checker.check(statement, [source(text)], "en")
    assert not reasons(verdict) & {"negation", "direction"}, verdict
