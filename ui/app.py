"""The page: navigation, and what every view has around it."""

from importlib.resources import files

import streamlit as st

from corpus.errors import VetError
from ui.components.address import follow_address, write_address
from ui.components.everyone import begin_page
from ui.components.filters import show_filters
from ui.components.notices import problem
from ui.components.returning import note_page
from ui.components.styles import apply_styles
from ui.sessions import default_language, generation, texts, vocabulary, years
from ui.texts import Texts, languages, own_name

st.set_page_config(page_title="VET Assistant", page_icon=str(files("ui") / "favicon.svg"), layout="wide")
apply_styles()


def main() -> None:
    """Show the view that the address names, with the filters and the language beside it."""
    say, default = texts(), default_language()
    view = st.navigation(
        [
            st.Page("views/ask.py", title=say("page_ask"), icon=":material/search:", url_path="ask", default=True),
            st.Page("views/explore.py", title=say("page_explore"), icon=":material/map:", url_path="explore"),
            st.Page("views/practices.py", title=say("page_practices"), icon=":material/compare:", url_path="practices"),
            st.Page(
                "views/proposals.py", title=say("page_proposals"), icon=":material/edit_note:", url_path="proposals"
            ),
            st.Page("views/surveys.py", title=say("page_surveys"), icon=":material/bar_chart:", url_path="surveys"),
            st.Page("views/library.py", title=say("page_library"), icon=":material/library_books:", url_path="library"),
            st.Page("views/state.py", title=say("page_state"), icon=":material/monitor_heart:", url_path="state"),
            st.Page("views/document.py", title=say("page_document"), url_path="document", visibility="hidden"),
        ]
    )
    begin_page(view.url_path, say)
    note_page(view.url_path)
    number = generation()
    follow_address(view.url_path, vocabulary(), years() if number else (None, None))
    # On the other pages filters change nothing.
    if number and view.url_path in ("", "ask", "explore", "practices", "surveys", "library"):
        show_filters(vocabulary(), say)
    _choose_language(say)
    write_address(view.url_path, say.language, default)
    view.run()


def _choose_language(say: Texts) -> None:
    st.session_state.lang = say.language
    st.sidebar.selectbox(say("interface_language"), languages(), key="lang", format_func=own_name)


try:
    main()
except VetError as error:
    st.title("VET Assistant", anchor=False)
    problem(error)
