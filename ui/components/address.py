"""The address of the page: the question, the filters and the language, so that a link or a reload brings them back.

Streamlit can bind a widget to the address itself, but would write our labels there, with their counts, in the language
of the moment ("Belgium (5)"); such a link breaks at the next document. Ours holds codes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import streamlit as st

from corpus.vocabulary import Vocabulary

Value = str | int | list[str] | None
"""What a widget holds: words, a year, a list of codes."""

_LONGEST_QUESTION = 1000
_MOST_VALUES = 50
_LISTS = ("country", "theme", "kind", "language")
_YEARS = ("from_year", "to_year")
FILTERS = (*_LISTS, *_YEARS)
_KEPT = ("q", *FILTERS)


def follow_address(page: str, names: Vocabulary, years: tuple[int | None, int | None]) -> None:
    """Set the widgets' values before they are drawn: from the address if it is new, else as they were.

    `page` is the view that is shown: going to another one empties the address, which then says nothing.
    """
    state = st.session_state
    written: tuple[str, Mapping[str, list[str]]] | None = state.get("address")
    given = _given()
    if written is None or (written[0] == page and written[1] != given):
        values: Mapping[str, Value] = parsed(given, names)
    else:
        values = {key: state.get(key, state.kept.get(key)) for key in _KEPT}
    for key, value in values.items():
        if key in _LISTS:
            # Set anew each time: labels hold counts, so that the browser's copy of what is chosen may be out of date.
            state[key] = value or []
        elif key not in state or state[key] != value or (written and written[0] != page):
            state[key] = _within(value, years) if key in _YEARS else value


def write_address(page: str, language: str, default_language: str) -> None:
    """Make the address say what the widgets hold, and keep that for the next view."""
    state = st.session_state
    state.kept = {key: state.get(key) for key in _KEPT}
    ours = {key: _written(value) for key, value in state.kept.items() if value not in (None, "", [])}
    if language != default_language:
        ours["lang"] = [language]
    if ours != _given():
        others = {key: st.query_params.get_all(key) for key in st.query_params if key not in (*_KEPT, "lang")}
        st.query_params.from_dict({**others, **ours})
    state.address = (page, ours)


def clear_filters() -> None:
    """Choose nothing in any filter."""
    for key in FILTERS:
        st.session_state[key] = [] if key in _LISTS else None


def parsed(given: Mapping[str, Sequence[str]], names: Vocabulary) -> dict[str, Value]:
    """Return the values that an address asks for; what we do not know is left out."""
    values: dict[str, Value] = {"q": "".join(given.get("q", ())[:1])[:_LONGEST_QUESTION]}
    for key in _LISTS:
        known = (_PARSERS[key](names, value) for value in islice(given.get(key, ()), _MOST_VALUES))
        values[key] = list(dict.fromkeys(value for value in known if value))
    for key in _YEARS:
        first = "".join(given.get(key, ())[:1])
        values[key] = int(first) if first.isascii() and first.isdecimal() and len(first) == 4 else None
    return values


_PARSERS: Mapping[str, Callable[[Vocabulary, str], str | None]] = {
    "country": lambda names, value: names.place_code(value),
    "theme": lambda names, value: names.theme_id(value),
    "kind": lambda names, value: names.kind_of(value),
    "language": lambda names, value: names.language_code(value),
}


def _within(value: Value, years: tuple[int | None, int | None]) -> int | None:
    first, last = years
    if not isinstance(value, int) or first is None or last is None:
        return None
    return min(max(value, first), last)


def _given() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in (*_KEPT, "lang") if key in st.query_params}


def _written(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, Iterable) and not isinstance(value, str) else [str(value)]
