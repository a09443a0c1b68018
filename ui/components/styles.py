"""The few styles that Streamlit does not give; nothing from a document gets in here."""

from functools import cache
from importlib.resources import files

import streamlit as st


def apply_styles() -> None:
    """Add the styles to the page."""
    st.html(_styles())


@cache
def _styles() -> str:
    sheets = sorted((each for each in (files("ui") / "styles").iterdir()), key=lambda sheet: sheet.name)
    return "<style>" + "\n".join(sheet.read_text("utf-8") for sheet in sheets) + "</style>"
