"""The Library page: what is indexed, each document's text, and the files that could not be read."""

from datetime import datetime

import streamlit as st
from babel.dates import format_datetime

from corpus.facets import FacetName
from corpus.library import DocumentCard
from ui.components.filters import filter_sidebar
from ui.components.markup import document_html, facet_line, web_link
from ui.sessions import assistant, texts, vocabulary, years_shown

say, names, shared = texts(), vocabulary(), assistant()


def main() -> None:
    """Show the page."""
    st.title(say("library_title"))
    record = shared.generation()
    if record is None:
        st.info(say("empty_title"), icon=":material/info:")
        st.write(say("empty_text"))
        st.code("vet-assistant index FOLDER", language=None)
        return
    filters = filter_sidebar(shared, names, say)
    cards = shared.documents(filters)
    when = format_datetime(datetime.fromisoformat(record.finished_at).astimezone(), "long", locale=say.language)
    st.text(say("updated", when=when))
    if not cards:
        st.warning(say("nothing_matches"), icon=":material/filter_alt_off:")
    else:
        _table(cards)
    _failures()


def _table(cards: list[DocumentCard]) -> None:
    language = say.language
    rows = [
        {
            say("column_title"): card.title,
            say("column_kind"): names.kind_label(card.facets.kind, language),
            say("column_countries"): facet_line(card.facets, names, language),
            say("column_years"): years_shown(card.facets.year_from, card.facets.year_to),
            say("column_language"): names.language_label(card.facets.language, language)
            if card.facets.language
            else "",
            say("column_themes"): ", ".join(names.theme_label(theme, language) for theme in card.facets.themes),
            say("column_source"): card.source,
        }
        for card in cards
    ]
    chosen = st.dataframe(
        rows,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={say("column_title"): st.column_config.TextColumn(width="large")},
        key="documents",
    )
    selected = chosen["selection"]["rows"]
    if selected and selected[0] < len(cards):
        _document(cards[selected[0]])
    else:
        st.text(say("pick_row"))


def _document(card: DocumentCard) -> None:
    document = shared.document(card.id)
    with st.container(border=True):
        st.subheader(say("full_text"), anchor=False)
        st.text(document.title)
        for label, value, origin in _facets(card):
            if value:
                st.text(f"{label}: {value}" + (f" ({say(origin)})" if origin else ""))
        for note in document.notes:
            st.text(note)
        st.html(web_link(document.url) or "<p></p>")
        st.html(document_html(document, say))


def _facets(card: DocumentCard) -> list[tuple[str, str, str]]:
    facets, language = card.facets, say.language

    def origin(facet: FacetName) -> str:
        return str(facets.origins.get(facet, ""))

    return [
        (say("column_kind"), names.kind_label(facets.kind, language), origin("kind")),
        (say("column_countries"), facet_line(facets, names, language), origin("countries")),
        (say("field_years"), years_shown(facets.year_from, facets.year_to), origin("years")),
        (
            say("column_language"),
            names.language_label(facets.language, language) if facets.language else "",
            origin("language"),
        ),
        (
            say("column_themes"),
            ", ".join(names.theme_label(theme, language) for theme in facets.themes),
            origin("themes"),
        ),
        (
            say("field_levels"),
            ", ".join(names.level_label(level, language) for level in facets.education_levels),
            origin("education_levels"),
        ),
        (say("column_source"), card.source, ""),
    ]


def _failures() -> None:
    failed = [record for record in shared.library.files() if record.reason]
    if not failed:
        st.text(say("failed_none"))
        return
    with st.expander(say("failed_title", count=len(failed)), icon=":material/warning:"):
        for record in failed:
            st.text(record.message or record.source)


main()
