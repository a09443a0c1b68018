"""The Ask page: a question, its answer in quotes, and the sources beside it."""

import time

import streamlit as st

from assistant.answers import Answer
from assistant.citations import Citation
from corpus.errors import VetError
from corpus.facets import Filters
from ui.components.filters import filter_sidebar
from ui.components.markup import answer_html, document_html, source_html
from ui.sessions import assistant, filters_shown, texts, vocabulary, years_shown

_HISTORY = 20
_PAUSE_SECONDS = 0.04

say, names, shared = texts(), vocabulary(), assistant()


def main() -> None:
    """Show the page."""
    st.title(say("ask_title"))
    if shared.generation() is None:
        st.info(say("empty_title"), icon=":material/info:")
        st.write(say("empty_text"))
        st.code("vet-assistant index FOLDER", language=None)
        return
    filters = filter_sidebar(shared, names, say)
    documents = shared.documents()
    matching = len(shared.documents(filters)) if filters.active else len(documents)
    _overview(len(documents), matching, filters)
    field, button = st.columns([6, 1], vertical_alignment="bottom")
    question = field.text_input(
        say("ask_label"), key="q", placeholder=say("ask_placeholder"), max_chars=1000, bind="query-params",
        persist_state="session",
    )  # fmt: skip
    button.button(say("ask_button"), type="primary", width="stretch")
    if not (question and question.strip()):
        _suggestions(filters)
    elif matching == 0:
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    else:
        _answer(question, filters)
    _earlier(question)


def _overview(documents: int, matching: int, filters: Filters) -> None:
    counts = shared.facet_counts()
    record = shared.generation()
    years = years_shown(*shared.library.years(record.number)) if record else ""
    line = say(
        "holds", documents=documents, countries=len(counts["countries"]), languages=len(counts["language"]), years=years
    )
    st.text(line.rstrip(" ·"))
    if filters.active:
        st.text(say("holds_filtered", matching=matching, documents=documents))


def _suggestions(filters: Filters) -> None:
    counts = shared.facet_counts(filters)
    themes = sorted(counts["themes"], key=lambda theme: -counts["themes"][theme])[:3]
    if not themes:
        return
    st.text(say("try_one"))
    for theme in themes:
        label = names.theme_label(theme, say.language).lower()
        inside = shared.facet_counts(filters.model_copy(update={"themes": (theme,)}))["countries"]
        place = max((code for code in inside if code != "EU"), key=lambda code: inside[code], default=None)
        if place:
            question = say("suggestion_theme_place", theme=label, place=names.place_label(place, say.language))
        else:
            question = say("suggestion_theme", theme=label)
        st.button(question, on_click=_ask, args=(question,), icon=":material/arrow_forward:", type="tertiary")


def _answer(question: str, filters: Filters) -> None:
    asked = (question, filters, getattr(shared.generation(), "number", 0))
    fresh = st.session_state.get("asked") != asked
    if fresh:
        try:
            with st.spinner(say("searching")):
                st.session_state.answer = shared.ask(question, filters)
        except VetError as error:
            st.error(say("problem"), icon=":material/error:")
            st.text(str(error))
            return
        st.session_state.asked = asked
        history = [each for each in st.session_state.get("history", []) if each != question]
        st.session_state.history = [question, *history][:_HISTORY]
    answer: Answer = st.session_state.answer
    left, right = st.columns([3, 2], gap="large")
    with left:
        _quotes(answer, fresh)
    with right:
        _sources(answer)


def _quotes(answer: Answer, fresh: bool) -> None:
    shown = st.empty()
    if fresh:
        for number in range(len(answer.statements)):
            shown.html(answer_html(answer, answer.statements[:number], say, names))
            time.sleep(_PAUSE_SECONDS)
    shown.html(answer_html(answer, answer.statements, say, names))
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
        shown_filters = ", ".join(filters_shown(inferred, names, say.language))
        st.text(say("narrowed_by_question", filters=shown_filters))
    for note in answer.notes:
        st.text(note.text)
    if answer.nearest:
        st.text(say("perhaps_of_use"))
        for document in answer.nearest:
            if st.button(_plain(document.title), key=f"near-{document.document_id}", type="tertiary"):
                _read(document.document_id, [])


def _sources(answer: Answer) -> None:
    if not answer.citations:
        return
    st.subheader(say("sources"))
    ordered = sorted(answer.citations, key=lambda citation: citation.number)
    by_document: dict[str, list[Citation]] = {}
    for citation in ordered:
        by_document.setdefault(citation.document_id, []).append(citation)
    for document_id, citations in by_document.items():
        with st.container(border=True):
            st.html(source_html(citations, shared.document(document_id), say, names))
            if st.button(say("read_in_document"), key=f"read-{document_id}", icon=":material/article:"):
                _read(document_id, citations)


def _read(document_id: str, citations: list[Citation]) -> None:
    document = shared.document(document_id)

    @st.dialog(_plain(document.title), width="large")
    def reading() -> None:
        if citations:
            st.text(say("passage_marked"))
        st.html(document_html(document, say, citations))

    reading()


def _earlier(question: str | None) -> None:
    history = [each for each in st.session_state.get("history", []) if each != question]
    if history:
        with st.expander(say("earlier"), icon=":material/history:"):
            for number, each in enumerate(history):
                st.button(_plain(each), key=f"earlier-{number}", on_click=_ask, args=(each,), type="tertiary")


def _ask(question: str) -> None:
    st.session_state.q = question


def _plain(words: str) -> str:
    """Return words for a label, where Streamlit would read Markdown: every sign that could mean something escaped."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~:$&" else sign for sign in " ".join(words.split()))


main()
