"""The pages as a visitor meets them, through Streamlit's own driver, on small libraries of real files."""

import shutil
import sqlite3
from pathlib import Path

import pytest
import streamlit as st

from tests.ui.libraries import make_library
from tests.ui.pages import ask, opened, shown
from ui.cli import run
from ui.texts import languages


def test_a_question_is_answered_with_a_quote_and_its_source(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    assert "3 documents · 4 countries · 2 languages · 2019–2022" in shown(page)
    ask(page, "Who pays the wages of the apprentices of the Kelluva academy?")
    text = shown(page)
    assert "Each shipyard pays a third of the wages" in text
    assert 'id="source-0-1"' in text
    assert "Basque Country" in text
    assert "Finland" in text
    assert page.query_params["q"]


def test_a_filter_narrows_what_is_searched_and_counted(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    page.session_state["country"] = ["PT"]
    page.run()
    assert "Matching the filters: 1 of 3." in shown(page)
    assert page.query_params["country"] == "PT"
    assert 'aria-label="Project report, 1 document"' in shown(page)
    assert 'aria-label="Good practice, 0 documents"' in shown(page)
    ask(page, "How are apprentices trained by shipyards?")
    assert "Kelluva Maritime Academy trains" not in shown(page)


def test_what_the_library_does_not_know_is_said_with_titles_to_look_at(
    monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    page = opened(monkeypatch, library, q="How many submarines do the shipyards sell to the navy?")
    assert "vet-status vet-no_evidence" in shown(page)
    assert "<blockquote" not in shown(page)
    assert any(button.key.startswith("near-") for button in page.button if button.key)


def test_a_question_that_leans_on_the_one_before_is_read_so_and_can_be_read_alone(
    monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    page = opened(monkeypatch, library)
    ask(page, "What is the Kelluva Maritime Academy?")
    ask(page, "who pays the wages?")
    assert "Understood as: who pays the wages (Kelluva Maritime Academy)?" not in shown(page), "it has its own subject"
    ask(page, "What is the Kelluva Maritime Academy?")
    ask(page, "who pays for it?")
    assert "Understood as: who pays for it (Kelluva Maritime Academy)?" in shown(page)
    page.button(key="read-alone").click().run()
    assert not page.exception
    assert "Understood as" not in shown(page)
    page.button(key="start-over").click().run()
    assert "vet-question" not in shown(page)
    assert "q" not in page.query_params


def test_a_conversation_can_be_left_and_taken_up_again(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    ask(page, "What is the Kelluva Maritime Academy?")
    ask(page, "who pays for it?")
    assert page.query_params["before"] == "What is the Kelluva Maritime Academy?"
    assert [each.label for each in page.expander] == ["What is the Kelluva Maritime Academy? — Answered"]
    page.button(key="start-over").click().run()
    earlier = page.button(key="earlier-0")
    assert earlier.label == "What is the Kelluva Maritime Academy? (+1)"
    earlier.click().run()
    assert not page.exception
    assert "Understood as: who pays for it (Kelluva Maritime Academy)?" in shown(page)
    page.button(key="start-over").click().run()
    page.button(key="forget-history").click().run()
    assert not [button for button in page.button if (button.key or "").startswith("earlier-")]


def test_a_link_to_a_follow_up_brings_back_what_it_leans_on(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library, q="who pays for it?", before="What is the Kelluva Maritime Academy?")
    assert "Understood as: who pays for it (Kelluva Maritime Academy)?" in shown(page)


def test_an_answer_outside_the_chosen_filters_is_named(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library, country="PT", q="Who pays the wages of the apprentices of the Kelluva academy?")
    text = shown(page)
    assert "outside the filters (Portugal): Kelluva Maritime Academy" in text
    assert "Documents searched: 1 (Portugal)." in text
    assert "<blockquote" not in text


def test_suggested_questions_find_something(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    suggested = [button for button in page.button if (button.key or "").startswith("try-")]
    assert suggested
    suggested[0].click().run()
    assert "vet-status vet-no_evidence" not in shown(page)
    assert "<blockquote" in shown(page)


@pytest.mark.parametrize("language", languages())
def test_the_page_speaks_every_language_that_has_a_catalogue(
    monkeypatch: pytest.MonkeyPatch, library: Path, language: str
) -> None:
    page = opened(monkeypatch, library, lang=language, q="How are apprentices trained?")
    assert page.selectbox(key="lang").value == language
    page.switch_page("views/library.py").run()
    assert not page.exception


def test_an_address_that_makes_no_sense_is_put_right(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(
        monkeypatch, library, country=["<script>", "finland"], kind="xyz", theme="\x00", from_year="abc",
        to_year="9999", lang="../en", language="zz",
    )  # fmt: skip
    assert page.session_state["country"] == ["FI"]
    assert page.session_state["kind"] == []
    assert page.session_state["from_year"] is None
    assert page.session_state["to_year"] == 2022


def test_an_empty_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    page = opened(monkeypatch, home)
    assert page.code[0].value == "vet-assistant index FOLDER"
    page.switch_page("views/library.py").run()
    assert not page.exception
    assert page.code


def test_a_damaged_library_is_named_without_a_traceback(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    home.mkdir()
    (home / "library.db").write_bytes(b"this is no database at all, whatever its name says" * 100)
    page = opened(monkeypatch, home)
    assert page.error
    assert "library" in shown(page).lower()


def test_an_index_of_another_model_is_named_with_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: Path
) -> None:
    home = tmp_path / "copy"
    shutil.copytree(library, home)
    with sqlite3.connect(home / "library.db") as database:
        database.execute("UPDATE generations SET model = 'another-model'")
    page = opened(monkeypatch, home, q="How are apprentices trained?")
    assert page.error
    assert "vet-assistant index" in shown(page)


def test_an_earlier_answer_outlives_the_documents_it_quotes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = make_library(tmp_path)
    page = opened(monkeypatch, home, q="What is the Kelluva Maritime Academy?")
    ask(page, "How do mentors help apprentice welders in Porto?")
    (tmp_path / "documents" / "practices" / "kelluva.md").unlink()
    run(["--home", str(home), "index"])
    st.cache_resource.clear()
    page.session_state["turn-0"] = True
    page.run()
    assert not page.exception
    assert "a mentor who visits them" in shown(page)
    assert "has left the library since" in shown(page)
    assert 'id="quote-0-1"' in shown(page)
