"""What the page of a document tells of it: facts with where they come from, references, neighbours and passages."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Literal, get_args

from assistant.exporting.bibliography import Reference, references
from assistant.following import Followed, Link, citation_link, document_link, follow
from assistant.similar import Similar
from assistant.wiring import Assistant
from corpus.documents import Document, Passage
from corpus.facets import FacetName, Facets, Filters
from corpus.library import DocumentCard
from corpus.vocabulary import Vocabulary
from ui.components.labels import places_shown, themes_shown, years_shown
from ui.components.markup import lang, page_shown_of, web_link
from ui.sessions import cards
from ui.texts import Texts

Part = Literal["document_source", "document_about", "document_cite", "document_similar", "document_passages"]
PARTS: tuple[Part, ...] = get_args(Part)
MOST_PASSAGES = 200
_MOST_PLACES = 300
_BEGINNING = 220
_LONGEST_FIELD = 400

# Stories, such as an abstract, are read in the document itself; years and web addresses are among the facts already.
_FIELDS = (
    "author", "organisation", "coordinator", "partners", "publisher", "programme", "action", "project_number", "grant",
    "budget", "status", "date", "sector", "target_group", "reach", "population", "method", "period", "sample_size",
    "source_title",
)  # fmt: skip


# What is looked up for a document is looked up once for a generation, whoever reads it.


@lru_cache(maxsize=128)
def followed(shared: Assistant, number: int, link: Link) -> Followed:
    """Return where a link leads in a generation, by its number."""
    return follow(link, shared.library, number)


@lru_cache(maxsize=256)
def cited(shared: Assistant, number: int, document_id: str, language: str, today: date) -> tuple[Reference, ...]:
    """Return how a document of a generation is cited on a day."""
    return references(shared.library.document(number, document_id), language, today)


def similar(shared: Assistant, document_id: str) -> list[tuple[DocumentCard, Similar]]:
    """Return the documents nearest to one, nearest first."""
    every = {card.id: card for card in cards(Filters())}
    return [(every[each.document_id], each) for each in shared.similar(document_id) if each.document_id in every]


def title_html(document: Document) -> str:
    """Return a document's title as the heading of its page."""
    return f'<h1 class="vet-document-title"{lang(document.facets.language)}>{escape(document.title)}</h1>'


def contents_html(say: Texts) -> str:
    """Return links to the parts of the page."""
    links = "".join(f'<li><a class="vet-link" href="#{part}">{escape(say(part))}</a></li>' for part in PARTS)
    return f'<nav class="vet-contents" aria-label="{escape(say("document_contents"))}"><ul>{links}</ul></nav>'


def heading_html(part: Part, say: Texts) -> str:
    """Return the heading of a part of the page."""
    return f'<h2 class="vet-part" id="{part}" tabindex="-1">{escape(say(part))}</h2>'


def facts_html(document: Document, names: Vocabulary, say: Texts) -> str:
    """Return what is known of a document, each value with where it comes from, as a list of terms."""
    facets, language = document.facets, say.language
    spoken = names.language_label(facets.language, language) if facets.language else ""
    levels = ", ".join(names.level_label(level, language) for level in facets.education_levels)
    phases = ", ".join(names.phase_label(phase, language) for phase in facets.eqavet_phases)
    rows = [
        (say("column_kind"), names.kind_label(facets.kind, language), _origin(facets, say, "kind")),
        *_places(facets, names, say),
        (say("column_years"), years_shown(facets.year_from, facets.year_to), _origin(facets, say, "years")),
        (say("column_language"), spoken, _origin(facets, say, "language")),
        (say("column_themes"), themes_shown(facets, names, language), _origin(facets, say, "themes")),
        (say("field_levels"), levels, _origin(facets, say, "education_levels")),
        (say("field_phases"), phases, _origin(facets, say, "eqavet_phases")),
    ]
    shown = "".join(_row(label, f"<span>{escape(value)}</span>", origin) for label, value, origin in rows if value)
    said: set[str] = set()
    for field in _FIELDS:
        value = " ".join(document.fields.get(field, "").split())
        if value and value not in said:
            said.add(value)
            cut = value if len(value) <= _LONGEST_FIELD else f"{value[: _LONGEST_FIELD - 1]}…"
            shown += _row(names.field_label(field, language), f"<span{lang(facets.language)}>{escape(cut)}</span>")
    link = web_link(document.url)
    shown += _row(say("field_web"), link) if link else ""
    shown += _row(say("column_source"), f"<span>{escape(document.source)}</span>")
    return f'<dl class="vet-facts">{shown}</dl>'


def references_html(shown: Iterable[Reference], say: Texts) -> str:
    """Return references, each with a button that copies it."""
    copy, done = escape(say("cite_copy")), escape(say("copied"))
    return "".join(
        f'<section class="vet-reference"><h3>{escape(say(f"cite_{each.style}"))}</h3>'
        f'<p id="cite-{each.style}">{each.html}</p>'
        f'<button type="button" class="vet-button" aria-live="polite" data-copy="cite-{each.style}"'
        f' aria-describedby="cite-{each.style}" data-done="{done}">{copy}</button></section>'
        for each in shown
    )


def similar_html(near: Sequence[tuple[DocumentCard, Similar]], names: Vocabulary, say: Texts) -> str:
    """Return the documents near one as links; picks are `open:ID`."""
    return f'<ul class="vet-similar">{"".join(_neighbour(card, each, names, say) for card, each in near)}</ul>'


def passages_html(document: Document, passages: Sequence[Passage], say: Texts) -> str:
    """Return a document's passages by number: where each stands, how it begins, and a link to it that lasts."""
    items = "".join(_passage(document, passage, say) for passage in passages[:MOST_PASSAGES])
    return f'<ol class="vet-passages">{items}</ol>'


def _places(facets: Facets, names: Vocabulary, say: Texts) -> list[tuple[str, str, str]]:
    """Return countries and regions together, unless they come from different places."""
    language, label, origins = say.language, say("column_countries"), facets.origins
    if facets.regions and facets.countries and origins.get("countries") != origins.get("regions"):
        countries, regions = (
            ", ".join(names.place_label(code, language) for code in codes)
            for codes in (facets.countries, facets.regions)
        )
        return [
            (label, countries, _origin(facets, say, "countries")),
            (say("field_region"), regions, _origin(facets, say, "regions")),
        ]
    places = places_shown(facets.countries, facets.regions, names, language, most=_MOST_PLACES)
    return [(label, places, _origin(facets, say, "countries", "regions"))]


def _origin(facets: Facets, say: Texts, *either: FacetName) -> str:
    found = next((facets.origins[facet] for facet in either if facet in facets.origins), None)
    return say(str(found)) if found else ""


def _row(label: str, value: str, origin: str = "") -> str:
    mark = f' <span class="vet-origin">{escape(origin)}</span>' if origin else ""
    return f"<div><dt>{escape(label)}</dt><dd>{value}{mark}</dd></div>"


def _neighbour(card: DocumentCard, near: Similar, names: Vocabulary, say: Texts) -> str:
    facets = card.facets
    what = [
        places_shown(facets.countries, facets.regions, names, say.language),
        years_shown(facets.year_from, facets.year_to),
        names.kind_label(facets.kind, say.language),
        names.language_label(facets.language, say.language) if facets.language else "",
    ]
    return (
        f'<li><a class="vet-link" href="{escape(document_link(card.id, card.source))}" data-up'
        f' data-pick="open:{escape(card.id)}"{lang(facets.language)}>{escape(card.title)}</a>'
        f'<span class="vet-quiet">{escape(" · ".join(filter(None, what)))}</span>'
        f'<span class="vet-near">{escape(say(f"similar_{near.nearness}"))}</span></li>'
    )


def _passage(document: Document, passage: Passage, say: Texts) -> str:
    place = passage.locator
    start, end = place.start, place.end
    link = citation_link(document.id, document.source, start, end, passage.text, document.ordinal)
    where = " · ".join(filter(None, [page_shown_of(place, say), place.heading])) or say("passage")
    words = " ".join(passage.text.split())
    beginning = words if len(words) <= _BEGINNING else f"{words[: _BEGINNING - 1]}…"
    return (
        f'<li><a class="vet-link" href="{escape(link)}">{escape(where)}</a>'
        f"<span{lang(document.facets.language)}>{escape(beginning)}</span></li>"
    )


def unverified_html(link: Link, say: Texts) -> str:
    """Return the words of a link as the link has them, said to be unverified."""
    return (
        f'<figure class="vet-unverified"><figcaption>{escape(say("link_words"))}</figcaption>'
        f"<blockquote>{escape(link.words)}</blockquote></figure>"
    )
