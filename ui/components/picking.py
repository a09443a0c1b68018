"""What pressing something in a picture of the library chooses: a country, a theme, or both at once."""

from html import escape
from typing import Literal

import streamlit as st

from ui.components.address import toggle_filter

Facet = Literal["country", "theme"]
"""The filters that pictures choose, by their key in the session's state."""


def pick_value(**values: str) -> str:
    """Return what an element that is pressed says: `pick_value(country="FI", theme="stem")`."""
    return " ".join(f"{key}:{value}" for key, value in values.items())


def picks_of(value: str) -> dict[Facet, str]:
    """Return the choices that a pressed element names; anything else in it is left out."""
    given = dict(part.partition(":")[::2] for part in value.split())
    return {key: given[key] for key in ("country", "theme") if given.get(key)}


def choose(value: str) -> None:
    """Choose in the filters what a pressed element names, or no longer if all of it was chosen. For callbacks."""
    picks = picks_of(value)
    present = {facet: each in st.session_state.get(facet, ()) for facet, each in picks.items()}
    for facet, each in picks.items():
        if present[facet] == all(present.values()):
            toggle_filter(facet, each)


def ticked(words: str, chosen: bool) -> str:
    """Return words as HTML, with a tick before what is chosen: colour alone says nothing to some."""
    return ('<span aria-hidden="true">✓ </span>' if chosen else "") + escape(words)
