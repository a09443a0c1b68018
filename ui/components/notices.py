"""What the page says instead of its content: that nothing is indexed, or what went wrong and what to do."""

import streamlit as st

from corpus.errors import VetError
from ui.texts import FALLBACK, Texts


def problem(error: VetError, say: Texts | None = None) -> None:
    """Show what went wrong; the error itself says what to do next."""
    say = say or Texts(FALLBACK)
    st.error(say("problem"), icon=":material/error:")
    st.text(str(error))


def empty_library(say: Texts) -> None:
    """Say that nothing is indexed yet, and how to change that."""
    st.info(say("empty_title"), icon=":material/info:")
    st.text(say("empty_text"))
    st.code("vet-assistant index FOLDER", language=None)
