"""The State page."""

import streamlit as st

from ui.sessions import texts

st.title(texts()("page_state"), anchor=False)
