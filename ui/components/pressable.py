"""HTML of ours whose elements can be pressed: what Streamlit's own widgets cannot show, such as counts that are dimmed.

The HTML is put into the page as it is: whatever comes from a document, a file or a visitor must have been escaped.
Elements say with `data-` attributes what pressing them does; `pressable.js` lists them.
"""

from collections.abc import Callable
from importlib.resources import files
from typing import Literal

import streamlit as st

_component = st.components.v2.component(
    "vet-assistant.pressable",
    html='<div class="vet-pressable"></div>',
    js=(files("ui") / "components" / "pressable.js").read_text("utf-8"),
    isolate_styles=False,
)


def pressable(
    html: str,
    key: str,
    on_pick: Callable[[str], None] | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> str | None:
    """Show HTML; return the `data-pick` of the element that was pressed, None but in the run that this caused.

    `on_pick` is called with it before that run begins, which is when the values of widgets can still be set.
    """

    def picked() -> None:
        value = st.session_state[key].picked
        if on_pick is not None and isinstance(value, str):
            on_pick(value)

    result = _component(data={"html": html}, key=key, on_picked_change=picked, width=width, height="content")
    return result.picked if isinstance(result.picked, str) else None
