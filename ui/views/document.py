"""The page of one document: the source itself at a place that a link names, and what is known of it."""

from datetime import UTC, datetime

import streamlit as st

from assistant.following import Followed, Link, link_of
from assistant.titles import names_in
from corpus.documents import Document
from corpus.errors import VetError
from corpus.facets import Kind
from ui.components.address import clear_filters
from ui.components.details import (
    MOST_PASSAGES,
    cited,
    contents_html,
    facts_html,
    followed,
    heading_html,
    passages_html,
    references_html,
    similar,
    similar_html,
    title_html,
    unverified_html,
)
from ui.components.markup import list_html
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.reading import show_source
from ui.components.returning import show_way_back
from ui.sessions import ask, assistant, chosen_filters, generation, texts, vocabulary

_PARAMETERS = ("d", "from", "to", "file", "n", "says", "ends", "check")
_LONGEST_TITLE = 300

say, names, shared, number = texts(), vocabulary(), assistant(), generation()


def main() -> None:
    """Show the page."""
    if not number:
        st.title(say("page_document"), anchor=False)
        empty_library(say)
        return
    link = link_of({key: st.query_params.get_all(key) for key in _PARAMETERS if key in st.query_params})
    show_way_back(say)
    if link == Link():
        st.title(say("document_none"), anchor=False)
        st.text(say("document_none_text"))
        return
    found = followed(shared, number, link)
    if found.document is None:
        _gone(link)
    else:
        _show(found.document, found, link)


def _gone(link: Link) -> None:
    st.title(say("document_gone"), anchor=False)
    st.text(say("document_gone_text"))
    if link.source:
        st.text(say("link_file", source=link.source))
    _unverified(link)


def _show(document: Document, found: Followed, link: Link) -> None:
    st.set_page_config(page_title=" ".join(document.title.split())[:_LONGEST_TITLE])
    st.html(title_html(document))
    _became(found, link)
    if document.notes:
        st.html(list_html(document.notes))
    st.html(contents_html(say))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(heading_html("document_source", say))
        show_source(document, [found.span] if found.span else [], say, "document")
    with right:
        st.html(heading_html("document_about", say) + facts_html(document, names, say))
        _ask(document)
        _compare(document)
        _cite(document)
        _similar(document)
        _passages(document)


def _became(found: Followed, link: Link) -> None:
    """Say what became of the words that a link names, unless they stand where they stood."""
    if found.state == "same":
        return
    if found.span is None:
        key = f"link_{found.state}" if link.words else "link_changed_document"
        st.warning(say(key), icon=":material/edit_document:")
        _unverified(link)
        return
    told = say(f"link_{found.state}")
    if found.places > 1:
        told += " " + say("link_places", places=found.places)
    st.info(told, icon=":material/move_down:")


def _unverified(link: Link) -> None:
    if link.words:
        st.html(unverified_html(link, say))


def _ask(document: Document) -> None:
    """Offer a question about the document; not where its title is no name that a question could name it by."""
    title = " ".join(document.title.split())
    if len(title) > _LONGEST_TITLE or not any(True for _ in names_in(title)):
        return
    if st.button(say("ask_about"), key="ask-about", icon=":material/search:", on_click=_put, args=(document.id, title)):
        st.switch_page("views/ask.py")


def _compare(document: Document) -> None:
    """Offer the practices comparable to one; other kinds of document tell of no practice."""
    if document.facets.kind in (Kind.GOOD_PRACTICE, Kind.PROJECT_REPORT):
        st.page_link(
            "views/practices.py", label=say("find_comparable"), icon=":material/compare:",
            query_params={"d": document.id},
        )  # fmt: skip


def _put(document_id: str, title: str) -> None:
    filters = chosen_filters()
    if filters.active and document_id not in shared.library.document_ids(number, filters):
        clear_filters()
    ask(say("ask_about_question", title=title))


def _cite(document: Document) -> None:
    st.html(heading_html("document_cite", say))
    shown = cited(shared, number, document.id, say.language, datetime.now(UTC).date())
    pressable(references_html(shown, say), key="references")
    st.text(say("cite_check"))


def _similar(document: Document) -> None:
    st.html(heading_html("document_similar", say))
    near = similar(shared, document.id)
    if not near:
        st.text(say("similar_none"))
        return
    picked = pressable(similar_html(near, names, say), key="similar")
    chosen = next((card for card, _ in near if picked == f"open:{card.id}"), None)
    if chosen:
        st.switch_page("views/document.py", query_params={"d": chosen.id, "file": chosen.source})


def _passages(document: Document) -> None:
    st.html(heading_html("document_passages", say))
    passages = shared.library.passages_of(number, document.id)
    # What nobody opens is not sent.
    with st.expander(say.counted("passages", len(passages)), key=f"passages-{document.id}", on_change="rerun") as shown:
        if shown.open:
            st.text(say("passages_text"))
            st.html(passages_html(document, passages, say))
            if len(passages) > MOST_PASSAGES:
                st.text(say("passages_more", shown=MOST_PASSAGES))


try:
    main()
except VetError as error:
    problem(error, say)
