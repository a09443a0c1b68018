"""The State page and the check say which documents the model of the index reads poorly, and what to run."""

import json
import sqlite3
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.libraries import make_library
from ui.cli import run

APP = str(Path(__file__).parents[2] / "ui" / "app.py")
FINNISH = """---
title: Telakan akatemia
country: Suomi
language: fi
---
Jokainen telakka maksaa kolmanneksen opiskelijoidensa palkasta.
"""
DUTCH = """---
title: Academie op de werf
country: Nederland
language: nl
---
Elke werf betaalt een derde van het loon van haar leerlingen.
"""


def state_page(monkeypatch: pytest.MonkeyPatch, home: Path) -> AppTest:
    st.cache_resource.clear()
    monkeypatch.setenv("VET_HOME", str(home))
    page = AppTest.from_file(APP, default_timeout=60).run()
    page.switch_page("views/state.py").run()
    assert not page.exception
    return page


def checked(capfd: pytest.CaptureFixture[str], home: Path) -> list[dict[str, str]]:
    capfd.readouterr()
    run(["--home", str(home), "check", "--json"])
    return [line for line in json.loads(capfd.readouterr().out)["checks"] if line["name"] == "languages"]


def test_documents_that_the_model_reads_poorly_are_counted_with_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    home = make_library(tmp_path, {"telakka.md": FINNISH, "academie.md": DUTCH})

    page = state_page(monkeypatch, home)
    assert "1 document is in a language that the embedding model reads poorly" in [each.label for each in page.expander]
    assert any(each.value.startswith("Finnish:") for each in page.text)
    assert any("VET_EMBEDDING_MODEL=" in each.value and "vet-assistant index" in each.value for each in page.code)
    (line,) = checked(capfd, home)
    assert "fi 1" in line["detail"]
    assert "VET_EMBEDDING_MODEL=" in line["action"]

    # An index that another model made: that one was chosen for the library's languages.
    with sqlite3.connect(home / "library.db") as database:
        database.execute("UPDATE generations SET model = 'a multilingual one'")
    assert not [each for each in state_page(monkeypatch, home).expander if "poorly" in each.label]
    assert not checked(capfd, home)


def test_nothing_is_said_where_all_is_read_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = state_page(monkeypatch, make_library(tmp_path, {"academie.md": DUTCH}))
    assert not [each for each in page.expander if "poorly" in each.label]
