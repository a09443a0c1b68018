"""What Streamlit leaves out for people who use a keyboard or a screen reader: names in their language, a way past the
sidebar, and the place where announcements appear.

The script is constant; what it is told (the page's name, our own texts) comes from our code and catalogues alone.
"""

import json
from functools import cache
from importlib.resources import files

import streamlit as st

from ui.texts import Texts

# What Streamlit calls its controls, in English only, and what our catalogues call them.
_NAMES = {
    "Sidebar": "name_sidebar",
    "App pages": "name_pages",
    "Collapse sidebar": "name_close_sidebar",
    "Expand sidebar": "name_open_sidebar",
    "Open": "name_open",
    "Close": "name_close",
    "Dismiss": "name_close",
    "Clear all": "name_clear",
    "Selected values": "name_selected",
    "Copy to clipboard": "name_copy",
}


def begin_page(page: str, say: Texts) -> None:
    """Make the page that is shown (`page` as in its address) say its language and the names of its controls."""
    told = {
        "page": page or "ask",
        "language": say.language,
        "skip": say("skip_to_question" if page in ("", "ask") else "skip_to_content"),
        "names": {english: say(key) for english, key in _NAMES.items()},
    }
    run_script(f"{_script()}window.vet.begin({json.dumps(told)});")


def run_script(constant: str) -> None:
    """Run a script of ours in the page."""
    st.html(f"<script>{constant}</script>", unsafe_allow_javascript=True)


@cache
def _script() -> str:
    return (files("ui") / "components" / "everyone.js").read_text("utf-8")
