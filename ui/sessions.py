"""What the visitors of one page share (the assistant and what it counted), and what each has of their own."""

import os
from functools import lru_cache
from time import monotonic

import streamlit as st

from assistant.settings import load_settings
from assistant.wiring import Assistant, open_assistant
from corpus.documents import Document
from corpus.facets import FacetName, Filters, Kind
from corpus.library import DocumentCard
from corpus.vocabulary import Vocabulary
from ui.components.listing import Line, line_of
from ui.texts import FALLBACK, Texts, languages

_MOMENT_SECONDS = 0.25


@st.cache_resource(show_spinner=False)
def assistant() -> Assistant:
    """Return the assistant that all visitors share. Raises VetError."""
    return open_assistant(load_settings(os.environ))


def vocabulary() -> Vocabulary:
    """Return the names of themes, places, kinds and languages."""
    return assistant().vocabulary


def default_language() -> str:
    """Return the language of the page before the visitor chooses one: the operator's, else the browser's."""
    operator = assistant().settings.ui.language
    browser = (st.context.locale or "").split("-")[0].lower()
    if operator == FALLBACK and browser in languages():
        return browser
    return operator if operator in languages() else FALLBACK


def texts() -> Texts:
    """Return what the page says, in the visitor's language."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang")
    return Texts(chosen if chosen in languages() else default_language())


def chosen_filters() -> Filters:
    """Return the filters that this visitor chose."""
    state = st.session_state
    first, last = state.get("from_year"), state.get("to_year")
    if first and last and first > last:
        first, last = last, first
    return Filters(
        countries=tuple(state.get("country", ())),
        themes=tuple(state.get("theme", ())),
        kinds=tuple(Kind(kind) for kind in state.get("kind", ())),
        languages=tuple(state.get("language", ())),
        education_levels=tuple(state.get("level", ())),
        year_from=first,
        year_to=last,
    )


def ask(question: str) -> None:
    """Begin a conversation with a question."""
    st.session_state.q, st.session_state.before = question, []


# What the library holds is counted once for each generation and choice of filters, whoever looks.


def generation() -> int:
    """Return the number of the generation that answers now; 0 when nothing was ever indexed."""
    # A page asks this dozens of times while it is drawn, which took a quarter of the time: it is looked up once.
    return _generation(assistant(), int(monotonic() / _MOMENT_SECONDS))


def cards(filters: Filters) -> tuple[DocumentCard, ...]:
    """Return the documents that match, by title."""
    return _cards(assistant(), generation(), filters)


def lines(filters: Filters, language: str) -> tuple[Line, ...]:
    """Return the documents that match as lines of the library's list, in words of a language."""
    return _matching_lines(assistant(), generation(), filters, language)


def matching(filters: Filters) -> int:
    """Return how many documents match."""
    return _matching(assistant(), generation(), filters)


def facet_counts(filters: Filters) -> dict[FacetName, dict[str, int]]:
    """Return for each facet how many documents have each value, under the filters of the other facets."""
    return _facet_counts(assistant(), generation(), filters)


def pairs(filters: Filters, facet: FacetName, other: FacetName) -> dict[tuple[str, str], int]:
    """Return how many documents have two values of two facets together, under the filters of the remaining facets."""
    return _pairs(assistant(), generation(), filters, facet, other)


def years() -> tuple[int | None, int | None]:
    """Return the first and the last year that any document is about."""
    return _years(assistant(), generation())


def document(document_id: str) -> Document:
    """Return one document whole. Raises DocumentNotFound."""
    return _document(assistant(), generation(), document_id)


@lru_cache(maxsize=1)
def _generation(shared: Assistant, _moment: int) -> int:
    record = shared.generation()
    return record.number if record else 0


@lru_cache(maxsize=8)
def _cards(shared: Assistant, number: int, filters: Filters) -> tuple[DocumentCard, ...]:
    return tuple(shared.library.documents(number, filters))


@lru_cache(maxsize=4)
def _lines(shared: Assistant, number: int, language: str) -> dict[str, Line]:
    organisations = shared.library.field_values(number, "organisation")
    names = shared.vocabulary
    return {
        card.id: line_of(card, organisations.get(card.id, ""), names, language)
        for card in shared.library.documents(number)
    }


@lru_cache(maxsize=16)
def _matching_lines(shared: Assistant, number: int, filters: Filters, language: str) -> tuple[Line, ...]:
    every = _lines(shared, number, language)
    if not filters.active:
        return tuple(every.values())
    return tuple(every[identifier] for identifier in shared.library.document_ids(number, filters))


@lru_cache(maxsize=512)
def _matching(shared: Assistant, number: int, filters: Filters) -> int:
    return shared.library.count(number, filters)


@lru_cache(maxsize=512)
def _facet_counts(shared: Assistant, number: int, filters: Filters) -> dict[FacetName, dict[str, int]]:
    return shared.library.facet_counts(number, filters)


@lru_cache(maxsize=128)
def _pairs(
    shared: Assistant, number: int, filters: Filters, facet: FacetName, other: FacetName
) -> dict[tuple[str, str], int]:
    return shared.library.pairs(number, filters, facet, other)


@lru_cache(maxsize=4)
def _years(shared: Assistant, number: int) -> tuple[int | None, int | None]:
    return shared.library.years(number)


@lru_cache(maxsize=32)
def _document(shared: Assistant, number: int, document_id: str) -> Document:
    return shared.library.document(number, document_id)
