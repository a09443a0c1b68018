"""Taking an answer along: copied with its references, as a link, or the whole conversation as a file."""

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.exporting.text import answer_text
from assistant.exporting.thread import Turn, file_name
from corpus.vocabulary import Vocabulary
from ui.components.conversation import Conversation
from ui.components.feedback import show_feedback
from ui.components.pressable import pressable
from ui.components.quotes import copying_html
from ui.components.taking import base_address
from ui.texts import Texts

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_takeaway(talk: Conversation, names: Vocabulary, say: Texts) -> None:
    """Show the ways to take the current answer along, and to say what one thinks of it."""
    exchange = talk.exchanges[-1]
    base = base_address()
    with st.container(horizontal=True, vertical_alignment="center", key="takeaway"):
        copied = copying_html(answer_text(exchange.answer, names, say, base), say)
        pressable(copied, key="copying", width="content")
        with st.popover(say("export"), icon=":material/download:"):
            turns = [Turn(each.answer, each.asked_at.astimezone()) for each in talk.exchanges]
            _download("Word (DOCX)", file_name(turns, "docx"), _WORD, lambda: _docx(turns, names, say, base))
            _download("Markdown", file_name(turns, "md"), "text/markdown", lambda: _markdown(turns, names, say, base))
        show_feedback(exchange.answer, say)


def _download(label: str, name: str, mime: str, make: Callable[[], bytes]) -> None:
    st.download_button(label, make, name, mime, on_click="ignore", key=f"export-{mime}")


# What writes a file is loaded when one is wanted.


def _docx(turns: Sequence[Turn], names: Vocabulary, say: Texts, base: str) -> bytes:
    from assistant.exporting.docx import thread_docx

    return thread_docx(turns, names, say, base)


def _markdown(turns: Sequence[Turn], names: Vocabulary, say: Texts, base: str) -> bytes:
    from assistant.exporting.markdown import thread_markdown

    return thread_markdown(turns, names, say, base).encode()
