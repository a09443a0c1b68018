"""Words for labels: what Streamlit reads as Markdown says nothing but itself; and facets in words."""

import re

from assistant.naming import places_shown as places_shown
from assistant.naming import years_shown as years_shown
from corpus.facets import Facets, Filters
from corpus.vocabulary import Vocabulary

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@/])")
# Links without brackets, emoji names and directives are found after the signs were unescaped: a word joiner, which
# nobody sees, takes them apart.
_FOUND_LATER = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=<)(?=-)", re.IGNORECASE)
_JOINER = "\u2060"


def label_text(words: str, longest: int = 300) -> str:
    """Return words for the label of a button: any Markdown in them shows as it is written; cut when very long."""
    line = " ".join(words.split())
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return _SIGNS.sub(r"\\\1", _FOUND_LATER.sub(_JOINER, line))


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
        *(names.level_label(level, language) for level in filters.education_levels),
        *([years] if years else []),
    ]
