"""The Library page: what is indexed, each document's text, and the files that could not be read."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st
from babel.dates import format_date, format_time

from corpus.documents import content_hash
from corpus.errors import VetError
from corpus.facets import FacetName
from corpus.library import DocumentCard
from indexer.embedding import MULTILINGUAL, poorly_read
from ui.components.labels import places_shown, themes_shown, years_shown
from ui.components.markup import details_html, heading_html, list_html
from ui.components.notices import empty_library, problem
from ui.components.reading import show_text
from ui.sessions import assistant, cards, chosen_filters, document, texts, vocabulary
from ui.texts import Texts

_MOST_FAILURES = 200

say, names, shared = texts(), vocabulary(), assistant()


def main() -> None:
    """Show the page."""
    st.title(say("library_title"), anchor=False)
    record = shared.generation()
    if record is None:
        empty_library(say)
    else:
        _updated(datetime.fromisoformat(record.finished_at).astimezone())
        matching = cards(chosen_filters())
        if matching:
            _table(matching)
        else:
            st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
        _poorly_read(record.model, shared.library.languages(record.number))
    _failures()


def _updated(when: datetime) -> None:
    date, time = format_date(when, "long", locale=say.language), format_time(when, "short", locale=say.language)
    st.text(say("updated", when=f"{date}, {time}"))


def _table(matching: tuple[DocumentCard, ...]) -> None:
    column = st.column_config.TextColumn
    chosen = st.dataframe(
        _columns(matching, say),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        row_height=36,
        column_config={
            "title": column(say("column_title"), width=375),
            "kind": column(say("column_kind"), width=120),
            "place": column(say("column_countries"), width=120),
            "years": column(say("column_years"), width=85),
            "language": column(say("column_language"), width=85),
        },
        # Another selection of documents is another table: a row that is chosen says nothing in it.
        key=f"documents-{content_hash(*(card.id for card in matching))[:8]}",
    )
    st.text(say.counted("documents", len(matching)))
    selected = chosen["selection"]["rows"]
    if selected and selected[0] < len(matching):
        _document(matching[selected[0]])
    else:
        st.text(say("pick_row"))


def _columns(matching: tuple[DocumentCard, ...], say: Texts) -> dict[str, list[str]]:
    language = say.language
    facets = [card.facets for card in matching]
    return {
        "title": [card.title for card in matching],
        "kind": [names.kind_label(each.kind, language) for each in facets],
        "place": [places_shown(each.countries, each.regions, names, language) for each in facets],
        "years": [years_shown(each.year_from, each.year_to) for each in facets],
        "language": [names.language_label(each.language, language) if each.language else "" for each in facets],
    }


def _document(card: DocumentCard) -> None:
    whole = document(card.id)
    with st.container(border=True, key="document"):
        st.html(heading_html(whole))
        st.html(details_html(_facets(card), whole.url, say))
        for note in whole.notes:
            st.text(note)
        st.subheader(say("full_text"), anchor=False)
        show_text(whole, (), say, key="library")


def _facets(card: DocumentCard) -> list[tuple[str, str, str]]:
    facets, language = card.facets, say.language

    def origin(*either: FacetName) -> str:
        found = next((facets.origins[facet] for facet in either if facet in facets.origins), None)
        return say(str(found)) if found else ""

    levels = ", ".join(names.level_label(level, language) for level in facets.education_levels)
    places = places_shown(facets.countries, facets.regions, names, language, most=60)
    spoken = names.language_label(facets.language, language) if facets.language else ""
    return [
        (say("column_kind"), names.kind_label(facets.kind, language), origin("kind")),
        (say("column_countries"), places, origin("countries", "regions")),
        (say("column_years"), years_shown(facets.year_from, facets.year_to), origin("years")),
        (say("column_language"), spoken, origin("language")),
        (say("column_themes"), themes_shown(facets, names, language), origin("themes")),
        (say("field_levels"), levels, origin("education_levels")),
        (say("column_source"), card.source, ""),
    ]


def _poorly_read(model: str, documents: Mapping[str, int]) -> None:
    """Say how many documents the model of the index reads poorly, and how to change that."""
    poorly = poorly_read(model, documents)
    if poorly:
        with st.expander(say.counted("poorly_read", sum(poorly.values())), icon=":material/translate:"):
            spoken = sorted(names.language_label(language, say.language) for language in poorly)
            st.text(say("poorly_read_text", languages=", ".join(spoken)))
            st.code(f"VET_EMBEDDING_MODEL={MULTILINGUAL}\nvet-assistant index", language=None)


def _failures() -> None:
    failed = [record for record in shared.library.files() if record.reason]
    if failed:
        with st.expander(say.counted("failed", len(failed)), icon=":material/warning:"):
            st.html(list_html([record.message or record.source for record in failed[:_MOST_FAILURES]]))
    elif shared.generation():
        st.text(say("failed_none"))


try:
    main()
except VetError as error:
    problem(error, say)
