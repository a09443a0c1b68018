"""The Ask page: a question, its answer in quotes beside their sources, and what was asked before."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant.answers import Answer, Mode
from assistant.citations import Citation
from corpus.documents import Document
from corpus.errors import DocumentNotFound, VetError
from corpus.facets import Filters
from ui.components.announcing import announce
from ui.components.chips import show_chips
from ui.components.conversation import Exchange, answered, go_back_to, put, show_reading, start_over
from ui.components.labels import label_text, years_shown
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.quotes import answer_html, confidence, question_html, sources_html, status_html
from ui.components.reading import open_reader
from ui.components.suggestions import show_suggestions
from ui.components.takeaway import show_takeaway
from ui.components.written import choose_mode, listening, written_html
from ui.history import histories, visitor
from ui.sessions import chosen_filters, document, facet_counts, generation, matching, texts, vocabulary, years

say, names = texts(), vocabulary()


def main() -> None:
    """Show the page."""
    st.title(say("ask_title"), anchor=False)
    if not generation():
        empty_library(say)
        return
    filters = chosen_filters()
    _overview(filters)
    question = (st.session_state.get("q") or "").strip()
    _box(bool(question))
    mode = choose_mode(say)
    if filters.active and not matching(filters):
        show_chips(filters, None, names, say)
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    elif question:
        _conversation(question, filters, mode)
    else:
        show_chips(filters, None, names, say)
        show_suggestions(filters, say)
    _history()


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
        st.text(say("holds_filtered", matching=say.number(matching(filters)), documents=say.number(documents)))


def _box(asked: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="box"):
        st.text_input(
            say("ask_label"),
            key="typed",
            placeholder=say("ask_further" if asked else "ask_placeholder"),
            max_chars=1000,
            on_change=_take,
        )
        st.button(say("ask_button"), type="primary", width="content")
        if asked:
            st.button(say("start_over"), key="start-over", on_click=start_over, icon=":material/add:", width="content")


def _take() -> None:
    """Make what was typed the question, and the box ready for the next one."""
    typed = st.session_state.typed.strip()
    if typed:
        put(typed)
        st.session_state.typed = ""


def _reword(question: str) -> None:
    st.session_state.typed = question


def _conversation(question: str, filters: Filters, mode: Mode) -> None:
    with st.spinner(say("writing" if mode == "written" else "searching")), listening(say, mode) as heard:
        talk = answered(question, filters, mode, heard)
    histories().note(visitor(), talk)
    exchange, turn = talk.exchanges[-1], len(talk.past)
    with st.container(key="answer"):
        with st.container(horizontal=True, vertical_alignment="center", key="asked"):
            st.html(question_html(exchange.question), width="content")
            st.button(say("reword"), on_click=_reword, args=(question,), icon=":material/edit:", type="tertiary")
        show_chips(filters, exchange.answer.filters, names, say)
        show_reading(exchange.answer, say)
        _answer(exchange, turn, partial(show_takeaway, talk, names, say))
    # The same words about another answer are news, too.
    shown = [exchange.question, str(turn), *(each.text for each in exchange.answer.statements)]
    announce(_announcement(exchange.answer), of="\n".join(shown))
    _earlier(talk.past)


def _announcement(answer: Answer) -> str:
    status = say(f"status_{answer.shown_status}")
    if not answer.statements:
        return f"{status}. {answer.message.text if answer.language == say.language else ''}"
    if answer.mode == "written":
        told = f"{say('status_written')}. {status}. {confidence(answer, say)}."
        return f"{told} {answer.message.text if answer.language == say.language else ''}"
    quotes, documents = say.counted("quotes", len(answer.statements)), say.counted("documents", len(answer.documents))
    return f"{status}. {quotes}, {documents}."


def _answer(exchange: Exchange, turn: int, show_more: Callable[[], None] = lambda: None) -> None:
    """Show an answer beside its sources; `show_more` shows what stands under its quotes."""
    answer = exchange.answer
    with st.container(key=f"{answer.status}-{turn}"):
        st.html(status_html(answer, say))
        for note in answer.notes:
            st.text(note.text)
        if answer.status == "no_evidence":
            _nearest(answer, turn)
            show_more()
            return
        left, right = st.columns([3, 2], gap="large")
        with left:
            shown = (
                written_html(answer, say, turn) if answer.mode == "written" else answer_html(answer, say, names, turn)
            )
            pressable(shown, key=f"quotes-{turn}")
            show_more()
        with right:
            st.header(say("sources"), anchor=False)
            sources = {each: source for each in answer.documents if (source := _source(each))}
            if len(sources) < len(answer.documents):
                st.text(say("sources_gone"))
            groups = [(source, _citations(answer, each)) for each, source in sources.items()]
            picked = pressable(
                sources_html(groups, say, names, turn, {each.number: each for each in answer.translations}),
                key=f"sources-{turn}",
            )
        for citation in answer.citations:
            if picked == f"open:{citation.number}" and citation.document_id in sources:
                others = [each for each in _citations(answer, citation.document_id) if each != citation]
                open_reader(sources[citation.document_id], [citation, *others], say)


def _source(document_id: str) -> Document | None:
    """Return a document that an answer quotes; None if it left the library since, or was changed."""
    try:
        return document(document_id)
    except DocumentNotFound:
        return None


def _citations(answer: Answer, document_id: str) -> list[Citation]:
    return [citation for citation in answer.citations if citation.document_id == document_id]


def _nearest(answer: Answer, turn: int) -> None:
    if not answer.nearest:
        return
    st.text(say("perhaps_of_use"))
    for each in answer.nearest:
        if st.button(
            label_text(each.title), key=f"near-{turn}-{each.document_id}", type="tertiary", icon=":material/article:"
        ):
            open_reader(document(each.document_id), (), say)


def _earlier(past: list[Exchange]) -> None:
    if not past:
        return
    st.header(say("earlier_here"), anchor=False)
    for turn, exchange in reversed(list(enumerate(past))):
        status = say(f"status_{exchange.answer.shown_status}")
        # What is folded away is not drawn: long conversations stay quick.
        label = f"{label_text(exchange.question)} — {status}"
        folded = st.expander(label, key=f"turn-{turn}", on_change="rerun", icon=":material/forum:")
        if folded.open:
            with folded:
                _answer(exchange, turn)


def _history() -> None:
    talks = [each for each in histories().of(visitor()) if each is not st.session_state.get("conversation")]
    if not talks:
        return
    with st.expander(say("history"), icon=":material/history:"):
        st.text(say("history_kept"))
        for number, talk in enumerate(talks):
            more = len(talk.questions) - 1
            label = label_text(talk.questions[0]) + (f" (+{more})" if more else "")
            st.button(label, key=f"earlier-{number}", on_click=go_back_to, args=(talk,), type="tertiary")
        st.button(
            say("history_forget"), on_click=partial(histories().forget, visitor()), icon=":material/delete:",
            key="forget-history",
        )  # fmt: skip


try:
    main()
except VetError as error:
    problem(error, say)
