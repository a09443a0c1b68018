"""The Library page: every document, to be searched, sorted, filtered, opened, and taken along as a list."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple, get_args

import streamlit as st

from corpus.errors import VetError
from ui.components.chips import show_chips
from ui.components.listing import PAGE_SIZES, Column, Line, Order, as_csv, found_in, page_of, sorted_by
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.table import table_html
from ui.sessions import chosen_filters, generation, lines, texts, vocabulary

_OURS = ("find", "sort", "rows", "p")
_SIZE = 50
_LONGEST_SEARCH = 200
_COLUMNS: tuple[Column, ...] = get_args(Column)

say = texts()


class Wanted(NamedTuple):
    """What of the list is asked for; the address holds it, so that a reload, a link or Back brings it."""

    search: str = ""
    order: Order = Order()
    size: int = _SIZE
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for; what makes no sense in it is left out."""
        column, backwards = given.get("sort", "").removeprefix("-"), given.get("sort", "").startswith("-")
        order = next((Order(each, backwards) for each in _COLUMNS if each == column), Order())
        size = _number(given.get("rows", ""), _SIZE)
        search = " ".join(given.get("find", "").split())[:_LONGEST_SEARCH]
        return cls(search, order, size if size in PAGE_SIZES else _SIZE, _number(given.get("p", ""), 1))

    def written(self) -> dict[str, str]:
        """Return what the address says of it: only what is not as at first."""
        sort = f"{'-' if self.order.backwards else ''}{self.order.column or ''}"
        rows, page = str(self.size), str(self.page)
        values = {"find": self.search, "sort": sort, "rows": rows, "p": page}
        first = {"find": "", "sort": "", "rows": str(_SIZE), "p": "1"}
        return {key: value for key, value in values.items() if value != first[key]}


def main() -> None:
    """Show the page."""
    st.title(say("library_title"), anchor=False)
    if not generation():
        empty_library(say)
        return
    wanted = _wanted()
    matching = lines(chosen_filters(), say.language)
    _search_field()
    show_chips(chosen_filters(), None, vocabulary(), say)
    found = found_in(matching, wanted.search)
    if not found:
        _nothing(wanted, matching)
        return
    order = wanted.order if wanted.order.column or wanted.search else Order("title")
    pages = page_of(len(found), wanted.page, wanted.size)
    in_order = sorted_by(found, order, wanted.search)
    html = table_html(in_order[max(pages.first - 1, 0) : pages.last], order, pages, wanted.size, say)
    pressable(html, key="documents", on_pick=_picked)
    st.download_button(
        say("download_list"),
        partial(as_csv, in_order, say),
        file_name="documents.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _wanted() -> Wanted:
    """Return what is asked for; whoever comes back from another page finds the list as they left it."""
    state = st.session_state
    arrived = "find" not in state
    if arrived and not any(key in st.query_params for key in _OURS) and (kept := state.get("listing")):
        _write(kept)
    wanted = Wanted.read(st.query_params.to_dict())
    state.listing = wanted
    if arrived or state.find != wanted.search:
        state.find = wanted.search
    return wanted


def _search_field() -> None:
    st.text_input(
        say("find_documents"),
        key="find",
        placeholder=say("find_placeholder"),
        max_chars=_LONGEST_SEARCH,
        icon=":material/search:",
        on_change=_search,
    )


def _nothing(wanted: Wanted, matching: tuple[Line, ...]) -> None:
    if not matching:
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
        return
    st.warning(say("nothing_found"), icon=":material/search_off:")
    st.button(say("clear_search"), on_click=_write, args=(wanted._replace(search="", page=1),), key="clear-search")


# What the visitor does is written to the address before the run that shows it.


def _search() -> None:
    # Other words, other lines: the best of them first.
    _write(_now()._replace(search=" ".join(st.session_state.find.split()), order=Order(), page=1))


def _picked(value: str) -> None:
    action, _, what = value.partition(":")
    now = _now()
    if action == "sort" and what in _COLUMNS:
        _write(now._replace(order=_turned(now, what), page=1))
    elif action == "page":
        _write(now._replace(page=_number(what, 1)))
    elif action == "rows":
        _write(now._replace(size=_number(what, _SIZE), page=1))


def _turned(now: Wanted, column: Column) -> Order:
    shown = now.order if now.order.column or now.search else Order("title")
    if shown.column == column:
        return Order(column, not shown.backwards)
    # Of years, the newest are what most people look for.
    return Order(column, backwards=column == "years")


def _now() -> Wanted:
    return Wanted.read(st.query_params.to_dict())


def _write(wanted: Wanted) -> None:
    others = {key: st.query_params.get_all(key) for key in st.query_params if key not in _OURS}
    st.query_params.from_dict({**others, **wanted.written()})


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdecimal() and 0 < len(written) < 7 else otherwise


try:
    main()
except VetError as error:
    problem(error, say)
