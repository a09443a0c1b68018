"""The weights of the dimensions: how much each counts when practices are ranked; a few in sight, the rest folded."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from assistant.practices.likeness import DEFAULT_WEIGHTS
from assistant.practices.shapes import Dimension
from assistant.practices.wording import dimension_label
from ui.components.labels import label_text
from ui.texts import Texts

_STEPS = (0.0, 0.5, 1.0, 2.0, 4.0)
_USUAL = 2
_IN_SIGHT = (Dimension.THEME, Dimension.ACTIVITIES, Dimension.TARGET_GROUP, Dimension.SECTOR)


class Weighing(NamedTuple):
    """How much each dimension counts, and whether practices of other countries are preferred."""

    weights: Mapping[Dimension, float]
    elsewhere: bool


def show_weights(say: Texts) -> Weighing:
    """Show a slider for each dimension; return what they stand at."""
    kept: dict[Dimension, int] = st.session_state.setdefault("weights", {})
    with st.container(horizontal=True, vertical_alignment="center", key="weights-head"):
        st.subheader(say("weights_title"), anchor=False, width="content")
        # What a page does not show it forgets: what was chosen stays for who comes back.
        st.session_state.setdefault("elsewhere-first", st.session_state.get("kept-elsewhere", True))
        elsewhere = st.session_state["kept-elsewhere"] = st.toggle(say("prefer_elsewhere"), key="elsewhere-first")
        stands = [st.session_state.get(f"weight-{each}", kept.get(each, _USUAL)) for each in Dimension]
        st.button(
            say("weights_reset"), key="weights-reset", on_click=_reset, type="tertiary", icon=":material/restart_alt:",
            disabled=all(step == _USUAL for step in stands),
        )  # fmt: skip
    with st.container(key="weights-first"):
        _sliders(_IN_SIGHT, kept, say)
    rest = [each for each in Dimension if each not in _IN_SIGHT]
    with st.expander(say("weights_more")), st.container(key="weights-rest"):
        _sliders(rest, kept, say)
    return Weighing({each: DEFAULT_WEIGHTS[each] * _STEPS[kept.get(each, _USUAL)] for each in Dimension}, elsewhere)


def _sliders(dimensions: Sequence[Dimension], kept: dict[Dimension, int], say: Texts) -> None:
    columns = st.columns(len(_IN_SIGHT), gap="medium")
    for index, each in enumerate(dimensions):
        with columns[index % len(columns)]:
            key = f"weight-{each}"
            st.session_state.setdefault(key, kept.get(each, _USUAL))
            kept[each] = st.select_slider(
                label_text(dimension_label(each, say)),
                range(len(_STEPS)),
                key=key,
                format_func=lambda step: say(f"weight_{step}"),
            )


def _reset() -> None:
    st.session_state.weights = {}
    for each in Dimension:
        st.session_state[f"weight-{each}"] = _USUAL
