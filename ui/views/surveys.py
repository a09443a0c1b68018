"""The Surveys page: what surveys found, theme by theme and country by country, each figure linked to its source."""

from html import escape

import streamlit as st

from assistant.surveys.comparing import common_ground, contrasts, only_in, same_surveys
from assistant.surveys.gathering import surveys_of
from assistant.surveys.shapes import Survey
from corpus.errors import VetError
from ui.components.chips import show_chips
from ui.components.notices import empty_library, problem
from ui.components.pressable import pressable
from ui.components.surveycharts import bars_html, heat_html
from ui.components.surveylist import list_html, table_html
from ui.components.surveywords import common_html, contrasts_html, only_html
from ui.sessions import assistant, chosen_filters, generation, matching, texts, vocabulary

_CHOSEN = "surveys"
# More of them side by side than this, nobody takes in.
MOST_TOGETHER = 8

say, names = texts(), vocabulary()


def main() -> None:
    """Show the page."""
    st.title(say("surveys_title"), anchor=False)
    number = generation()
    if not number:
        empty_library(say)
        return
    filters = chosen_filters()
    show_chips(filters, None, names, say)
    if not matching(filters):
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
        return
    found = surveys_of(assistant().library, number, filters)
    if not found:
        st.info(say("surveys_none_filtered" if filters.active else "surveys_none"), icon=":material/info:")
        st.text(say("surveys_none_text"))
        return
    st.html(f'<p class="vet-lead">{escape(say("surveys_lead"))}</p>')
    chosen = _chosen(found)
    _list(found, chosen)
    shown = (
        [each for each in found if each.document_id in chosen] if chosen else [each for each in found if each.results]
    )
    if not shown:
        return
    if len(shown) > MOST_TOGETHER:
        st.text(say("surveys_most", shown=MOST_TOGETHER, all=len(shown)))
    _results(shown[:MOST_TOGETHER])


def _list(found: list[Survey], chosen: list[str]) -> None:
    st.header(say.counted("surveys", len(found)), anchor=False)
    st.text(say("surveys_choose"))
    pressable(list_html(found, chosen, _place, say), key="surveys-list", on_pick=_picked)


def _results(shown: list[Survey]) -> None:
    st.header(say("survey_heat_title"), anchor=False)
    _cautions(shown)
    pressable(heat_html(shown, _place, _theme, say), key="surveys-heat")
    st.header(say("survey_common_title"), anchor=False)
    _common(shown)
    st.header(say("survey_bars_title"), anchor=False)
    st.text(say("survey_bars_text"))
    bars = "".join(bars_html(each, _place, say) for each in shown)
    pressable(f'<div class="vet-bars-all">{bars}</div>', key="surveys-bars")
    pressable(table_html(shown, _place, _theme, say), key="surveys-table")


def _cautions(shown: list[Survey]) -> None:
    """Say what must not be done with these figures; it stands above every picture of several surveys."""
    told = [say("survey_caution")]
    if any(each.n is None for each in shown):
        told.append(say("survey_caution_n"))
    if any(result.country is None for each in shown for result in each.results):
        told.append(say("survey_caution_together"))
    same = (" / ".join(f"“{each.title}”" for each in group) for group in same_surveys(shown))
    told.extend(say("survey_caution_same", titles=titles) for titles in same)
    items = "".join(f"<p>{escape(each)}</p>" for each in told)
    st.html(f'<div class="vet-caution" role="note">{items}</div>')


def _common(shown: list[Survey]) -> None:
    common = common_ground(shown)
    if common:
        pressable(common_html(common, _place, _theme, say), key="surveys-common")
    else:
        st.text(say("survey_common_none"))
    st.subheader(say("survey_different_title"), anchor=False)
    html = contrasts_html(contrasts(shown), _place, say) + only_html(only_in(shown), _theme, say)
    if html:
        pressable(html, key="surveys-different")
    else:
        st.text(say("survey_different_none"))


def _place(code: str) -> str:
    return names.place_label(code, say.language)


def _theme(theme: str) -> str:
    return names.theme_label(theme, say.language)


# Which surveys are chosen stands in the address, so that a link or Back brings them.


def _chosen(found: list[Survey]) -> list[str]:
    asked = st.query_params.get(_CHOSEN, "").split(".")[:MOST_TOGETHER]
    known = {each.document_id for each in found if each.results}
    return [each for each in dict.fromkeys(asked) if each in known]


def _picked(value: str) -> None:
    action, _, identifier = value.partition(":")
    if action != "survey" or not identifier.isalnum():
        return
    now = [each for each in st.query_params.get(_CHOSEN, "").split(".") if each]
    chosen = [each for each in now if each != identifier] if identifier in now else [*now, identifier][-MOST_TOGETHER:]
    if chosen:
        st.query_params[_CHOSEN] = ".".join(chosen)
    elif _CHOSEN in st.query_params:
        del st.query_params[_CHOSEN]


try:
    main()
except VetError as error:
    problem(error, say)
