"""The page: navigation, and what every view has around it."""

import streamlit as st

from corpus.errors import VetError
from ui.components.styles import apply_styles
from ui.sessions import texts
from ui.texts import Texts, languages

st.set_page_config(page_title="VET Assistant", page_icon=":material/menu_book:", layout="wide")
apply_styles()
try:
    say = texts()
except VetError as error:
    st.error(Texts("en")("problem"), icon=":material/error:")
    st.text(str(error))
    st.stop()
view = st.navigation(
    [
        st.Page("views/ask.py", title=say("page_ask"), icon=":material/search:", url_path="ask", default=True),
        st.Page("views/library.py", title=say("page_library"), icon=":material/library_books:", url_path="library"),
    ]
)
view.run()
with st.sidebar:
    st.selectbox(
        say("interface_language"),
        languages(),
        index=languages().index(say.language),
        key="interface_language",
        format_func=lambda code: {"en": "English", "nl": "Nederlands", "fi": "Suomi", "es": "Español", "eu": "Euskara"}[
            code
        ],
        bind="query-params",
        persist_state="session",
    )
