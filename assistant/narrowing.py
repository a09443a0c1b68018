"""Narrowing: the filters that a question implies, such as `in Finland` or `since 2018`."""

import re
from collections.abc import Sequence

from corpus.facets import Filters
from corpus.terms import PlaceMention

_IN = {
    # What stands before a place that narrows; the endings are for languages that say `in` at the end of the word.
    "en": r"\b(?:in|within|across|throughout)(?: the| all of)?\s*$",
    "nl": r"\b(?:in|binnen)(?: de| het| heel)?\s*$",
    "de": r"\b(?:in|im|innerhalb)(?: der| den| dem| ganz)?\s*$",
    "es": r"\b(?:en)(?: el| la| los| las| toda)?\s*$",
    "fr": r"\b(?:en|au|aux|dans)(?: le| la| les)?\s*$",
    "it": r"\b(?:in|nel|nella|nei|negli|nelle|nell)['’]?(?: tutta la)?\s*$",
    "pt": r"\b(?:em|no|na|nos|nas)\s*$",
}
_IN_ENDING = {
    "fi": r"(?:ssa|ssä|lla|llä)$",
    "et": r"s$",
    "lt": r"(?:je|yje|oje|uose|ose|ėje)$",
    "eu": r"(?:n|an)$",
}
_SUBJECT = re.compile(
    # Questions about places themselves: a filter would hide what is asked for.
    r"\b(?:which|what|how many|name the) (?:\w+ ){0,2}(?:country|countries|region|regions|nations?)\b"
    r"|\bwelke (?:\w+ )?(?:landen|land|regio['’]?s?)\b|\bhoeveel landen\b|\bin welk(?:e)? (?:landen|land|regio)\b"
    r"|\bwelche[mnrs]? (?:\w+ )?(?:länder|ländern|land|regionen)\b|\bqué (?:países|país|regiones)\b"
    r"|\bquel(?:le)?s? (?:pays|régions?)\b|\b(?:quali|quale) (?:paesi|paese|regioni)\b|\b(?:que|quais) países\b"
    r"|\bmissä maissa\b|\bmitkä maat\b|\bmillistes riikides\b|\bkuriose šalyse\b|\bzein herrialde",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19|20)\d{2})\b"
_SINCE = re.compile(
    rf"\b(?:since|sinds|vanaf|seit|ab|desde|depuis|dal|vuodesta|alates|nuo)(?: the year| het jaar| el año)? {_YEAR}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:after|later than|na|nach|después de|après|dopo il|depois de|pärast|po) {_YEAR}", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"\b(?:before|earlier than|vóór|voor|vor|antes de|avant|prima del|ennen|enne|iki) {_YEAR}", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|tussen|van|zwischen|von|entre|de|tra il|dal)(?: el| les)? {_YEAR}"
    r" (?:and|to|until|en|tot|und|bis|y|et|à|a|e il|al|e) (?P<until>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\s*(?:,|and|en|und|y|e|et|or|of|oder|o|ou|ja|ir|eta)\s*(?:the|de|het|in|en|im)?\s*", re.IGNORECASE
)


def narrowed(text: str, filters: Filters, inside: Sequence[PlaceMention]) -> Filters:
    """Return the filters with those added that the question implies, named in `inferred`.

    `inside` are the places that narrow (see `places_inside`); years do where something is asked about the time since,
    before or between. A facet that is narrowed already is left as it is.
    """
    found: dict[str, object] = {}
    names: list[str] = []
    if not filters.countries and inside:
        found["countries"] = tuple(dict.fromkeys(place.code for place in inside))
        names.append("countries")
    if filters.year_from is None and filters.year_to is None:
        first, last = _years(text)
        if first or last:
            found |= {"year_from": first, "year_to": last}
            names.append("years")
    return filters.model_copy(update={**found, "inferred": tuple(names)})


def places_inside(text: str, language: str, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Return the places in which something is asked for, none when places are what is asked about."""
    if _SUBJECT.search(text):
        return ()
    named = [place for place in places if not place.weak]
    inside: list[PlaceMention] = []
    for place in named:
        before = text[: place.start]
        follows = bool(inside) and _LISTED.fullmatch(text[inside[-1].end : place.start])
        if follows or _is_inside(before, place.surface, language):
            inside.append(place)
    return tuple(inside)


def _is_inside(before: str, surface: str, language: str) -> bool:
    if language in _IN_ENDING:
        return re.search(_IN_ENDING[language], surface.lower()) is not None
    pattern = _IN.get(language)
    return pattern is not None and re.search(pattern, before, re.IGNORECASE) is not None


def _years(text: str) -> tuple[int | None, int | None]:
    if match := _BETWEEN.search(text):
        first, last = int(match["year"]), int(match["until"])
        return (first, last) if first <= last else (None, None)
    since, after, before = _SINCE.search(text), _AFTER.search(text), _BEFORE.search(text)
    first_year = int(since["year"]) if since else int(after["year"]) + 1 if after else None
    last_year = int(before["year"]) - 1 if before else None
    if first_year and last_year and first_year > last_year:
        return None, None
    return first_year, last_year
