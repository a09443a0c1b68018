"""The Ask page: a question, its answer in quotes, and the sources beside it."""

import time

import streamlit as st

from assistant.answers import Answer
from assistant.citations import Citation
from corpus.errors import VetError
from corpus.facets import Filters
from ui.components.labels import filters_shown, label_text, years_shown
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
    question = (st.session_state.q or "").strip()
    if filters.active and not matching(filters):
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    elif question:
        _answer(question, filters)
    else:
        show_suggestions(filters, say)
    _earlier(question)


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
    asked = (question, filters, generation())
    fresh = st.session_state.get("asked") != asked
    if fresh:
        with st.spinner(say("searching")):
            st.session_state.answer = assistant().ask(question, filters)
        st.session_state.asked = asked
        history = [each for each in st.session_state.get("history", []) if each != question]
        st.session_state.history = [question, *history][:_HISTORY]
    answer: Answer = st.session_state.answer
    with st.container(key="answer"):
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
    applied = answer.filters
    inferred = Filters(
        countries=applied.countries if "countries" in applied.inferred else (),
        themes=applied.themes if "themes" in applied.inferred else (),
        kinds=applied.kinds if "kinds" in applied.inferred else (),
        languages=applied.languages if "languages" in applied.inferred else (),
        year_from=applied.years[0] if "years" in applied.inferred else None,
        year_to=applied.years[1] if "years" in applied.inferred else None,
    )
    if inferred.active:
        st.text(say("narrowed_by_question", filters=", ".join(filters_shown(inferred, names, say.language))))
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
