"""Words for labels: what Streamlit reads as Markdown says nothing but itself; and facets in words."""

import re

from corpus.facets import Facets, Filters
from corpus.vocabulary import Vocabulary

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@/])")
# Links without brackets, emoji names and directives are found after the signs were unescaped: a word joiner, which
# nobody sees, takes them apart.
_FOUND_LATER = re.compile(r"(?<=[:@])(?=\S)|(?<=www\.)|(?<=-)(?=[->])|(?<=<)(?=-)", re.IGNORECASE)
_JOINER = "\u2060"
_MOST_PLACES = 6


def label_text(words: str, longest: int = 300) -> str:
    """Return words for the label of a button: any Markdown in them shows as it is written; cut when very long."""
    line = " ".join(words.split())
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return _SIGNS.sub(r"\\\1", _FOUND_LATER.sub(_JOINER, line))


def years_shown(first: int | None, last: int | None) -> str:
    """Return a range of years as people write it; nothing when there is none."""
    if first is None and last is None:
        return ""
    return str(first or last) if first in (None, last) or last is None else f"{first}–{last}"


def places_shown(
    countries: tuple[str, ...], regions: tuple[str, ...], names: Vocabulary, language: str, most: int = _MOST_PLACES
) -> str:
    """Return where a document is about: a region stands for its own country, and only for that one."""
    of_country: dict[str | None, list[str]] = {}
    for region in regions:
        of_country.setdefault(names.country_of(region), []).append(region)
    codes = [code for country in countries for code in of_country.pop(country, [country])]
    codes += [code for left in of_country.values() for code in left]
    shown = [names.place_label(code, language) for code in codes]
    if len(shown) > most:
        shown = [*shown[: most - 1], f"+{len(shown) - most + 1}"]
    return ", ".join(shown)


def themes_shown(facets: Facets, names: Vocabulary, language: str) -> str:
    """Return the themes of a document as words."""
    return ", ".join(names.theme_label(theme, language) for theme in facets.themes)


def filters_shown(filters: Filters, names: Vocabulary, language: str) -> list[str]:
    """Return the active filters as words."""
    years = years_shown(filters.year_from, filters.year_to)
    return [
        *(names.place_label(code, language) for code in filters.countries),
        *(names.theme_label(theme, language) for theme in filters.themes),
        *(names.kind_label(kind, language) for kind in filters.kinds),
        *(names.language_label(code, language) for code in filters.languages),
        *([years] if years else []),
    ]
