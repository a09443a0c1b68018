"""Naming: filters as words, in the language of the question."""

from collections.abc import Iterable

from corpus.facets import Filters
from corpus.vocabulary import Vocabulary


def filter_names(filters: Filters, vocabulary: Vocabulary, language: str) -> str:
    """Return what the filters narrow to, in words; nothing when they do not."""
    first, last = filters.year_from, filters.year_to
    years = f"{first or ''}–{last or ''}" if first != last else str(first or "")
    return ", ".join(
        [
            *(vocabulary.place_label(code, language) for code in filters.countries),
            *(vocabulary.theme_label(theme, language) for theme in filters.themes),
            *(vocabulary.kind_label(kind, language) for kind in filters.kinds),
            *(vocabulary.language_label(code, language) for code in filters.languages),
            *(vocabulary.level_label(level, language) for level in filters.education_levels),
            *([years] if years not in ("", "–") else []),
        ]
    )


def inferred_of(filters: Filters, wide: Filters) -> Filters:
    """Return those filters alone that were inferred, on top of the `wide` ones that were given."""
    changed = {
        name: getattr(filters, name) for name in ("countries", "kinds", "year_from", "year_to")
        if getattr(filters, name) != getattr(wide, name)
    }  # fmt: skip
    return Filters(**changed)


def places_named(codes: Iterable[str], vocabulary: Vocabulary, language: str) -> str:
    """Return the names of places, in words."""
    return ", ".join(vocabulary.place_label(code, language) for code in codes)
