"""What passes between the editor in the browser and the page: places, counts, and what a browser may say."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import texts
from ui.components.editor import MOST_CHARACTERS, characters, units
from ui.components.editor import _arrived as arrived

SAID = {"text": "One.", "cursor": 4, "reason": "typed", "version": "1", "nonce": "a.1", "after": ""}


def test_places_are_put_into_the_units_of_a_browser_and_back() -> None:
    text = "a😀b𝒳c é"
    assert units(text, [0, 1, 2, 3, 4, 5, 7]) == [0, 1, 3, 4, 6, 7, 9]
    assert [characters(text, place) for place in units(text, range(len(text) + 1))] == list(range(len(text) + 1))
    assert characters(text, 999) == len(text)
    # Between the halves of an emoji nobody can be.
    assert characters(text, 2) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"text": "x" * (MOST_CHARACTERS + 1)},
        {"cursor": -1},
        {"cursor": "4"},
        {"cursor": True},
        {"reason": "open:../../etc"},
        {"reason": "else"},
        {"version": 1},
        {"version": "v" * 1000},
        {"nonce": ""},
        {"after": None},
    ],
)
def test_what_a_browser_cannot_have_meant_is_nothing(wrong: dict[str, Any]) -> None:
    assert arrived(SAID | wrong) is None


def test_a_change_comes_clean_and_in_characters() -> None:
    found = arrived(SAID | {"text": "😀 One\r\nhalf \ud83d end\0", "cursor": 6, "reason": "open:a-key"})
    assert found is not None
    assert found.change == ("😀 One\nhalf ? end", 5, "open:a-key", "1")
    assert arrived("nothing") is None
    assert arrived(None) is None


def page() -> None:
    """A page with the editor on it."""
    from assistant.exporting.proposal_text import FormWording
    from assistant.proposals.shapes import CheckedSentence
    from corpus.proposals import Proposal
    from ui.components.editor import editor
    from ui.texts import Texts

    checked = [CheckedSentence(start=0, end=6, standing="own"), CheckedSentence(start=7, end=11, standing="differs")]
    editor(
        "😀 One. Two.", checked, limit=10, limit_assumed=True, version="1", key="editor", say=Texts("fi"),
        label="Relevance", wording=FormWording(Proposal(form_citations="numbers")), cited_as="numbers",
    )  # fmt: skip


@pytest.fixture
def opened() -> AppTest:
    return AppTest.from_function(page, default_timeout=30).run()


def told(page: AppTest) -> dict[str, Any]:
    assert not page.exception
    data: dict[str, Any] = json.loads(page.get("bidi_component")[0].proto.json)
    return data


def test_the_field_is_told_what_it_shows(opened: AppTest) -> None:
    data = told(opened)
    assert data["checked"] == [[0, 7, "own", False], [8, 12, "differs", False]]
    assert (data["limit"], data["label"], data["language"], data["page"]) == (10, "Relevance", "en", "fi")
    assert (data["about"], data["cited"]) == (True, texts.Texts("fi")("editor_cited_numbers"))
    # The browser fills in the numbers.
    assert all(each in data["say"]["count"] for each in ("{count}", "{limit}"))
    assert all(data["say"].values())


def test_the_scripts_count_and_mark_by_the_same_rule() -> None:
    from corpus.proposals import MARK

    script = (Path("ui") / "components" / "editortext.js").read_text("utf-8")
    assert f"const MARK = /{MARK.pattern}/g;" in script
