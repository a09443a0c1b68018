"""What the visitors of one page share (the assistant), and what each has of their own (language, filters, history)."""

import os

import streamlit as st

from assistant.settings import load_settings
from assistant.wiring import Assistant, open_assistant
from corpus.facets import Filters
from corpus.vocabulary import Vocabulary
from ui.texts import FALLBACK, Texts, languages


@st.cache_resource(show_spinner=False)
def assistant() -> Assistant:
    """Return the assistant that all visitors share, its model loaded before the first question."""
    opened = open_assistant(load_settings(os.environ))
    if opened.generation() is not None:
        opened.embedder()
    return opened


def vocabulary() -> Vocabulary:
    """Return the names of themes, places, kinds and languages."""
    return assistant().vocabulary


def texts() -> Texts:
    """Return what the page says, in the visitor's language: as chosen, else the operator's, else the browser's."""
    chosen = st.session_state.get("interface_language") or st.query_params.get("interface_language")
    if chosen in languages():
        return Texts(chosen)
    settings = assistant().settings
    browser = (st.context.locale or "").split("-")[0].lower()
    if settings.ui.language == FALLBACK and browser in languages():
        return Texts(browser)
    return Texts(settings.ui.language)


def years_shown(first: int | None, last: int | None) -> str:
    """Return a range of years as people write it; nothing when there is none."""
    if first is None and last is None:
        return ""
    return str(first or last) if first in (None, last) or last is None else f"{first}–{last}"


def filters_shown(filters: Filters, names: Vocabulary, language: str) -> list[str]:
    """Return the active filters as words."""
    years = years_shown(filters.year_from, filters.year_to)
    return [
        *(names.place_label(code, language) for code in filters.countries),
        *(names.theme_label(theme, language) for theme in filters.themes),
        *(names.kind_label(kind, language) for kind in filters.kinds),
        *(names.language_label(code, language) for code in filters.languages),
        *([years] if years else []),
    ]
