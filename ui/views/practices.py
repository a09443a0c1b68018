"""The Practices page: who does comparable things, practices side by side, and who is strong where a school is weak."""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple

import streamlit as st

from assistant.citations import Citation
from assistant.practices.benchmarking import blocks
from assistant.practices.own import OwnPractice, own_file, own_practice
from assistant.practices.ranking import Practices
from assistant.practices.shapes import Practice
from assistant.practices.sidebyside import MOST_PRACTICES, OWN, Numbers, as_own, side_by_side
from corpus.errors import DocumentNotFound, ReadingError, UsageError, VetError
from corpus.facets import Filters
from ui.components.benchmarks import block_label, examples_of, show_description
from ui.components.chips import show_chips
from ui.components.fileinput import file_input
from ui.components.listing import found_in
from ui.components.matches import Shown, examples_html, found_html, matches_html, start_html, ticked_html
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.reading import open_reader
from ui.components.sidebyside import comparison_html
from ui.components.taking import base_address, show_comparison_exports
from ui.components.weights import show_weights
from ui.sessions import assistant, cards, chosen_filters, document, generation, lines, texts, vocabulary

_OURS = ("d", "c", "view")
_VIEWS = ("find", "table", "weak")
_STARTS = ("document", "words", "file")
_ID = re.compile(r"[0-9a-f]{16}")
_SHOWN, _MOST_SHOWN = 10, 100
_MOST_FOUND = 8
_LONGEST_SEARCH, _LONGEST_WORDS = 200, 5_000

say, names = texts(), vocabulary()


class Wanted(NamedTuple):
    """What of the page is asked for; the address holds it, so that a reload, a link or Back brings it.

    `start` is the document to start from, `ticked` what is to be laid side by side, in order.
    """

    view: str = "find"
    start: str | None = None
    ticked: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: Callable[[str], Sequence[str]]) -> "Wanted":
        """Return what an address asks for; what makes no sense in it is left out."""
        start = next((each for each in given("d") if _ID.fullmatch(each)), None)
        ticked = tuple(dict.fromkeys(each for each in given("c") if each == OWN or _ID.fullmatch(each)))
        view = "".join(given("view")[:1])
        # A link to practices alone is a link to the table of them.
        first = "table" if len(ticked) > 1 and start is None else "find"
        return cls(view if view in _VIEWS else first, start, ticked[:MOST_PRACTICES])

    def written(self) -> dict[str, list[str]]:
        """Return what the address says of it."""
        first = "table" if len(self.ticked) > 1 and self.start is None else "find"
        values = {"d": [self.start or ""], "c": list(self.ticked), "view": [self.view if self.view != first else ""]}
        return {key: value for key, value in values.items() if any(value)}


def main() -> None:
    """Show the page."""
    st.title(say("practices_title"), anchor=False)
    if not generation():
        empty_library(say)
        return
    wanted = _wanted()
    _views(wanted)
    if wanted.view == "table":
        _table(wanted)
    elif wanted.view == "weak":
        _weak(wanted)
    else:
        _find(wanted)


def _wanted() -> Wanted:
    """Return what is asked for; whoever comes back from another page finds it as they left it."""
    state = st.session_state
    arrived = "practices-view" not in state and not any(key in st.query_params for key in _OURS)
    if arrived and (kept := state.get("practices")):
        _write(kept)
    wanted = _now()
    state.practices = wanted
    state["practices-view"] = wanted.view
    return wanted


def _views(wanted: Wanted) -> None:
    st.segmented_control(
        say("practices_view"),
        _VIEWS,
        key="practices-view",
        format_func=lambda view: say(f"practices_view_{view}"),
        label_visibility="collapsed",
        on_change=lambda: _write(_now()._replace(view=st.session_state["practices-view"] or wanted.view)),
    )


# Finding


def _find(wanted: Wanted) -> None:
    if not wanted.start:
        st.html(f'<p class="vet-lead">{escape(say("practices_lead"))}</p>')
    own = _start(wanted)
    filters = chosen_filters()
    show_chips(filters, None, names, say)
    to: str | OwnPractice | None = wanted.start or own
    if to is None:
        _ticked(wanted)
        return
    shown = _shown(wanted)
    try:
        start = _practice(wanted.start) if wanted.start else _practice(OWN)
    except DocumentNotFound:
        st.warning(say("document_gone"), icon=":material/link_off:")
        return
    html = start_html(start, shown)
    pressable(html, key="practices-started", on_pick=_picked)
    weighing = show_weights(say)
    most = min(int(st.session_state.get("practices-most", _SHOWN)), _MOST_SHOWN)
    found = _practices().comparable(to, weighing.weights, filters, most + 1, weighing.elsewhere)
    if not found:
        st.warning(say("practices_none"), icon=":material/filter_alt_off:")
        return
    practices = [(_practice(each.document_id), each) for each in found[:most]]
    html = matches_html(practices, shown)
    _pressed(pressable(html, key="practices-found", on_pick=_picked), shown.numbers)
    if len(found) > most and most < _MOST_SHOWN:
        st.button(say("practices_more"), key="practices-further", on_click=_further, icon=":material/expand_more:")
    _ticked(wanted)


def _start(wanted: Wanted) -> OwnPractice | None:
    """Show the ways to start, unless a document is chosen; return the visitor's own practice, if that is the start."""
    state = st.session_state
    if wanted.start:
        return None
    state.setdefault("practices-start", state.get("practices-began", "document"))
    began = st.radio(
        say("start_from"), _STARTS, key="practices-start", horizontal=True,
        format_func=lambda each: say(f"start_from_{each}"),
    )  # fmt: skip
    state["practices-began"] = began
    if began == "document":
        _search()
        return None
    if began == "words":
        return _from_words()
    return _from_file()


def _search() -> None:
    searched = st.text_input(
        say("start_find"), key="practices-search", max_chars=_LONGEST_SEARCH, icon=":material/search:",
        placeholder=say("find_placeholder"),
    )  # fmt: skip
    if not searched.strip():
        return
    practices = _practices()
    found = [line for line in found_in(lines(Filters(), say.language), searched) if line.id in practices]
    if not found:
        st.text(say("start_found_none"))
        return
    pressable(found_html(found[:_MOST_FOUND]), key="practices-starts", on_pick=_picked)


def _from_words() -> OwnPractice | None:
    state = st.session_state
    with st.form("practices-own", border=False):
        st.session_state.setdefault("practices-words", state.get("own-words", ""))
        words = st.text_area(
            say("start_own_label"), key="practices-words", max_chars=_LONGEST_WORDS, help=None, height=140,
        )  # fmt: skip
        st.text(say("start_own_help"))
        st.form_submit_button(say("start_own_button"), icon=":material/compare_arrows:", type="primary")
    state["own-words"] = words
    if not words.strip():
        return None
    try:
        return _remembered(("words", words), lambda: own_practice(words, names))
    except UsageError:
        st.warning(say("start_own_short"), icon=":material/edit:")
        return None


def _from_file() -> OwnPractice | None:
    state = st.session_state
    chosen = file_input(say("start_file_label"), "practices-file", say)
    st.text(say("start_file_help"))
    if chosen:
        state.pop("own-practice", None)
        state["own-trouble"] = None
        try:
            key = ("file", sha256(chosen.data).hexdigest())
            _remembered(key, lambda: own_file(chosen.name, chosen.data, names, assistant().settings.reading))
        except ReadingError as error:
            state["own-trouble"] = str(error)
    if trouble := state.get("own-trouble"):
        st.warning(say("start_file_failed"), icon=":material/description:")
        st.text(trouble)
    kept = state.get("own-practice")
    return kept[1] if kept and kept[0][0] == "file" else None


def _remembered(key: tuple[str, str], make: Callable[[], OwnPractice]) -> OwnPractice:
    """Return one's own practice, worked out once; it lives as long as the session, and no longer."""
    kept: tuple[tuple[str, str], OwnPractice] | None = st.session_state.get("own-practice")
    if kept is None or kept[0] != key:
        st.session_state.pop("own-practice", None)
        kept = st.session_state["own-practice"] = (key, make())
    return kept[1]


def _further() -> None:
    st.session_state["practices-most"] = int(st.session_state.get("practices-most", _SHOWN)) + _SHOWN


# Side by side


def _table(wanted: Wanted) -> None:
    practices = _present(wanted.ticked)
    if len(practices) < len(wanted.ticked):
        st.warning(say("ticked_gone"), icon=":material/link_off:")
    if len(practices) < 2:
        st.info(say("compare_few"), icon=":material/checklist:")
        return
    comparison = side_by_side(practices)
    picked = pressable(comparison_html(comparison, names, say), key="practices-table", on_pick=_picked)
    _open(picked, comparison.citations)
    show_comparison_exports(comparison, names, say, base_address())


# Benchmarking oneself


def _weak(wanted: Wanted) -> None:
    st.text(say("weak_lead"))
    every = blocks(names)
    levels = show_description(every, names, say)
    filters = chosen_filters()
    show_chips(filters, None, names, say)
    found = examples_of(levels, every, _practices(), cards(filters), _practice)
    if not found:
        st.info(say("weak_none"), icon=":material/checklist:")
        return
    shown = _shown(wanted)
    for block in sorted((each for each in every if each.key in found), key=lambda each: levels[each.key] != "weak"):
        st.subheader(f"{block_label(block, names, say)} · {say(f'level_{levels[block.key]}')}", anchor=False)
        if not found[block.key]:
            st.text(say("weak_nobody"))
            continue
        html = examples_html(found[block.key], shown)
        _pressed(pressable(html, key=f"practices-{block.key}", on_pick=_picked), shown.numbers)
    _ticked(wanted)


# What all views share


def _shown(wanted: Wanted) -> Shown:
    every = {card.id: card for card in cards(Filters())}
    return Shown(wanted.ticked, every, Numbers(), names, say)


def _ticked(wanted: Wanted) -> None:
    titles = {each.document_id: each.title for each in _present(wanted.ticked)}
    if titles:
        pressable(ticked_html(titles, say, table=False), key="practices-ticked", on_pick=_picked)


def _practices() -> Practices:
    """Return the practices of the library; the first visitor waits until they are worked out."""
    with st.spinner(say("searching"), show_time=False):
        return assistant().practices()


def _present(ids: Sequence[str]) -> list[Practice]:
    found = []
    for each in ids:
        try:
            found.append(_practice(each))
        except DocumentNotFound:
            continue
    return found


def _practice(identifier: str) -> Practice:
    """Return a practice of the library, or the visitor's own. Raises DocumentNotFound."""
    if identifier != OWN:
        return _practices().practice(identifier)
    kept: tuple[object, OwnPractice] | None = st.session_state.get("own-practice")
    if kept is None:
        raise DocumentNotFound(OWN)
    return as_own(kept[1].practice, say("own_practice"))


def _pressed(picked: str | None, numbers: Numbers) -> None:
    _open(picked, numbers.citations)


def _open(picked: str | None, citations: Sequence[Citation]) -> None:
    """Open the source of a citation at its place, if that is what was pressed."""
    action, _, number = (picked or "").partition(":")
    if action == "cite":
        cited = next((each for each in citations if str(each.number) == number), None)
        if cited and cited.document_id != OWN:
            open_reader(document(cited.document_id), [cited], say)


def _picked(value: str) -> None:
    """Do what was pressed before the run that shows it; a browser may say anything."""
    action, _, what = value.partition(":")
    now = _now()
    if action == "start" and _ID.fullmatch(what):
        st.session_state["practices-most"] = _SHOWN
        _write(now._replace(start=what, view="find"))
    elif action == "tick" and (what == OWN or _ID.fullmatch(what)):
        others = tuple(each for each in now.ticked if each != what)
        ticked = others if what in now.ticked else (*now.ticked, what)[:MOST_PRACTICES]
        _write(now._replace(ticked=ticked))
    elif action == "restart":
        _write(now._replace(start=None, view="find"))
    elif action == "untick":
        _write(now._replace(ticked=tuple(each for each in now.ticked if each != what)))
    elif action == "view" and what in _VIEWS:
        _write(now._replace(view=what))


def _now() -> Wanted:
    return Wanted.read(st.query_params.get_all)


def _write(wanted: Wanted) -> None:
    others = {key: st.query_params.get_all(key) for key in st.query_params if key not in _OURS}
    st.query_params.from_dict({**others, **wanted.written()})


try:
    main()
except VetError as error:
    problem(error, say)
