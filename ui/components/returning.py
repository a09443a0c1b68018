"""The way back from a document to the page that a visitor came from, as they left it."""

import streamlit as st

from ui.components.address import LISTS, YEARS
from ui.texts import Texts

_DOCUMENT = "document"
_KEPT_ANYWAY = ("q", "before", "lang", *LISTS, *YEARS)
_LONGEST = 2_000


def note_page(page: str) -> None:
    """Remember the page that is shown now, and what its address says beside the filters."""
    if page != _DOCUMENT:
        own = [key for key in st.query_params if key not in _KEPT_ANYWAY]
        st.session_state.came_from = (
            page,
            [(key, value[:_LONGEST]) for key in own for value in st.query_params.get_all(key)],
        )


def show_way_back(say: Texts) -> None:
    """Show a link back; to the library, for who came from elsewhere."""
    page, parameters = st.session_state.get("came_from", ("library", []))
    page = page or "ask"
    st.page_link(
        f"views/{page}.py",
        label=say("back_to", page=say(f"page_{page}")),
        icon=":material/arrow_back:",
        query_params=parameters,
    )
