"""Filters as people name them, by code or by label in any language, turned into the codes that documents carry."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from corpus.errors import UsageError
from corpus.facets import Filters, Kind
from corpus.placenames import NAMING_LANGUAGES, country_names, folded_name, language_names
from corpus.terms import Level, Place, Term, Theme
from corpus.vocabulary import Vocabulary

_Code = TypeVar("_Code", bound=str)


def filters_from(
    vocabulary: Vocabulary,
    *,
    countries: Iterable[str] = (),
    themes: Iterable[str] = (),
    kinds: Iterable[str] = (),
    languages: Iterable[str] = (),
    year_from: int | None = None,
    year_to: int | None = None,
) -> Filters:
    """Return the filters for names or codes as a person gave them; `countries` may name regions too.

    Raises UsageError for a name that stands for nothing we know, with the nearest ones that do.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise UsageError(f"The years are the wrong way round: {year_from} is after {year_to}.")
    return Filters(
        countries=_codes("country or region", countries, vocabulary.place_code, lambda: _places(vocabulary)),
        themes=_codes("theme", themes, vocabulary.theme_id, lambda: _labels(vocabulary.themes)),
        kinds=_codes("kind of document", kinds, vocabulary.kind_of, lambda: [kind.value for kind in Kind]),
        languages=_codes("language", languages, vocabulary.language_code, lambda: language_names("en").values()),
        year_from=year_from,
        year_to=year_to,
    )


def _codes(
    what: str, names: Iterable[str], code_of: Callable[[str], _Code | None], known: Callable[[], Iterable[str]]
) -> tuple[_Code, ...]:
    codes: dict[_Code, None] = {}
    for name in names:
        code = code_of(name)
        if code is None:
            raise UsageError(f"There is no {what} {name!r}; {_hint(name, known())}")
        codes[code] = None
    return tuple(codes)


def _hint(name: str, known: Iterable[str]) -> str:
    by_folded = {folded_name(each): each for each in known}
    near = difflib.get_close_matches(folded_name(name), by_folded, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(repr(by_folded[each]) for each in near)}?"
    shown = sorted(by_folded.values(), key=str.lower)
    if len(shown) <= 50:
        return f"there are: {', '.join(shown)}."
    return "give its code, or its name in any European language."


def _labels(terms: Mapping[str, Theme | Level | Term]) -> Iterable[str]:
    yield from terms
    for term in terms.values():
        yield from term.labels.values()


def _places(vocabulary: Vocabulary) -> Iterable[str]:
    places: Iterable[Place] = vocabulary.places.values()
    for place in places:
        for names in place.names.values():
            yield from names
    for language in NAMING_LANGUAGES:
        yield from country_names(language).values()
