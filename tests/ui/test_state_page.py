"""The State page says when the library was brought up to date, what could not be read and why, and checks itself."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import ui.checking
from corpus.library import FileRecord
from indexer.drafts import REASONS
from tests.ui.libraries import DUTCH, make_library
from tests.ui.pages import opened, shown
from ui.components.state import failed_files, files_html, noted_files, source_names, twice_held_files
from ui.texts import Texts, languages

ENGLISH = Texts("en")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    st.cache_resource.clear()
    monkeypatch.setattr(ui.checking, "_last", None)


def state_page(monkeypatch: pytest.MonkeyPatch, home: Path, **address: str) -> AppTest:
    page = opened(monkeypatch, home, **address)
    page.switch_page("views/state.py").run()
    assert not page.exception
    return page


def test_what_there_is_and_what_failed_is_said_without_paths_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = make_library(tmp_path, {"surveys/enquete.md": DUTCH, "copies/again.md": DUTCH})
    page = state_page(monkeypatch, home)
    text = shown(page)
    assert "1 document · 1 passage · 1 country · 1 language · 2022" in text
    assert "Last brought up to date: " in text
    assert "seconds ago)" in text
    assert "documents: 3 files" in text
    assert "1 file could not be read" in text
    assert "broken.pdf" in text
    assert "It is damaged or incomplete." in text
    assert "1 file holds what another file holds, too" in text
    assert "also in " in text
    page.button(key="check").click().run()
    assert not page.exception
    assert "Answering a question" in shown(page)
    assert "✓</span> in order" in shown(page)
    assert str(tmp_path) not in shown(page)


@pytest.mark.parametrize("language", languages())
def test_the_page_speaks_every_language(monkeypatch: pytest.MonkeyPatch, home: Path, language: str) -> None:
    page = state_page(monkeypatch, home, lang=language)
    page.button(key="check").click().run()
    assert not page.exception
    assert Texts(language)("check_error") in shown(page)


def test_every_reason_has_words_and_none_shows_what_a_file_said() -> None:
    files = [FileRecord(path="/srv/a.pdf", source="a.pdf", reason=each, message="/srv/a.pdf: x") for each in REASONS]
    assert {each.says[0] for each in failed_files(files, ENGLISH)}.isdisjoint({ENGLISH("reason_other"), ""})
    (unknown,) = failed_files([FileRecord(path="/a", source="a", reason="new", message="/a")], ENGLISH)
    assert unknown.says == (ENGLISH("reason_other"),)


def test_remarks_and_doubles_are_told_apart() -> None:
    one = FileRecord(path="/srv/one.md", source="one.md", documents=1)
    noted = FileRecord(path="/srv/n.pdf", source="n.pdf", notes=("2 pages hold no text.",), documents=1)
    twice = FileRecord(path="/srv/two.md", source="two.md", notes=("kept once: 1.",), shadowed={"id": "/srv/one.md"})
    assert noted_files([one, noted, twice]) == [("n.pdf", ("2 pages hold no text.",))]
    assert twice_held_files([one, noted, twice], ENGLISH) == [("two.md", ("also in one.md",))]


def test_a_long_list_can_be_searched_and_is_text_only() -> None:
    evil = '<img src=x onerror=alert(1)>".pdf'
    files = [FileRecord(path=f"/{n}", source=f"{n}{evil}", reason="empty") for n in range(1200)]
    html = files_html("failed", "1,200 files", failed_files(files, ENGLISH), ENGLISH)
    assert "data-search" in html
    assert "<img" not in html
    assert html.count("<li") == 1000
    assert "And 200 more" in html
    assert "data-search=" not in files_html("failed", "x", failed_files(files[:3], ENGLISH), ENGLISH)


def test_sources_of_one_name_are_told_apart() -> None:
    names = source_names(["/srv/a/docs", "/srv/b/docs", "/srv/reports"])
    assert names == {"/srv/a/docs": "a/docs", "/srv/b/docs": "b/docs", "/srv/reports": "reports"}
