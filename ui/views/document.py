"""The Document page."""

import streamlit as st

from ui.sessions import texts

st.title(texts()("page_document"), anchor=False)
