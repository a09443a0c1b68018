"""A proposal as text for the fields of a form: what is pasted, and how much of it the form counts."""

import pytest

from assistant.exporting.proposal import mark_labels
from assistant.exporting.proposal_text import FormWording, form_length, form_texts, proposal_text
from tests.assistant.exporting.drafts import asked, hostile, usual
from ui.texts import Texts


def test_marks_become_titles_or_numbers_or_nothing() -> None:
    def need(form) -> str:
        return form_texts(usual(), form)[0].text

    assert need("titles") == (
        "Half is paid by companies (Welding circles, 2021). So it goes elsewhere"
        " (A hall & a half, 2021; Yards of Turku). Nobody knows more.\n\n"
        "Forty teachers go each year. (Welding circles, 2021; A hall & a half, 2021)\n"
        "And so on (Welding circles, 2021), it is said."
    )
    assert need("numbers") == (
        "Half is paid by companies [1]. So it goes elsewhere [2, 3]. Nobody knows more.\n\n"
        "Forty teachers go each year. [1, 2]\nAnd so on [1], it is said."
    )
    assert need("none").startswith("Half is paid by companies. So it goes elsewhere. Nobody knows more.\n\nForty")


def test_a_key_without_a_source_stays_and_one_source_is_named_once() -> None:
    proposal = usual().proposal
    wording = FormWording(proposal)
    assert wording.text("Half [@nobody; @hall].") == "Half [@nobody]; (A hall & a half, 2021)."
    assert wording.text("Half [@circles] [@circles-2].") == "Half (Welding circles, 2021)."
    assert mark_labels(proposal)["yards"] == "Yards of Turku"


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("a b", 3), ("a\n\nb", 4), ("a\r\nb", 3), ("é", 1), ("e\u0301", 2), ("🙂", 2)]
)
def test_characters_are_counted_as_browsers_do(text: str, length: int) -> None:
    assert form_length(text) == length


def test_each_section_says_how_long_it_is() -> None:
    need, plan = form_texts(usual())
    assert (need.length, need.limit) == (len(need.text), 300)
    assert need.bare == form_length(form_texts(usual(), "none")[0].text)
    assert plan.limit is None
    assert f"{need.length} of 300 characters ({need.bare} without the sources)" in proposal_text(usual(), Texts("en"))
    text = proposal_text(usual("x" * 1_234), Texts("nl"))
    assert "1.234 van 300 tekens" in text
    assert "12 tekens" in text


def test_each_field_of_the_form_is_written_and_counted_on_its_own() -> None:
    need, plan = form_texts(asked())
    assert [(each.id, each.text, each.limit) for each in need.fields] == [
        ("", "First of all.", None),
        ("why", "Half is paid (Welding circles, 2021).\n\nNo more.", 100),
        ("who", "Yards (Yards of Turku).", 40),
    ]
    assert plan.fields == ()
    text = proposal_text(asked(), Texts("en"))
    assert "Why?\n----\n\n47 of 100 characters (23 without the sources)\n\nHalf is paid" in text
    assert "For whom?\n---------\n\n23 of about 40 characters (assumed limit) (6 without the sources)" in text


def test_a_proposal_says_how_it_is_cited_in_forms() -> None:
    drafted = usual()
    numbered = drafted._replace(proposal=drafted.proposal.model_copy(update={"form_citations": "numbers"}))
    assert form_texts(numbered) == form_texts(drafted, "numbers")
    assert proposal_text(numbered, Texts("en")) == proposal_text(drafted, Texts("en"), "numbers")
    assert FormWording(numbered.proposal).length("Half [@circles].") == len("Half [1].")
    assert FormWording(numbered.proposal).text("Half [@unused].") == "Half [4].", "what is pinned has a number, too"


def test_the_references_stand_in_the_order_of_their_numbers() -> None:
    text = proposal_text(usual(), Texts("en"), "numbers")
    _, _, references = text.partition("References\n==========\n\n")
    first, second, third = references.strip().split("\n")
    assert first.startswith("[1] ROC Zuid. (2021b). Welding circles.")
    assert second.startswith("[2] ROC Zuid. (2021a). A hall & a half.")
    assert third.startswith("[3] Yards of Turku.")


def test_hostile_text_is_text() -> None:
    text = proposal_text(hostile(), Texts("en"))
    assert "\x00" not in text
    text.encode()
    assert "<odd> # id" in text
