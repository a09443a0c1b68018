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

_LONGEST_NAME = 40


def pressable(
    html: str,
    key: str,
    on_pick: Callable[[str], None] | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> str | None:
    """Show HTML; return the `data-pick` of the element that was pressed (last), None but in the run that this caused.

    `on_pick` is called with each before that run begins, which is when the values of widgets can still be set.
    """
    heard = f"{key}-heard"

    def picked() -> None:
        for name, value in _after(_pressed(st.session_state[key].picked), st.session_state.get(heard)):
            st.session_state[heard] = name
            if on_pick is not None:
                on_pick(value)

    data = {"html": html, "heard": st.session_state.get(heard)}
    result = _component(data=data, key=key, on_picked_change=picked, width=width, height="content")
    pressed = _pressed(result.picked)
    return pressed[-1][1] if pressed else None


def _pressed(told: object) -> list[tuple[str, str]]:
    """Return what the browser tells of presses, which may be anything, as (name of the press, what was pressed)."""
    pairs = [tuple(each) for each in told if isinstance(each, list | tuple)] if isinstance(told, list | tuple) else []
    return [(name, value) for name, value in (each for each in pairs if len(each) == 2) if _texts(name, value)]


def _texts(name: object, value: object) -> bool:
    return isinstance(name, str) and len(name) <= _LONGEST_NAME and isinstance(value, str)


def _after(pressed: list[tuple[str, str]], heard: str | None) -> list[tuple[str, str]]:
    """Return the presses after the last one that was heard: those before it have been acted on."""
    places = [place for place, (name, _) in enumerate(pressed, 1) if name == heard]
    return pressed[places[-1] if places else 0 :]
