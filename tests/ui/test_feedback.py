"""Feedback on an answer: asked for on the page where the operator turned that on, and listed on the command line."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from corpus.feedback import LONGEST_REASON, Feedback, list_feedback
from corpus.library import Library
from tests.assistant.exporting.answers import usual
from ui.cli import run
from ui.components.feedback import feedback_on
from ui.texts import languages


def page() -> None:
    from tests.assistant.exporting.answers import usual
    from ui.components.feedback import show_feedback
    from ui.sessions import texts

    show_feedback(usual(), texts())


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VET_UI_FEEDBACK", "true")


def opened(**address: str) -> AppTest:
    visit = AppTest.from_function(page, default_timeout=30)
    for key, value in address.items():
        visit.query_params[key] = value
    visit.run()
    assert not visit.exception
    return visit


def press(visit: AppTest, label: str) -> None:
    next(button for button in visit.button if button.label == label).click().run()
    assert not visit.exception


def said(visit: AppTest) -> str:
    # AppTest knows no class for st.html: its elements are found by their type.
    html = [element.proto.body for element in visit.get("html")]
    return "\n".join([*html, *(text.value for text in visit.text)])


def kept(home: Path) -> list[Feedback]:
    library = Library.open(f"sqlite:///{home / 'library.db'}")
    try:
        return list_feedback(library)
    finally:
        library.close()


def listed(capfd: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capfd.readouterr()
    assert run(["feedback", "--json", *arguments]) == 0
    return json.loads(capfd.readouterr().out)


def test_nothing_is_asked_unless_the_operator_turned_it_on() -> None:
    visit = opened()
    assert not visit.button
    assert not visit.text


@pytest.mark.usefixtures("asking")
def test_a_verdict_is_kept_at_once_and_its_reason_when_it_is_sent(home: Path) -> None:
    visit = opened()
    assert not visit.text_area
    press(visit, "Not useful")
    assert "Thank you. Noted: Not useful." in said(visit)
    (first,) = kept(home)
    assert (first.verdict, first.reason, first.question) == ("down", "", "What are their aims?")
    visit.text_area[0].set_value("It is about <b>another</b> project.")
    press(visit, "Send")
    assert "Your words were kept, too." in said(visit)
    assert not visit.text_area
    assert [each.reason for each in kept(home)] == ["It is about <b>another</b> project."]


@pytest.mark.usefixtures("asking")
def test_an_answer_has_one_verdict_which_can_be_changed(home: Path) -> None:
    visit = opened()
    press(visit, "Useful")
    press(visit, "Not useful")
    press(visit, "Not useful")
    assert [each.verdict for each in kept(home)] == ["down"]
    other = opened()
    press(other, "Useful")
    assert [each.verdict for each in kept(home)] == ["up", "down"], "another visitor's is another one"


@pytest.mark.usefixtures("asking")
def test_words_are_not_lost_while_the_library_is_busy(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.transactions._WAIT_MILLISECONDS", 50)
    visit = opened()
    press(visit, "Useful")
    with sqlite3.connect(home / "library.db") as other:
        other.execute("BEGIN IMMEDIATE")
        visit.text_area[0].set_value("Just what I looked for.")
        press(visit, "Send")
        assert visit.warning[0].value == "Your judgement could not be kept:"
        assert "Try again in a moment" in said(visit)
        assert visit.text_area[0].value == "Just what I looked for."
        other.rollback()
    press(visit, "Send")
    assert not visit.warning
    assert [each.reason for each in kept(home)] == ["Just what I looked for."]


@pytest.mark.usefixtures("asking")
@pytest.mark.parametrize("language", languages())
def test_it_is_asked_in_the_language_of_the_page(language: str) -> None:
    visit = opened(lang=language)
    visit.button[0].click().run()
    assert not visit.exception
    assert "{" not in said(visit)


def test_what_is_kept_is_the_answer_that_was_judged_and_nothing_of_the_visitor() -> None:
    feedback = feedback_on(usual(), "up", "  x" * LONGEST_REASON)
    assert feedback.documents == ("0123456789abcdef", "fedcba9876543210")
    assert feedback.filters.countries == ("NL",)
    assert (feedback.generation, feedback.settings, feedback.score) == (3, "abc", 0.9)
    assert len(feedback.reason) == LONGEST_REASON


@pytest.mark.usefixtures("asking")
def test_the_command_line_lists_it(capfd: pytest.CaptureFixture[str]) -> None:
    visit = opened()
    press(visit, "Not useful")
    visit.text_area[0].set_value("Too \x1b[31mold\nfor us.")
    press(visit, "Send")
    capfd.readouterr()
    assert run(["feedback"]) == 0
    printed = capfd.readouterr().out
    assert "not useful" in printed
    assert "What are their aims?" in printed
    assert "“Too old for us.”" in printed
    assert "answered, score 0.90 · Netherlands · documents 0123456789abcdef" in printed
    assert "VET_UI_FEEDBACK" not in printed
    (entry,) = listed(capfd)["feedback"]
    assert (entry["verdict"], entry["filters"]["countries"], entry["score"]) == ("down", ["NL"], 0.9)
    assert listed(capfd, "--since", "2999-01-01") == {"collecting": True, "feedback": []}
    assert len(listed(capfd, "--since", "2000-01-01", "--limit", "1")["feedback"]) == 1


def test_the_command_line_says_how_to_turn_it_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["feedback"]) == 0
    printed = capfd.readouterr().out
    assert "No feedback is kept." in printed
    assert "VET_UI_FEEDBACK=true" in printed
    assert run(["feedback", "--since", "yesterday"]) == 2
    assert "--since" in capfd.readouterr().err
