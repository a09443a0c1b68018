"""The address of the page: the question, the filters and the language, so that a link or a reload brings them back.

`before` are the questions before `q`, which may lean on them. The filters are plain values of the session (`country`,
`theme`, `kind`, `language` and `level` are lists of codes, `from_year` and `to_year` years or None) that anything on
the page may set before a run, in a callback.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import streamlit as st

from corpus.vocabulary import Vocabulary

Value = str | int | list[str] | None
"""What is kept under one name: words, a year, a list of codes."""

_LONGEST_QUESTION = 1000
_MOST_VALUES = 50
LISTS = ("country", "theme", "kind", "language", "level")
YEARS = ("from_year", "to_year")
_KEPT = ("q", "before", *LISTS, *YEARS)
# Of a long conversation the address holds the latest questions: a program for mail takes no longer one than this.
_LONGEST_BEFORE = 1500
# There "p" is the link of a proposal.
_PROPOSALS = "proposals"


def follow_address(page: str, names: Vocabulary, years: tuple[int | None, int | None]) -> None:
    """Set the question and the filters of this run: from the address if it is new, else as they were.

    `page` is the view that is shown: a link of the navigation empties the address, which then says nothing. What the
    visitor did just now wins over the address, which may be a moment old.
    """
    state = st.session_state
    written: tuple[str, Mapping[str, list[str]]] | None = state.get("address")
    given = _given()
    if written is None or (given != written[1] and (given or page == written[0]) and not _acted()):
        state.update(parsed(given, names, years))
    elif "q" not in state or page != written[0]:
        # The field of the question forgets it on a page that does not show it.
        state.q = state.get("q", state.kept["q"])


def write_address(page: str, language: str, default_language: str) -> None:
    """Make the address say what is asked and chosen, and keep that for the next run."""
    state = st.session_state
    state.kept = {key: _copied(state.get(key)) for key in _KEPT}
    ours = {key: _written(value) for key, value in state.kept.items() if value not in (None, "", [])}
    if "before" in ours:
        ours["before"] = _latest(ours["before"])
    if language != default_language:
        ours["lang"] = [language]
    if ours != _given():
        # What else a page keeps there stays, but for the page of its list: another choice has other pages.
        left = (*_KEPT, "lang") if page == _PROPOSALS else (*_KEPT, "lang", "p")
        others = {key: st.query_params.get_all(key) for key in st.query_params if key not in left}
        st.query_params.from_dict({**others, **ours})
    state.address = (page, ours)


def toggle_filter(facet: str, value: str) -> None:
    """Choose a value of a facet, or no longer, if it was chosen."""
    chosen: list[str] = st.session_state.get(facet, [])
    others = [each for each in chosen if each != value]
    st.session_state[facet] = others if len(others) < len(chosen) else [*chosen, value][-_MOST_VALUES:]


def clear_filters(*facets: str) -> None:
    """Choose nothing in some facets; in any, when none is named."""
    for key in facets or (*LISTS, *YEARS):
        st.session_state[key] = [] if key in LISTS else None


def parsed(
    given: Mapping[str, Sequence[str]], names: Vocabulary, years: tuple[int | None, int | None]
) -> dict[str, Value]:
    """Return the values that an address asks for; what we do not know is left out, years are brought within range."""
    values: dict[str, Value] = {"q": "".join(given.get("q", ())[:1])[:_LONGEST_QUESTION]}
    values["before"] = _latest([question for question in given.get("before", ()) if question.strip()])
    for key in LISTS:
        known = (code_of(key, value, names) for value in islice(given.get(key, ()), _MOST_VALUES))
        values[key] = list(dict.fromkeys(value for value in known if value))
    for key in YEARS:
        values[key] = year_of("".join(given.get(key, ())[:1]), years)
    return values


def code_of(facet: str, value: str, names: Vocabulary) -> str | None:
    """Return the code that a value of a facet stands for, whoever wrote it; None for one we do not know."""
    code = _PARSERS[facet](names, value)
    return str(code) if code else None


def year_of(written: str, years: tuple[int | None, int | None]) -> int | None:
    """Return a year that somebody wrote, within those of the library; None for what is not a year."""
    first, last = years
    if first is None or last is None or not (written.isascii() and written.isdecimal() and len(written) == 4):
        return None
    return min(max(int(written), first), last)


_PARSERS: Mapping[str, Callable[[Vocabulary, str], str | None]] = {
    "country": lambda names, value: names.place_code(value),
    "theme": lambda names, value: names.theme_id(value),
    "kind": lambda names, value: names.kind_of(value),
    "language": lambda names, value: names.language_code(value),
    "level": lambda names, value: names.level_id(value),
}


def _acted() -> bool:
    """Whether the visitor changed something on the page itself since the last run."""
    state = st.session_state
    return any(key in state and state[key] != value for key, value in state.kept.items())


def _given() -> dict[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in (*_KEPT, "lang") if key in st.query_params}


def _latest(questions: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for question in reversed(questions):
        if sum(map(len, kept)) + len(question) > _LONGEST_BEFORE:
            break
        kept.insert(0, question)
    return kept


def _copied(value: Value) -> Value:
    return list(value) if isinstance(value, list) else value


def _written(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, Iterable) and not isinstance(value, str) else [str(value)]
