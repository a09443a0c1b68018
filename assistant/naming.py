"""Naming: filters, places and years as words, in a reader's language."""

from collections.abc import Iterable

from corpus.facets import Filters
from corpus.vocabulary import Vocabulary

_MOST_PLACES = 6


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
