"""The filters in the sidebar, with how many documents each choice would leave."""

from collections.abc import Callable, Mapping

import streamlit as st

from assistant.wiring import Assistant
from corpus.facets import Filters, Kind
from corpus.vocabulary import Vocabulary
from ui.texts import Texts

_KEYS = ("country", "theme", "kind", "language", "from_year", "to_year")


def filter_sidebar(assistant: Assistant, names: Vocabulary, say: Texts) -> Filters:
    """Show the filters and return what is chosen. They live in the address, and go along from page to page."""
    chosen = _chosen()
    counts = assistant.facet_counts(chosen)
    places: Mapping[str, int] = {**counts["countries"], **counts["regions"]}
    language = say.language
    with st.sidebar:
        st.subheader(say("filters"))
        _choice(say, "filter_countries", "country", places, lambda code: names.place_label(code, language))
        _choice(say, "filter_themes", "theme", counts["themes"], lambda theme: names.theme_label(theme, language))
        _choice(say, "filter_kinds", "kind", counts["kind"], lambda kind: names.kind_label(kind, language))
        _choice(
            say, "filter_languages", "language", counts["language"], lambda code: names.language_label(code, language)
        )
        _years(assistant, say)
        if chosen.active:
            st.button(say("clear_filters"), on_click=_clear, icon=":material/close:")
    return _chosen()


def _choice(say: Texts, label: str, key: str, counts: Mapping[str, int], name: Callable[[str], str]) -> None:
    # What is chosen stays on offer even when the other filters leave none of it.
    values = {**dict.fromkeys(st.session_state.get(key, ()), 0), **counts}
    st.multiselect(
        say(label),
        sorted(values, key=lambda value: name(value).casefold()),
        format_func=lambda value: f"{name(value)} ({values.get(value, 0)})",
        key=key,
        placeholder=say("filter_any"),
        bind="query-params",
        persist_state="session",
    )


def _years(assistant: Assistant, say: Texts) -> None:
    record = assistant.generation()
    first, last = assistant.library.years(record.number) if record else (None, None)
    if first is None or last is None or first == last:
        return
    left, right = st.columns(2)
    left.number_input(
        say("from_year"), first, last, value=None, key="from_year", placeholder=str(first), bind="query-params",
        persist_state="session",
    )  # fmt: skip
    right.number_input(
        say("to_year"), first, last, value=None, key="to_year", placeholder=str(last), bind="query-params",
        persist_state="session",
    )  # fmt: skip


def _chosen() -> Filters:
    state = st.session_state
    first, last = state.get("from_year"), state.get("to_year")
    if first and last and first > last:
        first, last = last, first
    kinds = {str(kind) for kind in Kind}
    return Filters(
        countries=tuple(state.get("country", ())),
        themes=tuple(state.get("theme", ())),
        kinds=tuple(Kind(kind) for kind in state.get("kind", ()) if kind in kinds),
        languages=tuple(state.get("language", ())),
        year_from=first,
        year_to=last,
    )


def _clear() -> None:
    for key in _KEYS:
        empty: list[str] | None = None if key.endswith("year") else []
        st.session_state[key] = empty
