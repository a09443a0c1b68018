"""A small library that every test of the page may read, and none may write to."""

from pathlib import Path

import pytest
import streamlit as st

from tests.ui.libraries import make_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Each test has a server of its own, as far as what its visitors share is concerned."""
    st.cache_resource.clear()
