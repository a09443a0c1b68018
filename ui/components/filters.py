"""The filters in the sidebar, with how many documents each choice would leave."""

from collections.abc import Callable, Mapping

import streamlit as st

from corpus.vocabulary import Vocabulary
from ui.components.address import clear_filters
from ui.sessions import chosen_filters, facet_counts, years
from ui.texts import Texts


def show_filters(names: Vocabulary, say: Texts) -> None:
    """Show the filters in the sidebar; `ui.sessions.chosen_filters` says what is chosen."""
    chosen = chosen_filters()
    counts = facet_counts(chosen)
    places: Mapping[str, int] = {**counts["countries"], **counts["regions"]}
    language = say.language
    with st.sidebar:
        st.header(say("filters"), anchor=False)
        _choice(say, "country", places, lambda code: names.place_label(code, language))
        _choice(say, "theme", counts["themes"], lambda theme: names.theme_label(theme, language))
        _choice(say, "kind", counts["kind"], lambda kind: names.kind_label(kind, language))
        _choice(say, "language", counts["language"], lambda code: names.language_label(code, language))
        _years(say)
        # Always there, so that nothing moves when the first filter is chosen.
        st.button(
            say("clear_filters"),
            on_click=clear_filters,
            icon=":material/close:",
            disabled=not chosen.active,
            width="stretch",
        )


def _choice(say: Texts, key: str, counts: Mapping[str, int], name: Callable[[str], str]) -> None:
    # What is chosen stays on offer even when the other filters leave none of it.
    values = {**dict.fromkeys(st.session_state[key], 0), **counts}
    st.multiselect(
        say(f"filter_{key}"),
        sorted(values, key=lambda value: name(value).casefold()),
        format_func=lambda value: f"{name(value)} ({values.get(value, 0)})",
        key=key,
        placeholder=say("filter_any"),
        select_all=False,
    )


def _years(say: Texts) -> None:
    first, last = years()
    if first is None or last is None or first == last:
        return
    for column, key, example in zip(st.columns(2), ("from_year", "to_year"), (first, last), strict=True):
        column.number_input(say(key), first, last, value=None, key=key, placeholder=str(example))
