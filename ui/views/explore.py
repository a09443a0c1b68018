"""The Explore page."""

import streamlit as st

from ui.sessions import texts

st.title(texts()("page_explore"), anchor=False)
