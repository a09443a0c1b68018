"""Claims: a section's text becomes sentences, each with what its sources say of it."""

import pytest

from assistant.checking.checker import Checker
from assistant.citations import Citation, cite
from assistant.proposals.claims import check_text, is_own
from assistant.proposals.shapes import CheckedSentence
from assistant.wiring import Assistant
from tests.assistant.checking.sources import source

CENTRES = source("In 2016 over 4,500 companies took part in the centres. They reached 4,000 teachers.")


@pytest.fixture(scope="module")
def checker(assistant: Assistant) -> Checker:
    return assistant.checker()


def checked(
    checker: Checker, text: str, own: tuple[str, ...] = (), candidates: tuple[Citation, ...] = ()
) -> tuple[CheckedSentence, ...]:
    return check_text(text, {"centres": [CENTRES]}, own, checker, lambda _: candidates, "en")


def test_sentences_are_classed_by_what_their_sources_say(checker: Checker) -> None:
    text = (
        "In 2016 more than 4,500 companies took part [@centres]. The centres reached 9,000 teachers [@centres]. Dropout"
        " in vocational schools has risen for years. We will train 40 teachers."
    )
    found = checked(checker, text)
    assert [each.standing for each in found] == ["supported", "differs", "needs_evidence", "own"]
    difference = found[1].differences[0]
    said = text[found[1].start :][difference.start : difference.end]
    assert (difference.reason, difference.said, said) == ("figure", "9,000 teachers", "9,000 teachers")
    assert found[1].citation is not None
    assert "4,000 teachers" in found[1].citation.quote


def test_a_mark_behind_the_full_stop_belongs_to_the_sentence_before(checker: Checker) -> None:
    text = "Dropout rises all over Europe. The centres reached 4,000 teachers. [@centres]\n\nFirms lack staff too."
    found = checked(checker, text)
    assert [each.keys for each in found] == [(), ("centres",), ()]
    assert text[found[1].start : found[1].end].endswith("[@centres]")
    assert found[1].standing == "supported"


def test_headings_labels_questions_and_fragments_are_no_claims(checker: Checker) -> None:
    text = "# Needs of schools\n\nTarget groups:\n\n- teachers\n\nWhy does this matter to schools?\n\nNeeds"
    assert not checked(checker, text)


def test_candidates_are_sought_for_claims_without_a_source_alone(checker: Checker) -> None:
    quote = cite(CENTRES.document, 0, 20, 1)
    found = checked(
        checker, "Companies lack skilled technicians. We will help them find companies.", candidates=(quote,)
    )
    assert [each.candidates for each in found] == [(quote,), ()]


def test_the_writer_may_call_a_sentence_their_own(checker: Checker) -> None:
    found = checked(
        checker, "Companies  lack skilled\ntechnicians [@centres].", own=("Companies lack skilled technicians.",)
    )
    assert not found or found[-1].standing in ("own", "differs")
    (one,) = checked(
        checker, "Companies lack  skilled technicians [@centres].", own=("Companies lack skilled technicians.",)
    )
    assert (one.standing, one.marked) == ("own", True)


def test_an_unknown_key_counts_as_none(checker: Checker) -> None:
    (one,) = checked(checker, "Companies lack skilled technicians [@unknown].")
    assert (one.standing, one.keys) == ("needs_evidence", ())


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("We will train 40 teachers in 24 months.", "en"),
        ("Each partner hosts two workshops.", "en"),
        ("Het project zal 40 docenten opleiden.", "nl"),
        ("Koulutamme hankkeen aikana neljäkymmentä opettajaa.", "fi"),
        ("El proyecto formará a 40 docentes.", "es"),
        ("Lehen urtean berrogei irakasle prestatuko ditugu.", "eu"),
        ("Das Projekt wird 40 Lehrkräfte schulen.", "de"),
        ("Le projet formera 40 enseignants.", "fr"),
    ],
)
def test_plans_are_the_writers_own(said: str, language: str) -> None:
    assert is_own(said, language)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("In 2020 Finland had 4,200 stays abroad.", "en"),
        ("In Finland 30 % of learners drop out, so we will offer guidance.", "en"),
        ("We will use job shadowing, which has reduced dropout in Denmark by a third.", "en"),
        ("In 2016 deden 4.500 bedrijven mee.", "nl"),
        ("Jedes Jahr werden 40 Lehrkräfte geschult.", "de"),
        ("El 40 % de los alumnos abandona.", "es"),
    ],
)
def test_figures_about_the_world_are_not(said: str, language: str) -> None:
    assert not is_own(said, language)
