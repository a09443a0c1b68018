"""The few styles and the two lines of script that Streamlit does not give; nothing from a document gets in here."""

from functools import cache
from importlib.resources import files

import streamlit as st

_SCROLL_TO_QUOTE = """
<script>
requestAnimationFrame(() =>
  document.querySelector('[role="dialog"] mark.vet-quote')?.scrollIntoView({block: "center"}));
</script>
"""


def apply_styles() -> None:
    """Add the styles to the page."""
    st.html(_styles())


@cache
def _styles() -> str:
    sheets = sorted((each for each in (files("ui") / "styles").iterdir()), key=lambda sheet: sheet.name)
    return "<style>" + "\n".join(sheet.read_text("utf-8") for sheet in sheets) + "</style>"


def say_language(language: str) -> None:
    """Tell the browser, and so a screen reader, which language the page is in: the name of one of our catalogues."""
    _script(f'<script>document.documentElement.lang = "{language}";</script>')


def scroll_to_quote() -> None:
    """Bring the first marked quote of the open dialog into view."""
    _script(_SCROLL_TO_QUOTE)


def _script(constant: str) -> None:
    st.html(constant, unsafe_allow_javascript=True)
