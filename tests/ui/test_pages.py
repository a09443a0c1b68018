"""The pages as a visitor meets them, through Streamlit's own driver, on small libraries of real files."""

import shutil
import sqlite3
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.libraries import make_library
from ui.texts import languages

APP = str(Path(__file__).parents[2] / "ui" / "app.py")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(autouse=True)
def fresh() -> None:
    st.cache_resource.clear()


def opened(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str | list[str]) -> AppTest:
    monkeypatch.setenv("VET_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    """All that the page says, in HTML or plain."""
    # AppTest knows no class for st.html: its elements are found by their type.
    html = [element.proto.body for element in page.get("html")]
    return "\n".join([*html, *(text.value for text in page.text)])


def test_a_question_is_answered_with_a_quote_and_its_source(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    assert "3 documents · 4 countries · 2 languages · 2019–2022" in shown(page)
    page.text_input(key="q").set_value("Who pays the wages of the apprentices of the Kelluva academy?").run()
    text = shown(page)
    assert "Each shipyard pays a third of the wages" in text
    assert 'id="source-1"' in text
    assert "Basque Country" in text
    assert "Finland" in text
    assert page.query_params["q"]


def test_a_filter_narrows_what_is_searched_and_counted(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    page.multiselect(key="country").set_value(["PT"]).run()
    assert "Matching the filters: 1 of 3." in shown(page)
    assert page.query_params["country"] == "PT"
    kinds = page.multiselect(key="kind").options
    assert kinds == ["Project report (1)"]
    page.text_input(key="q").set_value("How are apprentices trained by shipyards?").run()
    assert "Kelluva Maritime Academy trains" not in shown(page)


def test_what_the_library_does_not_know_is_said_with_titles_to_look_at(
    monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    page = opened(monkeypatch, library, q="How many submarines do the shipyards sell to the navy?")
    assert "vet-status vet-no_evidence" in shown(page)
    assert "<blockquote>" not in shown(page)
    assert any(button.key.startswith("near-") for button in page.button if button.key)


def test_a_filter_that_the_question_implies_can_be_taken_away(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library, q="Who visits apprentice welders every week in Portugal?")
    chip = page.button(key="widen-countries")
    assert chip.label == "Portugal"
    chip.click().run()
    assert not [button for button in page.button if button.key == "widen-countries"]
    assert "a mentor who visits them" in shown(page)


def test_a_question_that_leans_on_the_one_before_is_read_so_and_can_be_read_alone(
    monkeypatch: pytest.MonkeyPatch, library: Path
) -> None:
    page = opened(monkeypatch, library)
    page.text_input(key="q").set_value("What is the Kelluva Maritime Academy?").run()
    page.text_input(key="q").set_value("who pays the wages?").run()
    assert "Understood as: who pays the wages (Kelluva Maritime Academy)?" not in shown(page), "it has its own subject"
    page.text_input(key="q").set_value("What is the Kelluva Maritime Academy?").run()
    page.text_input(key="q").set_value("who pays for it?").run()
    assert "Understood as: who pays for it (Kelluva Maritime Academy)?" in shown(page)
    page.button(key="read-alone").click().run()
    assert not page.exception
    assert "Understood as" not in shown(page)
    page.button(key="start-over").click().run()
    assert page.text_input(key="q").value == ""


def test_an_answer_outside_the_chosen_filters_is_named(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library, country="PT", q="Who pays the wages of the apprentices of the Kelluva academy?")
    text = shown(page)
    assert "outside the filters (Portugal): Kelluva Maritime Academy" in text
    assert "Documents searched: 1 (Portugal)." in text
    assert "<blockquote>" not in text


def test_suggested_questions_find_something(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library)
    suggested = [button for button in page.button if (button.key or "").startswith("try-")]
    assert suggested
    suggested[0].click().run()
    assert "vet-status vet-no_evidence" not in shown(page)
    assert "<blockquote>" in shown(page)


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
    assert page.multiselect(key="country").value == ["FI"]
    assert page.multiselect(key="kind").value == []
    assert page.number_input(key="from_year").value is None
    assert page.number_input(key="to_year").value == 2022


def test_the_library_page_lists_documents_and_what_failed(monkeypatch: pytest.MonkeyPatch, library: Path) -> None:
    page = opened(monkeypatch, library, country="FI")
    page.switch_page("views/library.py").run()
    assert not page.exception
    assert page.title[0].value == "What the library holds"
    assert list(page.dataframe[0].value["title"]) == ["Kelluva Maritime Academy"]
    assert list(page.dataframe[0].value["place"]) == ["Finland, Netherlands, Basque Country"]
    assert "1 file could not be read" in page.expander[0].label
    assert "broken.pdf" in shown(page)


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
