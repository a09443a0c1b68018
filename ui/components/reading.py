"""A document's own text: in a dialog at the place of a quote, and on the Library page from its beginning."""

from collections.abc import Sequence

import streamlit as st

from assistant.citations import Citation
from corpus.documents import Document
from ui.components.markup import document_html, heading_html, parts_of
from ui.components.styles import scroll_to_quote
from ui.texts import Texts


def open_reader(document: Document, citations: Sequence[Citation], say: Texts) -> None:
    """Open a dialog with the document, its quotes marked and the first of them in view."""

    @st.dialog(say("reading_title"), width="large")
    def reading() -> None:
        st.html(heading_html(document))
        if citations:
            st.text(say("passage_marked"))
        show_text(document, citations, say, key="reading")
        if citations:
            scroll_to_quote()

    reading()


def show_text(document: Document, citations: Sequence[Citation], say: Texts, key: str) -> None:
    """Show a document's text; a very long one in parts, beginning with the part that holds the first quote."""
    parts = parts_of(document.text)
    chosen = 0
    if len(parts) > 1:
        first = min((citation.locator.start for citation in citations), default=0)
        quoted = next(number for number, (_, end) in enumerate(parts, 1) if first < end or end == len(document.text))
        label = say("part_of", parts=len(parts))
        chosen = int(st.number_input(label, 1, len(parts), quoted, key=f"{key}-{document.id}-part")) - 1
    st.html(document_html(document, say, parts[chosen], citations))
