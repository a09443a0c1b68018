"""Works out a document's facets: what it declares, else what its sidecar says, else what its text shows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from corpus.facets import FacetName, Facets, Kind, Origin
from corpus.vocabulary import Vocabulary
from indexer import inferring
from indexer.drafts import Draft

FIRST_YEAR, LAST_YEAR = inferring.FIRST_YEAR, inferring.LAST_YEAR

_ValueT = TypeVar("_ValueT")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SEPARATORS = (r"[;|\n]", r"[,/]", r" & | and ")  # from those that part whole values to those that names contain
_OPEN_ENDED = frozenset({"ongoing", "present", "now", "current", "continuing", "heden", "nyt", "actualidad"})


class Description(NamedTuple):
    """A document's facets, and a message for people about each stated value that could not be understood."""

    facets: Facets
    unknown: tuple[str, ...]


class _Stated(NamedTuple):
    """What the document and its sidecar state, and the messages about what of it is not understood."""

    sources: tuple[tuple[Origin, Mapping[str, tuple[str, ...]]], ...]
    unknown: list[str]

    def values(
        self, key: str, understand: Callable[[str], _ValueT | None], what: str
    ) -> tuple[tuple[_ValueT, ...], Origin | None]:
        """Return the understood values of the most trusted source that has any, and that source."""
        chosen: tuple[tuple[_ValueT, ...], Origin | None] = ((), None)
        for origin, source in self.sources:
            understood = self._understood(key, source.get(key, ()), understand, what, origin)
            if understood and chosen[1] is None:
                chosen = (understood, origin)
        return chosen

    def _understood(
        self, key: str, raw: Iterable[str], understand: Callable[[str], _ValueT | None], what: str, origin: Origin
    ) -> tuple[_ValueT, ...]:
        understood: dict[_ValueT, None] = {}
        for text in raw:
            for part, value in _pieces(text, understand):
                if value is None:
                    where = " in the sidecar file" if origin is Origin.SIDECAR else ""
                    self.unknown.append(f"{key}{where}: {_shown(part)} is not {what}, so it was left out.")
                else:
                    understood[value] = None
        return tuple(understood)


def describe(draft: Draft, sidecar: Mapping[str, object] | None, vocabulary: Vocabulary) -> Description:
    """Return the facets of a draft, each from the most trusted source that gives it, with that source as its origin.

    `sidecar` is the content of `NAME.meta.yaml` as parsed. Values that neither the document nor the sidecar states in
    words we know are worked out from the text (see `indexer.inferring`); a stated value we do not know is reported.
    """
    stated = _stated(draft, sidecar)
    origins: dict[FacetName, Origin] = {}
    language = _language(draft, stated, vocabulary, origins)
    kind = _kind(draft, stated, vocabulary, language, origins)
    countries, regions = _places(draft, stated, vocabulary, language, origins)
    years = _years(draft, stated, kind, origins)
    themes, origin = stated.values("theme", lambda name: _theme(name, language, vocabulary), "a theme we know")
    themes = _noted(origins, "themes", themes, origin) or inferring.themes(draft, language, vocabulary)
    levels, origin = stated.values("education_level", vocabulary.level_id, "an education level we know")
    levels = _noted(origins, "education_levels", levels, origin) or inferring.levels(draft, language, vocabulary)
    phases, origin = stated.values("eqavet_phase", vocabulary.phase_id, "a phase of the EQAVET cycle")
    phases = _noted(origins, "eqavet_phases", phases, origin) or inferring.phases(draft, language, vocabulary)
    for name, value in (("themes", themes), ("education_levels", levels), ("eqavet_phases", phases)):
        if value:
            origins.setdefault(name, Origin.INFERRED)  # type: ignore[arg-type]
    facets = Facets(
        kind=kind,
        countries=countries,
        regions=regions,
        themes=themes,
        language=language,
        year_from=years[0],
        year_to=years[1],
        education_levels=levels,
        eqavet_phases=phases,
        origins=origins,
    )
    return Description(facets, tuple(dict.fromkeys(stated.unknown)))


def _stated(draft: Draft, sidecar: Mapping[str, object] | None) -> _Stated:
    own = {key: values for key, values in draft.declared.items() if values}
    for key in ("year_start", "year_end", "date"):
        if key not in own and draft.fields.get(key):
            own[key] = (draft.fields[key],)
    beside = {str(key): texts for key, value in (sidecar or {}).items() if (texts := tuple(_texts(value)))}
    return _Stated(((Origin.DECLARED, own), (Origin.SIDECAR, beside)), [])


def _texts(value: object) -> Iterable[str]:
    """Give a value of a YAML file as texts."""
    if isinstance(value, (list, tuple, set)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, bool):
        # YAML reads an unquoted NO, as in `country: NO`, as false.
        yield "yes" if value else "no"
    elif isinstance(value, (date, datetime)):
        yield value.isoformat()
    elif value is not None and str(value).strip():
        yield str(value).strip()


def _noted(
    origins: dict[FacetName, Origin], name: FacetName, values: tuple[str, ...], origin: Origin | None
) -> tuple[str, ...]:
    if origin is not None:
        origins[name] = origin
    return values


def _language(draft: Draft, stated: _Stated, vocabulary: Vocabulary, origins: dict[FacetName, Origin]) -> str | None:
    codes, origin = stated.values("language", vocabulary.language_code, "a language we know")
    if origin is not None:
        origins["language"] = origin
        return codes[0]
    language = inferring.language(draft)
    if language is not None:
        origins["language"] = Origin.INFERRED
    return language


def _kind(
    draft: Draft, stated: _Stated, vocabulary: Vocabulary, language: str | None, origins: dict[FacetName, Origin]
) -> Kind:
    kinds, origin = stated.values("kind", vocabulary.kind_of, "a kind of document we know")
    if origin is not Origin.DECLARED and draft.kind is not None:
        kinds, origin = (draft.kind,), Origin.DECLARED
    origins["kind"] = origin or Origin.INFERRED
    return kinds[0] if origin else inferring.kind(draft, language, vocabulary)


def _theme(name: str, language: str | None, vocabulary: Vocabulary) -> str | None:
    """Return the theme that a stated name is, or is a form of, such as its plural."""
    known = vocabulary.theme_id(name)
    if known is not None:
        return known
    mentions = vocabulary.find_themes(name.strip(), language)
    return mentions[0].id if len(mentions) == 1 and mentions[0].surface == name.strip() else None


def _places(
    draft: Draft, stated: _Stated, vocabulary: Vocabulary, language: str | None, origins: dict[FacetName, Origin]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    named, countries_origin = stated.values("country", vocabulary.place_code, "a country or region we know")
    narrower, regions_origin = stated.values("region", vocabulary.place_code, "a region we know")
    if countries_origin is None and regions_origin is None:
        codes = inferring.places(draft, language, vocabulary)
        origin: Origin | None = Origin.INFERRED
    else:
        codes, origin = (*named, *narrower), countries_origin or regions_origin
    regions = tuple(dict.fromkeys(code for code in codes if vocabulary.country_of(code) not in (code, None)))
    countries = tuple(dict.fromkeys(vocabulary.country_of(code) or code for code in codes))
    if regions:
        origins["regions"] = regions_origin or origin or Origin.INFERRED
    elif countries and origin is not Origin.INFERRED:
        regions = tuple(
            code
            for code in inferring.places(draft, language, vocabulary)
            if (country := vocabulary.country_of(code)) != code and country in countries
        )
        if regions:
            origins["regions"] = Origin.INFERRED
    if countries and origin is not None:
        origins["countries"] = origin
    return countries, regions


def _years(
    draft: Draft, stated: _Stated, kind: Kind, origins: dict[FacetName, Origin]
) -> tuple[int | None, int | None]:
    what = f"a year between {FIRST_YEAR} and {LAST_YEAR}"
    starts, start_origin = stated.values("year_start", _years_in, what)
    ends, end_origin = stated.values("year_end", _years_in, what)
    dates, date_origin = stated.values("date", _years_in, what)
    first = starts[0][0] if starts else None
    last = ends[0][-1] if ends and ends[0] else None
    origin = start_origin or end_origin
    if first is None and last is None and dates and dates[0]:
        first, last, origin = dates[0][0], dates[0][-1], date_origin
    if first is None and last is None:
        first, last = inferring.years(draft, kind)
        origin = Origin.INFERRED
    if first is not None and last is not None and first > last:
        stated.unknown.append(f"year_end: {last} is before year_start {first}, so the two were exchanged.")
        first, last = last, first
    if origin is not None and (first is not None or last is not None):
        origins["years"] = origin
    return first, last


def _years_in(text: str) -> tuple[int, ...] | None:
    """Return the years in a stated date, in order; empty if it says that there is no end; None if it says neither."""
    years = tuple(year for digits in _YEAR.findall(text) if FIRST_YEAR <= (year := int(digits)) <= LAST_YEAR)
    if years:
        return (min(years), max(years))
    return () if text.strip().lower() in _OPEN_ENDED else None


def _pieces(
    text: str,
    understand: Callable[[str], _ValueT | None],
    separators: Sequence[str] = _SEPARATORS,
) -> list[tuple[str, _ValueT | None]]:
    """Return the values that a text names, cut no finer than it takes to understand some of it."""
    whole = understand(text)
    if whole is not None or not separators:
        return [(text, whole)]
    parts = [part.strip() for part in re.split(separators[0], text) if part.strip()] or [text]
    pieces = [piece for part in parts for piece in _pieces(part, understand, separators[1:])]
    return pieces if any(value is not None for _, value in pieces) else [(text, None)]


def _shown(text: str) -> str:
    shortened = text if len(text) <= 60 else text[:59] + "…"
    return repr(shortened)
