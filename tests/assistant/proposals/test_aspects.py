"""Aspects: which questions ask how a project is run, and which sentences tell of that, in many languages."""

import pytest

from assistant.proposals.cues import RUNNING, tells_of
from assistant.proposals.shapes import GuidingQuestion
from assistant.wiring import Assistant


@pytest.mark.parametrize(
    ("side", "text", "language"),
    [
        ("lasting", "The partners go on meeting after the grant.", "en"),
        ("lasting", "Het overleg wordt voortgezet met eigen geld.", "nl"),
        ("lasting", "La red continúa tras el proyecto.", "es"),
        ("dissemination", "Ergebnisse werden im Herbst veröffentlicht.", "de"),
        ("dissemination", "Tulokset julkaistiin verkossa.", "fi"),
        ("governance", "Le comité de pilotage se réunit deux fois par an.", "fr"),
        ("governance", "Bazkideek zereginak banatu zituzten.", "eu"),
        ("internationalisation", "Teachers learned from each other in three towns.", "en"),
        ("internationalisation", "Uczniowie pracowali za granicą.", "pl"),
        ("newcomers", "Kolm kooli olid projektis esimest korda.", "et"),
        ("company-cooperation", "Le imprese propongono i casi.", "it"),
    ],
)
def test_what_tells_how_a_project_is_run_is_known_in_many_languages(side: str, text: str, language: str) -> None:
    assert tells_of(side, text, language)


@pytest.mark.parametrize("side", RUNNING)
def test_other_sentences_tell_nothing_of_how_a_project_is_run(side: str) -> None:
    assert not tells_of(side, "Bread rises overnight in a warm room.", "en")
    assert not tells_of(side, "De kat ligt in de zon.", "nl")
    assert not tells_of("no-such-side", "A steering committee met.", "en")


def test_a_question_on_the_subject_is_told_from_one_on_how_a_project_is_run(assistant: Assistant) -> None:
    form = assistant.proposals().templates()["ka220-vet"]
    known = assistant.proposals()._known
    asked = {each.id: known.sought(each) for section in form.sections for each in section.questions}
    run = {"coordination", "management", "newcomers", "sharing", "sustainability", "european-value", "stakeholders"}
    assert all(asked[each].running for each in run)
    assert not any(asked[each].running for each in ("needs", "innovation", "method", "partners", "participants"))


def test_a_question_of_ones_own_asks_for_what_its_words_say(assistant: Assistant) -> None:
    question = GuidingQuestion(id="newcomers", text={"en": "Which newcomers take part?"})
    assert "newcomers" in assistant.proposals()._known.sought(question).aspects
