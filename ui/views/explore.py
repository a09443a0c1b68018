"""The Explore page: three pictures of what the library holds under the filters; a click in each filters."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from corpus.errors import VetError
from corpus.facets import Filters
from ui.components.chips import show_chips
from ui.components.coverage import MOST_SHOWN, coverage, coverage_html, gaps
from ui.components.lotus import blossoms, lotus_html
from ui.components.markup import list_html
from ui.components.notices import empty_library, problem
from ui.components.picking import Facet, choose, pick_value
from ui.components.pressable import pressable
from ui.components.tilemap import (
    SELECTION,
    Tile,
    country_tiles,
    grid,
    places_html,
    region_codes,
    strip_tiles,
    tile_chart,
)
from ui.sessions import chosen_filters, facet_counts, generation, matching, pairs, texts, vocabulary

say, names = texts(), vocabulary()


def main() -> None:
    """Show the page."""
    st.title(say("explore_title"), anchor=False)
    if not generation():
        empty_library(say)
        return
    filters = chosen_filters()
    show_chips(filters, None, names, say)
    if not matching(filters):
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    st.html(f'<p class="vet-lead">{escape(say("explore_lead"))}</p>')
    _map(filters)
    _themes(filters)
    _coverage(filters)


def _place(code: str) -> str:
    return names.place_label(code, say.language)


def _theme(theme: str) -> str:
    return names.theme_label(theme, say.language)


def _map(filters: Filters) -> None:
    st.header(say("map_title"), anchor=False)
    counted, held = facet_counts(filters), facet_counts(Filters())
    counts = {**counted["countries"], **counted["regions"]}
    chosen = filters.countries
    beyond = sorted(
        (held["countries"].keys() | {code for code in chosen if "-" not in code}) - grid().keys(), key=_place
    )
    beyond = [code for code in ("EU", *beyond) if code != "EU" or "EU" in held["countries"]]
    countries = country_tiles(counts, chosen, _place)
    regions = strip_tiles(region_codes(names), counts, chosen, _place)
    others = strip_tiles(list(dict.fromkeys(beyond)), counts, chosen, _place)
    most = max(tile.documents for tile in (*countries, *regions, *others))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _chart("map", countries, most)
    with right:
        st.subheader(say("map_regions"), anchor=False)
        _chart("regions", regions, most, strip=True)
        if others:
            st.subheader(say("map_beyond"), anchor=False)
            _chart("beyond", others, most, strip=True)
    pressable(places_html([*countries, *regions, *others], names, say), key="explore-places", on_pick=choose)


def _chart(name: str, tiles: Sequence[Tile], most: int, *, strip: bool = False) -> None:
    """Show tiles; each click is a turn of its own, so that the chart need not forget the one before.

    A chart that still shows the turn before when it is clicked is heard too: only its own last click is not again.
    """
    state = st.session_state
    turn = int(state.get("explore-turn", 0))
    key, heard = f"explore-{name}", f"explore-{name}-heard"

    def clicked() -> None:
        for each in state[key]["selection"].get(SELECTION, []):
            click = (each.get("code"), each.get("turn"))
            if click != state.get(heard):
                state[heard] = click
                choose(pick_value(country=str(click[0])))
                state["explore-turn"] = int(state.get("explore-turn", 0)) + 1

    st.altair_chart(
        tile_chart(tiles, most, say, turn, strip=strip),
        key=key, on_select=clicked, theme=None, width="stretch", alt=say("map_alt"),
    )  # fmt: skip


def _themes(filters: Filters) -> None:
    st.header(say("lotus_title"), anchor=False)
    counts = facet_counts(filters)["themes"]
    documents = matching(filters.model_copy(update={"themes": ()}))
    shown = blossoms(counts, pairs(filters, "themes", "themes"), documents)
    if not shown:
        st.text(say("lotus_none"))
        return
    together = any(each.companions for each in shown)
    st.text(say("lotus_intro") if together else say("lotus_alone"))
    pressable(lotus_html(shown, documents, filters.themes, _theme, say), key="explore-lotus", on_pick=choose)


def _coverage(filters: Filters) -> None:
    st.header(say("coverage_title"), anchor=False)
    remaining = filters.model_copy(update={"countries": (), "themes": ()})
    counted = facet_counts(remaining)
    themes = {**dict.fromkeys((*names.themes, *filters.themes), 0), **counted["themes"]}
    chosen = [code for code in filters.countries if "-" not in code]
    countries = {**dict.fromkeys(chosen, 0), **counted["countries"]}
    table = coverage(themes, countries, pairs(filters, "countries", "themes"), matching(remaining))
    members = [code for code, place in names.places.items() if place.group == "eu"]
    st.html(list_html(gaps(table, members, _place, _theme, say)))
    if not countries:
        return
    st.text(say("coverage_intro"))
    if max(len(table.themes), len(table.countries)) > MOST_SHOWN:
        st.text(say("coverage_most", number=MOST_SHOWN))
    chosen_here: dict[Facet, Sequence[str]] = {"country": filters.countries, "theme": filters.themes}
    pressable(coverage_html(table, chosen_here, _place, _theme, say), key="explore-coverage", on_pick=choose)


try:
    main()
except VetError as error:
    problem(error, say)
