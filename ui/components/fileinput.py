"""A field for a file of the visitor's own, handed over by the page's WebSocket: the server takes no uploads."""

from base64 import b64decode
from binascii import Error
from importlib.resources import files

import streamlit as st

from indexer.handed import Handed
from ui.texts import Texts

MOST_BYTES = 5_000_000
"""How large a file may be; what is larger is not even sent."""

_LONGEST_NAME = 300

_component = st.components.v2.component(
    "vet-assistant.fileinput",
    html=(
        '<label class="vet-file"><span class="vet-file-label"></span><input type="file"></label>'
        '<p class="vet-file-note" role="status"></p>'
    ),
    js=(files("ui") / "components" / "fileinput.js").read_text("utf-8"),
    isolate_styles=False,
)


def file_input(label: str, key: str, say: Texts) -> Handed | None:
    """Show the field; return the file in the run that its choice causes, None in all others."""
    told = {"label": label, "most": MOST_BYTES, "large": say("start_file_large", most=MOST_BYTES // 1_000_000)}
    result = _component(data=told, key=key, on_chosen_change=lambda: None, height="content")
    return chosen_file(result.chosen)


def chosen_file(value: object) -> Handed | None:
    """Return the file that a browser says was chosen; None for anything that is none, or too large."""
    if not isinstance(value, dict):
        return None
    name, data = value.get("name"), value.get("data")
    if not (isinstance(name, str) and isinstance(data, str)) or len(data) > MOST_BYTES * 4 // 3 + 4:
        return None
    try:
        return Handed(name[:_LONGEST_NAME], b64decode(data, validate=True))
    except (Error, ValueError):
        return None
