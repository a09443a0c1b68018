"""The Ask page: a question, its answer in quotes, and the sources beside it."""

import time

import streamlit as st

from assistant.answers import Answer
from assistant.citations import Citation
from corpus.errors import VetError
from corpus.facets import Filters
from ui.components.conversation import conversation, show_implied_filters, show_reading, start_over
from ui.components.labels import label_text, years_shown
from ui.components.markup import answer_html, source_html, status_html
from ui.components.notices import empty_library, problem
from ui.components.reading import open_reader
from ui.components.suggestions import show_suggestions
from ui.sessions import (
    ask,
    assistant,
    chosen_filters,
    document,
    facet_counts,
    generation,
    matching,
    texts,
    vocabulary,
    years,
)

_HISTORY = 20
_PAUSE_SECONDS = 0.04

say, names = texts(), vocabulary()


def main() -> None:
    """Show the page."""
    st.title(say("ask_title"), anchor=False)
    if not generation():
        empty_library(say)
        return
    filters = chosen_filters()
    _overview(filters)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say("ask_label"), key="q", placeholder=say("ask_placeholder"), max_chars=1000)
        st.button(say("ask_button"), type="primary", width="content")
        if st.session_state.q:
            st.button(say("start_over"), key="start-over", on_click=start_over, icon=":material/add:", width="content")
    question = (st.session_state.q or "").strip()
    if filters.active and not matching(filters):
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    elif question:
        _answer(question, filters)
    else:
        show_suggestions(filters, say)
    _earlier(st.session_state.history[0] if question and st.session_state.get("history") else "")


def _overview(filters: Filters) -> None:
    documents, counts = matching(Filters()), facet_counts(Filters())
    parts = {
        "documents": documents,
        "countries": len(counts["countries"].keys() - {"EU"}),
        "languages": len(counts["language"]),
    }
    line = [say.counted(noun, number) for noun, number in parts.items() if number]
    st.text(" · ".join([*line, years_shown(*years())]).removesuffix(" · "))
    if filters.active:
        st.text(say("holds_filtered", matching=matching(filters), documents=documents))


def _answer(question: str, filters: Filters) -> None:
    talk = conversation()
    talk.begin(question)
    asked = (question, filters, generation(), talk.previous, talk.keep_wide)
    fresh = st.session_state.get("asked") != asked
    if fresh:
        with st.spinner(say("searching")):
            answer = assistant().ask(question, filters, previous=talk.previous, keep_wide=talk.keep_wide)
        st.session_state.answer = answer
        st.session_state.asked = asked
        remembered = answer.understood_as or question
        history = [each for each in st.session_state.get("history", []) if each not in (question, remembered)]
        st.session_state.history = [remembered, *history][:_HISTORY]
    answer = st.session_state.answer
    talk.answered(answer)
    with st.container(key="answer"):
        show_reading(answer, say)
        if answer.status == "no_evidence":
            with st.container(border=True):
                st.html(status_html(answer, say))
                _notes(answer)
                _nearest(answer)
            return
        left, right = st.columns([3, 2], gap="large")
        with left:
            st.html(status_html(answer, say))
            _notes(answer)
            _quotes(answer, fresh)
        with right:
            _sources(answer)


def _notes(answer: Answer) -> None:
    show_implied_filters(answer, names, say)
    for note in answer.notes:
        st.text(note.text)


def _quotes(answer: Answer, fresh: bool) -> None:
    shown = st.empty()
    for number in range(1, len(answer.statements)) if fresh else ():
        shown.html(answer_html(answer, answer.statements[:number], say, names))
        time.sleep(_PAUSE_SECONDS)
    shown.html(answer_html(answer, answer.statements, say, names))


def _nearest(answer: Answer) -> None:
    if not answer.nearest:
        return
    st.text(say("perhaps_of_use"))
    for each in answer.nearest:
        if st.button(
            label_text(each.title), key=f"near-{each.document_id}", type="tertiary", icon=":material/article:"
        ):
            open_reader(document(each.document_id), (), say)


def _sources(answer: Answer) -> None:
    st.header(say("sources"), anchor=False)
    by_document: dict[str, list[Citation]] = {}
    for citation in sorted(answer.citations, key=lambda citation: citation.number):
        by_document.setdefault(citation.document_id, []).append(citation)
    for document_id, citations in by_document.items():
        source = document(document_id)
        with st.container(border=True):
            st.html(source_html(citations, source, say, names))
            if st.button(say("read_in_document"), key=f"read-{document_id}", icon=":material/article:"):
                open_reader(source, citations, say)


def _earlier(question: str) -> None:
    history = [each for each in st.session_state.get("history", []) if each != question]
    if history:
        with st.expander(say("earlier"), icon=":material/history:"):
            for number, each in enumerate(history):
                st.button(label_text(each), key=f"earlier-{number}", on_click=ask, args=(each,), type="tertiary")


try:
    main()
except VetError as error:
    problem(error, say)
