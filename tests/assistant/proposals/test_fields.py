"""Fields of a form within a section's text: each answer under its question, and back as it was written."""

from itertools import product

import pytest

from assistant.proposals.fields import (
    Field,
    answer_to,
    fields_of,
    lacks_questions,
    outside,
    with_answer,
    with_answers_below,
    with_questions,
)
from assistant.proposals.shapes import GuidingQuestion, TemplateSection

NEED, PLAN, RESULT = (
    GuidingQuestion(id=name, text={"en": f"What of the {name}?", "nl": f"Hoe zit het met {name}?"}, limit=100)
    for name in ("need", "plan", "result")
)
SECTION = TemplateSection(id="one", title={"en": "One"}, limit=300, questions=(NEED, PLAN, RESULT))
AS_TYPED = ["", " ", "\n", "One.", "One.\n", "\n\nOne.\n\n", "One.\n\nTwo.", "\n\n\n"]


@pytest.mark.parametrize(("first", "second"), [*product(AS_TYPED, AS_TYPED)])
def test_what_is_typed_in_a_field_comes_back_as_it_was(first: str, second: str) -> None:
    text = with_answer(SECTION, with_answer(SECTION, "", RESULT, second, "en"), NEED, first, "en")
    text = with_answer(SECTION, text, PLAN, "Between.", "en")
    assert [answer_to(SECTION, text, each.id) for each in SECTION.questions] == [first, "Between.", second]


def test_a_new_answer_stands_where_the_form_asks_for_it() -> None:
    text = with_answer(SECTION, "First of all.\n\nWhat of the result?\nMuch.", NEED, "Mentors.", "nl")
    assert text == "First of all.\n\nHoe zit het met need?\n\nMentors.\n\nWhat of the result?\n\nMuch."
    assert outside(SECTION, text) == "First of all."
    assert Field(SECTION, PLAN).of(text) == ""


def test_headings_are_known_in_every_language_of_the_form_and_as_markdown() -> None:
    text = "## Hoe zit het  met need?\nMentors.\n\n**What of the plan?**\n\nVisits."
    assert answer_to(SECTION, text, "need") == "Mentors."
    assert answer_to(SECTION, text, "plan") == "Visits."


def test_a_whole_draft_that_is_pasted_into_one_field_fills_all() -> None:
    pasted = "Mentors.\nWhat of the plan?\nVisits.\n\nWhat of the need?\nMore mentors."
    text = with_answer(SECTION, "", NEED, pasted, "en")
    assert answer_to(SECTION, text, "need") == "Mentors.\n\nMore mentors."
    assert answer_to(SECTION, text, "plan") == "Visits."
    assert text.count("What of the need?") == 1


def test_an_earlier_proposal_keeps_its_text_when_the_questions_are_put_in() -> None:
    assert lacks_questions(SECTION, "All in one.")
    text = with_questions(SECTION, "All in one.", "en")
    assert text.startswith("All in one.\n\nWhat of the need?")
    assert not lacks_questions(SECTION, text)
    assert with_questions(SECTION, text, "nl") == text


def test_more_is_added_below_each_answer() -> None:
    text = with_answers_below(
        SECTION,
        "Before.\n\nWhat of the plan?\nVisits.",
        "What of the need?\nMentors.\n\nWhat of the plan?\nTalks.",
        "en",
    )
    assert answer_to(SECTION, text, "plan") == "Visits.\n\nTalks."
    assert answer_to(SECTION, text, "need") == "Mentors."
    assert outside(SECTION, text) == "Before."


def test_a_section_without_limits_for_its_answers_is_one_field() -> None:
    questions = tuple(each.model_copy(update={"limit": None}) for each in SECTION.questions)
    assert [each.name for each in fields_of(SECTION)] == ["one-need", "one-plan", "one-result"]
    assert [each.name for each in fields_of(SECTION.model_copy(update={"questions": questions}))] == ["one"]
